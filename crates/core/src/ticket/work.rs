//! The work: beginning, waiting for parts, finishing, handing over (F7, F9, F10).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fee::{LineKind, Outcome};
use crate::input::InputCode;
use crate::text;
use crate::warranty::{Advice, Cover, Downtime, DowntimeKind, JobKind, slip_months};

use super::{
    Acceptance, Completion, Context, Document, Dossier, FaultLine, Fitted, Job, Kind, QuoteLine,
    Refusal, Rule, Series, SlipCover, State, Wait, job_last_day, visit,
};

/// Work begins.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StartInput {
    /// Why work on a gas appliance past its safe life goes on (N9); with an approver.
    pub reason: Option<String>,
}

/// Work goes on, at a second visit or once parts came.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ResumeInput {
    /// What was ticked off (F5, F6).
    pub checked: Vec<String>,
    /// As for the beginning, where parts had to be waited for first.
    pub reason: Option<String>,
}

/// Parts have to be ordered.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct WaitPartsInput {
    /// Which. Required.
    pub part: String,
}

/// The work is done.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CompleteInput {
    /// What was done. Required.
    pub work: String,
    /// The lines of the quote that were done; all when absent.
    pub done: Option<Vec<String>>,
    /// Parts with their numbers.
    pub fitted: Vec<Fitted>,
    /// What was ticked off (F9).
    pub checked: Vec<String>,
}

/// The customer takes it over.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct AcceptInput {
    /// Who; the customer when absent.
    pub person: Option<String>,
}

impl Dossier {
    pub(super) fn start(&mut self, context: &Context, input: StartInput) -> Result<(), Refusal> {
        self.needs_consent()?;
        if self.is_past_safe_life(context) && self.ticket.course.past_safe_life.is_none() {
            let approval = context.approval(&self.ticket, input.reason.as_deref())?;
            self.ticket.course.past_safe_life = Some(approval);
        }
        self.ticket.course.started_at.get_or_insert(context.now);
        self.ticket.state = State::Repairing;
        Ok(())
    }

    fn needs_consent(&self) -> Result<(), Refusal> {
        match self.ticket.agreed_quote() {
            Some(_) => Ok(()),
            None => Err(Refusal::rule(&self.ticket, Rule::NoConsent, "operation")),
        }
    }

    /// A gas appliance whose use has to end by its age (N9).
    fn is_past_safe_life(&self, context: &Context) -> bool {
        let pack = self.pack(context);
        self.ticket.lines.iter().any(|line| {
            let category = self
                .appliance(line.appliance)
                .and_then(|appliance| appliance.facts.category.as_deref())
                .and_then(|code| pack.category(code));
            let binds = category
                .and_then(|category| category.safe_life.as_ref())
                .is_some_and(|life| life.binding);
            binds && line.verdict.advice.contains(&Advice::UnsafeAge)
        })
    }

    pub(super) fn wait_parts(
        &mut self,
        context: &Context,
        input: WaitPartsInput,
    ) -> Result<(), Refusal> {
        let part = text::required("part", &input.part, text::SHORT)?;
        self.ticket.course.waits.push(Wait { from: context.now, to: None, part });
        self.ticket.state = State::WaitingParts;
        Ok(())
    }

    pub(super) fn resume(&mut self, context: &Context, input: ResumeInput) -> Result<(), Refusal> {
        self.needs_consent()?;
        let checked = visit::checked(input.checked)?;
        if let Some(visit) = self.ticket.course.visits.last_mut() {
            visit.checked.extend(checked);
        }
        self.start(context, StartInput { reason: input.reason })?;
        self.end_wait(context);
        Ok(())
    }

    /// Parts came, or nobody waits for them any longer.
    pub(super) fn end_wait(&mut self, context: &Context) {
        if let Some(wait) = self.ticket.course.waits.last_mut() {
            wait.to.get_or_insert(context.now);
        }
    }

    pub(super) fn complete(
        &mut self,
        context: &Context,
        input: CompleteInput,
    ) -> Result<(), Refusal> {
        self.needs_consent()?;
        if self.ticket.lines.iter().any(|line| line.verdict.provisional) {
            return Err(Refusal::rule(&self.ticket, Rule::Provisional, "operation"));
        }
        let done = self.lines_done(input.done)?;
        if done.is_empty() {
            return Err(Refusal::input(InputCode::Missing, "done"));
        }
        let work = text::required("work", &input.work, text::LONG)?;
        let checked = visit::checked(input.checked)?;
        self.finish(context, done, work, input.fitted, checked)?;
        self.ticket.state = State::Completed;
        Ok(())
    }

    /// The lines that were done, each a line of the quote that was agreed to.
    pub(super) fn lines_done(&self, named: Option<Vec<String>>) -> Result<Vec<String>, Refusal> {
        let quote = self.ticket.worked_quote();
        let lines: &[QuoteLine] = quote.map_or(&[], |quote| &quote.lines);
        let Some(named) = named else {
            return Ok(lines.iter().map(|line| line.id.clone()).collect());
        };
        for (index, id) in named.iter().enumerate() {
            let field = format!("done[{index}]");
            if named[..index].contains(id) {
                return Err(Refusal::input(InputCode::Duplicate, field));
            }
            let Some(line) = lines.iter().find(|line| line.id == *id) else {
                return Err(Refusal::input(InputCode::NoSuchLine, field));
            };
            if line.belongs_to.as_ref().is_some_and(|owner| !named.contains(owner)) {
                return Err(Refusal::input(InputCode::Contradicts, field));
            }
        }
        Ok(named)
    }

    /// Writes down the work, what it leaves in cover, the bill and the slip.
    pub(super) fn finish(
        &mut self,
        context: &Context,
        done: Vec<String>,
        work: String,
        fitted: Vec<Fitted>,
        checked: Vec<String>,
    ) -> Result<(), Refusal> {
        let lines: Vec<QuoteLine> = match self.ticket.worked_quote() {
            Some(quote) => {
                quote.lines.iter().filter(|line| done.contains(&line.id)).cloned().collect()
            }
            None => Vec::new(),
        };
        let fitted = cleaned(fitted, &lines)?;
        self.make_bill(context, Outcome::Repaired, &done)?;
        let jobs = self.jobs_left(context, &lines);
        let covers = jobs
            .iter()
            .map(|(fault, job)| SlipCover {
                fault: fault.clone(),
                job: job.id.clone(),
                months: job.cover_months,
                last_day: self.told_last_day(fault.as_deref(), job),
            })
            .collect();
        self.ticket.course.completion = Some(Completion {
            at: context.now,
            by: self.worker(context),
            work,
            done,
            fitted,
            covers,
            checked,
        });
        self.keep_downtime(context);
        if self.ticket.kind == Kind::Installation {
            for appliance in &mut self.appliances {
                appliance.facts.installed_on = Some(context.now.date());
            }
        }
        self.jobs.extend(jobs.into_iter().map(|(_, job)| job));
        if self.ticket.kind.leaves_job() {
            self.ticket.documents.push(Document {
                number: String::new(),
                series: Series::Slip,
                issued_at: context.now,
                voided: None,
            });
        }
        Ok(())
    }

    /// Who did the work: the engineer of the visit, else whoever writes it down.
    fn worker(&self, context: &Context) -> String {
        match self.ticket.course.visits.last() {
            Some(visit) => visit.engineer.clone(),
            None => context.actor.to_owned(),
        }
    }

    /// The jobs that later tickets find: one a fault that something was done about (D1–D4), or
    /// the installation (D3).
    fn jobs_left(&self, context: &Context, lines: &[QuoteLine]) -> Vec<(Option<String>, Job)> {
        let kind = match self.ticket.kind {
            Kind::Repair => JobKind::Repair,
            Kind::Installation => JobKind::Installation,
            _ => return Vec::new(),
        };
        let completed_on = context.now.date();
        let job = |name: &str, appliance, place, parts: Vec<String>, months, redo_of| {
            let opens_cover = Option::is_none(&redo_of) || !parts.is_empty();
            Job {
                id: format!("{}/{name}", self.ticket.id),
                appliance,
                ticket: Some(self.ticket.id),
                number: self.ticket.number.clone(),
                kind,
                completed_on,
                place,
                parts,
                cover_months: months,
                redo_of,
                last_day: job_last_day(context.rules, kind, completed_on, months, opens_cover),
                by: self.worker(context),
            }
        };
        if kind == JobKind::Installation {
            let one = |(index, id)| (None, job(&format!("a{index}"), id, None, vec![], None, None));
            return self.appliance_ids().enumerate().map(one).collect();
        }
        let done_about =
            |fault: &&FaultLine| lines.iter().any(|line| line.fault.as_ref() == Some(&fault.id));
        self.ticket
            .lines
            .iter()
            .filter(done_about)
            .map(|fault| {
                let (parts, months) = self.cover_left(context, fault, lines);
                let place = fault.place.clone();
                let redo_of =
                    fault.covered_by.clone().filter(|_| fault.verdict.cover == Cover::PostRepair);
                let left = job(&fault.id, fault.appliance, place, parts, Some(months), redo_of);
                (Some(fault.id.clone()), left)
            })
            .collect()
    }

    /// The codes of the parts fitted for a fault, and the months of cover by the longest (D1).
    fn cover_left(
        &self,
        context: &Context,
        fault: &FaultLine,
        lines: &[QuoteLine],
    ) -> (Vec<String>, u32) {
        let pack = self.pack(context);
        let tariff = context.tariffs.in_force(self.ticket.created_at.date());
        let mut months = slip_months(pack, None);
        let mut parts = Vec::new();
        let of_fault = |line: &&QuoteLine| {
            line.kind == LineKind::Part && line.fault.as_ref() == Some(&fault.id)
        };
        for line in lines.iter().filter(of_fault) {
            let listed = line.code.as_deref().and_then(|code| tariff.part(code));
            let part =
                listed.map_or((fault.part_class, None), |part| (part.class, part.cover_months));
            months = months.max(slip_months(pack, Some(part)));
            // A part that the tariff does not have is known by its name.
            parts.push(line.code.clone().unwrap_or_else(|| line.name.clone()));
        }
        (parts, months)
    }

    /// The last day that the slip says: of a free redo the first job's clock keeps running (D4).
    fn told_last_day(&self, fault: Option<&str>, job: &Job) -> crate::calendar::Date {
        let first = job.redo_of.as_ref().and_then(|id| self.jobs.iter().find(|job| job.id == *id));
        match (fault, first) {
            (Some(_), Some(first)) => first.last_day.max(job.last_day),
            _ => job.last_day,
        }
    }

    /// Days in repair extend the terms of the appliances (N8).
    fn keep_downtime(&mut self, context: &Context) {
        let (from, to) = (self.ticket.created_at.date(), context.now.date());
        if self.ticket.kind != Kind::Repair || from >= to {
            return;
        }
        for appliance in &mut self.appliances {
            let (from, to) = (Some(from), Some(to));
            let kind = Some(DowntimeKind::Repair);
            appliance.facts.downtime.push(Downtime { from, to, kind });
        }
    }

    pub(super) fn accept(&mut self, context: &Context, input: AcceptInput) -> Result<(), Refusal> {
        let person = match &input.person {
            Some(person) => text::required("person", person, text::SHORT)?,
            None => self.customer.name.clone(),
        };
        self.ticket.course.acceptance = Some(Acceptance { at: context.now, person });
        self.ticket.state = State::Accepted;
        Ok(())
    }
}

/// The parts that were fitted, each a part line that was done.
fn cleaned(fitted: Vec<Fitted>, lines: &[QuoteLine]) -> Result<Vec<Fitted>, Refusal> {
    let mut kept: Vec<Fitted> = Vec::with_capacity(fitted.len());
    for (index, typed) in fitted.into_iter().enumerate() {
        let field = |member: &str| format!("fitted[{index}].{member}");
        let is_part = |line: &&QuoteLine| line.kind == LineKind::Part && line.id == typed.line;
        if !lines.iter().any(|line| is_part(&line)) {
            return Err(Refusal::input(InputCode::NoSuchLine, field("line")));
        }
        let serial = |member: &str, typed: &Option<String>| match typed.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(typed) => text::code(&field(member), typed).map(Some),
        };
        let old_serial = serial("old_serial", &typed.old_serial)?;
        let new_serial = serial("new_serial", &typed.new_serial)?;
        kept.push(Fitted { line: typed.line, old_serial, new_serial });
    }
    Ok(kept)
}
