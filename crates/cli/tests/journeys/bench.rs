//! Units that are brought or sent in.

use serde_json::json;

use crate::counter::{Counter, consent, money, pay, stove};

fn received() -> serde_json::Value {
    json!({ "looks": "左侧有划痕", "accessories": ["遥控器"], "kept_at": "A3 架" })
}

fn repaired() -> Vec<(&'static str, serde_json::Value)> {
    vec![
        ("inspect", json!({ "lines": [{ "place": "点火", "part": "P-100", "cause": "drop" }] })),
        ("quote", json!({ "lines": [{ "kind": "labour", "code": "DD-WX1" }] })),
        consent(),
        ("start", json!({})),
        ("complete", json!({ "work": "修好" })),
        ("accept", json!({})),
    ]
}

#[test]
fn a_walk_in_unit_is_received_kept_and_returned_against_its_code() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({ "service": "walk_in" })));
    assert_eq!(ticket["allowed"][0], "receive");
    assert_eq!(counter.refuses(&ticket, "schedule", json!({})).0, "not_allowed");
    assert_eq!(counter.refuses(&ticket, "receive", json!({})), ("missing".into(), "looks".into()));
    let kept = counter.act(&ticket, "receive", received());
    let code = kept["course"]["custody"]["pickup_code"].as_str().expect("a code").to_owned();
    assert_eq!(code.len(), 6);
    let path = repaired();
    counter.acts(&ticket, &path[..5]);
    let unclaimed = || counter.values(&["ticket", "list", "--unclaimed"], json!({})).len();
    assert_eq!(unclaimed(), 1, "repaired, and nobody came");
    let done = counter.acts(&ticket, &path[5..]);
    assert_eq!(money(&done), [4_000, 0, 4_000, 0]);
    let unclaimed = counter.values(&["ticket", "list", "--unclaimed"], json!({}));
    assert_eq!(unclaimed.len(), 1);
    counter.acts(&ticket, &[pay(4_000, "wechat")]);
    assert_eq!(counter.refuses(&ticket, "close", json!({})).0, "not_allowed");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let answer = counter.refuses(&ticket, "return", json!({ "pickup_code": wrong }));
    assert_eq!(answer, ("wrong_pickup_code".into(), "pickup_code".into()));
    let returned = counter.act(&ticket, "return", json!({ "pickup_code": code, "to": "张太太" }));
    assert_eq!(returned["state"], "returned");
    assert_eq!(counter.values(&["ticket", "list", "--unclaimed"], json!({})), [json!(null); 0]);
    counter.acts(&ticket, &[("close", json!({}))]);
    counter.verified();
}

#[test]
fn mail_in_freight_is_the_customers_out_of_cover_and_ours_in_it() {
    let counter = Counter::new();
    for (bought, total, clause) in
        [("2021-03-15", 4_000 + 1_500 + 2_000, json!(null)), ("2026-03-15", 0, json!("E8"))]
    {
        let ticket = counter.take_in(stove(json!({
            "service": "mail_in", "appliance": { "purchased_on": bought }
        })));
        let mut sent = received();
        sent["sent_by"] = json!("顺丰 SF123");
        counter.act(&ticket, "receive", sent);
        let found = json!({ "lines": [{ "place": "点火", "part_class": "ordinary",
            "cause": "component_failure" }] });
        counter.act(&ticket, "inspect", found);
        let quote = json!({ "lines": [{ "kind": "labour", "code": "DD-WX1" }],
            "freight_in_fen": 1_500, "freight_out_fen": 2_000 });
        counter.act(&ticket, "quote", quote);
        let path = repaired();
        let done = counter.acts(&ticket, &path[2..]);
        assert_eq!(done["total_fen"], total, "{bought}");
        let rows = done["bills"][0]["rows"].as_array().expect("rows");
        let freight = rows.iter().find(|row| row["id"] == "freight_out").expect("freight");
        assert_eq!((&freight["full_fen"], &freight["clause"]), (&json!(2_000), &clause));
        if total > 0 {
            counter.acts(&ticket, &[pay(total, "transfer")]);
        }
        assert_eq!(counter.refuses(&ticket, "return", json!({})).1, "proof");
        counter
            .acts(&ticket, &[("return", json!({ "proof": "顺丰 SF456" })), ("close", json!({}))]);
    }
    counter.verified();
}

#[test]
fn a_unit_that_is_not_repaired_goes_back_too() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({ "service": "walk_in" })));
    let kept = counter.act(&ticket, "receive", received());
    let code = kept["course"]["custody"]["pickup_code"].clone();
    let path = repaired();
    counter.acts(&ticket, &path[..2]);
    let refused = counter.act(&ticket, "refuse", json!({ "reason": "考虑换新" }));
    assert_eq!(money(&refused), [0, 0, 0, 0], "no inspection fee at the counter");
    counter.acts(&ticket, &[("return", json!({ "pickup_code": code })), ("close", json!({}))]);
    counter.verified();
}
