//! How it is with the database and what it depends on: what the health light shows.

use std::path::{Component, Path, PathBuf, Prefix};

use desk_core::calendar::{Date, Moment};
use desk_store::KnownBackup;
use serde::Serialize;
use ts_rs::TS;

use crate::Desk;
use crate::backups::{self, DAY};
use crate::error::Error;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthKind {
    /// Whether work can go on. `text` is the code of what stands in the way.
    Database,
    /// The last verified backup. `at` is when it was written; absent when there is none.
    Backup,
    /// The folder that gets a copy of each backup; only when one is set. `text` is the folder, `at`
    /// the newest backup that was copied to it.
    SecondFolder,
    /// The free space of the disk. `count` is in bytes.
    Disk,
    /// The clock against what was written last, which is `at`.
    Clock,
    /// The table of working days. `count` is the last year in it.
    Calendar,
    /// Series whose last number on paper has to be told before another is given out. `count` is how
    /// many.
    Numbers,
    /// Where the data folder is: `text` is `network`, or the program that copies it to a cloud.
    Folder,
    /// The printers that are set. `text` is one that the system does not know. Told by the window
    /// alone (`check_printers`).
    Printer,
}

/// How grave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthLevel {
    /// As it should be.
    Good,
    /// To be seen to, soon.
    Warn,
    /// To be seen to now.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct HealthCheck {
    /// What.
    pub kind: HealthKind,
    /// How it is.
    pub level: HealthLevel,
    /// A time, as the kind says.
    pub at: Option<Moment>,
    /// A number, as the kind says.
    pub count: Option<i64>,
    /// A text, as the kind says.
    pub text: Option<String>,
}

impl HealthCheck {
    /// A check without more to tell.
    pub fn new(kind: HealthKind, level: HealthLevel) -> HealthCheck {
        HealthCheck { kind, level, at: None, count: None, text: None }
    }
}

/// Free space that is little, and that is too little, in bytes.
const LITTLE_SPACE: u64 = 1_000_000_000;
const NO_SPACE: u64 = 200_000_000;

/// What cloud programs call the folders that they copy; the beginning of a name, in small letters.
const CLOUDS: [&str; 14] = [
    "onedrive",
    "坚果云",
    "nutstore",
    "我的坚果云",
    "百度网盘",
    "百度云",
    "baidusyncdisk",
    "baidunetdisk",
    "icloud",
    "com~apple~clouddocs",
    "mobile documents",
    "dropbox",
    "微云",
    "weiyun",
];

/// File systems of other machines.
const NETWORK: [&str; 8] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "fuse.sshfs", "fuse.davfs"];

/// Everything that is looked at. Nothing of it fails: what cannot be read is the database's trouble,
/// and what rests on it is left out.
pub(crate) fn checks(desk: &Desk, folder: &Path, trouble: Option<&Error>) -> Vec<HealthCheck> {
    let database = match trouble {
        None => HealthCheck::new(HealthKind::Database, HealthLevel::Good),
        Some(error) => HealthCheck {
            text: Some(error.code.as_str().to_owned()),
            ..HealthCheck::new(HealthKind::Database, HealthLevel::Bad)
        },
    };
    let now = desk.machine_time();
    let mut checks = vec![database];
    if let Ok(read) = read(desk) {
        checks.push(backup(&read, folder, now));
        checks.extend(second_folder(&read, folder));
        checks.push(clock(&read, now));
        checks.push(numbers(&read));
    }
    checks.push(disk(fs4::available_space(folder).ok()));
    checks.push(calendar(desk.house.rules.calendar.last_year(), now.date()));
    checks.push(place(folder));
    checks
}

/// What the database says.
struct Facts {
    head: String,
    first: Option<Moment>,
    last: Option<Moment>,
    asked: usize,
    practice: bool,
    second: Option<PathBuf>,
}

fn read(desk: &Desk) -> Result<Facts, Error> {
    desk.read(|read, _| {
        let row = read.point()?;
        Ok(Facts {
            head: read.head()?,
            first: read.first_at()?,
            last: read.last_at()?,
            asked: read.numbers_asked()?.len(),
            practice: row.as_ref().is_some_and(|row| row.practice),
            second: row.and_then(|row| backups::second(&row.point.devices).map(Path::to_owned)),
        })
    })
}

fn backup(facts: &Facts, folder: &Path, now: Moment) -> HealthCheck {
    let known = desk_store::backups(folder).unwrap_or_default();
    let last = known.into_iter().rev().find(|backup| backup.path.exists());
    HealthCheck {
        at: last.as_ref().map(|last| last.at),
        ..HealthCheck::new(HealthKind::Backup, backup_level(facts, last.as_ref(), now))
    }
}

/// A backup may be a day old when it lacks something, and a week at the very most.
fn backup_level(facts: &Facts, last: Option<&KnownBackup>, now: Moment) -> HealthLevel {
    if facts.first.is_none() || !backups::lacks(last, &facts.head) {
        return HealthLevel::Good;
    }
    // Without any, the first day of work is the one that is lacking.
    let since = last.map(|last| last.at).or(facts.first).unwrap_or(now);
    let (warned, bad) = if last.is_some() { (DAY, 7 * DAY) } else { (DAY, DAY) };
    match now.millis() - since.millis() {
        age if age > bad => HealthLevel::Bad,
        age if age > warned => HealthLevel::Warn,
        _ => HealthLevel::Good,
    }
}

fn second_folder(facts: &Facts, folder: &Path) -> Option<HealthCheck> {
    let second = facts.second.as_deref()?;
    let own = desk_store::own_backups(folder);
    let newest =
        |place: &Path| backups::in_folder(folder, place).ok().and_then(|mut known| known.pop());
    let (made, copied) = (newest(&own), newest(second));
    let is_there = second.is_dir()
        && made.as_ref().map(|made| made.at) == copied.as_ref().map(|copied| copied.at);
    let level = if is_there { HealthLevel::Good } else { HealthLevel::Warn };
    Some(HealthCheck {
        at: copied.map(|copied| copied.at),
        text: Some(second.display().to_string()),
        ..HealthCheck::new(HealthKind::SecondFolder, level)
    })
}

/// A practice folder goes on from what was written last, whatever the clock says.
fn clock(facts: &Facts, now: Moment) -> HealthCheck {
    let is_behind = !facts.practice && facts.last.is_some_and(|last| last > now);
    let level = if is_behind { HealthLevel::Bad } else { HealthLevel::Good };
    HealthCheck { at: facts.last, ..HealthCheck::new(HealthKind::Clock, level) }
}

fn numbers(facts: &Facts) -> HealthCheck {
    let level = if facts.asked > 0 { HealthLevel::Bad } else { HealthLevel::Good };
    let count = i64::try_from(facts.asked).ok();
    HealthCheck { count, ..HealthCheck::new(HealthKind::Numbers, level) }
}

fn disk(free: Option<u64>) -> HealthCheck {
    let level = match free {
        Some(free) if free < NO_SPACE => HealthLevel::Bad,
        Some(LITTLE_SPACE..) => HealthLevel::Good,
        _ => HealthLevel::Warn,
    };
    let count = free.and_then(|free| i64::try_from(free).ok());
    HealthCheck { count, ..HealthCheck::new(HealthKind::Disk, level) }
}

/// The notice for a year comes out in the last weeks of the year before.
fn calendar(last_year: Option<i32>, today: Date) -> HealthCheck {
    let last = last_year.unwrap_or(0);
    let level = match last - today.year() {
        1.. => HealthLevel::Good,
        0 if today.month() < 12 => HealthLevel::Good,
        0 => HealthLevel::Warn,
        _ => HealthLevel::Bad,
    };
    HealthCheck { count: last_year.map(i64::from), ..HealthCheck::new(HealthKind::Calendar, level) }
}

fn place(folder: &Path) -> HealthCheck {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mounts = std::fs::read("/proc/self/mountinfo").unwrap_or_default();
    let text = cloud(&whole).or_else(|| is_network(&whole, &mounts).then(|| "network".to_owned()));
    let level = if text.is_some() { HealthLevel::Warn } else { HealthLevel::Good };
    HealthCheck { text, ..HealthCheck::new(HealthKind::Folder, level) }
}

/// The folder of a cloud program that a folder is in.
fn cloud(folder: &Path) -> Option<String> {
    let names = folder.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    let is_cloud = |name: &String| {
        let small = name.to_lowercase();
        CLOUDS.iter().any(|cloud| small.starts_with(cloud))
    };
    names.into_iter().find(is_cloud)
}

/// Whether a folder is on another machine: by its path on Windows, where a letter for a share leads
/// to the share, and by the mounts of Linux (`/proc/self/mountinfo`).
fn is_network(folder: &Path, mounts: &[u8]) -> bool {
    if let Some(Component::Prefix(prefix)) = folder.components().next() {
        return matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..));
    }
    let mounts = mounts.split(|byte| *byte == b'\n').filter_map(mount);
    // The last of those on one place is what is seen.
    let holds = mounts.filter(|(place, _)| folder.starts_with(place));
    let nearest = holds.max_by_key(|(place, _)| place.components().count());
    nearest.is_some_and(|(_, kind)| NETWORK.contains(&kind.as_str()))
}

/// Place and file system of a line of `mountinfo` (proc_pid_mountinfo(5)).
fn mount(line: &[u8]) -> Option<(PathBuf, String)> {
    let line = String::from_utf8_lossy(line);
    let (before, after) = line.split_once(" - ")?;
    let place = before.split(' ').nth(4)?;
    // Spaces and the like are written as three octal digits.
    let place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    Some((place.into(), after.split(' ').next()?.to_owned()))
}

#[cfg(test)]
mod tests;
