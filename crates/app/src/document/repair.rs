//! 维修服务凭证 · 保修单.

use desk_core::clause::Clause;
use desk_core::fee::LineKind;
use desk_core::money::Money;
use desk_core::ticket::{Completion, Kind, QuoteLine, SlipCover};
use desk_core::warranty::{Cover, JobKind};
use desk_documents::content::{
    Accepted, Bill, Cited, Consented, Fault, FittedPart, GivenCover, RepairVoucher,
};

use super::content::{Source, cite, distinct};

/// What the cover of an installation is, and which damage it does not reach, in short.
const LIMITS_INSTALLED: &[Clause] =
    &[Clause::D3, Clause::D5, Clause::C4, Clause::C5, Clause::C6, Clause::C8, Clause::C9];

/// Which damage the cover after a repair does not reach, in short.
const LIMITS: &[Clause] =
    &[Clause::D5, Clause::C4, Clause::C5, Clause::C6, Clause::C8, Clause::C9, Clause::C14];

impl Source<'_> {
    /// What was done, what it cost, and what is in cover from now on; none before the work is done.
    pub(super) fn voucher(&self, number: &str) -> Option<RepairVoucher> {
        let ticket = &self.dossier.ticket;
        let done = ticket.course.completion.as_ref()?;
        let no_bill = Bill { rows: Vec::new(), discount_fen: Money::ZERO, total_fen: Money::ZERO };
        let mut advice = self.advice();
        advice.extend(self.extended(done));
        Some(RepairVoucher {
            point: self.letterhead(),
            number: number.to_owned(),
            ticket: ticket.number.clone(),
            kind: ticket.kind,
            service: ticket.service,
            taken_at: ticket.created_at,
            completed_at: done.at,
            customer: self.person(),
            units: self.units(),
            complaint: ticket.intake.complaint.clone(),
            faults: self.faults_worked_on(done),
            work: done.work.clone(),
            engineer: done.by.clone(),
            badge: self.badge(&done.by),
            parts: self.parts(done),
            bill: ticket.bill().map_or(no_bill, |bill| self.bill(bill, bill.total())),
            paid_fen: ticket.paid(),
            covers: done.covers.iter().enumerate().map(|(n, it)| self.cover(done, n, it)).collect(),
            limits: self.cite(match ticket.kind {
                Kind::Installation => LIMITS_INSTALLED,
                _ => LIMITS,
            }),
            care: self.care(),
            advice,
            consent: ticket.consents.last().map(|consent| Consented {
                person: consent.person.clone(),
                how: consent.how,
                at: consent.at,
            }),
            acceptance: ticket
                .course
                .acceptance
                .as_ref()
                .map(|given| Accepted { person: given.person.clone(), at: given.at }),
        })
    }

    /// Faults, those marked that nothing was done about.
    fn faults_worked_on(&self, done: &Completion) -> Vec<Fault> {
        let quote = self.dossier.ticket.worked_quote();
        let quoted = quote.map(|quote| quote.lines.as_slice()).unwrap_or_default();
        let is_left = |id: &str| {
            let of_fault = |line: &&QuoteLine| line.fault.as_deref() == Some(id);
            !quoted.iter().filter(of_fault).any(|line| done.done.contains(&line.id))
        };
        let lines = self.dossier.ticket.lines.iter();
        let faults = self.faults().into_iter().zip(lines);
        faults.map(|(fault, line)| Fault { left: is_left(&line.id), ..fault }).collect()
    }

    /// The badge of whoever did the work; empty when it is not known.
    fn badge(&self, worker: &str) -> String {
        let visits = self.dossier.ticket.course.visits.iter().rev();
        let mut visited = visits.filter(|visit| visit.engineer == worker);
        let mut known = self.staff.iter().filter(|staff| staff.name == worker);
        match (visited.next(), known.next(), known.next()) {
            (Some(visit), ..) => visit.badge.clone(),
            (None, Some(staff), None) => staff.badge.clone(),
            _ => String::new(),
        }
    }

    /// The part lines that were done.
    fn part_lines<'b>(&'b self, done: &'b Completion) -> impl Iterator<Item = &'b QuoteLine> {
        let quote = self.dossier.ticket.worked_quote();
        let lines = quote.map(|quote| quote.lines.as_slice()).unwrap_or_default().iter();
        lines.filter(|line| line.kind == LineKind::Part && done.done.contains(&line.id))
    }

    fn parts(&self, done: &Completion) -> Vec<FittedPart> {
        let part = |line: &QuoteLine| {
            let of_line = || done.fitted.iter().filter(|fitted| fitted.line == line.id);
            // Several of one line are one row, with all of their numbers.
            let joined = |serials: Vec<&str>| serials.join("、");
            FittedPart {
                name: line.name.clone(),
                code: line.code.clone().unwrap_or_default(),
                qty: format!("{}{}", line.qty, line.unit),
                old_serial: joined(of_line().filter_map(|it| it.old_serial.as_deref()).collect()),
                new_serial: joined(of_line().filter_map(|it| it.new_serial.as_deref()).collect()),
            }
        };
        self.part_lines(done).map(part).collect()
    }

    fn cover(&self, done: &Completion, index: usize, cover: &SlipCover) -> GivenCover {
        let is_installation = self.dossier.ticket.kind == Kind::Installation;
        let appliances = &self.dossier.appliances;
        let what = match (&cover.fault, appliances.get(index)) {
            (Some(fault), _) => self.covered(done, fault),
            // Each appliance of an installation has its own, in their order.
            (None, Some(appliance)) if appliances.len() > 1 => {
                format!("机器{}：安装{}", index + 1, self.category(appliance))
            }
            (None, _) => "安装".to_owned(),
        };
        let job = self.dossier.jobs.iter().find(|job| job.id == cover.job);
        GivenCover {
            what,
            kind: if is_installation { JobKind::Installation } else { JobKind::Repair },
            months: cover.months,
            days: is_installation.then_some(self.pack.parameters.installation_days.value),
            last_day: cover.last_day,
            redo: job.is_some_and(|job| job.redo_of.is_some() && job.parts.is_empty()),
        }
    }

    /// The place that was repaired and the parts that were fitted there.
    fn covered(&self, done: &Completion, fault: &str) -> String {
        let line = self.dossier.ticket.lines.iter().find(|line| line.id == fault);
        let place = line.and_then(|line| line.place.as_deref());
        let parts = self.part_lines(done).filter(|part| part.fault.as_deref() == Some(fault));
        // A place can be called like the part in it.
        let named = distinct(place.into_iter().chain(parts.map(|part| part.name.as_str())));
        let named = if named.is_empty() { "本次维修".to_owned() } else { named.join("、") };
        match line.map_or(0, |line| self.place_of(line.appliance)) {
            0 => named,
            unit => format!("机器{unit}：{named}"),
        }
    }

    /// Care tips of every category on the ticket (F15).
    fn care(&self) -> Vec<String> {
        let categories = self.dossier.appliances.iter().filter_map(|appliance| {
            self.pack.category(appliance.facts.category.as_deref().unwrap_or_default())
        });
        distinct(categories.flat_map(|category| category.care.clone()))
    }

    /// An extended contract is offered when a term ends soon after the work (B9).
    fn extended(&self, done: &Completion) -> Option<Cited> {
        let on = done.at.date();
        let months = self.pack.parameters.extended_offer_months.value;
        let ends_soon = self.dossier.ticket.lines.iter().any(|line| {
            let in_term = matches!(line.verdict.cover, Cover::TermWhole | Cover::TermCore);
            let soon = |day| (on..=on.plus_months(months)).contains(&day);
            in_term && line.verdict.last_day.is_some_and(soon)
        });
        ends_soon.then(|| cite(self.pack, Clause::B9))
    }
}
