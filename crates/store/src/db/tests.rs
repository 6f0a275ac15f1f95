//! An upgrade that is cut off at any statement.

use std::fs;
use std::path::PathBuf;

use rusqlite::Batch;
use rusqlite::fallible_iterator::FallibleIterator as _;

use super::*;
use crate::check_chain;

fn fixture(version: usize) -> PathBuf {
    let name = format!("tests/fixtures/schema-{version}.db");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn an_upgrade_that_is_cut_off_at_any_statement_is_done_again() {
    for (version, migration) in MIGRATIONS.iter().enumerate().skip(1) {
        let before = read_file(&fixture(version), check_chain).unwrap();
        let mut done = 0;
        loop {
            let folder = tempfile::tempdir().unwrap();
            let begun = folder.path().join("begun.db");
            fs::copy(fixture(version), &begun).unwrap();
            let mut connection = connect(&begun, Role::Writer).unwrap();
            // So little is held back that what was done stands in the WAL.
            connection.execute_batch("PRAGMA cache_size = 1").unwrap();
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
            let mut batch = Batch::new(&transaction, migration);
            let mut statements = 0;
            while let (true, Some(mut statement)) = (statements < done, batch.next().unwrap()) {
                statement.execute([]).unwrap();
                statements += 1;
            }
            let is_through = statements < done;
            // What a program that is killed now leaves.
            let crashed = folder.path().join("crashed");
            fs::create_dir(&crashed).unwrap();
            for (from, to) in [("begun.db", "desk.db"), ("begun.db-wal", "desk.db-wal")] {
                fs::copy(folder.path().join(from), crashed.join(to)).unwrap();
            }
            let store = Store::open(&crashed).unwrap();
            let after = store.read(|read| read.verify()).unwrap();
            assert_eq!(after.problems, [""; 0], "{done} statements");
            assert_eq!(after.audit_rows, before.rows);
            let known = crate::backups(&crashed).unwrap();
            assert_eq!(known.len(), 1);
            let kept = crate::verify_file(&known[0].path, &mut |_, _| true).unwrap();
            assert_eq!((kept.problems, kept.head), (vec![], after.head));
            if is_through {
                break;
            }
            done += 1;
        }
        assert!(done > 1, "{done} statements are too few to be a migration");
    }
}

#[test]
fn what_an_older_database_says_wrongly_stops_its_upgrade() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    fs::copy(fixture(1), &path).unwrap();
    let file = Connection::open(&path).unwrap();
    file.execute("UPDATE payment SET amount_fen = amount_fen + 1", []).unwrap();
    drop(file);
    let store = Store::open(folder.path()).unwrap();
    assert!(store.is_looked_at());
    // It is shown as it would be, and stays as it is.
    let report = store.read(|read| read.verify()).unwrap();
    assert!(!report.is_sound() && report.tickets > 0);
    drop(store);
    let file = Connection::open(&path).unwrap();
    assert_eq!(user_version(&file).unwrap(), 1);
    assert!(crate::backups(folder.path()).unwrap().is_empty());
}

#[test]
fn an_upgrade_waits_for_a_program_that_has_the_database_open() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture(1), folder.path().join("desk.db")).unwrap();
    let files = Files::of(folder.path()).unwrap();
    let older = files.lock_file().unwrap();
    older.lock_shared().unwrap();
    std::thread::scope(|scope| {
        let opened = scope.spawn(|| Store::open(folder.path()).unwrap());
        std::thread::sleep(Duration::from_millis(100));
        let file = connect_to_look(&files.db).unwrap();
        assert_eq!(user_version(&file).unwrap(), 1);
        drop(file);
        crate::files::unlock(&older).unwrap();
        let version = opened.join().unwrap().read(|read| user_version(read.connection())).unwrap();
        assert_eq!(version, SCHEMA_VERSION);
    });
}
