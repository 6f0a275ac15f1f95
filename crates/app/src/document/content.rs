//! What documents say, from a ticket with all that belongs to it. Nothing here depends on the time
//! of printing: the same ticket gives the same content, and so the same edition.

use desk_core::appliance::Appliance;
use desk_core::calendar::Term;
use desk_core::clause::Clause;
use desk_core::data::Versions;
use desk_core::id::ApplianceId;
use desk_core::money::Money;
use desk_core::party::{Point, Staff};
use desk_core::policy::Pack;
use desk_core::tariff::Tariff;
use desk_core::ticket::{Dossier, FaultLine, TicketBill};
use desk_core::warranty::{Advice, Cause, Remedy};
use desk_documents::content::{Bill, Cited, Fault, FeeRow, Letterhead, Person, Unit};

use super::words;
use crate::desk::House;

/// What documents are made from.
pub(super) struct Source<'a> {
    pub(super) house: &'a House,
    pub(super) tariffs: &'a Versions<Tariff>,
    pub(super) dossier: &'a Dossier,
    pub(super) point: &'a Point,
    pub(super) staff: &'a [Staff],
    /// The pack whose fees, promises and words hold for the ticket.
    pub(super) pack: &'a Pack,
}

/// A clause with the words of a pack.
pub(super) fn cite(pack: &Pack, clause: Clause) -> Cited {
    let words = pack.clauses.get(&clause).map(|words| words.text.clone());
    Cited { clause: clause.as_str().to_owned(), text: words.unwrap_or_default() }
}

/// Each once, where it stands first.
pub(super) fn distinct<T: PartialEq>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

impl<'a> Source<'a> {
    pub(super) fn of(
        house: &'a House,
        tariffs: &'a Versions<Tariff>,
        dossier: &'a Dossier,
        point: &'a Point,
        staff: &'a [Staff],
    ) -> Source<'a> {
        let policy = &house.rules.policy;
        let ticket = &dossier.ticket;
        let pack = policy
            .named(&ticket.intake.policy_version)
            .unwrap_or_else(|| policy.in_force(ticket.created_at.date()));
        Source { house, tariffs, dossier, point, staff, pack }
    }

    /// The clauses with the words that hold for the ticket.
    pub(super) fn cite(&self, clauses: &[Clause]) -> Vec<Cited> {
        clauses.iter().map(|clause| cite(self.pack, *clause)).collect()
    }

    /// The pack of a version that decided something.
    fn pack_named(&self, version: &str) -> &'a Pack {
        self.house.rules.policy.named(version).unwrap_or(self.pack)
    }

    pub(super) fn letterhead(&self) -> Letterhead {
        let Point { name, address, phone, complaint_phone, .. } = self.point;
        let brand = &self.pack.brand;
        let category =
            self.dossier.appliances.first().and_then(|main| main.facts.category.as_deref());
        let own = category
            .and_then(|code| self.pack.category(code))
            .and_then(|category| category.hotline.as_ref());
        Letterhead {
            // Work does not wait for settings: a point may not be named yet.
            name: if name.is_empty() { "家电服务网点".to_owned() } else { name.clone() },
            address: address.clone(),
            phone: phone.clone(),
            complaint_phone: complaint_phone.clone(),
            brand: brand.name.clone(),
            hotline: own.unwrap_or(&brand.hotline).clone(),
            hours: brand.hours.clone(),
            policy_version: self.dossier.ticket.intake.policy_version.clone(),
        }
    }

    /// The number to call, digits; empty when there is none.
    pub(super) fn phone(&self) -> String {
        let (usual, _) = self.dossier.customer.contact();
        self.dossier.ticket.intake.phone.clone().or(usual).unwrap_or_default()
    }

    pub(super) fn person(&self) -> Person {
        let customer = &self.dossier.customer;
        let (_, usual) = customer.contact();
        let told = &self.dossier.ticket.intake.address;
        Person {
            name: customer.name.clone(),
            phone: words::phone(&self.phone()),
            address: words::address(if told.is_empty() { &usual } else { told }),
            tier: words::tier(customer.tier).to_owned(),
        }
    }

    /// The appliances, the main one first.
    pub(super) fn units(&self) -> Vec<Unit> {
        self.dossier.appliances.iter().map(|appliance| self.unit(appliance)).collect()
    }

    fn unit(&self, appliance: &Appliance) -> Unit {
        let facts = &appliance.facts;
        Unit {
            category: self.category(appliance),
            model: facts.model.clone().unwrap_or_default(),
            serial: appliance.serial_number.clone().unwrap_or_default(),
            purchased_on: facts.purchased_on,
            evidence: words::evidence(facts.invoice, facts.card),
        }
    }

    /// The name of an appliance's category.
    pub(super) fn category(&self, appliance: &Appliance) -> String {
        let code = appliance.facts.category.as_deref().unwrap_or_default();
        self.pack.category(code).map_or(code, |category| &category.name).to_owned()
    }

    /// Which appliance of several: its place from 1; 0 where there is one.
    pub(super) fn place_of(&self, appliance: ApplianceId) -> u32 {
        let appliances = &self.dossier.appliances;
        let place = appliances.iter().position(|known| known.id == appliance);
        place.filter(|_| appliances.len() > 1).map_or(0, |place| place as u32 + 1)
    }

    /// Faults with their verdicts, in the words of the version that decided each.
    pub(super) fn faults(&self) -> Vec<Fault> {
        self.dossier.ticket.lines.iter().map(|line| self.fault(line)).collect()
    }

    fn fault(&self, line: &FaultLine) -> Fault {
        let pack = self.pack_named(&line.policy_version);
        let cause = match line.cause {
            Cause::Unknown => String::new(),
            known => pack.causes.get(&known).cloned().unwrap_or_default(),
        };
        Fault {
            unit: self.place_of(line.appliance),
            place: line.place.clone().unwrap_or_default(),
            part: self.part(line.part.as_deref().unwrap_or_default()),
            cause,
            note: line.note.clone(),
            responsible: line.responsible.clone(),
            cover: line.verdict.cover,
            last_day: line.verdict.last_day,
            why: line.verdict.clauses.iter().map(|clause| cite(pack, *clause)).collect(),
            open: line.verdict.ask.clone(),
            left: false,
        }
    }

    /// The name of a part of the tariff; of another what was typed for it.
    fn part(&self, code: &str) -> String {
        let tariff = self.tariffs.in_force(self.dossier.ticket.created_at.date());
        tariff.part(code).map_or(code, |part| &part.name).to_owned()
    }

    /// Advice by age (N9, B10), and what the customer may ask for besides repair (N1–N5).
    pub(super) fn advice(&self) -> Vec<Cited> {
        let mut clauses: Vec<Clause> = Vec::new();
        let lines = &self.dossier.ticket.lines;
        for advice in lines.iter().flat_map(|line| &line.verdict.advice) {
            clauses.push(match advice {
                Advice::UnsafeAge => Clause::N9,
                Advice::Replace => Clause::B10,
            });
        }
        clauses.extend(lines.iter().flat_map(|line| self.remedies(line)));
        self.cite(&distinct(clauses))
    }

    /// Why the customer may ask for more than a repair (decisions.md §3).
    fn remedies(&self, line: &FaultLine) -> Vec<Clause> {
        let remedies = &line.verdict.remedies;
        if remedies.contains(&Remedy::Return) {
            return vec![Clause::N1];
        }
        if !remedies.contains(&Remedy::Exchange) {
            return Vec::new();
        }
        let ticket = &self.dossier.ticket;
        let parameters = &self.pack_named(&line.policy_version).parameters;
        let appliance = self.dossier.appliances.iter().find(|known| known.id == line.appliance);
        let facts = appliance.map(|appliance| &appliance.facts);
        let received = facts.and_then(|facts| facts.purchased_on.max(facts.delivered_on));
        let on = ticket.created_at.date();
        let days = Term::Days(parameters.exchange_days.value);
        if received.is_some_and(|from| on <= self.house.rules.calendar.last_day(from, days)) {
            return vec![Clause::N2];
        }
        let decided = line.decided_at;
        let begun = ticket.course.waits.iter().filter(|wait| wait.from <= decided);
        let waited: i64 = begun
            .map(|wait| {
                let to = wait.to.map_or(decided, |to| to.min(decided));
                to.date().days_since(wait.from.date())
            })
            .sum();
        let own = decided.date().days_since(on) - waited;
        let mut clauses = Vec::new();
        if waited > i64::from(parameters.parts_wait_exchange_days.value) {
            clauses.push(Clause::N4);
        }
        if own > i64::from(parameters.repair_exchange_days.value) {
            clauses.push(Clause::N5);
        }
        // It took neither too long: it was repaired twice before.
        if clauses.is_empty() {
            clauses.push(Clause::N3);
        }
        clauses
    }

    /// A bill that came to this total.
    pub(super) fn bill(&self, bill: &TicketBill, total_fen: Money) -> Bill {
        let pack = self.pack_named(&bill.policy_version);
        let rows = bill.rows.iter().map(|row| FeeRow {
            name: if row.name.is_empty() { words::fee(&row.id) } else { &row.name }.to_owned(),
            unit: row.unit.clone(),
            unit_fen: row.unit_fen,
            qty: row.qty.clone(),
            full_fen: row.full_fen,
            charged_fen: row.charged_fen,
            waived: row.clause.map(|clause| cite(pack, clause)),
        });
        let charged: i64 = bill.rows.iter().map(|row| row.charged_fen.fen()).sum();
        Bill {
            rows: rows.collect(),
            discount_fen: Money::from_fen(charged - total_fen.fen()),
            total_fen,
        }
    }
}
