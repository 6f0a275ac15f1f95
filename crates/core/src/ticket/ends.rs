//! The ends of a ticket, and opening it again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fee::{Outcome, Service};
use crate::input::InputCode;
use crate::money::Money;
use crate::text;
use crate::values::values;

use super::{
    Approval, Closing, Context, Dossier, End, Fitted, Operation, Refusal, Reopened, State,
};

/// The customer gives up after the quote (E4), or stops the work.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RefuseInput {
    /// Why. Required.
    pub reason: String,
    /// The lines of the quote that were done before it stopped. Required once work has begun; empty
    /// when nothing came of it.
    pub done: Option<Vec<String>>,
    /// What was done. Required when anything was.
    pub work: String,
    /// Parts with their numbers.
    pub fitted: Vec<Fitted>,
    /// The inspection fee in 分, where it was not agreed before (E4): farther out only.
    pub inspection_fen: Option<Money>,
}

values! {
    /// Why nothing came of a visit.
    CancelWhy {
        /// The customer cancelled.
        Customer "customer",
        /// Nobody was at home.
        NobodyHome "nobody_home",
        /// The engineer was sent away at the door.
        SentAway "sent_away",
    }
}

/// Cancelled before the inspection (E5).
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CancelInput {
    /// Why; the customer when absent. The others only once the engineer has set out.
    pub why: Option<CancelWhy>,
    /// In words.
    pub reason: String,
}

/// Not done for our reasons (E6).
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct FailInput {
    /// Why. Required.
    pub reason: String,
}

/// Not to be repaired (E7, F8).
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct GiveUpInput {
    /// One of the policy's reasons (F8). Required.
    pub reason: String,
    /// In words.
    pub note: String,
}

/// Settle it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CloseInput {
    /// Why it is closed with a balance; with an approver.
    pub reason: Option<String>,
    /// How a complaint or consultation was answered. Required for these.
    pub answer: String,
}

/// Open a closed ticket again; takes an approver.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ReopenInput {
    /// Why. Required.
    pub reason: String,
}

impl Dossier {
    pub(super) fn refuse(&mut self, context: &Context, input: RefuseInput) -> Result<(), Refusal> {
        let reason = text::required("reason", &input.reason, text::LONG)?;
        if input.done.is_none() && self.ticket.course.started_at.is_some() {
            return Err(Refusal::input(InputCode::Missing, "done"));
        }
        let done = self.lines_done(Some(input.done.unwrap_or_default()))?;
        if let Some(agreed) = input.inspection_fen {
            let told = self.ticket.quotes.last().and_then(|quote| quote.inspection_fen);
            let open = self.ticket.service == Service::OnsiteFar
                && told.or(self.ticket.intake.disclosed.inspection_fen).is_none();
            if !open {
                return Err(Refusal::input(InputCode::Contradicts, "inspection_fen"));
            }
            self.ticket.intake.disclosed.inspection_fen = Some(agreed);
        }
        // Work begins with consent: what was done stands on the quote that was agreed to.
        let outcome = match (done.is_empty(), self.ticket.course.started_at) {
            (true, _) => Outcome::QuoteRefused,
            (false, Some(_)) => Outcome::Repaired,
            (false, None) => return Err(Refusal::input(InputCode::Contradicts, "done")),
        };
        if outcome == Outcome::Repaired {
            let work = text::required("work", &input.work, text::LONG)?;
            self.finish(context, done, work, input.fitted, Vec::new())?;
        } else {
            self.make_bill(context, outcome, &[])?;
        }
        self.end(context, Operation::Refuse, State::Refused, Some(outcome), reason);
        Ok(())
    }

    pub(super) fn cancel(&mut self, context: &Context, input: CancelInput) -> Result<(), Refusal> {
        let set_out = matches!(self.ticket.state, State::Departed | State::Arrived);
        let why = input.why.unwrap_or(CancelWhy::Customer);
        if why != CancelWhy::Customer && !set_out {
            return Err(Refusal::input(InputCode::Contradicts, "why"));
        }
        let words = text::optional("reason", &input.reason, text::LONG)?;
        let reason = match words.is_empty() {
            true => why.as_str().to_owned(),
            false => format!("{}: {words}", why.as_str()),
        };
        if !self.ticket.kind.is_work() {
            self.end(context, Operation::Cancel, State::Cancelled, None, reason);
            return Ok(());
        }
        let outcome = match set_out {
            true => Outcome::CancelledAfterDeparture,
            false => Outcome::CancelledBeforeDeparture,
        };
        self.make_bill(context, outcome, &[])?;
        self.end(context, Operation::Cancel, State::Cancelled, Some(outcome), reason);
        Ok(())
    }

    pub(super) fn fail(&mut self, context: &Context, input: FailInput) -> Result<(), Refusal> {
        let reason = text::required("reason", &input.reason, text::LONG)?;
        self.make_bill(context, Outcome::FailedByUs, &[])?;
        let outcome = Some(Outcome::FailedByUs);
        self.end(context, Operation::Fail, State::FailedByUs, outcome, reason);
        Ok(())
    }

    pub(super) fn give_up(&mut self, context: &Context, input: GiveUpInput) -> Result<(), Refusal> {
        if input.reason.trim().is_empty() {
            return Err(Refusal::input(InputCode::Missing, "reason"));
        }
        if !self.pack(context).closing_reasons.names.contains(&input.reason) {
            return Err(Refusal::input(InputCode::Invalid, "reason"));
        }
        let note = text::optional("note", &input.note, text::LONG)?;
        let reason = match note.is_empty() {
            true => input.reason,
            false => format!("{}：{note}", input.reason),
        };
        self.make_bill(context, Outcome::NotRepairable, &[])?;
        let outcome = Some(Outcome::NotRepairable);
        self.end(context, Operation::GiveUp, State::NotRepairable, outcome, reason);
        Ok(())
    }

    pub(super) fn end(
        &mut self,
        context: &Context,
        operation: Operation,
        state: State,
        outcome: Option<Outcome>,
        reason: String,
    ) {
        self.end_wait(context);
        let by = context.actor.to_owned();
        self.ticket.course.end = Some(End { at: context.now, by, operation, outcome, reason });
        self.ticket.state = state;
    }

    pub(super) fn close(&mut self, context: &Context, input: CloseInput) -> Result<(), Refusal> {
        let answer = text::optional("answer", &input.answer, text::LONG)?;
        let is_cancelled = self.ticket.state == State::Cancelled;
        if !self.ticket.kind.is_work() && answer.is_empty() && !is_cancelled {
            return Err(Refusal::input(InputCode::Missing, "answer"));
        }
        let balance_fen = self.ticket.balance();
        let approval: Option<Approval> = match balance_fen == Money::ZERO {
            true => None,
            false => Some(context.approval(&self.ticket, input.reason.as_deref())?),
        };
        let (at, by) = (context.now, context.actor.to_owned());
        let closing = Closing { at, by, balance_fen, approval, answer, reopened: None };
        self.ticket.course.closings.push(closing);
        self.ticket.course.back_to = Some(self.ticket.state);
        self.ticket.state = State::Closed;
        Ok(())
    }

    pub(super) fn reopen(&mut self, context: &Context, input: ReopenInput) -> Result<(), Refusal> {
        let approval = context.approval(&self.ticket, Some(&input.reason))?;
        if let Some(closing) = self.ticket.course.closings.last_mut() {
            closing.reopened = Some(Reopened { at: context.now, approval });
        }
        if let Some(state) = self.ticket.course.back_to.take() {
            self.ticket.state = state;
        }
        Ok(())
    }
}
