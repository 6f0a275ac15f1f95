//! The vectors: cases with the answers that two people who build from the policy must both get.

use desk_app::calendar::{WorkingDayAfter, working_day};
use desk_app::money::{Amount, amount_words};
use desk_app::{Desk, lines};
use serde_json::Value;

/// Runs every case and compares each answer. Of an error only the field is fixed.
fn agree(vectors: &str, answer: impl Fn(&[u8], &mut Vec<u8>)) {
    let mut compared = 0;
    for vector in vectors.lines() {
        let vector: Value = serde_json::from_str(vector).expect("a vector is JSON");
        let mut out = Vec::new();
        answer(vector["case"].to_string().as_bytes(), &mut out);
        let mut answer: Value = serde_json::from_slice(&out).expect("an answer is JSON");
        if let Some(error) = answer.get_mut("error").and_then(Value::as_object_mut) {
            error.retain(|member, _| member == "field");
        }
        assert_eq!(answer, vector["answer"], "of the case {}", vector["case"]);
        compared += 1;
    }
    assert!(compared >= 12, "only {compared} vectors");
}

#[test]
fn warranty() {
    let desk = Desk::shipped();
    agree(include_str!("vectors/warranty.jsonl"), |case, out| {
        lines::warranty(&desk, case, false, out);
    });
}

#[test]
fn explain() {
    let desk = Desk::shipped();
    agree(include_str!("vectors/explain.jsonl"), |case, out| {
        lines::warranty(&desk, case, true, out);
    });
}

#[test]
fn fee() {
    let desk = Desk::shipped();
    agree(include_str!("vectors/fee.jsonl"), |case, out| lines::fee(&desk, case, out));
}

#[test]
fn working_days() {
    let desk = Desk::shipped();
    for row in include_str!("vectors/working_days.tsv").lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let date = columns[0].parse().expect("a date");
        let after = WorkingDayAfter { date, n: columns[1].parse().expect("a number") };
        let found = working_day(&desk, after).expect("a working day");
        assert_eq!(found.date.to_string(), columns[2], "{row}");
    }
}

#[test]
fn words() {
    let desk = Desk::shipped();
    for row in include_str!("vectors/amount_words.tsv").lines().skip(1) {
        let (amount, words) = row.split_once('\t').expect("two columns");
        let found = amount_words(&desk, Amount { amount: amount.to_owned() });
        assert_eq!(found.as_deref(), Ok(words), "{amount}");
    }
}
