//! Writing and the audit chain.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use desk_core::calendar::Moment;
use desk_store::{Operation, Store, StoreError, check_chain, read_file};
use rusqlite::Connection;
use serde_json::json;

const SUBJECT: [u8; 16] = [7; 16];

fn at(seconds: i64) -> Moment {
    Moment::from_millis(1_795_000_000_000 + seconds * 1000).expect("a time")
}

fn operation(name: &'static str) -> Operation {
    Operation { name, actor: "张三".into(), at: at(0), clock_confirmed: false }
}

fn open() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

fn take(store: &Store) -> Result<i64, StoreError> {
    store.write(operation("test"), |write| {
        let number = write.take_number("SJ")?;
        write.audit("test", &SUBJECT, &json!({ "number": number }))?;
        Ok(number)
    })
}

fn state(store: &Store) -> (i64, u64) {
    store
        .read(|read| Ok::<_, StoreError>((read.last_number("SJ")?, check_chain(read)?.rows)))
        .unwrap()
}

#[test]
fn an_error_takes_everything_back() {
    let (_folder, store) = open();
    take(&store).unwrap();
    let outcome: Result<(), StoreError> = store.write(operation("fails"), |write| {
        write.take_number("SJ")?;
        write.audit("test", &SUBJECT, &"x")?;
        Err(StoreError::NotEmpty)
    });
    assert_eq!(outcome.unwrap_err().code(), "not_empty");
    // The lock is free again.
    let other = Connection::open(store.path()).unwrap();
    other.busy_timeout(Duration::ZERO).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; ROLLBACK").unwrap();
    assert_eq!(state(&store), (1, 1));
    assert_eq!(take(&store).unwrap(), 2);
}

#[test]
fn a_panic_takes_everything_back_and_the_thread_lives_on() {
    let (_folder, store) = open();
    take(&store).unwrap();
    let outcome: Result<(), StoreError> = store.write(operation("panics"), |write| {
        write.take_number("SJ")?;
        write.audit("test", &SUBJECT, &"x")?;
        panic!("on purpose {}", 1)
    });
    let Err(StoreError::Failed(text)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(text, "operation panics panicked: on purpose 1");
    assert_eq!(state(&store), (1, 1));
    assert_eq!(take(&store).unwrap(), 2);
}

#[test]
fn a_write_without_an_audit_row_is_a_defect() {
    let (_folder, store) = open();
    let outcome = store.write(operation("silent"), |write| write.take_number("SJ"));
    let Err(StoreError::Failed(text)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(text, "operation silent wrote no audit row");
    assert_eq!(state(&store), (0, 0));
    store.write_draft(operation("draft"), |write| write.take_number("SJ")).unwrap();
    assert_eq!(state(&store), (1, 0));
}

#[test]
fn a_write_inside_a_write_is_refused_and_does_not_hang() {
    let (_folder, store) = open();
    let store = Arc::new(store);
    let inner = Arc::clone(&store);
    let outcome: Result<i64, StoreError> = store.write(operation("outer"), move |_| take(&inner));
    assert_eq!(outcome.unwrap_err().code(), "failed");
    assert_eq!(take(&store).unwrap(), 1);
}

#[test]
fn an_operation_may_hold_the_last_reference_to_the_store() {
    let (folder, store) = open();
    let store = Arc::new(store);
    let (hold, held) = std::sync::mpsc::channel::<Arc<Store>>();
    let waiting = Arc::clone(&store);
    let thread = thread::spawn(move || {
        let outcome = waiting.write(operation("last"), move |write| {
            write.audit("test", &SUBJECT, &"x")?;
            drop(held.recv());
            Ok::<_, StoreError>(())
        });
        drop(waiting);
        outcome
    });
    hold.send(store).unwrap();
    thread.join().unwrap().unwrap();
    assert_eq!(take(&Store::open(folder.path()).unwrap()).unwrap(), 1);
}

#[test]
fn a_write_waits_for_another_program() {
    let (_folder, store) = open();
    let other = Connection::open(store.path()).unwrap();
    other
        .execute_batch(
            "BEGIN IMMEDIATE; INSERT INTO series (name, last, asked) VALUES ('SJ', 4, 0)",
        )
        .unwrap();
    let begun = Instant::now();
    thread::scope(|scope| {
        let taken = scope.spawn(|| take(&store));
        thread::sleep(Duration::from_millis(300));
        other.execute_batch("COMMIT").unwrap();
        // It reads the end of the chain and the series after it has the lock, not before.
        assert_eq!(taken.join().unwrap().unwrap(), 5);
    });
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[test]
fn several_operations_in_one_transaction_keep_their_names_and_times() {
    let (_folder, store) = open();
    store
        .write(operation("first"), |write| {
            write.audit("test", &SUBJECT, &1)?;
            let second = Operation { actor: "李四".into(), at: at(60), ..operation("second") };
            write.operation(second);
            assert_eq!((write.at(), write.actor()), (at(60), "李四"));
            write.audit("test", &SUBJECT, &2)
        })
        .unwrap();
    let history = store.read(|read| read.history(&SUBJECT)).unwrap();
    let rows: Vec<_> = history
        .iter()
        .map(|row| (row.seq, row.at, row.actor.as_str(), row.operation.as_str(), &row.payload))
        .collect();
    assert_eq!(
        rows,
        [
            (1, at(0), "张三", "first", &Some(json!(1))),
            (2, at(60), "李四", "second", &Some(json!(2))),
        ]
    );
    let report = store.read(check_chain).unwrap();
    assert_eq!((report.rows, report.last_at, report.problems), (2, Some(at(60)), vec![]));
}

#[test]
fn an_empty_chain_holds() {
    let (_folder, store) = open();
    let report = store.read(check_chain).unwrap();
    assert_eq!((report.rows, report.head, report.last_at), (0, [0; 32], None));
    assert!(report.problems.is_empty());
}

/// The chain computed again by hand, from the text in the migration: it must not change unseen.
#[test]
fn the_hashes_are_those_that_are_documented() {
    use sha2::{Digest, Sha256};
    let (_folder, store) = open();
    take(&store).unwrap();
    take(&store).unwrap();
    let file = Connection::open(store.path()).unwrap();
    let mut previous = [0_u8; 32];
    for seq in 1_i64..=2 {
        let (salt, payload): (Vec<u8>, String) = file
            .query_row("SELECT salt, payload FROM audit_payload WHERE seq = ?1", [seq], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        let mut bytes = previous.to_vec();
        for number in [seq, 1, at(0).millis()] {
            bytes.extend(number.to_be_bytes());
        }
        for text in ["张三".as_bytes(), b"test", b"test", &SUBJECT] {
            bytes.extend((text.len() as u64).to_be_bytes());
            bytes.extend(text);
        }
        bytes.extend(Sha256::digest([salt, payload.into_bytes()].concat()));
        previous = Sha256::digest(bytes).into();
    }
    assert_eq!(store.read(|read| read.chain_head()).unwrap(), previous);
}

/// A database with ten rows in the chain, closed.
fn chain_of_ten() -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, store) = open();
    for _ in 0..10 {
        take(&store).unwrap();
    }
    let path = store.path().to_owned();
    drop(store);
    (folder, path)
}

fn tamper(path: &Path, sql: &str) -> Vec<String> {
    let file = Connection::open(path).unwrap();
    file.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    file.execute_batch(sql).unwrap();
    drop(file);
    read_file(path, check_chain).unwrap().problems
}

#[test]
fn every_kind_of_tampering_is_seen() {
    let follows = |seq: i64| format!("audit row {seq} does not follow from the row before");
    let payload = |seq: i64| format!("the payload of audit row {seq} was changed");
    let missing = "audit row 5 is missing before row 6".to_owned();
    let insert = "UPDATE audit_payload SET seq = -seq WHERE seq >= 5;
        UPDATE audit SET seq = -seq WHERE seq >= 5;
        UPDATE audit SET seq = 1 - seq WHERE seq < 0;
        UPDATE audit_payload SET seq = 1 - seq WHERE seq < 0;
        INSERT INTO audit SELECT 5, epoch, at, actor, operation, kind, subject, payload_hash, hash
            FROM audit WHERE seq = 4;";
    let reorder = "UPDATE audit SET seq = 0 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 6;
        UPDATE audit SET seq = 6 WHERE seq = 0;
        UPDATE audit_payload SET seq = 0 WHERE seq = 5;
        UPDATE audit_payload SET seq = 5 WHERE seq = 6;
        UPDATE audit_payload SET seq = 6 WHERE seq = 0;";
    let cases = [
        ("UPDATE audit SET epoch = 2 WHERE seq = 5", vec![follows(5)]),
        ("UPDATE audit SET at = at + 1 WHERE seq = 5", vec![follows(5)]),
        ("UPDATE audit SET actor = '李四' WHERE seq = 5", vec![follows(5)]),
        ("UPDATE audit SET operation = 'other' WHERE seq = 5", vec![follows(5)]),
        ("UPDATE audit SET kind = 'other' WHERE seq = 5", vec![follows(5)]),
        // The same letters, divided otherwise.
        ("UPDATE audit SET operation = 'tes', kind = 'ttest' WHERE seq = 5", vec![follows(5)]),
        ("UPDATE audit SET subject = zeroblob(16) WHERE seq = 5", vec![follows(5)]),
        (
            "UPDATE audit SET payload_hash = zeroblob(32) WHERE seq = 5",
            vec![follows(5), payload(5)],
        ),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 5", vec![follows(5), follows(6)]),
        ("UPDATE audit_payload SET payload = '{\"number\":6}' WHERE seq = 5", vec![payload(5)]),
        ("UPDATE audit_payload SET salt = zeroblob(16) WHERE seq = 5", vec![payload(5)]),
        (
            "DELETE FROM audit_payload WHERE seq = 5; DELETE FROM audit WHERE seq = 5",
            vec![missing.clone(), follows(6)],
        ),
        (
            "DELETE FROM audit WHERE seq = 5",
            vec![
                missing,
                follows(6),
                "there is a payload of audit row 5, which does not exist".into(),
            ],
        ),
        (
            "DELETE FROM audit WHERE seq = 1; DELETE FROM audit_payload WHERE seq = 1",
            vec!["audit row 1 is missing before row 2".into(), follows(2)],
        ),
        // The row put in, and every row that was pushed on.
        (insert, (5..=11).map(follows).collect()),
        (reorder, vec![follows(5), follows(6), follows(7)]),
    ];
    for (sql, expected) in cases {
        let (_folder, path) = chain_of_ten();
        assert_eq!(tamper(&path, ""), Vec::<String>::new());
        assert_eq!(tamper(&path, sql), expected, "{sql}");
    }
}

#[test]
fn erased_payloads_are_gone_from_the_file_and_the_chain_holds() {
    let (folder, store) = open();
    const SECRET: &str = "王小明 13807731234";
    let other = [8; 16];
    let long = SECRET.repeat(1000);
    store
        .write(operation("make"), move |write| {
            write.audit("customer", &SUBJECT, &json!({ "name": SECRET, "note": long }))?;
            write.audit("customer", &SUBJECT, &json!({ "name": SECRET }))?;
            write.audit("customer", &other, &json!({ "name": "another" }))
        })
        .unwrap();
    let erased = store
        .write(operation("anonymise"), move |write| {
            let erased = write.erase_payloads(&SUBJECT)?;
            write.audit("customer", &SUBJECT, &json!({ "erased": erased }))?;
            Ok::<_, StoreError>(erased)
        })
        .unwrap();
    assert_eq!(erased, 2);
    let report = store.read(check_chain).unwrap();
    assert_eq!((report.rows, report.problems), (4, vec![]));
    let history = store.read(|read| read.history(&SUBJECT)).unwrap();
    let payloads: Vec<_> = history.into_iter().map(|row| row.payload).collect();
    assert_eq!(payloads, [None, None, Some(json!({ "erased": 2 }))]);
    let history = store.read(|read| read.history(&other)).unwrap();
    assert_eq!(history[0].payload, Some(json!({ "name": "another" })));
    drop(store);
    let bytes = fs::read(folder.path().join("desk.db")).unwrap();
    let contains = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(contains("another"));
    assert!(!contains("王小明"));
}

#[test]
fn rows_carry_the_epoch_of_the_point() {
    let (_folder, store) = open();
    take(&store).unwrap();
    let file = Connection::open(store.path()).unwrap();
    file.execute("INSERT INTO point (id, practice, epoch, body) VALUES (1, 0, 3, '{}')", [])
        .unwrap();
    take(&store).unwrap();
    let epochs = |seq: i64| -> i64 {
        file.query_row("SELECT epoch FROM audit WHERE seq = ?1", [seq], |r| r.get(0)).unwrap()
    };
    assert_eq!((epochs(1), epochs(2)), (1, 3));
    assert!(store.read(check_chain).unwrap().problems.is_empty());
}
