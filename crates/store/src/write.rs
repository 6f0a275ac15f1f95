//! Writing: one named operation is one transaction on the one writer thread.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::Duration;

use desk_core::calendar::Moment;
use rusqlite::Connection;

use crate::audit::Tail;
use crate::db::{Read, SCHEMA_VERSION, Store, newer, user_version};
use crate::error::StoreError;
use crate::search::Pending;

/// What is being done, by whom and when: the audit row says so.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The name, such as `ticket.new`.
    pub name: &'static str,
    /// Who does it.
    pub actor: String,
    /// When.
    pub at: Moment,
    /// Somebody confirmed that this clock is right although it is behind.
    pub clock_confirmed: bool,
}

/// A transaction that writes. It reads too, and sees what it has written.
pub struct Write<'c> {
    read: Read<'c>,
    pub(crate) operation: Operation,
    pub(crate) tail: Tail,
    /// When the last audit row before this transaction was written.
    pub(crate) before: Option<Moment>,
    pub(crate) audited: bool,
    /// What is still to be written into the search, by its row.
    pub(crate) search: BTreeMap<i64, Pending>,
}

impl<'c> Deref for Write<'c> {
    type Target = Read<'c>;

    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}

impl<'c> Write<'c> {
    fn begin(connection: &'c Connection, operation: Operation) -> Result<Write<'c>, StoreError> {
        // A newer program may have changed the schema since this one opened the file.
        let version = user_version(connection)?;
        if version != SCHEMA_VERSION {
            return Err(newer(version, Path::new(connection.path().unwrap_or_default())));
        }
        let (tail, before) = Tail::read(connection)?;
        let search = BTreeMap::new();
        Ok(Write { read: Read::new(connection), operation, tail, before, audited: false, search })
    }

    /// The time of the operation.
    pub fn at(&self) -> Moment {
        self.operation.at
    }

    /// Who does it.
    pub fn actor(&self) -> &str {
        &self.operation.actor
    }

    /// Goes on with another operation in the same transaction: audit rows and numbers from here on
    /// are of its name, actor and time. For making much data at once.
    pub fn operation(&mut self, operation: Operation) {
        self.operation = operation;
    }

    /// Random bytes from the system.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the system has none.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes)
            .map_err(|error| StoreError::Failed(format!("no random bytes: {error}")))?;
        Ok(bytes)
    }
}

impl Store {
    /// Does one operation: all of it, or nothing when `f` returns an error or panics. `f` runs on
    /// the writer thread and must not call `write` itself.
    ///
    /// # Errors
    /// Those of `f`; [`StoreError::Failed`] when `f` panics or writes no audit row;
    /// [`StoreError::Busy`] when another program writes for longer than 30 s;
    /// [`StoreError::NewerFile`] when a newer program has changed the schema meanwhile;
    /// [`StoreError::Full`] and the like when the disk does not take it.
    pub fn write<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        operation: Operation,
        f: impl FnOnce(&mut Write) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.writer()?.run(move |connection| transact(connection, operation, Audited::Must, f))
    }

    /// Writes a draft. Drafts are not in the chain: no audit row is asked for. For nothing else.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_draft<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        operation: Operation,
        f: impl FnOnce(&mut Write) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        self.writer()?.run(move |connection| transact(connection, operation, Audited::May, f))
    }
}

/// Whether a transaction without an audit row is a defect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audited {
    Must,
    May,
}

/// Runs `f` in a transaction that takes the write lock at once: one that reads first and then
/// writes fails as soon as another connection has written in between, whatever the timeout.
pub(crate) fn transact<T, E: From<StoreError>>(
    connection: &mut Connection,
    operation: Operation,
    audited: Audited,
    f: impl FnOnce(&mut Write) -> Result<T, E>,
) -> Result<T, E> {
    let name = operation.name;
    roll_back(connection)?;
    run(connection, "BEGIN IMMEDIATE")?;
    // After a full disk SQLite may have rolled back by itself. If `f` overlooks that and goes on,
    // each of its statements is a transaction of its own: none of them may commit.
    connection.commit_hook(Some(|| true)).map_err(StoreError::from)?;
    let inside: &Connection = connection;
    let whole = AssertUnwindSafe(|| {
        let mut write = Write::begin(inside, operation)?;
        let answer = f(&mut write)?;
        write.write_words()?;
        if inside.is_autocommit() {
            let defect = format!("operation {name} went on after its transaction had failed");
            return Err(StoreError::Failed(defect).into());
        }
        if audited == Audited::Must && !write.audited {
            let defect = format!("operation {name} wrote no audit row");
            return Err(StoreError::Failed(defect).into());
        }
        Ok(answer)
    });
    let outcome = catch_unwind(whole).unwrap_or_else(|panic| {
        let defect = format!("operation {name} panicked: {}", panic_text(&*panic));
        Err(StoreError::Failed(defect).into())
    });
    connection.commit_hook(None::<fn() -> bool>).map_err(StoreError::from)?;
    let outcome = outcome.and_then(|answer| {
        run(connection, "COMMIT")?;
        Ok(answer)
    });
    if outcome.is_err() {
        // The error says more than a failure to roll back; the next transaction tries again.
        roll_back(connection).ok();
    }
    outcome
}

fn roll_back(connection: &Connection) -> Result<(), StoreError> {
    if connection.is_autocommit() { Ok(()) } else { run(connection, "ROLLBACK") }
}

fn run(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The thread that owns the one connection that writes.
pub(crate) struct Writer {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    id: ThreadId,
}

impl Writer {
    pub(crate) fn start(mut connection: Connection) -> Result<Writer, StoreError> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let work = move || {
            for job in waiting {
                job(&mut connection);
            }
            // The last to close the file takes the WAL in anyway; this does it while others read.
            connection.busy_timeout(Duration::from_secs(1)).ok();
            connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").ok();
        };
        let thread = thread::Builder::new().name("store writer".into()).spawn(work);
        let thread =
            thread.map_err(|error| StoreError::Failed(format!("no writer thread: {error}")))?;
        let id = thread.thread().id();
        Ok(Writer { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)), id })
    }

    fn run<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        if thread::current().id() == self.id {
            return Err(StoreError::Failed("a write inside a write".into()).into());
        }
        let (answer, answered) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            // Nobody waits for the answer only when the waiting thread is gone.
            answer.send(job(connection)).ok();
        });
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        drop(jobs);
        let gone = || StoreError::Failed("the writer thread is gone".into());
        if !sent {
            return Err(gone().into());
        }
        answered.recv().unwrap_or_else(|_| Err(gone().into()))
    }

    /// Finishes what waits, takes the WAL in and closes the file.
    pub(crate) fn stop(&self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // An operation can hold the last reference to the store: its thread cannot wait for itself.
        if let Some(thread) = thread.filter(|_| thread::current().id() != self.id) {
            thread.join().ok();
        }
    }
}

#[cfg(test)]
mod tests;
