//! A damaged database: it can be looked at, and nothing is written to it until a backup was put in
//! its place or it is found whole after all.
//!
//! What is wrong stands in a file beside it, so that every program knows, and knows it at once: to
//! look through everything takes too long for each start.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::backup::{KnownBackup, newest_sound_backup};
use crate::db::{Found, check_all_but_search, connect_to_look, look, read_once};
use crate::error::StoreError;
use crate::files::{Files, beside, remove_file, replace_file, sync_folder};

/// How many problems are kept.
pub(crate) const PROBLEMS_KEPT: usize = 20;

/// What is known about a damaged database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// What is wrong, a line each.
    pub problems: Vec<String>,
    /// The newest backup that was sound when the damage was found.
    pub backup: Option<KnownBackup>,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.problems.first().map_or("what is wrong is not known", String::as_str))?;
        match self.problems.len() {
            0 | 1 => Ok(()),
            more => write!(f, ", and {} more", more - 1),
        }
    }
}

/// What is known about the database of a folder; none while it is not known to be damaged.
///
/// # Errors
/// [`StoreError::Folder`] when the folder cannot be read.
pub fn damage(folder: &Path) -> Result<Option<Damage>, StoreError> {
    let folder = std::path::absolute(folder).map_err(|error| StoreError::file(folder, error))?;
    let path = Files::in_folder(&folder).damaged;
    match std::fs::read(&path) {
        // What cannot be understood says at least that something is wrong.
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).unwrap_or_default())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(unwritten().get(&folder).cloned())
        }
        Err(error) => Err(StoreError::file(&path, error)),
    }
}

/// The damage that a full or failing disk did not let this program write down, by folder.
fn unwritten() -> MutexGuard<'static, BTreeMap<PathBuf, Damage>> {
    static UNWRITTEN: Mutex<BTreeMap<PathBuf, Damage>> = Mutex::new(BTreeMap::new());
    UNWRITTEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks at the file of the database of a folder: SQLite's integrity check, and references that
/// lead nowhere. When it is damaged, nothing is written to it from now on. Slow: it reads
/// everything. None when nothing is wrong, or there is no database.
///
/// # Errors
/// Those of SQLite when the disk fails; that is no damage.
pub fn examine(folder: &Path) -> Result<Option<Damage>, StoreError> {
    let files = Files::in_folder(folder);
    if files.made.exists() && matches!(look(&files.db), Ok(Found::Absent)) {
        // It may come back, as from a disk that is not plugged in: nothing is marked.
        let problems = vec![format!("{} is gone, or empty", files.db.display())];
        return Ok(Some(Damage { problems, backup: newest_sound_backup(&files) }));
    }
    // A disk can err, but not twice, or not to SQLite alone.
    let mut problems = wrong_with(&files.db)?;
    if !problems.is_empty() {
        problems = wrong_with(&files.db)?;
    }
    if problems.is_empty() {
        damage(folder)
    } else if is_readable(&files.db) {
        Ok(Some(mark(&files, problems)))
    } else {
        Err(StoreError::failed_once())
    }
}

/// What is wrong with the file of a database, also where nothing of it can be read.
fn wrong_with(path: &Path) -> Result<Vec<String>, StoreError> {
    let problems = look(path).and_then(|found| match found {
        Found::Absent => Ok(Vec::new()),
        Found::Ours { .. } => read_once(&mut connect_to_look(path)?, check_all_but_search),
    });
    match problems.map_err(StoreError::of_the_file) {
        Err(error) if error.is_damage() => Ok(vec![error.detail()]),
        problems => problems,
    }
}

/// Whether the disk gives out every byte of a database. SQLite says the same of what it could not
/// read and of what makes no sense; only the second is damage.
pub(crate) fn is_readable(path: &Path) -> bool {
    let read =
        |path: &Path| File::open(path).and_then(|mut file| io::copy(&mut file, &mut io::sink()));
    let is_fine = |outcome: io::Result<u64>| {
        outcome.map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |_| true)
    };
    is_fine(read(path)) && is_fine(read(&beside(path, "-wal")))
}

/// Says that the database is damaged. When even that cannot be written, one problem more says so.
pub(crate) fn mark(files: &Files, mut problems: Vec<String>) -> Damage {
    problems.truncate(PROBLEMS_KEPT);
    let mut damage = Damage { problems, backup: newest_sound_backup(files) };
    let text = serde_json::to_vec(&damage).expect("it can be written");
    if let Err(error) = replace_file(&files.damaged, &text) {
        damage.problems.push(format!("this could not be written down: {error}"));
        unwritten().insert(files.folder.clone(), damage.clone());
    }
    damage
}

/// The database is whole after all, or was replaced.
pub(crate) fn unmark(files: &Files) -> Result<(), StoreError> {
    unwritten().remove(&files.folder);
    remove_file(&files.damaged)?;
    sync_folder(&files.folder)
}
