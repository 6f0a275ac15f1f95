//! The verdict card: what it says is what the ticket then costs, and looking keeps nothing.

use std::fs;
use std::path::PathBuf;

use desk_app::{Clock, Desk, commands};
use serde_json::{Value, json};
use tempfile::TempDir;

struct Counter {
    _folder: TempDir,
    path: PathBuf,
    desk: Desk,
}

impl Counter {
    fn new() -> Counter {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("数据");
        let counter = Counter { desk: at(&path, "2026-11-23T09:00"), path, _folder: folder };
        counter.is(
            "set_up",
            json!({ "point": { "name": "桂林", "branch": "GL01" },
            "supervisor": { "name": "周经理", "badge": "S1", "pin": "2468" } }),
        );
        counter.is(
            "save_staff",
            json!({ "approval": approval(),
            "staff": { "name": "王工", "badge": "E1", "role": "engineer" } }),
        );
        counter
    }

    fn call(&self, name: &str, request: Value) -> Result<Value, Value> {
        commands::call(&self.desk, name, request).map_err(|error| json!(error))
    }

    fn is(&self, name: &str, request: Value) -> Value {
        self.call(name, request).expect(name)
    }

    fn look(&self, intake: &Value, items: Value) -> Value {
        self.is("intake_look", json!({ "intake": intake, "items": items }))
    }

    /// Does an operation.
    fn act(&self, number: &Value, operation: &str, input: Value) -> Value {
        let request = json!({ "number": number, "operation": operation, "input": input,
            "by": "E1", "approval": approval() });
        self.is("ticket_do", request)
    }

    /// What is in the file, and the digest of all that was ever done.
    fn kept(&self) -> (Value, Vec<u8>) {
        let wal = self.path.join("desk.db-wal");
        (self.is("verify", json!({})), fs::read(wal).expect("the log"))
    }
}

fn at(path: &std::path::Path, now: &str) -> Desk {
    Desk::new(path.to_owned(), Clock::Chosen(now.parse().expect("a time")))
}

fn approval() -> Value {
    json!({ "staff": "S1", "pin": "2468" })
}

fn intake(purchased_on: &str) -> Value {
    json!({
        "kind": "repair", "complaint": "打不着火",
        "customer": { "name": "张三", "phones": ["13807731234"] },
        "appliance": { "category": "integrated_stove", "purchased_on": purchased_on,
            "invoice": "present", "card": "present", "serial": "intact", "use": "household" },
        "fault": { "place": "点火", "part": "P-100", "part_class": "ordinary",
            "cause": "component_failure" },
        "disclosed": { "empty_trip": true },
    })
}

fn items() -> Value {
    json!([{ "code": "JCZ-WX1" }, { "code": "P-100", "qty": "2" }])
}

fn fen(value: &Value) -> i64 {
    value.as_i64().expect("an amount")
}

#[test]
fn the_estimate_is_what_the_ticket_costs_and_the_most_is_never_passed() {
    let counter = Counter::new();
    for (purchased_on, service, cause, outcome) in [
        ("2026-03-15", "onsite_town", "component_failure", "complete"),
        ("2026-03-15", "walk_in", "component_failure", "complete"),
        ("2010-03-15", "onsite_town", "component_failure", "complete"),
        ("2026-03-15", "onsite_town", "drop", "complete"),
        ("2026-03-15", "onsite_town", "drop", "refuse"),
        ("2026-03-15", "onsite_town", "component_failure", "cancel"),
        ("2010-03-15", "mail_in", "component_failure", "refuse"),
    ] {
        let mut typed = intake(purchased_on);
        typed["service"] = json!(service);
        let labour = if service.starts_with("onsite") { "JCZ-WX1" } else { "DD-WX1" };
        let chosen = json!([{ "code": labour }, { "code": "P-100", "qty": "2" }]);
        let look = counter.look(&typed, chosen);
        let (total, most) = (fen(&look["total_fen"]), fen(&look["most_fen"]));
        assert!(total <= most && most > 0, "{look}");
        assert_eq!(look["without_items"], false);

        let ticket = counter.is("ticket_new", json!({ "intake": typed, "by": "S1" }));
        assert_eq!(ticket["lines"][0]["verdict"]["cover"], look["verdict"]["cover"]);
        let number = ticket["number"].clone();
        if service.starts_with("onsite") {
            let visit = json!({ "engineer": "E1", "from": "2026-11-23T14:00" });
            counter.act(&number, "schedule", visit);
            counter.act(&number, "depart", json!({}));
            counter.act(&number, "arrive", json!({}));
        } else {
            counter.act(&number, "receive", json!({ "looks": "完好" }));
        }
        let bill = match outcome {
            "cancel" => counter.act(&number, "cancel", json!({ "reason": "不修了" })),
            _ => {
                let found = json!({ "place": "点火", "part": "P-100", "part_class": "ordinary",
                    "cause": cause });
                counter.act(&number, "inspect", json!({ "lines": [found] }));
                let lines = json!([{ "kind": "labour", "code": labour },
                    { "kind": "part", "code": "P-100", "qty": "2" }]);
                counter.act(&number, "quote", json!({ "lines": lines }));
                match outcome {
                    "refuse" => counter.act(&number, "refuse", json!({ "reason": "太贵" })),
                    _ => {
                        counter.act(&number, "consent", json!({ "how": "in_person" }));
                        counter.act(&number, "start", json!({ "reason": "已告知" }));
                        counter.act(&number, "complete", json!({ "work": "修好" }))
                    }
                }
            }
        };
        let billed = fen(&bill["total_fen"]);
        assert!(billed <= most, "{billed} of at most {look}");
        if outcome == "complete" {
            let holds = bill["lines"][0]["verdict"]["cover"] == look["verdict"]["cover"];
            assert_eq!(billed == total, holds, "{billed} of {look}");
            assert!(holds || billed == most, "{billed} of {look}");
            let rows = |rows: &Value| -> Vec<Value> {
                let rows = rows.as_array().expect("rows").iter();
                rows.map(|row| json!([row["id"], row["name"], row["full_fen"]])).collect()
            };
            assert_eq!(rows(&look["rows"]), rows(&bill["bills"][0]["rows"]));
        }
        if outcome == "refuse" && cause == "drop" {
            assert_eq!(look["inspection_fen"], bill["total_fen"]);
        }
    }
}

#[test]
fn looking_keeps_nothing_and_says_what_may_be_missing() {
    let counter = Counter::new();
    let before = counter.kept();
    let empty = counter.look(&json!({}), json!([]));
    assert!(empty["verdict"].is_null() && empty["without_items"] == true, "{empty}");
    assert_eq!((fen(&empty["total_fen"]), &empty["rows"]), (0, &json!([])));
    // Whatever it is: an inspection that leads to nothing, and a trip for nothing.
    assert_eq!((&empty["inspection_fen"], &empty["empty_trip_fen"]), (&json!(3000), &json!(5000)));
    let blank = json!({ "kind": "repair", "complaint": "", "customer": { "name": " ", "phones": [""] },
        "appliance": { "category": "integrated_stove" } });
    let look = counter.look(&blank, json!([]));
    assert_eq!(look["verdict"]["cover"], "unproven", "{look}");
    assert_eq!(look["rows"][0]["id"], "visit");
    assert_eq!(look["total_fen"], look["visit_fen"]);
    assert_eq!(look["example_tariff"], true);
    let offered = &look["offered"];
    for list in ["labour", "parts", "extras"] {
        assert!(!offered[list].as_array().expect(list).is_empty(), "{list}");
    }
    assert_eq!(offered["parts"][0]["class"], "ordinary");
    // What an exclusion would cost, and which.
    let covered = counter.look(&intake("2026-03-15"), items());
    assert_eq!(covered["total_fen"], 0);
    assert_eq!(covered["most_rows"].as_array().expect("rows").len(), 3);
    assert!(covered["most_why"].as_array().expect("clauses").contains(&json!("C4")));
    assert!(covered["verdict"]["would_change"].is_array());
    // Before any work is chosen the verdict frees the visit already, and an exclusion charges it.
    let free = counter.look(&intake("2026-03-15"), json!([]));
    let visit = json!([{ "id": "visit", "name": "", "full_fen": 3000, "charged_fen": 0,
        "clause": "E13" }]);
    assert_eq!((&free["rows"], &free["total_fen"]), (&visit, &json!(0)));
    assert_eq!((&free["without_items"], fen(&free["most_fen"])), (&json!(true), 5000));
    let over = counter.look(&intake("2010-03-15"), json!([]));
    assert_eq!((&over["rows"][0]["charged_fen"], fen(&over["total_fen"])), (&json!(3000), 3000));
    // Far out the visit and the inspection have yet to be agreed.
    let mut far = intake("2010-03-15");
    far["service"] = json!("onsite_far");
    let look = counter.look(&far, items());
    assert!(look["visit_fen"].is_null() && look["inspection_fen"].is_null(), "{look}");
    let agreed = json!({ "intake": far, "items": items(), "visit_fen": 8000 });
    let agreed = counter.is("intake_look", agreed);
    assert_eq!(fen(&agreed["total_fen"]), fen(&look["total_fen"]) + 8000);
    let talk = counter.look(&json!({ "kind": "consultation" }), json!([]));
    assert_eq!((fen(&talk["most_fen"]), &talk["inspection_fen"]), (0, &Value::Null));
    assert_eq!(counter.kept(), before);
}

#[test]
fn what_is_wrong_is_told_as_when_it_is_taken_in() {
    let counter = Counter::new();
    let wrong: &[(&str, Value)] = &[
        ("/appliance/purchased_on", json!("2026-11-24")),
        ("/appliance/manufactured_on", json!("2026-11-01")),
        ("/appliance/category", json!("toaster")),
        ("/appliance/price_fen", json!(-1)),
        ("/customer/phones/0", json!("12")),
        ("/channel", json!("风")),
        ("/phone", json!("1")),
        ("/about", json!("TS-GL01-20261123-0009")),
        ("/complaint", json!("😀")),
        ("/disclosed/inspection_fen", json!(-1)),
    ];
    for (member, value) in wrong {
        let mut typed = intake("2026-03-15");
        let (parent, name) = member.rsplit_once('/').expect("a member");
        match typed.pointer_mut(parent).expect("a parent") {
            Value::Array(items) => items[0] = value.clone(),
            object => object[name] = value.clone(),
        }
        let taken = counter.call("ticket_new", json!({ "intake": typed })).expect_err(member);
        let looked = counter.call("intake_look", json!({ "intake": typed })).expect_err(member);
        assert_eq!(looked, taken);
    }
    // Without a category too.
    let dates = json!({ "appliance": { "purchased_on": "2026-11-24" } });
    let refused = counter.call("intake_look", json!({ "intake": dates })).expect_err("the date");
    assert_eq!(refused["field"], "appliance.purchased_on");
    for (items, code, field) in [
        (json!([{ "code": "JCZ-WX1" }, { "code": "DD-WX1" }]), "invalid", "items[1].code"),
        (json!([{ "code": "JCZ-WX1", "qty": "0" }]), "out_of_range", "items[0].qty"),
    ] {
        let request = json!({ "intake": intake("2026-03-15"), "items": items });
        let refused = counter.call("intake_look", request).expect_err(field);
        assert_eq!((&refused["code"], &refused["field"]), (&json!(code), &json!(field)));
    }
}

#[test]
fn a_known_appliance_is_guarded_and_its_repair_covered() {
    let counter = Counter::new();
    let typed = intake("2010-03-15");
    let ticket = counter.is("ticket_new", json!({ "intake": typed }));
    let job = json!({ "appliance": ticket["appliance"]["id"], "number": "0931",
        "kind": "repair", "completed_on": "2026-10-02", "place": "点火", "cover_months": 3 });
    counter.is("enter_job", job);
    let known = json!({ "customer_id": ticket["customer"]["id"],
        "appliance_id": ticket["appliance"]["id"], "fault": { "place": "点火" } });
    let look = counter.look(&known, items());
    assert_eq!(look["verdict"]["cover"], "post_repair", "{look}");
    assert_eq!(look["guard"][0]["number"], "0931");
    assert_eq!(look["rows"][0]["clause"], "D4");
}

/// A price list like the example, under another name and dearer.
fn own(counter: &Counter, version: &str, from: &str, dearer_fen: i64) -> Value {
    let mut tariff = counter.is("tariff", json!({}))["in_force"].clone();
    tariff["version"] = json!(version);
    tariff["effective_from"] = json!(from);
    tariff["example"] = json!(false);
    for rates in tariff["rates"].as_array_mut().expect("rates") {
        for item in rates["labour"].as_array_mut().expect("labour") {
            item["price_fen"] = json!(fen(&item["price_fen"]) + dearer_fen);
        }
    }
    tariff
}

fn save(tariff: &Value) -> Value {
    json!({ "tariff": tariff, "approval": approval() })
}

#[test]
fn a_price_list_holds_from_its_day_and_what_was_quoted_stays() {
    let mut counter = Counter::new();
    let typed = intake("2010-03-15");
    let old = counter.look(&typed, items());
    assert_eq!(old["tariff_version"], "demo-2026.1");
    let ticket = counter.is("ticket_new", json!({ "intake": typed }));
    let today = own(&counter, "本店 1", "2026-11-23", 100);
    let tomorrow = own(&counter, "本店 2", "2026-11-24", 500);
    counter.is("save_tariff", save(&today));
    let view = counter.is("save_tariff", save(&tomorrow));
    assert_eq!(view["in_force"], today);
    assert_eq!(view["coming"], json!([tomorrow]));
    assert_eq!(view["versions"].as_array().expect("versions").len(), 3);
    let new = counter.look(&typed, items());
    assert_eq!((&new["tariff_version"], &new["example_tariff"]), (&json!("本店 1"), &json!(false)));
    assert_eq!(fen(&new["total_fen"]), fen(&old["total_fen"]) + 100);
    // The one that comes may still be another; the one in force not.
    let later = own(&counter, "本店 2", "2026-11-25", 900);
    counter.is("save_tariff", save(&later));
    let changed = own(&counter, "本店 1", "2026-11-26", 0);
    let refused = counter.call("save_tariff", save(&changed)).expect_err("it is in force");
    assert_eq!(
        (&refused["code"], &refused["field"]),
        (&json!("duplicate"), &json!("tariff.version"))
    );

    let number = &ticket["number"];
    counter.act(number, "schedule", json!({ "engineer": "E1", "from": "2026-11-23T14:00" }));
    counter.act(number, "depart", json!({}));
    counter.act(number, "arrive", json!({}));
    let found = json!({ "place": "点火", "part_class": "ordinary", "cause": "component_failure" });
    counter.act(number, "inspect", json!({ "lines": [found] }));
    let lines = json!([{ "kind": "labour", "code": "JCZ-WX1" }]);
    let quoted = counter.act(number, "quote", json!({ "lines": lines }));
    assert_eq!(quoted["quotes"][0]["tariff_version"], "本店 1");

    // Another program, on a later day: the list has changed, the quote has not.
    counter.desk = at(&counter.path, "2026-11-25T09:00");
    let view = counter.is("tariff", json!({}));
    assert_eq!((&view["in_force"], &view["coming"]), (&later, &json!([])));
    let shown = counter.is("ticket_show", json!({ "number": number }));
    assert_eq!(shown["quotes"], quoted["quotes"]);
    assert_eq!(counter.is("verify", json!({}))["problems"], json!([]));
    let again = counter.look(&intake("2010-03-15"), items());
    assert_eq!(fen(&again["total_fen"]), fen(&new["total_fen"]) + 900);
}

#[test]
fn another_program_sees_a_price_list_at_once() {
    let counter = Counter::new();
    let other = at(&counter.path, "2026-11-23T09:00");
    let look = || {
        let request = json!({ "intake": intake("2010-03-15") });
        commands::call(&other, "intake_look", request).expect("a look")["tariff_version"].clone()
    };
    assert_eq!(look(), "demo-2026.1");
    counter.is("save_tariff", save(&own(&counter, "本店 1", "2026-11-23", 100)));
    assert_eq!(look(), "本店 1");
}

#[test]
fn a_bad_price_list_is_refused_by_its_member_and_nothing_is_kept() {
    let counter = Counter::new();
    let good = own(&counter, "本店 1", "2026-11-23", 0);
    let before = counter.kept();
    let unapproved = counter.call("save_tariff", json!({ "tariff": good })).expect_err("approval");
    assert_eq!(unapproved["code"], "approval_needed");
    let bad: &[(&str, Value, &str, &str)] = &[
        (
            "/rates/0/labour/1/price_fen",
            json!(-1),
            "invalid",
            "tariff.rates[0].labour[1].price_fen",
        ),
        (
            "/rates/0/labour/1/price_fen",
            json!("8元"),
            "invalid",
            "tariff.rates[0].labour[1].price_fen",
        ),
        ("/rates/0/labour/0/name", json!(" "), "missing", "tariff.rates[0].labour[0].name"),
        ("/rates/0/labour/0/unit", json!("😀"), "unprintable", "tariff.rates[0].labour[0].unit"),
        ("/rates/0/categories/0", json!("toaster"), "invalid", "tariff.rates[0].categories[0]"),
        (
            "/rates/0/labour",
            json!([{ "code": "A", "name": "甲", "unit": "次", "price_fen": 1 },
            { "code": "A", "name": "甲", "unit": "次", "price_fen": 1 }]),
            "invalid",
            "tariff.rates[0].labour[1].code",
        ),
        ("/part/0/class", json!("unknown"), "invalid", "tariff.part[0].class"),
        ("/part/0/cover_months", json!(100), "invalid", "tariff.part[0].cover_months"),
        ("/rates", json!([]), "invalid", "tariff.rates"),
        ("/version", json!(""), "missing", "tariff.version"),
        ("/version", json!("demo-2026.1"), "duplicate", "tariff.version"),
        ("/effective_from", json!("2026-11-22"), "out_of_range", "tariff.effective_from"),
    ];
    for (member, value, code, field) in bad {
        let mut tariff = good.clone();
        *tariff.pointer_mut(member).expect(member) = value.clone();
        let refused = counter.call("save_tariff", save(&tariff)).expect_err(member);
        assert_eq!(
            (&refused["code"], &refused["field"]),
            (&json!(code), &json!(field)),
            "{refused}"
        );
    }
    assert_eq!(counter.kept(), before);
    counter.is("save_tariff", save(&good));
    let same_day = own(&counter, "本店 2", "2026-11-23", 0);
    let refused = counter.call("save_tariff", save(&same_day)).expect_err("the day is taken");
    assert_eq!(refused["field"], "tariff.effective_from");
}

#[test]
fn a_slip_is_voided_and_issued_again() {
    let counter = Counter::new();
    let ticket = counter.is("ticket_new", json!({ "intake": intake("2026-03-15") }));
    let number = &ticket["number"];
    let correct = json!({ "number": number, "operation": "correct",
        "input": { "reason": "打印污损", "void_slip": true } });
    let early = counter.call("ticket_do", correct.clone()).expect_err("there is none");
    assert_eq!((&early["code"], &early["field"]), (&json!("not_allowed"), &json!("void_slip")));
    counter.act(number, "schedule", json!({ "engineer": "E1", "from": "2026-11-23T14:00" }));
    for (operation, input) in [
        ("depart", json!({})),
        ("arrive", json!({})),
        (
            "inspect",
            json!({ "lines": [{ "place": "点火", "part_class": "ordinary",
            "cause": "component_failure" }] }),
        ),
        ("quote", json!({ "lines": [{ "kind": "labour", "code": "JCZ-WX1" }] })),
        ("consent", json!({ "how": "in_person" })),
        ("start", json!({})),
        ("complete", json!({ "work": "修好" })),
    ] {
        counter.act(number, operation, input);
    }
    let done = counter.is("ticket_do", correct);
    let documents = &done["documents"];
    assert_eq!(documents[0]["voided"]["reason"], "打印污损");
    assert_eq!(
        (&documents[0]["number"], &documents[1]["number"]),
        (&json!("BX-GL01-000001"), &json!("BX-GL01-000002"))
    );
    assert!(documents[1]["voided"].is_null());
    let printed = counter
        .is("document_preview", json!({ "kind": "repair", "number": number, "paper": "a5" }));
    assert!(printed.to_string().contains("BX-GL01-000002"), "{printed:.200}");
    assert_eq!(counter.is("verify", json!({}))["problems"], json!([]));
}
