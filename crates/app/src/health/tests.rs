use super::*;
use crate::error::{ErrorCode, StoreCode};
use crate::point::{PointQuery, point};
use crate::upkeep::{HealthQuery, health};
use crate::{Clock, Desk};

fn at(text: &str) -> Moment {
    text.parse().expect("a time")
}

#[test]
fn a_backup_may_be_a_day_old() {
    let now = at("2026-11-23T09:00");
    let first = Some("2026-11-01T09:00");
    for (first, last, head, level) in [
        (None, None, "", HealthLevel::Good),
        (Some("2026-11-22T09:00"), None, "new", HealthLevel::Good),
        (Some("2026-11-22T08:59"), None, "new", HealthLevel::Bad),
        (first, Some("2026-11-22T09:00"), "new", HealthLevel::Good),
        (first, Some("2026-11-22T08:59"), "new", HealthLevel::Warn),
        (first, Some("2026-11-16T09:00"), "new", HealthLevel::Warn),
        (first, Some("2026-11-16T08:59"), "new", HealthLevel::Bad),
        (first, Some("2026-11-02T09:00"), "old", HealthLevel::Good),
    ] {
        let facts = Facts {
            head: head.to_owned(),
            first: first.map(at),
            last: None,
            asked: 0,
            practice: false,
            second: None,
        };
        let last = last.map(|text| KnownBackup {
            path: PathBuf::new(),
            at: at(text),
            bytes: 0,
            head: "old".to_owned(),
        });
        assert_eq!(backup_level(&facts, last.as_ref(), now), level, "{first:?} {last:?}");
    }
}

#[test]
fn space_and_the_table_of_working_days_run_out() {
    for (free, level) in [
        (Some(1_000_000_000), HealthLevel::Good),
        (Some(999_999_999), HealthLevel::Warn),
        (Some(200_000_000), HealthLevel::Warn),
        (Some(199_999_999), HealthLevel::Bad),
        (None, HealthLevel::Warn),
    ] {
        assert_eq!(disk(free).level, level, "{free:?}");
    }
    for (last, today, level) in [
        (Some(2026), "2026-11-30", HealthLevel::Good),
        (Some(2026), "2026-12-01", HealthLevel::Warn),
        (Some(2027), "2026-12-01", HealthLevel::Good),
        (Some(2026), "2027-01-01", HealthLevel::Bad),
        (None, "2026-01-01", HealthLevel::Bad),
    ] {
        assert_eq!(calendar(last, today.parse().expect("a day")).level, level, "{last:?} {today}");
    }
}

#[test]
fn folders_of_clouds_and_of_other_machines_are_known() {
    for (folder, name) in [
        ("/home/li/OneDrive - 家/服务台", Some("OneDrive - 家")),
        ("/home/li/我的坚果云/服务台", Some("我的坚果云")),
        ("/d/BaiduSyncdisk/服务台", Some("BaiduSyncdisk")),
        ("/home/li/.local/share/服务台", None),
    ] {
        assert_eq!(cloud(Path::new(folder)).as_deref(), name, "{folder}");
    }
    let mounts = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n\
         30 22 0:40 / /mnt/share rw - cifs //nas/share rw\n\
         31 22 0:41 / /mnt/my\\040share rw shared:2 - nfs4 nas:/share rw\n\
         32 30 8:1 / /mnt/share/usb rw - vfat /dev/sdb1 rw\n";
    for (folder, expected) in [
        ("/home/li", false),
        ("/mnt/share/服务台", true),
        ("/mnt/sharebox", false),
        ("/mnt/my share/服务台", true),
        ("/mnt/share/usb/服务台", false),
    ] {
        assert_eq!(is_network(Path::new(folder), mounts.as_bytes()), expected, "{folder}");
    }
    assert!(!is_network(Path::new("/home/li"), b""));
}

/// The head of a database: 4096 bytes a page, with an application and a version.
fn head(application: &[u8; 4], version: i32) -> Vec<u8> {
    let mut head = vec![0; 4096];
    head[..16].copy_from_slice(b"SQLite format 3\0");
    head[18..20].copy_from_slice(&[1, 1]);
    head[60..64].copy_from_slice(&version.to_be_bytes());
    head[68..72].copy_from_slice(application);
    head[100] = 13;
    head
}

#[test]
fn whatever_is_wrong_with_the_folder_is_told_and_nothing_fails() {
    for (files, code) in [
        (&[("desk.db", head(b"FWTD", 999))][..], StoreCode::NewerFile),
        (&[("desk.db", head(b"ABCD", 1))], StoreCode::NotOurs),
        (&[("desk.db", b"a letter to somebody".to_vec())], StoreCode::NotADatabase),
        (&[("desk.db", b"garbage".to_vec()), ("desk.made", vec![])], StoreCode::Damaged),
        (&[("desk.made", vec![])], StoreCode::Damaged),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).expect("it is written");
        }
        told(folder.path(), code);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("it is written");
    told(&file, StoreCode::Folder);
}

fn told(folder: &Path, code: StoreCode) {
    let desk = Desk::new(folder.to_owned(), Clock::Chosen(at("2026-11-23T09:00")));
    let health = health(&desk, HealthQuery {}).expect("it is told");
    let trouble = health.trouble.expect("there is some");
    assert_eq!(trouble.code, ErrorCode::Store(code), "{trouble}");
    let database = &health.checks[0];
    assert_eq!((database.kind, database.level), (HealthKind::Database, HealthLevel::Bad));
    assert_eq!(database.text.as_deref(), Some(code.as_str()));
}

#[test]
fn a_new_folder_is_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::new(folder.path().join("new"), Clock::Chosen(at("2026-11-23T09:00")));
    let health = health(&desk, HealthQuery {}).expect("it is told");
    assert_eq!(health.trouble, None);
    let is_of_the_machine = |kind| matches!(kind, HealthKind::Disk | HealthKind::Folder);
    for check in health.checks.iter().filter(|check| !is_of_the_machine(check.kind)) {
        assert_eq!(check.level, HealthLevel::Good, "{check:?}");
    }
    assert!(point(&desk, PointQuery {}).is_ok());
}
