//! The lists and the first screen, on a real file: what is late when, counts that agree with their
//! lists, money, masks.

use std::collections::BTreeSet;
use std::path::PathBuf;

use desk_app::demo::{Fill, fill};
use desk_app::{Clock, Desk, commands};
use serde_json::{Value, json};
use tempfile::TempDir;

const TILES: [&str; 8] = [
    "to_call",
    "visits",
    "to_consent",
    "waiting_parts",
    "complaints",
    "follow_up",
    "unclaimed",
    "to_settle",
];

/// A data folder that is looked at and worked with at chosen times.
struct Counter {
    _parent: TempDir,
    folder: PathBuf,
}

impl Counter {
    fn new() -> Counter {
        let parent = TempDir::new().expect("a folder");
        let counter = Counter { folder: parent.path().join("数据"), _parent: parent };
        let approval = json!({ "staff": "S1", "pin": "2468" });
        let at = "2026-01-05T09:00";
        counter.at(
            at,
            "set_up",
            json!({
                "point": { "name": "桂林", "branch": "GL01" },
                "supervisor": { "name": "周经理", "badge": "S1", "pin": "2468" },
            }),
        );
        for (name, badge, role) in [("李丽", "C1", "counter"), ("王工", "E1", "engineer")] {
            let staff = json!({ "name": name, "badge": badge, "role": role });
            counter.at(at, "save_staff", json!({ "staff": staff, "approval": approval }));
        }
        counter
    }

    fn try_at(&self, time: &str, name: &str, request: Value) -> Result<Value, Value> {
        let desk = Desk::new(self.folder.clone(), Clock::Chosen(time.parse().expect("a time")));
        commands::call(&desk, name, request).map_err(|error| json!(error))
    }

    #[track_caller]
    fn at(&self, time: &str, name: &str, request: Value) -> Value {
        self.try_at(time, name, request).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Takes a ticket in and gives its number.
    fn take_in(&self, time: &str, kind: &str, service: &str) -> String {
        let intake = json!({
            "kind": kind,
            "service": service,
            "customer": { "name": "张三", "phones": ["13807731234"] },
            "appliance": { "category": "integrated_stove", "serial_number": "SN20260001" },
            "complaint": "打不着火",
        });
        let ticket = self.at(time, "ticket_new", json!({ "intake": intake }));
        ticket["number"].as_str().expect("a number").to_owned()
    }

    #[track_caller]
    fn act(&self, time: &str, number: &str, operation: &str, input: Value) -> Value {
        let request =
            json!({ "number": number, "operation": operation, "input": input, "by": "C1" });
        self.at(time, "ticket_do", request)
    }

    /// What a kind of attention says of a ticket at a time: listed, soon or late, with its span.
    fn standing(&self, time: &str, kind: &str) -> (&'static str, Value) {
        let today = self.at(time, "today", json!({}));
        assert_eq!(today["date"], time[..10]);
        self.agrees(time, &today);
        let of_kind = |entry: &&Value| entry["kind"] == kind;
        let needs = today["attention"].as_array().expect("a list").iter().find(of_kind);
        if let Some(needs) = needs {
            let span = if needs["days"].is_null() { &needs["minutes"] } else { &needs["days"] };
            return (if needs["late"] == true { "late" } else { "soon" }, span.clone());
        }
        let tile = today["tiles"].as_array().expect("a list").iter().find(of_kind);
        let is_listed = tile.is_some_and(|tile| tile["count"] != 0);
        (if is_listed { "listed" } else { "" }, Value::Null)
    }

    /// Every tile counts what its list has.
    #[track_caller]
    fn agrees(&self, time: &str, today: &Value) {
        for (tile, kind) in today["tiles"].as_array().expect("a list").iter().zip(TILES) {
            assert_eq!(tile["kind"], kind);
            let query = json!({ "filter": { "attention": kind }, "limit": 1000 });
            let list = self.at(time, "tickets", query);
            assert_eq!(tile["count"], list["count"], "{kind}");
            assert_eq!(tile["count"], list["rows"].as_array().expect("a list").len(), "{kind}");
            let marked = |late: bool| {
                let is_so = |row: &&Value| {
                    let marks = row["attention"].as_array().expect("a list");
                    marks.iter().any(|mark| mark["kind"] == kind && mark["late"] == late)
                };
                list["rows"].as_array().expect("a list").iter().filter(is_so).count()
            };
            assert_eq!(tile["late"], marked(true), "{kind}");
            assert_eq!(tile["soon"], marked(false), "{kind}");
            if kind == "visits" {
                assert_eq!(tile["count"], today["visits"].as_array().expect("a list").len());
            }
        }
        let open = json!({ "filter": { "open": true }, "limit": 1 });
        let open = self.at(time, "tickets", open);
        let states = today["open"].as_array().expect("a list");
        let number = |value: &Value| value.as_u64().expect("a number");
        let sum: u64 = states.iter().map(|state| number(&state["count"])).sum();
        assert_eq!(open["count"], sum);
        for state in states {
            let ages: u64 = state["ages"].as_array().expect("a list").iter().map(number).sum();
            assert_eq!(state["count"], ages);
        }
    }
}

#[test]
fn a_call_is_late_after_thirty_minutes_in_town_and_never_farther_out() {
    let counter = Counter::new();
    let number = counter.take_in("2026-11-23T23:40", "repair", "onsite_town");
    let visit = json!({ "engineer": "E1", "from": "2026-11-24T09:00" });
    counter.act("2026-11-23T23:45", &number, "schedule", visit);
    for (time, expected) in [
        ("2026-11-23T23:46", ("soon", json!(-29))),
        ("2026-11-24T00:15", ("soon", json!(0))),
        ("2026-11-24T00:15:01", ("late", json!(1))),
        ("2026-11-24T00:19", ("late", json!(4))),
    ] {
        assert_eq!(counter.standing(time, "to_call"), expected, "{time}");
    }
    counter.act("2026-11-24T00:20", &number, "schedule", json!({ "called": true }));
    assert_eq!(counter.standing("2026-11-24T00:21", "to_call").0, "");

    let far = Counter::new();
    let number = far.take_in("2026-11-23T09:00", "repair", "onsite_far");
    let visit = json!({ "engineer": "E1", "from": "2026-11-24T09:00" });
    far.act("2026-11-23T09:01", &number, "schedule", visit);
    assert_eq!(far.standing("2026-11-23T18:00", "to_call").0, "listed");
}

#[test]
fn a_visit_is_of_its_day_and_late_when_nobody_came() {
    let counter = Counter::new();
    let number = counter.take_in("2026-11-23T09:00", "repair", "onsite_town");
    let visit = json!({ "engineer": "E1", "from": "2026-11-24T09:00", "to": "2026-11-24T10:00" });
    counter.act("2026-11-23T09:01", &number, "schedule", visit);
    for (time, expected) in [
        ("2026-11-23T23:59:59", ("", Value::Null)),
        ("2026-11-24T00:00", ("listed", Value::Null)),
        ("2026-11-24T10:00", ("listed", Value::Null)),
        ("2026-11-24T10:00:01", ("late", json!(1))),
        ("2026-11-25T10:00", ("late", json!(1440))),
    ] {
        assert_eq!(counter.standing(time, "visits"), expected, "{time}");
    }
    counter.act("2026-11-24T10:05", &number, "depart", json!({}));
    assert_eq!(counter.standing("2026-11-24T10:06", "visits").0, "late");
    counter.act("2026-11-24T10:20", &number, "arrive", json!({}));
    assert_eq!(counter.standing("2026-11-24T10:21", "visits").0, "listed");
    assert_eq!(counter.standing("2026-11-25T00:00", "visits").0, "");
    let rows = counter.at(
        "2026-11-25T09:00",
        "tickets",
        json!({ "filter": { "visit_on": "2026-11-24", "engineer": "E1" } }),
    );
    assert_eq!((&rows["count"], &rows["rows"][0]["engineer"]), (&json!(1), &json!("王工")));
}

#[test]
fn a_complaint_is_due_on_the_second_working_day_after_the_holiday() {
    let counter = Counter::new();
    let at = "2026-09-30T17:00";
    assert_eq!(counter.at(at, "today", json!({}))["complaint_due"]["date"], "2026-10-09");
    let number = counter.take_in(at, "complaint", "onsite_town");
    for (time, expected) in [
        ("2026-10-08T23:59", ("listed", Value::Null)),
        ("2026-10-09T00:00", ("soon", json!(0))),
        ("2026-10-09T23:59:59", ("soon", json!(0))),
        ("2026-10-10T00:00", ("late", json!(1))),
    ] {
        assert_eq!(counter.standing(time, "complaints"), expected, "{time}");
    }
    counter.act("2026-10-10T09:00", &number, "close", json!({ "answer": "已退费" }));
    assert_eq!(counter.standing("2026-10-10T09:01", "complaints").0, "");
}

/// A unit that was brought in, from the intake to the consent, within minutes.
fn agreed(counter: &Counter, day: &str) -> String {
    let at = |minute: &str| format!("{day}T09:{minute}");
    let number = counter.take_in(&at("00"), "repair", "walk_in");
    counter.act(&at("01"), &number, "receive", json!({ "looks": "完好" }));
    let lines = json!([{ "place": "点火", "part": "P-100", "cause": "drop" }]);
    let facts =
        json!({ "invoice": "absent", "card": "absent", "serial": "intact", "use": "household" });
    counter.act(&at("02"), &number, "inspect", json!({ "lines": lines, "appliance": facts }));
    let lines = json!([{ "kind": "labour", "code": "DD-WX1" }]);
    counter.act(&at("03"), &number, "quote", json!({ "lines": lines }));
    number
}

#[test]
fn a_quote_presses_from_the_next_day() {
    let counter = Counter::new();
    let number = agreed(&counter, "2026-11-23");
    assert_eq!(counter.standing("2026-11-23T23:59", "to_consent").0, "listed");
    assert_eq!(counter.standing("2026-11-24T00:00", "to_consent"), ("soon", json!(1)));
    counter.act("2026-11-24T09:00", &number, "consent", json!({ "how": "in_person" }));
    assert_eq!(counter.standing("2026-11-24T09:01", "to_consent").0, "");
}

#[test]
fn waits_and_repairs_press_by_their_days() {
    let counter = Counter::new();
    let number = agreed(&counter, "2026-03-02");
    counter.act("2026-03-02T09:10", &number, "consent", json!({ "how": "in_person" }));
    for (time, expected) in [
        ("2026-03-21T23:59", ("", Value::Null)),
        ("2026-03-22T00:00", ("soon", json!(20))),
        ("2026-04-01T23:59", ("soon", json!(30))),
        ("2026-04-02T00:00", ("late", json!(31))),
    ] {
        assert_eq!(counter.standing(time, "repair_time"), expected, "{time}");
    }
    counter.act("2026-04-02T09:00", &number, "wait_parts", json!({ "part": "点火器" }));
    for (time, expected) in [
        ("2026-05-31T23:59", ("listed", Value::Null)),
        ("2026-06-01T00:00", ("soon", json!(60))),
        ("2026-07-01T12:00", ("soon", json!(90))),
        ("2026-07-02T00:00", ("late", json!(91))),
    ] {
        assert_eq!(counter.standing(time, "waiting_parts"), expected, "{time}");
        // What parts are waited for is not the repairer's own time.
        assert_eq!(counter.standing(time, "repair_time"), ("late", json!(31)), "{time}");
    }
}

#[test]
fn what_is_done_is_collected_settled_and_asked_after() {
    let counter = Counter::new();
    let number = agreed(&counter, "2026-11-20");
    counter.act("2026-11-20T10:00", &number, "consent", json!({ "how": "in_person" }));
    counter.act("2026-11-20T10:01", &number, "start", json!({}));
    counter.act("2026-11-20T23:59", &number, "complete", json!({ "work": "清洁" }));
    for kind in ["unclaimed", "to_settle"] {
        assert_eq!(counter.standing("2026-11-21T09:00", kind).0, "listed");
    }
    for (time, expected) in [
        ("2026-11-22T23:59", ("", Value::Null)),
        ("2026-11-23T00:00", ("listed", Value::Null)),
        ("2026-11-27T00:00", ("soon", json!(0))),
        ("2026-11-28T00:00", ("", Value::Null)),
    ] {
        assert_eq!(counter.standing(time, "follow_up"), expected, "{time}");
    }
    let owing =
        || counter.at("2026-11-21T09:00", "tickets", json!({ "filter": { "owing": true } }));
    let due = owing()["rows"][0]["due_fen"].as_i64().expect("an amount");
    assert!(due > 0);

    let paid = counter.act("2026-11-21T10:00", &number, "pay", json!({ "method": "cash" }));
    let wrong = json!({ "payment": paid["receipts"][0], "reason": "应为微信" });
    counter.act("2026-11-21T10:01", &number, "correct", wrong);
    counter.act("2026-11-21T10:02", &number, "pay", json!({ "method": "wechat" }));
    let money = counter.at("2026-11-21T12:00", "today", json!({}))["money"].clone();
    let row = |method: &str, count: u32, back: i64| json!({ "method": method, "by": "李丽", "count": count, "in_fen": due, "back_fen": back });
    let expected = json!({
        "rows": [row("cash", 2, due), row("wechat", 1, 0)],
        "in_fen": 2 * due, "back_fen": due, "count": 3,
    });
    assert_eq!(money, expected);
    assert_eq!(counter.at("2026-11-22T00:00", "today", json!({}))["money"]["count"], 0);
    assert_eq!(owing()["count"], 0);
}

#[test]
fn numbers_are_masked_until_somebody_asks_and_that_is_written_down() {
    let counter = Counter::new();
    let number = counter.take_in("2026-11-23T09:00", "repair", "onsite_town");
    let rows = counter.at("2026-11-23T09:01", "tickets", json!({}));
    let row = &rows["rows"][0];
    assert_eq!((&row["phone"], &row["serial_tail"]), (&json!("138****1234"), &json!("0001")));
    assert!(!rows.to_string().contains("13807731234"));
    let ask = json!({ "customer": row["customer_id"], "ticket": number, "by": "C1" });
    let told = counter.at("2026-11-23T09:02", "reveal_phone", ask.clone());
    assert_eq!(told, json!(["13807731234"]));
    let verified = counter.at("2026-11-23T09:03", "verify", json!({}));
    assert_eq!(verified["problems"], json!([]));

    let mut nobody = ask;
    nobody["by"] = json!("谁");
    let refused = counter.try_at("2026-11-23T09:04", "reveal_phone", nobody).expect_err("refused");
    assert_eq!(refused["field"], "by");
}

#[test]
fn pages_have_every_ticket_once_and_filters_what_they_say() {
    let parent = TempDir::new().expect("a folder");
    let counter = Counter { folder: parent.path().to_owned(), _parent: parent };
    let now = "2026-11-23T12:30";
    let desk = Desk::new(counter.folder.clone(), Clock::Chosen(now.parse().expect("a time")));
    fill(&desk, Fill { tickets: 400, seed: 7, today: None }).expect("practice data");
    drop(desk);
    counter.agrees(now, &counter.at(now, "today", json!({})));
    let list = |query: Value| counter.at(now, "tickets", query);
    let rows = |list: &Value| list["rows"].as_array().expect("a list").clone();
    let whole = rows(&list(json!({ "limit": 1000 })));
    assert_eq!(whole.len(), 400);
    let numbers = |rows: &[Value]| -> BTreeSet<String> {
        rows.iter().map(|row| row["number"].as_str().expect("a number").to_owned()).collect()
    };
    assert_eq!(numbers(&whole).len(), 400);

    for sort in ["number", "customer", "state", "visit", "total", "due"] {
        for descending in [true, false] {
            let mut seen = Vec::new();
            for offset in [0, 150, 300, 450] {
                let page = list(json!({
                    "sort": sort, "descending": descending, "offset": offset, "limit": 150,
                }));
                assert_eq!((&page["count"], &page["exact"]), (&json!(400), &json!(true)));
                seen.extend(rows(&page));
            }
            assert_eq!(seen.len(), 400, "{sort}");
            assert_eq!(numbers(&seen), numbers(&whole), "{sort}");
            let member = match sort {
                "number" => "created_at",
                "visit" => "visit_from",
                "total" => "total_fen",
                "due" => "due_fen",
                other => other,
            };
            let in_order = |pair: &[Value]| {
                let (first, second) = if descending { (1, 0) } else { (0, 1) };
                let (a, b) = (&pair[first][member], &pair[second][member]);
                match (a.as_i64(), b.as_i64()) {
                    (Some(a), Some(b)) => a <= b,
                    _ if pair[1][member].is_null() => true,
                    _ => !pair[0][member].is_null() && a.as_str() <= b.as_str(),
                }
            };
            if sort != "state" {
                assert!(seen.windows(2).all(in_order), "{sort} {descending}");
            }
        }
    }

    type Holds = fn(&Value) -> bool;
    let filters: [(Value, Holds); 7] = [
        (json!({ "open": true }), |row| row["state"] != "closed"),
        (json!({ "open": true, "states": ["closed", "quoted"] }), |row| row["state"] == "quoted"),
        (json!({ "kinds": ["complaint"] }), |row| row["kind"] == "complaint"),
        (json!({ "services": ["walk_in", "mail_in"] }), |row| {
            row["service"] == "walk_in" || row["service"] == "mail_in"
        }),
        (json!({ "owing": true }), |row| row["due_fen"].as_i64() > Some(0)),
        (json!({ "created_from": "2026-11-01", "created_to": "2026-11-22" }), |row| {
            let day = &row["created_at"].as_str().expect("a time")[..10];
            ("2026-11-01"..="2026-11-22").contains(&day)
        }),
        (json!({ "open": true, "states": ["closed"] }), |_| false),
    ];
    for (filter, holds) in filters {
        let found = list(json!({ "filter": filter, "limit": 1000 }));
        let expected: Vec<Value> = whole.iter().filter(|row| holds(row)).cloned().collect();
        assert_eq!(numbers(&rows(&found)), numbers(&expected), "{filter}");
        assert_eq!((&found["count"], &found["exact"]), (&json!(expected.len()), &json!(true)));
    }

    let name = whole[0]["customer"].as_str().expect("a name");
    for text in [name, whole[0]["number"].as_str().expect("a number"), "燃气"] {
        let hits = counter.at(now, "search", json!({ "text": text, "limit": 200 }));
        let hits = hits.as_array().expect("a list").iter().filter(|hit| hit["kind"] == "ticket");
        let found = numbers(&rows(&list(json!({ "filter": { "text": text }, "limit": 1000 }))));
        for hit in hits {
            assert!(found.contains(hit["number"].as_str().expect("a number")), "{text}: {hit}");
        }
        assert!(found.len() < 400, "{text}");
    }
    for limit in [0, 1001] {
        let refused = counter.try_at(now, "tickets", json!({ "limit": limit }));
        assert_eq!(refused.expect_err("refused")["field"], "limit");
    }
}
