//! Finding out what is wrong: fault lines, each with its verdict (F7).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::appliance::Warning;
use crate::calendar::Date;
use crate::id::ApplianceId;
use crate::input::{InputCode, InputError};
use crate::text;
use crate::warranty::{self, Case, Cause, Fault, PartClass, PresentJob};

use super::{ApplianceInput, Context, Dossier, FaultLine, Kind, Refusal, State};

/// What was found.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct InspectInput {
    /// The faults. Required for a repair; they replace those written down before.
    pub lines: Vec<FaultInput>,
    /// What was learnt about the main appliance.
    pub appliance: Option<ApplianceInput>,
    /// What was learnt about the further ones, in their order.
    pub more_appliances: Vec<ApplianceInput>,
}

/// A fault as it was found.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FaultInput {
    /// Which appliance of the ticket: 0 the main one.
    pub appliance: u32,
    /// Where the fault is.
    pub place: Option<String>,
    /// The code of the part at fault.
    pub part: Option<String>,
    /// The part's class; that of the tariff when absent.
    pub part_class: Option<PartClass>,
    /// What caused it.
    pub cause: Option<Cause>,
    /// Who answers for the damage (C13).
    pub responsible: String,
    /// What was found, in words.
    pub note: String,
}

impl Dossier {
    pub(super) fn inspect(
        &mut self,
        context: &Context,
        input: InspectInput,
    ) -> Result<(), Refusal> {
        let today = context.now.date();
        let before = self.appliances.clone();
        for (index, typed) in input.more_appliances.into_iter().enumerate() {
            let field = format!("more_appliances[{index}]");
            let Some(appliance) = self.appliances.get_mut(index + 1) else {
                return Err(Refusal::input(InputCode::NoSuchLine, field));
            };
            typed.apply(appliance, context.actor, today).map_err(|error| renamed(error, &field))?;
        }
        if let (Some(typed), Some(main)) = (input.appliance, self.appliances.first_mut()) {
            typed.apply(main, context.actor, today)?;
        }
        self.check_facts(context, &before)?;
        if self.ticket.kind.has_faults() {
            if input.lines.is_empty() {
                return Err(Refusal::input(InputCode::Missing, "lines"));
            }
            let mut lines = Vec::with_capacity(input.lines.len());
            for (index, found) in input.lines.into_iter().enumerate() {
                lines.push(self.found_line(context, index, found)?);
            }
            self.ticket.lines = lines;
            self.keep_warnings(today);
        } else if !input.lines.is_empty() {
            return Err(Refusal::input(InputCode::Contradicts, "lines"));
        }
        self.end_wait(context);
        self.ticket.course.findings += 1;
        self.ticket.state = State::Inspected;
        Ok(())
    }

    /// The lines of a repair when it is taken in: the fault as far as it can be told.
    pub(super) fn first_lines(&mut self, context: &Context, fault: Fault) -> Result<(), Refusal> {
        if !self.ticket.kind.has_faults() {
            // What was typed must make sense even though nothing is decided from it.
            for index in 0..self.appliances.len() {
                let fault = Fault::default();
                self.decide(context, index, &fault).map_err(|e| at_appliance(e, index))?;
            }
            return Ok(());
        }
        for index in 0..self.appliances.len() {
            let typed = if index == 0 { fault.clone() } else { Fault::default() };
            let found = FaultInput {
                appliance: index as u32,
                place: typed.place,
                part: typed.part,
                part_class: Some(typed.part_class),
                cause: Some(typed.cause),
                ..FaultInput::default()
            };
            let line = self.found_line(context, index, found).map_err(|refusal| match refusal {
                Refusal::Input(error) => Refusal::Input(at_appliance(error, index)),
                other => other,
            })?;
            self.ticket.lines.push(line);
        }
        Ok(())
    }

    fn found_line(
        &self,
        context: &Context,
        index: usize,
        found: FaultInput,
    ) -> Result<FaultLine, Refusal> {
        let field = |member: &str| format!("lines[{index}].{member}");
        let place = found.appliance as usize;
        let appliance = self.appliance_at(place, &field("appliance"))?;
        let short = |member: &str, typed: Option<String>| {
            let kept = text::optional(&field(member), &typed.unwrap_or_default(), text::SHORT)?;
            Ok::<_, InputError>((!kept.is_empty()).then_some(kept))
        };
        let part = short("part", found.part)?;
        let listed = part
            .as_deref()
            .and_then(|code| context.tariffs.in_force(self.ticket.created_at.date()).part(code));
        let fault = Fault {
            place: short("place", found.place)?,
            part_class: found
                .part_class
                .filter(|class| *class != PartClass::Unknown)
                .or(listed.map(|part| part.class))
                .unwrap_or_default(),
            part,
            cause: found.cause.unwrap_or_default(),
        };
        let responsible = text::optional(&field("responsible"), &found.responsible, text::SHORT)?;
        let note = text::optional(&field("note"), &found.note, text::LONG)?;
        let (verdict, policy_version, covered_by) = self.decide(context, place, &fault)?;
        Ok(FaultLine {
            id: format!("f{}", index + 1),
            appliance,
            place: fault.place,
            part: fault.part,
            part_class: fault.part_class,
            cause: fault.cause,
            responsible,
            note,
            verdict,
            policy_version,
            decided_at: context.now,
            covered_by,
        })
    }

    /// The verdict on a fault, as of the day on which the ticket was taken in: whoever called
    /// within the cover is covered, however long it takes us.
    fn decide(
        &self,
        context: &Context,
        place: usize,
        fault: &Fault,
    ) -> Result<(warranty::Verdict, String, Option<String>), InputError> {
        let (case, jobs) = self.case(context, place, fault)?;
        let (verdict, job) = warranty::decide_with_job(context.rules, &case)?;
        let on = self.ticket.created_at.date();
        let policy_version = context.rules.policy.in_force(on).version.clone();
        Ok((verdict, policy_version, job.map(|index| jobs[index].id.clone())))
    }

    /// What the warranty is asked about a fault, and the jobs that its own are made of.
    pub(super) fn case(
        &self,
        context: &Context,
        place: usize,
        fault: &Fault,
    ) -> Result<(Case, Vec<&super::Job>), InputError> {
        let on = self.ticket.created_at.date();
        let Some(appliance) = self.appliances.get(place) else {
            return Err(InputError::new(InputCode::Missing, "appliance"));
        };
        let mut facts = appliance.facts.clone();
        facts.downtime.retain(|interval| interval.from.is_none_or(|from| from <= on));
        // What happened to it since is no fact of that day; what lies ahead of today is refused.
        let since = |date: &Date| *date > on && *date <= context.now.date();
        for date in [&mut facts.delivered_on, &mut facts.installed_on, &mut facts.exchanged_on] {
            date.take_if(|date| since(date));
        }
        let jobs: Vec<&super::Job> = self
            .jobs
            .iter()
            .filter(|job| job.appliance == appliance.id)
            .filter(|job| job.completed_on <= on && job.ticket != Some(self.ticket.id))
            .collect();
        let case = Case {
            id: None,
            on: Some(on),
            appliance: facts,
            member_tier: self.customer.tier,
            fault: fault.clone(),
            jobs: jobs.iter().map(|job| job.as_asked()).collect(),
            present_job: self.present_job(context.now.date()),
        };
        Ok((case, jobs))
    }

    /// Refuses facts of an appliance that no verdict could be made from, as of today.
    pub(super) fn check_facts(
        &self,
        context: &Context,
        before: &[crate::appliance::Appliance],
    ) -> Result<(), Refusal> {
        for (index, appliance) in self.appliances.iter().enumerate() {
            if before.get(index).is_some_and(|known| known.facts == appliance.facts) {
                continue;
            }
            let case = Case {
                on: Some(context.now.date()),
                appliance: appliance.facts.clone(),
                ..Case::default()
            };
            warranty::decide(context.rules, &case).map_err(|error| at_appliance(error, index))?;
        }
        Ok(())
    }

    /// How long the present repair has taken so far (N4, N5).
    fn present_job(&self, today: Date) -> PresentJob {
        let course = &self.ticket.course;
        let days = |days: i64| u32::try_from(days.max(0)).unwrap_or_default();
        PresentJob {
            waiting_parts_days: days(course.days_waited(today)),
            own_reason_days: days(course.own_days(self.ticket.created_at.date(), today)),
        }
    }

    /// Decides every line anew after a correction of what the verdicts stand on. True when a
    /// cover is another.
    pub(super) fn decide_again(&mut self, context: &Context) -> Result<bool, Refusal> {
        let mut changed = false;
        for index in 0..self.ticket.lines.len() {
            let line = &self.ticket.lines[index];
            let place = self.appliances.iter().position(|known| known.id == line.appliance);
            let fault = line.fault();
            let place =
                place.ok_or_else(|| Refusal::input(InputCode::NoSuchLine, "appliance_id"))?;
            let (verdict, policy_version, covered_by) = self.decide(context, place, &fault)?;
            let line = &mut self.ticket.lines[index];
            changed |= line.verdict.cover != verdict.cover;
            line.verdict = verdict;
            line.policy_version = policy_version;
            line.decided_at = context.now;
            line.covered_by = covered_by;
        }
        Ok(changed)
    }

    /// Keeps on the appliance that it was taken apart, converted or repaired by others (C6).
    fn keep_warnings(&mut self, on: Date) {
        for line in &self.ticket.lines {
            let is_c6 = line.cause.excluded_by() == Some(crate::clause::Clause::C6);
            let appliance = self.appliances.iter_mut().find(|known| known.id == line.appliance);
            if let (true, Some(appliance)) = (is_c6, appliance) {
                let ticket = self.ticket.number.clone();
                let warning = Warning { on, cause: line.cause, ticket };
                let told =
                    |kept: &Warning| kept.cause == warning.cause && kept.ticket == warning.ticket;
                if !appliance.warnings.iter().any(told) {
                    appliance.warnings.push(warning);
                }
            }
        }
    }

    /// The appliances that a ticket of this kind is about, by id.
    pub(super) fn appliance_ids(&self) -> impl Iterator<Item = ApplianceId> {
        self.appliances.iter().map(|appliance| appliance.id)
    }
}

impl FaultLine {
    /// As the warranty is asked about it.
    pub(super) fn fault(&self) -> Fault {
        Fault {
            place: self.place.clone(),
            part: self.part.clone(),
            part_class: self.part_class,
            cause: self.cause,
        }
    }
}

impl Kind {
    /// Whether completing it leaves a job behind that later tickets find.
    pub(super) fn leaves_job(self) -> bool {
        matches!(self, Kind::Repair | Kind::Installation)
    }
}

/// The error of a further appliance, by its own field.
fn at_appliance(error: InputError, index: usize) -> InputError {
    match index {
        0 => fault_field(error),
        index => renamed(error, &format!("more_appliances[{}]", index - 1)),
    }
}

/// At intake the one line is called `fault`.
fn fault_field(error: InputError) -> InputError {
    match error.field.strip_prefix("lines[0].").map(|member| format!("fault.{member}")) {
        Some(field) => error.at(field),
        None => error,
    }
}

/// An error below `appliance`, told of another member.
pub(super) fn renamed(error: InputError, to: &str) -> InputError {
    match error.field.strip_prefix("appliance").map(|rest| format!("{to}{rest}")) {
        Some(field) => error.at(field),
        None => error,
    }
}
