//! The main path and the other ends.

use serde_json::{Value, json};

use crate::counter::{
    Counter, approval, complete, consent, money, number, pay, quote, schedule, stove, to_inspect,
};

#[test]
fn from_the_call_to_the_paid_bill() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({ "by": "C1" })));
    assert_eq!(ticket["number"], "WX-GL01-20261123-0001");
    assert_eq!(ticket["state"], "registered");
    assert_eq!(ticket["lines"][0]["verdict"]["provisional"], true);
    assert_eq!(ticket["allowed"][0], "schedule");
    let inspected = counter.acts(&ticket, &to_inspect(&counter, "component_failure"));
    assert_eq!(inspected["lines"][0]["verdict"]["cover"], "none");
    assert_eq!(inspected["lines"][0]["policy_version"], "jason-2026.1");
    let quoted = counter.acts(&ticket, &[quote()]);
    assert_eq!(money(&quoted), [15_500, 0, 15_500, 0]);
    let completed = counter.acts(&ticket, &[consent(), ("start", json!({})), complete()]);
    assert_eq!(completed["warranty_slips"], json!(["BX-GL01-000001"]));
    assert_eq!(completed["course"]["completion"]["covers"][0]["last_day"], "2027-03-23");
    assert_eq!(completed["course"]["completion"]["fitted"][0]["new_serial"], "B2");
    let paid = counter.acts(
        &ticket,
        &[("accept", json!({ "person": "张太太" })), pay(5_000, "cash"), pay(10_500, "wechat")],
    );
    assert_eq!(money(&paid), [15_500, 15_500, 0, 0]);
    assert_eq!(paid["receipts"], json!(["SJ-GL01-000001", "SJ-GL01-000002"]));
    let closed = counter.acts(&ticket, &[("close", json!({}))]);
    assert_eq!(
        (closed["state"].clone(), closed["allowed"].clone()),
        (json!("closed"), json!(["reopen"]))
    );
    let bill = closed["bills"][0]["rows"].as_array().expect("rows").clone();
    let rows: Vec<(&Value, &Value)> =
        bill.iter().map(|row| (&row["id"], &row["charged_fen"])).collect();
    assert_eq!(
        rows,
        [
            (&json!("q1"), &json!(8_000)),
            (&json!("q2"), &json!(4_500)),
            (&json!("visit"), &json!(3_000)),
        ]
    );
    let history = counter.values(&["ticket", "history", "WXGL01202611230001"], json!({}));
    assert_eq!(history.len(), 13);
    assert_eq!(
        (&history[0]["operation"], &history[0]["by"]),
        (&json!("ticket.new"), &json!("李丽"))
    );
    assert_eq!(counter.verified()["receipts"], 2);
}

#[test]
fn a_visit_is_agreed_with_the_call() {
    let counter = Counter::new();
    let draft = counter.call("save_draft", json!({ "kind": "intake", "body": {} }));
    let call = |visit: Value| {
        json!({
            "intake": stove(json!({})),
            "by": "C1",
            "draft": draft["id"],
            "schedule": visit,
        })
    };
    let visit = json!({ "engineer": "E1", "from": "2026-11-24T10:30:00+08:00" });
    let ticket = counter.call("ticket_new", call(visit));
    assert_eq!(ticket["state"], "scheduled");
    assert_eq!(ticket["course"]["visits"][0]["engineer"], "王工");
    assert_eq!(ticket["course"]["visits"][0]["to"], "2026-11-24T12:30:00.000+08:00");
    assert_eq!(counter.call("drafts", json!({})), json!([]));
    let history = counter.values(&["ticket", "history", number(&ticket)], json!({}));
    let told = |at: usize| (history[at]["operation"].clone(), history[at]["by"].clone());
    assert_eq!(told(0), (json!("ticket.new"), json!("李丽")));
    assert_eq!(told(1), (json!("ticket.schedule"), json!("李丽")));
    assert_eq!(history.len(), 2);

    // One that cannot be kept makes no ticket either.
    for (visit, field) in [
        (json!({ "from": "2026-11-24T10:30:00+08:00" }), "schedule.engineer"),
        (json!({ "engineer": "E1", "from": "2026-11-22T10:30:00+08:00" }), "schedule.from"),
    ] {
        let refused = counter.refused(&["call", "ticket_new"], &call(visit).to_string());
        assert_eq!(refused.field, field);
    }
    let next = counter.take_in(stove(json!({ "by": "C1" })));
    assert_eq!(next["number"], "WX-GL01-20261123-0002");
    assert_eq!(counter.verified()["tickets"], 2);
}

#[test]
fn every_end_charges_what_its_clause_says() {
    let counter = Counter::new();
    let cancel = |why: &str| ("cancel", json!({ "why": why }));
    let to_quote = || {
        let mut path = to_inspect(&counter, "drop");
        path.push(quote());
        path
    };
    let then = |mut path: Vec<(&'static str, Value)>, last: Vec<(&'static str, Value)>| {
        path.extend(last);
        path
    };
    let refuse = || ("refuse", json!({ "reason": "太贵" }));
    let out = || vec![schedule(&counter), ("depart", json!({}))];
    let told = json!({ "disclosed": { "empty_trip": true } });
    let untold = json!({ "disclosed": { "empty_trip": false } });
    type Journey<'a> = (&'a str, &'a Value, Vec<(&'a str, Value)>, &'a str, &'a str, i64);
    let journeys: Vec<Journey> = vec![
        (
            "before anybody set out",
            &told,
            vec![("cancel", json!({}))],
            "cancelled",
            "cancelled_before_departure",
            0,
        ),
        (
            "with a time agreed",
            &told,
            vec![schedule(&counter), ("cancel", json!({}))],
            "cancelled",
            "cancelled_before_departure",
            0,
        ),
        (
            "nobody home",
            &told,
            then(out(), vec![cancel("nobody_home")]),
            "cancelled",
            "cancelled_after_departure",
            5_000,
        ),
        (
            "nobody home, fee not disclosed",
            &untold,
            then(out(), vec![cancel("nobody_home")]),
            "cancelled",
            "cancelled_after_departure",
            0,
        ),
        (
            "sent away",
            &told,
            then(out(), vec![("arrive", json!({})), cancel("sent_away")]),
            "cancelled",
            "cancelled_after_departure",
            5_000,
        ),
        ("refused", &told, then(to_quote(), vec![refuse()]), "refused", "quote_refused", 3_000),
        (
            "stopped before work",
            &told,
            then(to_quote(), vec![consent(), refuse()]),
            "refused",
            "quote_refused",
            3_000,
        ),
        (
            "failed by us",
            &told,
            then(to_quote(), vec![consent(), ("fail", json!({ "reason": "缺配件" }))]),
            "failed_by_us",
            "failed_by_us",
            0,
        ),
        (
            "not repairable",
            &told,
            then(to_quote(), vec![("give_up", json!({ "reason": "无维修价值不修" }))]),
            "not_repairable",
            "not_repairable",
            0,
        ),
    ];
    for (name, told, path, state, outcome, total) in journeys {
        let ticket = counter.take_in(stove(told.clone()));
        let ended = counter.acts(&ticket, &path);
        assert_eq!(ended["state"], state, "{name}");
        assert_eq!(ended["bills"][0]["outcome"], outcome, "{name}");
        assert_eq!(money(&ended), [total, 0, total, 0], "{name}");
        assert_eq!(ended["warranty_slips"], json!([]), "{name}");
        if total > 0 {
            counter.acts(&ticket, &[pay(total, "alipay")]);
        }
        let closed = counter.acts(&ticket, &[("close", json!({}))]);
        assert_eq!((&closed["state"], money(&closed)[2]), (&json!("closed"), 0), "{name}");
    }
    counter.verified();
}

#[test]
fn stopped_with_work_begun_is_charged_for_what_was_done() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    counter.acts(&ticket, &[quote(), consent(), ("start", json!({}))]);
    let stop = json!({ "reason": "不换了", "done": ["q1"], "work": "拆机清理" });
    let stopped = counter.act(&ticket, "refuse", stop);
    assert_eq!(
        (&stopped["state"], &stopped["bills"][0]["outcome"]),
        (&json!("refused"), &json!("repaired"))
    );
    assert_eq!(money(&stopped), [11_000, 0, 11_000, 0]);
    assert_eq!(stopped["warranty_slips"], json!(["BX-GL01-000001"]));
    counter.acts(&ticket, &[pay(11_000, "card"), ("close", json!({}))]);
    counter.verified();
}

#[test]
fn a_prepayment_goes_back_when_we_fail() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let prepaid = counter.acts(&ticket, &[pay(20_000, "transfer")]);
    assert_eq!(prepaid["payments"][0]["purpose"], "prepayment");
    let failed = counter.act(&ticket, "fail", json!({ "reason": "总部无货" }));
    assert_eq!(money(&failed), [0, 20_000, 0, 20_000]);
    assert_eq!(counter.refuses(&ticket, "close", json!({})).0, "approval_needed");
    let refund = json!({ "method": "transfer", "reason": "E6 全额退回" });
    let refunded = counter.act(&ticket, "refund", refund);
    assert_eq!(money(&refunded), [0, 0, 0, 0]);
    assert_eq!(refunded["receipts"], json!(["SJ-GL01-000001", "SJ-GL01-000002"]));
    counter.acts(&ticket, &[("close", json!({}))]);
    counter.verified();
}

#[test]
fn rounding_down_and_a_discount() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    let other = json!({ "kind": "labour", "code": "JCZ-WX1", "unit_fen": 8_050 });
    let priced = json!({ "lines": [other], "reason": "按公示价" });
    assert_eq!(counter.refuses(&ticket, "quote", priced.clone()).0, "approval_needed");
    let mut approved = priced;
    approved["approval"] = approval();
    counter.act(&ticket, "quote", approved);
    counter
        .acts(&ticket, &[consent(), ("start", json!({})), ("complete", json!({ "work": "调整" }))]);
    let off = |discount: i64, amount: i64| json!({ "amount_fen": amount, "discount_fen": discount, "method": "cash" });
    assert_eq!(counter.refuses(&ticket, "pay", off(49, 11_000)).0, "approval_needed");
    let rounded = counter.act(&ticket, "pay", off(50, 1_000));
    assert_eq!(money(&rounded), [11_000, 1_000, 10_000, 0]);
    let mut more = off(2_000, 8_000);
    assert_eq!(counter.refuses(&ticket, "pay", more.clone()).0, "approval_needed");
    more["approval"] = approval();
    more["reason"] = json!("磕碰件，酌情");
    let paid = counter.act(&ticket, "pay", more);
    assert_eq!(money(&paid), [9_000, 9_000, 0, 0]);
    assert_eq!(paid["bills"][0]["discounts"][1]["approval"]["reason"], "磕碰件，酌情");
    counter.verified();
}

#[test]
fn two_appliances_in_one_visit_are_one_bill_with_one_visit_fee() {
    let counter = Counter::new();
    let hood = json!({
        "category": "range_hood", "purchased_on": "2019-05-01", "invoice": "present",
        "card": "absent", "serial": "intact", "use": "household"
    });
    let ticket = counter.take_in(stove(json!({ "more_appliances": [hood] })));
    assert_eq!(ticket["lines"].as_array().map(Vec::len), Some(2));
    counter.acts(&ticket, &to_inspect(&counter, "drop")[..3]);
    let found = json!({ "lines": [
        { "place": "点火", "cause": "drop", "part_class": "ordinary" },
        { "appliance": 1, "place": "电机", "part": "P-700", "cause": "component_failure" },
    ] });
    counter.act(&ticket, "inspect", found);
    let hood_labour = |code: &str| json!({ "kind": "labour", "code": code, "fault": "f2" });
    let lines = json!({ "lines": [
        { "kind": "labour", "code": "JCZ-WX1", "fault": "f1" },
        hood_labour("YYJ-WX2"),
        { "kind": "part", "code": "P-700", "fault": "f2" },
    ] });
    let quoted = counter.act(&ticket, "quote", lines);
    let visits = |shown: &Value| {
        let rows = shown["bills"][0]["rows"].as_array().expect("rows");
        rows.iter().filter(|row| row["id"] == "visit").count()
    };
    let done = counter.acts(
        &ticket,
        &[consent(), ("start", json!({})), ("complete", json!({ "work": "两台修好" }))],
    );
    assert_eq!(visits(&done), 1);
    assert_eq!(done["total_fen"], quoted["total_fen"]);
    assert_eq!(done["course"]["completion"]["covers"].as_array().map(Vec::len), Some(2));
    counter.verified();
}

#[test]
fn an_appliance_that_is_found_on_the_spot_joins_the_ticket() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop")[..3]);
    let hood = json!({ "category": "range_hood", "invoice": "absent", "card": "absent",
        "serial": "intact", "use": "household" });
    let found = json!({
        "lines": [
            { "place": "点火", "cause": "drop", "part_class": "ordinary" },
            { "appliance": 1, "place": "电机", "part": "P-700", "cause": "component_failure" },
        ],
        "more_appliances": [hood],
    });
    let mut wrong = found.clone();
    wrong["more_appliances"][0]["category"] = json!("toaster");
    let told = counter.refuses(&ticket, "inspect", wrong);
    assert_eq!(told, ("invalid".into(), "more_appliances[0].category".into()));
    let inspected = counter.act(&ticket, "inspect", found);
    assert_eq!(inspected["more_appliances"][0]["category"], "range_hood");
    assert_eq!(inspected["lines"][1]["verdict"]["cover"], "unproven");
    counter.verified();
    let customer = counter.call("customer_show", json!({ "id": ticket["customer"]["id"] }));
    assert_eq!(customer["appliances"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_second_visit_after_parts_has_no_second_fee() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    counter.acts(&ticket, &to_inspect(&counter, "drop"));
    counter.acts(&ticket, &[quote(), consent(), ("wait_parts", json!({ "part": "P-100" }))]);
    counter.on("2026-11-26");
    let done = counter.acts(
        &ticket,
        &[
            schedule(&counter),
            ("depart", json!({})),
            ("arrive", json!({})),
            ("resume", json!({})),
            complete(),
        ],
    );
    assert_eq!(done["course"]["visits"].as_array().map(Vec::len), Some(2));
    assert_eq!(money(&done), [15_500, 0, 15_500, 0]);
    let downtime = &done["appliance"]["facts"]["downtime"][0];
    assert_eq!((&downtime["from"], &downtime["to"]), (&json!("2026-11-23"), &json!("2026-11-26")));
    counter.verified();
}

#[test]
fn installation_maintenance_complaint_and_consultation() {
    let counter = Counter::new();
    let installation = counter.take_in(stove(json!({ "kind": "installation" })));
    assert_eq!(installation["number"], "AZ-GL01-20261123-0001");
    let path = to_inspect(&counter, "drop");
    counter.acts(&installation, &path[..3]);
    let done = counter.acts(
        &installation,
        &[
            ("inspect", json!({})),
            ("quote", json!({ "lines": [{ "kind": "labour", "code": "JCZ-AZ" }] })),
            consent(),
            ("start", json!({})),
            ("complete", json!({ "work": "安装调试" })),
        ],
    );
    assert_eq!(done["appliance"]["facts"]["installed_on"], "2026-11-23");
    assert_eq!(done["course"]["completion"]["covers"][0]["last_day"], "2026-12-23");
    assert_eq!(money(&done), [23_000, 0, 23_000, 0]);
    let complaint = json!({
        "kind": "complaint", "customer": { "name": "李四", "phones": ["0773-5831234"] },
        "complaint": "上门迟到", "about": "az-gl01-20261123-0001"
    });
    let complaint = counter.take_in(complaint);
    assert_eq!(complaint["intake"]["about"], "AZ-GL01-20261123-0001");
    assert_eq!(complaint["number"], "TS-GL01-20261123-0001");
    assert_eq!(
        counter.refuses(&complaint, "close", json!({})),
        ("missing".into(), "answer".into())
    );
    let closed = counter.act(&complaint, "close", json!({ "answer": "致歉并减免" }));
    assert_eq!(closed["state"], "closed");
    counter.verified();
}
