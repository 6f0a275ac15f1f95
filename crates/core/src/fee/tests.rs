//! The table of outcomes and every refusal that decisions.md §4 names.

use serde_json::{Value, json};

use super::*;
use crate::input::InputCode;
use crate::money::Money;
use crate::policy::Policy;

fn verdict(cover: &str) -> Value {
    let (labour, parts, visit) = match cover {
        "none" | "unproven" => ("charged", "charged", "charged"),
        "lifetime" => ("free", "charged", "free"),
        _ => ("free", "free", "free"),
    };
    json!({"cover": cover, "labour": labour, "parts": parts, "visit": visit})
}

fn line(id: &str, kind: &str, unit_fen: i64, cover: &str) -> Value {
    json!({"id": id, "kind": kind, "unit_fen": unit_fen, "qty": "1", "verdict": verdict(cover)})
}

fn extra(id: &str, belongs_to: &str, unit_fen: i64) -> Value {
    json!({"id": id, "kind": "extra", "unit_fen": unit_fen, "qty": "1", "belongs_to": belongs_to})
}

/// A repair in town with these lines and some members changed.
fn case(lines: Value, changes: Value) -> FeeCase {
    let mut case = json!({"id": "f", "service": "onsite_town", "outcome": "repaired",
        "visit_fen": 3000, "lines": lines});
    let changes = changes.as_object().expect("an object").clone();
    case.as_object_mut().expect("an object").extend(changes);
    serde_json::from_value(case).expect("a well-formed case")
}

fn billed(lines: Value, changes: Value) -> Bill {
    bill(Policy::shipped().newest(), &case(lines, changes)).expect("a case that can be billed")
}

fn refused(lines: Value, changes: Value) -> (InputCode, String) {
    let error = bill(Policy::shipped().newest(), &case(lines, changes)).expect_err("a refusal");
    (error.code, error.field)
}

/// The rows as `id charged/full clause`, for the tables.
fn rows(bill: &Bill) -> Vec<String> {
    let row = |row: &Row| {
        let clause = row.clause.map_or("", |clause| clause.as_str());
        format!("{} {}/{} {clause}", row.id, row.charged_fen.fen(), row.full_fen.fen())
    };
    bill.rows.iter().map(row).map(|row| row.trim_end().to_owned()).collect()
}

fn lines_of(cover: &str) -> Value {
    json!([line("l", "labour", 8000, cover), line("p", "part", 4500, cover), extra("e", "l", 500)])
}

#[test]
fn what_is_repaired_is_charged_by_its_verdict() {
    let table: &[(&str, &[&str], i64)] = &[
        ("none", &["l 8000/8000", "p 4500/4500", "e 500/500", "visit 3000/3000"], 0),
        ("unproven", &["l 8000/8000", "p 4500/4500", "e 500/500", "visit 3000/3000"], 0),
        ("lifetime", &["l 0/8000 B8", "p 4500/4500", "e 0/500 B8", "visit 0/3000 B8"], 11_500),
        (
            "term_whole",
            &["l 0/8000 E13", "p 0/4500 E13", "e 0/500 E13", "visit 0/3000 E13"],
            16_000,
        ),
        ("term_core", &["l 0/8000 E13", "p 0/4500 E13", "e 0/500 E13", "visit 0/3000 E13"], 16_000),
        ("extended", &["l 0/8000 E13", "p 0/4500 E13", "e 0/500 E13", "visit 0/3000 E13"], 16_000),
        ("post_repair", &["l 0/8000 D4", "p 0/4500 D4", "e 0/500 D4", "visit 0/3000 D4"], 0),
        ("installation", &["l 0/8000 D3", "p 0/4500 D3", "e 0/500 D3", "visit 0/3000 D3"], 0),
    ];
    for (cover, expected, manufacturer) in table {
        let bill = billed(lines_of(cover), json!({}));
        assert_eq!(rows(&bill), *expected, "{cover}");
        assert_eq!(bill.manufacturer_fen.fen(), *manufacturer, "{cover}");
    }
}

#[test]
fn one_line_in_cover_frees_the_visit_and_the_freight_alone() {
    let mixed = json!([
        line("a", "labour", 8000, "none"),
        line("b", "labour", 6000, "post_repair"),
        line("c", "part", 4500, "term_whole"),
    ]);
    let bill = billed(mixed.clone(), json!({}));
    assert_eq!(rows(&bill), ["a 8000/8000", "b 0/6000 D4", "c 0/4500 E13", "visit 0/3000 D4"]);
    let posted = json!({"service": "mail_in", "freight_in_fen": 1500, "freight_out_fen": 1800});
    let bill = billed(mixed, posted.clone());
    assert_eq!(
        rows(&bill)[3..],
        ["freight_in 0/1500 E8".to_owned(), "freight_out 0/1800 E8".to_owned()]
    );
    // Lifetime repair frees no freight.
    let bill = billed(json!([line("a", "labour", 8000, "lifetime")]), posted);
    assert_eq!(rows(&bill), ["a 0/8000 B8", "freight_in 1500/1500", "freight_out 1800/1800"]);
}

#[test]
fn every_other_outcome_charges_its_own_fee_alone() {
    let table: &[(Value, &[&str])] = &[
        (
            json!({"outcome": "quote_refused"}),
            &[
                "l 0/8000 E4",
                "p 0/4500 E4",
                "e 0/500 E4",
                "visit 0/3000 E4",
                "inspection 3000/3000",
            ],
        ),
        (
            json!({"outcome": "quote_refused", "inspection_fen": 0}),
            &["l 0/8000 E4", "p 0/4500 E4", "e 0/500 E4", "visit 0/3000 E4", "inspection 0/0"],
        ),
        (
            json!({"outcome": "quote_refused", "service": "onsite_far", "inspection_fen": 6000}),
            &[
                "l 0/8000 E4",
                "p 0/4500 E4",
                "e 0/500 E4",
                "visit 0/3000 E4",
                "inspection 6000/6000",
            ],
        ),
        (
            json!({"outcome": "quote_refused", "service": "walk_in"}),
            &["l 0/8000 E4", "p 0/4500 E4", "e 0/500 E4", "inspection 0/0"],
        ),
        (
            json!({"outcome": "quote_refused", "service": "mail_in", "freight_out_fen": 1800}),
            &[
                "l 0/8000 E4",
                "p 0/4500 E4",
                "e 0/500 E4",
                "inspection 0/0",
                "freight_out 1800/1800",
            ],
        ),
        (
            json!({"outcome": "cancelled_before_departure"}),
            &["l 0/8000 E5", "p 0/4500 E5", "e 0/500 E5", "visit 0/3000 E5"],
        ),
        (
            json!({"outcome": "cancelled_after_departure", "empty_trip_disclosed": true}),
            &[
                "l 0/8000 E5",
                "p 0/4500 E5",
                "e 0/500 E5",
                "visit 0/3000 E5",
                "empty_trip 5000/5000",
            ],
        ),
        (
            json!({"outcome": "cancelled_after_departure", "empty_trip_fen": 4000}),
            &[
                "l 0/8000 E5",
                "p 0/4500 E5",
                "e 0/500 E5",
                "visit 0/3000 E5",
                "empty_trip 0/4000 E5",
            ],
        ),
        (
            json!({"outcome": "failed_by_us", "service": "mail_in", "freight_in_fen": 1500}),
            &["l 0/8000 E6", "p 0/4500 E6", "e 0/500 E6", "freight_in 0/1500 E6"],
        ),
        (
            json!({"outcome": "not_repairable", "visit_fen": 0}),
            &["l 0/8000 E7", "p 0/4500 E7", "e 0/500 E7"],
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(rows(&billed(lines_of("none"), changes.clone())), *expected, "{changes}");
    }
}

#[test]
fn a_free_line_frees_the_inspection() {
    let refused_quote = json!({"outcome": "quote_refused", "service": "onsite_far"});
    for (cover, clause) in [("term_core", "E13"), ("lifetime", "B8"), ("installation", "D3")] {
        let lines = json!([line("a", "part", 1000, "none"), line("b", "labour", 8000, cover)]);
        let bill = billed(lines, refused_quote.clone());
        assert_eq!(rows(&bill).last(), Some(&format!("inspection 0/0 {clause}")));
    }
    // Farther out, a fee that would be charged must have been agreed.
    let lines = json!([line("a", "part", 1000, "none")]);
    assert_eq!(refused(lines, refused_quote), (InputCode::Missing, "inspection_fen".into()));
}

#[test]
fn totals_refunds_and_discounts() {
    let lines = json!([line("l", "labour", 8000, "none")]);
    let table = [
        // charged 11000: paid, discount → total, due, refund, discount that counts
        (0, 0, 11_000, 11_000, 0, 0),
        (5_000, 0, 11_000, 6_000, 0, 0),
        (11_000, 0, 11_000, 0, 0, 0),
        (20_000, 0, 11_000, 0, 9_000, 0),
        (0, 1_000, 10_000, 10_000, 0, 1_000),
        (500, 11_000, 0, 0, 500, 11_000),
    ];
    for (paid, discount, total, due, refund, counted) in table {
        let bill = billed(lines.clone(), json!({"paid_fen": paid, "discount_fen": discount}));
        let amounts = [bill.total_fen, bill.due_fen, bill.refund_fen, bill.discount_fen];
        assert_eq!(amounts.map(Money::fen), [total, due, refund, counted]);
        assert_eq!(bill.paid_fen.fen(), paid);
    }
    // E6: everything paid goes back, and there is nothing to discount.
    let failed = json!({"outcome": "failed_by_us", "paid_fen": 5000, "discount_fen": 700});
    let bill = billed(lines, failed);
    assert_eq!((bill.refund_fen.fen(), bill.discount_fen.fen()), (5000, 0));
}

#[test]
fn a_line_is_rounded_once_half_up() {
    let table = [
        (3000, "1", 3000),
        (333, "1.5", 500),
        (333, "0.333", 111),
        (1, "0.499", 0),
        (1, "0.5", 1),
        (1001, "2.5", 2503),
        (12345, "0.001", 12),
        (0, "99999999999999999999999999999999999999999999", 0),
    ];
    for (unit_fen, qty, full) in table {
        let mut one = line("l", "labour", unit_fen, "none");
        one["qty"] = json!(qty);
        let bill = billed(json!([one]), json!({"visit_fen": 0}));
        assert_eq!(bill.rows[0].full_fen.fen(), full, "{unit_fen} × {qty}");
    }
}

#[test]
fn what_cannot_be_billed_names_its_member() {
    use InputCode::{Contradicts, Duplicate, Invalid, Missing, NoSuchLine, OutOfRange};
    for (member, field) in [
        ("visit_fen", "visit_fen"),
        ("inspection_fen", "inspection_fen"),
        ("empty_trip_fen", "empty_trip_fen"),
        ("freight_in_fen", "freight_in_fen"),
        ("freight_out_fen", "freight_out_fen"),
        ("paid_fen", "paid_fen"),
        ("discount_fen", "discount_fen"),
    ] {
        assert_eq!(refused(json!([]), json!({member: -1})), (OutOfRange, field.into()));
    }
    let changes: &[(Value, InputCode, &str)] = &[
        (json!({"service": null}), Missing, "service"),
        (json!({"outcome": null}), Missing, "outcome"),
        (
            json!({"service": "walk_in", "outcome": "cancelled_after_departure"}),
            Contradicts,
            "outcome",
        ),
        (json!({"discount_fen": 11_001}), OutOfRange, "discount_fen"),
        (json!({"visit_fen": 10_000_000_000_000_i64}), OutOfRange, "total"),
        (json!({"visit_fen": i64::MAX}), OutOfRange, "total"),
    ];
    for (changes, code, field) in changes {
        let lines = json!([line("l", "labour", 8000, "none")]);
        assert_eq!(refused(lines, changes.clone()), (*code, (*field).into()), "{changes}");
    }
    let members: &[(Value, InputCode, &str)] = &[
        (json!({"id": null}), Missing, "lines[1].id"),
        (json!({"id": "l"}), Duplicate, "lines[1].id"),
        (json!({"kind": null}), Missing, "lines[1].kind"),
        (json!({"unit_fen": null}), Missing, "lines[1].unit_fen"),
        (json!({"unit_fen": -1}), OutOfRange, "lines[1].unit_fen"),
        (json!({"unit_fen": i64::MAX, "qty": "2"}), OutOfRange, "total"),
        (json!({"qty": null}), Missing, "lines[1].qty"),
        (json!({"qty": "0"}), OutOfRange, "lines[1].qty"),
        (json!({"qty": "0.000"}), OutOfRange, "lines[1].qty"),
        (json!({"qty": "1.0000"}), Invalid, "lines[1].qty"),
        (json!({"qty": "-1"}), Invalid, "lines[1].qty"),
        (json!({"qty": ""}), Invalid, "lines[1].qty"),
        (json!({"qty": "1."}), Invalid, "lines[1].qty"),
        (json!({"qty": ".5"}), Invalid, "lines[1].qty"),
        (json!({"qty": "1e3"}), Invalid, "lines[1].qty"),
        (json!({"qty": "１"}), Invalid, "lines[1].qty"),
        (json!({"verdict": null}), Missing, "lines[1].verdict"),
        (json!({"verdict": {}}), Missing, "lines[1].verdict.cover"),
        (json!({"verdict": {"cover": "none"}}), Contradicts, "lines[1].verdict"),
        (
            json!({"verdict": {"cover": "lifetime", "labour": "free", "parts": "free",
                "visit": "free"}}),
            Contradicts,
            "lines[1].verdict",
        ),
        (json!({"kind": "extra"}), Missing, "lines[1].belongs_to"),
        (json!({"kind": "extra", "belongs_to": "x"}), NoSuchLine, "lines[1].belongs_to"),
        (json!({"kind": "extra", "belongs_to": "e"}), NoSuchLine, "lines[1].belongs_to"),
    ];
    for (members, code, field) in members {
        let mut second = line("p", "part", 4500, "none");
        let object = second.as_object_mut().expect("an object");
        object.extend(members.as_object().expect("an object").clone());
        let lines = json!([line("l", "labour", 8000, "none"), second, extra("e", "l", 1)]);
        assert_eq!(refused(lines, json!({})), (*code, (*field).into()), "{members}");
    }
}

#[test]
fn sums_hold_up_to_their_limit() {
    let most = Money::MAX_SUM.fen();
    let bill = billed(json!([line("l", "labour", most, "none")]), json!({"visit_fen": 0}));
    assert_eq!(bill.total_fen, Money::MAX_SUM);
    let over = json!([line("l", "labour", most, "none"), line("m", "labour", 1, "none")]);
    let refusal = refused(over, json!({"visit_fen": 0}));
    assert_eq!(refusal, (InputCode::OutOfRange, "total".into()));
    // Waived rows count too.
    let waived = json!([line("l", "labour", most, "term_whole"), line("m", "part", 1, "none")]);
    let refusal = refused(waived, json!({"visit_fen": 0}));
    assert_eq!(refusal, (InputCode::OutOfRange, "total".into()));
    // What was paid has no such limit.
    let bill = billed(json!([]), json!({"visit_fen": 0, "paid_fen": i64::MAX}));
    assert_eq!(bill.refund_fen.fen(), i64::MAX);
}

#[test]
fn an_extra_may_stand_before_its_line_and_follows_its_labour() {
    let lines = json!([extra("e", "p", 500), line("p", "part", 4500, "lifetime")]);
    let bill = billed(lines, json!({"visit_fen": 0}));
    assert_eq!(rows(&bill), ["e 0/500 B8", "p 4500/4500"]);
}
