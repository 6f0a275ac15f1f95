//! The repeat-repair guard: earlier work in cover is told before any fee is quoted.

use serde_json::{Value, json};

use crate::counter::{Counter, complete, consent, money, quote, stove, to_inspect};

fn repaired(counter: &Counter) -> Value {
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(counter, "drop"));
    counter.acts(&ticket, &[quote(), consent(), ("start", json!({})), complete()])
}

#[test]
fn it_finds_the_appliance_the_phone_and_the_address() {
    let counter = Counter::new();
    let first = repaired(&counter);
    counter.on("2027-01-10");
    let (customer, appliance) = (&first["customer"]["id"], &first["appliance"]["id"]);
    let by = |intake: Value| {
        let taken = counter.take_in(intake);
        let told = &taken["guard"][0];
        assert_eq!(counter.show(&taken)["guard"], taken["guard"]);
        (told["by"].clone(), told["number"].clone(), told["last_day"].clone())
    };
    let told = |by: &str| (json!(by), first["number"].clone(), json!("2027-03-23"));
    let known = json!({ "kind": "repair", "customer_id": customer, "appliance_id": appliance,
        "complaint": "又打不着火" });
    assert_eq!(by(known), told("appliance"));
    let phone = json!({ "customer": { "name": "张太太", "address": { "detail": "别处" } } });
    assert_eq!(by(stove(phone)), told("phone"));
    let address = json!({ "customer": { "name": "租客", "phones": ["13900000000"] } });
    assert_eq!(by(stove(address)), told("address"));
    let stranger = json!({ "customer": { "name": "王五", "phones": ["13900000001"],
        "address": { "detail": "别处9号" } } });
    assert_eq!(counter.take_in(stove(stranger))["guard"], json!([]));
    // After the last day nothing is told.
    counter.on("2027-03-24");
    let late = stove(json!({ "customer_id": customer, "customer": null, "appliance_id": appliance,
        "appliance": null }));
    assert_eq!(counter.take_in(late)["guard"], json!([]));
    counter.verified();
}

#[test]
fn the_same_place_in_cover_is_redone_free() {
    let counter = Counter::new();
    let first = repaired(&counter);
    counter.on("2027-02-01");
    let again = counter.take_in(json!({
        "kind": "repair", "customer_id": first["customer"]["id"],
        "appliance_id": first["appliance"]["id"], "complaint": "又打不着火",
        "fault": { "place": "点火" },
    }));
    assert_eq!(again["lines"][0]["verdict"]["cover"], "post_repair");
    assert_eq!(again["lines"][0]["verdict"]["provisional"], true);
    counter.acts(&again, &to_inspect(&counter, "component_failure"));
    let done = counter.acts(&again, &[quote(), consent(), ("start", json!({})), complete()]);
    assert_eq!(money(&done), [0, 0, 0, 0]);
    let rows = done["bills"][0]["rows"].as_array().expect("rows");
    assert!(rows.iter().all(|row| row["clause"] == "D4" && row["full_fen"] != 0));
    // Damage by people is not: D5.
    let broken = counter.take_in(json!({
        "kind": "repair", "customer_id": first["customer"]["id"],
        "appliance_id": first["appliance"]["id"], "complaint": "摔坏",
        "fault": { "place": "点火", "cause": "drop" },
    }));
    assert_eq!(broken["lines"][0]["verdict"]["cover"], "none");
    counter.verified();
}

#[test]
fn work_entered_from_paper_is_known_from_the_first_day() {
    let counter = Counter::new();
    let first = counter.take_in(stove(json!({ "fault": { "place": "风机" } })));
    assert_eq!(first["guard"], json!([]));
    let paper = json!({
        "appliance": first["appliance"]["id"], "number": "旧-0815", "kind": "repair",
        "completed_on": "2026-09-01", "place": "风机", "parts": ["P-106"], "cover_months": 6,
        "by": "兄弟网点",
    });
    let mut later = paper.clone();
    later["completed_on"] = json!("2026-12-01");
    assert_eq!(counter.refused(&["call", "enter_job"], &later.to_string()).field, "completed_on");
    let job = counter.call("enter_job", paper.clone());
    assert_eq!(job["last_day"], "2027-03-01");
    assert_eq!(counter.refused(&["call", "enter_job"], &paper.to_string()).code, "duplicate");
    let guard = counter.show(&first)["guard"].clone();
    assert_eq!(
        (&guard[0]["number"], &guard[0]["last_day"]),
        (&json!("旧-0815"), &json!("2027-03-01"))
    );
    let path = to_inspect(&counter, "component_failure");
    counter.acts(&first, &path[..3]);
    let found = json!({ "lines": [{ "place": "风机", "cause": "component_failure",
        "part_class": "core" }] });
    let inspected = counter.act(&first, "inspect", found);
    assert_eq!(inspected["lines"][0]["verdict"]["cover"], "post_repair");
    counter.verified();
}
