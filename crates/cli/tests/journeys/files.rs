//! The file as a whole: backup, restore, verify; two programs at once; programs that are killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::counter::{Counter, number, pay, run, stove, to_inspect};
use crate::program::Program;

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(bytes)))
}

/// Exit status and what was printed, on standard output or else on standard error.
fn at_machine_time(folder: &Path, args: &[&str]) -> (i32, Value) {
    let output = run(folder, None, args, "");
    let said = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
    (output.status.code().expect("a status"), json_of(said))
}

#[test]
fn a_restored_backup_never_gives_out_a_printed_number_again() {
    let counter = Counter::new();
    let first = counter.take_in(stove(json!({})));
    counter.acts(&first, &[pay(1_000, "cash")]);
    let backup = counter.folder.join("备份 1.fwt");
    let path = backup.to_str().expect("a path");
    let report = counter.value(&["backup", path], json!({}));
    assert!(report["bytes"].as_i64() > Some(0));
    assert_eq!(counter.refused(&["backup", path], "").code, "exists");
    assert_eq!(at_machine_time(&counter.folder, &["verify", path]).0, 0);
    // What happens after the backup is printed, and gone from the file after the restore.
    counter.acts(&first, &[pay(2_000, "cash"), pay(3_000, "cash")]);
    let second = counter.take_in(stove(json!({})));
    assert_eq!(number(&second), "WX-GL01-20261123-0002");
    let restored = counter.value(&["restore", path], json!({}));
    let replaced = restored["replaced"].as_str().expect("kept");
    assert!(Path::new(replaced).exists());
    assert_eq!(counter.show(&first)["paid_fen"], 1_000);
    assert_eq!(counter.refused(&["ticket", "show", number(&second)], "").status, 1);
    let third = counter.take_in(stove(json!({})));
    assert_eq!(number(&third), "WX-GL01-20261123-0003");
    let paid = counter.acts(&first, &[pay(500, "cash")]);
    assert_eq!(paid["receipts"], json!(["SJ-GL01-000001", "SJ-GL01-000004"]));
    counter.verified();
}

#[test]
fn a_restore_without_the_old_file_asks_for_the_paper() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let backup = counter.folder.join("备份.fwt");
    counter.value(&["backup", backup.to_str().expect("a path")], json!({}));
    let other = Counter::empty();
    fs::create_dir_all(&other.folder).expect("a folder");
    let told = other.value(&["restore", backup.to_str().expect("a path")], json!({}));
    assert_eq!(told["asked"].as_array().map(Vec::len), Some(7), "{told}");
    assert_eq!(other.show(&ticket)["state"], "registered", "reading goes on");
    let refused = other.refused(&["ticket", "new"], &stove(json!({})).to_string());
    assert_eq!((refused.code.as_str(), refused.field.as_str()), ("numbers_asked", "last"));
    let last = json!({ "SJ": 41, "BX": 0, "WX": 17, "AZ": 0, "BY": 0, "TS": 0, "ZX": 0 });
    let point = other.call("tell_numbers", json!({ "last": last }));
    assert_eq!(point["numbers_asked"], json!([]));
    let next = other.take_in(stove(json!({})));
    assert_eq!(number(&next), "WX-GL01-20261123-0018");
    let paid = other.acts(&next, &[pay(500, "cash")]);
    assert_eq!(paid["receipts"], json!(["SJ-GL01-000042"]));
    other.verified();
    // The same, told beforehand.
    let third = Counter::empty();
    fs::create_dir_all(&third.folder).expect("a folder");
    let path = backup.to_str().expect("a path");
    let args = [
        "restore", path, "--last", "SJ=9", "--last", "BX=0", "--last", "WX=3", "--last", "AZ=0",
        "--last", "BY=0", "--last", "TS=0", "--last", "ZX=0",
    ];
    assert_eq!(third.value(&args, json!({}))["asked"], json!([]));
    assert_eq!(number(&third.take_in(stove(json!({})))), "WX-GL01-20261123-0004");
    let wrong = run(&third.folder, None, &["restore", path, "--last", "SJ"], "");
    assert!(String::from_utf8_lossy(&wrong.stderr).starts_with("desk: last: "));
    let wrong = run(&third.folder, None, &["restore", path, "--last", "SJ=-1"], "");
    assert!(String::from_utf8_lossy(&wrong.stderr).starts_with("desk: last: "));
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &[pay(1_234, "cash")]);
    let backup = counter.folder.join("备份.fwt");
    let path = backup.to_str().expect("a path");
    counter.value(&["backup", path], json!({}));
    let whole = fs::read(&backup).expect("the backup");
    let broken = [
        whole[..whole.len() / 2].to_vec(),
        vec![0; 4096],
        [&whole[..4096], &vec![0xA5; whole.len() - 4096][..]].concat(),
    ];
    for bytes in broken {
        fs::write(&backup, bytes).expect("written");
        let refused = counter.refused(&["restore", path], "");
        assert_eq!(refused.status, 2, "{refused:?}");
        assert!(at_machine_time(&counter.folder, &["verify", path]).0 > 0);
    }
    assert_eq!(counter.show(&ticket)["paid_fen"], 1_234);
}

fn new_ticket(n: usize) -> Value {
    json!({ "intake": stove(json!({ "complaint": format!("第 {n} 个电话") })) })
}

#[test]
fn two_programs_on_one_file_never_give_out_the_same_number() {
    let counter = Counter::empty();
    let programs = [Program::on(&counter.folder), Program::on(&counter.folder)];
    const EACH: usize = 60;
    let numbers: Vec<(String, String)> = std::thread::scope(|scope| {
        let work = |program: &'_ Program, offset: usize| -> Vec<(String, String)> {
            let mut given = Vec::new();
            for n in 0..EACH {
                let ticket = program.ask("ticket_new", &new_ticket(offset + n)).expect("an answer");
                let ticket = ticket.expect("a ticket");
                let request = json!({ "number": ticket["number"], "operation": "pay",
                    "input": { "amount_fen": 100, "method": "cash" } });
                let paid = program.ask("ticket_do", &request).expect("an answer").expect("paid");
                let receipt = paid["receipts"][0].as_str().expect("a receipt");
                given.push((number(&ticket).to_owned(), receipt.to_owned()));
            }
            given
        };
        let threads: Vec<_> = (0..4)
            .map(|n| {
                let program = &programs[n % 2];
                scope.spawn(move || work(program, n * EACH))
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no error")).collect()
    });
    let tickets: BTreeSet<&str> = numbers.iter().map(|(ticket, _)| ticket.as_str()).collect();
    let receipts: BTreeSet<&str> = numbers.iter().map(|(_, receipt)| receipt.as_str()).collect();
    assert_eq!((tickets.len(), receipts.len()), (4 * EACH, 4 * EACH));
    drop(programs);
    assert_eq!(counter.verified()["receipts"], 4 * EACH);
}

/// How many programs are killed; each in the middle of taking tickets and money.
const KILLS: usize = 300;

#[test]
fn a_program_that_is_killed_loses_nothing_that_it_acknowledged() {
    let counter = Counter::empty();
    let mut acknowledged: Vec<(String, String)> = Vec::new();
    for n in 0..KILLS {
        let mut program = Program::on(&counter.folder);
        let (sender, receiver) = std::sync::mpsc::channel();
        let killed = std::thread::scope(|scope| {
            let asked = &program;
            scope.spawn(move || {
                for m in 0.. {
                    let Some(Ok(ticket)) = asked.ask("ticket_new", &new_ticket(m)) else { break };
                    let request = json!({ "number": ticket["number"], "operation": "pay",
                        "input": { "amount_fen": 100, "method": "cash" } });
                    let ticket = number(&ticket).to_owned();
                    let Some(Ok(paid)) = asked.ask("ticket_do", &request) else {
                        sender.send((ticket, String::new())).ok();
                        break;
                    };
                    let receipt = paid["receipts"][0].as_str().expect("a receipt").to_owned();
                    sender.send((ticket, receipt)).ok();
                }
            });
            // Now and then while it opens the file; else somewhere in the middle of its work, after
            // the first ticket, at another time each round.
            if n % 10 != 0 {
                acknowledged.extend(receiver.recv());
            }
            std::thread::sleep(Duration::from_micros((n as u64 * 7_919) % 24_000));
            kill(asked.child.id())
        });
        assert!(killed, "the program was still there");
        program.child.wait().expect("gone");
        acknowledged.extend(receiver.try_iter());
    }
    let report = counter.verified();
    assert!(acknowledged.len() > KILLS, "only {} tickets were taken in", acknowledged.len());
    let shown = Program::on(&counter.folder);
    for (ticket, receipt) in &acknowledged {
        let found = shown.ask("ticket_show", &json!({ "number": ticket })).expect("an answer");
        let found = found.expect("an acknowledged ticket");
        if !receipt.is_empty() {
            assert_eq!(found["receipts"], json!([receipt]), "{ticket}");
        }
    }
    assert!(report["receipts"].as_u64() >= Some(acknowledged.len() as u64 - KILLS as u64));
}

/// Ends a process at once, as a power cut of the program would.
fn kill(id: u32) -> bool {
    let mut kill = if cfg!(windows) {
        let mut kill = Command::new("taskkill");
        kill.args(["/F", "/PID"]);
        kill
    } else {
        let mut kill = Command::new("kill");
        kill.arg("-9");
        kill
    };
    kill.arg(id.to_string()).status().is_ok_and(|status| status.success())
}

#[test]
fn verify_says_no_when_something_was_changed_behind_its_back() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    counter.acts(&ticket, &[pay(12_345, "cash")]);
    let file = counter.folder.join("desk.db");
    let mut bytes = fs::read(&file).expect("the database");
    // The words of the customer, wherever the file has them.
    let words = "打不着火".as_bytes();
    let places: Vec<usize> =
        (0..bytes.len() - words.len()).filter(|at| bytes[*at..].starts_with(words)).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place + 2] ^= 1;
        fs::write(&file, &bytes).expect("written");
        let (status, report) = at_machine_time(&counter.folder, &["verify"]);
        assert_eq!(status, 1, "{report}");
        assert!(report["problems"].as_array().is_some_and(|problems| !problems.is_empty()));
        bytes[place + 2] ^= 1;
    }
    fs::write(&file, &bytes).expect("written");
    counter.verified();
}
