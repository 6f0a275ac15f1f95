//! A database of each released schema opens with this version, whole. A released migration is never
//! changed: a fresh file of that version must have the schema of its fixture.

use std::fs;
use std::path::{Path, PathBuf};

use desk_store::{SCHEMA_VERSION, Store, verify_file};
use tempfile::TempDir;

fn fixture(version: i32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{version}.db"))
}

/// The schema, statement by statement, in an order of its own.
fn schema(file: &Path) -> Vec<String> {
    let file = rusqlite::Connection::open(file).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
    let mut statement = file.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_released_schema_has_a_fixture_and_opens_whole() {
    for version in 1..=SCHEMA_VERSION {
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join("desk.db");
        fs::copy(fixture(version), &copy).unwrap();
        let bytes = fs::read(fixture(version)).unwrap();
        let before = verify_file(&fixture(version), &mut |_, _| true).unwrap();
        assert_eq!(before.problems, [""; 0], "schema {version}");
        assert_eq!(fs::read(fixture(version)).unwrap(), bytes, "schema {version}");
        let file = rusqlite::Connection::open(&copy).unwrap();
        file.pragma_update(None, "journal_mode", "wal").unwrap();
        assert_eq!(
            verify_file(&copy, &mut |_, _| true).unwrap(),
            before,
            "schema {version} in use"
        );
        drop(file);
        let store = Store::open(folder.path()).unwrap();
        let after = store.read(|read| read.verify()).unwrap();
        assert_eq!(after.problems, [""; 0], "schema {version}");
        assert!(after.tickets > 0 && after.receipts > 0 && after.slips > 0, "schema {version}");
        assert_eq!(
            (after.tickets, after.receipts, after.slips, after.head),
            (before.tickets, before.receipts, before.slips, before.head),
            "schema {version}"
        );
    }
}

#[test]
fn a_released_migration_is_not_changed() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let made = schema(store.path());
    assert_eq!(made, schema(&fixture(SCHEMA_VERSION)), "write a new migration instead");
}
