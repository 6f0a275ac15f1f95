use std::path::PathBuf;

use serde_json::json;

use super::*;
use crate::Clock;
use crate::health::{HealthKind, HealthLevel};
use crate::point::{SaveDevices, save_devices};
use crate::upkeep::{HealthQuery, Restore, health, restore};

fn at(text: &str) -> Moment {
    text.parse().expect("a time")
}

/// The folder at a chosen time.
fn desk(folder: &Path, text: &str) -> Desk {
    Desk::new(folder.to_owned(), Clock::Chosen(at(text)))
}

fn change(desk: &Desk) {
    let changed = desk.write("test", String::new(), true, |write, _| {
        Ok(write.audit("point", &[0; 16], &json!({}))?)
    });
    changed.expect("it is written");
}

fn change_and_tend(folder: &Path, text: &str) {
    let desk = desk(folder, text);
    change(&desk);
    tend(&desk).expect("it is tended");
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.map(|entry| entry.expect("it is read").file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().expect("text")).collect();
    names.retain(|name| name != "desk.lock");
    names.sort();
    names
}

#[test]
fn a_backup_is_due_half_an_hour_after_the_last() {
    let made = |text: &str| KnownBackup {
        path: PathBuf::new(),
        at: at(text),
        bytes: 0,
        head: "old".to_owned(),
    };
    let now = at("2026-11-23T09:30");
    for (last, head, due) in [
        (None, "new", true),
        (Some("2026-11-23T09:00"), "new", true),
        (Some("2026-11-23T09:00"), "old", false),
        (Some("2026-11-23T09:00:01"), "new", false),
        (Some("2026-11-23T09:30"), "new", false),
        (Some("2026-11-23T09:31"), "new", true),
    ] {
        assert_eq!(is_due(last.map(made).as_ref(), head, now), due, "{last:?} {head}");
    }
}

#[test]
fn backups_are_thinned_by_age() {
    let now = "2026-11-23T12:00";
    for (times, dropped) in [
        // The last day: all.
        (&["2026-11-22T12:01", "2026-11-22T12:30", "2026-11-23T11:30"][..], &[][..]),
        // One a day: the last.
        (
            &["2026-11-21T09:00", "2026-11-21T18:00", "2026-11-22T09:00", "2026-11-22T18:00"],
            &["2026-11-21T09:00", "2026-11-22T09:00"],
        ),
        // One a month: the last, also when it is still kept as one of a day.
        (
            &["2026-09-02T18:00", "2026-09-30T18:00", "2026-10-02T18:00", "2026-10-31T18:00"],
            &["2026-09-02T18:00", "2026-10-02T18:00"],
        ),
        // Nothing older than a year, but for the newest.
        (&["2025-11-20T18:00", "2025-11-30T18:00"], &["2025-11-20T18:00"]),
        (&["2020-01-01T10:00", "2020-01-02T10:00"], &["2020-01-01T10:00"]),
        // The same month of another year.
        (&["2025-12-10T18:00", "2026-01-10T18:00", "2026-10-10T18:00"], &[]),
        // A clock that was set back.
        (&["2026-11-24T09:00", "2027-01-01T09:00"], &[]),
        (&[], &[]),
    ] {
        let times: Vec<Moment> = times.iter().map(|text| at(text)).collect();
        let wanted = wanted(&times, at(now));
        let left: Vec<Moment> = times.into_iter().filter(|at| !wanted.contains(at)).collect();
        let dropped: Vec<Moment> = dropped.iter().map(|text| at(text)).collect();
        assert_eq!(left, dropped);
    }
}

#[test]
fn changes_get_a_backup_every_half_hour() {
    let folder = tempfile::tempdir().expect("a folder");
    let (folder, own) = (folder.path(), folder.path().join("backups"));
    tend(&desk(folder, "2026-11-23T08:00")).expect("there is nothing to do");
    assert!(names(folder).is_empty());
    change_and_tend(folder, "2026-11-23T09:00");
    change_and_tend(folder, "2026-11-23T09:10");
    assert_eq!(names(&own), ["desk-20261123-090000.fwt"]);
    tend(&desk(folder, "2026-11-23T09:30")).expect("it is tended");
    tend(&desk(folder, "2026-11-23T10:30")).expect("nothing has changed");
    assert_eq!(names(&own), ["desk-20261123-090000.fwt", "desk-20261123-093000.fwt"]);
    change_and_tend(folder, "2026-11-23T08:00");
    assert_eq!(names(&own).len(), 3, "the clock was set back");
    let health = health(&desk(folder, "2026-11-23T10:30"), HealthQuery {}).expect("it is told");
    assert!(health.last_backup.expect("it is known").file.exists());
}

#[test]
fn a_damaged_database_and_what_others_have_made_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (folder, own) = (folder.path(), folder.path().join("backups"));
    change_and_tend(folder, "2026-01-01T09:00");
    // Somebody has put a file there, and a killed program has left one.
    fs::write(own.join("desk-20200101-090000.fwt"), "mine").expect("it is written");
    fs::write(own.join("desk-20260101-093000.fwt.desk-part"), "torn").expect("it is written");
    change_and_tend(folder, "2026-01-01T10:00");
    change_and_tend(folder, "2026-11-23T09:00");
    let kept = ["desk-20200101-090000.fwt", "desk-20260101-100000.fwt", "desk-20261123-090000.fwt"];
    assert_eq!(names(&own), kept);
    let known = desk_store::backups(folder).expect("it is read");
    assert_eq!(known.len(), 2, "what was dropped is off the list: {known:?}");
    fs::write(folder.join("desk.damaged"), "{}").expect("it is written");
    tend(&desk(folder, "2027-11-23T12:00")).expect("there is nothing to do");
    assert_eq!(names(&own), kept);
}

#[test]
fn the_newest_backup_is_brought_to_the_second_folder_when_it_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = folder.path().join("usb");
    let folder = folder.path().join("data");
    let first = desk(&folder, "2026-11-23T09:00");
    change(&first);
    let devices = Devices {
        second_folder: Some(disk.to_str().expect("text").to_owned()),
        ..Devices::default()
    };
    save_devices(&first, SaveDevices { devices, by: None }).expect("they are kept");
    let level = || {
        let health = health(&first, HealthQuery {}).expect("it is told");
        let mut checks = health.checks.into_iter();
        checks.find(|check| check.kind == HealthKind::SecondFolder).expect("it is set").level
    };
    tend(&first).expect("a disk that is not there is no error");
    assert!(!disk.exists(), "no folder is made where a disk would be");
    assert_eq!(level(), HealthLevel::Warn);
    fs::create_dir(&disk).expect("the disk comes back");
    fs::write(disk.join("photo.jpg"), "mine").expect("it is written");
    tend(&first).expect("it is tended");
    assert_eq!(names(&disk), ["desk-20261123-090000.fwt", "photo.jpg"]);
    assert_eq!(level(), HealthLevel::Good);
    let read = |place: &Path| fs::read(place.join("desk-20261123-090000.fwt")).expect("it is read");
    assert_eq!(read(&disk), read(&folder.join("backups")));
    change_and_tend(&folder, "2026-11-23T10:00");
    assert_eq!(names(&disk).len(), 3);
    let copied = desk_store::backups(&folder).expect("it is read");
    assert!(copied.iter().any(|known| known.path.parent() == Some(&disk)), "it can be offered");
}

#[test]
fn what_a_restore_replaces_has_a_backup() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    change_and_tend(folder, "2026-11-23T09:00");
    let desk = desk(folder, "2026-11-23T09:10");
    change(&desk);
    let file = folder.join("backups/desk-20261123-090000.fwt");
    let order = Restore { file, last: [].into(), accept_damage: false };
    let done = restore(&desk, order, &mut |_| true).expect("it is restored");
    assert!(done.replaced.expect("it is kept").exists());
    let kept = ["desk-20261123-090000.fwt", "desk-20261123-091000.fwt"];
    assert_eq!(names(&folder.join("backups")), kept);
}
