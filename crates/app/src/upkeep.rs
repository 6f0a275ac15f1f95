//! Backup, restore and verification: what is done to the file as a whole, and how it is with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use desk_core::calendar::Moment;
use desk_core::input::{InputCode, InputError};
use desk_store::{KnownBackup, NumberRange, StoreError, VerifyReport};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, ErrorCode, StoreCode};
use crate::health::HealthCheck;
use crate::{Desk, backups, health, names};

/// How far something that takes long has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// What is done, in a unit of its own.
    pub done: u64,
    /// All that is to be done.
    pub all: u64,
}

/// Is told how far a command has come. The command stops when the answer is false, and leaves
/// everything as it was.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> bool;

/// Asks for a backup.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// The file, which must not exist yet.
    #[ts(type = "string")]
    pub file: PathBuf,
}

/// A backup that was written and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupMade {
    /// Its length in bytes.
    pub bytes: u64,
    /// The rows of all tables together.
    pub rows: u64,
    /// The hash of the last audit row in it, in hexadecimal.
    pub head: String,
    /// The database is known to be damaged, and so is this.
    pub of_damaged: bool,
}

/// Asks for a backup to be put back.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Restore {
    /// The backup.
    #[ts(type = "string")]
    pub file: PathBuf,
    /// The last numbers on paper by series, where the replaced file cannot tell them.
    #[serde(default)]
    #[ts(as = "Option<BTreeMap<String, i64>>")]
    pub last: BTreeMap<String, i64>,
    /// Somebody knows what is wrong with it, and wants it all the same.
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    pub accept_damage: bool,
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Restored {
    /// Where the database that was there before is now.
    #[ts(type = "string | null")]
    pub replaced: Option<PathBuf>,
    /// Numbers that were skipped, because paper or the replaced database has them.
    pub jumped: Vec<Skipped>,
    /// Series whose last number on paper has to be told before one is given out.
    pub asked: Vec<String>,
    /// What is wrong with it: accepted now or earlier, or only with the search.
    pub accepted: Vec<String>,
}

/// Numbers that nothing has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Skipped {
    /// The series.
    pub series: String,
    /// The first number.
    pub first: i64,
    /// The last number.
    pub last: i64,
}

/// Asks for everything to be checked.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Verify {
    /// Another file, such as a backup; the database when absent.
    #[ts(type = "string | null")]
    pub file: Option<PathBuf>,
}

/// What was checked, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Verified {
    /// Tickets.
    pub tickets: u64,
    /// Customers, merged ones too.
    pub customers: u64,
    /// Appliances.
    pub appliances: u64,
    /// Receipts, voided ones too.
    pub receipts: u64,
    /// Warranty slips, voided ones too.
    pub slips: u64,
    /// Audit rows.
    pub audit_rows: u64,
    /// The hash of the last audit row, in hexadecimal; zeros when there is none.
    pub head: String,
    /// What is wrong, a line each; empty when nothing is.
    pub problems: Vec<String>,
}

/// Asks how it is with the database.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct HealthQuery {}

/// How it is with the database.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Health {
    /// Why nothing can be written, or nothing even be read; none while work can go on.
    pub trouble: Option<Error>,
    /// What is wrong with a damaged database, a line each.
    pub problems: Vec<String>,
    /// The newest backup in which nothing was wrong when the damage was found: to be restored.
    pub offered: Option<BackupFile>,
    /// The backup that was written last.
    pub last_backup: Option<BackupFile>,
    /// Everything that was looked at, each once, in a fixed order.
    pub checks: Vec<HealthCheck>,
}

/// A backup that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupFile {
    /// The file.
    #[ts(type = "string")]
    pub file: PathBuf,
    /// When it was written.
    pub at: Moment,
    /// Its length in bytes.
    pub bytes: u64,
}

impl From<KnownBackup> for BackupFile {
    fn from(KnownBackup { path, at, bytes, .. }: KnownBackup) -> BackupFile {
        BackupFile { file: path, at, bytes }
    }
}

fn named(file: &Path) -> Result<&Path, Error> {
    if file.as_os_str().is_empty() {
        return Err(InputError::new(InputCode::Missing, "file").into());
    }
    names::check("file", file).map(|()| file)
}

/// A backup must not take a name that the program itself uses.
fn free(folder: &Path, file: &Path) -> Result<(), Error> {
    let same = |other: &Path| match (other.canonicalize(), folder.canonicalize()) {
        (Ok(other), Ok(folder)) => other == folder,
        _ => false,
    };
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    // Windows and macOS read them without regard to case.
    let name = whole.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_used = name.starts_with("desk.") || name == "backups";
    if is_used && whole.parent().is_some_and(same) {
        let why = "the program itself uses this name in the data folder: choose another";
        return Err(Error::of(ErrorCode::Input(InputCode::Invalid), "file", why));
    }
    Ok(())
}

/// An error that is about a file that somebody has named.
fn about(file: &Path, error: StoreError) -> Error {
    let damage = match &error {
        StoreError::Damaged { detail } => Some(format!("{} is damaged: {detail}", file.display())),
        _ => None,
    };
    let of_another = matches!(error, StoreError::Busy | StoreError::Cancelled);
    let mut error = Error::from(error);
    error.message = damage.unwrap_or(error.message);
    if !of_another {
        error.field = "file".to_owned();
    }
    error
}

/// A mistyped folder is not made, found empty and called sound.
///
/// # Errors
/// `not_found`; when there is no folder.
pub fn there_is_data(desk: &Desk) -> Result<(), Error> {
    match desk.has_data()? {
        true => Ok(()),
        false => Err(Error::not_found("data", "database in the data folder")),
    }
}

/// Writes a backup while the program works. It counts only once it was read again and is the same
/// as the database.
///
/// # Errors
/// `file`; `exists`, `cancelled`, and those of the store. There is no backup then.
pub fn backup(desk: &Desk, request: Backup, watch: Watch) -> Result<BackupMade, Error> {
    let file = named(&request.file)?;
    there_is_data(desk)?;
    free(desk.folder()?, file)?;
    let at = desk.machine_time();
    let made = desk.store()?.backup(file, at, |done, all| watch(Progress { done, all }));
    let made = made.map_err(|error| match error {
        // A copy that is not sound says little about what it was made from.
        error @ StoreError::Damaged { .. } => desk.explained(error.into()),
        error => about(file, error),
    })?;
    let of_damaged = desk_store::damage(desk.folder()?)?.is_some();
    Ok(BackupMade { bytes: made.bytes, rows: made.rows, head: made.head, of_damaged })
}

/// Puts a verified backup in the place of the database, which is kept beside it.
///
/// # Errors
/// `file`; those of the store. Nothing has changed then.
pub fn restore(desk: &Desk, request: Restore, watch: Watch) -> Result<Restored, Error> {
    let file = named(&request.file)?;
    // The database that is replaced is kept in any case, also when this cannot be written.
    backups::before_restore(desk).ok();
    let order = desk_store::Restore {
        from: file,
        at: desk.machine_time(),
        actor: "",
        paper: &request.last,
        accept_damage: request.accept_damage,
    };
    let mut progress = |done, all| watch(Progress { done, all });
    let done = desk.with_closed(|folder| {
        desk_store::restore(folder, &order, &mut progress).map_err(|error| {
            let mut error = about(file, error);
            if error.code == ErrorCode::Store(StoreCode::Damaged) && !order.accept_damage {
                error.message.push_str("; it was not restored: take another, or --accept-damage");
            }
            error
        })
    })?;
    let skipped = |NumberRange { series, first, last }| Skipped { series, first, last };
    Ok(Restored {
        replaced: done.replaced,
        jumped: done.jumped.into_iter().map(skipped).collect(),
        asked: done.asked,
        accepted: done.accepted,
    })
}

/// Checks the database, or another file. When something is wrong with the database, nothing is
/// written to it any more; when nothing is, and it was thought to be damaged, work goes on. What
/// cannot be read at all is in the answer too.
///
/// # Errors
/// Those of the store, but damage.
pub fn verify(desk: &Desk, request: Verify, watch: Watch) -> Result<Verified, Error> {
    let progress = &mut |done, all| watch(Progress { done, all });
    let report = match &request.file {
        Some(file) => {
            let checked = desk_store::verify_file(named(file)?, progress);
            checked.map_err(|error| about(file, error))?
        }
        None => {
            there_is_data(desk)?;
            let checked = desk.store().and_then(|store| {
                store.verify(progress).map_err(|error| desk.explained(error.into()))
            });
            match checked {
                Err(error) if error.code == ErrorCode::Store(StoreCode::Damaged) => {
                    VerifyReport::of_nothing(error.message)
                }
                checked => checked?,
            }
        }
    };
    Ok(Verified {
        tickets: report.tickets,
        customers: report.customers,
        appliances: report.appliances,
        receipts: report.receipts,
        slips: report.slips,
        audit_rows: report.audit_rows,
        head: report.head,
        problems: report.problems,
    })
}

/// How it is with the database, and with what it depends on. Quick: it tells what is known, and
/// looks for nothing. A folder that cannot be read is told as trouble.
///
/// # Errors
/// When there is no folder.
pub fn health(desk: &Desk, _: HealthQuery) -> Result<Health, Error> {
    let folder = desk.folder()?;
    let opened = desk.store().err();
    let (damage, unreadable) = match desk_store::damage(folder) {
        Ok(damage) => (damage, None),
        Err(error) => (None, Some(Error::from(error))),
    };
    let told = damage.as_ref().map(|damage| desk.damaged(damage));
    let trouble = opened.or(told).or(unreadable);
    let checks = health::checks(desk, folder, trouble.as_ref());
    let damage = damage.unwrap_or_default();
    let last = desk_store::backups(folder).unwrap_or_default().pop();
    Ok(Health {
        trouble,
        problems: damage.problems,
        offered: damage.backup.map(BackupFile::from),
        last_backup: last.map(BackupFile::from),
        checks,
    })
}

/// Looks through the file of the database, so that damage is known before somebody works on it.
/// Slow: it reads everything; for a thread of its own, when a program starts that stays.
///
/// # Errors
/// Those of the store; damage is none, it is known from now on.
pub fn examine(desk: &Desk) -> Result<(), Error> {
    if desk.has_data()? {
        // Held, so that nobody puts another file in its place meanwhile.
        let _store = desk.store()?;
        desk_store::examine(desk.folder()?)?;
    }
    Ok(())
}

/// Asks for everything to be indexed again.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct IndexAgain {}

/// Indexes everything for the search box again, when `verify` finds the search wrong. What it finds
/// of the search closes nothing.
///
/// # Errors
/// Those of the store. Nothing has changed then.
pub fn index_again(desk: &Desk, _: IndexAgain) -> Result<bool, Error> {
    there_is_data(desk)?;
    desk.write("search.index", String::new(), true, |write, house| {
        let pack = house.rules.policy.in_force(write.at().date());
        write.index_again(pack)?;
        Ok(true)
    })
}
