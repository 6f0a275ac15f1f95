//! `desk demo`: everything that the counter can see is there, and the same seed gives the same.

use std::collections::BTreeSet;

use desk_app::demo::{Fill, Filled, fill};
use desk_app::ticket::{TicketQuery, TicketView, list};
use desk_app::{Clock, Desk, draft, point, search, upkeep};
use desk_core::fee::Outcome;
use desk_core::ticket::{ConsentHow, Kind, Method, Purpose, State};
use desk_core::warranty::{Cover, Tier};
use tempfile::TempDir;

const DAY: &str = "2026-11-23";

fn desk() -> (TempDir, Desk) {
    let folder = TempDir::new().expect("a folder");
    let now = format!("{DAY}T12:30").parse().expect("a time");
    let desk = Desk::new(folder.path().to_owned(), Clock::Chosen(now));
    (folder, desk)
}

fn filled(tickets: u32, seed: u64) -> (TempDir, Desk, Filled) {
    let (folder, desk) = desk();
    let made = fill(&desk, Fill { tickets, seed, today: None });
    (folder, desk, made.unwrap_or_else(|error| panic!("seed {seed}, {tickets}: {error}")))
}

fn tickets(desk: &Desk) -> Vec<TicketView> {
    list(desk, TicketQuery { limit: Some(1000), ..TicketQuery::default() }).expect("a list")
}

/// What is there of a set of values, against all of them.
fn has_every<T: Copy + Ord + std::fmt::Debug>(seen: impl Iterator<Item = T>, all: &[T]) {
    let seen: BTreeSet<T> = seen.collect();
    let missing: Vec<&T> = all.iter().filter(|value| !seen.contains(value)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn a_small_point_shows_everything() {
    let (_folder, desk, made) = filled(120, 1);
    let tickets = tickets(&desk);
    assert_eq!(tickets.len(), 120);
    has_every(tickets.iter().map(|ticket| ticket.state), State::ALL);
    has_every(tickets.iter().map(|ticket| ticket.kind), Kind::ALL);
    let bills = tickets.iter().flat_map(|ticket| &ticket.bills);
    has_every(bills.map(|bill| bill.outcome), Outcome::ALL);
    let lines = tickets.iter().flat_map(|ticket| &ticket.lines);
    has_every(lines.map(|line| line.verdict.cover), Cover::ALL);
    let consents = tickets.iter().flat_map(|ticket| &ticket.consents);
    has_every(consents.map(|consent| consent.how), ConsentHow::ALL);
    let payments = || tickets.iter().flat_map(|ticket| &ticket.payments);
    has_every(payments().map(|payment| payment.method), Method::ALL);
    has_every(payments().map(|payment| payment.purpose), Purpose::ALL);

    let some = |what: &str, is_so: &dyn Fn(&TicketView) -> bool| {
        assert!(tickets.iter().any(is_so), "no {what}");
    };
    some("further appliance", &|ticket| !ticket.more_appliances.is_empty());
    some("duplicate", &|ticket| ticket.course.duplicate.is_some());
    some("reopened ticket", &|ticket| {
        ticket.course.closings.iter().any(|closing| closing.reopened.is_some())
    });
    some("approved balance", &|ticket| {
        ticket.course.closings.iter().any(|closing| closing.approval.is_some())
    });
    some("work past the safe life", &|ticket| ticket.course.past_safe_life.is_some());
    some("approved quote", &|ticket| ticket.quotes.iter().any(|quote| quote.approval.is_some()));
    some("second quote", &|ticket| ticket.quotes.len() > 1);
    some("second visit", &|ticket| ticket.course.visits.len() > 1);
    some("voided receipt", &|ticket| ticket.documents.iter().any(|it| it.voided.is_some()));
    let discounts = |approved: bool| {
        move |ticket: &TicketView| {
            let discounts = ticket.bills.iter().flat_map(|bill| &bill.discounts);
            discounts.clone().any(|discount| discount.approval.is_some() == approved)
        }
    };
    some("rounding down", &discounts(false));
    some("approved discount", &discounts(true));
    some("complaint about a ticket", &|ticket| ticket.intake.about.is_some());
    some("long wait", &|ticket| {
        ticket.state == State::WaitingParts
            && ticket.course.waits.iter().any(|wait| {
                let today: desk_core::calendar::Date = DAY.parse().expect("a date");
                today.days_since(wait.from.date()) > 90
            })
    });
    some("visit that is late", &|ticket| {
        ticket.state == State::Scheduled
            && ticket.course.visits.iter().any(|visit| visit.from.to_string().starts_with(DAY))
    });
    some("unclaimed unit", &|ticket| ticket.state == State::Completed && ticket.service.is_bench());
    some("customer without a phone", &|ticket| ticket.customer.phones.is_empty());
    let phones = || tickets.iter().flat_map(|ticket| &ticket.customer.phones);
    assert!(phones().any(|phone| phone.starts_with("400")), "no service number");
    assert!(phones().any(|phone| phone.starts_with('0') && phone.contains('-')), "no extension");
    some("gold card", &|ticket| ticket.customer.tier >= Tier::Gold);
    some("name with a dot", &|ticket| ticket.customer.name.contains('·'));

    assert_eq!(made.tickets, 120);
    let receipts: usize = tickets.iter().map(|ticket| ticket.receipts.len()).sum();
    let slips: usize = tickets.iter().map(|ticket| ticket.warranty_slips.len()).sum();
    assert_eq!((made.receipts, made.slips), (receipts as u32, slips as u32));
    let customers: BTreeSet<_> = tickets.iter().map(|ticket| ticket.customer.id).collect();
    assert_eq!(made.customers, customers.len() as u32);
    assert_eq!(draft::drafts(&desk, draft::DraftQuery::default()).expect("drafts").len(), 2);

    let report = upkeep::verify(&desk, upkeep::Verify::default(), &mut |_| true).expect("a report");
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[test]
fn the_point_is_named_and_staffed_for_practice() {
    let (_folder, desk, made) = filled(0, 3);
    let view = point::point(&desk, point::PointQuery::default()).expect("the point");
    assert!(view.practice && view.named);
    assert_eq!(view.point.map(|point| point.branch), Some("GL01".to_owned()));
    let counts = (made.tickets, made.customers, made.receipts, made.slips);
    assert_eq!(counts, (0, 0, 0, 0));
    // The PIN that is told is the one that approves.
    let (_folder, desk, made) = filled(1, 3);
    let ticket = &tickets(&desk)[0];
    assert_eq!((made.tickets, ticket.state), (1, State::Closed));
    let call = serde_json::json!({
        "number": ticket.number, "operation": "reopen", "input": { "reason": "演示" },
        "approval": { "staff": made.badge, "pin": made.pin },
    });
    desk_app::commands::call(&desk, "ticket_do", call).expect("reopened");
}

#[test]
fn the_same_seed_gives_the_same() {
    let json = |seed| {
        let (_folder, desk, made) = filled(200, seed);
        let tickets = serde_json::to_value(tickets(&desk)).expect("JSON");
        (tickets, made.customers, made.receipts, made.slips)
    };
    let first = json(7);
    assert_eq!(first, json(7));
    assert_ne!(first.0, json(8).0);
}

#[test]
fn a_folder_that_holds_data_is_refused() {
    let (_folder, desk, _) = filled(1, 1);
    let refused = fill(&desk, Fill { tickets: 1, seed: 1, today: None });
    assert_eq!(refused.expect_err("not empty").code.as_str(), "not_empty");
    assert_eq!(tickets(&desk).len(), 1);
}

#[test]
fn any_number_seed_and_day_works() {
    for tickets in [2, 19, 20, 41, 63] {
        let (_folder, desk, made) = filled(tickets, u64::from(tickets));
        assert_eq!(made.tickets, tickets);
        assert_eq!(self::tickets(&desk).len() as u32, tickets);
    }
    for (seed, today) in [(11, "2000-02-29"), (12, "2024-02-29"), (13, "2031-01-01")] {
        let (_folder, desk) = desk();
        let today = Some(today.parse().expect("a date"));
        let made = fill(&desk, Fill { tickets: 150, seed, today }).expect("filled");
        assert_eq!(made.tickets, 150);
        assert!(
            upkeep::verify(&desk, upkeep::Verify::default(), &mut |_| true)
                .expect("a report")
                .problems
                .is_empty()
        );
    }
}

#[test]
fn twenty_tickets_have_every_state() {
    for seed in 0..5 {
        let (_folder, desk, _) = filled(20, seed);
        let tickets = tickets(&desk);
        has_every(tickets.iter().map(|ticket| ticket.state), State::ALL);
        let bills = tickets.iter().flat_map(|ticket| &ticket.bills);
        has_every(bills.map(|bill| bill.outcome), Outcome::ALL);
    }
}

#[test]
fn what_is_there_is_found() {
    let (_folder, desk, _) = filled(63, 5);
    let ticket = &tickets(&desk)[0];
    let hits = search::search(&desk, search::Search { text: ticket.number.clone(), limit: None });
    assert!(!hits.expect("an answer").is_empty());
}
