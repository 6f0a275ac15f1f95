//! The edges that decisions.md names, one table a rule. Dates were counted by hand from the
//! calendar.

use std::slice::from_ref;

use serde_json::{Value, json};

use super::*;
use crate::Rules;
use crate::input::InputCode;

/// A refrigerator with invoice, bought on 2024-03-15, with a failed core part: everything answered.
fn base() -> Value {
    json!({
        "id": "t", "on": "2024-06-03", "member_tier": "none",
        "appliance": {
            "category": "refrigerator", "purchased_on": "2024-03-15",
            "invoice": "present", "card": "absent", "serial": "intact", "use": "household",
        },
        "fault": {"place": "cold side", "part": "P-1", "part_class": "ordinary",
            "cause": "component_failure"},
    })
}

/// Members and what they become.
type Changes<'a> = &'a [(&'a str, Value)];

/// The base with some members changed, each named by its JSON pointer; missing parents are made.
fn case(changes: Changes) -> Case {
    let mut value = base();
    for (path, to) in changes {
        let mut at = &mut value;
        for key in path.split('.') {
            at = &mut at[key];
        }
        *at = to.clone();
    }
    serde_json::from_value(value).expect("a well-formed case")
}

fn decided(changes: Changes) -> Verdict {
    decide(&Rules::shipped(), &case(changes)).expect("a case that can be decided")
}

fn refused(changes: Changes) -> (InputCode, String) {
    let error = decide(&Rules::shipped(), &case(changes)).expect_err("a case to refuse");
    (error.code, error.field)
}

/// Cover, last day and clauses in one line, for the tables.
fn told(verdict: &Verdict) -> String {
    let clauses: Vec<&str> = verdict.clauses.iter().map(|clause| clause.as_str()).collect();
    let last_day = verdict.last_day.map_or("-".into(), |day| day.to_string());
    format!("{} {last_day} {}", verdict.cover.as_str(), clauses.join(" "))
}

fn repair(completed_on: &str, more: Value) -> Value {
    let mut job = json!({"id": "a", "kind": "repair", "completed_on": completed_on,
        "place": "cold side"});
    let members = more.as_object().expect("an object").clone();
    job.as_object_mut().expect("an object").extend(members);
    job
}

#[test]
fn the_term_ends_on_the_corresponding_day_moved_off_rest_days() {
    // Bought, asked on, what is told. A refrigerator has 12 months.
    let table = [
        // 2025-02-28 is a Friday; the 29th does not exist in 2025.
        ("2024-02-29", "2025-02-28", "term_whole 2025-02-28 B6 E13"),
        ("2024-02-29", "2025-03-01", "none 2025-02-28 B6 B11"),
        // 2025-03-15 is a Saturday: the cover holds to Monday.
        ("2024-03-15", "2025-03-17", "term_whole 2025-03-17 B6 E13"),
        ("2024-03-15", "2025-03-18", "none 2025-03-17 B6 B11"),
        // National Day 2025: rest to the 8th, then Thursday.
        ("2024-10-01", "2025-10-09", "term_whole 2025-10-09 B6 E13"),
        ("2024-10-01", "2025-10-10", "none 2025-10-09 B6 B11"),
        ("2024-10-08", "2025-10-09", "term_whole 2025-10-09 B6 E13"),
        // 2025-09-28 is a Sunday on which people work: no move.
        ("2024-09-28", "2025-09-28", "term_whole 2025-09-28 B6 E13"),
        ("2024-09-28", "2025-09-29", "none 2025-09-28 B6 B11"),
        // 2025-05-02 is a Friday off; the 5th too; work begins on the 6th.
        ("2024-05-02", "2025-05-06", "term_whole 2025-05-06 B6 E13"),
        // Spring Festival 2026 rests to the 23rd of February.
        ("2025-02-15", "2026-02-24", "term_whole 2026-02-24 B6 E13"),
        // 2022 has no table: 2022-10-03, a Monday of the holiday, counts as a working day.
        ("2021-10-03", "2022-10-03", "term_whole 2022-10-03 B6 E13"),
        ("2021-10-03", "2022-10-04", "none 2022-10-03 B6 B11"),
    ];
    for (bought, on, expected) in table {
        let verdict = decided(&[("appliance.purchased_on", json!(bought)), ("on", json!(on))]);
        assert_eq!(told(&verdict), expected, "bought {bought}, asked {on}");
    }
}

#[test]
fn months_end_at_the_end_of_a_shorter_month() {
    // 18 months on the card: from the 31st to a month of 30 and of 28 days.
    let table = [
        ("2023-03-31", "2024-09-30"),
        ("2022-10-31", "2024-04-30"),
        ("2023-08-29", "2025-02-28"),
        ("2023-08-31", "2025-02-28"),
    ];
    for (bought, last_day) in table {
        let verdict = decided(&[
            ("on", json!(bought)),
            ("appliance.purchased_on", json!(bought)),
            ("appliance.card_terms", json!({"whole_months": 18})),
        ]);
        assert_eq!(told(&verdict), format!("term_whole {last_day} B1 E13"), "bought {bought}");
    }
}

#[test]
fn cover_holds_on_the_first_day() {
    let verdict = decided(&[("on", json!("2024-03-15"))]);
    assert_eq!(told(&verdict), "term_whole 2025-03-17 B6 E13");
}

#[test]
fn terms_come_from_the_first_that_states_them() {
    let stove = ("appliance.category", json!("integrated_stove"));
    let table: &[(Changes, &str)] = &[
        (from_ref(&stove), "term_whole 2025-03-17 B2 E13"),
        // A core part cites both, and is told the whole-unit day while that lasts.
        (&[stove.clone(), ("fault.part_class", json!("core"))], "term_whole 2025-03-17 B2 E13"),
        (
            &[stove.clone(), ("fault.part_class", json!("core")), ("on", json!("2025-03-18"))],
            "term_core 2027-03-15 B2 E13",
        ),
        // The model states core months alone.
        (
            &[
                stove.clone(),
                ("appliance.model", json!("JS-JCZ-X9")),
                ("fault.part_class", json!("core")),
                ("on", json!("2025-03-18")),
            ],
            "term_core 2029-03-15 B2 E13",
        ),
        // The model's name holds for its own category only.
        (
            &[
                ("appliance.model", json!("JS-JCZ-X9")),
                ("fault.part_class", json!("core")),
                ("on", json!("2025-03-18")),
            ],
            "term_core 2027-03-15 B6 E13",
        ),
        // The card's core months, the category's whole months; an absent card still states them.
        (
            &[
                ("appliance.card_terms", json!({"core_months": 24})),
                ("fault.part_class", json!("core")),
                ("on", json!("2026-03-16")),
            ],
            "term_core 2026-03-16 B6 B1 E13",
        ),
        // Core months shorter than the category's whole: the later of the two days counts.
        (
            &[
                ("appliance.card_terms", json!({"core_months": 6})),
                ("fault.part_class", json!("core")),
                ("on", json!("2025-03-18")),
            ],
            "none 2025-03-17 B6 B1 B11",
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(told(&decided(changes)), *expected, "{changes:?}");
    }
}

#[test]
fn the_start_is_the_latest_shown_date() {
    let table: &[(Changes, &str, &str)] = &[
        (&[], "2024-03-15", "term_whole 2025-03-17 B6 E13"),
        (
            &[("appliance.delivered_on", json!("2024-03-20"))],
            "2024-03-20",
            "term_whole 2025-03-20 N10 B6 E13",
        ),
        // Delivered before the invoice was written: it happens.
        (
            &[("appliance.delivered_on", json!("2024-03-10"))],
            "2024-03-15",
            "term_whole 2025-03-17 B6 E13",
        ),
        (
            &[
                ("appliance.installed_on", json!("2024-04-01")),
                ("appliance.exchanged_on", json!("2024-05-06")),
            ],
            "2024-05-06",
            "term_whole 2025-05-06 N10 B6 E13",
        ),
        (
            &[
                ("appliance.purchased_on", json!(null)),
                ("appliance.installed_on", json!("2024-04-01")),
            ],
            "2024-04-01",
            "term_whole 2025-04-01 N10 B6 E13",
        ),
        // Without a voucher the date of manufacture counts, whatever the customer tells.
        (
            &[
                ("appliance.invoice", json!("absent")),
                ("appliance.manufactured_on", json!("2024-01-10")),
            ],
            "2024-01-10",
            "term_whole 2025-01-10 B7 B6 E13",
        ),
        // A voucher without a date is no better.
        (
            &[
                ("appliance.purchased_on", json!(null)),
                ("appliance.manufactured_on", json!("2024-01-10")),
            ],
            "2024-01-10",
            "term_whole 2025-01-10 B7 B6 E13",
        ),
    ];
    for (changes, start, expected) in table {
        let verdict = decided(changes);
        assert_eq!(verdict.start.map(|start| start.to_string()).as_deref(), Some(*start));
        assert_eq!(told(&verdict), *expected, "{changes:?}");
    }
}

#[test]
fn without_any_date_only_a_contract_answers() {
    let nothing = ("appliance.invoice", json!("absent"));
    let verdict = decided(from_ref(&nothing));
    assert_eq!(told(&verdict), "unproven - C1 B7");
    assert_eq!((verdict.labour, verdict.start), (Charge::Charged, None));

    let contract = json!([{"from": "2024-01-01", "to": "2024-12-28", "covers": "whole"}]);
    let verdict = decided(&[nothing, ("appliance.extended", contract)]);
    // A contract's last day stays on its Saturday.
    assert_eq!(told(&verdict), "extended 2024-12-28 B9 E13");
    assert_eq!(verdict.start, None);
}

#[test]
fn ninety_days_stand_against_the_months_of_the_slip() {
    // Completed, months on the slip, what is told on the day after the completion.
    let table = [
        // 90 days: 2024-05-31, a Friday. 3 months: 2024-06-02, a Sunday, moves to the 3rd.
        ("2024-03-02", json!(3), "post_repair 2024-06-03 D1 D4"),
        // 90 days: 2024-03-31, a Sunday, moves to Monday. 3 months: the 1st too. A tie is D2's.
        ("2024-01-01", json!(3), "post_repair 2024-04-01 D2 D4"),
        // 90 days from December beat 3 months: 2024-02-29 + … the later day decides.
        ("2023-12-01", json!(3), "post_repair 2024-03-01 D1 D4"),
        // February makes 3 months shorter than 90 days: 2024-05-01 moves off the holiday to the 6th.
        ("2024-02-01", json!(3), "post_repair 2024-05-06 D2 D4"),
        ("2024-02-01", json!(1), "post_repair 2024-05-06 D2 D4"),
        ("2024-02-01", json!(null), "post_repair 2024-05-06 D2 D4"),
        ("2024-02-01", json!(6), "post_repair 2024-08-01 D1 D4"),
    ];
    for (completed, months, expected) in table {
        let on: crate::calendar::Date = completed.parse().expect("a date");
        let verdict = decided(&[
            ("on", json!(on.plus_days(1))),
            ("appliance.purchased_on", json!("2023-01-02")),
            ("jobs", json!([repair(completed, json!({"cover_months": months}))])),
        ]);
        assert_eq!(told(&verdict), expected, "completed {completed}, {months} months");
        assert_eq!(verdict.start, completed.parse().ok());
    }
}

#[test]
fn earlier_work_is_matched_by_place_or_part() {
    let job = repair("2024-05-20", json!({"parts": ["P-2", "P-3"]}));
    let out_of_term = ("appliance.purchased_on", json!("2015-03-16"));
    let table: &[(Value, Value, bool)] = &[
        (json!("cold side"), json!("P-1"), true),
        (json!("door"), json!("P-3"), true),
        (json!("door"), json!("P-1"), false),
        (json!(null), json!(null), false),
        (json!(""), json!(""), false),
    ];
    for (place, part, covered) in table {
        let verdict = decided(&[
            out_of_term.clone(),
            ("fault.place", place.clone()),
            ("fault.part", part.clone()),
            ("jobs", json!([job])),
        ]);
        assert_eq!(verdict.cover == Cover::PostRepair, *covered, "{place} {part}");
    }
    // A job without a place covers no line without one.
    let nowhere = repair("2024-05-20", json!({"place": null}));
    let verdict = decided(&[
        out_of_term,
        ("fault.place", json!(null)),
        ("fault.part", json!(null)),
        ("jobs", json!([nowhere])),
    ]);
    assert_eq!(verdict.cover, Cover::None);
}

#[test]
fn a_free_redo_does_not_restart_the_clock() {
    let first = repair("2024-01-08", json!({"cover_months": 3}));
    let redo = repair(
        "2024-03-20",
        json!({"id": "b", "redo_of": "a", "parts": ["P-9"], "cover_months": 3}),
    );
    let told_on = |on: &str, part: &str, jobs: Value| {
        told(&decided(&[
            ("appliance.purchased_on", json!("2015-03-16")),
            ("on", json!(on)),
            ("fault.part", json!(part)),
            ("jobs", jobs),
        ]))
    };
    let both = json!([first, redo]);
    // The first job's place cover runs out on 2024-04-08, both 90 days (the 7th works) and 3 months.
    assert_eq!(told_on("2024-04-08", "P-1", both.clone()), "post_repair 2024-04-08 D1 D4");
    assert_eq!(told_on("2024-04-09", "P-1", both.clone()), "none 2016-03-16 B6 B11");
    // The part that the redo fitted has cover of its own, from the redo.
    assert_eq!(told_on("2024-04-09", "P-9", both), "post_repair 2024-06-20 D1 D4");
    // A redo of a job that is not in the list is a job of its own.
    assert_eq!(told_on("2024-04-09", "P-1", json!([redo])), "post_repair 2024-06-20 D1 D4");
}

#[test]
fn of_several_jobs_the_latest_last_day_answers() {
    let early = repair("2024-04-01", json!({"cover_months": 6}));
    let late = repair("2024-05-27", json!({"id": "b", "cover_months": 3}));
    // 2024-10-05 moves off National Day to the 8th, as 2024-10-01 does: the first in the list is told.
    let twin = repair("2024-04-05", json!({"id": "c", "cover_months": 6}));
    for (jobs, start) in
        [(json!([late, early, twin]), "2024-04-01"), (json!([twin, late, early]), "2024-04-05")]
    {
        let verdict = decided(&[("jobs", jobs)]);
        assert_eq!(told(&verdict), "post_repair 2024-10-08 D1 D4");
        assert_eq!(verdict.start, start.parse().ok());
    }
}

#[test]
fn an_installation_answers_thirty_days_for_itself() {
    let jobs = json!([{"id": "i", "kind": "installation", "completed_on": "2024-05-02"}]);
    let ours = ("fault.cause", json!("installation_ours"));
    let old = ("appliance.purchased_on", json!("2015-03-16"));
    // 2024-06-01 is a Saturday: to Monday the 3rd.
    for (on, expected) in
        [("2024-06-03", "installation 2024-06-03 D3"), ("2024-06-04", "none 2016-03-16 B6 B11")]
    {
        let verdict =
            decided(&[ours.clone(), old.clone(), ("on", json!(on)), ("jobs", jobs.clone())]);
        assert_eq!(told(&verdict), expected);
    }
    let verdict = decided(&[old, ("jobs", jobs)]);
    assert_eq!(verdict.cover, Cover::None, "another cause is not the installation's");
}

#[test]
fn earlier_work_comes_before_void_use_and_class() {
    let jobs = ("jobs", json!([repair("2024-05-20", json!({}))]));
    for change in [
        ("appliance.invoice", json!("altered")),
        ("appliance.no_warranty_agreed", json!(true)),
        ("appliance.serial", json!("illegible")),
        ("appliance.use", json!("commercial")),
        ("fault.part_class", json!("consumable")),
    ] {
        let verdict = decided(&[jobs.clone(), change.clone()]);
        assert_eq!(verdict.cover, Cover::PostRepair, "{change:?}");
    }
    for (change, expected) in [
        (("appliance.serial", json!("altered")), "none - C3"),
        (("appliance.serial", json!("removed")), "none - C3"),
        (("fault.cause", json!("liquid")), "none - C5"),
        (("fault.cause", json!("user_software")), "none - C12"),
    ] {
        assert_eq!(told(&decided(&[jobs.clone(), change.clone()])), expected, "{change:?}");
    }
}

#[test]
fn all_that_voids_is_cited() {
    let altered = ("appliance.invoice", json!("altered"));
    let mismatched = ("appliance.card", json!("mismatched"));
    let removed = ("appliance.serial", json!("removed"));
    let illegible = ("appliance.serial", json!("illegible"));
    let identified = ("appliance.identity_confirmed", json!(true));
    let agreed = ("appliance.no_warranty_agreed", json!(true));
    let table: &[(Changes, &str)] = &[
        (&[altered.clone(), mismatched.clone()], "none - C2"),
        (&[mismatched.clone(), removed.clone()], "none - C2 C3"),
        (&[agreed.clone(), altered.clone()], "none - C2 C7"),
        (&[agreed, removed, altered], "none - C2 C3 C7"),
        (from_ref(&illegible), "none - C3"),
        (&[illegible.clone(), identified], "term_whole 2025-03-17 B6 E13"),
    ];
    for (changes, expected) in table {
        assert_eq!(told(&decided(changes)), *expected, "{changes:?}");
    }
}

#[test]
fn commercial_use_is_covered_only_by_a_model_made_for_it() {
    let washer = ("appliance.category", json!("washing_machine"));
    let commercial = ("appliance.use", json!("commercial"));
    let model = ("appliance.model", json!("JS-XQG200-C1"));
    let table: &[(Changes, &str)] = &[
        (&[washer.clone(), commercial.clone()], "none - C7"),
        (&[washer.clone(), commercial.clone(), model.clone()], "term_whole 2025-03-17 B5 E13"),
        // The commercial months stand before the card and for core parts too.
        (
            &[
                washer.clone(),
                commercial.clone(),
                model.clone(),
                ("appliance.card_terms", json!({"whole_months": 60, "core_months": 60})),
                ("fault.part_class", json!("core")),
                ("on", json!("2025-03-18")),
            ],
            "none 2025-03-17 B5 B11",
        ),
        // A later refusal still cites B5.
        (
            &[washer.clone(), commercial.clone(), model.clone(), ("fault.cause", json!("drop"))],
            "none - B5 C4",
        ),
        // At home the model has its ordinary terms, and lifetime repair is for homes only.
        (&[washer.clone(), model.clone()], "term_whole 2027-03-15 B5 E13"),
        (
            &[
                washer,
                commercial,
                model,
                ("member_tier", json!("diamond")),
                ("on", json!("2025-03-18")),
            ],
            "none 2025-03-17 B5 B11",
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(told(&decided(changes)), *expected, "{changes:?}");
    }
}

#[test]
fn every_cause_has_its_clause() {
    let table = [
        ("C4", "transport drop collision squeeze"),
        ("C5", "liquid heat damp abnormal_voltage"),
        ("C6", "self_disassembly conversion unofficial_part unofficial_repair"),
        ("C8", "installation_other poor_maintenance"),
        ("C9", "fire earthquake flood lightning other_force_majeure"),
        ("C12", "user_software"),
        ("C13", "delivery third_party"),
        ("C14", "misuse abuse accident negligence"),
    ];
    let mut seen = 0;
    for (clause, causes) in table {
        for cause in causes.split(' ') {
            let verdict = decided(&[("fault.cause", json!(cause))]);
            assert_eq!(told(&verdict), format!("none - {clause}"), "{cause}");
            seen += 1;
        }
    }
    for cause in ["defect", "component_failure", "normal_wear", "installation_ours", "unknown"] {
        let verdict = decided(&[("fault.cause", json!(cause))]);
        assert_eq!(verdict.cover, Cover::TermWhole, "{cause}");
        seen += 1;
    }
    assert_eq!(seen, Cause::ALL.len());
}

#[test]
fn classes_are_excluded_but_for_a_defect() {
    let table = [
        ("consumable", "component_failure", "none - C10"),
        ("consumable", "defect", "none - C10"),
        ("accessory", "component_failure", "none - C11"),
        ("accessory", "unknown", "none - C11"),
        ("accessory", "defect", "term_whole 2025-03-17 B6 E13"),
        ("appearance", "normal_wear", "none - C11"),
        ("appearance", "defect", "term_whole 2025-03-17 B6 E13"),
    ];
    for (class, cause, expected) in table {
        let verdict = decided(&[("fault.part_class", json!(class)), ("fault.cause", json!(cause))]);
        assert_eq!(told(&verdict), expected, "{class} by {cause}");
    }
}

#[test]
fn downtime_extends_the_term() {
    // Without downtime the term ends on Monday 2025-03-17 (the 15th before the move).
    let table = [
        (json!([["2024-05-01", "2024-05-11"]]), "term_whole 2025-03-25 B6 N8 E13"),
        // Overlapping: 1 to 21 May are 20 days, not 10 + 15.
        (
            json!([["2024-05-06", "2024-05-21"], ["2024-05-01", "2024-05-11"]]),
            "term_whole 2025-04-07 B6 N8 E13",
        ),
        // Before the start: only the part from the start counts.
        (json!([["2024-03-01", "2024-03-20"]]), "term_whole 2025-03-20 B6 N8 E13"),
        (json!([["2024-03-01", "2024-03-15"]]), "term_whole 2025-03-17 B6 E13"),
        // No days, no N8.
        (json!([["2024-05-01", "2024-05-01"]]), "term_whole 2025-03-17 B6 E13"),
        // Without an end it ends on the date asked about, as one that ends later does.
        (json!([["2024-05-24", null]]), "term_whole 2025-03-25 B6 N8 E13"),
        (json!([["2024-05-24", "2024-09-30"]]), "term_whole 2025-03-25 B6 N8 E13"),
    ];
    for (intervals, expected) in table {
        assert_eq!(told(&decided(&[downtime(&intervals)])), expected, "{intervals}");
    }
}

#[test]
fn downtime_counts_while_it_begins_within_the_term_so_far() {
    let on = ("on", json!("2025-06-02"));
    let table = [
        // It begins on the last day, before that moves off the weekend.
        (json!([["2025-03-15", "2025-03-25"]]), "none 2025-03-25 B6 N8 B11"),
        (json!([["2025-03-16", "2025-03-26"]]), "none 2025-03-17 B6 B11"),
        // The first makes room for the second, the second not for the third.
        (
            json!([
                ["2025-03-20", "2025-03-30"],
                ["2024-05-01", "2024-05-08"],
                ["2025-05-01", "2025-05-31"],
            ]),
            "none 2025-04-01 B6 N8 B11",
        ),
    ];
    for (intervals, expected) in table {
        let verdict = decided(&[on.clone(), downtime(&intervals)]);
        assert_eq!(told(&verdict), expected, "{intervals}");
    }
}

fn downtime(intervals: &Value) -> (&'static str, Value) {
    let each = intervals.as_array().expect("a list").iter();
    let written = each.map(|one| json!({"from": one[0], "to": one[1], "kind": "repair"}));
    ("appliance.downtime", written.collect())
}

#[test]
fn contracts_answer_after_the_term() {
    let on = ("on", json!("2026-06-01"));
    let contract =
        |covers: &str, from: &str, to: &str| json!({"covers": covers, "from": from, "to": to});
    let whole = contract("whole", "2026-01-01", "2026-06-01");
    let core = contract("core", "2026-06-01", "2026-12-31");
    let core_part = ("fault.part_class", json!("core"));
    let no_core_term = ("appliance.card_terms", json!({"whole_months": 12, "core_months": 12}));
    let table: &[(Changes, Value, &str)] = &[
        (&[], json!([whole, core]), "extended 2026-06-01 B6 B9 E13"),
        (&[], json!([core]), "none 2025-03-17 B6 B11"),
        (&[core_part, no_core_term], json!([whole, core]), "extended 2026-12-31 B1 B9 E13"),
        (&[], json!([contract("whole", "2026-01-01", "2026-05-31")]), "none 2025-03-17 B6 B11"),
        (&[], json!([contract("whole", "2026-06-02", "2026-12-31")]), "none 2025-03-17 B6 B11"),
    ];
    for (changes, contracts, expected) in table {
        let mut changes = changes.to_vec();
        changes.extend([on.clone(), ("appliance.extended", contracts.clone())]);
        assert_eq!(told(&decided(&changes)), *expected, "{contracts}");
    }
}

#[test]
fn gold_and_above_have_lifetime_repair() {
    let stove = ("appliance.category", json!("integrated_stove"));
    let table = [
        ("silver", "2030-06-03", "none 2025-03-17 B2 B11"),
        ("gold", "2030-06-03", "lifetime 2034-03-15 B2 B8"),
        ("diamond", "2034-03-15", "lifetime 2034-03-15 B2 B8"),
        ("diamond", "2034-03-16", "none 2025-03-17 B2 B11"),
    ];
    for (tier, on, expected) in table {
        let changes = [stove.clone(), ("member_tier", json!(tier)), ("on", json!(on))];
        let verdict = decided(&changes);
        assert_eq!(told(&verdict), expected, "{tier} on {on}");
        let charges = (verdict.labour, verdict.parts, verdict.visit);
        assert_eq!(charges, verdict.cover.charges());
    }
    // A refrigerator has none.
    let verdict = decided(&[("member_tier", json!("gold")), ("on", json!("2025-03-18"))]);
    assert_eq!(verdict.cover, Cover::None);
}

#[test]
fn what_is_open_is_asked_and_taken_in_the_customers_favour() {
    let verdict = decided(&[
        ("appliance", json!({"category": "refrigerator", "purchased_on": "2024-03-15"})),
        ("fault", json!({})),
    ]);
    assert_eq!(told(&verdict), "term_whole 2025-03-17 B6 E13");
    assert!(verdict.provisional);
    assert_eq!(
        verdict.ask.iter().map(|question| question.as_str()).collect::<Vec<_>>(),
        [
            "appliance.invoice",
            "appliance.card",
            "appliance.serial",
            "appliance.use",
            "fault.part_class",
            "fault.cause",
        ]
    );
    // Each by itself: a card that nobody has asked about is taken as shown, as is the invoice.
    for open in ["appliance.invoice", "appliance.card"] {
        let verdict = decided(&[
            ("appliance.invoice", json!("absent")),
            ("appliance.card", json!("absent")),
            (open, json!("unknown")),
        ]);
        assert_eq!(told(&verdict), "term_whole 2025-03-17 B6 E13", "{open}");
    }
    // A void one is still asked about, and stays provisional.
    let verdict =
        decided(&[("appliance.invoice", json!("altered")), ("fault.cause", json!("unknown"))]);
    assert_eq!((verdict.ask, verdict.provisional), (vec![Question::Cause], true));
    assert!(!decided(&[]).provisional);
}

#[test]
fn advice_goes_by_whole_years() {
    let heater = ("appliance.category", json!("gas_water_heater"));
    let town = ("appliance.gas", json!("town"));
    let table: &[(Changes, &str, &str, &[Advice])] = &[
        (&[], "2014-06-03", "2024-06-02", &[]),
        (&[], "2014-06-03", "2024-06-03", &[Advice::UnsafeAge]),
        (&[], "2009-06-03", "2024-06-03", &[Advice::Replace, Advice::UnsafeAge]),
        (from_ref(&heater), "2018-06-03", "2024-06-03", &[]),
        (&[heater.clone(), town.clone()], "2018-06-03", "2024-06-03", &[Advice::UnsafeAge]),
        // Town gas says nothing for a category without such years.
        (&[("appliance.category", json!("gas_stove")), town], "2018-06-03", "2024-06-03", &[]),
        // 29 February counts as the 28th in common years.
        (from_ref(&heater), "2016-02-29", "2024-02-28", &[]),
        (from_ref(&heater), "2016-02-29", "2024-02-29", &[Advice::UnsafeAge]),
        (&[], "2008-02-29", "2023-02-28", &[Advice::Replace, Advice::UnsafeAge]),
        (&[], "2008-02-29", "2023-02-27", &[Advice::UnsafeAge]),
    ];
    for (changes, bought, on, expected) in table {
        let mut changes = changes.to_vec();
        changes.extend([("appliance.purchased_on", json!(bought)), ("on", json!(on))]);
        assert_eq!(decided(&changes).advice, *expected, "bought {bought}, on {on}");
    }
    // From manufacture when the purchase is not known; advice needs no voucher.
    let verdict = decided(&[
        ("appliance.purchased_on", json!(null)),
        ("appliance.invoice", json!("absent")),
        ("appliance.manufactured_on", json!("2014-06-03")),
    ]);
    assert_eq!(verdict.advice, [Advice::UnsafeAge]);
}

const REPAIR: &[Remedy] = &[Remedy::Repair];
const EXCHANGE: &[Remedy] = &[Remedy::Repair, Remedy::Exchange];
const RETURN: &[Remedy] = &[Remedy::Repair, Remedy::Exchange, Remedy::Return];

#[test]
fn national_remedies_by_day() {
    // Received on Friday 2024-03-15: 7 days end on the 22nd; 15 days on Saturday the 30th, so
    // Monday, 1 April.
    let stove = [("appliance.category", json!("gas_stove"))];
    let delivered = [("appliance.delivered_on", json!("2024-03-18"))];
    let exchanged = [("appliance.exchanged_on", json!("2024-04-15"))];
    let table: &[(Changes, &str, &[Remedy])] = &[
        (&[], "2024-03-22", RETURN),
        (&[], "2024-03-23", EXCHANGE),
        (&[], "2024-04-01", EXCHANGE),
        (&[], "2024-04-02", REPAIR),
        // Outside the catalogue the 7 days alone.
        (&stove, "2024-03-22", RETURN),
        (&stove, "2024-03-23", REPAIR),
        // From delivery; an exchange does not move it.
        (&delivered, "2024-03-25", RETURN),
        (&exchanged, "2024-04-15", REPAIR),
    ];
    for (changes, on, expected) in table {
        let mut changes = changes.to_vec();
        changes.push(("on", json!(on)));
        assert_eq!(decided(&changes).remedies, *expected, "{changes:?}");
    }
}

#[test]
fn national_remedies_are_for_performance_faults_at_home() {
    let on = ("on", json!("2024-03-20"));
    for change in [
        ("fault.cause", json!("normal_wear")),
        ("fault.cause", json!("unknown")),
        ("appliance.use", json!("rental")),
        ("appliance.serial", json!("removed")),
        ("appliance.no_warranty_agreed", json!(true)),
        ("appliance.invoice", json!("absent")),
        ("appliance.purchased_on", json!(null)),
    ] {
        assert_eq!(decided(&[on.clone(), change.clone()]).remedies, REPAIR, "{change:?}");
    }
    for change in [
        ("fault.cause", json!("defect")),
        ("fault.part_class", json!("consumable")),
        ("appliance.use", json!("unknown")),
        ("appliance.invoice", json!("unknown")),
    ] {
        assert_eq!(decided(&[on.clone(), change.clone()]).remedies, RETURN, "{change:?}");
    }
}

#[test]
fn an_exchange_is_due_within_the_national_term() {
    let on = ("on", json!("2025-03-17"));
    let too_late = ("on", json!("2025-03-18"));
    let repairs = |first: &str, kind: &str| {
        json!([
            {"id": "a", "kind": "repair", "completed_on": first, "place": "door"},
            {"id": "b", "kind": kind, "completed_on": "2024-08-01", "redo_of": "a"},
        ])
    };
    let table: &[(Changes, &[Remedy])] = &[
        (&[on.clone(), ("jobs", repairs("2024-05-06", "repair"))], EXCHANGE),
        (&[on.clone(), ("jobs", repairs("2024-03-15", "repair"))], EXCHANGE),
        (&[on.clone(), ("jobs", repairs("2024-03-14", "repair"))], REPAIR),
        (&[on.clone(), ("jobs", repairs("2024-05-06", "installation"))], REPAIR),
        (&[too_late.clone(), ("jobs", repairs("2024-05-06", "repair"))], REPAIR),
        (&[on.clone(), ("present_job", json!({"waiting_parts_days": 90}))], REPAIR),
        (&[on.clone(), ("present_job", json!({"waiting_parts_days": 91}))], EXCHANGE),
        (&[on.clone(), ("present_job", json!({"own_reason_days": 30}))], REPAIR),
        (&[on.clone(), ("present_job", json!({"own_reason_days": 31}))], EXCHANGE),
        (&[too_late.clone(), ("present_job", json!({"own_reason_days": 31}))], REPAIR),
        // Downtime extends the national term too.
        (
            &[
                too_late.clone(),
                ("present_job", json!({"own_reason_days": 31})),
                downtime(&json!([["2024-05-01", "2024-05-11"]])),
            ],
            EXCHANGE,
        ),
        // The card's longer promise is one to repair, not to exchange.
        (
            &[
                too_late,
                ("present_job", json!({"own_reason_days": 31})),
                ("appliance.card_terms", json!({"whole_months": 60})),
            ],
            REPAIR,
        ),
    ];
    for (changes, expected) in table {
        assert_eq!(decided(changes).remedies, *expected, "{changes:?}");
    }
}

#[test]
fn only_repairs_of_the_same_place_count_where_a_point_says_so() {
    let mut rules = Rules::shipped();
    let mut own = rules.policy.newest().clone();
    own.version = "own-1".into();
    own.effective_from = own.effective_from.plus_days(1);
    own.parameters.exchange_same_place_only.value = true;
    rules.policy.replace_with(own).expect("a later version");

    let remedies = |fault: Value, places: [Value; 2]| {
        let [first, second] = places;
        let case = case(&[
            ("on", json!("2025-03-10")),
            ("fault.place", fault),
            (
                "jobs",
                json!([
                    {"kind": "repair", "completed_on": "2024-05-06", "place": first},
                    {"kind": "repair", "completed_on": "2024-08-01", "place": second},
                ]),
            ),
        ]);
        decide(&rules, &case).expect("a case that can be decided").remedies
    };
    assert_eq!(remedies(json!("door"), [json!("door"), json!("door")]), EXCHANGE);
    assert_eq!(remedies(json!("door"), [json!("door"), json!("fan")]), REPAIR);
    assert_eq!(remedies(json!(null), [json!(null), json!(null)]), REPAIR);
}

#[test]
fn a_return_is_refunded_less_depreciation() {
    let refund = |changes: Changes, fen: i64| {
        refund_on_return(&Rules::shipped(), &case(changes), Money::from_fen(fen))
            .expect("a case that can be decided")
            .map(Money::fen)
    };
    use crate::money::Money;
    let on = |date: &str| ("on", json!(date));
    // A refrigerator: 0.05 % a day.
    assert_eq!(refund(&[on("2024-03-30")], 300_000), Some(300_000), "the 15th day");
    assert_eq!(refund(&[on("2024-03-31")], 300_000), Some(297_600), "16 days");
    // 16 days of 9.99 元: 991.008 分; of 9.69 元: 961.248.
    assert_eq!(refund(&[on("2024-03-31")], 999), Some(991));
    // 80 days, 20 of them (merged) idle: 3 % of 0.50 元 off, 48.5 分, rounded half up.
    let idle = downtime(&json!([["2024-04-01", "2024-04-15"], ["2024-04-10", "2024-04-21"]]));
    assert_eq!(refund(&[on("2024-06-03"), idle.clone()], 50), Some(49));
    // From delivery, when that is later.
    let delivered = ("appliance.delivered_on", json!("2024-03-20"));
    assert_eq!(refund(&[on("2024-04-05"), delivered], 300_000), Some(297_600));
    // Never below nothing, and none without a rate or a day of purchase.
    assert_eq!(refund(&[on("2034-03-31")], 300_000), Some(0));
    assert_eq!(refund(&[("appliance.category", json!("range_hood"))], 300_000), None);
    assert_eq!(refund(&[("appliance.purchased_on", json!(null))], 300_000), None);
}

#[test]
fn the_slip_states_months_by_part() {
    let rules = Rules::shipped();
    let pack = rules.policy.newest();
    let table = [
        (None, 3),
        (Some((PartClass::Ordinary, None)), 3),
        (Some((PartClass::Consumable, None)), 3),
        (Some((PartClass::Core, None)), 6),
        (Some((PartClass::Core, Some(4))), 4),
        (Some((PartClass::Ordinary, Some(5))), 5),
        (Some((PartClass::Ordinary, Some(12))), 6),
        (Some((PartClass::Ordinary, Some(1))), 3),
    ];
    for (part, months) in table {
        assert_eq!(slip_months(pack, part), months, "{part:?}");
    }
}

#[test]
fn what_cannot_be_decided_names_its_member() {
    use InputCode::{AfterToday, Contradicts, DateOrder, Invalid, Missing, OutOfRange};
    let job = |members: Value| json!([repair("2024-05-20", json!({})), members]);
    let table: &[(&str, Value, InputCode, &str)] = &[
        ("on", json!(null), Missing, "on"),
        ("appliance.category", json!(null), Missing, "appliance.category"),
        ("appliance.category", json!(""), Missing, "appliance.category"),
        ("appliance.category", json!("toaster"), Invalid, "appliance.category"),
        ("appliance.purchased_on", json!("2024-06-04"), AfterToday, "appliance.purchased_on"),
        ("appliance.delivered_on", json!("2024-06-04"), AfterToday, "appliance.delivered_on"),
        ("appliance.installed_on", json!("2024-06-04"), AfterToday, "appliance.installed_on"),
        ("appliance.exchanged_on", json!("2024-06-04"), AfterToday, "appliance.exchanged_on"),
        ("appliance.manufactured_on", json!("2024-06-04"), AfterToday, "appliance.manufactured_on"),
        ("appliance.manufactured_on", json!("2024-03-16"), DateOrder, "appliance.manufactured_on"),
        ("appliance.exchanged_on", json!("2024-03-14"), DateOrder, "appliance.exchanged_on"),
        (
            "appliance.card_terms",
            json!({"whole_months": 0}),
            OutOfRange,
            "appliance.card_terms.whole_months",
        ),
        (
            "appliance.card_terms",
            json!({"core_months": 601}),
            OutOfRange,
            "appliance.card_terms.core_months",
        ),
        (
            "appliance.card_terms",
            json!({"whole_months": 24, "core_months": 12}),
            Contradicts,
            "appliance.card_terms.core_months",
        ),
        ("appliance.downtime", json!([{"kind": "parts"}]), Missing, "appliance.downtime[0].from"),
        (
            "appliance.downtime",
            json!([{"from": "2024-05-01"}]),
            Missing,
            "appliance.downtime[0].kind",
        ),
        (
            "appliance.downtime",
            json!([{"from": "2024-06-04", "kind": "parts"}]),
            AfterToday,
            "appliance.downtime[0].from",
        ),
        (
            "appliance.downtime",
            json!([{"from": "2024-05-02", "to": "2024-05-01", "kind": "parts"}]),
            DateOrder,
            "appliance.downtime[0].to",
        ),
        (
            "appliance.extended",
            json!([{"to": "2024-05-01", "covers": "whole"}]),
            Missing,
            "appliance.extended[0].from",
        ),
        (
            "appliance.extended",
            json!([{"from": "2024-05-01", "covers": "whole"}]),
            Missing,
            "appliance.extended[0].to",
        ),
        (
            "appliance.extended",
            json!([{"from": "2024-05-01", "to": "2025-05-01"}]),
            Missing,
            "appliance.extended[0].covers",
        ),
        (
            "appliance.extended",
            json!([{"from": "2024-05-02", "to": "2024-05-01", "covers": "core"}]),
            DateOrder,
            "appliance.extended[0].to",
        ),
        ("jobs", job(json!({"completed_on": "2024-05-20"})), Missing, "jobs[1].kind"),
        ("jobs", job(json!({"kind": "repair"})), Missing, "jobs[1].completed_on"),
        (
            "jobs",
            job(json!({"kind": "repair", "completed_on": "2024-06-04"})),
            AfterToday,
            "jobs[1].completed_on",
        ),
        (
            "jobs",
            job(json!({"kind": "repair", "completed_on": "2024-05-20", "cover_months": 0})),
            OutOfRange,
            "jobs[1].cover_months",
        ),
    ];
    for (path, value, code, field) in table {
        assert_eq!(refused(&[(path, value.clone())]), (*code, (*field).to_owned()), "{value}");
    }
    // Manufactured after any other day of its life.
    for later in ["delivered_on", "installed_on", "exchanged_on"] {
        let other = format!("appliance.{later}");
        let (code, field) = refused(&[
            ("appliance.purchased_on", json!(null)),
            (&other, json!("2024-03-15")),
            ("appliance.manufactured_on", json!("2024-03-16")),
        ]);
        assert_eq!((code, field.as_str()), (DateOrder, "appliance.manufactured_on"), "{later}");
    }
}

#[test]
fn what_happens_on_one_day_is_in_order() {
    let day = json!("2024-06-03");
    let verdict = decided(&[
        ("appliance.manufactured_on", day.clone()),
        ("appliance.purchased_on", day.clone()),
        ("appliance.delivered_on", day.clone()),
        ("appliance.installed_on", day.clone()),
        ("appliance.exchanged_on", day.clone()),
        ("appliance.extended", json!([{"from": day, "to": day, "covers": "core"}])),
        ("appliance.downtime", json!([{"from": day, "to": day, "kind": "repair"}])),
        ("jobs", json!([{"kind": "repair", "completed_on": day}])),
    ]);
    assert_eq!(told(&verdict), "term_whole 2025-06-03 B6 E13");
}

#[test]
fn the_version_of_the_purchase_states_the_terms() {
    let mut rules = Rules::shipped();
    let mut own = rules.policy.newest().clone();
    own.version = "own-1".into();
    own.effective_from = own.effective_from.plus_months(12);
    let since = own.effective_from;
    let refrigerator = own.categories.iter_mut().find(|one| one.code == "refrigerator");
    refrigerator.expect("shipped").term.whole_months = 24;
    own.parameters.post_repair_days.value = 120;
    let mut toaster = own.category("boiler").expect("shipped").clone();
    toaster.code = "toaster".into();
    own.categories.push(toaster);
    rules.policy.replace_with(own).expect("a later version");

    let months = |bought: crate::calendar::Date| {
        let on = since.plus_months(9);
        let case = case(&[("appliance.purchased_on", json!(bought)), ("on", json!(on))]);
        let verdict = decide(&rules, &case).expect("a case that can be decided");
        let expected_24 = rules.calendar.last_day(bought, crate::calendar::Term::Months(24));
        verdict.last_day == Some(expected_24)
    };
    assert!(months(since));
    assert!(!months(since.day_before()));

    // The 90 days are a promise: that of the date asked about.
    let completed = since.plus_days(1);
    let jobs = json!([repair(&completed.to_string(), json!({}))]);
    let asked = completed.plus_days(110);
    let case_after =
        case(&[("appliance.purchased_on", json!(null)), ("on", json!(asked)), ("jobs", jobs)]);
    assert_eq!(decide(&rules, &case_after).expect("decided").cover, Cover::PostRepair);

    // A category that joined later has the terms that it joined with, whenever it was bought.
    let toaster = case(&[
        ("appliance.category", json!("toaster")),
        ("appliance.purchased_on", json!(since.day_before())),
        ("on", json!(since)),
    ]);
    assert_eq!(decide(&rules, &toaster).expect("decided").cover, Cover::TermWhole);
}

#[test]
fn wear_can_be_left_out_of_the_promise() {
    let mut rules = Rules::shipped();
    let worn = case(&[("fault.cause", json!("normal_wear"))]);
    assert_eq!(decide(&rules, &worn).expect("decided").cover, Cover::TermWhole);

    let mut own = rules.policy.newest().clone();
    own.version = "own-1".into();
    own.effective_from = own.effective_from.plus_days(1);
    own.parameters.normal_wear_covered.value = false;
    let on = own.effective_from;
    rules.policy.replace_with(own).expect("a later version");
    let worn = case(&[
        ("fault.cause", json!("normal_wear")),
        ("appliance.purchased_on", json!(on)),
        ("on", json!(on)),
    ]);
    assert_eq!(told(&decide(&rules, &worn).expect("decided")), "none - E13");
}

#[test]
fn only_other_answers_that_change_the_cover_are_listed() {
    let case = case(&[("fault.cause", json!("unknown"))]);
    let verdict = explain(&Rules::shipped(), &case).expect("a case that can be decided");
    let changes = verdict.would_change.expect("asked for");
    let of = |field: Question| {
        let own = changes.iter().filter(|change| change.field == field);
        own.map(|change| change.to).collect::<Vec<_>>()
    };
    assert_eq!(of(Question::Invoice), ["absent", "altered", "mismatched"]);
    assert_eq!(of(Question::Card), ["altered", "mismatched"]);
    assert_eq!(of(Question::Serial), ["altered", "removed", "illegible"]);
    assert_eq!(of(Question::Usage), ["rental", "public", "commercial", "engineering"]);
    assert_eq!(of(Question::Cause).len(), 26);
    assert_eq!(of(Question::PartClass), ["consumable", "accessory", "appearance"]);
    assert!(of(Question::Tier).is_empty());
    let unproven = changes.iter().find(|change| change.to == "absent").expect("listed");
    assert_eq!(unproven.cover, Cover::Unproven);
}
