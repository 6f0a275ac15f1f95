//! What makes a copy no backup, and what a power cut leaves of the list.

use super::*;

fn now() -> Moment {
    Moment::from_millis(1_795_000_000_000).expect("a time")
}

/// A backup of three audit rows, in the folder of its database.
fn backup() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for _ in 0..3 {
        let operation = crate::Operation {
            name: "test",
            actor: "张三".into(),
            at: now(),
            clock_confirmed: false,
        };
        store.write(operation, |write| write.audit("test", &[1; 16], &"x")).unwrap();
    }
    let to = folder.path().join("backup.db");
    store.backup(&to, now(), |_, _| true).unwrap();
    (folder, to)
}

#[test]
fn a_copy_that_lacks_a_row_is_not_a_backup() {
    let (_folder, from) = backup();
    let expected = contents(&connect_to_look(&from).unwrap()).unwrap();
    check_copy(&from, &expected).unwrap();
    for sql in ["DELETE FROM audit_payload WHERE seq = 2", "UPDATE audit SET hash = zeroblob(32)"] {
        let copy = beside(&from, ".copy");
        fs::copy(&from, &copy).unwrap();
        Connection::open(&copy).unwrap().execute_batch(sql).unwrap();
        assert_eq!(check_copy(&copy, &expected).unwrap_err().code(), "damaged", "{sql}");
    }
}

#[test]
fn a_list_of_backups_that_was_torn_keeps_its_other_lines() {
    let (folder, first) = backup();
    let list = folder.path().join("desk.backups");
    let whole = fs::read_to_string(&list).unwrap();
    fs::write(&list, format!("{whole}{}", &whole[..whole.len() / 2])).unwrap();
    let second = folder.path().join("second.db");
    Store::open(folder.path()).unwrap().backup(&second, now(), |_, _| true).unwrap();
    let paths: Vec<PathBuf> =
        backups(folder.path()).unwrap().into_iter().map(|known| known.path).collect();
    assert_eq!(paths, [first.clone(), second.clone()]);
    // The newest that is sound is offered.
    let files = Files::in_folder(folder.path());
    assert_eq!(newest_sound_backup(&files).unwrap().path, second);
    let mut bytes = fs::read(&second).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&second, bytes).unwrap();
    assert_eq!(newest_sound_backup(&files).unwrap().path, first);
    fs::remove_file(&first).unwrap();
    assert_eq!(newest_sound_backup(&files), None);
}
