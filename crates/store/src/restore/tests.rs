//! A restore that is cut off between any two of its steps.

use crate::{Store, check_chain};

use super::*;

const SECONDS: i64 = 1_795_000_000;

fn now() -> Moment {
    Moment::from_millis(SECONDS * 1000).expect("a time")
}

fn take(store: &Store) -> i64 {
    let operation =
        Operation { name: "test", actor: "张三".into(), at: now(), clock_confirmed: false };
    store
        .write(operation, |write| {
            write.audit("test", &[1; 16], &"x")?;
            write.take_number("SJ")
        })
        .unwrap()
}

/// A backup after 3 numbers, and a folder that went on to 6.
fn backup_and_later() -> (tempfile::TempDir, Files, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for _ in 0..3 {
        take(&store);
    }
    let from = folder.path().join("backup.db");
    store.backup(&from, now(), |_, _| true).unwrap();
    for _ in 0..3 {
        take(&store);
    }
    drop(store);
    let files = Files::of(folder.path()).unwrap();
    (folder, files, from)
}

fn prepared(files: &Files, from: &Path) {
    prepare(files, &order(from, &BTreeMap::new()), &mut |_, _| true).unwrap();
}

/// The numbers of these tests have no tickets: that is accepted.
fn order<'a>(from: &'a Path, paper: &'a BTreeMap<String, i64>) -> Restore<'a> {
    Restore { from, at: now(), actor: "李四", paper, accept_damage: true }
}

fn rows(files: &Files) -> u64 {
    let store = Store::open(&files.folder).unwrap();
    let report = store.read(check_chain).unwrap();
    assert!(report.problems.is_empty());
    report.rows
}

fn leftovers(files: &Files) -> bool {
    exists(&files.part).unwrap() || exists(&files.restoring).unwrap()
}

const OLD: u64 = 6;
/// Three of the backup, and the restore's own two.
const NEW: u64 = 5;

#[test]
fn between_any_two_steps_the_old_database_or_the_new_one_is_found() {
    let expected = [OLD, NEW, NEW];
    for (done, expected) in expected.into_iter().enumerate() {
        let (_folder, files, from) = backup_and_later();
        prepared(&files, &from);
        let aside = free_name(&files, now()).unwrap();
        let steps = steps(&files, Some(&aside)).unwrap();
        assert_eq!(steps.len(), 2);
        for step in &steps[..done] {
            step.run(&files).unwrap();
        }
        assert_eq!(rows(&files), expected, "{done} of {steps:?}");
        assert!(!leftovers(&files), "{done} of {steps:?}");
        assert_eq!(exists(&aside).unwrap(), done > 0);
        // What was replaced is whole.
        if done > 0 {
            let old = crate::db::read_file(&aside, check_chain).unwrap();
            assert_eq!((old.rows, old.problems), (OLD, vec![]));
        }
    }
}

#[test]
fn a_wal_that_could_not_be_taken_in_goes_with_its_database_and_not_into_the_new_one() {
    for done in 0..=3 {
        let (_folder, files, from) = backup_and_later();
        prepared(&files, &from);
        // As after a crash: what was written last stands in the WAL alone.
        let store = Store::open(&files.folder).unwrap();
        assert_eq!(take(&store), 7);
        let wal = beside(&files.db, "-wal");
        let crashed = [fs::read(&files.db).unwrap(), fs::read(&wal).unwrap()];
        drop(store);
        // Opening has forgotten the restore that had not got far.
        assert!(!leftovers(&files));
        prepared(&files, &from);
        fs::write(&files.db, &crashed[0]).unwrap();
        fs::write(&wal, &crashed[1]).unwrap();
        let aside = free_name(&files, now()).unwrap();
        let steps = steps(&files, Some(&aside)).unwrap();
        assert_eq!(steps.len(), 3);
        for step in &steps[..done] {
            step.run(&files).unwrap();
        }
        let expected = if done < 2 { OLD + 1 } else { NEW };
        assert_eq!(rows(&files), expected, "{done} of {steps:?}");
        if done >= 2 {
            let old = crate::db::read_file(&aside, check_chain).unwrap();
            assert_eq!((old.rows, old.problems), (OLD + 1, vec![]));
        }
    }
}

#[test]
fn a_copy_that_is_not_complete_is_never_put_in_place() {
    let (_folder, files, from) = backup_and_later();
    fs::copy(&from, &files.part).unwrap();
    fs::rename(&files.db, beside(&files.db, ".lost")).unwrap();
    // No database, and none that is ready: none begins anew where one was.
    let refused = Store::open(&files.folder).map(|_| ()).unwrap_err();
    assert_eq!(refused.code(), "damaged");
    // A restore clears it away.
    restore(&files.folder, &order(&from, &BTreeMap::new()), &mut |_, _| true).unwrap();
    assert!(!leftovers(&files));
}

#[test]
fn a_program_that_starts_during_a_restore_waits_for_it() {
    let (_folder, files, from) = backup_and_later();
    let lock = files.lock_file().unwrap();
    assert!(files.lock_alone(&lock).unwrap());
    std::thread::scope(|scope| {
        let opened = scope.spawn(|| rows(&files));
        std::thread::sleep(std::time::Duration::from_millis(100));
        prepared(&files, &from);
        put_in_place(&files, now()).unwrap();
        crate::files::unlock(&lock).unwrap();
        assert_eq!(opened.join().unwrap(), NEW);
    });
}

#[test]
fn a_program_that_starts_does_not_disturb_a_restore() {
    let (_folder, files, from) = backup_and_later();
    let store = Store::open(&files.folder).unwrap();
    // As when another program has just made it ready: this one has no right to touch it.
    fs::copy(&from, &files.restoring).unwrap();
    drop(Store::open(&files.folder).unwrap());
    assert!(exists(&files.restoring).unwrap());
    drop(store);
    drop(Store::open(&files.folder).unwrap());
    assert!(!leftovers(&files));
}
