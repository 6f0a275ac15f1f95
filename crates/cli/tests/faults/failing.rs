//! A disk that fails at the k-th operation, for every k until nothing is left to fail: every step that
//! fails is told, what was acknowledged is there, nothing is kept by halves, and once the disk is well
//! again work goes on.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

use crate::counter::stove;
use crate::place::Place;
use crate::program::Program;

type Fault = (&'static str, &'static str, &'static str, usize, usize);

/// What fails: reading; writing; writing or names; syncing; making, renaming and removing files. With
/// what, how long, the first operation that fails and by how many it goes on from run to run: each
/// operation of the shorter scenarios fails in some way (every second read), and with
/// `DESK_FAULTS=all` each of all in every way, which takes minutes. Reading needs no room.
const FAULTS: [Fault; 18] = [
    ("r", "EIO", "once", 1, 4),
    ("r", "EIO", "good", 3, 4),
    ("w", "EIO", "once", 1, 8),
    ("w", "ENOSPC", "good", 2, 8),
    ("wn", "EIO", "good", 3, 8),
    ("wn", "ENOSPC", "once", 4, 8),
    ("w", "EIO", "good", 5, 8),
    ("w", "ENOSPC", "once", 6, 8),
    ("wn", "EIO", "once", 7, 8),
    ("wn", "ENOSPC", "good", 8, 8),
    ("s", "EIO", "once", 1, 2),
    ("s", "EIO", "good", 2, 2),
    ("s", "ENOSPC", "once", 2, 2),
    ("s", "ENOSPC", "good", 1, 2),
    ("n", "EIO", "once", 1, 2),
    ("n", "EIO", "good", 2, 2),
    ("n", "ENOSPC", "once", 2, 2),
    ("n", "ENOSPC", "good", 1, 2),
];

/// How much of a scenario is enough: how many operations of each class have to have failed, and by
/// how many times the steps of [`FAULTS`] it goes on, where many operations are alike.
struct Least {
    times: usize,
    reads: usize,
    writes: usize,
    syncs: usize,
    names: usize,
}

/// Runs a scenario with the k-th operation of a class failing, for growing k until nothing failed.
fn everywhere(make: fn() -> Place, least: Least, scenario: impl Fn(&Place) + Sync) {
    let times = least.times;
    let all = std::env::var_os("DESK_FAULTS").is_some_and(|wanted| wanted == "all");
    let until_none_fails = &|(class, error, how, first, step): Fault| {
        let (mut last, mut wrong) = (0, Vec::new());
        let (first, step) = match (all, class) {
            (true, _) => (1, 1),
            (false, "s" | "n") => (first, step),
            (false, _) => (first, step * times),
        };
        for k in (first..).step_by(step) {
            let mut place = make();
            let fault = format!("{class}:{k}:{error}:{how}");
            place.set("FAIL", &fault);
            if catch_unwind(AssertUnwindSafe(|| scenario(&place))).is_err() {
                wrong.push(fault);
            }
            if place.told().is_empty() {
                break;
            }
            last = k;
        }
        (class, last, wrong)
    };
    let outcomes: Vec<(&str, usize, Vec<String>)> = std::thread::scope(|scope| {
        let threads = FAULTS.map(|fault| scope.spawn(move || until_none_fails(fault)));
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let most = |wanted: &str| {
        outcomes.iter().filter(|(class, ..)| *class == wanted).map(|(_, last, _)| *last).max()
    };
    let failed = ["r", "w", "s", "n"].map(most);
    println!("operations that failed: r w s n {failed:?}");
    let wrong: Vec<&String> = outcomes.iter().flat_map(|(.., wrong)| wrong).collect();
    assert!(wrong.is_empty(), "see above: {wrong:?}");
    let least = [least.reads, least.writes, least.syncs, least.names];
    for (failed, least) in failed.into_iter().zip(least) {
        assert!(failed >= Some(least), "{failed:?} of {least}");
    }
}

/// Checks how a failure is told.
#[track_caller]
pub fn is_told(error: &Value) {
    let code = error["code"].as_str().unwrap_or_default();
    assert!(["disk_full", "io", "folder", "read_only"].contains(&code), "{error}");
    let says = |words: &str| error["message"].as_str().is_some_and(|text| text.contains(words));
    let is_said = ["was saved before is whole", "nothing was printed", "it is kept as print"];
    assert!(is_said.into_iter().any(says), "{error}");
}

/// Runs `desk` once; its answer, or how it told its failure.
#[track_caller]
fn once(place: &Place, args: &[&str], input: &Value) -> Result<Value, Value> {
    let output = place.output(args, input);
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let failed = match output.status.code() {
        Some(0) => false,
        Some(2) => true,
        _ => panic!("{}: {out}{err}", output.status),
    };
    let (said, silent) = if failed { (err, out) } else { (out, err) };
    assert!(silent.is_empty() && said.lines().count() == 1, "{said}{silent}");
    let said: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("JSON: {said}"));
    if failed {
        assert!(!place.told().is_empty(), "nothing had failed: {said}");
        is_told(&said);
        return Err(said);
    }
    Ok(said)
}

fn new_ticket(draft: Option<&Value>) -> Value {
    json!({ "intake": stove(json!({})), "draft": draft })
}

#[track_caller]
pub fn does(program: &Program, name: &str, request: Value) -> Value {
    let answer = program.ask(name, &request).expect("an answer");
    answer.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The tickets and drafts of a folder, after a disk is well again. A next ticket is taken in, and the
/// file is sound.
pub struct Left {
    pub tickets: Vec<Value>,
    pub drafts: Vec<Value>,
}

/// Goes on with work.
#[track_caller]
pub fn goes_on(program: Program, place: &Place) -> Left {
    let list = |name| match does(&program, name, json!({})) {
        Value::Array(values) => values,
        other => panic!("{other}"),
    };
    let left = Left { tickets: list("ticket_list"), drafts: list("drafts") };
    // A restore that could not read the old file does not know what is on paper.
    let point = does(&program, "point", json!({}));
    let asked = point["numbers_asked"].as_array().expect("a list").iter();
    let told: Value = asked.map(|name| (name.as_str().expect("a name").to_owned(), 2)).collect();
    if told != json!({}) {
        does(&program, "tell_numbers", json!({ "last": told }));
    }
    let next = does(&program, "ticket_new", new_ticket(None));
    let money = json!({ "number": next["number"], "operation": "pay",
        "input": { "amount_fen": 100, "method": "cash" } });
    let paid = does(&program, "ticket_do", money);
    assert_eq!(paid["paid_fen"], 100);
    drop(program);
    // Numbers without gaps are among what is checked.
    let report = place.does(&["verify"], json!({}));
    assert_eq!(report["problems"], json!([]));
    assert_eq!(report["tickets"], left.tickets.len() + 1);
    left
}

#[test]
fn what_is_told_on_a_day_of_failures_is_true() {
    everywhere(
        Place::open,
        Least { times: 1, reads: 60, writes: 100, syncs: 6, names: 2 },
        |place| {
            let program = place.serve();
            let step = |name: &str, request: Value| {
                let failures = place.told().len();
                match program.ask(name, &request).expect("an answer") {
                    Ok(answer) => Some(answer),
                    Err(error) => {
                        assert!(place.told().len() > failures, "{name}: nothing failed: {error}");
                        is_told(&error);
                        None
                    }
                }
            };
            let draft = |id: Option<&Value>, body: &str| json!({ "id": id, "kind": "intake", "body": body });
            let first = step("save_draft", draft(None, "张"));
            let id = first.as_ref().map(|draft| &draft["id"]);
            let second = step("save_draft", draft(id, "张三"));
            let id = id.or(second.as_ref().map(|draft| &draft["id"]));
            let ticket = step("ticket_new", new_ticket(id));
            let paid = ticket.as_ref().and_then(|ticket| {
                let input = json!({ "amount_fen": 100, "method": "cash" });
                step(
                    "ticket_do",
                    json!({ "number": ticket["number"], "operation": "pay", "input": input }),
                )
            });
            let printed = paid.as_ref().and_then(|paid| {
                let number = &paid["receipts"][0];
                step(
                    "document_print",
                    json!({ "kind": "receipt", "number": number, "paper": "58mm" }),
                )
            });
            step("ticket_list", json!({}));
            step("search", json!({ "text": "张三" }));
            place.get_well();
            let left = goes_on(program, place);
            let drafts: Vec<&Value> = left
                .drafts
                .iter()
                .map(|draft| &draft["body"])
                .filter(|body| body.is_string())
                .collect();
            match &ticket {
                None => {
                    assert_eq!(left.tickets.len(), 2, "a refused ticket is kept");
                    match (first.is_some(), second.is_some()) {
                        (_, true) => assert_eq!(drafts, ["张三"]),
                        (true, false) => assert_eq!(drafts, ["张"]),
                        (false, false) => assert!(drafts.is_empty()),
                    }
                }
                Some(ticket) => {
                    assert_eq!(left.tickets.len(), 3);
                    assert!(drafts.is_empty(), "{drafts:?}");
                    let kept = &left.tickets[0];
                    assert_eq!(kept["number"], ticket["number"]);
                    assert_eq!(
                        kept["receipts"],
                        paid.as_ref().map_or(json!([]), |paid| paid["receipts"].clone())
                    );
                    assert_eq!(
                        kept["prints"].as_array().map(Vec::len),
                        Some(usize::from(printed.is_some()))
                    );
                }
            }
        },
    );
}

#[test]
fn a_ticket_is_kept_whole_or_not_at_all() {
    everywhere(
        Place::open,
        Least { times: 2, reads: 50, writes: 80, syncs: 4, names: 3 },
        |place| {
            let draft = place.call("drafts", json!({}))[0]["id"].clone();
            let mut intake = stove(json!({}));
            intake["draft"] = draft;
            let taken = once(place, &["ticket", "new"], &intake);
            place.get_well();
            let left = goes_on(place.serve(), place);
            let is_kept = left.tickets.len() == 3;
            assert!(is_kept || taken.is_err(), "an acknowledged ticket is lost");
            assert_eq!(left.drafts.len(), usize::from(!is_kept), "the draft or its ticket");
        },
    );
}

#[test]
fn a_printed_file_is_the_old_one_or_the_new_one() {
    everywhere(
        Place::open,
        Least { times: 1, reads: 30, writes: 30, syncs: 5, names: 4 },
        |place| {
            let out = place.path("out.pdf");
            fs::write(&out, "old").expect("written");
            let ticket = place.call("ticket_list", json!({}))[1]["number"].clone();
            let number = ticket.as_str().expect("a number");
            let printed = once(
                place,
                &["print", "receipt", number, "--paper", "58mm", "--out", &out],
                &json!({}),
            );
            place.get_well();
            let file = fs::read(&out).expect("a file");
            let is_new = file.starts_with(b"%PDF-") && file.trim_ascii_end().ends_with(b"%%EOF");
            assert!(is_new || (file == b"old" && printed.is_err()));
            goes_on(place.serve(), place);
        },
    );
}

#[test]
fn a_backup_that_failed_leaves_nothing_under_its_name() {
    everywhere(
        Place::open,
        Least { times: 4, reads: 150, writes: 60, syncs: 5, names: 4 },
        |place| {
            let file = place.path("new.fwt");
            let made = once(place, &["backup", &file], &json!({}));
            place.get_well();
            match made {
                Ok(_) => {
                    assert_eq!(place.does(&["verify", &file], json!({}))["problems"], json!([]));
                }
                Err(_) => {
                    assert!(!fs::exists(&file).expect("looked"), "a failed backup is there");
                }
            }
            assert_eq!(goes_on(place.serve(), place).tickets.len(), 2);
        },
    );
}

#[test]
fn a_restore_that_failed_leaves_the_old_database_or_the_restored_one() {
    everywhere(
        Place::open,
        Least { times: 3, reads: 100, writes: 60, syncs: 6, names: 6 },
        |place| {
            let restored = once(place, &["restore", &place.path("old.fwt")], &json!({}));
            place.get_well();
            let left = goes_on(place.serve(), place).tickets.len();
            assert!(left == 1 || (left == 2 && restored.is_err()));
        },
    );
}

#[test]
fn a_failing_disk_is_not_taken_for_a_damaged_file() {
    everywhere(
        Place::open,
        Least { times: 1, reads: 40, writes: 5, syncs: 0, names: 2 },
        |place| {
            if let Ok(report) = once(place, &["verify"], &json!({})) {
                assert_eq!(report["problems"], json!([]));
            }
            place.get_well();
            assert_eq!(goes_on(place.serve(), place).tickets.len(), 2);
        },
    );
}

#[test]
fn a_first_start_that_failed_is_begun_again() {
    everywhere(
        Place::empty,
        Least { times: 4, reads: 40, writes: 180, syncs: 10, names: 8 },
        |place| {
            let taken = once(place, &["ticket", "new"], &stove(json!({})));
            place.get_well();
            let left = goes_on(place.serve(), place).tickets.len();
            assert!(left == 1 || (left == 0 && taken.is_err()));
        },
    );
}

#[test]
fn practice_data_that_failed_is_told() {
    everywhere(
        Place::empty,
        Least { times: 8, reads: 40, writes: 180, syncs: 8, names: 8 },
        |place| {
            let made = once(place, &["demo", "--tickets", "5"], &json!({}));
            place.get_well();
            let left = goes_on(place.serve(), place).tickets.len();
            assert!(left == 5 || (left == 0 && made.is_err()));
        },
    );
}
