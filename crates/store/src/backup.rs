//! Backups, written while the program works, and putting one back.
//!
//! A restore never deletes what it replaces. Whatever line it is cut off at, the old database is in
//! its place, or the new one is, or [`crate::Store::open`] puts the new one there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use desk_core::calendar::Moment;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use serde_json::json;

use crate::audit::{Tail, check_chain};
use crate::db::{
    Found, PATIENCE, Read, Role, SCHEMA_VERSION, Store, beside, broken_references, connect,
    connect_to_look, look, migrate, newer, run_check, sync_folder, user_version,
};
use crate::error::StoreError;
use crate::number::{DOCUMENTS, NumberRange, TICKETS, is_series, named_series, ticket_series};
use crate::row::hex;
use crate::write::{Audited, Operation, Write, transact};

/// Pages copied between two looks at whether somebody has cancelled: 8 MB.
const PAGES_AT_ONCE: i32 = 2048;

const TABLES: &str = "SELECT name FROM sqlite_schema \
     WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' \
     ORDER BY name";

const SERIES: &str = "SELECT name, last, asked FROM series";

/// A backup that was written and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// Its length in bytes.
    pub bytes: u64,
    /// The rows of all tables together.
    pub rows: u64,
    /// The hash of the last audit row in it, in hexadecimal.
    pub head: String,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestoreReport {
    /// Where the database that was there before is now.
    pub replaced: Option<PathBuf>,
    /// Numbers that were skipped, because paper or the replaced database has them.
    pub jumped: Vec<NumberRange>,
    /// Series whose last number on paper has to be told before one is given out.
    pub asked: Vec<String>,
}

impl Store {
    /// Writes a backup: one file, one state of the database, whatever is written meanwhile. It is
    /// checked before it gets its name. `progress` is told the pages done and in all, and cancels
    /// by returning false.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file of that name; [`StoreError::Cancelled`];
    /// [`StoreError::Full`] and [`StoreError::Folder`] when it cannot be written;
    /// [`StoreError::Damaged`] when the copy, or the database itself, is not sound. Nothing is left
    /// under the name then.
    pub fn backup(
        &self,
        to: &Path,
        progress: impl FnMut(u64, u64) -> bool,
    ) -> Result<BackupReport, StoreError> {
        let to = std::path::absolute(to).map_err(|error| StoreError::file(to, error))?;
        refuse_existing(&to)?;
        let part = beside(&to, ".part");
        let written = copy_database(self.path(), &part, progress).and_then(|report| {
            refuse_existing(&to)?;
            rename(&part, &to)?;
            Ok(report)
        });
        if written.is_err() {
            // The error says more than a failure to clear up; the next backup clears up too.
            remove_database(&part).ok();
        }
        written
    }
}

fn refuse_existing(path: &Path) -> Result<(), StoreError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(StoreError::Exists { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::file(path, error)),
    }
}

/// What a copy must have too.
struct Contents {
    rows: u64,
    counts: Vec<(String, i64)>,
    head: [u8; 32],
}

fn contents(connection: &Connection) -> Result<Contents, StoreError> {
    let mut statement = connection.prepare(TABLES)?;
    let tables = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut counts = Vec::new();
    for table in tables {
        let table = table?;
        let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
        let rows: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
        counts.push((table, rows));
    }
    let rows = counts.iter().map(|(_, rows)| rows.unsigned_abs()).sum();
    Ok(Contents { rows, counts, head: Read::new(connection).chain_head()? })
}

fn copy_database(
    from: &Path,
    part: &Path,
    progress: impl FnMut(u64, u64) -> bool,
) -> Result<BackupReport, StoreError> {
    remove_database(part)?;
    let expected = copy_pages(from, part, progress)?;
    become_one_file(part)?;
    // Reading it does not wait for the disk, and the disk does not wait for that.
    let bytes = std::thread::scope(|scope| {
        let synced = scope.spawn(|| sync_file(part));
        let sound = check_copy(part, &expected);
        let bytes = synced.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        sound.map(|()| bytes)
    })?;
    let Contents { rows, head, .. } = expected;
    Ok(BackupReport { bytes, rows, head: hex(&head) })
}

/// Checks a copy, the half of its tables on a second thread: two cores are what a counter has.
fn check_copy(part: &Path, expected: &Contents) -> Result<(), StoreError> {
    let mut tables: Vec<&(String, i64)> = expected.counts.iter().collect();
    tables.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let half = |first: usize| tables.iter().copied().skip(first).step_by(2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| check_tables(part, half(1)));
        check_tables(part, half(0))?;
        other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    let copy = connect_to_look(part)?;
    let tables = copy.prepare(TABLES)?.query_map([], |_| Ok(()))?.count();
    if tables != expected.counts.len() || Read::new(&copy).chain_head()? != expected.head {
        return Err(lacks_rows());
    }
    Ok(())
}

/// Checks tables with their indexes, and that every row is there. The search's own check of its
/// words is left out: it takes as long as all else, and the words can be made again.
fn check_tables<'a>(
    part: &Path,
    tables: impl Iterator<Item = &'a (String, i64)>,
) -> Result<(), StoreError> {
    let copy = connect_to_look(part)?;
    for (table, expected) in tables {
        let table = format!("\"{}\"", table.replace('"', "\"\""));
        refuse_problems(run_check(&copy, &format!("PRAGMA quick_check({table})"))?)?;
        let sql = format!("SELECT count(*) FROM {table}");
        let rows: i64 = copy.query_row(&sql, [], |row| row.get(0))?;
        if rows != *expected {
            return Err(lacks_rows());
        }
    }
    Ok(())
}

fn lacks_rows() -> StoreError {
    StoreError::Damaged { detail: "the backup lacks rows".into() }
}

/// Copies every page of one state. The backup interface starts again when another connection writes
/// between two steps; while the connection it reads from stays in one read transaction it sees, and
/// copies, the state that the transaction began with.
fn copy_pages(
    from: &Path,
    part: &Path,
    mut progress: impl FnMut(u64, u64) -> bool,
) -> Result<Contents, StoreError> {
    let mut source = connect(from, Role::Reader)?;
    let state = source.transaction()?;
    let expected = contents(&state)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opening = |error| StoreError::opening(part, error);
    let mut copy = Connection::open_with_flags(part, flags).map_err(opening)?;
    // The part is worth nothing until it is complete, and is synced as a whole then.
    copy.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF").map_err(opening)?;
    let backup = Backup::new(&state, &mut copy)?;
    loop {
        let step = backup.step(PAGES_AT_ONCE)?;
        let now = backup.progress();
        let pages = |count: i32| u64::try_from(count).unwrap_or(0);
        if !progress(pages(now.pagecount - now.remaining), pages(now.pagecount)) {
            return Err(StoreError::Cancelled);
        }
        match step {
            StepResult::Done => return Ok(expected),
            StepResult::More => {}
            _ => return Err(StoreError::Busy),
        }
    }
}

/// Takes the WAL in, and makes a file that stands alone.
fn become_one_file(path: &Path) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opening = |error| StoreError::opening(path, error);
    let connection = Connection::open_with_flags(path, flags).map_err(opening)?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Failed(format!("the backup stays in journal mode {mode}")));
    }
    Ok(())
}

fn refuse_problems(problems: Vec<String>) -> Result<(), StoreError> {
    match problems.into_iter().next() {
        None => Ok(()),
        Some(detail) => Err(StoreError::Damaged { detail }),
    }
}

/// The files of a data folder.
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
    pub(crate) db: PathBuf,
    /// Locked by every program that has the database open: shared, or alone by a restore.
    lock: PathBuf,
    /// Says that the folder had a database: one that is gone later is no new beginning.
    pub(crate) made: PathBuf,
    /// A restored database that is complete, on its way into its place.
    restoring: PathBuf,
    /// One that is not complete.
    part: PathBuf,
}

impl Files {
    /// The files of a folder, which is made, with those above it, to outlast a power cut.
    pub(crate) fn of(folder: &Path) -> Result<Files, StoreError> {
        let of_folder = |error| StoreError::file(folder, error);
        let folder = std::path::absolute(folder).map_err(of_folder)?;
        let missing = folder.ancestors().take_while(|above| !above.exists());
        let holders: Vec<&Path> = missing.filter_map(Path::parent).collect();
        fs::create_dir_all(&folder).map_err(of_folder)?;
        holders.into_iter().try_for_each(sync_folder)?;
        Ok(Files {
            db: folder.join("desk.db"),
            lock: folder.join("desk.lock"),
            made: folder.join("desk.made"),
            restoring: folder.join("desk.db.restoring"),
            part: folder.join("desk.db.restoring.part"),
            folder,
        })
    }

    /// Locks the folder for a program that works with the database, together with others, and
    /// finishes a restore that was cut short.
    pub(crate) fn enter(&self) -> Result<File, StoreError> {
        let lock = self.lock_file()?;
        if exists(&self.restoring)? && self.lock_alone(&lock)? {
            finish_restore(self)?;
            lock.unlock().map_err(|error| StoreError::file(&self.lock, error))?;
        }
        let begun = Instant::now();
        while !locked(&self.lock, lock.try_lock_shared())? {
            if begun.elapsed() > PATIENCE {
                return Err(StoreError::Busy);
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        // A restore was cut short while this waited for it: the next attempt finishes it.
        if exists(&self.restoring)? && !exists(&self.db)? {
            return Err(StoreError::Busy);
        }
        Ok(lock)
    }

    fn lock_file(&self) -> Result<File, StoreError> {
        let opened = File::options().create(true).truncate(false).write(true).open(&self.lock);
        opened.map_err(|error| StoreError::file(&self.folder, error))
    }

    fn lock_alone(&self, lock: &File) -> Result<bool, StoreError> {
        locked(&self.lock, lock.try_lock())
    }
}

fn locked(path: &Path, outcome: Result<(), TryLockError>) -> Result<bool, StoreError> {
    match outcome {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(StoreError::file(path, error)),
    }
}

fn exists(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|error| StoreError::file(path, error))
}

/// Puts a backup in the place of the database of a folder, which the program must not have open.
/// The backup is copied, checked as a whole and brought to the newest schema first; the database
/// that was there is kept beside it. Numbers go on after the highest known one: the backup's, the
/// replaced database's, and `paper`'s, by series (`SJ`, `BX`; `WX`, `AZ`, `BY`, `TS`, `ZX` mean
/// that day's). When the replaced database does not know what was given out after the backup, the
/// series that `paper` does not name are asked about. A new epoch begins.
///
/// # Errors
/// [`StoreError::Busy`] when a program has the database open; [`StoreError::NotFound`] when there is
/// no such backup, or a name in `paper` is no series; [`StoreError::Damaged`],
/// [`StoreError::NewerFile`], [`StoreError::NotOurs`] and [`StoreError::NotADatabase`] for a backup
/// that cannot be put back; the old database stays in its place then.
pub fn restore(
    folder: &Path,
    from: &Path,
    at: Moment,
    actor: &str,
    paper: &BTreeMap<String, i64>,
) -> Result<RestoreReport, StoreError> {
    let files = Files::of(folder)?;
    let lock = files.lock_file()?;
    if !files.lock_alone(&lock)? {
        return Err(StoreError::Busy);
    }
    finish_restore(&files)?;
    let order = Order { from, at, actor, paper: paper_series(paper, at)? };
    let prepared = prepare(&files, &order);
    if prepared.is_err() {
        // The error says more than a failure to clear up; the next restore clears up too.
        remove_database(&files.part).ok();
    }
    let (jumped, asked) = prepared?;
    let replaced = put_in_place(&files, at)?;
    Ok(RestoreReport { replaced, jumped, asked })
}

struct Order<'a> {
    from: &'a Path,
    at: Moment,
    actor: &'a str,
    /// The last numbers on paper, by whole series name.
    paper: BTreeMap<String, i64>,
}

fn paper_series(
    paper: &BTreeMap<String, i64>,
    at: Moment,
) -> Result<BTreeMap<String, i64>, StoreError> {
    paper.iter().map(|(name, last)| Ok((named_series(name, at)?, *last))).collect()
}

/// Makes the restored database, complete and on the disk, under the name of one that is on its way.
fn prepare(files: &Files, order: &Order) -> Result<(Vec<NumberRange>, Vec<String>), StoreError> {
    if let Found::Absent = look(order.from)? {
        return Err(StoreError::NotFound { what: order.from.display().to_string() });
    }
    remove_database(&files.part)?;
    copy_file(order.from, &files.part)?;
    let wal = beside(order.from, "-wal");
    if exists(&wal)? {
        copy_file(&wal, &beside(&files.part, "-wal"))?;
    }
    become_one_file(&files.part)?;
    check_whole(&files.part)?;
    let mut connection = connect(&files.part, Role::Writer)?;
    migrate(&mut connection, &files.part)?;
    let replaced = read_replaced(files, &connection);
    let operation = Operation {
        name: "restore",
        actor: order.actor.to_owned(),
        at: order.at,
        clock_confirmed: true,
    };
    let numbers = transact(&mut connection, operation, Audited::Must, |write| {
        begin_epoch(write, order, replaced.as_ref())
    })?;
    drop(connection);
    become_one_file(&files.part)?;
    sync_file(&files.part)?;
    rename(&files.part, &files.restoring)?;
    Ok(numbers)
}

/// Everything that can be checked in a backup. It takes a while; a restore is rare.
fn check_whole(path: &Path) -> Result<(), StoreError> {
    let connection = connect_to_look(path)?;
    let version = user_version(&connection)?;
    if version > SCHEMA_VERSION {
        return Err(newer(version, path));
    }
    refuse_problems(run_check(&connection, "PRAGMA quick_check")?)?;
    refuse_problems(broken_references(&connection)?)?;
    refuse_problems(check_chain(&Read::new(&connection))?.problems)
}

/// What the database that is being replaced knows.
struct Replaced {
    /// Last number and whether it is asked about, by series.
    series: BTreeMap<String, (i64, bool)>,
    /// 0 when it is not known.
    epoch: i64,
    head: Option<[u8; 32]>,
    /// It is the backup's own continuation, so that it knows every number given out after it.
    continues: bool,
}

/// Reads what can be read of the old database: it may be absent, damaged or something else.
fn read_replaced(files: &Files, backup: &Connection) -> Option<Replaced> {
    // Opening an absent file would make one.
    if !exists(&files.db).unwrap_or(false) {
        return None;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let old = Connection::open_with_flags(&files.db, flags).ok()?;
    // What is damaged is kept as it is, its WAL too.
    let keep_wal = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    old.set_db_config(keep_wal, true).ok()?;
    let replaced = read_series(&old, backup).ok()?;
    if old.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").is_ok() {
        old.set_db_config(keep_wal, false).ok();
    }
    Some(replaced)
}

/// The series must be readable; what else cannot be read is not known.
fn read_series(old: &Connection, backup: &Connection) -> Result<Replaced, StoreError> {
    let mut series = all_series(old)?;
    series.retain(|name, _| is_series(name));
    let epoch = old.query_row("SELECT epoch FROM point WHERE id = 1", [], |row| row.get(0));
    let (end, _) = Tail::read(backup)?;
    let there = old.query_row("SELECT hash FROM audit WHERE seq = ?1", [end.seq], |row| row.get(0));
    Ok(Replaced {
        series,
        epoch: epoch.unwrap_or(0),
        head: Read::new(old).chain_head().ok(),
        continues: end.seq == 0 || there.is_ok_and(|hash: [u8; 32]| hash == end.hash),
    })
}

fn all_series(connection: &Connection) -> Result<BTreeMap<String, (i64, bool)>, StoreError> {
    let mut statement = connection.prepare(SERIES)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The one transaction of a restore: numbers, epoch, audit row.
fn begin_epoch(
    write: &mut Write,
    order: &Order,
    replaced: Option<&Replaced>,
) -> Result<(Vec<NumberRange>, Vec<String>), StoreError> {
    let own = all_series(write.connection())?;
    let nothing = BTreeMap::new();
    let known = replaced.map_or(&nothing, |replaced| &replaced.series);
    let complete = replaced.is_some_and(|replaced| replaced.continues);
    let today = TICKETS.map(|kind| ticket_series(kind, order.at.date()));
    let in_use: BTreeSet<String> = DOCUMENTS.map(String::from).into_iter().chain(today).collect();
    let mut names: BTreeSet<&String> = own.keys().chain(known.keys()).collect();
    names.extend(order.paper.keys().chain(&in_use));
    let mut jumped = Vec::new();
    for name in names {
        let (last_own, asked_own) = own.get(name).copied().unwrap_or((0, false));
        let (last_known, asked_known) = known.get(name).copied().unwrap_or((0, asked_own));
        let on_paper = order.paper.get(name).copied();
        let asked = match on_paper {
            Some(_) => false,
            None if complete => asked_known,
            None => asked_own || asked_known || in_use.contains(name),
        };
        let last = last_known.max(on_paper.unwrap_or(0));
        if last > last_own || asked_own {
            jumped.extend(write.jump_past(name, last)?);
        }
        if asked {
            write.ask_number(name)?;
        }
    }
    let asked = write.numbers_asked()?;
    let epoch = write.tail.epoch.max(replaced.map_or(0, |replaced| replaced.epoch)) + 1;
    if write.connection().execute("UPDATE point SET epoch = ?1 WHERE id = 1", [epoch])? == 1 {
        write.tail.epoch = epoch;
    }
    let payload = json!({
        "from": order.from.file_name().map(|name| name.to_string_lossy()),
        "jumped": jumped,
        "asked": asked,
        "epoch": write.tail.epoch,
        "replaced_head": replaced.and_then(|replaced| replaced.head).map(|head| hex(&head)),
    });
    write.audit("point", &[0; 16], &payload)?;
    Ok((jumped, asked))
}

/// One of the changes that put a restored database in its place. Between any two of them the old
/// database is in its place, or [`finish_restore`] knows what is left to do.
#[derive(Debug)]
enum Step {
    /// A WAL that could not be taken in is copied beside where its database goes: it must not be
    /// taken from a database that is still in its place, nor be found by the new one.
    CopyWal { from: PathBuf, to: PathBuf },
    /// The old database goes aside.
    SetAside { from: PathBuf, to: PathBuf },
    /// The restored one takes its place.
    Finish,
}

impl Step {
    fn run(&self, files: &Files) -> Result<(), StoreError> {
        match self {
            Step::CopyWal { from, to } => {
                copy_file(from, to)?;
                sync_file(to)?;
                sync_folder(&files.folder)
            }
            Step::SetAside { from, to } => rename(from, to),
            Step::Finish => finish_restore(files),
        }
    }
}

fn put_in_place(files: &Files, at: Moment) -> Result<Option<PathBuf>, StoreError> {
    let aside = exists(&files.db)?.then(|| free_name(files, at)).transpose()?;
    for step in steps(files, aside.as_deref())? {
        step.run(files)?;
    }
    Ok(aside)
}

fn steps(files: &Files, aside: Option<&Path>) -> Result<Vec<Step>, StoreError> {
    let mut steps = Vec::new();
    if let Some(aside) = aside {
        let wal = beside(&files.db, "-wal");
        if fs::metadata(&wal).is_ok_and(|wal| wal.len() > 0) {
            steps.push(Step::CopyWal { from: wal, to: beside(aside, "-wal") });
        }
        steps.push(Step::SetAside { from: files.db.clone(), to: aside.to_owned() });
    }
    steps.push(Step::Finish);
    Ok(steps)
}

/// Where the old database goes: a name that nothing has.
fn free_name(files: &Files, at: Moment) -> Result<PathBuf, StoreError> {
    let stamp = at.local().format("%Y%m%d-%H%M%S");
    let plain = beside(&files.db, &format!(".replaced-{stamp}"));
    let mut name = plain.clone();
    let mut attempt = 2;
    while exists(&name)? || exists(&beside(&name, "-wal"))? {
        name = beside(&plain, &format!("-{attempt}"));
        attempt += 1;
    }
    Ok(name)
}

/// Finishes a restore whose old database is out of the way, and forgets one that had not got so
/// far. Only for who has the folder alone.
fn finish_restore(files: &Files) -> Result<(), StoreError> {
    remove_database(&files.part)?;
    if !exists(&files.restoring)? {
        return Ok(());
    }
    if exists(&files.db)? {
        return remove_database(&files.restoring);
    }
    // A WAL of the old database would be taken into the new one.
    for suffix in SUFFIXES {
        remove_file(&beside(&files.db, suffix))?;
    }
    sync_folder(&files.folder)?;
    rename(&files.restoring, &files.db)
}

/// Files that SQLite keeps beside a database.
const SUFFIXES: [&str; 3] = ["-wal", "-shm", "-journal"];

fn remove_database(path: &Path) -> Result<(), StoreError> {
    remove_file(path)?;
    SUFFIXES.iter().try_for_each(|suffix| remove_file(&beside(path, suffix)))
}

fn remove_file(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::file(path, error)),
        _ => Ok(()),
    }
}

/// Copies what a file holds, not its permissions: a backup may be read-only.
fn copy_file(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from).map_err(|error| StoreError::file(from, error))?;
    let copied = File::create(to).and_then(|mut copy| io::copy(&mut source, &mut copy));
    copied.map_err(|error| StoreError::file(to, error))?;
    Ok(())
}

/// Makes a file outlast a power cut. Returns its length in bytes.
fn sync_file(path: &Path) -> Result<u64, StoreError> {
    let synced = File::options().write(true).open(path).and_then(|file| {
        file.sync_all()?;
        Ok(file.metadata()?.len())
    });
    synced.map_err(|error| StoreError::file(path, error))
}

/// Renames within a folder, for good.
fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| StoreError::file(to, error))?;
    to.parent().map_or(Ok(()), sync_folder)
}

#[cfg(test)]
mod tests;
