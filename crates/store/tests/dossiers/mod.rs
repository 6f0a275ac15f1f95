//! Tickets with everything on them, kept in a store of their own.

#![allow(dead_code, reason = "each test file uses its own part")]

use desk_core::calendar::Moment;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::policy::{Pack, Policy};
use desk_core::ticket::Dossier;
use desk_store::{Operation, Store, StoreError, Write, content_digest, ticket_series};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What every document says.
pub const CONTENT: &str = r#"{"document":"intake"}"#;

pub fn at(seconds: i64) -> Moment {
    Moment::from_millis(1_795_000_000_000 + seconds * 1000).expect("a time")
}

pub fn pack() -> Pack {
    Policy::shipped().in_force(at(0).date()).clone()
}

fn operation() -> Operation {
    Operation { name: "test", actor: "张三".into(), at: at(0), clock_confirmed: false }
}

/// A store in a folder of its own.
pub struct Kept {
    pub folder: TempDir,
    pub store: Store,
}

impl Kept {
    pub fn new() -> Kept {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).expect("the store opens");
        Kept { folder, store }
    }

    pub fn try_write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Write) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.store.write(operation(), f)
    }

    pub fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Write) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.try_write(f).expect("it is written")
    }

    /// Keeps a dossier, giving out the numbers that it lacks.
    pub fn keep(&self, before: Option<&Dossier>, after: &Dossier) -> Dossier {
        let (before, mut after) = (before.cloned(), after.clone());
        self.write(move |write| {
            number(write, &mut after)?;
            write.keep(before.as_ref(), &after, json!({ "why": "test" }), &pack())?;
            keep_editions(write, &after)?;
            Ok(after)
        })
    }

    pub fn load(&self, number: &str) -> Dossier {
        let load = |read: &desk_store::Read| {
            let ticket = read.ticket(number)?.expect("the ticket");
            read.dossier(ticket)
        };
        self.store.read(load).expect("it is read")
    }

    /// Changes the file behind the store's back.
    pub fn tamper(&self, sql: &str) {
        let file = rusqlite::Connection::open(self.store.path()).expect("the file opens");
        file.execute_batch("PRAGMA foreign_keys = 0").expect("a setting");
        assert_ne!(file.execute(sql, []).expect(sql), 0, "{sql}");
    }

    pub fn problems(&self) -> Vec<String> {
        self.store.read(|read| read.verify()).expect("it is checked").problems
    }
}

/// Keeps what the prints of a ticket name, when it is not kept.
fn keep_editions(write: &mut Write, after: &Dossier) -> Result<(), StoreError> {
    for print in &after.ticket.prints {
        if write.edition(&print.document, print.edition)?.is_none() {
            write.operation(Operation { at: print.at, ..operation() });
            write.keep_edition(after.ticket.id, &print.document, print.edition, CONTENT)?;
        }
    }
    Ok(())
}

pub fn number(write: &mut Write, dossier: &mut Dossier) -> Result<(), StoreError> {
    let ticket = &mut dossier.ticket;
    if ticket.number.is_empty() {
        let day = ticket.created_at.date();
        let kind = ticket.kind.prefix();
        let n = write.take_number(&ticket_series(kind, day))?;
        let digits = day.to_string().replace('-', "");
        ticket.number = format!("{kind}-GL01-{digits}-{n:04}");
    }
    for print in ticket.prints.iter_mut().filter(|print| print.document.is_empty()) {
        print.document.clone_from(&ticket.number);
    }
    let mut receipts = Vec::new();
    for document in &mut ticket.documents {
        if document.number.is_empty() {
            let series = document.series.as_str();
            let n = write.take_number(series)?;
            document.number = format!("{series}-GL01-{n:06}");
        }
        if document.series == desk_core::ticket::Series::Receipt {
            receipts.push(document.number.clone());
        }
    }
    for (payment, receipt) in ticket.payments.iter_mut().zip(receipts) {
        payment.receipt = receipt;
    }
    Ok(())
}

/// The bytes of an id: no two things have the same, whatever they are.
pub fn bytes(n: u8, kind: u8) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[0] = n;
    bytes
}

pub fn customer_id(n: u8) -> CustomerId {
    CustomerId::from_bytes(bytes(n, 1))
}

pub fn appliance_id(n: u8) -> ApplianceId {
    ApplianceId::from_bytes(bytes(n, 2))
}

pub fn ticket_id(n: u8) -> TicketId {
    TicketId::from_bytes(bytes(n, 3))
}

/// A ticket just taken in: customer `who`, with an appliance for each of `on`.
pub fn new(n: u8, who: u8, on: &[u8]) -> Dossier {
    let appliances: Vec<Value> = on.iter().map(|id| appliance(*id, who)).collect();
    let more: Vec<ApplianceId> = on.iter().skip(1).map(|id| appliance_id(*id)).collect();
    from(json!({
        "ticket": {
            "id": ticket_id(n), "number": "", "kind": "repair", "service": "walk_in",
            "state": "registered", "created_at": at(n.into()),
            "customer": customer_id(who), "appliance": on.first().map(|id| appliance_id(*id)),
            "intake": {
                "channel": "电话", "phone": format!("138{who:08}"),
                "address": { "region": "广西/桂林市/七星区", "detail": format!("漓江路{who}号") },
                "complaint": "不制冷", "more_appliances": more,
                "disclosed": { "empty_trip": true, "empty_trip_fen": 3000 },
                "by": "张三", "policy_version": "jason-2026.1",
            },
            "course": {}, "lines": [], "quotes": [], "consents": [], "bills": [],
            "payments": [], "documents": [], "prints": [],
        },
        "customer": customer(who), "appliances": appliances, "jobs": [],
    }))
}

pub fn customer(who: u8) -> Value {
    json!({
        "id": customer_id(who), "name": format!("李{who}"),
        "phones": [
            { "number": format!("138{who:08}"), "kind": "mobile" },
            { "number": format!("0773583{who:04}-801"), "kind": "landline" },
        ],
        "addresses": [
            { "region": "广西/桂林市/七星区", "detail": format!("漓江路{who}号") },
            { "region": "", "detail": "" },
        ],
        "tier": "gold", "tier_seen": { "proof": "会员小程序", "by": "张三", "on": "2026-01-02" },
        "note": "\u{1F600} '\"\\\n", "created_at": at(0),
    })
}

pub fn appliance(id: u8, who: u8) -> Value {
    json!({
        "id": appliance_id(id), "customer": customer_id(who),
        "facts": {
            "category": "refrigerator", "model": format!("BCD-{id}"),
            "purchased_on": "2024-02-29", "invoice": "present", "use": "household",
            "card_terms": { "whole_months": 36, "core_months": null },
            "extended": [{ "from": "2026-01-01", "to": "2028-01-01", "covers": "core" }],
            "downtime": [{ "from": "2026-03-01", "to": null, "kind": "parts" }],
        },
        "serial_number": format!("SN/{id:04}"), "price_fen": 399_900,
        "seen": [{ "proof": "发票", "by": "张三", "on": "2026-01-02" }],
        "exchanges": [{ "on": "2025-05-05", "reason": "坏", "old_serial_number": "SN1" }],
        "warnings": [{ "on": "2026-05-05", "cause": "self_disassembly", "ticket": "WX-1" }],
        "created_at": at(1),
    })
}

/// The same ticket finished and paid, with one of everything.
pub fn finished(taken: &Dossier) -> Dossier {
    let main = taken.ticket.appliance;
    let id = taken.ticket.id;
    let who = json!({ "name": "王五", "badge": "007", "reason": "熟客" });
    let job = format!("{id}/f1");
    let mut whole = serde_json::to_value(taken).expect("JSON");
    whole["jobs"].as_array_mut().expect("jobs").push(json!({
        "id": job, "appliance": main, "ticket": id, "number": taken.ticket.number,
        "kind": "repair", "completed_on": "2026-11-23", "place": "制冷", "parts": ["compressor"],
        "cover_months": 12, "last_day": "2027-11-23", "by": "赵六",
    }));
    let ticket = &mut whole["ticket"];
    ticket["state"] = json!("accepted");
    ticket["course"] = json!({
        "visits": [{
            "engineer": "赵六", "badge": "011", "from": at(10), "to": at(20), "given_at": at(5),
            "called_at": at(6), "arrived_at": at(11), "checked": ["工牌", "鞋套"],
        }],
        "custody": {
            "received_at": at(9), "received_by": "张三", "looks": "划痕", "accessories": ["遥控器"],
            "pickup_code": "004711", "kept_at": "A-3",
        },
        "findings": 2, "waits": [{ "from": at(30), "part": "压缩机" }], "started_at": at(40),
        "past_safe_life": who,
        "completion": {
            "at": at(50), "by": "赵六", "work": "换压缩机", "done": ["q1"],
            "fitted": [{ "line": "q1", "old_serial": "a", "new_serial": "b" }],
            "covers": [{ "fault": "f1", "job": job, "months": 12, "last_day": "2027-11-23" }],
        },
        "acceptance": { "at": at(60), "person": "李" },
        "closings": [{
            "at": at(70), "by": "张三", "balance_fen": -5, "approval": who,
            "reopened": { "at": at(80), "approval": who },
        }],
        "back_to": "accepted",
    });
    ticket["lines"] = json!([line("f1", main), line("f2", main)]);
    ticket["quotes"] = json!([quote(1), quote(2)]);
    ticket["consents"] = json!([
        { "quote_version": 1, "person": "李", "how": "paper", "at": at(31), "by": "张三" },
        {
            "quote_version": 2, "person": "李", "how": "phone", "called": "13800000001",
            "at": at(32), "by": "张三",
        },
    ]);
    ticket["bills"] = json!([{
        "version": 1, "at": at(51), "outcome": "repaired", "policy_version": "jason-2026.1",
        "rows": [
            {
                "id": "q1", "name": "压缩机", "unit": "台", "unit_fen": 80_000, "qty": "1.5",
                "full_fen": 120_000, "charged_fen": 120_000, "clause": null,
            },
            {
                "id": "visit", "name": "", "unit": "", "unit_fen": 3000, "qty": "1",
                "full_fen": 3000, "charged_fen": 0, "clause": "E13",
            },
        ],
        "discounts": [{ "at": at(51), "amount_fen": 100, "approval": who }],
        "manufacturer_fen": 3000,
    }]);
    ticket["documents"] = json!([
        { "number": "", "series": "BX", "issued_at": at(50) },
        { "number": "", "series": "SJ", "issued_at": at(52) },
    ]);
    ticket["payments"] = json!([payment(119_900)]);
    let number = &taken.ticket.number;
    ticket["prints"] = json!([
        {
            "document": number, "at": at(2), "paper": "a4", "by": "张三", "edition": 1,
            "digest": content_digest(CONTENT),
        },
        {
            "document": number, "at": at(3), "paper": "80mm", "by": "张三", "edition": 1,
            "digest": content_digest(CONTENT), "copies": [{ "name": "存根", "colour": "白" }],
            "offset": { "right": 5, "down": -5 }, "practice": true,
        },
    ]);
    from(whole)
}

pub fn payment(fen: i64) -> Value {
    json!({
        "receipt": "", "at": at(52), "amount_fen": fen, "method": "wechat", "purpose": "payment",
        "payer": "李", "by": "张三", "total_fen": 119_900, "paid_fen": fen,
    })
}

pub fn line(id: &str, appliance: Option<ApplianceId>) -> Value {
    json!({
        "id": id, "appliance": appliance, "place": "制冷", "part": "compressor",
        "part_class": "core", "cause": "component_failure", "responsible": "", "note": "不启动",
        "verdict": {
            "id": id, "cover": "term_core", "labour": "free", "parts": "free", "visit": "free",
            "start": "2024-02-29", "last_day": "2027-02-28", "clauses": ["B2", "B7"],
            "provisional": false, "ask": ["appliance.card"], "advice": ["replace"],
            "remedies": ["repair", "exchange"],
        },
        "policy_version": "jason-2026.1", "decided_at": at(15), "covered_by": "old/f1",
    })
}

pub fn quote(version: u32) -> Value {
    json!({
        "version": version, "at": at(25), "by": "张三", "findings": version,
        "policy_version": "jason-2026.1", "tariff_version": "demo-1",
        "lines": [{
            "id": "q1", "kind": "part", "fault": "f1", "code": "P-1", "name": "压缩机",
            "unit": "台", "unit_fen": 80_000, "list_fen": 85_000, "qty": "1.5",
        }],
        "visit_fen": 3000, "inspection_fen": 0, "freight_in_fen": 0, "freight_out_fen": 1,
        "discount_fen": 100, "total_fen": 119_900,
    })
}

pub fn from(whole: Value) -> Dossier {
    serde_json::from_value(whole).expect("a dossier")
}
