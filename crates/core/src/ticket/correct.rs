//! Putting right what was written down wrongly. The old values stay in the audit.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fee::Service;
use crate::input::InputCode;
use crate::money::Money;
use crate::party::{Address, Phone};
use crate::text;

use super::{
    ApplianceInput, Context, CustomerInput, Disclosed, Document, Dossier, Duplicate, Operation,
    Refusal, Rule, Series, State, Voided,
};

/// What is put right. What is absent stays. Another customer or appliance, by id, is looked up
/// before and comes with the dossier.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CorrectInput {
    /// Why. Required.
    pub reason: String,
    /// The customer's words.
    pub complaint: Option<String>,
    /// How the appliance is served, before anybody set out.
    pub service: Option<Service>,
    /// The number to call.
    pub phone: Option<String>,
    /// Where to go.
    pub address: Option<Address>,
    /// What was disclosed, before anybody set out.
    pub disclosed: Option<Disclosed>,
    /// What else to know.
    pub note: Option<String>,
    /// What is wrong in the customer's record.
    pub customer: Option<CustomerInput>,
    /// What is wrong in the main appliance's record.
    pub appliance: Option<ApplianceInput>,
    /// The customer whose ticket it really is.
    pub customer_id: Option<crate::id::CustomerId>,
    /// The appliance that it really is about.
    pub appliance_id: Option<crate::id::ApplianceId>,
    /// The receipt of a payment that was wrong: it is reversed.
    pub payment: Option<String>,
    /// The warranty slip was printed wrongly or is lost: it is voided, and another is issued.
    pub void_slip: bool,
    /// The number of the ticket that this one repeats.
    pub duplicate_of: Option<String>,
    /// It was no duplicate after all.
    pub split: bool,
}

impl Dossier {
    pub(super) fn correct(
        &mut self,
        context: &Context,
        input: CorrectInput,
    ) -> Result<(), Refusal> {
        let reason = text::required("reason", &input.reason, text::LONG)?;
        let before = self.clone();
        let today = context.now.date();
        if let Some(typed) = input.customer {
            typed.apply(&mut self.customer, context.actor, today)?;
        }
        if let Some(typed) = input.appliance {
            let main = self.appliances.first_mut();
            let main = main.ok_or_else(|| Refusal::input(InputCode::NoSuchLine, "appliance"))?;
            typed.apply(main, context.actor, today)?;
        }
        self.check_facts(context, &before.appliances)?;
        // The records that it moves to are in the dossier already, and so in `before`.
        let moves = input.customer_id.is_some() || input.appliance_id.is_some();
        self.correct_records(&before, input.customer_id.is_some())?;
        self.follow_customer(&before);
        if let Some(complaint) = &input.complaint {
            self.ticket.intake.complaint = text::required("complaint", complaint, text::LONG)?;
        }
        if let Some(note) = &input.note {
            self.ticket.intake.note = text::optional("note", note, text::LONG)?;
        }
        if let Some(phone) = &input.phone {
            self.ticket.intake.phone = Some(Phone::read("phone", phone)?.number);
        }
        if let Some(address) = input.address {
            self.ticket.intake.address = address.checked("address")?;
        }
        self.correct_booking(input.service, input.disclosed)?;
        if let Some(receipt) = &input.payment {
            self.reverse(context, receipt, &reason)?;
        }
        if input.void_slip {
            self.issue_slip_again(context, &reason)?;
        }
        if let Some(number) = &input.duplicate_of {
            self.take_as_duplicate(context, number, reason)?;
        }
        if input.split {
            self.split_off()?;
        }
        if *self == before {
            return Err(Refusal::input(InputCode::Missing, "correction"));
        }
        self.after_correction(context, &before, moves)
    }

    /// The ticket follows to the customer and appliance that came with the dossier.
    fn correct_records(&mut self, before: &Dossier, moves: bool) -> Result<(), Refusal> {
        if moves {
            self.ticket.customer = self.customer.id;
        }
        let appliance = self.appliances.first().map(|main| main.id);
        if appliance == before.ticket.appliance {
            return Ok(());
        }
        if !self.ticket.bills.is_empty() {
            // The bill, the slip and the cover stand on it.
            return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "appliance_id"));
        }
        if self.appliances.iter().skip(1).any(|other| Some(other.id) == appliance) {
            return Err(Refusal::input(InputCode::Duplicate, "appliance_id"));
        }
        if let (Some(old), Some(new)) = (before.ticket.appliance, appliance) {
            for line in &mut self.ticket.lines {
                if line.appliance == old {
                    line.appliance = new;
                }
            }
        }
        self.ticket.appliance = appliance;
        Ok(())
    }

    /// Phone and address that were the customer's follow the customer.
    fn follow_customer(&mut self, before: &Dossier) {
        let (was, is) = (before.customer.contact(), self.customer.contact());
        let intake = &mut self.ticket.intake;
        if intake.phone == was.0 {
            intake.phone = is.0;
        }
        if intake.address == was.1 {
            intake.address = is.1;
        }
    }

    fn correct_booking(
        &mut self,
        service: Option<Service>,
        disclosed: Option<Disclosed>,
    ) -> Result<(), Refusal> {
        let is_early = matches!(self.ticket.state, State::Registered | State::Scheduled);
        if let Some(service) = service {
            let same_way = service.is_bench() == self.ticket.service.is_bench();
            let fits = self.ticket.state == State::Registered || (is_early && same_way);
            if !fits {
                return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "service"));
            }
            self.ticket.service = service;
        }
        if let Some(disclosed) = disclosed {
            if !is_early {
                return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "disclosed"));
            }
            let amounts = [
                (disclosed.empty_trip_fen, "disclosed.empty_trip_fen"),
                (disclosed.inspection_fen, "disclosed.inspection_fen"),
            ];
            for (amount, field) in amounts {
                if amount.is_some_and(|fen| fen.is_negative() || fen > Money::MAX_SUM) {
                    return Err(Refusal::input(InputCode::OutOfRange, field));
                }
            }
            self.ticket.intake.disclosed = disclosed;
        }
        Ok(())
    }

    /// Voids the slip that counts and issues another in its place. The cover stays as it was given.
    fn issue_slip_again(&mut self, context: &Context, reason: &str) -> Result<(), Refusal> {
        let documents = &mut self.ticket.documents;
        let valid = |it: &&mut Document| it.series == Series::Slip && it.voided.is_none();
        let Some(slip) = documents.iter_mut().find(valid) else {
            return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "void_slip"));
        };
        slip.voided = Some(Voided { at: context.now, reason: reason.to_owned() });
        self.ticket.documents.push(Document {
            number: String::new(),
            series: Series::Slip,
            issued_at: context.now,
            voided: None,
        });
        Ok(())
    }

    /// A ticket that was taken in twice: the second ends without a bill.
    fn take_as_duplicate(
        &mut self,
        context: &Context,
        number: &str,
        reason: String,
    ) -> Result<(), Refusal> {
        if !matches!(self.ticket.state, State::Registered | State::Scheduled) {
            return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "duplicate_of"));
        }
        if !self.ticket.payments.is_empty() {
            return Err(Refusal::rule(&self.ticket, Rule::MoneyMoved, "duplicate_of"));
        }
        if !self.ticket.quotes.is_empty() {
            return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "duplicate_of"));
        }
        if number == self.ticket.number {
            return Err(Refusal::input(InputCode::Contradicts, "duplicate_of"));
        }
        let was = self.ticket.state;
        self.ticket.course.duplicate = Some(Duplicate { of: number.to_owned(), was });
        self.end(context, Operation::Correct, State::Cancelled, None, reason);
        Ok(())
    }

    fn split_off(&mut self) -> Result<(), Refusal> {
        let Some(duplicate) = self.ticket.course.duplicate.take() else {
            return Err(Refusal::input(InputCode::Contradicts, "split"));
        };
        self.ticket.course.end = None;
        self.ticket.state = duplicate.was;
        Ok(())
    }

    /// What the verdicts stand on may have changed. Before the bill they are decided again, and
    /// when a cover is another the quote is no longer in force. After it nothing is computed anew.
    fn after_correction(
        &mut self,
        context: &Context,
        before: &Dossier,
        moves: bool,
    ) -> Result<(), Refusal> {
        let stands = !moves
            && self.customer.tier == before.customer.tier
            && self.appliances == before.appliances
            && self.jobs == before.jobs;
        if stands || !self.ticket.bills.is_empty() {
            return Ok(());
        }
        let changed = self.decide_again(context)?;
        let quoted = matches!(
            self.ticket.state,
            State::Quoted | State::Consented | State::Repairing | State::WaitingParts
        );
        if changed {
            self.ticket.course.findings += 1;
            if quoted {
                self.end_wait(context);
                self.ticket.state = State::Inspected;
            }
        }
        Ok(())
    }
}
