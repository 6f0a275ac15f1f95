//! A disk that fills up in the middle of a transaction.

use super::*;
use crate::db::{Role, connect, migrate};

fn operation() -> Operation {
    let at = Moment::from_millis(1_795_000_000_000).expect("a time");
    Operation { name: "test", actor: "张三".into(), at, clock_confirmed: false }
}

/// Audit rows until there is no room.
fn fill(write: &mut Write) -> Result<(), StoreError> {
    (0..1000).try_for_each(|_| write.audit("test", &[1; 16], &"x".repeat(1000)))
}

fn rows(connection: &Connection) -> i64 {
    connection.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_full_disk_takes_everything_back_and_work_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let mut connection = connect(&path, Role::Writer).unwrap();
    migrate(&mut connection, &path).unwrap();
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    connection.pragma_update(None, "max_page_count", pages + 20).unwrap();

    let full: Result<(), StoreError> = transact(&mut connection, operation(), Audited::Must, fill);
    assert_eq!(full.unwrap_err().code(), "disk_full");
    assert_eq!((rows(&connection), connection.is_autocommit()), (0, true));

    // Nor is anything left of a transaction whose operation overlooks the failure.
    let overlooked: Result<(), StoreError> =
        transact(&mut connection, operation(), Audited::Must, |write| {
            write.audit("test", &[1; 16], &"x")?;
            fill(write).unwrap_err();
            assert!(write.connection().is_autocommit(), "SQLite has rolled back by itself");
            write.audit("test", &[1; 16], &"x").ok();
            Ok(())
        });
    let Err(StoreError::Failed(text)) = overlooked else { panic!("{overlooked:?}") };
    assert_eq!(text, "operation test went on after its transaction had failed");
    assert_eq!(rows(&connection), 0);

    connection.pragma_update(None, "max_page_count", 10_000).unwrap();
    transact(&mut connection, operation(), Audited::Must, fill).unwrap();
    assert_eq!(rows(&connection), 1000);
}
