//! A damaged database is looked at and not written to, and says what can be done.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::counter::{Counter, number, pay, run, stove, to_inspect};
use crate::program::Program;

/// A counter with a paid ticket and a backup of it, and one ticket more.
fn worked() -> (Counter, Value, PathBuf) {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    counter.acts(&ticket, &[pay(12_345, "cash")]);
    let backup = counter.folder.join("备份 1.fwt");
    counter.value(&["backup", backup.to_str().expect("a path")], json!({}));
    counter.take_in(stove(json!({ "complaint": "第二个电话" })));
    (counter, ticket, backup)
}

fn database(counter: &Counter) -> PathBuf {
    counter.folder.join("desk.db")
}

/// Replaces words wherever the file has them: what is kept is not what was written, and SQLite sees
/// nothing wrong.
fn change(file: &Path, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let mut bytes = fs::read(file).expect("the file");
    let places: Vec<usize> = (0..bytes.len() - from.len())
        .filter(|at| bytes[*at..].starts_with(from.as_bytes()))
        .collect();
    assert!(!places.is_empty(), "{from}");
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to.as_bytes());
    }
    fs::write(file, bytes).expect("written");
}

/// Overwrites the heads of all pages behind the first few, as a disk does that has lost them.
fn tear(file: &Path, pages: std::ops::RangeFrom<usize>) {
    let mut bytes = fs::read(file).expect("the file");
    for page in bytes.chunks_mut(4096).skip(pages.start) {
        page[..64].fill(0xa5);
    }
    fs::write(file, bytes).expect("written");
}

/// Exit status, and the line of JSON on standard output or else on standard error.
fn said(counter: &Counter, args: &[&str], input: &str) -> (i32, Value) {
    let output = counter.output(args, input);
    let line = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
    let text = String::from_utf8_lossy(line);
    let first = text.lines().next().unwrap_or_default();
    let value = serde_json::from_str(first).unwrap_or_else(|_| panic!("{args:?}: {text}"));
    (output.status.code().expect("a status"), value)
}

/// Nothing can be written, the error names this backup, and so does `health`.
#[track_caller]
fn is_closed(counter: &Counter, backup: Option<&Path>) {
    let draft = r#"{"kind":"intake","body":{}}"#;
    for (args, input) in [
        (&["ticket", "new"][..], stove(json!({})).to_string()),
        (&["call", "save_draft"], draft.to_owned()),
    ] {
        let (status, error) = said(counter, args, &input);
        assert_eq!(
            (status, &error["code"], &error["field"]),
            (2, &json!("damaged"), &json!("data"))
        );
        let message = error["message"].as_str().expect("a message");
        match backup {
            Some(backup) => {
                assert!(message.contains(backup.to_str().expect("a path")), "{message}")
            }
            None => assert!(message.contains("no backup is known"), "{message}"),
        }
    }
    let (status, health) = said(counter, &["call", "health"], "");
    assert_eq!((status, &health["trouble"]["code"]), (0, &json!("damaged")), "{health}");
    assert!(health["problems"].as_array().is_some_and(|problems| !problems.is_empty()));
    let offered = health["offered"]["file"].as_str().map(Path::new);
    assert_eq!(offered, backup);
}

/// Work goes on, nothing is wrong, and nobody remembers that something was.
#[track_caller]
fn is_open(counter: &Counter) {
    counter.take_in(stove(json!({ "complaint": "又一个电话" })));
    counter.verified();
    let (_, health) = said(counter, &["call", "health"], "");
    assert!(health["trouble"].is_null() && health["problems"] == json!([]), "{health}");
    assert!(!counter.folder.join("desk.damaged").exists());
}

#[test]
fn what_verify_finds_closes_the_database_until_a_backup_is_restored() {
    let (counter, ticket, backup) = worked();
    change(&database(&counter), "打不着火", "打不着水");
    let before = fs::read(database(&counter)).expect("the database");
    assert_eq!(said(&counter, &["verify"], "").0, 1);
    is_closed(&counter, Some(&backup));
    // What can be read of it can be looked at.
    assert_eq!(counter.show(&ticket)["paid_fen"], 12_345);
    assert_eq!(counter.values(&["ticket", "list"], json!({})).len(), 2);
    assert!(!counter.values(&["search", "13807731234"], json!({})).is_empty());
    assert_eq!(counter.call("drafts", json!({})), json!([]));
    assert!(fs::read(database(&counter)).expect("the database") == before, "left as it is");
    let restored = counter.value(&["restore", backup.to_str().expect("a path")], json!({}));
    assert_eq!(restored["accepted"], json!([]));
    let replaced = restored["replaced"].as_str().expect("kept");
    assert!(fs::read(replaced).expect("kept") == before);
    is_open(&counter);
}

#[test]
fn what_sqlite_trips_over_closes_the_database_at_once() {
    let (counter, _, backup) = worked();
    tear(&database(&counter), 3..);
    let (status, error) = said(&counter, &["ticket", "new"], &stove(json!({})).to_string());
    assert_eq!((status, &error["code"]), (2, &json!("damaged")), "{error}");
    is_closed(&counter, Some(&backup));
    counter.value(&["restore", backup.to_str().expect("a path")], json!({}));
    // Nobody knows any more what was given out after the backup.
    let asked = counter.call("point", json!({}))["numbers_asked"].clone();
    assert_eq!(asked.as_array().map(Vec::len), Some(7), "{asked}");
    let last = json!({ "SJ": 1, "BX": 0, "WX": 2, "AZ": 0, "BY": 0, "TS": 0, "ZX": 0 });
    counter.call("tell_numbers", json!({ "last": last }));
    is_open(&counter);
}

#[test]
fn a_database_of_which_nothing_can_be_read_still_offers_its_backup() {
    for damage in [
        |bytes: &mut Vec<u8>| bytes[..100].fill(0),
        |bytes: &mut Vec<u8>| bytes.truncate(5000),
        // Another program's mark; neither a journal nor a WAL.
        |bytes: &mut Vec<u8>| bytes[70] ^= 1,
        |bytes: &mut Vec<u8>| bytes[18] = 3,
        |bytes: &mut Vec<u8>| bytes.clear(),
    ] {
        let (counter, _, backup) = worked();
        let mut bytes = fs::read(database(&counter)).expect("the database");
        damage(&mut bytes);
        fs::write(database(&counter), &bytes).expect("written");
        let offered = backup.to_str().expect("a path");
        for args in [&["ticket", "list"][..], &["search", "张三"]] {
            let (status, error) = said(&counter, args, "");
            assert_eq!((status, &error["code"]), (2, &json!("damaged")), "{error}");
            let message = error["message"].as_str().expect("a message");
            assert!(message.contains(offered), "{message}");
        }
        let (status, report) = said(&counter, &["verify"], "");
        assert_eq!(status, 1);
        assert!(report["problems"][0].as_str().is_some_and(|told| told.contains(offered)));
        assert!(fs::read(database(&counter)).expect("the database") == bytes, "left as it is");
        counter.value(&["restore", backup.to_str().expect("a path")], json!({}));
        let last = json!({ "SJ": 1, "BX": 0, "WX": 2, "AZ": 0, "BY": 0, "TS": 0, "ZX": 0 });
        counter.call("tell_numbers", json!({ "last": last }));
        is_open(&counter);
    }
}

#[test]
fn a_database_that_is_whole_after_all_is_worked_with_again() {
    let (counter, _, _) = worked();
    let whole = fs::read(database(&counter)).expect("the database");
    change(&database(&counter), "打不着火", "打不着水");
    assert_eq!(said(&counter, &["verify"], "").0, 1);
    fs::write(database(&counter), whole).expect("written");
    let refused = said(&counter, &["ticket", "new"], &stove(json!({})).to_string()).1;
    assert_eq!(refused["code"], "damaged", "nobody has looked yet");
    counter.verified();
    is_open(&counter);
}

#[test]
fn a_backup_with_a_changed_bit_is_neither_offered_nor_restored() {
    let (counter, _, _) = worked();
    let second = counter.folder.join("备份 2.fwt");
    counter.value(&["backup", second.to_str().expect("a path")], json!({}));
    let mut bytes = fs::read(&second).expect("the backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(&second, &bytes).expect("written");
    let second = second.to_str().expect("a path");
    assert_eq!(said(&counter, &["verify", second], "").0, 1);
    for _ in 0..2 {
        let refused = said(&counter, &["restore", second], "");
        assert_eq!((refused.0, &refused.1["code"]), (2, &json!("damaged")));
    }
    assert_eq!(counter.values(&["ticket", "list"], json!({})).len(), 2, "the database stays");
    change(&database(&counter), "打不着火", "打不着水");
    assert_eq!(said(&counter, &["verify"], "").0, 1);
    is_closed(&counter, Some(&before_restore(&counter)));
}

/// The program's own backup from before the last restore.
fn before_restore(counter: &Counter) -> PathBuf {
    let folder = fs::read_dir(counter.folder.join("backups")).expect("the program's own backups");
    let files = folder.map(|entry| entry.expect("an entry").path());
    files.filter(|path| path.extension() == Some("fwt".as_ref())).max().expect("a backup")
}

#[test]
fn damage_that_no_backup_is_without_can_be_accepted() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &[pay(1_234, "cash")]);
    change(&database(&counter), "打不着火", "打不着水");
    let (status, report) = said(&counter, &["verify"], "");
    assert_eq!(status, 1);
    is_closed(&counter, None);
    let own = database(&counter);
    let own = own.to_str().expect("a path");
    assert_eq!(said(&counter, &["restore", own], "").1["code"], "damaged");
    let restored = counter.value(&["restore", own, "--accept-damage"], json!({}));
    assert_eq!(restored["accepted"], report["problems"]);
    assert_eq!((&restored["asked"], &restored["jumped"]), (&json!([]), &json!([])));
    let next = counter.take_in(stove(json!({ "complaint": "第二个电话" })));
    assert_eq!(number(&next), "WX-GL01-20261123-0002");
    // It is told, and closes nothing any more.
    assert_eq!(said(&counter, &["verify"], ""), (1, said(&counter, &["verify"], "").1));
    counter.take_in(stove(json!({ "complaint": "第三个电话" })));
    // A backup of it needs no second word.
    let backup = counter.folder.join("备份.fwt");
    let backup = backup.to_str().expect("a path");
    counter.value(&["backup", backup], json!({}));
    let again = counter.value(&["restore", backup], json!({}));
    assert_eq!(again["accepted"], report["problems"]);
    // What comes anew does.
    change(&database(&counter), "第三个电话", "第四个电话");
    assert_eq!(said(&counter, &["verify"], "").0, 1);
    is_closed(&counter, Some(&before_restore(&counter)));
}

#[test]
fn an_index_that_is_wrong_is_made_again_when_somebody_accepts_it() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    // The phone number stands in its row first and then in the index.
    let mut bytes = fs::read(database(&counter)).expect("the database");
    let number = b"13807731234";
    let found = |at: &usize| bytes[*at..].starts_with(number);
    let places: Vec<usize> = (0..bytes.len() - number.len()).filter(found).collect();
    let own = database(&counter);
    let own = own.to_str().expect("a path");
    let mended = places.iter().rev().any(|place| {
        let whole = bytes.clone();
        bytes[*place] = b'2';
        fs::write(own, &bytes).expect("written");
        let (status, report) = said(&counter, &["verify"], "");
        bytes = whole;
        let problems = report["problems"].as_array().expect("problems").clone();
        let of_index = |problem: &Value| problem.as_str().is_some_and(|it| it.contains("index"));
        if status == 0 || !problems.iter().all(of_index) {
            return false;
        }
        is_closed(&counter, None);
        assert_eq!(said(&counter, &["restore", own], "").1["code"], "damaged");
        let done = counter.value(&["restore", own, "--accept-damage"], json!({}));
        assert_eq!(done["accepted"], json!(problems));
        true
    });
    assert!(mended, "no index has the number");
    assert_eq!(counter.show(&ticket)["state"], "registered");
    is_open(&counter);
}

#[test]
fn a_search_that_is_wrong_closes_nothing_and_is_made_again() {
    let counter = Counter::empty();
    let made = run(&counter.folder, None, &["demo", "--tickets", "40"], "");
    assert_eq!(made.status.code(), Some(0));
    let found = |text: &str| {
        let output = run(&counter.folder, None, &["search", text, "--limit", "200"], "");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let texts = ["1", "桂林", "zh", "不", "路"];
    let before = texts.map(found);
    assert!(before.iter().all(|found| !found.is_empty()));
    // Words of the index, as SQLite keeps them; the texts of the records have other letters beside.
    let mut bytes = fs::read(database(&counter)).expect("the database");
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with("0桂".as_bytes())).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place + 3] ^= 1;
    }
    fs::write(database(&counter), &bytes).expect("written");
    let (status, report) = said(&counter, &["verify"], "");
    assert_eq!(status, 1);
    let problems = report["problems"].as_array().expect("problems");
    assert!(problems.iter().all(|it| it.as_str().is_some_and(|it| it.starts_with("search: "))));
    assert_eq!(said(&counter, &["call", "health"], "").1["trouble"], json!(null));
    let indexed = run(&counter.folder, None, &["call", "index_again"], "");
    assert_eq!(indexed.status.code(), Some(0), "{}", String::from_utf8_lossy(&indexed.stderr));
    assert_eq!(texts.map(found), before);
    counter.verified();
}

#[test]
fn damage_that_cannot_be_written_down_closes_the_program_all_the_same() {
    let (counter, _, _) = worked();
    change(&database(&counter), "打不着火", "打不着水");
    // A folder is in the way of the file that is to say so.
    fs::create_dir(counter.folder.join("desk.damaged.part")).expect("a folder");
    let program = Program::on(&counter.folder);
    let ask = |name: &str, request: Value| program.ask(name, &request).expect("an answer");
    let report = ask("verify", json!({})).expect("a report");
    let problems = report["problems"].as_array().expect("problems");
    assert!(problems.iter().any(|it| it.as_str().is_some_and(|it| it.contains("written down"))));
    let new = json!({ "intake": stove(json!({})), "clock_confirmed": true });
    assert_eq!(ask("ticket_new", new).expect_err("closed")["code"], "damaged");
}

#[test]
fn a_database_that_is_taken_away_is_missed_at_once() {
    let (counter, _, _) = worked();
    let program = Program::on(&counter.folder);
    let ask = |name: &str, request: Value| program.ask(name, &request).expect("an answer");
    let new = json!({ "intake": stove(json!({})), "clock_confirmed": true });
    ask("ticket_new", new.clone()).expect("a ticket");
    let aside = counter.folder.join("aside.db");
    fs::rename(database(&counter), &aside).expect("renamed");
    assert_eq!(ask("ticket_new", new.clone()).expect_err("gone")["code"], "damaged");
    assert_eq!(ask("health", json!({})).expect("health")["trouble"]["code"], "damaged");
    fs::rename(&aside, database(&counter)).expect("renamed");
    ask("ticket_new", new).expect("a ticket");
    assert_eq!(ask("ticket_list", json!({})).expect("read").as_array().map(Vec::len), Some(4));
}

#[test]
fn a_backup_takes_no_name_that_something_else_needs() {
    let (counter, ..) = worked();
    for name in ["desk.damaged", "desk.db-journal", "desk.backups", "desk.fwt", "backups"] {
        let file = counter.folder.join(name);
        let refused = counter.refused(&["backup", file.to_str().expect("a path")], "");
        let expected = if file.exists() { "exists" } else { "invalid" };
        let is_right = refused.code == "invalid" || refused.code == expected;
        assert!(is_right && refused.field == "file", "{name}: {refused:?}");
    }
    // SQLite would take it for a part of the backup.
    let file = counter.folder.join("新.fwt");
    fs::write(counter.folder.join("新.fwt-wal"), "old").expect("written");
    let refused = counter.refused(&["backup", file.to_str().expect("a path")], "");
    assert_eq!((refused.code.as_str(), refused.field.as_str()), ("exists", "file"));
}

#[test]
fn saves_that_a_damaged_log_has_lost_are_missed() {
    let counter = Counter::empty();
    let mut program = Program::on(&counter.folder);
    let new = |program: &Program| {
        let request = json!({ "intake": stove(json!({})) });
        number(&program.ask("ticket_new", &request).expect("an answer").expect("a ticket"))
            .to_owned()
    };
    let mut last = String::new();
    for _ in 0..6 {
        last = new(&program);
    }
    program.child.kill().expect("killed");
    program.child.wait().expect("gone");
    let wal = counter.folder.join("desk.db-wal");
    let mut bytes = fs::read(&wal).expect("a WAL");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(&wal, &bytes).expect("written");
    let plain = |args: &[&str]| run(&counter.folder, None, args, &stove(json!({})).to_string());
    for args in [&["ticket", "new"][..], &["verify"], &["ticket", "new"]] {
        let output = plain(args);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert_ne!(output.status.code(), Some(0), "{args:?}");
        assert!(said.contains("saves are lost"), "{said}");
    }
    assert!(fs::read(&wal).expect("a WAL") == bytes, "left as it is");
    let listed = plain(&["ticket", "list"]);
    let left = String::from_utf8_lossy(&listed.stdout).lines().count();
    assert!(left < 5, "{left}");
    // Accepted, it asks for the paper: nobody knows which numbers were given out.
    let own = database(&counter);
    let done = plain(&["restore", own.to_str().expect("a path"), "--accept-damage"]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let done: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(done["asked"].as_array().map(Vec::len), Some(7), "{done}");
    let program = Program::on(&counter.folder);
    let told = json!({ "last": { "SJ": 0, "BX": 0, "WX": 6, "AZ": 0, "BY": 0, "TS": 0, "ZX": 0 } });
    program.ask("tell_numbers", &told).expect("an answer").expect("told");
    assert!(new(&program) > last);
}

#[cfg(unix)]
#[test]
fn a_database_behind_a_link_is_restored_with_what_stands_in_its_wal() {
    let counter = Counter::empty();
    let mut program = Program::on(&counter.folder);
    for _ in 0..3 {
        let new = json!({ "intake": stove(json!({})) });
        program.ask("ticket_new", &new).expect("an answer").expect("a ticket");
    }
    program.child.kill().expect("killed");
    program.child.wait().expect("gone");
    assert!(fs::metadata(counter.folder.join("desk.db-wal")).is_ok_and(|wal| wal.len() > 0));
    let other = Counter::empty();
    fs::create_dir_all(&other.folder).expect("a folder");
    let link = other.folder.join("link.db");
    std::os::unix::fs::symlink(database(&counter), &link).expect("a link");
    let args = ["restore", link.to_str().expect("a path")];
    let output = run(&other.folder, None, &args, "");
    assert_eq!(output.status.code(), Some(0));
    let listed = run(&other.folder, None, &["ticket", "list"], "");
    assert_eq!(String::from_utf8_lossy(&listed.stdout).lines().count(), 3);
}

#[test]
fn a_program_that_runs_closes_opens_and_restores_without_a_new_start() {
    let (counter, _, backup) = worked();
    let program = Program::on(&counter.folder);
    let ask = |name: &str, request: Value| program.ask(name, &request).expect("an answer");
    let new = json!({ "intake": stove(json!({})), "clock_confirmed": true });
    ask("ticket_new", new.clone()).expect("a ticket");
    // Another program finds what is wrong.
    fs::write(counter.folder.join("desk.damaged"), "").expect("written");
    assert_eq!(ask("ticket_new", new.clone()).expect_err("closed")["code"], "damaged");
    assert_eq!(ask("ticket_list", json!({})).expect("read").as_array().map(Vec::len), Some(3));
    assert_eq!(ask("verify", json!({})).expect("a report")["problems"], json!([]));
    ask("ticket_new", new.clone()).expect("a ticket");
    let done = ask("restore", json!({ "file": backup })).expect("restored");
    assert_eq!(done["accepted"], json!([]));
    assert_eq!(ask("ticket_list", json!({})).expect("read").as_array().map(Vec::len), Some(1));
    let taken = ask("ticket_new", new).expect("a ticket");
    assert!(number(&taken).ends_with(|last: char| last.is_ascii_digit()), "{taken}");
    drop(program);
    counter.verified();
}

#[test]
fn an_older_database_is_backed_up_before_it_is_brought_up() {
    for version in [1, 2, 3] {
        let counter = Counter::empty();
        fs::create_dir_all(&counter.folder).expect("a folder");
        let fixture = format!("../store/tests/fixtures/schema-{version}.db");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture);
        fs::copy(&fixture, database(&counter)).expect("copied");
        let before = run(&counter.folder, None, &["verify", fixture.to_str().expect("a path")], "");
        counter.values(&["ticket", "list"], json!({}));
        let kept: Vec<PathBuf> = match fs::read_dir(counter.folder.join("backups")) {
            Ok(entries) => entries.map(|entry| entry.expect("an entry").path()).collect(),
            Err(_) => Vec::new(),
        };
        assert_eq!(kept.len(), usize::from(version < 3), "{kept:?}");
        for kept in kept {
            let report =
                run(&counter.folder, None, &["verify", kept.to_str().expect("a path")], "");
            assert_eq!((report.status.code(), &report.stdout), (Some(0), &before.stdout));
            let (_, health) = said(&counter, &["call", "health"], "");
            assert_eq!(health["last_backup"]["file"].as_str().map(Path::new), Some(&*kept));
        }
        counter.verified();
    }
}
