//! Backups while the program works, and putting one back.

mod dossiers;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use desk_core::calendar::Moment;
use desk_store::{
    NumberRange, Operation, Restore, RestoreReport, Store, StoreError, check_chain, check_file,
    read_file, restore,
};
use dossiers::{Kept, finished, new};
use rusqlite::Connection;

/// 2026-11-18 19:06:40 at the service point.
fn now() -> Moment {
    Moment::from_millis(1_795_000_000_000).expect("a time")
}

fn operation(name: &'static str) -> Operation {
    Operation { name, actor: "张三".into(), at: now(), clock_confirmed: false }
}

/// One receipt number and one customer, whose rows must stay together.
fn take(store: &Store) -> i64 {
    store
        .write(operation("test"), |write| {
            let number = write.take_number("SJ")?;
            write.take_number("WX-20261118")?;
            write.audit("test", &[1; 16], &"x".repeat(300))?;
            Ok::<_, StoreError>(number)
        })
        .unwrap()
}

/// A folder with a point and that many numbers given out; its store.
fn folder_with(numbers: i64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    Connection::open(store.path())
        .unwrap()
        .execute("INSERT INTO point (id, practice, epoch, body) VALUES (1, 0, 1, '{}')", [])
        .unwrap();
    for _ in 0..numbers {
        take(&store);
    }
    (folder, store)
}

/// The length of what stands behind the last page.
const SEAL: u64 = 20;

fn all(_: u64, _: u64) -> bool {
    true
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn last(file: &Path, series: &str) -> i64 {
    read_file(file, |read| read.last_number(series)).unwrap()
}

fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_backup_is_one_sound_file() {
    let (_folder, store) = folder_with(100);
    let target = tempfile::tempdir().unwrap();
    let to = target.path().join("备份 1.db");
    let mut seen = Vec::new();
    let report = store
        .backup(&to, now(), |done, total| {
            seen.push((done, total));
            true
        })
        .unwrap();
    assert_eq!(names(target.path()), ["备份 1.db"]);
    assert_eq!(report.bytes, fs::metadata(&to).unwrap().len());
    assert_eq!(report.head, hex(store.read(|read| read.chain_head()).unwrap()));
    let of_fts5: u64 = ["data", "idx", "docsize", "config"]
        .map(|table| {
            one::<i64>(&to, &format!("SELECT count(*) FROM search_{table}")).unsigned_abs()
        })
        .iter()
        .sum();
    assert!(of_fts5 > 0);
    // The point, two series, a hundred audit rows and their payloads.
    assert_eq!(report.rows, 1 + 2 + 200 + of_fts5);
    let (done, total) = *seen.last().unwrap();
    assert!(done == total && total * 4096 + SEAL == report.bytes, "{seen:?}");
    // One file: neither mode nor length depends on a WAL.
    assert_eq!(fs::read(&to).unwrap()[18..20], [1, 1]);
    assert_eq!(read_file(&to, check_file).unwrap(), Vec::<String>::new());
    assert_eq!(names(target.path()), ["备份 1.db"]);
    let again = store.backup(&to, now(), all).unwrap_err();
    assert_eq!(again.code(), "exists");
}

#[test]
fn a_backup_that_is_cancelled_or_impossible_leaves_nothing() {
    let (_folder, store) = folder_with(10);
    let target = tempfile::tempdir().unwrap();
    let to = target.path().join("a.db");
    assert_eq!(store.backup(&to, now(), |_, _| false).unwrap_err().code(), "cancelled");
    assert_eq!(names(target.path()), Vec::<String>::new());
    // What an earlier one that was cut off left is no hindrance.
    fs::write(target.path().join("a.db.desk-part"), "half").unwrap();
    store.backup(&to, now(), all).unwrap();
    assert_eq!(names(target.path()), ["a.db"]);
    assert_eq!(store.backup(&to.join("below"), now(), all).unwrap_err().code(), "folder");
    let absent = target.path().join("absent").join("a.db");
    assert_eq!(store.backup(&absent, now(), all).unwrap_err().code(), "folder");
}

#[test]
fn a_damaged_database_is_not_backed_up_as_a_sound_one() {
    for page in [AUDIT, PARTIAL] {
        let (folder, store) = folder_with(300);
        let path = store.path().to_owned();
        drop(store);
        damage(&path, page);
        let store = Store::open(folder.path()).unwrap();
        let to = folder.path().join("a.db");
        assert_eq!(store.backup(&to, now(), all).unwrap_err().code(), "damaged", "{page}");
        assert!(!names(folder.path()).iter().any(|name| name.starts_with("a.db")));
    }
}

/// The root pages of the audit rows, and of an index that no counting of rows reads.
const AUDIT: &str = "SELECT rootpage FROM sqlite_schema WHERE name = 'audit'";
const PARTIAL: &str =
    "SELECT min(rootpage) FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%WHERE%'";

/// Overwrites the head of a page.
fn damage(path: &Path, page: &str) {
    let start = usize::try_from((one::<i64>(path, page) - 1) * 4096).unwrap();
    let mut bytes = fs::read(path).unwrap();
    bytes[start..start + 64].fill(0xa5);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_backup_sees_one_state_while_two_programs_write() {
    let (folder, store) = folder_with(0);
    // Enough pages that the copy takes several steps, between which others write.
    const BEFORE: i64 = 5000;
    store
        .write(operation("fill"), |write| {
            let payload = "x".repeat(3000);
            (0..BEFORE).try_for_each(|_| write.audit("test", &[1; 16], &payload))
        })
        .unwrap();
    let other = Store::open(folder.path()).unwrap();
    let done = AtomicBool::new(false);
    let writing = |store: &Store| {
        let mut written = 0;
        while !done.load(Ordering::Relaxed) {
            take(store);
            written += 1;
        }
        written
    };
    let target = tempfile::tempdir().unwrap();
    /// Ends the writing when a test fails, too.
    struct End<'a>(&'a AtomicBool);
    impl Drop for End<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let (here, there) = thread::scope(|scope| {
        let end = End(&done);
        let here = scope.spawn(|| writing(&store));
        let there = scope.spawn(|| writing(&other));
        let newest = || store.read(|read| read.last_number("SJ")).unwrap();
        let somebody_writes = || {
            let before = newest();
            while newest() == before {
                thread::yield_now();
            }
        };
        for round in 0..3 {
            let to = target.path().join(format!("{round}.db"));
            somebody_writes();
            let before = newest();
            let mut steps = 0;
            let report = store
                .backup(&to, now(), |_, _| {
                    somebody_writes();
                    steps += 1;
                    steps < 100
                })
                .unwrap();
            assert!(steps > 2, "one step is no test");
            let (chain, sj, wx) = read_file(&to, |read| {
                let chain = check_chain(read)?;
                let sj = read.last_number("SJ")?;
                Ok::<_, StoreError>((chain, sj, read.last_number("WX-20261118")?))
            })
            .unwrap();
            assert_eq!(chain.problems, Vec::<String>::new());
            let rows = i64::try_from(chain.rows).unwrap() - BEFORE;
            assert_eq!((hex(chain.head), sj, wx), (report.head, rows, sj));
            assert!(before <= sj && sj < newest(), "{before} {sj}");
        }
        drop(end);
        (here.join().unwrap(), there.join().unwrap())
    });
    assert!(here > 0 && there > 0, "{here} {there}");
    assert_eq!(store.read(|read| read.last_number("SJ")).unwrap(), here + there);
}

fn paper(pairs: &[(&str, i64)]) -> BTreeMap<String, i64> {
    pairs.iter().map(|(name, last)| ((*name).to_owned(), *last)).collect()
}

fn put_back(folder: &Path, from: &Path, told: &[(&str, i64)]) -> Result<RestoreReport, StoreError> {
    let paper = paper(told);
    restore(folder, &order(from, &paper), &mut all)
}

/// The numbers of these tests have no tickets: that is accepted.
fn order<'a>(from: &'a Path, paper: &'a BTreeMap<String, i64>) -> Restore<'a> {
    Restore { from, at: now(), actor: "李四", paper, accept_damage: true }
}

fn range(series: &str, first: i64, last: i64) -> NumberRange {
    NumberRange { series: series.into(), first, last }
}

/// A backup after 10 numbers, and a folder that went on to 15.
fn backup_and_later() -> (tempfile::TempDir, PathBuf) {
    let (folder, store) = folder_with(10);
    let from = folder.path().join("backup.db");
    store.backup(&from, now(), all).unwrap();
    for _ in 0..5 {
        take(&store);
    }
    (folder, from)
}

fn one<T: rusqlite::types::FromSql>(file: &Path, sql: &str) -> T {
    Connection::open(file).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn numbers_go_on_after_those_of_the_replaced_database() {
    let (folder, from) = backup_and_later();
    let replaced_head =
        read_file(&folder.path().join("desk.db"), |read| read.chain_head()).unwrap();
    let report = put_back(folder.path(), &from, &[("SJ", 17)]).unwrap();
    assert!(!report.accepted.is_empty(), "no ticket has the numbers");
    let accepted = report.accepted.clone();
    let replaced = folder.path().join("desk.db.replaced-20261118-190640");
    assert_eq!(
        report,
        RestoreReport {
            replaced: Some(replaced.clone()),
            jumped: vec![range("SJ", 11, 17), range("WX-20261118", 11, 15)],
            asked: vec![],
            accepted: accepted.clone(),
        }
    );
    assert_eq!(last(&replaced, "SJ"), 15);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(take(&store), 18);
    let db = folder.path().join("desk.db");
    assert_eq!(one::<i64>(&db, "SELECT epoch FROM point"), 2);
    assert_eq!(one::<i64>(&db, "SELECT epoch FROM audit WHERE seq = 11"), 2);
    assert_eq!(
        one::<String>(
            &db,
            "SELECT group_concat(series || first || '-' || last || reason) FROM number_gap"
        ),
        "SJ11-17灾后空号,WX-2026111811-15灾后空号"
    );
    let chain = store.read(check_chain).unwrap();
    assert_eq!((chain.rows, chain.problems), (13, vec![]));
    let history = store.read(|read| read.history(&[0; 16])).unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(
        history[1].payload.as_ref().unwrap(),
        &serde_json::json!({ "accepted_damage": accepted })
    );
    assert_eq!((history[0].actor.as_str(), history[0].operation.as_str()), ("李四", "restore"));
    let hex: String = replaced_head.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        history[0].payload.as_ref().unwrap(),
        &serde_json::json!({
            "from": "backup.db",
            "jumped": [
                { "series": "SJ", "first": 11, "last": 17 },
                { "series": "WX-20261118", "first": 11, "last": 15 },
            ],
            "asked": [],
            "epoch": 2,
            "replaced_head": hex,
        })
    );
    assert_eq!(store.read(check_file).unwrap(), Vec::<String>::new());
}

#[test]
fn restoring_again_opens_a_later_epoch_and_keeps_every_file() {
    let (folder, from) = backup_and_later();
    for epoch in 2..=4 {
        put_back(folder.path(), &from, &[("SJ", 0)]).unwrap();
        assert_eq!(one::<i64>(&folder.path().join("desk.db"), "SELECT epoch FROM point"), epoch);
    }
    let replaced: Vec<String> =
        names(folder.path()).into_iter().filter(|name| name.contains("replaced")).collect();
    let stamp = "desk.db.replaced-20261118-190640";
    assert_eq!(replaced, [stamp.to_owned(), format!("{stamp}-2"), format!("{stamp}-3")]);
    assert_eq!(last(&folder.path().join("desk.db"), "SJ"), 15);
}

const ASKED_TODAY: [&str; 6] =
    ["AZ-20261118", "BX", "BY-20261118", "TS-20261118", "WX-20261118", "ZX-20261118"];

#[test]
fn without_the_old_database_paper_is_asked_about() {
    let (_folder, from) = backup_and_later();
    let fresh = tempfile::tempdir().unwrap();
    let report = put_back(fresh.path(), &from, &[("SJ", 12)]).unwrap();
    assert_eq!(
        report,
        RestoreReport {
            replaced: None,
            jumped: vec![range("SJ", 11, 12)],
            asked: ASKED_TODAY.map(String::from).to_vec(),
            accepted: report.accepted.clone(),
        }
    );
    let store = Store::open(fresh.path()).unwrap();
    let refused: Result<i64, StoreError> =
        store.write(operation("test"), |write| write.take_number("WX-20261118"));
    assert_eq!(refused.unwrap_err().code(), "numbers_asked");
    let all_zero = paper(&[("BX", 0), ("WX", 13), ("AZ", 0), ("BY", 0), ("TS", 0), ("ZX", 0)]);
    let told =
        store.write(operation("told"), move |write| write.tell_paper_numbers(&all_zero)).unwrap();
    assert_eq!(told, [range("WX-20261118", 11, 13)]);
    assert_eq!(take(&store), 13);
    assert_eq!(store.read(|read| read.last_number("WX-20261118")).unwrap(), 14);
}

#[test]
fn a_database_that_does_not_continue_the_backup_is_no_proof_of_the_last_numbers() {
    let (_folder, from) = backup_and_later();
    // As after a new installation: a database of ours, with nothing of this point in it.
    let (fresh, store) = folder_with(0);
    drop(store);
    let report = put_back(fresh.path(), &from, &[]).unwrap();
    assert!(report.replaced.is_some());
    assert_eq!(report.asked.len(), 7, "{:?}", report.asked);
    // One that went another way: the higher number holds, and it is asked about.
    let (other, store) = folder_with(12);
    drop(store);
    let report = put_back(other.path(), &from, &[("WX", 11)]).unwrap();
    assert_eq!(report.jumped, [range("SJ", 11, 12), range("WX-20261118", 11, 12)]);
    assert!(report.asked.contains(&"SJ".to_owned()));
    assert!(!report.asked.contains(&"WX-20261118".to_owned()));
}

#[test]
fn what_is_asked_stays_asked_until_somebody_has_told_it() {
    let (_folder, from) = backup_and_later();
    let fresh = tempfile::tempdir().unwrap();
    let yesterday = now().plus_millis(-24 * 60 * 60 * 1000);
    let told = paper(&[("SJ", 10)]);
    restore(fresh.path(), &Restore { at: yesterday, ..order(&from, &told) }, &mut all).unwrap();
    let asked_yesterday = ASKED_TODAY.map(|name| name.replace("20261118", "20261117"));
    // The backup does not know what its continuation asks about.
    let report = put_back(fresh.path(), &from, &[]).unwrap();
    assert_eq!(report.asked, asked_yesterday);
    // Nor does another folder, to which a backup comes that asks.
    let asking = fresh.path().join("asking.db");
    Store::open(fresh.path()).unwrap().backup(&asking, now(), all).unwrap();
    let other = tempfile::tempdir().unwrap();
    let report = put_back(other.path(), &asking, &[("SJ", 10), ("BX", 0)]).unwrap();
    let mut both: Vec<String> =
        ASKED_TODAY.map(String::from).into_iter().chain(asked_yesterday).collect();
    both.retain(|name| name != "BX");
    both.sort();
    assert_eq!(report.asked, both);
    // What was told after that backup is not asked again.
    let store = Store::open(fresh.path()).unwrap();
    let told = paper(&[("BX", 0), ("WX", 0), ("AZ", 0), ("TS", 0), ("ZX", 0)]);
    store.write(operation("told"), move |write| write.tell_paper_numbers(&told)).unwrap();
    drop(store);
    let report = put_back(fresh.path(), &asking, &[]).unwrap();
    assert_eq!(report.asked, ["BY-20261117"]);
    assert_eq!(report.jumped, []);
}

#[test]
fn a_damaged_old_database_is_kept_and_its_numbers_used_if_they_can_be_read() {
    let (folder, from) = backup_and_later();
    let db = folder.path().join("desk.db");
    damage(&db, AUDIT);
    let bytes = fs::read(&db).unwrap();
    let report = put_back(folder.path(), &from, &[]).unwrap();
    assert!(fs::read(report.replaced.unwrap()).unwrap() == bytes);
    // The chain cannot be read: it does not count as a continuation. Its series can.
    assert_eq!(report.jumped, [range("SJ", 11, 15), range("WX-20261118", 11, 15)]);
    assert_eq!(report.asked.len(), 7);

    for text in ["", "no database"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("desk.db"), text).unwrap();
        let report = put_back(folder.path(), &from, &[]).unwrap();
        assert_eq!(fs::read_to_string(report.replaced.unwrap()).unwrap(), text);
        assert_eq!(report.asked.len(), 7);
        take_after_all_told(folder.path());
    }
}

fn take_after_all_told(folder: &Path) {
    let store = Store::open(folder).unwrap();
    let told = paper(&[("SJ", 0), ("WX", 0)]);
    store.write(operation("told"), move |write| write.tell_paper_numbers(&told)).unwrap();
    assert_eq!(take(&store), 11);
}

#[test]
fn what_must_not_be_put_back_is_refused_and_the_old_database_stays() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1, 2]));
    kept.keep(Some(&taken), &finished(&taken));
    let folder = &kept.folder;
    let from = folder.path().join("backup.db");
    kept.store.backup(&from, now(), all).unwrap();
    // Without its seal: what is looked at is what stands in it.
    let mut plain = fs::read(&from).unwrap();
    plain.truncate(plain.len() - usize::try_from(SEAL).unwrap());
    drop(kept.store);
    let source = tempfile::tempdir().unwrap();
    let bad = source.path().join("bad.db");
    let with = |sql: &str| {
        fs::write(&bad, &plain).unwrap();
        let file = Connection::open(&bad).unwrap();
        file.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        file.execute_batch(sql).unwrap();
    };
    let db = folder.path().join("desk.db");
    let (bytes, listed) = (fs::read(&db).unwrap(), names(folder.path()));
    let refused = |told: &[(&str, i64)], accept_damage: bool| {
        let before = fs::read(&bad).ok();
        let told = paper(told);
        let order = Restore { accept_damage, ..order(&bad, &told) };
        let code = restore(folder.path(), &order, &mut all).unwrap_err().code();
        assert!(fs::read(&db).unwrap() == bytes);
        assert_eq!(names(folder.path()), listed);
        assert!(fs::read(&bad).ok() == before);
        code
    };
    // Whatever somebody accepts.
    for accepts in [false, true] {
        fs::remove_file(&bad).ok();
        assert_eq!(refused(&[], accepts), "not_found");
        with(
            "INSERT INTO phone (customer, position, number, kind) VALUES (zeroblob(16), 0, '1', 'x')",
        );
        assert_eq!(refused(&[], accepts), "damaged");
        with("PRAGMA user_version = 99");
        assert_eq!(refused(&[], accepts), "newer_file");
        with("PRAGMA application_id = 99");
        assert_eq!(refused(&[], accepts), "not_ours");
        for page in [AUDIT, PARTIAL] {
            with("");
            damage(&bad, page);
            assert_eq!(refused(&[], accepts), "damaged", "{page}");
        }
        with("");
        let length = fs::metadata(&bad).unwrap().len();
        fs::File::options().write(true).open(&bad).unwrap().set_len(length - 4096).unwrap();
        assert_eq!(refused(&[], accepts), "damaged");
        fs::write(&bad, "x".repeat(10_000)).unwrap();
        assert_eq!(refused(&[], accepts), "not_a_database");
        with("");
        assert_eq!(refused(&[("XX", 1)], accepts), "not_found");
    }
    for sql in [
        "UPDATE audit SET actor = 'x' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE payment SET amount_fen = amount_fen + 1",
        "UPDATE series SET last = last + 1",
    ] {
        with(sql);
        assert_eq!(refused(&[], false), "damaged", "{sql}");
    }
    // The same file is put back when nothing is wrong with it, or when that is accepted.
    let told = paper(&[]);
    for (sql, accept_damage) in [("", false), ("UPDATE payment SET paid_at = paid_at + 1", true)] {
        with(sql);
        let order = Restore { accept_damage, ..order(&bad, &told) };
        let report = restore(folder.path(), &order, &mut all).unwrap();
        assert_eq!(report.accepted.is_empty(), !accept_damage, "{report:?}");
    }
}

#[test]
fn a_backup_that_is_read_only_becomes_a_database_that_is_not() {
    let (folder, from) = backup_and_later();
    let mut permissions = fs::metadata(&from).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&from, permissions).unwrap();
    put_back(folder.path(), &from, &[]).unwrap();
    assert!(!fs::metadata(folder.path().join("desk.db")).unwrap().permissions().readonly());
    assert!(fs::metadata(&from).unwrap().permissions().readonly());
}

#[test]
fn a_restore_wants_the_folder_for_itself() {
    let (folder, from) = backup_and_later();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(put_back(folder.path(), &from, &[]).unwrap_err().code(), "busy");
    take(&store);
    drop(store);
    put_back(folder.path(), &from, &[]).unwrap();
}

#[test]
fn a_database_that_was_copied_with_its_wal_can_be_put_back() {
    let (folder, store) = folder_with(10);
    let copied = tempfile::tempdir().unwrap();
    for name in ["desk.db", "desk.db-wal"] {
        fs::copy(folder.path().join(name), copied.path().join(name)).unwrap();
    }
    assert!(fs::metadata(copied.path().join("desk.db-wal")).unwrap().len() > 0);
    let from = copied.path().join("desk.db");
    let wal = fs::read(copied.path().join("desk.db-wal")).unwrap();
    drop(store);
    put_back(folder.path(), &from, &[]).unwrap();
    assert_eq!(last(&folder.path().join("desk.db"), "SJ"), 10);
    assert!(fs::read(copied.path().join("desk.db-wal")).unwrap() == wal);
}
