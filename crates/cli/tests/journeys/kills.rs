//! The program killed in the middle of its writes, on every system.

use std::time::Duration;

use serde_json::json;

use crate::counter::{Counter, number, run, stove};
use crate::program::Program;

#[test]
fn what_was_answered_before_a_kill_is_there_and_no_number_is_missing() {
    let counter = Counter::new();
    let request = json!({ "intake": stove(json!({})) });
    let mut answered = Vec::new();
    for round in 0..4 {
        let after = Duration::from_millis(200 + 60 * round);
        let program = Program::on(&counter.folder);
        let tickets = program.ask_until_killed("ticket_new", &request, after);
        answered.extend(tickets.iter().map(|ticket| number(ticket).to_owned()));
    }
    assert!(!answered.is_empty(), "nothing was written before a kill");
    let listed = run(&counter.folder, None, &["ticket", "list", "--limit", "1000"], "");
    let listed = String::from_utf8(listed.stdout).expect("text");
    let mut kept: Vec<String> = listed.lines().map(number_of).collect();
    kept.sort();
    for number in &answered {
        assert!(kept.contains(number), "{number} was answered and is lost");
    }
    // At most the one that was being written at each kill was not answered.
    assert!(kept.len() <= answered.len() + 4, "{} {}", kept.len(), answered.len());
    for pair in kept.windows(2) {
        let [(day, before), (next, after)] = [&pair[0], &pair[1]].map(|number| parts(number));
        let follows = if day == next { after == before + 1 } else { after == 1 };
        assert!(follows, "{kept:?}");
    }
    counter.verified();
}

fn number_of(line: &str) -> String {
    number(&serde_json::from_str(line).expect("JSON")).to_owned()
}

/// What stands before a ticket's running number, and that number.
fn parts(number: &str) -> (&str, u32) {
    let (day, count) = number.rsplit_once('-').expect("parts");
    (day, count.parse().expect("it ends with its count"))
}
