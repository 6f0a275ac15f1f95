//! Bad input and bad circumstances: a code, a field, and nothing lost.

use std::fs;

use serde_json::{Value, json};

use crate::counter::{Counter, approval, number, pay, run, schedule, stove, to_inspect};

/// The intake with one member replaced by its path.
fn with(path: &str, value: Value) -> String {
    let mut intake = stove(json!({}));
    let mut at = &mut intake;
    for name in path.split('.') {
        at = match name.parse::<usize>() {
            Ok(index) => &mut at[index],
            Err(_) => &mut at[name],
        };
    }
    *at = value;
    intake.to_string()
}

#[test]
fn a_bad_intake_names_its_field_and_costs_no_number() {
    let counter = Counter::new();
    let long = "长".repeat(10_001);
    for (input, code, field) in [
        ("{".to_owned(), "broken_json", "stdin"),
        ("{}".into(), "missing", "customer"),
        (with("kind", json!(null)), "missing", "kind"),
        (with("kind", json!("repare")), "invalid", "kind"),
        (with("komplaint", json!("x")), "invalid", "komplaint"),
        (with("complaint", json!("")), "missing", "complaint"),
        (with("complaint", json!(" \u{3000} ")), "missing", "complaint"),
        (with("complaint", json!(long)), "too_long", "complaint"),
        (with("complaint", json!("a\u{0}b")), "bad_character", "complaint"),
        (with("customer.name", json!("")), "missing", "customer.name"),
        (with("customer.name", json!("三".repeat(101))), "too_long", "customer.name"),
        (with("customer.name", json!("张\n三")), "bad_character", "customer.name"),
        (with("customer.phones.0", json!("1380773")), "invalid", "customer.phones[0]"),
        (with("customer.phones.0", json!(13_807_731_234_i64)), "invalid", "customer.phones[0]"),
        (
            with("customer.phones", json!(["13807731234", "１３８ ０７７３ １２３４"])),
            "duplicate",
            "customer.phones[1]",
        ),
        (with("appliance", json!(null)), "missing", "appliance"),
        (with("appliance.category", json!("toaster")), "invalid", "appliance.category"),
        (with("appliance.purchased_on", json!("2026-02-30")), "invalid", "appliance.purchased_on"),
        (
            with("appliance.purchased_on", json!("2026-11-24")),
            "after_today",
            "appliance.purchased_on",
        ),
        (
            with("appliance.manufactured_on", json!("2022-01-01")),
            "date_order",
            "appliance.manufactured_on",
        ),
        (with("appliance.price_fen", json!(-1)), "out_of_range", "appliance.price_fen"),
        (
            with("appliance.price_fen", json!(9_999_999_999_999_i64 + 1)),
            "out_of_range",
            "appliance.price_fen",
        ),
        (with("disclosed.empty_trip_fen", json!(-5)), "out_of_range", "disclosed.empty_trip_fen"),
        (with("service", json!("on_site")), "invalid", "service"),
        (with("channel", json!("电报")), "invalid", "channel"),
        (with("by", json!("没这人")), "invalid", "by"),
        (with("appliance_id", json!("x")), "invalid", "appliance_id"),
        (with("about", json!("WX-GL01-20261123-0042")), "invalid", "about"),
    ] {
        let refused = counter.refused(&["ticket", "new"], &input);
        assert_eq!((refused.code.as_str(), refused.field.as_str()), (code, field), "{input:.80}");
        assert_eq!(refused.status, 2);
    }
    let taken =
        counter.take_in(stove(json!({ "customer": { "phones": ["１３８ ０７７３ １２３４"] } })));
    assert_eq!(number(&taken), "WX-GL01-20261123-0001", "no number was lost");
    assert_eq!(taken["customer"]["phones"][0], "13807731234");
    let kept = counter.take_in(stove(json!({ "complaint": "长".repeat(10_000) })));
    assert_eq!(kept["intake"]["complaint"].as_str().map(|text| text.chars().count()), Some(10_000));
    counter.verified();
}

#[test]
fn a_refused_operation_says_what_is_allowed() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let refused = counter.refused(&["ticket", "do", number(&ticket), "consent"], "{}");
    assert_eq!((refused.code.as_str(), refused.field.as_str()), ("not_allowed", "operation"));
    assert_eq!(refused.allowed, ["schedule", "cancel", "fail", "pay", "correct"]);
    assert_eq!(counter.refused(&["ticket", "do", number(&ticket), "fly"], "{}").field, "operation");
    let unknown = counter.refused(&["ticket", "show", "WX-GL01-20261123-0099"], "");
    assert_eq!((unknown.status, unknown.code.as_str()), (1, "not_found"));
    let unknown = counter.refused(&["ticket", "do", "WX-GL01-20261123-0099", "depart"], "{}");
    assert_eq!((unknown.status, unknown.field.as_str()), (1, "number"));
    assert_eq!(counter.refuses(&ticket, "schedule", json!({ "engineer": "王工" })).1, "from");
    let amounts = [json!(0), json!(-1), json!(1.5), json!("5"), json!(10_000_000_000_000_i64)];
    for amount in amounts {
        let field =
            counter.refuses(&ticket, "pay", json!({ "amount_fen": amount, "method": "cash" })).1;
        assert_eq!(field, "input.amount_fen".trim_start_matches("input."), "{amount}");
    }
    assert_eq!(counter.refuses(&ticket, "pay", json!({ "amount_fen": 5 })).1, "method");
    counter.verified();
}

#[test]
fn bad_quotes_name_their_line() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    let labour = |change: Value| {
        let mut line = json!({ "kind": "labour", "code": "JCZ-WX1" });
        for (name, value) in change.as_object().expect("members") {
            line[name] = value.clone();
        }
        json!({ "lines": [line], "approval": approval(), "reason": "试" })
    };
    for (input, code, field) in [
        (json!({}), "missing", "lines"),
        (labour(json!({ "kind": null })), "missing", "lines[0].kind"),
        (labour(json!({ "code": "NO" })), "invalid", "lines[0].code"),
        (labour(json!({ "code": null })), "missing", "lines[0].code"),
        (labour(json!({ "code": null, "name": "杂项" })), "missing", "lines[0].unit_fen"),
        (labour(json!({ "qty": "0" })), "out_of_range", "lines[0].qty"),
        (labour(json!({ "qty": "1.0000" })), "invalid", "lines[0].qty"),
        (labour(json!({ "unit_fen": -1 })), "out_of_range", "lines[0].unit_fen"),
        (labour(json!({ "unit_fen": 9_999_999_999_999_i64, "qty": "2" })), "out_of_range", "total"),
        (labour(json!({ "fault": "f2" })), "no_such_line", "lines[0].fault"),
        (
            labour(json!({ "kind": "extra", "code": "FJ-BY", "belongs_to": "q9" })),
            "no_such_line",
            "lines[0].belongs_to",
        ),
        (
            json!({ "lines": [{ "kind": "labour", "code": "JCZ-WX1" }], "visit_fen": -1 }),
            "out_of_range",
            "visit_fen",
        ),
        (
            json!({ "lines": [{ "kind": "labour", "code": "JCZ-WX1" }], "discount_fen": 99_999_999 }),
            "out_of_range",
            "discount_fen",
        ),
    ] {
        let refused = counter.refuses(&ticket, "quote", input.clone());
        assert_eq!(refused, (code.into(), field.into()), "{input}");
    }
    counter.verified();
}

#[test]
fn a_clock_that_was_set_back_is_asked_about_before_a_number_is_given_out() {
    let counter = Counter::new();
    counter.take_in(stove(json!({})));
    for earlier in
        ["2026-11-23T08:00:00+08:00", "2026-11-22T09:00:00+08:00", "1970-01-02T00:00:00+08:00"]
    {
        let mut intake = stove(json!({ "appliance": { "purchased_on": null } }));
        let refused = run(&counter.folder, Some(earlier), &["ticket", "new"], &intake.to_string());
        assert_eq!(refused.status.code(), Some(2));
        let error: Value = serde_json::from_slice(&refused.stderr).expect("JSON");
        assert_eq!(
            (&error["code"], &error["field"]),
            (&json!("clock_behind"), &json!("now")),
            "{earlier}"
        );
        intake["clock_confirmed"] = json!(true);
        let taken = run(&counter.folder, Some(earlier), &["ticket", "new"], &intake.to_string());
        assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
        // What follows is compared with what was confirmed: the clock was wrong before.
        counter.take_in(stove(json!({})));
    }
    counter.verified();
}

#[test]
fn a_chosen_time_is_for_practice_folders_only() {
    let counter = Counter::empty();
    let taken = run(&counter.folder, None, &["ticket", "new"], &stove(json!({})).to_string());
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
    let ticket: Value = serde_json::from_slice(&taken.stdout).expect("JSON");
    assert!(number(&ticket).starts_with("WX-FW01-"), "the stand-in until the point is named");
    let refused = counter.refused(&["ticket", "show", number(&ticket)], "");
    assert_eq!((refused.code.as_str(), refused.field.as_str()), ("practice_only", "now"));
    let wrong = run(&counter.folder, Some("gestern"), &["verify"], "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).starts_with("desk: now: "));
}

#[test]
fn files_that_are_no_database_of_ours_are_refused_and_untouched() {
    let counter = Counter::new();
    counter.take_in(stove(json!({})));
    let file = counter.folder.join("desk.db");
    let whole = fs::read(&file).expect("the database");
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_i32.to_be_bytes());
    for (bytes, codes) in [
        (newer, &["newer_file"][..]),
        (whole[..whole.len() / 2].to_vec(), &["damaged"]),
        (b"%PDF-1.7 no database, but long enough to have a header of one hundred bytes, as a database would have it here".to_vec(), &["damaged"]),
    ] {
        fs::write(&file, &bytes).expect("written");
        let output = run(&counter.folder, None, &["ticket", "list"], "");
        assert_eq!(output.status.code(), Some(2));
        let error: Value = serde_json::from_slice(&output.stderr).expect("JSON");
        let code = error["code"].as_str().expect("a code");
        assert!(codes.contains(&code), "{error}");
        assert_eq!(fs::read(&file).expect("still there"), bytes, "{code}: untouched");
    }
    // A database that was there and is empty or gone is no new beginning.
    fs::write(&file, b"").expect("written");
    for gone in [false, true] {
        if gone {
            fs::remove_file(&file).expect("removed");
        }
        assert_eq!(run(&counter.folder, None, &["verify"], "").status.code(), Some(1));
        for args in [&["ticket", "new"][..], &["ticket", "list"]] {
            let refused = run(&counter.folder, None, args, &stove(json!({})).to_string());
            assert_eq!(refused.status.code(), Some(2));
            let error: Value = serde_json::from_slice(&refused.stderr).expect("JSON");
            assert_eq!((&error["code"], &error["field"]), (&json!("damaged"), &json!("data")));
        }
        assert_ne!(file.exists(), gone);
    }
    fs::write(&file, &whole).expect("written");
    counter.verified();
}

#[test]
fn a_mistyped_folder_is_not_made_and_called_sound() {
    let counter = Counter::empty();
    let number = "WX-GL01-20261123-0001";
    for args in [
        &["verify"][..],
        &["backup", "nothing.fwt"],
        &["search", "张"],
        &["ticket", "list"],
        &["ticket", "show", number],
        &["ticket", "do", number, "depart"],
        &["ticket", "history", number],
    ] {
        let output = run(&counter.folder, None, args, "");
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let error: Value = serde_json::from_slice(&output.stderr).expect("JSON");
        assert_eq!((&error["code"], &error["field"]), (&json!("not_found"), &json!("data")));
        assert!(!counter.folder.exists(), "{args:?}");
    }
}

#[test]
fn what_was_typed_stays_out_of_messages() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    for input in [
        json!({ "method": "cash", "approval": { "staff": "S1", "pin": 97531 } }),
        json!({ "method": "cash", "approval": "97531" }),
        json!({ "method": "cash", "amount_fen": "97531" }),
    ] {
        let output = counter.output(&["ticket", "do", number(&ticket), "pay"], &input.to_string());
        assert_eq!(output.status.code(), Some(2));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("97531"), "{input}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let counter = Counter::empty();
    fs::create_dir_all(counter.folder.parent().expect("a parent")).expect("a folder");
    // A file stands where the folder should be: no right of anybody helps.
    fs::write(&counter.folder, b"a file").expect("written");
    let output = run(&counter.folder, None, &["ticket", "new"], &stove(json!({})).to_string());
    assert_eq!(output.status.code(), Some(2));
    let error: Value = serde_json::from_slice(&output.stderr).expect("JSON");
    assert_eq!((&error["code"], &error["field"]), (&json!("folder"), &json!("data")));
}

#[test]
fn a_draft_is_kept_and_goes_with_its_ticket() {
    let counter = Counter::new();
    let half =
        json!({ "kind": "intake", "body": { "customer": { "name": "张", "phones": ["138"] } } });
    let draft = counter.call("save_draft", half.clone());
    let more = json!({ "id": draft["id"], "kind": "intake", "body": { "complaint": "打不" } });
    counter.call("save_draft", more);
    let drafts = counter.call("drafts", json!({}));
    assert_eq!(drafts.as_array().map(Vec::len), Some(1));
    assert_eq!(drafts[0]["body"]["complaint"], "打不");
    let bad = stove(json!({ "draft": draft["id"], "complaint": "" }));
    counter.refused(&["ticket", "new"], &bad.to_string());
    assert_eq!(counter.call("drafts", json!({})).as_array().map(Vec::len), Some(1), "kept");
    counter.take_in(stove(json!({ "draft": draft["id"] })));
    assert_eq!(counter.call("drafts", json!({})), json!([]));
}

#[test]
fn money_and_times_are_told_in_text_too() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &[schedule(&counter), pay(5_000, "cash")]);
    let mut desk = std::process::Command::new(env!("CARGO_BIN_EXE_desk"));
    desk.arg("--data").arg(&counter.folder).args(["ticket", "show", number(&ticket)]);
    let output = desk.output().expect("desk runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("已收 50.00") && text.contains("张三"), "{text}");
}
