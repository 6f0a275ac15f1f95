//! Clocks that are set back, go on during a save, or stand in another zone, in real folders.

use std::fs;

use desk_app::Moment;
use serde_json::{Value, json};

use crate::counter::{ended, number, stove};
use crate::failing::does;
use crate::place::Place;
use crate::program::Program;

/// Sets the clock of a place, which goes on by so many milliseconds with each look.
fn set(place: &Place, time: &str, step: i64) {
    let time: Moment = time.parse().expect("a time");
    fs::write(place.beside("clock"), format!("{} {step}", time.millis())).expect("written");
}

fn with_clock() -> Place {
    let mut place = Place::empty();
    place.set("CLOCK", place.beside("clock").display());
    place
}

/// Exit status and the one value that is printed.
fn output(place: &Place, args: &[&str], input: &Value) -> (i32, Value) {
    let output = place.output(args, input);
    let said = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
    let text = String::from_utf8_lossy(said);
    let value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("JSON: {text}"));
    (output.status.code().expect("a status"), value)
}

/// An intake that makes sense in 1970 too.
fn intake() -> Value {
    stove(json!({ "appliance": { "purchased_on": null } }))
}

fn new(program: &Program, is_confirmed: bool) -> Result<Value, Value> {
    let request = json!({ "intake": intake(), "clock_confirmed": is_confirmed });
    program.ask("ticket_new", &request).expect("an answer")
}

#[track_caller]
fn is_asked_about(error: &Value) {
    assert_eq!(
        (&error["code"], &error["field"]),
        (&json!("clock_behind"), &json!("now")),
        "{error}"
    );
}

#[test]
fn a_clock_that_is_set_back_gives_out_no_number_and_stops_nothing_else() {
    let place = with_clock();
    set(&place, "2026-11-23T10:00:00+08:00", 0);
    let program = place.serve();
    let first = new(&program, false).expect("a ticket");
    set(&place, "2026-11-23T09:59:01+08:00", 0);
    new(&program, false).expect("less than a minute is let pass");
    for (nth, (earlier, day)) in [
        ("2026-11-23T09:00:00+08:00", "20261123"),
        ("2026-11-22T10:00:00+08:00", "20261122"),
        ("1970-01-02T00:00:00+08:00", "19700102"),
    ]
    .into_iter()
    .enumerate()
    {
        set(&place, earlier, 0);
        is_asked_about(&new(&program, false).expect_err("no number"));
        let money = json!({ "amount_fen": 100, "method": "cash" });
        let pay = json!({ "number": first["number"], "operation": "pay", "input": money });
        is_asked_about(
            &program.ask("ticket_do", &pay).expect("an answer").expect_err("no receipt"),
        );
        let (status, told) = output(&place, &["ticket", "new"], &intake());
        assert_eq!(status, 2);
        is_asked_about(&told);
        does(&program, "save_draft", json!({ "kind": "intake", "body": nth }));
        assert_eq!(does(&program, "drafts", json!({})).as_array().map(Vec::len), Some(nth + 1));
        assert_eq!(does(&program, "ticket_show", json!({ "number": first["number"] })), first);
        assert!(does(&program, "search", json!({ "text": "张三" })).as_array().is_some());
        assert_eq!(output(&place, &["verify"], &json!({})).0, 0);
        let backup = place.path(&format!("{day}.fwt"));
        assert_eq!(output(&place, &["backup", &backup], &json!({})).0, 0);
        let confirmed = new(&program, true).expect("a ticket");
        assert!(number(&confirmed).contains(day), "{}", confirmed["number"]);
        // What follows is compared with what was confirmed, in other programs too.
        new(&program, false).expect("a ticket");
        assert_eq!(output(&place, &["ticket", "new"], &intake()).0, 0);
        // Forward there is nothing to ask.
        set(&place, &format!("2026-11-23T1{}:00:00+08:00", nth + 1), 0);
        new(&program, false).expect("a ticket");
    }
    drop(program);
    let (status, report) = output(&place, &["verify"], &json!({}));
    assert_eq!((status, &report["tickets"]), (0, &json!(14)));
}

#[test]
fn a_save_at_midnight_of_new_year_is_of_one_moment() {
    let place = with_clock();
    set(&place, "2026-12-31T23:00:00+08:00", 0);
    let program = place.serve();
    new(&program, false).expect("a ticket");
    let (mut days, mut this_year, mut next_year) = ([0, 0], 1, 0);
    let ask = |name: &str, request: Value| does(&program, name, request);
    for step in [1, 1_000] {
        for before in 0..6 {
            // Wherever between two looks midnight comes.
            let midnight: Moment = "2027-01-01T00:00:00+08:00".parse().expect("a time");
            let start = midnight.millis() - before * step;
            fs::write(place.beside("clock"), format!("{start} {step}")).expect("written");
            let ticket = new(&program, true).expect("a ticket");
            let number = number(&ticket);
            let created = ticket["created_at"].as_str().expect("a time");
            let day = created[..10].replace('-', "");
            let nth = if day == "20270101" {
                days[1] += 1;
                next_year += 1;
                next_year
            } else {
                days[0] += 1;
                this_year += 1;
                this_year
            };
            assert!(number.ends_with(&format!("-{day}-{nth:04}")), "{number} at {created}");
            let pay = json!({ "number": number, "operation": "pay", "clock_confirmed": true,
                "input": { "amount_fen": 100, "method": "cash" } });
            let paid = ask("ticket_do", pay);
            let happened = ask("ticket_history", json!({ "number": number }));
            assert_eq!(happened[0]["at"], ticket["created_at"]);
            assert_eq!(happened[1]["at"], paid["payments"][0]["at"]);
            assert!(paid["payments"][0]["at"].is_string());
        }
    }
    assert!(days[0] > 2 && days[1] > 1, "midnight came in the middle: {days:?}");
    drop(program);
    assert_eq!(output(&place, &["verify"], &json!({})).0, 0);
}

#[test]
fn the_zone_of_the_machine_changes_no_date_and_no_number() {
    // New York puts its clocks back at 06:00 UTC on the first day, and on at 07:00 UTC on the second.
    for times in [
        ["2026-11-01T05:59:59Z", "2026-11-01T06:00:01Z", "2026-11-01T16:30:00Z"],
        ["2026-03-08T06:59:59Z", "2026-03-08T07:00:01Z", "2026-03-08T16:30:00Z"],
    ] {
        let in_zone = |zone: &str| {
            let place = with_clock();
            times.map(|time| {
                set(&place, time, 0);
                let mut desk = place.desk();
                let output =
                    ended(desk.env("TZ", zone).args(["ticket", "new"]), &intake().to_string());
                let ticket: Value = serde_json::from_slice(&output.stdout).expect("a ticket");
                (ticket["number"].clone(), ticket["created_at"].clone())
            })
        };
        let here = in_zone("Asia/Shanghai");
        // The third is after midnight at the service point.
        assert!(here[2].0.as_str().is_some_and(|number| number.ends_with("-0001")), "{here:?}");
        assert_eq!(in_zone("America/New_York"), here);
        assert_eq!(in_zone("UTC"), here);
    }
}

#[test]
fn beyond_the_calendar_only_weekends_are_counted_and_it_is_said() {
    let place = with_clock();
    for (today, date, basis) in [
        ("2026-11-23T09:00:00+08:00", "2026-11-23", false),
        ("2026-12-31T23:59:59+08:00", "2026-12-31", true),
        ("2031-06-01T09:00:00+08:00", "2031-06-01", true),
    ] {
        set(&place, today, 0);
        let (status, found) = output(&place, &["working-days", date, "3"], &json!({}));
        assert_eq!((status, found["calendar"] == "weekends_only"), (0, basis), "{found}");
        assert_eq!(output(&place, &["ticket", "new"], &intake()).0, 0);
    }
    assert_eq!(output(&place, &["verify"], &json!({})).0, 0);
}
