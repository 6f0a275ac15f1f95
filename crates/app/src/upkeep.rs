//! Backup, restore and verification: what is done to the file as a whole.

use std::collections::BTreeMap;
use std::path::Path;

pub use desk_store::{BackupReport, RestoreReport, VerifyReport};

use crate::Desk;
use crate::error::Error;

/// Writes a backup while the program works. It counts only once it was read again and checked.
///
/// # Errors
/// `exists`, and those of the store.
pub fn backup(
    desk: &Desk,
    to: &Path,
    progress: impl FnMut(u64, u64) -> bool,
) -> Result<BackupReport, Error> {
    Ok(desk.store()?.backup(to, progress)?)
}

/// Puts a verified backup in the place of the database, which is kept beside it. `last` tells the
/// last numbers on paper, where the replaced file cannot.
///
/// # Errors
/// Those of the store. Nothing has changed then.
pub fn restore(
    desk: &Desk,
    from: &Path,
    last: &BTreeMap<String, i64>,
) -> Result<RestoreReport, Error> {
    let at = desk.machine_time();
    Ok(desk_store::restore(desk.folder()?, from, at, "", last)?)
}

/// Checks the database, or another file.
///
/// # Errors
/// Those of the store, when it cannot even be opened.
pub fn verify(desk: &Desk, file: Option<&Path>) -> Result<VerifyReport, Error> {
    match file {
        Some(file) => Ok(desk_store::verify_file(file)?),
        None => Ok(desk.store()?.read(|read| read.verify())?),
    }
}
