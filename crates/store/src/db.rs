//! Opening the database: its settings, its schema, and the connections that read.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::backup;
use crate::error::StoreError;
use crate::write::Writer;

/// `PRAGMA application_id` of our files: "FWTD".
pub const APPLICATION_ID: i32 = i32::from_be_bytes(*b"FWTD");

const MIGRATIONS: [&str; 2] =
    [include_str!("../migrations/0001_first.sql"), include_str!("../migrations/0002_editions.sql")];

/// `PRAGMA user_version` of the newest schema: the number of the last migration.
pub const SCHEMA_VERSION: i32 = MIGRATIONS.len() as i32;

/// Before this version a checkpoint could damage a WAL database.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a statement waits for another program.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Readers kept for reuse; more are opened when more read at once, and closed after.
const READERS_KEPT: usize = 4;

const STATEMENTS_KEPT: usize = 256;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Writer,
    Reader,
}

impl Role {
    /// Every setting and the value that is read back.
    fn settings(self) -> Vec<(&'static str, &'static str)> {
        let mut settings = vec![
            ("busy_timeout", "30000"),
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("mmap_size", "0"),
            // What is erased for a person's sake must not stay behind in the file.
            ("secure_delete", "1"),
            ("query_only", if self == Role::Reader { "1" } else { "0" }),
        ];
        if cfg!(target_os = "macos") {
            settings.extend([("fullfsync", "1"), ("checkpoint_fullfsync", "1")]);
        }
        #[cfg(feature = "plain")]
        crate::plain::weaken_settings(&mut settings);
        settings
    }
}

/// The database of one data folder. Share it behind an `Arc`: it reads from any thread and writes
/// on a thread of its own. Dropping it waits for what is being written.
pub struct Store {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    writer: Writer,
    /// A shared lock: a restore wants the folder for itself.
    _inside: File,
}

impl Store {
    /// Opens `desk.db` in the folder, and makes both when they are absent. Brings the schema up;
    /// two programs may do so at once. Finishes a restore that was cut short.
    ///
    /// # Errors
    /// [`StoreError::Folder`] when the folder cannot be made or written; [`StoreError::NewerFile`],
    /// [`StoreError::NotOurs`], [`StoreError::NotADatabase`] and [`StoreError::Damaged`], also of a
    /// database that was there and is gone or empty, leave the file as it is; [`StoreError::Busy`] when another program restores for longer than 30 s.
    pub fn open(folder: &Path) -> Result<Store, StoreError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::Failed(format!("SQLite {} is too old", rusqlite::version())));
        }
        let files = backup::Files::of(folder)?;
        let inside = files.enter()?;
        let path = files.db.clone();
        if !files.made.exists() {
            roll_back_first(&path);
        }
        let fresh = matches!(look(&path)?, Found::Absent);
        if fresh && files.made.exists() {
            let detail = format!("{} was here and is gone, or empty", path.display());
            return Err(StoreError::Damaged { detail });
        }
        let mut connection = connect_patiently(&path)?;
        migrate(&mut connection, &path)?;
        if !files.made.exists() {
            File::create(&files.made).map_err(|error| StoreError::file(&files.made, error))?;
            sync_folder(&files.folder)?;
        }
        let reader = connect(&path, Role::Reader)?;
        let writer = Writer::start(connection)?;
        Ok(Store { path, readers: Mutex::new(vec![reader]), writer, _inside: inside })
    }

    /// Whether the folder has a database, or had one.
    pub fn is_in(folder: &Path) -> bool {
        ["desk.db", "desk.made", "desk.db.restoring"].iter().any(|name| folder.join(name).exists())
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Reads, seeing one state of the database from beginning to end, whatever is written
    /// meanwhile. It cannot write.
    ///
    /// # Errors
    /// Those of `f`, and [`StoreError`] when no connection can be opened.
    pub fn read<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&Read) -> Result<T, E>,
    ) -> Result<T, E> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => connect(&self.path, Role::Reader)?,
        };
        let answer = read_once(&mut connection, f);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_KEPT {
            readers.push(connection);
        }
        answer
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // The readers go first, so that the writer's last checkpoint takes everything.
        self.readers.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        self.writer.stop();
    }
}

/// One state of the database, to read from.
pub struct Read<'c> {
    connection: &'c Connection,
}

impl<'c> Read<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Read<'c> {
        Read { connection }
    }

    /// The connection, for the queries of this crate.
    pub(crate) fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// The settings of this connection as SQLite reads them back, for support and tests.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn settings(&self) -> Result<Vec<(&'static str, String)>, StoreError> {
        let names = Role::Reader.settings();
        names.iter().map(|(name, _)| Ok((*name, setting(self.connection, name)?))).collect()
    }
}

/// Reads a database file that is not the store's own, such as a backup, without changing it; one of
/// an older schema as it is brought up.
///
/// # Errors
/// Those of `f`; [`StoreError::NotFound`] when there is no such file; those of [`Store::open`] that
/// are about the file.
pub fn read_file<T, E: From<StoreError>>(
    path: &Path,
    f: impl FnOnce(&Read) -> Result<T, E>,
) -> Result<T, E> {
    if let Found::Absent = look(path)? {
        return Err(StoreError::NotFound { what: path.display().to_string() }.into());
    }
    let mut connection = connect_to_look(path)?;
    if user_version(&connection)? < SCHEMA_VERSION {
        connection = brought_up(&connection, path)?;
    }
    read_once(&mut connection, f)
}

/// A copy with the newest schema, which SQLite keeps in a file of its own while it is open.
fn brought_up(older: &Connection, path: &Path) -> Result<Connection, StoreError> {
    let mut copy = Connection::open("")?;
    keep_plans(&copy)?;
    Backup::new(older, &mut copy)?.run_to_completion(i32::MAX, Duration::from_millis(5), None)?;
    migrate(&mut copy, path)?;
    copy.pragma_update(None, "query_only", "1")?;
    Ok(copy)
}

fn read_once<T, E: From<StoreError>>(
    connection: &mut Connection,
    f: impl FnOnce(&Read) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.transaction().map_err(StoreError::from)?;
    let answer = f(&Read::new(&transaction));
    drop(transaction);
    answer
}

/// Checks the file itself: SQLite's integrity check, and references that lead nowhere. Returns what
/// is wrong, a line each. Slow: it reads everything.
///
/// # Errors
/// [`StoreError`] when even that cannot be read.
pub fn check_file(read: &Read) -> Result<Vec<String>, StoreError> {
    let mut problems = run_check(read.connection(), "PRAGMA integrity_check")?;
    problems.extend(broken_references(read.connection())?);
    Ok(problems)
}

/// What `PRAGMA integrity_check` or `quick_check` finds.
pub(crate) fn run_check(connection: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Rows that name a row which is not there.
pub(crate) fn broken_references(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let lines = statement.query_map([], |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("a row of {table} names a row of {parent} that does not exist"))
    })?;
    Ok(lines.collect::<Result<_, _>>()?)
}

/// Opens a connection and makes sure that every setting took.
pub(crate) fn connect(path: &Path, role: Role) -> Result<Connection, StoreError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if role == Role::Writer {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let opening = |error| StoreError::opening(path, error);
    let connection = Connection::open_with_flags(path, flags).map_err(opening)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    keep_plans(&connection).map_err(opening)?;
    for (name, value) in role.settings() {
        connection.pragma_update(None, name, value).map_err(opening)?;
    }
    for (name, value) in role.settings() {
        let found = setting(&connection, name).map_err(opening)?;
        if found != value {
            return Err(StoreError::Failed(format!("setting {name} is {found}, not {value}")));
        }
    }
    if connection.is_readonly("main").map_err(opening)? {
        let source = io::ErrorKind::PermissionDenied.into();
        return Err(StoreError::Folder { path: path.to_owned(), source });
    }
    Ok(connection)
}

/// Keeps the plan of a statement whatever is bound to it. Without this, SQLite compiles statements
/// on tables with partial indexes again at every new value: five times the cost of a look-up by id.
fn keep_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

/// A connection that only looks, at a file of any journal mode.
pub(crate) fn connect_to_look(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opening = |error| StoreError::opening(path, error);
    let connection = Connection::open_with_flags(path, flags).map_err(opening)?;
    connection.busy_timeout(PATIENCE).map_err(opening)?;
    keep_plans(&connection).map_err(opening)?;
    for (name, value) in [("trusted_schema", "0"), ("cell_size_check", "1"), ("query_only", "1")] {
        connection.pragma_update(None, name, value).map_err(opening)?;
    }
    Ok(connection)
}

/// A power cut in the first opening can leave half a page, and the journal that takes it back;
/// until SQLite has done so, the file looks like none of ours. What fails here is told by who looks.
fn roll_back_first(path: &Path) {
    if beside(path, "-journal").exists() {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let read = |connection: Connection| {
            connection.busy_timeout(PATIENCE)?;
            setting(&connection, "user_version")
        };
        Connection::open_with_flags(path, flags).and_then(read).ok();
    }
}

/// SQLite does not wait when two connections turn a new file to WAL at once, so this does.
fn connect_patiently(path: &Path) -> Result<Connection, StoreError> {
    let begun = Instant::now();
    loop {
        match connect(path, Role::Writer) {
            Err(StoreError::Busy) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            other => return other,
        }
    }
}

fn setting(connection: &Connection, name: &str) -> rusqlite::Result<String> {
    connection.pragma_query_value(None, name, |row| {
        Ok(match row.get(0)? {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text,
            other => format!("{other:?}"),
        })
    })
}

/// The schema version of a connection's file.
pub(crate) fn user_version(connection: &Connection) -> Result<i32, StoreError> {
    let mut statement = connection.prepare_cached("PRAGMA user_version")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Runs the migrations that are missing, each in a transaction of its own.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    while user_version(connection)? != SCHEMA_VERSION {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Again, now that no other program can change it.
        let version = user_version(&transaction)?;
        let next = usize::try_from(version).ok().and_then(|version| MIGRATIONS.get(version));
        if let Some(sql) = next {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", version + 1)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.commit()?;
        } else if version != SCHEMA_VERSION {
            return Err(newer(version, path));
        }
    }
    Ok(())
}

pub(crate) fn newer(found: i32, path: &Path) -> StoreError {
    StoreError::NewerFile { found, known: SCHEMA_VERSION, path: path.to_owned() }
}

/// What stands at a path.
pub(crate) enum Found {
    /// Nothing, or a file without a byte, or a database in which nothing was ever made.
    Absent,
    /// A database of ours, of this schema version or an older one.
    Ours,
}

/// Looks at a file without changing it.
///
/// # Errors
/// [`StoreError::NewerFile`], [`StoreError::NotOurs`], [`StoreError::NotADatabase`],
/// [`StoreError::Damaged`], [`StoreError::Folder`].
pub(crate) fn look(path: &Path) -> Result<Found, StoreError> {
    let head = match read_head(path) {
        Ok(head) => head,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Absent),
        Err(error) => return Err(StoreError::file(path, error)),
    };
    if head.is_empty() {
        return Ok(Found::Absent);
    }
    if !head.starts_with(MAGIC) {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    if head.len() < HEAD {
        return Err(StoreError::Damaged { detail: format!("{} is cut off", path.display()) });
    }
    // The WAL can hold a newer header.
    let wal = fs::metadata(beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0);
    match if wal { look_inside(path)? } else { facts(&head) } {
        Facts { application: 0, version: 0, empty: true } => Ok(Found::Absent),
        Facts { application, .. } if application != APPLICATION_ID => {
            Err(StoreError::NotOurs { path: path.to_owned() })
        }
        Facts { version, .. } if version > SCHEMA_VERSION => Err(newer(version, path)),
        _ => Ok(Found::Ours),
    }
}

struct Facts {
    application: i32,
    version: i32,
    empty: bool,
}

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The file header and the head of the first page (<https://www.sqlite.org/fileformat2.html>).
const HEAD: usize = 108;

fn read_head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    File::open(path)?.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// What a whole head says.
fn facts(head: &[u8]) -> Facts {
    let number =
        |at: usize| i32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    Facts { application: number(68), version: number(60), empty: head[103..105] == [0, 0] }
}

fn look_inside(path: &Path) -> Result<Facts, StoreError> {
    let connection = connect_to_look(path)?;
    let facts = connection.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id),
                (SELECT user_version FROM pragma_user_version),
                NOT EXISTS (SELECT 1 FROM sqlite_schema)",
        [],
        |row| Ok(Facts { application: row.get(0)?, version: row.get(1)?, empty: row.get(2)? }),
    );
    facts.map_err(|error| StoreError::opening(path, error))
}

/// The path with something appended to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Makes renamed and new files of a folder outlast a power cut. Windows does so by itself.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|opened| opened.sync_all());
        synced.map_err(|error| StoreError::file(folder, error))?;
    }
    Ok(())
}
