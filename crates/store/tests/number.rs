//! Numbers: none twice, none lost, and what is wrong with them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;

use desk_core::calendar::{Date, Moment};
use desk_store::{
    GAP_AFTER_RESTORE, NumberRange, Operation, Store, StoreError, check_chain, check_numbers,
    read_file, ticket_series,
};
use rusqlite::Connection;

fn at(seconds: i64) -> Moment {
    Moment::from_millis(1_795_000_000_000 + seconds * 1000).expect("a time")
}

fn operation(at: Moment) -> Operation {
    Operation { name: "test", actor: "张三".into(), at, clock_confirmed: false }
}

fn take(store: &Store, operation: Operation) -> Result<i64, StoreError> {
    store.write(operation, |write| {
        // Reads before it writes: fails at once in a transaction that begins deferred.
        let before = write.last_number("SJ")?;
        let number = write.take_number("SJ")?;
        assert_eq!(number, before + 1);
        write.audit("test", &[1; 16], &number)?;
        Ok(number)
    })
}

#[test]
fn two_programs_with_two_threads_each_lose_none_and_give_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let stores = [0, 1].map(|_| Store::open(folder.path()).unwrap());
    let mut numbers: Vec<i64> = thread::scope(|scope| {
        let threads: Vec<_> = stores
            .iter()
            .flat_map(|store| [store, store])
            .map(|store| {
                let taking = move || (0..500).map(|_| take(store, operation(at(0))).unwrap());
                scope.spawn(move || taking().collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=2000).collect::<Vec<_>>());
    let report = stores[0].read(check_chain).unwrap();
    assert_eq!((report.rows, report.problems), (2000, vec![]));
}

#[test]
fn a_series_is_of_a_kind_and_a_day() {
    assert_eq!(ticket_series("WX", Date::new(2026, 11, 2).unwrap()), "WX-20261102");
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let numbers = store.write(operation(at(0)), |write| {
        write.audit("test", &[1; 16], &"x")?;
        ["WX-20261102", "AZ-20261102", "WX-20261103", "WX-20261102"]
            .into_iter()
            .map(|series| write.take_number(series))
            .collect::<Result<Vec<_>, StoreError>>()
    });
    assert_eq!(numbers.unwrap(), [1, 1, 1, 2]);
}

#[test]
fn a_clock_that_is_behind_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    take(&store, operation(at(1000))).unwrap();
    take(&store, operation(at(940))).unwrap();
    // The last row is at 940 now.
    let error = take(&store, operation(at(879))).unwrap_err();
    assert_eq!(error.code(), "clock_behind");
    let StoreError::ClockBehind { now, last } = error else { panic!("{error}") };
    assert_eq!((now, last), (at(879), at(940)));
    take(&store, Operation { clock_confirmed: true, ..operation(at(879)) }).unwrap();
    // It was confirmed: the last row has that time, and nobody is asked again.
    assert_eq!(take(&store, operation(at(880))).unwrap(), 4);
    // Rows of the transaction itself do not count.
    store
        .write(operation(at(5000)), |write| {
            write.audit("test", &[1; 16], &"x")?;
            write.operation(operation(at(900)));
            write.take_number("SJ")
        })
        .unwrap();
}

#[test]
fn gaps_and_jumps_are_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let range = |first, last| Some(NumberRange { series: "SJ".into(), first, last });
    let jumps = store
        .write(operation(at(0)), |write| {
            write.audit("test", &[1; 16], &"x")?;
            let first = write.jump_past("SJ", 5)?;
            write.take_number("SJ")?;
            let none = [write.jump_past("SJ", 6)?, write.jump_past("SJ", 2)?];
            let second = write.jump_past("SJ", 8)?;
            write.take_number("SJ")?;
            Ok::<_, StoreError>((first, none, second, write.last_number("SJ")?))
        })
        .unwrap();
    assert_eq!(jumps, (range(1, 5), [None, None], range(7, 8), 9));
    let file = Connection::open(store.path()).unwrap();
    let mut gaps = file.prepare("SELECT series, first, last, recorded_at, reason FROM number_gap");
    let gaps: Vec<(String, i64, i64, i64, String)> = gaps
        .as_mut()
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let at = at(0).millis();
    let after = || GAP_AFTER_RESTORE.to_owned();
    assert_eq!(gaps, [("SJ".to_owned(), 1, 5, at, after()), ("SJ".to_owned(), 7, 8, at, after()),]);
}

#[test]
fn what_is_asked_must_be_told_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let file = Connection::open(store.path()).unwrap();
    let asked = "INSERT INTO series (name, last, asked) VALUES ('SJ', 3, 1), ('WX-20261101', 2, 1), ('BX', 1, 0)";
    file.execute_batch(asked).unwrap();
    let StoreError::NumbersAsked { series } = take(&store, operation(at(0))).unwrap_err() else {
        panic!("a number was given out");
    };
    assert_eq!(series, ["SJ", "WX-20261101"]);
    assert_eq!(store.read(|read| read.last_number("SJ")).unwrap(), 3);
    let tell = |paper: &[(&str, i64)]| {
        let paper: BTreeMap<String, i64> =
            paper.iter().map(|(name, last)| ((*name).to_owned(), *last)).collect();
        store.write(operation(at(0)), move |write| write.tell_paper_numbers(&paper))
    };
    assert_eq!(tell(&[("XX", 1)]).unwrap_err().code(), "not_found");
    assert_eq!(tell(&[("WX-2026-11-01", 1)]).unwrap_err().code(), "not_found");
    let range = |series: &str, first, last| NumberRange { series: series.into(), first, last };
    // The kind means the day that is asked about, though it is another day now.
    let skipped = tell(&[("SJ", 7), ("WX", 3), ("BX", 4)]).unwrap();
    assert_eq!(skipped, [range("BX", 2, 4), range("SJ", 4, 7), range("WX-20261101", 3, 3)]);
    assert_eq!(take(&store, operation(at(0))).unwrap(), 8);
    assert_eq!(store.read(|read| read.numbers_asked()).unwrap(), Vec::<String>::new());
    assert_eq!(store.read(|read| read.last_number("WX-20261101")).unwrap(), 3);
    let today = ticket_series("AZ", at(0).date());
    assert_eq!(tell(&[("AZ", 2)]).unwrap(), [range(&today, 1, 2)]);
}

/// A closed database with sound numbers: receipts 1–6 without 4 and 5, three tickets of a day.
fn numbered() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = Store::open(folder.path()).unwrap().path().to_owned();
    let sql = "PRAGMA foreign_keys = OFF;
        INSERT INTO series (name, last, asked) VALUES ('SJ', 6, 0), ('BX', 0, 0), ('WX-20261122', 3, 0);
        INSERT INTO number_gap (series, first, last, recorded_at, reason) VALUES ('SJ', 4, 5, 0, 'x');
        INSERT INTO document (number, series, n, ticket, position, issued_at)
            SELECT printf('SJ-GL01-%06d', value), 'SJ', value, zeroblob(16),
            value, 0 FROM json_each('[1,2,3,6]');
        INSERT INTO ticket (seq, id, number, kind, service, state, created_at, customer, intake,
            course, total_fen, paid_fen)
            SELECT value, randomblob(16), printf('WX-GL01-20261122-%04d', value),
            'repair', 'onsite', 'registered', 0, zeroblob(16), '', '', 0, 0
            FROM json_each('[1,2,3]');";
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    (folder, path)
}

#[test]
fn every_kind_of_wrong_number_is_seen() {
    let ticket = |number: &str| {
        format!(
            "UPDATE ticket SET number = '{number}' WHERE seq = 3; UPDATE series SET last = 2 WHERE name LIKE 'WX%'"
        )
    };
    let form = |number: &str| {
        vec![format!("ticket {number}: its number is not of the form of a ticket number")]
    };
    let mut cases: Vec<(String, Vec<String>)> = [
        ("", vec![]),
        ("DELETE FROM document WHERE n = 2", vec!["SJ: no document, ticket or gap has 2 to 2"]),
        ("DELETE FROM document WHERE n < 3", vec!["SJ: no document, ticket or gap has 1 to 2"]),
        ("DELETE FROM document WHERE n = 6", vec!["SJ: no document, ticket or gap has 6 to 6"]),
        ("DELETE FROM number_gap", vec!["SJ: no document, ticket or gap has 4 to 5"]),
        ("UPDATE number_gap SET last = 6", vec!["SJ: 6 is there twice, or in a gap"]),
        ("UPDATE number_gap SET first = 3", vec!["SJ: 3 is there twice, or in a gap"]),
        (
            "UPDATE series SET last = 5 WHERE name = 'SJ'",
            vec!["SJ: 6 is above the last number given out, 5"],
        ),
        (
            "UPDATE series SET last = 9 WHERE name = 'SJ'",
            vec!["SJ: no document, ticket or gap has 7 to 9"],
        ),
        (
            "UPDATE series SET last = 2 WHERE name = 'BX'",
            vec!["BX: no document, ticket or gap has 1 to 2"],
        ),
        (
            "DELETE FROM series WHERE name = 'SJ'",
            vec!["SJ: 6 is above the last number given out, 0"],
        ),
        (
            "UPDATE document SET number = 'SJ-GL01-000007' WHERE n = 6",
            vec!["document SJ-GL01-000007: its number is not number 6 of SJ"],
        ),
        (
            "UPDATE document SET number = 'BX-GL01-000006' WHERE n = 6",
            vec!["document BX-GL01-000006: its number is not number 6 of SJ"],
        ),
        (
            "DELETE FROM ticket WHERE seq = 2",
            vec!["WX-20261122: no document, ticket or gap has 2 to 2"],
        ),
        (
            "UPDATE ticket SET number = 'WX-GL02-20261122-0002' WHERE seq = 3",
            vec![
                "WX-20261122: 2 is there twice, or in a gap",
                "WX-20261122: no document, ticket or gap has 3 to 3",
            ],
        ),
        (
            "UPDATE ticket SET number = 'WX-GL01-20261123-0003' WHERE seq = 3",
            vec![
                "WX-20261122: no document, ticket or gap has 3 to 3",
                "WX-20261123: no document, ticket or gap has 1 to 2",
                "WX-20261123: 3 is above the last number given out, 0",
            ],
        ),
        // The branch code has changed since.
        ("UPDATE ticket SET number = 'WX-NN1234-20261122-0003' WHERE seq = 3", vec![]),
    ]
    .into_iter()
    .map(|(sql, lines)| (sql.to_owned(), lines.into_iter().map(String::from).collect()))
    .collect();
    for number in [
        "XX-GL01-20261122-0003",
        "WX-G-20261122-0003",
        "WX-GL01234-20261122-0003",
        "WX-GL01-2026112-0003",
        "WX-GL01-202611220003",
        "WX-GL01-20261122-003",
        "WX-GL01-20261122-0000",
        "WX-GL01-20261122-00003",
        "WX-GL01-20261122-000x",
        "WX-GL01-20261122x0003",
        "WXGL01202611220003",
        "WX-桂林-20261122-0003",
        "",
    ] {
        cases.push((ticket(number), form(number)));
    }
    for (sql, mut expected) in cases {
        let (_folder, path) = numbered();
        let file = Connection::open(&path).unwrap();
        file.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        file.execute_batch(&sql).unwrap();
        drop(file);
        let mut problems = read_file(&path, check_numbers).unwrap();
        problems.sort();
        expected.sort();
        assert_eq!(problems, expected, "{sql}");
    }
}
