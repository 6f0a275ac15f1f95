//! The facts of a case, once they are known to make sense.

use super::{
    Appliance, Case, Cause, Downtime, Evidence, ExtendedContract, Job, JobKind, PartClass,
    Question, Scope, SerialState, Tier, Usage,
};
use crate::Rules;
use crate::calendar::{Calendar, Date};
use crate::input::{InputCode, InputError};
use crate::policy::{Category, Model, Pack};

/// The answers to what a clerk asks; [`super::explain`] tries others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers {
    pub invoice: Evidence,
    pub card: Evidence,
    pub serial: SerialState,
    pub usage: Usage,
    pub part_class: PartClass,
    pub cause: Cause,
    pub tier: Tier,
}

impl Answers {
    /// What nobody has asked yet, in the order in which to ask.
    pub fn open(&self) -> Vec<Question> {
        let mut open = Vec::new();
        let mut ask = |is_open: bool, question| {
            if is_open {
                open.push(question);
            }
        };
        ask(self.invoice == Evidence::Unknown, Question::Invoice);
        ask(self.card == Evidence::Unknown, Question::Card);
        ask(self.serial == SerialState::Unknown, Question::Serial);
        ask(self.usage == Usage::Unknown, Question::Usage);
        ask(self.part_class == PartClass::Unknown, Question::PartClass);
        ask(self.cause == Cause::Unknown, Question::Cause);
        open
    }

    /// These answers, with what is open taken in the customer's favour. An unknown cause stays: it
    /// excludes nothing and proves nothing.
    fn in_customers_favour(self) -> Answers {
        let voucher = |evidence| match evidence {
            Evidence::Unknown => Evidence::Present,
            known => known,
        };
        Answers {
            invoice: voucher(self.invoice),
            card: voucher(self.card),
            serial: match self.serial {
                SerialState::Unknown => SerialState::Intact,
                known => known,
            },
            usage: match self.usage {
                Usage::Unknown => Usage::Household,
                known => known,
            },
            part_class: match self.part_class {
                PartClass::Unknown => PartClass::Ordinary,
                known => known,
            },
            ..self
        }
    }
}

/// An earlier job whose required members are there.
#[derive(Debug, Clone, Copy)]
pub(super) struct PastJob<'a> {
    pub kind: JobKind,
    pub completed_on: Date,
    pub place: Option<&'a str>,
    pub parts: &'a [String],
    pub slip_months: Option<u32>,
    /// A free redo of a job in the list: it opens no place cover of its own (D4).
    pub is_redo: bool,
}

/// An extended contract whose required members are there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contract {
    pub from: Date,
    pub to: Date,
    pub covers: Scope,
}

/// Months that a warranty card states, in range.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CardMonths {
    pub whole: Option<u32>,
    pub core: Option<u32>,
}

/// Everything that the steps look at.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub calendar: &'a Calendar,
    /// The pack in force on the date asked about: promises and national rules.
    pub pack: &'a Pack,
    /// The category as the pack in force on the day of purchase states its terms.
    pub category: &'a Category,
    pub model: Option<&'a Model>,
    pub on: Date,
    pub appliance: &'a Appliance,
    pub card_months: CardMonths,
    pub contracts: Vec<Contract>,
    /// First day and day of the end, each begun by the date asked about.
    pub downtime: Vec<(Date, Date)>,
    pub fault_place: Option<&'a str>,
    pub fault_part: Option<&'a str>,
    pub jobs: Vec<PastJob<'a>>,
    pub waiting_parts_days: u32,
    pub own_reason_days: u32,
    /// As they were given.
    pub answers: Answers,
    /// With what is open taken in the customer's favour.
    pub taken: Answers,
}

const CARD_CORE: &str = "appliance.card_terms.core_months";

impl<'a> Facts<'a> {
    /// Refuses what no decision can be made from, naming the member (decisions.md §2).
    pub fn of(rules: &'a Rules, case: &'a Case) -> Result<Facts<'a>, InputError> {
        let on = case.on.ok_or_else(|| InputError::new(InputCode::Missing, "on"))?;
        let appliance = &case.appliance;
        check_dates(appliance, on)?;

        let code = appliance
            .category
            .as_deref()
            .ok_or_else(|| InputError::new(InputCode::Missing, "appliance.category"))?;
        let pack = rules.policy.in_force(on);
        let terms_on = appliance.purchased_on.or(appliance.manufactured_on).unwrap_or(on);
        let terms = rules.policy.in_force(terms_on);
        // A category that joined the policy after the purchase has the terms that it joined with.
        let stated_in = if terms.category(code).is_some() { terms } else { pack };
        let category = stated_in
            .category(code)
            .ok_or_else(|| InputError::new(InputCode::Invalid, "appliance.category"))?;
        let model = appliance.model.as_deref().and_then(|model| stated_in.model(code, model));

        let answers = Answers {
            invoice: appliance.invoice,
            card: appliance.card,
            serial: appliance.serial,
            usage: appliance.usage,
            part_class: case.fault.part_class,
            cause: case.fault.cause,
            tier: case.member_tier,
        };
        Ok(Facts {
            calendar: &rules.calendar,
            pack,
            category,
            model,
            on,
            appliance,
            card_months: card_months(appliance)?,
            contracts: contracts(&appliance.extended)?,
            downtime: downtime(appliance, on)?,
            fault_place: case.fault.place.as_deref(),
            fault_part: case.fault.part.as_deref(),
            jobs: past_jobs(&case.jobs, on)?,
            waiting_parts_days: case.present_job.waiting_parts_days,
            own_reason_days: case.present_job.own_reason_days,
            answers,
            taken: answers.in_customers_favour(),
        })
    }

    /// Takes other answers.
    pub fn answer(&mut self, answers: Answers) {
        self.answers = answers;
        self.taken = answers.in_customers_favour();
    }

    /// Invoice or card was shown, so that the dates on them count.
    pub fn has_voucher(&self) -> bool {
        self.taken.invoice == Evidence::Present || self.taken.card == Evidence::Present
    }

    /// Days of downtime between two days as intervals without overlaps, by date. One without an
    /// end, or with one after the date asked about, ends on that date.
    pub fn downtime_from(&self, start: Date) -> Vec<(Date, Date)> {
        let mut intervals: Vec<(Date, Date)> = self
            .downtime
            .iter()
            .map(|(from, to)| ((*from).max(start), *to))
            .filter(|(from, to)| from < to)
            .collect();
        intervals.sort_unstable();
        let mut merged: Vec<(Date, Date)> = Vec::with_capacity(intervals.len());
        for (from, to) in intervals {
            match merged.last_mut() {
                Some((_, last)) if from <= *last => *last = to.max(*last),
                _ => merged.push((from, to)),
            }
        }
        merged
    }
}

fn check_dates(appliance: &Appliance, on: Date) -> Result<(), InputError> {
    let uses = [
        (appliance.purchased_on, "appliance.purchased_on"),
        (appliance.delivered_on, "appliance.delivered_on"),
        (appliance.installed_on, "appliance.installed_on"),
        (appliance.exchanged_on, "appliance.exchanged_on"),
    ];
    let made = (appliance.manufactured_on, "appliance.manufactured_on");
    for (date, field) in uses.into_iter().chain([made]) {
        if date.is_some_and(|date| date > on) {
            return Err(InputError::new(InputCode::AfterToday, field));
        }
    }
    let first_use = uses.iter().filter_map(|(date, _)| *date).min();
    if let (Some(made_on), Some(first_use)) = (appliance.manufactured_on, first_use)
        && made_on > first_use
    {
        return Err(InputError::new(InputCode::DateOrder, made.1));
    }
    if let (Some(bought), Some(exchanged)) = (appliance.purchased_on, appliance.exchanged_on)
        && exchanged < bought
    {
        return Err(InputError::new(InputCode::DateOrder, "appliance.exchanged_on"));
    }
    Ok(())
}

/// Months on a card or a slip: 1 to 600.
fn months(stated: Option<i64>, field: impl FnOnce() -> String) -> Result<Option<u32>, InputError> {
    match stated {
        None => Ok(None),
        Some(months @ 1..=600) => Ok(Some(months as u32)),
        Some(_) => Err(InputError::new(InputCode::OutOfRange, field())),
    }
}

fn card_months(appliance: &Appliance) -> Result<CardMonths, InputError> {
    let Some(terms) = &appliance.card_terms else {
        return Ok(CardMonths::default());
    };
    let whole = months(terms.whole_months, || "appliance.card_terms.whole_months".into())?;
    let core = months(terms.core_months, || CARD_CORE.into())?;
    if let (Some(whole), Some(core)) = (whole, core)
        && core < whole
    {
        return Err(InputError::new(InputCode::Contradicts, CARD_CORE));
    }
    Ok(CardMonths { whole, core })
}

fn contracts(extended: &[ExtendedContract]) -> Result<Vec<Contract>, InputError> {
    let check = |index, contract: &ExtendedContract| {
        let refuse =
            |code, member| InputError::new(code, format!("appliance.extended[{index}].{member}"));
        let from = contract.from.ok_or_else(|| refuse(InputCode::Missing, "from"))?;
        let to = contract.to.ok_or_else(|| refuse(InputCode::Missing, "to"))?;
        let covers = contract.covers.ok_or_else(|| refuse(InputCode::Missing, "covers"))?;
        if to < from {
            return Err(refuse(InputCode::DateOrder, "to"));
        }
        Ok(Contract { from, to, covers })
    };
    extended.iter().enumerate().map(|(index, contract)| check(index, contract)).collect()
}

fn downtime(appliance: &Appliance, on: Date) -> Result<Vec<(Date, Date)>, InputError> {
    let check = |index, interval: &Downtime| {
        let refuse =
            |code, member| InputError::new(code, format!("appliance.downtime[{index}].{member}"));
        let from = interval.from.ok_or_else(|| refuse(InputCode::Missing, "from"))?;
        if interval.kind.is_none() {
            return Err(refuse(InputCode::Missing, "kind"));
        }
        if from > on {
            return Err(refuse(InputCode::AfterToday, "from"));
        }
        if interval.to.is_some_and(|to| to < from) {
            return Err(refuse(InputCode::DateOrder, "to"));
        }
        Ok((from, interval.to.unwrap_or(on).min(on)))
    };
    appliance.downtime.iter().enumerate().map(|(index, interval)| check(index, interval)).collect()
}

fn past_jobs(jobs: &[Job], on: Date) -> Result<Vec<PastJob<'_>>, InputError> {
    jobs.iter().enumerate().map(|(index, job)| past_job(index, job, jobs, on)).collect()
}

fn past_job<'a>(
    index: usize,
    job: &'a Job,
    jobs: &[Job],
    on: Date,
) -> Result<PastJob<'a>, InputError> {
    let field = |member| format!("jobs[{index}].{member}");
    let refuse = |code, member| InputError::new(code, field(member));
    let kind = job.kind.ok_or_else(|| refuse(InputCode::Missing, "kind"))?;
    let completed_on =
        job.completed_on.ok_or_else(|| refuse(InputCode::Missing, "completed_on"))?;
    if completed_on > on {
        return Err(refuse(InputCode::AfterToday, "completed_on"));
    }
    Ok(PastJob {
        kind,
        completed_on,
        place: job.place.as_deref(),
        parts: &job.parts,
        slip_months: months(job.cover_months, || field("cover_months"))?,
        is_redo: job.redo_of.is_some() && jobs.iter().any(|other| other.id == job.redo_of),
    })
}
