//! What is kept comes back as it was, grows and is found again.

mod dossiers;

use desk_core::calendar::{Date, Moment};
use desk_core::id::{DraftId, StaffId};
use desk_core::money::Money;
use desk_core::party::{Address, Customer, Point, Role, Staff};
use desk_core::tariff::Tariff;
use desk_core::ticket::{Discount, Dossier, FoundBy, Job, Payment, State, Voided};
use desk_core::warranty::JobKind;
use desk_store::search::Kind;
use desk_store::{Draft, PointRow, Store, StoreError, TicketFilter};
use dossiers::{
    CONTENT, Kept, appliance_id, at, customer_id, finished, from, line, new, pack, payment, quote,
    ticket_id,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn filter() -> TicketFilter {
    TicketFilter { limit: 10, ..TicketFilter::default() }
}

fn ids(store: &Store, filter: &TicketFilter) -> Vec<u8> {
    let tickets = store.read(|read| read.tickets(filter)).expect("tickets");
    tickets.iter().map(|ticket| ticket.id.bytes()[0]).collect()
}

fn found(store: &Store, text: &str) -> Vec<(Kind, u8)> {
    let hits = store.read(|read| read.search(text, 50)).expect("a search");
    let mut found: Vec<_> = hits.iter().map(|hit| (hit.kind, hit.id[0])).collect();
    found.sort_by_key(|(kind, id)| (*kind as u8, *id));
    found
}

fn history(store: &Store, subject: &[u8; 16]) -> Vec<Value> {
    let rows = store.read(|read| read.history(subject)).expect("a history");
    rows.into_iter().map(|row| row.payload.expect("a payload")).collect()
}

fn entered(id: &str, on: u8, last_day: Date) -> Job {
    Job {
        id: id.into(),
        appliance: appliance_id(on),
        ticket: None,
        number: id.into(),
        kind: JobKind::Repair,
        completed_on: Date::new(2026, 5, 5).expect("a day"),
        place: None,
        parts: vec![],
        cover_months: None,
        redo_of: None,
        last_day,
        by: "老王".into(),
    }
}

#[test]
fn a_ticket_with_everything_comes_back_as_it_was() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1, 2]));
    assert_eq!(taken.ticket.number, "WX-GL01-20261118-0001");
    assert_eq!(kept.load(&taken.ticket.number), taken);
    let done = kept.keep(Some(&taken), &finished(&taken));
    assert_eq!(kept.load(&taken.ticket.number), done);
    assert_eq!(kept.problems(), [""; 0]);

    // At once, as it is imported.
    let other = Kept::new();
    let mut at_once = finished(&new(1, 1, &[1, 2]));
    at_once.jobs[0].number = taken.ticket.number.clone();
    assert_eq!(other.keep(None, &at_once), done);
    assert_eq!(other.load(&taken.ticket.number), done);
    assert_eq!(other.problems(), [""; 0]);
}

#[test]
fn a_ticket_of_a_known_customer_keeps_what_changed_alone() {
    let kept = Kept::new();
    kept.keep(None, &new(1, 1, &[1]));
    let mut second = new(2, 1, &[1, 3]);
    second.customer.note = "狗".into();
    let second = kept.keep(None, &second);
    assert_eq!(kept.load(&second.ticket.number), second);
    let told = |n, kind| history(&kept.store, &dossiers::bytes(n, kind));
    let customer = told(1, 1);
    assert_eq!(customer.len(), 2);
    assert_eq!(customer[0]["facts"], json!({}));
    assert_eq!(customer[1]["facts"]["before"]["note"], "\u{1F600} '\"\\\n");
    assert_eq!(told(1, 2).len(), 1);
    assert_eq!(told(3, 2).len(), 1);
    assert_eq!(told(2, 3)[0]["facts"], json!({ "why": "test" }));

    // Nothing of the ticket changes: the first that does tells the facts.
    let mut third = second.clone();
    third.appliances[1].price_fen = None;
    kept.keep(Some(&second), &third);
    assert_eq!(told(2, 3).len(), 1);
    let facts = told(3, 2)[1]["facts"].clone();
    assert_eq!((&facts["why"], &facts["before"]["price_fen"]), (&json!("test"), &json!(399_900)));

    // Nothing changes at all.
    kept.keep(Some(&third), &third);
    assert_eq!(told(2, 3).len(), 2);
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn a_ticket_grows() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1]));
    let mut before = kept.keep(Some(&taken), &finished(&taken));
    let number = before.ticket.number.clone();
    let mut grow = |change: &dyn Fn(&mut Dossier)| {
        let mut after = before.clone();
        change(&mut after);
        let after = kept.keep(Some(&before), &after);
        assert_eq!(kept.load(&number), after);
        before = after;
    };
    grow(&|after| {
        let json = json!([line("f9", after.ticket.appliance)]);
        after.ticket.lines = serde_json::from_value(json).expect("lines");
    });
    grow(&|after| after.ticket.lines.clear());
    grow(&|after| {
        after.ticket.quotes.push(serde_json::from_value(quote(3)).expect("a quote"));
        let consent = after.ticket.consents[1].clone();
        after.ticket.consents.push(consent);
        let print = after.ticket.prints[0].clone();
        after.ticket.prints.push(print);
    });
    grow(&|after| {
        let discount = Discount { at: at(90), amount_fen: Money::from_fen(900), approval: None };
        after.ticket.bills[0].discounts.push(discount);
        let mut second = after.ticket.bills[0].clone();
        second.version = 2;
        second.rows.truncate(1);
        after.ticket.bills.push(second);
    });
    grow(&|after| {
        let receipt = after.ticket.documents[1].clone();
        let voided = Voided { at: at(91), reason: "写错".into() };
        after.ticket.documents[1].voided = Some(voided);
        after.ticket.documents.push(desk_core::ticket::Document {
            number: String::new(),
            issued_at: at(91),
            ..receipt.clone()
        });
        let back: Payment = serde_json::from_value(payment(-119_900)).expect("a payment");
        after.ticket.payments.push(Payment { reverses: Some(receipt.number), ..back });
    });
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn what_was_kept_is_not_taken_away() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1]));
    let before = kept.keep(Some(&taken), &finished(&taken));
    type Change = (&'static str, fn(&mut Dossier));
    let changes: [Change; 12] = [
        ("a quote", |after| after.ticket.quotes[0].by = "别人".into()),
        ("a quote", |after| drop(after.ticket.quotes.pop())),
        ("a consent", |after| drop(after.ticket.consents.remove(0))),
        ("a bill", |after| drop(after.ticket.bills.pop())),
        ("a bill", |after| after.ticket.bills[0].rows[0].qty = "2".into()),
        ("a payment", |after| after.ticket.payments[0].payer = "别人".into()),
        ("a document", |after| drop(after.ticket.documents.pop())),
        ("a document", |after| after.ticket.documents[0].issued_at = at(99)),
        ("a print", |after| drop(after.ticket.prints.remove(0))),
        ("ticket WX-", |after| after.ticket.number.push('1')),
        ("a job", |after| drop(after.jobs.pop())),
        ("job ", |after| after.jobs[0].place = None),
    ];
    for (what, change) in changes {
        let (before, mut after) = (before.clone(), before.clone());
        change(&mut after);
        let kept_it = kept
            .try_write(move |write| write.keep(Some(&before), &after, Value::Null, &pack()))
            .expect_err(what);
        assert!(
            matches!(&kept_it, StoreError::Failed(text) if text.starts_with(what)),
            "{kept_it}"
        );
    }
    assert_eq!(kept.load(&before.ticket.number), before);
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn what_a_document_says_is_kept_by_edition() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1]));
    let number = taken.ticket.number.clone();
    let read = || {
        let (of, read) = (number.as_str(), &kept.store);
        read.read(|read| {
            let editions = [read.edition(of, 1)?, read.edition(of, 2)?];
            Ok::<_, StoreError>((editions, read.newest_edition(of)?))
        })
        .expect("read")
    };
    assert_eq!(read(), ([None, None], None));
    kept.keep(Some(&taken), &finished(&taken));
    let first = CONTENT.to_owned();
    assert_eq!(read(), ([Some(first.clone()), None], Some((1, first.clone()))));

    let keep = |ticket, edition, content: &'static str| {
        let number = number.clone();
        kept.try_write(move |write| {
            write.audit("test", &[1; 16], &"x")?;
            write.keep_edition(ticket, &number, edition, content)
        })
    };
    let text = "二 \u{1F600} '\"\\\n";
    keep(ticket_id(1), 2, text).expect("it is kept");
    assert_eq!(read(), ([Some(first), Some(text.into())], Some((2, text.into()))));
    for (ticket, edition) in [(1, 2), (1, 0), (2, 3)] {
        let refused = keep(ticket_id(ticket), edition, "other").expect_err("refused");
        assert_eq!(refused.code(), "failed", "{ticket} {edition}");
    }
}

#[test]
fn a_document_without_a_number_is_a_defect() {
    let kept = Kept::new();
    let mut taken = finished(&new(1, 1, &[1]));
    for (ticket, what) in [("", "a ticket"), ("WX-GL01-20261118-0001", "a document")] {
        taken.ticket.number = ticket.into();
        let taken = taken.clone();
        let error = kept
            .try_write(move |write| write.keep(None, &taken, Value::Null, &pack()))
            .expect_err(what);
        assert!(error.to_string().starts_with(what), "{error}");
    }
    assert!(kept.store.read(|read| read.is_empty()).expect("read"));
}

#[test]
fn a_ticket_is_found_by_its_number_however_it_is_typed() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1]));
    let done = kept.keep(Some(&taken), &finished(&taken));
    kept.keep(None, &new(2, 1, &[1]));
    let read = |typed: &str| kept.store.read(|read| read.ticket(typed)).expect("read");
    for typed in [
        "WX-GL01-20261118-0001",
        " wx-gl01-20261118-0001 ",
        "wxgl01202611180001",
        "ＷＸ－ＧＬ０１－２０２６１１１８－０００１",
        "WX–GL01—20261118 0001\u{200b}",
    ] {
        assert_eq!(read(typed).as_ref(), Some(&done.ticket), "{typed}");
    }
    for typed in ["", "-", "WX-GL01-20261118-001", "WX-GL01-20261118-00011", "张三", "'; --"] {
        assert_eq!(read(typed), None, "{typed}");
    }
    let of = |typed: &str| kept.store.read(|read| read.ticket_of_document(typed)).expect("read");
    for typed in ["SJ-GL01-000001", "bxgl01000001", "ＳＪ-gl01 000001"] {
        assert_eq!(of(typed), Some(ticket_id(1)), "{typed}");
    }
    assert_eq!(of("SJ-GL01-000002"), None);
}

#[test]
fn tickets_are_listed_by_state_customer_and_appliance() {
    let kept = Kept::new();
    let first = kept.keep(None, &new(1, 1, &[1, 2]));
    kept.keep(None, &new(2, 1, &[2]));
    kept.keep(None, &new(3, 2, &[3]));
    let done = kept.keep(Some(&first), &finished(&first));
    let of = |filter: &TicketFilter| ids(&kept.store, filter);
    assert_eq!(of(&filter()), [3, 2, 1]);
    assert_eq!(of(&TicketFilter { limit: 2, ..filter() }), [3, 2]);
    assert_eq!(of(&TicketFilter { state: Some(State::Registered), ..filter() }), [3, 2]);
    let one = TicketFilter { customer: Some(customer_id(1)), ..filter() };
    assert_eq!(of(&one), [2, 1]);
    assert_eq!(of(&TicketFilter { state: Some(State::Accepted), ..one.clone() }), [1]);
    assert_eq!(of(&TicketFilter { appliance: Some(appliance_id(2)), ..filter() }), [2, 1]);
    assert_eq!(of(&TicketFilter { appliance: Some(appliance_id(1)), ..filter() }), [1]);
    let unclaimed = TicketFilter { unclaimed: true, ..filter() };
    assert_eq!(of(&unclaimed), [1]);
    let mut back = done.clone();
    let custody = back.ticket.course.custody.as_mut().expect("custody");
    custody.returned = Some(desk_core::ticket::Returned {
        at: at(95),
        by: "张三".into(),
        to: "李".into(),
        against: "004711".into(),
    });
    kept.keep(Some(&done), &back);
    assert_eq!(of(&unclaimed), [0; 0]);

    // The second customer was the first all along.
    let second: Customer = serde_json::from_value(dossiers::customer(2)).expect("a customer");
    let merged = Customer { merged_into: Some(customer_id(1)), ..second.clone() };
    kept.write(move |write| write.keep_customer(Some(&second), &merged, json!({}), &pack()));
    assert_eq!(of(&one), [3, 2, 1]);
    kept.store
        .read(|read| {
            let theirs = read.appliances_of(customer_id(1))?;
            let theirs: Vec<_> = theirs.iter().map(|appliance| appliance.id).collect();
            assert_eq!(theirs, [appliance_id(3), appliance_id(2), appliance_id(1)]);
            assert_eq!(read.customers_with_phone("13800000002")?, []);
            let called = read.customers_with_phone("13800000001")?;
            assert_eq!(called, [back.customer.clone()]);
            Ok::<_, StoreError>(())
        })
        .expect("read");
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn earlier_work_is_found_by_appliance_phone_and_address() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1, 2]));
    let done = kept.keep(Some(&taken), &finished(&taken));
    kept.keep(None, &new(2, 2, &[3]));
    let day = |day| Date::new(2026, 12, day).expect("a day");
    let jobs = [entered("K-1", 3, day(1)), entered("K-2", 3, day(2))];
    let third = kept.load("WX-GL01-20261118-0002").appliances[0].clone();
    let new_jobs = jobs.clone();
    kept.write(move |write| {
        let facts = json!({ "paper": true });
        write.keep_appliance(Some(&third), &third, &new_jobs, facts, &pack())
    });
    let own = done.jobs[0].clone();
    let phone = |n: u8| format!("138{n:08}");
    let street = |n: u8| Address {
        region: "广西/桂林市/七星区".into(),
        detail: format!("漓江路{n}号"),
    };
    let find = |on: &[u8], phones: &[String], address: &Address, not_of| {
        let on: Vec<_> = on.iter().map(|id| appliance_id(*id)).collect();
        kept.store.read(|read| read.earlier_jobs(&on, phones, address, not_of)).expect("read")
    };
    let nowhere = Address::default();
    use FoundBy::{Appliance, Phone};
    assert_eq!(find(&[1], &[], &nowhere, None), [(Appliance, own.clone())]);
    assert_eq!(find(&[1], &[], &nowhere, Some(ticket_id(1))), []);
    assert_eq!(find(&[2], &[phone(1)], &street(1), None), [(Phone, own.clone())]);
    let by_street = [(FoundBy::Address, jobs[1].clone()), (FoundBy::Address, jobs[0].clone())];
    assert_eq!(find(&[], &[], &street(2), Some(ticket_id(1))), by_street);
    let all = find(&[3], &[phone(2), phone(1)], &street(2), None);
    let by: Vec<_> = all.iter().map(|(by, job)| (*by, job.id.as_str())).collect();
    assert_eq!(by, [(Appliance, "K-2"), (Appliance, "K-1"), (Phone, own.id.as_str())]);
    assert_eq!(find(&[], &[], &Address { region: String::new(), ..street(1) }, None), []);
    // A customer's second address is empty: nobody is found by it.
    assert_eq!(find(&[], &[], &nowhere, None), []);

    assert_eq!(kept.load("WX-GL01-20261118-0002").jobs, jobs);
    let refused = kept.try_write(move |write| {
        let other = write.appliance(appliance_id(1))?.expect("an appliance");
        write.keep_appliance(Some(&other), &other, &jobs, Value::Null, &pack())
    });
    assert_eq!(refused.expect_err("another appliance's").code(), "failed");
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn the_search_box_follows_what_is_kept() {
    let kept = Kept::new();
    let taken = kept.keep(None, &new(1, 1, &[1, 2]));
    use Kind::{Appliance, Customer as Person, Ticket};
    let all = [(Ticket, 1), (Person, 1), (Appliance, 1), (Appliance, 2)];
    assert_eq!(found(&kept.store, "李1"), all);
    assert_eq!(found(&kept.store, "漓江路"), all);
    assert_eq!(found(&kept.store, "冰箱"), [(Ticket, 1), (Appliance, 1), (Appliance, 2)]);
    assert_eq!(found(&kept.store, "不制冷"), [(Ticket, 1)]);
    assert_eq!(found(&kept.store, "BCD-2"), [(Ticket, 1), (Appliance, 2)]);

    let mut after = taken.clone();
    after.customer.name = "欧阳".into();
    after.appliances[1].facts.model = Some("KFR-35".into());
    after.ticket.intake.complaint = "漏水".into();
    after.ticket.intake.address.detail = "中山路".into();
    let after = kept.keep(Some(&taken), &after);
    assert_eq!(found(&kept.store, "欧阳"), all);
    assert_eq!(found(&kept.store, "ouyang"), all);
    assert_eq!(found(&kept.store, "李1"), []);
    assert_eq!(found(&kept.store, "KFR"), [(Ticket, 1), (Appliance, 2)]);
    assert_eq!(found(&kept.store, "BCD-2"), []);
    assert_eq!(found(&kept.store, "漏水"), [(Ticket, 1)]);
    assert_eq!(found(&kept.store, "中山路"), [(Ticket, 1)]);

    // An appliance alone: its ticket follows.
    let second = after.appliances[1].clone();
    let renamed = {
        let mut renamed = second.clone();
        renamed.facts.model = Some("XQG".into());
        renamed
    };
    kept.write(move |write| write.keep_appliance(Some(&second), &renamed, &[], json!({}), &pack()));
    assert_eq!(found(&kept.store, "XQG"), [(Ticket, 1), (Appliance, 2)]);
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn price_lists_come_back_by_their_days_and_tell_when_one_was_kept() {
    let kept = Kept::new();
    let mark = || kept.store.read(|read| read.tariffs_mark()).expect("read");
    assert_eq!(mark(), None);
    let from = |version: &str, day: &str| Tariff {
        version: version.into(),
        effective_from: day.parse().expect("a day"),
        ..Tariff::demo()
    };
    let (first, second, moved) =
        (from("乙", "2026-12-01"), from("甲", "2027-01-01"), from("甲", "2027-02-01"));
    let keep = |tariff: &Tariff| {
        let tariff = tariff.clone();
        kept.try_write(move |write| write.keep_tariff(&tariff, json!({})))
    };
    let mut marks = vec![mark()];
    for tariff in [&second, &first, &moved] {
        keep(tariff).expect("kept");
        assert!(!marks.contains(&mark()));
        marks.push(mark());
    }
    assert_eq!(kept.store.read(|read| read.tariffs()).expect("read"), [first, moved]);
    let same_day = keep(&from("丙", "2027-02-01")).expect_err("the day is taken");
    assert_eq!(same_day.code(), "failed");
    assert_eq!(Some(&mark()), marks.last());
    assert_eq!(kept.problems(), [""; 0]);
}

#[test]
fn the_point_staff_and_drafts_come_back_as_they_were() {
    let kept = Kept::new();
    assert_eq!(kept.store.read(|read| read.point()).expect("read"), None);
    let point = Point {
        name: "桂林店".into(),
        branch: "GL01".into(),
        city: "桂林".into(),
        ..Point::default()
    };
    let staff = |n: u8, badge: &str| Staff {
        id: StaffId::from_bytes([n; 16]),
        name: "王五".into(),
        phone: Some("13800000000".into()),
        badge: badge.into(),
        role: Role::Engineer,
        active: true,
        certificate: None,
        since_year: Some(-1),
    };
    let (first, second) = (staff(2, "001"), staff(1, "002"));
    let gone = Staff { active: false, ..first.clone() };
    let (written, both) = (point.clone(), [first.clone(), second.clone()]);
    let left = gone.clone();
    kept.write(move |write| {
        write.keep_point(&Point::default(), true, json!({}))?;
        write.keep_point(&written, false, json!({ "why": "test" }))?;
        write.keep_staff(&both[1], None, json!({}))?;
        write.keep_staff(&both[0], Some("hash"), json!({}))?;
        write.keep_staff(&left, None, json!({}))
    });
    kept.store
        .read(|read| {
            assert_eq!(read.point()?, Some(PointRow { point, practice: false, epoch: 1 }));
            assert_eq!(read.staff()?, [gone, second]);
            assert_eq!(read.staff_pin(first.id)?.as_deref(), Some("hash"));
            assert_eq!(read.staff_pin(StaffId::from_bytes([1; 16]))?, None);
            assert_eq!(read.staff_pin(StaffId::from_bytes([9; 16]))?, None);
            assert!(!read.is_empty()?);
            Ok::<_, StoreError>(())
        })
        .expect("read");
    let same_badge = staff(7, "001");
    let refused = kept.try_write(move |write| write.keep_staff(&same_badge, None, Value::Null));
    assert_eq!(refused.expect_err("the badge").code(), "failed");
    assert_eq!(kept.problems(), [""; 0]);

    let draft = |n: u8, at: Moment| Draft {
        id: DraftId::from_bytes([n; 16]),
        kind: "intake".into(),
        saved_at: at,
        body: json!({ "complaint": "不", "n": [null, 1.5, -3] }),
    };
    let drafts = [draft(1, at(3)), draft(2, at(2))];
    let saved = drafts.clone();
    let operation = desk_store::Operation {
        name: "draft",
        actor: String::new(),
        at: at(0),
        clock_confirmed: false,
    };
    kept.store
        .write_draft(operation, move |write| {
            write.keep_draft(&draft(1, at(0)))?;
            write.keep_draft(&draft(3, at(0)))?;
            saved.iter().try_for_each(|draft| write.keep_draft(draft))?;
            assert!(write.drop_draft(DraftId::from_bytes([3; 16]))?);
            assert!(!write.drop_draft(DraftId::from_bytes([3; 16]))?);
            assert_eq!(write.drafts()?, drafts);
            Ok::<_, StoreError>(())
        })
        .expect("written");
}

/// Every text below a value, but what names something else or is one of a set.
fn texts_replaced(value: &mut Value, texts: &mut impl Iterator<Item = String>) {
    const FREE: &[&str] = &[
        "name",
        "note",
        "complaint",
        "by",
        "payer",
        "colour",
        "reason",
        "looks",
        "kept_at",
        "work",
        "person",
        "detail",
        "region",
        "place",
        "part",
        "engineer",
        "badge",
        "model",
        "serial_number",
        "unit",
        "qty",
        "to",
        "against",
        "responsible",
        "code",
        "tariff_version",
        "old_serial",
    ];
    match value {
        Value::Array(all) => all.iter_mut().for_each(|value| texts_replaced(value, texts)),
        Value::Object(members) => {
            for (name, value) in members {
                let is_time = value.as_str().is_some_and(|text| text.starts_with("20"));
                if value.is_string() && FREE.contains(&name.as_str()) && !is_time {
                    *value = Value::String(texts.next().expect("endless"));
                }
                texts_replaced(value, texts);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_comes_back(texts in prop::collection::vec(any::<String>(), 1..20)) {
        let kept = Kept::new();
        let whole = serde_json::to_value(finished(&new(1, 1, &[1, 2]))).unwrap();
        let mut whole = whole;
        texts_replaced(&mut whole, &mut texts.into_iter().cycle());
        let saved = kept.keep(None, &from(whole));
        let loaded = kept.load(&saved.ticket.number);
        prop_assert_eq!(loaded, saved);
        prop_assert_eq!(kept.problems(), [""; 0]);
    }
}
