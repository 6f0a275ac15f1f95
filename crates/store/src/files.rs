//! The files of a data folder, who may touch them when, and what makes them outlast a power cut.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::damage::mark;
use crate::db::{Found, PATIENCE, SCHEMA_VERSION, look, take_journal_back, upgrade};
use crate::error::StoreError;
use crate::restore::finish_restore;
use crate::wal;

/// The files of a data folder.
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
    pub(crate) db: PathBuf,
    /// Locked by every program that has the database open: shared, or alone by a restore or an
    /// upgrade.
    lock: PathBuf,
    /// Says that the folder had a database: one that is gone later is no new beginning.
    pub(crate) made: PathBuf,
    /// Says that the database is damaged, and how: nothing is written to it while this is there.
    pub(crate) damaged: PathBuf,
    /// The backups that were written, a line each.
    pub(crate) list: PathBuf,
    /// Where the program's own backups go.
    pub(crate) backups: PathBuf,
    /// A restored database that is complete, on its way into its place.
    pub(crate) restoring: PathBuf,
    /// One that is not complete.
    pub(crate) part: PathBuf,
}

impl Files {
    /// The files of a folder, which is made, with those above it, to outlast a power cut.
    pub(crate) fn of(folder: &Path) -> Result<Files, StoreError> {
        let of_folder = |error| StoreError::file(folder, error);
        let files = Files::in_folder(&std::path::absolute(folder).map_err(of_folder)?);
        let missing = files.folder.ancestors().take_while(|above| !above.exists());
        let holders: Vec<&Path> = missing.filter_map(Path::parent).collect();
        fs::create_dir_all(&files.folder).map_err(of_folder)?;
        holders.into_iter().try_for_each(sync_folder)?;
        Ok(files)
    }

    /// The files of a folder, whether it is there or not.
    pub(crate) fn in_folder(folder: &Path) -> Files {
        Files {
            db: folder.join("desk.db"),
            lock: folder.join("desk.lock"),
            made: folder.join("desk.made"),
            damaged: folder.join("desk.damaged"),
            list: folder.join("desk.backups"),
            backups: folder.join("backups"),
            restoring: folder.join("desk.db.restoring"),
            part: folder.join("desk.db.restoring.part"),
            folder: folder.to_owned(),
        }
    }

    /// Locks the folder for a program that works with the database, together with others. What
    /// wants the folder alone is done first: a restore that was cut short, the log that a program
    /// left behind, an older schema.
    pub(crate) fn enter(&self) -> Result<File, StoreError> {
        let lock = self.lock_file()?;
        if !exists(&self.damaged)? {
            take_journal_back(&self.db);
        }
        let begun = Instant::now();
        loop {
            let wants_alone = exists(&self.restoring)? || self.is_older() || self.was_killed();
            if wants_alone && self.lock_alone(&lock)? {
                let done = finish_restore(self)
                    .and_then(|()| self.look_at_last_saves())
                    .and_then(|()| upgrade(self));
                unlock(&lock).map_err(|error| StoreError::file(&self.lock, error))?;
                done?;
            }
            if locked(&self.lock, lock.try_lock_shared())? {
                // A restore was cut short, or an older database put there, while this waited.
                let waits = exists(&self.restoring)? && !exists(&self.db)?;
                if !waits && !self.is_older() {
                    return Ok(lock);
                }
                unlock(&lock).map_err(|error| StoreError::file(&self.lock, error))?;
            }
            if begun.elapsed() > PATIENCE {
                return Err(StoreError::Busy);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether a program left its last saves in the WAL; or one has the database open.
    fn was_killed(&self) -> bool {
        let has_wal = fs::metadata(beside(&self.db, "-wal")).is_ok_and(|wal| wal.len() > 0);
        has_wal && !self.damaged.exists()
    }

    /// SQLite takes a WAL to end where it cannot read it, and writes on there.
    fn look_at_last_saves(&self) -> Result<(), StoreError> {
        if self.was_killed()
            && let Some(problem) = wal::damage(&beside(&self.db, "-wal"))?
        {
            mark(self, vec![problem]);
        }
        Ok(())
    }

    /// Whether the database has an older schema than this program's, and may be brought up.
    pub(crate) fn is_older(&self) -> bool {
        let is_older = |found| matches!(found, Found::Ours { version } if version < SCHEMA_VERSION);
        !self.damaged.exists() && look(&self.db).is_ok_and(is_older)
    }

    pub(crate) fn lock_file(&self) -> Result<File, StoreError> {
        let opened = File::options().create(true).truncate(false).write(true).open(&self.lock);
        let at = if self.lock.exists() { &self.lock } else { &self.folder };
        opened.map_err(|error| StoreError::file(at, error))
    }

    pub(crate) fn lock_alone(&self, lock: &File) -> Result<bool, StoreError> {
        locked(&self.lock, lock.try_lock())
    }
}

/// Gives a lock back. Windows is asked twice, for there a file can have two, and Wine answers the
/// second time that another program has it.
pub(crate) fn unlock(lock: &File) -> io::Result<()> {
    match lock.unlock() {
        Err(error) if is_held(&error) => Ok(()),
        unlocked => unlocked,
    }
}

fn locked(path: &Path, outcome: Result<(), TryLockError>) -> Result<bool, StoreError> {
    match outcome {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(StoreError::file(path, error)),
    }
}

pub(crate) fn exists(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|error| StoreError::file(path, error))
}

/// The path with something appended to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Files that SQLite keeps beside a database.
pub(crate) const SUFFIXES: [&str; 3] = ["-wal", "-shm", "-journal"];

pub(crate) fn remove_database(path: &Path) -> Result<(), StoreError> {
    remove_file(path)?;
    SUFFIXES.iter().try_for_each(|suffix| remove_file(&beside(path, suffix)))
}

/// Removes a file; that there is none is no error.
pub(crate) fn remove_file(path: &Path) -> Result<(), StoreError> {
    match patiently(|| fs::remove_file(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::file(path, error)),
        _ => Ok(()),
    }
}

/// Writes a small file in the place of another: whole, or not at all.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let part = beside(path, ".part");
    let written = patiently(|| File::create(&part)).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| StoreError::file(&part, error))?;
    rename(&part, path)
}

/// Makes a file outlast a power cut. Returns its length in bytes.
pub(crate) fn sync_file(path: &Path) -> Result<u64, StoreError> {
    let synced = File::options().write(true).open(path).and_then(|file| {
        file.sync_all()?;
        Ok(file.metadata()?.len())
    });
    synced.map_err(|error| StoreError::file(path, error))
}

/// How long a file is tried again that another program holds.
pub(crate) const HELD: Duration = Duration::from_secs(2);

/// Tries again, on Windows, what fails because another program has the file open: a virus scanner, an
/// indexer or a backup looks into new files for a moment.
pub fn patiently<T>(mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let begun = Instant::now();
    loop {
        match act() {
            Err(error) if may_be_held(&error) && begun.elapsed() < HELD => {
                std::thread::sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

/// Windows says "access denied" of a file that is to be replaced and is open.
fn may_be_held(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    is_held(error) || (cfg!(windows) && error.raw_os_error() == Some(ACCESS_DENIED))
}

/// Whether a file operation failed because another program has the file open, as on Windows alone
/// it can.
pub fn is_held(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

/// Renames within a folder, for good.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    patiently(|| fs::rename(from, to)).map_err(|error| StoreError::file(to, error))?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Makes renamed and new files of a folder outlast a power cut. Windows does so by itself.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|opened| opened.sync_all());
        synced.map_err(|error| StoreError::file(folder, error))?;
    }
    Ok(())
}
