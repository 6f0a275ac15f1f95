//! What holds for every warranty case, found or broken by chance.

use std::sync::LazyLock;

use desk_core::Rules;
use desk_core::calendar::Date;
use desk_core::warranty::{
    Appliance, CardTerms, Case, Cause, Cover, Downtime, DowntimeKind, Evidence, ExtendedContract,
    Fault, Gas, Job, JobKind, PartClass, PresentJob, Question, Scope, SerialState, Tier, Usage,
    Verdict, decide, explain,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::shipped);

fn any_of<T: Copy + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = T> {
    select(values)
}

/// Days from the first on which a case may be asked about.
fn day(offset: u32) -> Date {
    Date::new(2010, 1, 1).expect("a date").plus_days(offset)
}

/// The last offset: the end of 2027, beyond the table of working days.
const LAST: u32 = 6573;

/// A date near the one asked about as often as far from it.
fn date_until(on: u32) -> impl Strategy<Value = Date> {
    let on = on.max(1);
    prop_oneof![0..on, on.saturating_sub(1200)..on, on.saturating_sub(30)..=on].prop_map(day)
}

fn appliance(on: u32) -> impl Strategy<Value = Appliance> {
    let categories: Vec<String> =
        RULES.policy.newest().categories.iter().map(|category| category.code.clone()).collect();
    let models = RULES.policy.newest().models.clone();
    let unit = prop_oneof![
        3 => (select(categories), of("JS-[0-9]{2}")),
        1 => select(models).prop_map(|model| (model.category, Some(model.model))),
    ];
    let dates = (
        of(date_until(on)),
        of(date_until(on)),
        of(date_until(on)),
        of(date_until(on)),
        of(date_until(on)),
    );
    let answers = (
        any_of(Evidence::ALL),
        any_of(Evidence::ALL),
        any_of(SerialState::ALL),
        any_of(Usage::ALL),
        prop::bool::weighted(0.05),
        any::<bool>(),
        of(any_of(Gas::ALL)),
    );
    let card = of((1..=60_i64, 0..=60_i64, 0..4).prop_map(|(whole, more, which)| CardTerms {
        whole_months: (which != 0).then_some(whole),
        core_months: (which != 1).then_some(whole + more),
    }));
    let contract =
        (date_until(on), 0..1500_u32, any_of(Scope::ALL)).prop_map(|(from, days, covers)| {
            ExtendedContract {
                from: Some(from),
                to: Some(from.plus_days(days)),
                covers: Some(covers),
            }
        });
    let downtime = (date_until(on), of(0..60_u32)).prop_map(|(from, days)| Downtime {
        from: Some(from),
        to: days.map(|days| from.plus_days(days)),
        kind: Some(DowntimeKind::Parts),
    });
    (unit, dates, answers, card, vec(contract, 0..2), vec(downtime, 0..4)).prop_map(
        |((category, model), dates, answers, card_terms, extended, downtime)| {
            let (purchased_on, delivered_on, installed_on, exchanged_on, manufactured_on) = dates;
            let (invoice, card, serial, usage, no_warranty_agreed, identity_confirmed, gas) =
                answers;
            Appliance {
                category: Some(category),
                model,
                purchased_on,
                delivered_on,
                installed_on,
                exchanged_on: exchanged_on.max(purchased_on.filter(|_| exchanged_on.is_some())),
                manufactured_on: [purchased_on, delivered_on, installed_on, exchanged_on]
                    .into_iter()
                    .flatten()
                    .min()
                    .map_or(manufactured_on, |first| manufactured_on.map(|made| made.min(first))),
                invoice,
                card,
                serial,
                usage,
                no_warranty_agreed,
                identity_confirmed,
                gas,
                card_terms,
                extended,
                downtime,
            }
        },
    )
}

fn job(on: u32) -> impl Strategy<Value = Job> {
    (
        any_of(JobKind::ALL),
        date_until(on),
        of(select(vec!["motor", "valve"])),
        vec(select(vec!["P-1", "P-2"]), 0..2),
        of(1..=12_i64),
    )
        .prop_map(|(kind, completed_on, place, parts, cover_months)| Job {
            id: None,
            kind: Some(kind),
            completed_on: Some(completed_on),
            place: place.map(str::to_owned),
            parts: parts.into_iter().map(str::to_owned).collect(),
            cover_months,
            redo_of: None,
        })
}

/// A case that can be decided.
fn case() -> impl Strategy<Value = Case> {
    (1..LAST).prop_flat_map(|on| {
        let fault = (
            of(select(vec!["motor", "valve"])),
            of(select(vec!["P-1", "P-2"])),
            any_of(PartClass::ALL),
            prop_oneof![1 => any_of(Cause::ALL), 2 => Just(Cause::ComponentFailure)],
        );
        let waits = (0..120_u32, 0..60_u32);
        (appliance(on), any_of(Tier::ALL), fault, vec(job(on), 0..4), waits).prop_map(
            move |(appliance, member_tier, (place, part, part_class, cause), mut jobs, waits)| {
                for (index, job) in jobs.iter_mut().enumerate() {
                    job.id = Some(format!("j{index}"));
                    // Every other second repair is a redo of the first.
                    if index == 1 && on % 2 == 0 {
                        job.redo_of = Some("j0".into());
                    }
                }
                Case {
                    id: Some("p".into()),
                    on: Some(day(on)),
                    appliance,
                    member_tier,
                    fault: Fault {
                        place: place.map(str::to_owned),
                        part: part.map(str::to_owned),
                        part_class,
                        cause,
                    },
                    jobs,
                    present_job: PresentJob {
                        waiting_parts_days: waits.0,
                        own_reason_days: waits.1,
                    },
                }
            },
        )
    })
}

fn decided(case: &Case) -> Verdict {
    decide(&RULES, case).expect("a case that can be decided")
}

/// How much a cover gives: everything, labour, nothing.
fn worth(cover: Cover) -> u8 {
    match cover {
        Cover::PostRepair
        | Cover::Installation
        | Cover::TermWhole
        | Cover::TermCore
        | Cover::Extended => 2,
        Cover::Lifetime => 1,
        Cover::None | Cover::Unproven => 0,
    }
}

/// The case with another value of one member, as `would_change` names it.
fn with_answer(case: &Case, field: Question, to: &str) -> Case {
    fn value<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str, to: &str) -> T {
        all.iter().copied().find(|one| name(*one) == to).expect("a value")
    }
    let mut case = case.clone();
    let appliance = &mut case.appliance;
    match field {
        Question::Invoice => appliance.invoice = value(Evidence::ALL, Evidence::as_str, to),
        Question::Card => appliance.card = value(Evidence::ALL, Evidence::as_str, to),
        Question::Serial => appliance.serial = value(SerialState::ALL, SerialState::as_str, to),
        Question::Usage => appliance.usage = value(Usage::ALL, Usage::as_str, to),
        Question::PartClass => case.fault.part_class = value(PartClass::ALL, PartClass::as_str, to),
        Question::Cause => case.fault.cause = value(Cause::ALL, Cause::as_str, to),
        Question::Tier => case.member_tier = value(Tier::ALL, Tier::as_str, to),
    }
    case
}

/// Every value that a question can be answered with.
fn answers(field: Question) -> Vec<&'static str> {
    let known = |names: Vec<&'static str>| {
        names.into_iter().filter(|name| *name != "unknown").collect::<Vec<_>>()
    };
    known(match field {
        Question::Invoice | Question::Card => {
            Evidence::ALL.iter().map(|value| value.as_str()).collect()
        }
        Question::Serial => SerialState::ALL.iter().map(|value| value.as_str()).collect(),
        Question::Usage => Usage::ALL.iter().map(|value| value.as_str()).collect(),
        Question::PartClass => PartClass::ALL.iter().map(|value| value.as_str()).collect(),
        Question::Cause => Cause::ALL.iter().map(|value| value.as_str()).collect(),
        Question::Tier => Tier::ALL.iter().map(|value| value.as_str()).collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_longer_term_never_gives_less(case in case(), whole in 1..=60_i64, more in 1..=60_i64) {
        let with_months = |whole, core| {
            let mut case = case.clone();
            case.appliance.card_terms =
                Some(CardTerms { whole_months: Some(whole), core_months: Some(core) });
            worth(decided(&case).cover)
        };
        let shorter = with_months(whole, whole + 12);
        prop_assert!(with_months(whole + more, whole + 12 + more) >= shorter);
        prop_assert!(with_months(whole, whole + 12 + more) >= shorter);
    }

    #[test]
    fn a_longer_contract_never_gives_less(case in case(), days in 1..1000_u32) {
        let mut longer = case.clone();
        for contract in &mut longer.appliance.extended {
            contract.to = contract.to.map(|to| to.plus_days(days));
            contract.covers = Some(Scope::Whole);
        }
        let before = worth(decided(&case).cover);
        prop_assert!(worth(decided(&longer).cover) >= before);
    }

    /// An absent voucher that turns up gives no less, nor does one that identifies the unit.
    #[test]
    fn more_evidence_never_gives_less(case in case()) {
        for field in [Question::Invoice, Question::Card] {
            let without = with_answer(&case, field, "absent");
            let shown = with_answer(&case, field, "present");
            let before = decided(&without);
            let after = decided(&shown);
            prop_assert!(
                worth(after.cover) >= worth(before.cover),
                "{field:?}: {before:?} became {after:?}"
            );
        }
        let nameless = with_answer(&case, Question::Serial, "illegible");
        let mut confirmed = nameless.clone();
        confirmed.appliance.identity_confirmed = true;
        let mut unconfirmed = nameless;
        unconfirmed.appliance.identity_confirmed = false;
        let before = worth(decided(&unconfirmed).cover);
        prop_assert!(worth(decided(&confirmed).cover) >= before);
    }

    #[test]
    fn a_higher_tier_never_gives_less(case in case()) {
        let worths: Vec<u8> = Tier::ALL
            .iter()
            .map(|tier| {
                let tiered = Case { member_tier: *tier, ..case.clone() };
                worth(decided(&tiered).cover)
            })
            .collect();
        prop_assert!(worths.is_sorted(), "{worths:?}");
    }

    /// Each entry gives the cover that it says; every other single value gives the cover that is.
    #[test]
    fn would_change_is_exact(case in case()) {
        let verdict = explain(&RULES, &case).expect("a case that can be decided");
        let mut listed = verdict.would_change.clone().expect("asked for");
        let listed_in_all = listed.len();
        let mut met = 0;
        for field in Question::ALL.iter().copied() {
            for to in answers(field) {
                let other = decided(&with_answer(&case, field, to)).cover;
                let entry = listed.iter().position(|one| one.field == field && one.to == to);
                match entry {
                    Some(entry) => {
                        prop_assert_eq!(listed.remove(entry).cover, other);
                        prop_assert_ne!(other, verdict.cover);
                        met += 1;
                    }
                    None => prop_assert_eq!(other, verdict.cover, "{:?} to {}", field, to),
                }
            }
        }
        prop_assert_eq!(met, listed_in_all);
    }

    /// What holds of every verdict, whatever decided it.
    #[test]
    fn a_verdict_is_in_itself_consistent(case in case()) {
        let verdict = decided(&case);
        let on = case.on.expect("a date");
        prop_assert_eq!(
            (verdict.labour, verdict.parts, verdict.visit),
            verdict.cover.charges()
        );
        prop_assert_eq!(verdict.provisional, !verdict.ask.is_empty());
        prop_assert!(!verdict.clauses.is_empty());
        let mut once = verdict.clauses.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), verdict.clauses.len());
        prop_assert_eq!(verdict.remedies[0].as_str(), "repair");
        prop_assert!(verdict.remedies.is_sorted());
        match verdict.cover {
            Cover::Unproven => prop_assert_eq!((verdict.start, verdict.last_day), (None, None)),
            Cover::None => prop_assert!(verdict.last_day.is_none_or(|last| last < on)),
            _ => prop_assert!(verdict.last_day.is_some_and(|last| on <= last)),
        }
        prop_assert!(verdict.start.is_none_or(|start| start <= on));
        // Contracts alone may end on a rest day.
        if let Some(last_day) = verdict.last_day
            && verdict.cover != Cover::Extended
        {
            prop_assert!(RULES.calendar.is_working_day(last_day));
        }
        prop_assert_eq!(decided(&case), verdict);
    }

    /// The n-th working day is one, with n − 1 between it and the date.
    #[test]
    fn working_days_are_counted(offset in 0..LAST, n in 1..300_u32) {
        let calendar = &RULES.calendar;
        let start = day(offset);
        let found = calendar.add_working_days(start, n).expect("before the year 9999").date;
        prop_assert!(calendar.is_working_day(found));
        let between = (1..found.days_since(start) as u32)
            .filter(|days| calendar.is_working_day(start.plus_days(*days)))
            .count();
        prop_assert_eq!(between, n as usize - 1);
    }
}
