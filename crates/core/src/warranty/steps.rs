//! The procedure of decisions.md §2, one function a step. The first step that answers ends it.

use super::facts::{Contract, Facts, PastJob};
use super::{Cause, Cover, Evidence, JobKind, PartClass, Scope, SerialState, Usage};
use crate::calendar::{Date, Term};
use crate::clause::Clause;

/// What the procedure found.
#[derive(Debug)]
pub(super) struct Found {
    pub cover: Cover,
    pub start: Option<Date>,
    pub last_day: Option<Date>,
    pub clauses: Vec<Clause>,
}

/// The answer of one step.
struct Answer {
    cover: Cover,
    start: Option<Date>,
    last_day: Option<Date>,
}

impl Answer {
    fn lasting(cover: Cover, start: Option<Date>, last_day: Date) -> Answer {
        Answer { cover, start, last_day: Some(last_day) }
    }

    fn refused() -> Answer {
        Answer { cover: Cover::None, start: None, last_day: None }
    }
}

/// The clauses cited so far, in the order in which they were met, without repeats.
#[derive(Default)]
struct Cited(Vec<Clause>);

impl Cited {
    fn cite(&mut self, clause: Clause) {
        if !self.0.contains(&clause) {
            self.0.push(clause);
        }
    }
}

/// Steps 1 to 10.
pub(super) fn procedure(facts: &Facts) -> Found {
    let mut cited = Cited::default();
    let answer = earlier_work(facts, &mut cited)
        .or_else(|| void(facts, &mut cited))
        .or_else(|| excluded_use(facts, &mut cited))
        .or_else(|| excluded_cause(facts, &mut cited))
        .or_else(|| excluded_class(facts, &mut cited))
        .unwrap_or_else(|| by_date(facts, &mut cited));
    Found { cover: answer.cover, start: answer.start, last_day: answer.last_day, clauses: cited.0 }
}

/// Steps 6 to 10, which need a start date.
fn by_date(facts: &Facts, cited: &mut Cited) -> Answer {
    let Some(start) = start_date(facts) else {
        return extended_contract(facts, None, cited).unwrap_or_else(|| unproven(cited));
    };
    cite_start(facts, start, cited);
    let term = UnitTerm::of(facts, start, cited);
    within_term(facts, start, term, cited)
        .or_else(|| extended_contract(facts, Some(start), cited))
        .or_else(|| lifetime(facts, start, cited))
        .unwrap_or_else(|| expired(facts, start, term, cited))
}

/// Step 1: an earlier job of ours answers for the line (D1–D5).
fn earlier_work(facts: &Facts, cited: &mut Cited) -> Option<Answer> {
    let (last_day, index, clauses) = answering_job(facts)?;
    let job = &facts.jobs[index];
    clauses.iter().for_each(|clause| cited.cite(*clause));
    let cover = match job.kind {
        JobKind::Repair => Cover::PostRepair,
        JobKind::Installation => Cover::Installation,
    };
    Some(Answer::lasting(cover, Some(job.completed_on), last_day))
}

/// The job that answers for the line, by its index.
pub(super) fn covering_job(facts: &Facts) -> Option<usize> {
    answering_job(facts).map(|(_, index, _)| index)
}

/// Of the jobs that cover the line the one with the latest last day, a tie the first.
fn answering_job(facts: &Facts) -> Option<(Date, usize, &'static [Clause])> {
    let serial_says_nothing =
        matches!(facts.taken.serial, SerialState::Altered | SerialState::Removed);
    if facts.taken.cause.excluded_by().is_some() || serial_says_nothing {
        return None;
    }
    let mut best: Option<(Date, usize, &[Clause])> = None;
    for (index, job) in facts.jobs.iter().enumerate() {
        let (last_day, clauses) = match job.kind {
            JobKind::Repair if repaired_this(facts, job) => repair_cover(facts, job),
            JobKind::Installation if facts.taken.cause == Cause::InstallationOurs => {
                installation_cover(facts, job)
            }
            _ => continue,
        };
        if facts.on <= last_day && best.is_none_or(|(latest, ..)| last_day > latest) {
            best = Some((last_day, index, clauses));
        }
    }
    best
}

/// The line is at the place that the job repaired, or about a part that it fitted (D4).
fn repaired_this(facts: &Facts, job: &PastJob) -> bool {
    let same_place = !job.is_redo && job.place.is_some() && job.place == facts.fault_place;
    same_place || facts.fault_part.is_some_and(|part| job.parts.iter().any(|fitted| fitted == part))
}

/// The last day of a repair's cover: the slip's months (D1), but never less than 90 days (D2).
fn repair_cover(facts: &Facts, job: &PastJob) -> (Date, &'static [Clause]) {
    let days = Term::Days(facts.pack.parameters.post_repair_days.value);
    let floor = facts.calendar.last_day(job.completed_on, days);
    let slip = job
        .slip_months
        .map(|months| facts.calendar.last_day(job.completed_on, Term::Months(months)));
    match slip {
        Some(slip) if slip > floor => (slip, &[Clause::D1, Clause::D4]),
        _ => (floor, &[Clause::D2, Clause::D4]),
    }
}

/// The last day of an installation's cover (D3).
fn installation_cover(facts: &Facts, job: &PastJob) -> (Date, &'static [Clause]) {
    let days = Term::Days(facts.pack.parameters.installation_days.value);
    (facts.calendar.last_day(job.completed_on, days), &[Clause::D3])
}

/// Step 2: what voids the term. All that apply are cited.
fn void(facts: &Facts, cited: &mut Cited) -> Option<Answer> {
    let reasons = void_reasons(facts);
    for (_, clause) in reasons.into_iter().filter(|(applies, _)| *applies) {
        cited.cite(clause);
    }
    is_void(facts).then(Answer::refused)
}

/// The term is void, whatever else holds but our own earlier work.
pub(super) fn is_void(facts: &Facts) -> bool {
    void_reasons(facts).iter().any(|(applies, _)| *applies)
}

fn void_reasons(facts: &Facts) -> [(bool, Clause); 3] {
    let forged = |voucher| matches!(voucher, Evidence::Altered | Evidence::Mismatched);
    let nameless = match facts.taken.serial {
        SerialState::Altered | SerialState::Removed => true,
        SerialState::Illegible => !facts.appliance.identity_confirmed,
        SerialState::Intact | SerialState::Unknown => false,
    };
    [
        (forged(facts.taken.invoice) || forged(facts.taken.card), Clause::C2),
        (nameless, Clause::C3),
        (facts.appliance.no_warranty_agreed, Clause::C7),
    ]
}

/// Step 3: no cover outside the household (C7), unless the model states commercial months (B5).
fn excluded_use(facts: &Facts, cited: &mut Cited) -> Option<Answer> {
    if facts.taken.usage == Usage::Household {
        return None;
    }
    if commercial_months(facts).is_some() {
        cited.cite(Clause::B5);
        return None;
    }
    cited.cite(Clause::C7);
    Some(Answer::refused())
}

/// The months of a commercial model in commercial use.
fn commercial_months(facts: &Facts) -> Option<u32> {
    if facts.taken.usage == Usage::Household {
        return None;
    }
    facts.model.and_then(|model| model.commercial_months)
}

/// Step 4: causes that nobody promised to answer for.
fn excluded_cause(facts: &Facts, cited: &mut Cited) -> Option<Answer> {
    let wear_is_charged = !facts.pack.parameters.normal_wear_covered.value;
    let clause = match facts.taken.cause {
        Cause::NormalWear if wear_is_charged => Clause::E13,
        cause => cause.excluded_by()?,
    };
    cited.cite(clause);
    Some(Answer::refused())
}

impl Cause {
    /// The clause that excludes it; none for those that a term answers for.
    pub fn excluded_by(self) -> Option<Clause> {
        match self {
            Cause::Transport | Cause::Drop | Cause::Collision | Cause::Squeeze => Some(Clause::C4),
            Cause::Liquid | Cause::Heat | Cause::Damp | Cause::AbnormalVoltage => Some(Clause::C5),
            Cause::SelfDisassembly
            | Cause::Conversion
            | Cause::UnofficialPart
            | Cause::UnofficialRepair => Some(Clause::C6),
            Cause::InstallationOther | Cause::PoorMaintenance => Some(Clause::C8),
            Cause::Fire
            | Cause::Earthquake
            | Cause::Flood
            | Cause::Lightning
            | Cause::OtherForceMajeure => Some(Clause::C9),
            Cause::UserSoftware => Some(Clause::C12),
            Cause::Delivery | Cause::ThirdParty => Some(Clause::C13),
            Cause::Misuse | Cause::Abuse | Cause::Accident | Cause::Negligence => Some(Clause::C14),
            Cause::Defect
            | Cause::ComponentFailure
            | Cause::NormalWear
            | Cause::InstallationOurs
            | Cause::Unknown => None,
        }
    }
}

/// Step 5: classes of parts that wear out or only look (C10, C11).
fn excluded_class(facts: &Facts, cited: &mut Cited) -> Option<Answer> {
    let clause = match facts.taken.part_class {
        PartClass::Consumable => Clause::C10,
        PartClass::Accessory | PartClass::Appearance if facts.taken.cause != Cause::Defect => {
            Clause::C11
        }
        _ => return None,
    };
    cited.cite(clause);
    Some(Answer::refused())
}

/// Step 6: the day from which the term counts; none when nothing establishes it (C1, B7, N10).
pub(super) fn start_date(facts: &Facts) -> Option<Date> {
    let appliance = facts.appliance;
    let shown = if facts.has_voucher() {
        [
            appliance.purchased_on,
            appliance.delivered_on,
            appliance.installed_on,
            appliance.exchanged_on,
        ]
    } else {
        [None; 4]
    };
    shown.into_iter().flatten().max().or(appliance.manufactured_on)
}

/// Cites what gave the start date: nothing for the purchase, else N10, or B7 for the manufacture.
fn cite_start(facts: &Facts, start: Date, cited: &mut Cited) {
    let appliance = facts.appliance;
    let known = [
        appliance.purchased_on,
        appliance.delivered_on,
        appliance.installed_on,
        appliance.exchanged_on,
    ];
    if !facts.has_voucher() || known.iter().all(Option::is_none) {
        cited.cite(Clause::B7);
    } else if appliance.purchased_on != Some(start) {
        cited.cite(Clause::N10);
    }
}

/// Step 8's answer when there is neither a date nor a contract.
fn unproven(cited: &mut Cited) -> Answer {
    cited.cite(Clause::C1);
    cited.cite(Clause::B7);
    Answer { cover: Cover::Unproven, start: None, last_day: None }
}

/// Step 7: the last days of the unit's term for a class of part.
#[derive(Clone, Copy)]
struct UnitTerm {
    whole: Date,
    /// The later of the two, for core parts.
    core: Option<Date>,
}

impl UnitTerm {
    /// Looks the months up and extends them by downtime, citing both.
    fn of(facts: &Facts, start: Date, cited: &mut Cited) -> UnitTerm {
        let is_core = facts.taken.part_class == PartClass::Core;
        let (whole_months, clause) = stated_months(facts, Scope::Whole);
        cited.cite(clause);
        let core_months = is_core.then(|| {
            let (core_months, clause) = stated_months(facts, Scope::Core);
            cited.cite(clause);
            core_months
        });
        let downtime = facts.downtime_from(start);
        let mut last_day = |months| {
            let (end, was_extended) = extend(start.plus_months(months), &downtime);
            if was_extended {
                cited.cite(Clause::N8);
            }
            facts.calendar.move_off_rest_days(end)
        };
        let whole = last_day(whole_months);
        UnitTerm { whole, core: core_months.map(|months| last_day(months).max(whole)) }
    }

    /// The last day that this class of part has.
    fn last(self) -> Date {
        self.core.unwrap_or(self.whole)
    }
}

/// Months from the first that states them: commercial model, card (B1), model, category.
fn stated_months(facts: &Facts, scope: Scope) -> (u32, Clause) {
    let (on_card, of_model, of_category) = match scope {
        Scope::Whole => (
            facts.card_months.whole,
            facts.model.and_then(|model| model.whole_months.zip(Some(model.clause))),
            facts.category.term.whole_months,
        ),
        Scope::Core => (
            facts.card_months.core,
            facts.model.and_then(|model| model.core_months.zip(Some(model.clause))),
            facts.category.term.core_months,
        ),
    };
    commercial_months(facts)
        .map(|months| (months, Clause::B5))
        .or(on_card.map(|months| (months, Clause::B1)))
        .or(of_model)
        .unwrap_or((of_category, facts.category.term.clause))
}

/// Adds the days of each interval that begins on or before the last day so far (N8).
pub(super) fn extend(end: Date, downtime: &[(Date, Date)]) -> (Date, bool) {
    let mut last = end;
    for (from, to) in downtime {
        if *from > last {
            break;
        }
        last = last.plus_days(to.days_since(*from) as u32);
    }
    (last, last > end)
}

/// Step 7: within the term everything is free (E13).
fn within_term(facts: &Facts, start: Date, term: UnitTerm, cited: &mut Cited) -> Option<Answer> {
    let (cover, last_day) = if facts.on <= term.whole {
        (Cover::TermWhole, term.whole)
    } else if facts.on <= term.last() {
        (Cover::TermCore, term.last())
    } else {
        return None;
    };
    cited.cite(Clause::E13);
    Some(Answer::lasting(cover, Some(start), last_day))
}

/// Step 8: an extended contract (B9).
fn extended_contract(facts: &Facts, start: Option<Date>, cited: &mut Cited) -> Option<Answer> {
    let covers_line = |contract: &&Contract| {
        let in_scope = match contract.covers {
            Scope::Whole => true,
            Scope::Core => facts.taken.part_class == PartClass::Core,
        };
        in_scope && (contract.from..=contract.to).contains(&facts.on)
    };
    let last_day = facts.contracts.iter().filter(covers_line).map(|contract| contract.to).max()?;
    cited.cite(Clause::B9);
    cited.cite(Clause::E13);
    Some(Answer::lasting(Cover::Extended, start, last_day))
}

/// Step 9: lifetime repair for gold cards and above, at home (B8).
fn lifetime(facts: &Facts, start: Date, cited: &mut Cited) -> Option<Answer> {
    let lifetime = facts.category.lifetime.as_ref()?;
    let last_day = facts.calendar.last_day(start, Term::Months(lifetime.months));
    let entitled = facts.taken.usage == Usage::Household
        && facts.taken.tier >= facts.pack.parameters.lifetime_tier.value;
    if !entitled || facts.on > last_day {
        return None;
    }
    cited.cite(Clause::B8);
    Some(Answer::lasting(Cover::Lifetime, Some(start), last_day))
}

/// Step 10: the term has run out (B11).
fn expired(facts: &Facts, start: Date, term: UnitTerm, cited: &mut Cited) -> Answer {
    debug_assert!(facts.on > term.last());
    cited.cite(Clause::B11);
    Answer::lasting(Cover::None, Some(start), term.last())
}
