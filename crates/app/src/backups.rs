//! Backups by themselves: when something has changed, thinned as they grow old, copied to a second
//! folder.
//!
//! A shell that stays open calls [`tend`] each minute or so, on a thread of its own.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use desk_core::calendar::{Date, Moment};
use desk_core::paper::Devices;
use desk_store::KnownBackup;

use crate::Desk;
use crate::error::Error;

const MINUTE: i64 = 60 * 1000;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// How long changes stay without a backup, in milliseconds.
const EVERY: i64 = 30 * MINUTE;

/// How many days one backup a day is kept, and then one a month.
const DAILY: i64 = 30;
const MONTHLY: i64 = 365;

/// Makes a backup when one is due, drops those that are no longer wanted, and brings the newest to
/// the second folder. What a person did elsewhere is left alone, and so is a damaged database: it
/// needs the backups that there are.
///
/// # Errors
/// Those of the store. The next call tries again.
pub fn tend(desk: &Desk) -> Result<(), Error> {
    tend_as(desk, is_due)
}

/// Makes a backup of what the newest one does not have. The database that a restore replaces is
/// kept beside the new one in any case; this can be named and restored.
pub(crate) fn before_restore(desk: &Desk) -> Result<(), Error> {
    tend_as(desk, |last, head, _| lacks(last, head))
}

fn tend_as(
    desk: &Desk,
    wanted: fn(Option<&KnownBackup>, &str, Moment) -> bool,
) -> Result<(), Error> {
    let folder = desk.folder()?;
    if !desk.has_data()? || desk_store::damage(folder)?.is_some() {
        return Ok(());
    }
    let now = desk.machine_time();
    let (head, any, devices) = desk.read(|read, _| {
        let devices = read.point()?.map(|row| row.point.devices).unwrap_or_default();
        Ok((read.head()?, read.last_at()?.is_some(), devices))
    })?;
    let own = desk_store::own_backups(folder);
    let Some(_alone) = alone(&own)? else { return Ok(()) };
    let last = in_folder(folder, &own)?.pop();
    if any && wanted(last.as_ref(), &head, now) {
        clear_parts(&own);
        let store = desk.store()?;
        store.back_up_by_itself(now, |_, _| true)?;
        drop(store);
        thin(folder, &own, now)?;
    }
    match second(&devices) {
        Some(second) if second.is_dir() => copy_newest(folder, &own, second, now),
        _ => Ok(()),
    }
}

/// The folder that gets a copy of each backup.
pub(crate) fn second(devices: &Devices) -> Option<&Path> {
    devices.second_folder.as_deref().map(Path::new)
}

/// One program at a time looks after the backups of a folder; none when another does.
fn alone(own: &Path) -> Result<Option<File>, Error> {
    let failed = |error: std::io::Error| Error::file("data", &error, "the backups' lock");
    fs::create_dir_all(own).map_err(failed)?;
    let mut options = File::options();
    let lock = options.create(true).truncate(false).write(true).open(own.join("desk.lock"));
    let lock = lock.map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Removes what a killed program has left of a backup.
fn clear_parts(own: &Path) {
    let Ok(entries) = fs::read_dir(own) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("desk-") && name.ends_with(".desk-part") {
            fs::remove_file(&path).ok();
        }
    }
}

/// The program's own backups that are in a folder now, the newest last.
pub(crate) fn in_folder(data: &Path, folder: &Path) -> Result<Vec<KnownBackup>, Error> {
    let mut known = desk_store::backups(data)?;
    known.retain(|backup| {
        desk_store::is_own(backup) && backup.path.parent() == Some(folder) && backup.path.exists()
    });
    known.sort_by_key(|backup| backup.at);
    known.dedup_by(|one, other| one.path == other.path);
    Ok(known)
}

fn thin(data: &Path, folder: &Path, now: Moment) -> Result<(), Error> {
    let known = in_folder(data, folder)?;
    let times: Vec<Moment> = known.iter().map(|backup| backup.at).collect();
    let wanted = wanted(&times, now);
    let unwanted: Vec<KnownBackup> =
        known.into_iter().filter(|backup| !wanted.contains(&backup.at)).collect();
    Ok(desk_store::drop_backups(data, &unwanted)?)
}

/// Thins first: there may be no room otherwise.
fn copy_newest(data: &Path, own: &Path, second: &Path, now: Moment) -> Result<(), Error> {
    let Some(newest) = in_folder(data, own)?.pop() else { return Ok(()) };
    let copied = in_folder(data, second)?;
    if copied.iter().any(|copy| copy.path.file_name() == newest.path.file_name()) {
        return Ok(());
    }
    thin(data, second, now)?;
    Ok(desk_store::copy_backup(data, &newest, second)?)
}

/// Whether the newest backup lacks something.
pub(crate) fn lacks(last: Option<&KnownBackup>, head: &str) -> bool {
    last.is_none_or(|last| last.head != head)
}

/// Something has changed, and for long enough. A clock that was set back does not stop them.
fn is_due(last: Option<&KnownBackup>, head: &str, now: Moment) -> bool {
    let is_young = |last: &KnownBackup| (0..EVERY).contains(&(now.millis() - last.at.millis()));
    lacks(last, head) && !last.is_some_and(is_young)
}

/// Which backups are kept of those made at these times: all of the last day, the last of each day
/// for 30 days, the last of each month for a year, and the newest whatever its age.
fn wanted(times: &[Moment], now: Moment) -> Vec<Moment> {
    let newest = times.iter().max();
    let last_of = |at: &Moment, same: fn(Date, Date) -> bool| {
        !times.iter().any(|other| other > at && same(other.date(), at.date()))
    };
    let is_wanted = |at: &&Moment| {
        let age = now.millis() - at.millis();
        Some(*at) == newest
            || age < DAY
            || age < DAILY * DAY && last_of(at, |one, other| one == other)
            || age < MONTHLY * DAY && last_of(at, Date::is_in_month_of)
    };
    times.iter().filter(is_wanted).copied().collect()
}

#[cfg(test)]
mod tests;
