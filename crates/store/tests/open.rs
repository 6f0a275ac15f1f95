//! Opening: settings, schema, and files that must be refused and left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;

use desk_core::calendar::Moment;
use desk_store::{APPLICATION_ID, Operation, SCHEMA_VERSION, Store, StoreError, read_file};
use rusqlite::Connection;

fn operation() -> Operation {
    let at = Moment::from_millis(1_795_000_000_000).expect("a time");
    Operation { name: "test", actor: "张三".into(), at, clock_confirmed: false }
}

fn take(store: &Store) -> Result<i64, StoreError> {
    store.write(operation(), |write| {
        write.audit("test", &[1; 16], &"x")?;
        write.take_number("SJ")
    })
}

/// A folder with a database in which something was written, closed.
fn used_folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for _ in 0..50 {
        take(&store).unwrap();
    }
    let path = store.path().to_owned();
    drop(store);
    (folder, path)
}

/// The error of opening, after making sure that no file has changed by a byte.
fn refused(folder: &Path) -> StoreError {
    let files = ["desk.db", "desk.db-wal"].map(|name| folder.join(name));
    // Beside what it has looked at SQLite may leave a WAL of no bytes.
    let read = |file: &PathBuf| fs::read(file).ok().filter(|bytes| !bytes.is_empty());
    let before = files.each_ref().map(read);
    let error = match Store::open(folder) {
        Ok(_) => panic!("opened"),
        Err(error) => error,
    };
    let after = files.each_ref().map(read);
    assert!(before == after, "a refused file was changed");
    error
}

#[test]
fn every_connection_has_its_settings() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let mut expected = vec![
        ("busy_timeout", "30000"),
        ("journal_mode", "wal"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("mmap_size", "0"),
        ("secure_delete", "1"),
        ("query_only", "1"),
        ("synchronous", "2"),
    ];
    if cfg!(target_os = "macos") {
        expected.extend([("fullfsync", "1"), ("checkpoint_fullfsync", "1")]);
    }
    let owned = |pairs: Vec<(&'static str, &str)>| -> Vec<(&'static str, String)> {
        pairs.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
    };
    // The inner read has another connection than the outer one.
    let (outer, inner) = store
        .read(|outer| Ok::<_, StoreError>((outer.settings()?, store.read(|read| read.settings())?)))
        .unwrap();
    assert_eq!(outer, owned(expected.clone()));
    assert_eq!(inner, owned(expected.clone()));
    for pair in &mut expected {
        if pair.0 == "query_only" {
            pair.1 = "0";
        }
    }
    let writer = store.write_draft(operation(), |write| write.settings()).unwrap();
    assert_eq!(writer, owned(expected));
}

#[test]
fn a_new_file_has_our_mark_and_the_newest_schema() {
    let (_folder, path) = used_folder();
    let file = Connection::open(&path).unwrap();
    let number = |name: &str| -> i32 { file.pragma_query_value(None, name, |r| r.get(0)).unwrap() };
    assert_eq!(number("application_id"), APPLICATION_ID);
    assert_eq!(APPLICATION_ID, 0x4657_5444);
    assert_eq!(number("user_version"), SCHEMA_VERSION);
}

#[test]
fn a_closed_database_is_one_file_and_opens_again_with_its_data() {
    let (folder, path) = used_folder();
    assert!(path.exists());
    assert!(!folder.path().join("desk.db-wal").exists());
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(take(&store).unwrap(), 51);
}

#[test]
fn a_folder_with_chinese_characters_and_spaces_is_made() {
    let folder = tempfile::tempdir().unwrap();
    // What SQLite could take for a URI, as far as a name may have it.
    let name = if cfg!(windows) { "file;mode=memory#%20" } else { "file:x?mode=memory#%20" };
    let inner = folder.path().join("服务台 数据").join(name);
    take(&Store::open(&inner).unwrap()).unwrap();
    assert!(inner.join("desk.db").exists());
}

#[test]
fn many_start_at_once() {
    for _ in 0..30 {
        let folder = tempfile::tempdir().unwrap();
        let all = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    all.wait();
                    take(&Store::open(folder.path()).unwrap()).unwrap();
                });
            }
        });
        assert_eq!(take(&Store::open(folder.path()).unwrap()).unwrap(), 9);
    }
}

#[test]
fn a_newer_file_is_refused() {
    let (folder, path) = used_folder();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = refused(folder.path());
    assert_eq!(error.code(), "newer_file");
    let StoreError::NewerFile { found: 99, known: SCHEMA_VERSION, path: named } = error else {
        panic!("{error}");
    };
    assert_eq!(named, path);
}

#[test]
fn a_head_that_says_what_cannot_be_is_damage() {
    // The schema version, as if nothing had been made yet; the schema format, which ends at 4.
    for (at, value) in [(60, 0), (44, 5)] {
        let (folder, path) = used_folder();
        let mut bytes = fs::read(&path).unwrap();
        bytes[at..at + 4].copy_from_slice(&i32::to_be_bytes(value));
        fs::write(&path, bytes).unwrap();
        let outcome = Store::open(folder.path()).and_then(|store| take(&store));
        assert_eq!(outcome.unwrap_err().code(), "damaged", "{at}");
    }
}

#[test]
fn a_file_whose_wal_is_newer_is_refused() {
    let (folder, path) = used_folder();
    let crashed = tempfile::tempdir().unwrap();
    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    for name in ["desk.db", "desk.db-wal"] {
        fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    let head = fs::read(crashed.path().join("desk.db")).unwrap();
    assert_ne!(head[60..64], 99_i32.to_be_bytes(), "the newer version stands in the WAL alone");
    assert_eq!(refused(crashed.path()).code(), "newer_file");
}

#[test]
fn a_program_that_is_open_does_not_write_into_a_newer_schema() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    take(&store).unwrap();
    let newer = Connection::open(store.path()).unwrap();
    newer.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    assert_eq!(take(&store).unwrap_err().code(), "newer_file");
    newer.pragma_update(None, "user_version", SCHEMA_VERSION).unwrap();
    assert_eq!(take(&store).unwrap(), 2);
}

#[test]
fn databases_of_other_programs_are_refused() {
    for sql in [
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 7; CREATE TABLE a (b)",
        "CREATE TABLE a (b)",
        "PRAGMA journal_mode = WAL; CREATE TABLE a (b)",
        "PRAGMA user_version = 1",
    ] {
        let folder = tempfile::tempdir().unwrap();
        Connection::open(folder.path().join("desk.db")).unwrap().execute_batch(sql).unwrap();
        assert_eq!(refused(folder.path()).code(), "not_ours", "{sql}");
    }
}

#[test]
fn what_is_no_database_is_refused() {
    for text in ["x", "SQLite format 4", &"工单 ".repeat(1000)] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("desk.db"), text).unwrap();
        let error = refused(folder.path());
        assert_eq!(error.code(), "not_a_database", "{text}");
    }
}

#[test]
fn a_truncated_file_is_refused() {
    for kept in [20, 100, 5000, 40_000] {
        for mode in ["wal", "delete", "wal beside it"] {
            let (folder, path) = used_folder();
            let file = Connection::open(&path).unwrap();
            if mode == "delete" {
                file.pragma_update(None, "journal_mode", "delete").unwrap();
            }
            drop(file);
            assert!(fs::metadata(&path).unwrap().len() > 80_000);
            fs::File::options().write(true).open(&path).unwrap().set_len(kept).unwrap();
            if mode == "wal beside it" {
                // Not a WAL of this file.
                fs::write(folder.path().join("desk.db-wal"), [7; 64]).unwrap();
            }
            let error = refused(folder.path());
            assert_eq!(error.code(), "damaged", "{kept} {mode}: {error}");
        }
    }
}

#[test]
fn nothing_yet_counts_as_absent() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("desk.db"), "").unwrap();
    assert_eq!(take(&Store::open(folder.path()).unwrap()).unwrap(), 1);

    // Cut off after the first thing that opening writes.
    let folder = tempfile::tempdir().unwrap();
    let cut = Connection::open(folder.path().join("desk.db")).unwrap();
    cut.execute_batch("PRAGMA journal_mode = WAL").unwrap();
    drop(cut);
    assert!(fs::metadata(folder.path().join("desk.db")).unwrap().len() > 0);
    assert_eq!(take(&Store::open(folder.path()).unwrap()).unwrap(), 1);
}

#[test]
fn a_first_opening_that_a_power_cut_tore_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let begun = Connection::open(folder.path().join("begun.db")).unwrap();
    // More than SQLite holds back, so that the journal is on the disk and is needed.
    let sql =
        "PRAGMA cache_size = 1; BEGIN; CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(99999))";
    begun.execute_batch(sql).unwrap();
    let journal = fs::read(folder.path().join("begun.db-journal")).unwrap();
    assert!(journal.len() > 28 && journal[0] == 0xd9, "a journal that is needed");
    let mut mode_is_wal = vec![0; 4096];
    mode_is_wal[..20].copy_from_slice(b"SQLite format 3\0\x10\0\x02\x02");
    for (page, wal) in [(vec![0; 4096], None), (mode_is_wal, Some([7; 32]))] {
        let cut = tempfile::tempdir().unwrap();
        fs::write(cut.path().join("desk.db"), page).unwrap();
        fs::write(cut.path().join("desk.db-journal"), &journal).unwrap();
        if let Some(wal) = wal {
            fs::write(cut.path().join("desk.db-wal"), wal).unwrap();
        }
        assert_eq!(take(&Store::open(cut.path()).unwrap()).unwrap(), 1);
    }
}

#[test]
fn impossible_folders_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let mut impossible = vec![file.join("below")];
    if cfg!(target_os = "linux") {
        // It is there, and nobody can make a file in it, root neither.
        impossible.push("/proc/self/task".into());
    }
    for path in impossible {
        let Err(StoreError::Folder { path: named, .. }) = Store::open(&path) else {
            panic!("{}", path.display());
        };
        assert_eq!(named, path);
    }
    fs::create_dir(folder.path().join("desk.db")).unwrap();
    let Err(error) = Store::open(folder.path()) else { panic!("opened a folder as a file") };
    assert_eq!(error.code(), "folder");
}

#[test]
fn a_read_sees_one_state() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    take(&store).unwrap();
    let seen: (i64, i64) = store
        .read(|read| {
            let first = read.last_number("SJ")?;
            take(&store)?;
            Ok::<_, StoreError>((first, read.last_number("SJ")?))
        })
        .unwrap();
    assert_eq!(seen, (1, 1));
    assert_eq!(store.read(|read| read.last_number("SJ")).unwrap(), 2);
}

#[test]
fn another_file_is_read_and_left_alone() {
    let (_folder, path) = used_folder();
    let before = fs::read(&path).unwrap();
    assert_eq!(read_file(&path, |read| read.last_number("SJ")).unwrap(), 50);
    assert!(before == fs::read(&path).unwrap());
    let absent = path.with_file_name("absent.db");
    let error = read_file(&absent, |read| read.last_number("SJ")).unwrap_err();
    assert_eq!(error.code(), "not_found");
    assert!(!absent.exists());
}

#[test]
fn sqlites_failures_have_codes() {
    use rusqlite::ffi;
    for (failure, code) in [
        (ffi::SQLITE_FULL, "disk_full"),
        (ffi::SQLITE_BUSY, "busy"),
        (ffi::SQLITE_BUSY_SNAPSHOT, "busy"),
        (ffi::SQLITE_LOCKED, "busy"),
        (ffi::SQLITE_CORRUPT, "damaged"),
        (ffi::SQLITE_NOTADB, "damaged"),
        (ffi::SQLITE_IOERR_FSYNC, "io"),
        (ffi::SQLITE_READONLY, "read_only"),
        (ffi::SQLITE_CONSTRAINT, "failed"),
    ] {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(failure), None);
        assert_eq!(StoreError::from(error).code(), code, "{failure}");
    }
}
