//! `desk serve` tells how far a long command has come.

use serde_json::{Value, json};

use crate::counter::{Counter, run};
use crate::program::Program;

const TICKETS: usize = 400;

fn demo() -> Counter {
    let counter = Counter::empty();
    let made = run(&counter.folder, None, &["demo", "--tickets", &TICKETS.to_string()], "");
    assert_eq!(made.status.code(), Some(0));
    counter
}

#[test]
fn the_progress_of_a_long_command_is_told_and_then_its_answer() {
    let counter = demo();
    let program = Program::on(&counter.folder);
    let file = counter.folder.join("备份.fwt");
    for (name, request) in [
        ("verify", json!({})),
        ("backup", json!({ "file": file })),
        ("verify", json!({ "file": file })),
        ("restore", json!({ "file": file })),
    ] {
        let news: Vec<Value> = program.news(name, &request).collect();
        let (last, before) = news.split_last().expect("an answer");
        assert!(
            last["answer"].is_object() && last.as_object().map(|it| it.len()) == Some(1),
            "{last}"
        );
        let done: Vec<u64> = before
            .iter()
            .map(|line| line["progress"]["done"].as_u64().expect("a number"))
            .collect();
        assert!(done.is_sorted(), "{name}: {before:?}");
        let end = before.last().map(|line| &line["progress"]);
        if request["file"].is_null() || name != "verify" {
            let end = end.expect("some progress");
            assert_eq!(end["done"], end["all"], "{name}");
        }
        if name != "backup" && !before.is_empty() {
            assert_eq!(before[0]["progress"]["all"], TICKETS);
        }
    }
    // A command that is quick has nothing to tell but its answer, and an error is one line too.
    let news: Vec<Value> = program.news("amount_words", &json!({ "amount": "1" })).collect();
    assert_eq!(news, [json!({ "answer": "壹元整" })]);
    let news: Vec<Value> = program.news("backup", &json!({ "file": file })).collect();
    assert_eq!(news.len(), 1);
    assert_eq!(news[0]["error"]["code"], "exists");
    let news: Vec<Value> = program.news("fly", &json!({})).collect();
    assert_eq!(news[0]["error"]["code"], "no_such_command");
}

#[test]
fn whoever_goes_away_cancels_the_backup() {
    let counter = demo();
    let program = Program::on(&counter.folder);
    // One that is nearly through may still be finished.
    let cancelled = (0..50).any(|n| {
        let file = counter.folder.join(format!("{n}.fwt"));
        let part = counter.folder.join(format!("{n}.fwt.desk-part"));
        let mut news = program.news("backup", &json!({ "file": file }));
        assert!(news.next().expect("news")["progress"].is_object());
        drop(news);
        // The next answer comes when the last question is done with.
        while part.exists() {
            program.ask("health", &json!({})).expect("an answer").expect("health");
        }
        !file.exists()
    });
    assert!(cancelled);
}
