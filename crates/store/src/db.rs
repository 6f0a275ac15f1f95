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

use crate::backup::back_up_before_upgrade;
use crate::damage::{PROBLEMS_KEPT, damage, examine, mark, unmark};
use crate::error::StoreError;
use crate::files::{Files, HELD, beside, patiently, sync_folder};
use crate::verify::{SEARCH, VerifyReport};
use crate::wal;
use crate::write::Writer;

/// `PRAGMA application_id` of our files: "FWTD".
pub const APPLICATION_ID: i32 = i32::from_be_bytes(*b"FWTD");

const MIGRATIONS: [&str; 3] = [
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_editions.sql"),
    include_str!("../migrations/0003_tariffs_and_lists.sql"),
];

/// `PRAGMA user_version` of the newest schema: the number of the last migration.
pub const SCHEMA_VERSION: i32 = MIGRATIONS.len() as i32;

/// Before this version a checkpoint could damage a WAL database.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a statement waits for another program.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Readers kept for reuse; more are opened when more read at once, and closed after.
const READERS_KEPT: usize = 4;

const STATEMENTS_KEPT: usize = 256;

/// What decides that a power cut takes nothing.
pub(crate) const SYNCS: &[(&str, &str)] = if cfg!(target_os = "macos") {
    &[("synchronous", "2"), ("fullfsync", "1"), ("checkpoint_fullfsync", "1")]
} else {
    &[("synchronous", "2")]
};

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
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("mmap_size", "0"),
            // What is erased for a person's sake must not stay behind in the file.
            ("secure_delete", "1"),
            ("query_only", if self == Role::Reader { "1" } else { "0" }),
        ];
        settings.extend(SYNCS);
        #[cfg(feature = "plain")]
        crate::plain::weaken_settings(&mut settings);
        settings
    }
}

/// The database of one data folder. Share it behind an `Arc`: it reads from any thread and writes
/// on a thread of its own. Dropping it waits for what is being written.
pub struct Store {
    files: Files,
    readers: Mutex<Vec<Connection>>,
    /// None for a damaged database, which is only looked at.
    writer: Option<Writer>,
    /// The file that was opened.
    identity: Option<u64>,
    /// A shared lock: a restore wants the folder for itself.
    _inside: File,
}

impl Store {
    /// Opens `desk.db` in the folder, and makes both when they are absent. Brings the schema up,
    /// after a backup; two programs may do so at once. Finishes a restore that was cut short. A
    /// damaged database that can be read is opened to be looked at, and nothing is written to it.
    ///
    /// # Errors
    /// [`StoreError::Folder`] when the folder cannot be made or written; [`StoreError::NewerFile`],
    /// [`StoreError::NotOurs`], [`StoreError::NotADatabase`] and [`StoreError::Damaged`], also of a
    /// database that was there and is gone or empty, leave the file as it is; [`StoreError::Busy`]
    /// when another program restores for longer than 30 s, or has a database open that is to be
    /// brought up.
    pub fn open(folder: &Path) -> Result<Store, StoreError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::Failed(format!("SQLite {} is too old", rusqlite::version())));
        }
        let files = Files::of(folder)?;
        let inside = files.enter()?;
        let opened = match damage(folder)?.is_some() {
            true => open_to_look(&files.db).map(|reader| (reader, None)),
            false => match open_when_let(&files) {
                Ok((reader, writer)) => Ok((reader, Some(writer))),
                Err(error) if error.is_damage() && files.made.exists() => match examine(folder)? {
                    Some(_) => open_to_look(&files.db).map(|reader| (reader, None)),
                    None => Err(error),
                },
                Err(error) => Err(error),
            },
        };
        let (reader, writer) = opened.map_err(|error| {
            // What was our database, and is none, is damaged; elsewhere it is another's.
            let was_ours = files.made.exists();
            match was_ours && (error.is_damage() || error.code() == "not_found") {
                true => StoreError::Damaged { detail: error.detail() },
                false => error,
            }
        })?;
        let identity = identity(&files.db);
        Ok(Store { files, readers: Mutex::new(vec![reader]), writer, identity, _inside: inside })
    }

    /// Whether the folder has a database, or had one.
    pub fn is_in(folder: &Path) -> bool {
        ["desk.db", "desk.made", "desk.db.restoring"].iter().any(|name| folder.join(name).exists())
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.files.db
    }

    /// The database was damaged when it was opened: nothing is written to it.
    pub fn is_looked_at(&self) -> bool {
        self.writer.is_none()
    }

    /// Whether opening the folder anew would give the same: not when the file was taken away or
    /// another put in its place, and not when a damaged one is whole after all.
    ///
    /// # Errors
    /// [`StoreError::Folder`] when the folder cannot be read.
    pub fn is_current(&self) -> Result<bool, StoreError> {
        let is_whole_again = self.is_looked_at() && damage(&self.files.folder)?.is_none();
        Ok(!is_whole_again && identity(&self.files.db) == self.identity)
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Who writes; nobody to a damaged database, whichever program has found the damage.
    pub(crate) fn writer(&self) -> Result<&Writer, StoreError> {
        if let Some(damage) = damage(&self.files.folder)? {
            return Err(StoreError::Damaged { detail: damage.to_string() });
        }
        let closed = || StoreError::Damaged { detail: "it was, when it was opened".into() };
        self.writer.as_ref().ok_or_else(closed)
    }

    /// Checks everything that was kept. When something is wrong that nobody has accepted, nothing is
    /// written any more; when nothing is, and it was thought to be damaged, it can be opened to work
    /// again. Slow: it reads everything. `progress` is as for [`Read::verify_watched`].
    ///
    /// # Errors
    /// Those of [`Read::verify_watched`]. What is wrong is in the report.
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<VerifyReport, StoreError> {
        let (mut report, accepted) = self.read(|read| {
            let report = read.verify_watched(progress)?;
            Ok::<_, StoreError>((report, read.accepted_damage().unwrap_or_default()))
        })?;
        // Of one that is open, the WAL is being written.
        if self.is_looked_at() {
            report.problems.extend(wal::damage(&beside(&self.files.db, "-wal"))?);
        }
        let wrong = report.problems_but(&accepted);
        if !wrong.is_empty() {
            let known = wrong.len().min(PROBLEMS_KEPT);
            report.problems.extend(mark(&self.files, wrong).problems.drain(known..));
        } else if damage(&self.files.folder)?.is_some() {
            unmark(&self.files)?;
        }
        Ok(report)
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
            None if self.writer.is_none() => open_to_look(&self.files.db)?,
            None => connect(&self.files.db, Role::Reader)?,
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
        if let Some(writer) = &self.writer {
            writer.stop();
        }
    }
}

/// What tells a file from another of the same name. Windows lets nobody take away one that is open.
fn identity(path: &Path) -> Option<u64> {
    #[cfg(unix)]
    return fs::metadata(path).ok().map(|found| std::os::unix::fs::MetadataExt::ino(&found));
    #[cfg(not(unix))]
    return path.exists().then_some(0);
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
    read_once(&mut open_to_look(path)?, f)
}

/// Opens a file to be read and left as it is; one of an older schema as it is brought up.
fn open_to_look(path: &Path) -> Result<Connection, StoreError> {
    let Found::Ours { version } = look(path)? else {
        return Err(StoreError::NotFound { what: path.display().to_string() });
    };
    let connection = connect_to_look(path)?;
    // Of a file that is cut off, nothing can be read.
    let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    read.map_err(|error| StoreError::from(error).of_the_file())?;
    if version < SCHEMA_VERSION { brought_up(&connection, path) } else { Ok(connection) }
}

/// Opens to work, again where Windows fails for a moment on files that others open or close, or
/// look into.
fn open_when_let(files: &Files) -> Result<(Connection, Writer), StoreError> {
    let begun = Instant::now();
    loop {
        match open_to_work(files) {
            Err(StoreError::Io(_)) if cfg!(windows) && begun.elapsed() < HELD => {
                std::thread::sleep(Duration::from_millis(50));
            }
            opened => return opened,
        }
    }
}

/// Opens the database of a folder to work with it, and makes it when it is not there.
fn open_to_work(files: &Files) -> Result<(Connection, Writer), StoreError> {
    let path = &files.db;
    if matches!(look(path)?, Found::Absent) && files.made.exists() {
        let detail = format!("{} was here and is gone, or empty", path.display());
        return Err(StoreError::Damaged { detail });
    }
    let mut connection = connect_patiently(path)?;
    migrate(&mut connection, path)?;
    if !files.made.exists() {
        File::create(&files.made).map_err(|error| StoreError::file(&files.made, error))?;
        sync_folder(&files.folder)?;
    }
    Ok((connect(path, Role::Reader)?, Writer::start(connection)?))
}

/// Brings an older file to the newest schema, after a backup of it. Only for who has the folder
/// alone. A file that turns out to be damaged is left as it is.
pub(crate) fn upgrade(files: &Files) -> Result<(), StoreError> {
    if !files.is_older() {
        return Ok(());
    }
    match back_up_before_upgrade(files) {
        Err(StoreError::Damaged { detail }) => {
            mark(files, vec![detail.clone()]);
            // Without a word of it on the disk, this would be tried for ever.
            if files.damaged.exists() { Ok(()) } else { Err(StoreError::Damaged { detail }) }
        }
        Err(error) => Err(error),
        Ok(()) => migrate(&mut connect(&files.db, Role::Writer)?, &files.db),
    }
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

pub(crate) fn read_once<T, E: From<StoreError>>(
    connection: &mut Connection,
    f: impl FnOnce(&Read) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.transaction().map_err(StoreError::from)?;
    let answer = f(&Read::new(&transaction));
    drop(transaction);
    answer
}

/// What SQLite says of the words of the search, the only table of this kind, when they are damaged.
const WORDS: [&str; 2] = ["fts5: ", "inverted index for FTS5"];

/// Checks the file itself: SQLite's integrity check, and references that lead nowhere. Returns what
/// is wrong, a line each. Slow: it reads everything.
///
/// # Errors
/// [`StoreError`] when even that cannot be read.
pub fn check_file(read: &Read) -> Result<Vec<String>, StoreError> {
    let mut problems = run_check(read.connection(), "PRAGMA integrity_check")?;
    for problem in &mut problems {
        if WORDS.iter().any(|said| problem.contains(said)) {
            problem.insert_str(0, SEARCH);
        }
    }
    problems.extend(broken_references(read.connection())?);
    Ok(problems)
}

/// As [`check_file`], but for the search: that can be indexed again, and nobody has to wait for it.
pub(crate) fn check_all_but_search(read: &Read) -> Result<Vec<String>, StoreError> {
    let mut problems = check_file(read)?;
    problems.retain(|problem| !problem.starts_with(SEARCH));
    Ok(problems)
}

/// What `PRAGMA integrity_check` or `quick_check` finds.
pub(crate) fn run_check(connection: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(sql)?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut problems: Vec<String> = lines.collect::<Result<_, _>>()?;
    problems.retain(|line| line != "ok");
    match problems.iter().find(|line| is_of_the_disk(line)) {
        Some(line) => Err(StoreError::Io(line.clone())),
        None => Ok(problems),
    }
}

/// What the disk did not give is not known to be wrong: `… unable to get the page. error code=266`,
/// where the last byte of the code is that of SQLITE_IOERR.
fn is_of_the_disk(line: &str) -> bool {
    let code = line.rsplit_once("error code=").and_then(|(_, code)| code.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff == rusqlite::ffi::SQLITE_IOERR)
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

/// Opens a file by whatever name: on Windows SQLite takes more than 260 characters only through a
/// file system of its own, and only of names that Windows does not read for it.
pub(crate) fn open_file(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    if cfg!(windows) {
        Connection::open_with_flags_and_vfs(verbatim(path), flags, c"win32-longpath")
    } else {
        Connection::open_with_flags(path, flags)
    }
}

/// The name of a file on Windows that means that file and nothing else, however long it is.
fn verbatim(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let Some(text) = whole.to_str() else { return whole };
    // A verbatim name is that already, and a device has none.
    if text.starts_with(r"\\?\") || text.starts_with(r"\\.\") {
        return whole;
    }
    match text.strip_prefix(r"\\") {
        Some(share) => format!(r"\\?\UNC\{share}").into(),
        None => format!(r"\\?\{text}").into(),
    }
}

/// Opens a connection and makes sure that every setting took.
pub(crate) fn connect(path: &Path, role: Role) -> Result<Connection, StoreError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if role == Role::Writer {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let opening = |error| StoreError::opening(path, error);
    let connection = open_file(path, flags).map_err(opening)?;
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
    let connection = open_file(path, flags).map_err(opening)?;
    connection.busy_timeout(PATIENCE).map_err(opening)?;
    keep_plans(&connection).map_err(opening)?;
    for (name, value) in [("trusted_schema", "0"), ("cell_size_check", "1"), ("query_only", "1")] {
        connection.pragma_update(None, name, value).map_err(opening)?;
    }
    Ok(connection)
}

/// A new or restored file becomes one with a WAL by way of a journal. A power cut can leave that, with
/// half a page: until SQLite has taken it back, the file looks like none of ours, and nobody can only
/// look at it. What fails here is told by who looks.
pub(crate) fn take_journal_back(path: &Path) {
    if beside(path, "-journal").exists() {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let read = |connection: Connection| {
            connection.busy_timeout(PATIENCE)?;
            setting(&connection, "user_version")
        };
        open_file(path, flags).and_then(read).ok();
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
            let done = transaction.execute_batch(sql).map_err(StoreError::from);
            done.map_err(StoreError::of_the_file)?;
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
    /// A database of ours.
    Ours {
        /// Its schema version: this program's or an older one.
        version: i32,
    },
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
    // Ways to read and write it: a journal or a WAL.
    if head[18..20].iter().any(|way| !(1..=2).contains(way)) {
        return Err(StoreError::Damaged { detail: format!("the head of {}", path.display()) });
    }
    // The WAL can hold a newer header.
    let wal = fs::metadata(beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0);
    match if wal { look_inside(path)? } else { facts(&head) } {
        Facts { application: 0, version: 0, empty: true } => Ok(Found::Absent),
        Facts { application, .. } if application != APPLICATION_ID => {
            Err(StoreError::NotOurs { path: path.to_owned() })
        }
        Facts { version, .. } if version > SCHEMA_VERSION => Err(newer(version, path)),
        Facts { version, .. } => Ok(Found::Ours { version }),
    }
}

struct Facts {
    application: i32,
    version: i32,
    empty: bool,
}

pub(crate) const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The file header and the head of the first page (<https://www.sqlite.org/fileformat2.html>).
const HEAD: usize = 108;

fn read_head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    patiently(|| File::open(path))?.take(HEAD as u64).read_to_end(&mut head)?;
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

#[cfg(test)]
mod tests;
