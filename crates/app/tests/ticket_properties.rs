//! Random operations in any order, on a real file: no ticket leaves the table, no sum breaks, and
//! `verify` finds nothing wrong after each.

use desk_app::{Clock, Desk, commands, upkeep};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Where each operation may lead; `same` stands for the state before.
const LEADS: &[(&str, &[&str])] = &[
    ("schedule", &["scheduled"]),
    ("depart", &["departed"]),
    ("arrive", &["arrived"]),
    ("receive", &["received"]),
    ("inspect", &["inspected"]),
    ("quote", &["quoted"]),
    ("consent", &["consented"]),
    ("start", &["repairing"]),
    ("wait_parts", &["waiting_parts"]),
    ("resume", &["repairing"]),
    ("complete", &["completed"]),
    ("accept", &["accepted"]),
    ("pay", &["same"]),
    ("refund", &["same"]),
    ("return", &["returned"]),
    ("close", &["closed"]),
    ("refuse", &["refused"]),
    ("cancel", &["cancelled"]),
    ("fail", &["failed_by_us"]),
    ("give_up", &["not_repairable"]),
    ("correct", &["same", "inspected", "cancelled", "registered", "scheduled"]),
    (
        "reopen",
        &[
            "accepted",
            "returned",
            "refused",
            "cancelled",
            "failed_by_us",
            "not_repairable",
            "registered",
        ],
    ),
];

/// What may stand in the way besides the state.
const RULES: &[&str] = &[
    "missing",
    "invalid",
    "out_of_range",
    "contradicts",
    "no_such_line",
    "approval_needed",
    "provisional_verdict",
    "quote_outdated",
    "wrong_pickup_code",
    "money_moved",
    "not_allowed",
];

struct Counter {
    _folder: TempDir,
    desk: Desk,
}

impl Counter {
    fn new() -> Counter {
        let folder = TempDir::new().expect("a folder");
        let now = "2026-11-23T09:00".parse().expect("a time");
        let desk = Desk::new(folder.path().join("数据"), Clock::Chosen(now));
        let counter = Counter { _folder: folder, desk };
        let point = json!({ "name": "桂林", "branch": "GL01" });
        let supervisor = json!({ "name": "周经理", "badge": "S1", "pin": "2468" });
        counter
            .call("set_up", json!({ "point": point, "supervisor": supervisor }))
            .expect("set up");
        let engineer = json!({ "name": "王工", "badge": "E1", "role": "engineer" });
        let approval = json!({ "staff": "S1", "pin": "2468" });
        let save = json!({ "staff": engineer, "approval": approval });
        counter.call("save_staff", save).expect("an engineer");
        counter
    }

    fn call(&self, name: &str, request: Value) -> Result<Value, Value> {
        commands::call(&self.desk, name, request).map_err(|error| json!(error))
    }
}

fn inputs(operation: &'static str) -> BoxedStrategy<Value> {
    let cause = select(vec!["drop", "component_failure", "unknown", "self_disassembly"]);
    let lines =
        || json!([{ "kind": "labour", "code": "JCZ-WX1" }, { "kind": "part", "code": "P-100" }]);
    let bench = || json!([{ "kind": "labour", "code": "DD-WX1" }]);
    match operation {
        "schedule" => Just(json!({ "engineer": "E1", "from": "2026-11-23T14:00" })).boxed(),
        "receive" => Just(json!({ "looks": "完好" })).boxed(),
        "inspect" => cause
            .prop_map(|cause| {
                json!({ "lines": [{ "place": "点火", "part": "P-100", "cause": cause }],
                    "appliance": { "card": "absent", "serial": "intact", "use": "household" } })
            })
            .boxed(),
        "quote" => prop_oneof![
            Just(json!({ "lines": lines() })),
            Just(json!({ "lines": bench(), "freight_out_fen": 1_500 })),
            Just(json!({ "lines": lines(), "discount_fen": 2_000, "reason": "酌情" })),
        ]
        .boxed(),
        "consent" => Just(json!({ "how": "in_person" })).boxed(),
        "start" => Just(json!({ "reason": "已告知" })).boxed(),
        "wait_parts" => Just(json!({ "part": "P-100" })).boxed(),
        "complete" => prop_oneof![
            Just(json!({ "work": "修好" })),
            Just(json!({ "work": "修好", "done": ["q1"] })),
        ]
        .boxed(),
        "pay" => (1..20_000_i64, prop::bool::ANY, 0..120_i64)
            .prop_map(|(fen, all, off)| match (all, off > 100) {
                (true, _) => json!({ "method": "cash" }),
                (false, true) => {
                    json!({ "amount_fen": fen, "method": "wechat", "discount_fen": off })
                }
                (false, false) => json!({ "amount_fen": fen, "method": "card" }),
            })
            .boxed(),
        "refund" => Just(json!({ "method": "cash", "reason": "退回" })).boxed(),
        "return" => prop_oneof![
            Just(json!({ "proof": "身份证" })),
            Just(json!({ "pickup_code": "000000" })),
        ]
        .boxed(),
        "close" | "reopen" => Just(json!({ "reason": "挂账", "answer": "已答复" })).boxed(),
        "refuse" => prop_oneof![
            Just(json!({ "reason": "太贵" })),
            Just(json!({ "reason": "太贵", "done": ["q1"], "work": "拆机" })),
        ]
        .boxed(),
        "fail" => Just(json!({ "reason": "缺件" })).boxed(),
        "give_up" => Just(json!({ "reason": "不治根不修" })).boxed(),
        "correct" => prop_oneof![
            Just(json!({ "reason": "改", "payment": "SJ-GL01-000001" })),
            Just(json!({ "reason": "改", "void_slip": true })),
            Just(json!({ "reason": "改", "complaint": "漏气" })),
            Just(json!({ "reason": "改", "appliance": { "invoice": "altered" } })),
            Just(json!({ "reason": "改", "appliance": { "invoice": "present" } })),
            Just(json!({ "reason": "改", "duplicate_of": "WX-GL01-20261123-0001" })),
            Just(json!({ "reason": "改", "split": true })),
        ]
        .boxed(),
        _ => Just(json!({})).boxed(),
    }
}

/// Any operation with an input, now and then approved; of what is allowed rather the likely.
fn step() -> impl Strategy<Value = (usize, &'static str, Value, bool)> {
    let names: Vec<&'static str> = LEADS.iter().map(|(name, _)| *name).collect();
    (any::<prop::sample::Index>(), select(names)).prop_flat_map(|(index, name)| {
        (Just(index.index(8)), Just(name), inputs(name), prop::bool::weighted(0.4))
    })
}

fn fen(ticket: &Value, name: &str) -> i64 {
    ticket[name].as_i64().expect("an amount")
}

fn check_sums(ticket: &Value) {
    let amount = |name| fen(ticket, name);
    assert_eq!(amount("due_fen") - amount("refund_fen"), amount("total_fen") - amount("paid_fen"));
    assert!(amount("due_fen") == 0 || amount("refund_fen") == 0);
    assert!(amount("due_fen") >= 0 && amount("refund_fen") >= 0 && amount("paid_fen") >= 0);
    let payments = ticket["payments"].as_array().expect("payments");
    let sum: i64 = payments.iter().map(|payment| fen(payment, "amount_fen")).sum();
    assert_eq!(sum, amount("paid_fen"));
    let receipts: Vec<&Value> = payments.iter().map(|payment| &payment["receipt"]).collect();
    assert_eq!(
        receipts,
        ticket["receipts"].as_array().expect("receipts").iter().collect::<Vec<_>>()
    );
    if let Some(bill) = ticket["bills"].as_array().and_then(|bills| bills.last()) {
        let rows = bill["rows"].as_array().expect("rows").iter();
        let charged: i64 = rows.map(|row| fen(row, "charged_fen")).sum();
        let discounts = bill["discounts"].as_array().expect("discounts").iter();
        let off: i64 = discounts.map(|discount| fen(discount, "amount_fen")).sum();
        assert_eq!(charged - off, amount("total_fen"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn tickets_stay_in_the_table_and_sums_hold(
        service in select(vec!["onsite_town", "walk_in", "mail_in"]),
        bought in select(vec!["2020-03-15", "2026-03-15", "2012-01-01"]),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let counter = Counter::new();
        let intake = json!({ "kind": "repair", "service": service, "complaint": "打不着火",
            "customer": { "name": "张三", "phones": ["13807731234"] },
            "appliance": { "category": "integrated_stove", "purchased_on": bought,
                "invoice": "present", "use": "household", "serial": "intact", "card": "absent" } });
        counter.call("ticket_new", json!({ "intake": intake })).expect("another ticket");
        let mut ticket = counter.call("ticket_new", json!({ "intake": intake })).expect("a ticket");
        for (index, any_operation, any_input, approved) in steps {
            // Half of the time one of the allowed operations, or most tickets would never leave.
            let allowed = ticket["allowed"].as_array().expect("names").clone();
            let likely = allowed.get(index).and_then(Value::as_str);
            let operation = match likely {
                Some(likely) if likely != any_operation && index < 4 => likely,
                _ => any_operation,
            };
            let input = match operation == any_operation {
                true => any_input,
                false => sample(operation, index),
            };
            let mut request =
                json!({ "number": ticket["number"], "operation": operation, "input": input });
            if approved {
                request["approval"] = json!({ "staff": "S1", "pin": "2468" });
            }
            let was = ticket["state"].clone();
            match counter.call("ticket_do", request) {
                Ok(next) => {
                    prop_assert!(allowed.contains(&json!(operation)), "{operation} from {was}");
                    let leads = LEADS.iter().find(|(name, _)| *name == operation).expect("known").1;
                    let is = next["state"].as_str().expect("a state");
                    let known = leads.contains(&is) || (leads.contains(&"same") && next["state"] == was);
                    prop_assert!(known, "{operation} led from {was} to {is}");
                    check_sums(&next);
                    ticket = next;
                }
                Err(error) => {
                    let code = error["code"].as_str().expect("a code");
                    prop_assert!(RULES.contains(&code), "{operation}: {error}");
                    let is_allowed = allowed.contains(&json!(operation));
                    prop_assert!(is_allowed || code == "not_allowed", "{operation}: {error}");
                    let shown = counter.call("ticket_show", json!({ "number": ticket["number"] }));
                    prop_assert_eq!(&shown.expect("it is there"), &ticket);
                }
            }
            let report = upkeep::verify(&counter.desk, upkeep::Verify::default(), &mut |_| true).expect("verified");
            prop_assert_eq!(report.problems, Vec::<String>::new());
        }
    }
}

/// A usual input of an operation that was chosen because it is allowed.
fn sample(operation: &str, index: usize) -> Value {
    match operation {
        "schedule" => json!({ "engineer": "E1", "from": "2026-11-23T14:00" }),
        "receive" => json!({ "looks": "完好" }),
        "inspect" => {
            let cause = if index.is_multiple_of(2) { "drop" } else { "component_failure" };
            json!({ "lines": [{ "place": "点火", "part": "P-100", "cause": cause }] })
        }
        "quote" => json!({ "lines": [{ "kind": "part", "code": "P-100" }] }),
        "consent" => json!({ "how": "paper" }),
        "start" => json!({ "reason": "已告知" }),
        "complete" => json!({ "work": "修好" }),
        "wait_parts" => json!({ "part": "P-100" }),
        "pay" => json!({ "method": "cash", "amount_fen": 1_000 }),
        "refund" => json!({ "method": "cash", "reason": "退" }),
        "return" => json!({ "proof": "身份证" }),
        "close" | "reopen" => json!({ "reason": "挂账" }),
        "refuse" | "fail" => json!({ "reason": "不修" }),
        "give_up" => json!({ "reason": "不治根不修" }),
        "correct" => json!({ "reason": "改", "complaint": format!("第 {index} 次") }),
        _ => json!({}),
    }
}
