//! Putting right what was written down wrongly, each with its reason and the old value kept.

use serde_json::json;

use crate::counter::{
    Counter, approval, complete, consent, money, number, pay, quote, stove, to_inspect,
};

#[test]
fn a_saved_intake_is_corrected_and_the_old_values_are_kept() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let correct = json!({
        "reason": "听错", "complaint": "漏气", "phone": "0773-5831234",
        "customer": { "name": "章三", "tier": "gold", "tier_proof": "会员小程序" },
        "appliance": { "model": "JZT-1", "purchased_on": "2026-03-15" },
    });
    let mut unsaid = correct.clone();
    unsaid.as_object_mut().expect("members").remove("reason");
    assert_eq!(counter.refuses(&ticket, "correct", unsaid), ("missing".into(), "reason".into()));
    let corrected = counter.act(&ticket, "correct", correct);
    assert_eq!(corrected["customer"]["name"], "章三");
    assert_eq!(corrected["intake"]["complaint"], "漏气");
    assert_eq!(corrected["lines"][0]["verdict"]["cover"], "term_whole");
    let history = counter.values(&["ticket", "history", number(&ticket)], json!({}));
    let facts = &history[1]["facts"];
    assert_eq!(facts["input"]["reason"], "听错");
    assert_eq!(facts["before"]["intake"]["complaint"], "打不着火");
    assert_eq!(facts["before"]["lines"][0]["verdict"]["cover"], "none");
    let found = |text: &str| counter.values(&["search", text], json!({})).len();
    assert_eq!((found("张三"), found("zs")), (0, 3), "章三 and 张三 sound alike");
    assert_eq!(found("章三"), 3);
    counter.verified();
}

#[test]
fn a_ticket_moves_to_another_customer_and_appliance() {
    let counter = Counter::new();
    let wrong = counter.take_in(stove(json!({})));
    let right = counter.take_in(stove(json!({ "customer": { "name": "李四" } })));
    let (customer, appliance) = (&right["customer"]["id"], &right["appliance"]["id"]);
    let moved = json!({ "reason": "登记到邻居名下", "customer_id": customer,
        "appliance_id": appliance });
    let others = json!({ "reason": "登记到邻居名下", "appliance_id": appliance });
    assert_eq!(counter.refuses(&wrong, "correct", others).1, "appliance_id");
    let moved = counter.act(&wrong, "correct", moved);
    assert_eq!(
        (&moved["customer"]["name"], &moved["appliance"]["id"]),
        (&json!("李四"), appliance)
    );
    // The work goes on, and its cover is found at the right appliance.
    counter.acts(&wrong, &to_inspect(&counter, "drop"));
    counter.acts(&wrong, &[quote(), consent(), ("start", json!({})), complete()]);
    let shown = counter.show(&right);
    assert_eq!(shown["guard"][0]["number"], wrong["number"]);
    assert_eq!(shown["guard"][0]["by"], "appliance");
    let known = json!({ "reason": "再改", "customer_id": wrong["customer"]["id"],
        "appliance_id": wrong["appliance"]["id"] });
    assert_eq!(counter.refuses(&wrong, "correct", known).0, "not_allowed", "it is billed");
    counter.verified();
}

#[test]
fn a_ticket_that_moves_to_another_appliance_is_decided_anew() {
    let counter = Counter::new();
    let wrong = counter.take_in(stove(json!({})));
    let new = json!({ "appliance": { "purchased_on": "2026-03-15" } });
    let right = counter.take_in(stove(new));
    counter.acts(&wrong, &to_inspect(&counter, "component_failure"));
    let agreed = counter.acts(&wrong, &[quote(), consent()]);
    assert_eq!(money(&agreed)[0], 15_500);
    let moved = json!({ "reason": "选错机器", "customer_id": right["customer"]["id"],
        "appliance_id": right["appliance"]["id"] });
    let moved = counter.act(&wrong, "correct", moved);
    assert_eq!(moved["lines"][0]["verdict"]["cover"], "term_whole");
    assert_eq!(moved["state"], "inspected", "the quote is no longer in force");
    counter.verified();
}

#[test]
fn a_wrong_payment_is_reversed_never_edited() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    counter.acts(&ticket, &[quote(), consent(), ("start", json!({})), complete()]);
    counter.acts(&ticket, &[pay(15_000, "cash")]);
    let reverse = |receipt: &str| json!({ "reason": "应为 155", "payment": receipt });
    assert_eq!(counter.refuses(&ticket, "correct", reverse("SJ-GL01-000007")).0, "no_such_line");
    let reversed = counter.act(&ticket, "correct", reverse("SJ-GL01-000001"));
    assert_eq!(money(&reversed), [15_500, 0, 15_500, 0]);
    assert_eq!(reversed["payments"][0]["amount_fen"], 15_000);
    assert_eq!(reversed["payments"][1]["reverses"], "SJ-GL01-000001");
    let first = &reversed["documents"][1];
    assert_eq!(
        (&first["number"], &first["voided"]["reason"]),
        (&json!("SJ-GL01-000001"), &json!("应为 155"))
    );
    assert_eq!(counter.refuses(&ticket, "correct", reverse("SJ-GL01-000001")).0, "contradicts");
    let paid = counter.acts(&ticket, &[pay(15_500, "cash")]);
    assert_eq!(paid["receipts"].as_array().map(Vec::len), Some(3));
    counter.verified();
}

#[test]
fn a_duplicate_ticket_is_set_aside_and_split_off_again() {
    let counter = Counter::new();
    let first = counter.take_in(stove(json!({})));
    let second = counter.take_in(stove(json!({})));
    let same = |of: &str| json!({ "reason": "同一报修", "duplicate_of": of });
    assert_eq!(counter.refuses(&second, "correct", same(number(&second))).0, "contradicts");
    let unknown = counter.refused(
        &["ticket", "do", number(&second), "correct"],
        &same("WX-GL01-20261123-0099").to_string(),
    );
    assert_eq!((unknown.status, unknown.field.as_str()), (1, "duplicate_of"));
    let set_aside = counter.act(&second, "correct", same("wxgl01202611230001"));
    assert_eq!(set_aside["state"], "cancelled");
    assert_eq!(set_aside["course"]["duplicate"]["of"], first["number"]);
    assert!(!set_aside["allowed"].as_array().expect("names").contains(&json!("pay")));
    let split = counter.act(&second, "correct", json!({ "reason": "是两台", "split": true }));
    assert_eq!(
        (&split["state"], &split["course"]["duplicate"]),
        (&json!("registered"), &json!(null))
    );
    counter.verified();
}

#[test]
fn two_records_of_one_person_are_merged_and_split_again() {
    let counter = Counter::new();
    let first = counter.take_in(stove(json!({})));
    let second = counter.take_in(stove(json!({ "customer": { "name": "张叁" } })));
    let (from, into) = (&second["customer"]["id"], &first["customer"]["id"]);
    let merge = json!({ "from": from, "into": into, "reason": "同一人" });
    let merged = counter.call("merge_customers", merge.clone());
    assert_eq!(merged["tickets"].as_array().map(Vec::len), Some(2));
    assert_eq!(merged["appliances"].as_array().map(Vec::len), Some(2));
    let again = counter.refused(&["call", "merge_customers"], &merge.to_string());
    assert_eq!(again.field, "from");
    let back = json!({ "from": into, "into": from, "reason": "绕圈" });
    assert_eq!(counter.refused(&["call", "merge_customers"], &back.to_string()).field, "from");
    let family = counter.call("customers_by_phone", json!({ "phone": "138 0773 1234" }));
    assert_eq!(family.as_array().map(Vec::len), Some(1));
    // A correction on the ticket of the one that was merged reaches the record that counts.
    let renamed = json!({ "reason": "更名", "customer": { "name": "张三丰" } });
    counter.act(&second, "correct", renamed);
    assert_eq!(counter.show(&first)["customer"]["name"], "张三丰");
    assert_eq!(counter.show(&second)["customer"]["id"], *into);
    let split = counter.call("split_customer", json!({ "id": from, "reason": "是父子" }));
    assert_eq!(split["customer"]["name"], "张叁");
    assert_eq!(split["tickets"].as_array().map(Vec::len), Some(1));
    counter.verified();
}

#[test]
fn a_closed_ticket_is_reopened_with_a_reason_and_a_pin() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &[("cancel", json!({})), ("close", json!({}))]);
    assert_eq!(counter.refuses(&ticket, "correct", json!({ "reason": "改" })).0, "not_allowed");
    let reopen =
        |approval: serde_json::Value| json!({ "reason": "顾客又要修", "approval": approval });
    let without = json!({ "reason": "顾客又要修" });
    assert_eq!(counter.refuses(&ticket, "reopen", without).0, "approval_needed");
    let wrong = json!({ "staff": "S1", "pin": "1357" });
    assert_eq!(counter.refuses(&ticket, "reopen", reopen(wrong)).0, "wrong_pin");
    let clerk = json!({ "staff": "C1", "pin": "2468" });
    assert_eq!(counter.refuses(&ticket, "reopen", reopen(clerk)).1, "approval.staff");
    let open = counter.act(&ticket, "reopen", reopen(approval()));
    assert_eq!(open["state"], "cancelled");
    assert_eq!(open["course"]["closings"][0]["reopened"]["approval"]["name"], "周经理");
    counter.acts(&ticket, &[("close", json!({}))]);
    counter.verified();
}

#[test]
fn closing_with_a_balance_takes_a_pin() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    counter.acts(&ticket, &[quote(), consent(), ("start", json!({})), complete()]);
    counter.acts(&ticket, &[("accept", json!({})), pay(10_000, "cash")]);
    assert_eq!(counter.refuses(&ticket, "close", json!({})).0, "approval_needed");
    let closed = json!({ "reason": "月底结", "approval": approval() });
    let closed = counter.act(&ticket, "close", closed);
    assert_eq!(closed["course"]["closings"][0]["balance_fen"], 5_500);
    assert_eq!(money(&closed), [15_500, 10_000, 5_500, 0]);
    counter.verified();
}
