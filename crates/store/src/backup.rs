//! Backups, written while the program works, and the list of them.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use desk_core::calendar::Moment;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};

use crate::db::{
    Read, Role, SCHEMA_VERSION, Store, connect, connect_to_look, open_file, read_file, run_check,
};
use crate::error::StoreError;
use crate::files::{
    Files, SUFFIXES, beside, exists, remove_database, remove_file, rename, replace_file, sync_file,
    sync_folder,
};
use crate::row::hex;
use crate::seal::{Seal, check, seal};
use crate::verify::verify_file;

/// Pages copied between two looks at whether somebody has cancelled: 8 MB.
const PAGES_AT_ONCE: i32 = 2048;

const TABLES: &str = "SELECT name FROM sqlite_schema \
     WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' \
     ORDER BY name";

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

/// A backup that the program knows of, because it wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownBackup {
    /// The file.
    pub path: PathBuf,
    /// When it was written.
    pub at: Moment,
    /// Its length in bytes.
    pub bytes: u64,
    /// The hash of the last audit row in it, in hexadecimal.
    pub head: String,
}

impl Store {
    /// Writes a backup at a time: one file, one state of the database, whatever is written
    /// meanwhile. It is checked, sealed and listed before it gets its name. `progress` is told the
    /// pages done and in all, and cancels by returning false.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file of that name; [`StoreError::Cancelled`];
    /// [`StoreError::Full`] and [`StoreError::Folder`] when it cannot be written;
    /// [`StoreError::Damaged`] when the copy, or the database itself, is not sound. Nothing is left
    /// under the name then.
    pub fn backup(
        &self,
        to: &Path,
        at: Moment,
        progress: impl FnMut(u64, u64) -> bool,
    ) -> Result<BackupReport, StoreError> {
        let to = std::path::absolute(to).map_err(|error| StoreError::file(to, error))?;
        refuse_existing(&to)?;
        write_backup(self.files(), &to, at, progress, |_| Ok(()))
    }
}

/// The backups that were written from a folder, the newest last, whether they are still there or
/// not. A line that cannot be read, as after a power cut, is left out.
///
/// # Errors
/// [`StoreError::Folder`] when the list cannot be read.
pub fn backups(folder: &Path) -> Result<Vec<KnownBackup>, StoreError> {
    let list = Files::in_folder(folder).list;
    match fs::read(&list) {
        Ok(bytes) => {
            let lines = bytes.split(|byte| *byte == b'\n');
            Ok(lines.filter_map(|line| serde_json::from_slice(line).ok()).collect())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(StoreError::file(&list, error)),
    }
}

/// The name of a backup that the program makes by itself, by the time at the service point.
pub fn name_of_own(at: Moment) -> String {
    at.local().format("desk-%Y%m%d-%H%M%S.fwt").to_string()
}

/// Whether a backup has a name that the program gives by itself; what people make has another.
pub fn is_own(backup: &KnownBackup) -> bool {
    let name = backup.path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.is_some_and(|name| name == name_of_own(backup.at))
}

impl Store {
    /// Writes a backup among the program's own, as [`Store::backup`] does. One that was made at the
    /// same time, as can be after the clock was set back, stays.
    ///
    /// # Errors
    /// Those of [`Store::backup`].
    pub fn back_up_by_itself(
        &self,
        at: Moment,
        progress: impl FnMut(u64, u64) -> bool,
    ) -> Result<PathBuf, StoreError> {
        let files = self.files();
        make_own_folder(files)?;
        let to = files.backups.join(name_of_own(at));
        self.backup(&to, at, progress)?;
        Ok(to)
    }
}

/// The folder of the program's own backups, which need not exist.
pub fn own_backups(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    Files::in_folder(&whole).backups
}

fn make_own_folder(files: &Files) -> Result<(), StoreError> {
    fs::create_dir_all(&files.backups).map_err(|error| StoreError::file(&files.backups, error))?;
    sync_folder(&files.folder)
}

/// Copies a backup to another folder, which must be there, and lists it. The copy counts once its
/// seal was read.
///
/// # Errors
/// [`StoreError::Exists`] when something else has its name there; [`StoreError::Io`] when the copy
/// is not what was copied; those of the disk. Nothing is left under the name then.
pub fn copy_backup(folder: &Path, backup: &KnownBackup, to: &Path) -> Result<(), StoreError> {
    let files = Files::in_folder(folder);
    let name = backup.path.file_name().unwrap_or_default();
    let path = to.join(name);
    let known = KnownBackup { path: path.clone(), ..backup.clone() };
    if exists(&path)? {
        // Of a copy that an earlier list knew, the seal says enough.
        let is_same = fs::metadata(&path).is_ok_and(|file| file.len() == backup.bytes)
            && matches!(check(&path)?, Seal::Whole(_));
        return if is_same { list(&files, &known) } else { Err(StoreError::Exists { path }) };
    }
    let part = beside(&path, ".desk-part");
    let copied = copy_whole(&backup.path, &part).and_then(|()| {
        list(&files, &known)?;
        rename(&part, &path)
    });
    if copied.is_err() {
        // The error says more than a failure to clear up.
        remove_file(&part).ok();
    }
    copied
}

fn copy_whole(from: &Path, part: &Path) -> Result<(), StoreError> {
    fs::copy(from, part).map_err(|error| StoreError::file(part, error))?;
    sync_file(part)?;
    match check(part)? {
        Seal::Whole(_) => Ok(()),
        Seal::None | Seal::Broken => Err(StoreError::failed_once()),
    }
}

/// Deletes backups that are no longer wanted, and takes them off the list. One that is gone
/// already is no error.
///
/// # Errors
/// [`StoreError::Folder`] and the like. The others are deleted then.
pub fn drop_backups(folder: &Path, unwanted: &[KnownBackup]) -> Result<(), StoreError> {
    if unwanted.is_empty() {
        return Ok(());
    }
    let files = Files::in_folder(folder);
    let gone = |backup: &&KnownBackup| remove_file(&backup.path).is_ok();
    let gone: Vec<&KnownBackup> = unwanted.iter().filter(gone).collect();
    // Another program could add a line between the reading and the writing: that backup is still
    // there, but is not offered.
    let _alone = writing_list();
    let mut lines = String::new();
    for backup in backups(folder)?.iter().filter(|known| !gone.contains(known)) {
        lines.push_str(&serde_json::to_string(backup)?);
        lines.push('\n');
    }
    replace_file(&files.list, lines.as_bytes())
}

/// Held by who changes the list.
fn writing_list() -> MutexGuard<'static, ()> {
    static WRITING: Mutex<()> = Mutex::new(());
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The newest backup in which nothing is wrong. Slow: it reads each that it tries.
pub(crate) fn newest_sound_backup(files: &Files) -> Option<KnownBackup> {
    let known = backups(&files.folder).ok()?;
    // Another file may have its name now.
    let is_it =
        |backup: &KnownBackup| head_of_sound(&backup.path).is_ok_and(|it| it == backup.head);
    known.into_iter().rev().find(is_it)
}

/// The end of the chain of a file; refused when something is wrong that nobody has accepted.
fn head_of_sound(path: &Path) -> Result<String, StoreError> {
    let report = verify_file(path, &mut |_, _| true)?;
    let accepted = read_file(path, |read| read.accepted_damage()).unwrap_or_default();
    refuse_problems(report.problems_but(&accepted))?;
    Ok(report.head)
}

/// Keeps a backup of a file with an older schema, in which nothing else is wrong, before it is
/// brought up. One that an earlier attempt kept is as good.
pub(crate) fn back_up_before_upgrade(files: &Files) -> Result<(), StoreError> {
    let (head, last_at) = {
        let connection = connect_to_look(&files.db)?;
        let read = Read::new(&connection);
        (hex(&read.chain_head()?), read.last_at()?)
    };
    make_own_folder(files)?;
    let name = format!("before-schema-{SCHEMA_VERSION}-{}.fwt", &head[..16]);
    let to = files.backups.join(name);
    if exists(&to)? {
        if matches!(check(&to)?, Seal::Whole(_)) && head_of_sound(&to).is_ok() {
            return Ok(());
        }
        remove_database(&to)?;
    }
    // Whoever opens a file tells no time: the backup is as old as what stands in it.
    let at = last_at.unwrap_or(Moment::FIRST);
    write_backup(files, &to, at, |_, _| true, |part| head_of_sound(part).map(drop))?;
    Ok(())
}

/// Writes, checks, seals and lists a backup. It gets its name last: until then there is none.
fn write_backup(
    files: &Files,
    to: &Path,
    at: Moment,
    progress: impl FnMut(u64, u64) -> bool,
    look: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<BackupReport, StoreError> {
    let part = beside(to, ".desk-part");
    let written = copy_database(&files.db, &part, progress).and_then(|report| {
        look(&part)?;
        refuse_existing(to)?;
        let BackupReport { bytes, head, .. } = report.clone();
        let path = PathBuf::from(to.to_string_lossy().into_owned());
        list(files, &KnownBackup { path, at, bytes, head })?;
        rename(&part, to).inspect_err(|_| {
            // It has its name, but may lose it in a power cut: then it has none now.
            if !exists(&part).unwrap_or(true) {
                remove_file(to).ok();
            }
        })?;
        Ok(report)
    });
    if written.is_err() {
        // The error says more than a failure to clear up; the next backup clears up too.
        remove_database(&part).ok();
    }
    written
}

/// Adds a line to the list of backups. One before it that a power cut has torn stays alone.
fn list(files: &Files, backup: &KnownBackup) -> Result<(), StoreError> {
    let line = format!("\n{}\n", serde_json::to_string(backup)?);
    let _alone = writing_list();
    let written =
        File::options().create(true).append(true).open(&files.list).and_then(|mut list| {
            list.write_all(line.as_bytes())?;
            list.sync_all()
        });
    written.map_err(|error| StoreError::file(&files.list, error))
}

/// What SQLite would take for a part of the backup must not be there either.
fn refuse_existing(path: &Path) -> Result<(), StoreError> {
    let refuse = |path: PathBuf| match fs::symlink_metadata(&path) {
        Ok(_) => Err(StoreError::Exists { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::file(&path, error)),
    };
    refuse(path.to_owned())?;
    SUFFIXES.iter().try_for_each(|suffix| refuse(beside(path, suffix)))
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
        let synced = scope.spawn(|| {
            seal(part)?;
            sync_file(part)
        });
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
    let mut copy = open_file(part, flags).map_err(opening)?;
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
pub(crate) fn become_one_file(path: &Path) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opening = |error| StoreError::opening(path, error);
    let connection = open_file(path, flags).map_err(opening)?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Failed(format!("the backup stays in journal mode {mode}")));
    }
    Ok(())
}

pub(crate) fn refuse_problems(problems: Vec<String>) -> Result<(), StoreError> {
    match problems.into_iter().next() {
        None => Ok(()),
        Some(detail) => Err(StoreError::Damaged { detail }),
    }
}

#[cfg(test)]
mod tests;
