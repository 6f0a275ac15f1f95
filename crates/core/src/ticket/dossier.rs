//! A ticket with everything that decides about it, and what an operation is given besides.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Rules;
use crate::appliance::Appliance;
use crate::calendar::Moment;
use crate::data::Versions;
use crate::id::ApplianceId;
use crate::input::InputCode;
use crate::party::{Customer, Staff};
use crate::policy::Pack;
use crate::tariff::Tariff;

use super::{
    AcceptInput, Approval, CancelInput, CloseInput, CompleteInput, ConsentInput, CorrectInput,
    FailInput, GiveUpInput, InspectInput, Job, Operation, PayInput, QuoteInput, ReceiveInput,
    RefundInput, Refusal, RefuseInput, ReopenInput, ResumeInput, ReturnInput, Rule, ScheduleInput,
    StartInput, StepInput, Ticket, WaitPartsInput,
};

/// A ticket with everything that decides about it. Operations change it; who keeps it stores what
/// is no longer the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// The ticket.
    pub ticket: Ticket,
    /// Its customer.
    pub customer: Customer,
    /// Its appliances, the main one first.
    pub appliances: Vec<Appliance>,
    /// Earlier work on these appliances, and after completion that of this ticket.
    pub jobs: Vec<Job>,
}

/// What an operation is given besides the dossier and its own input.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Policy and calendar.
    pub rules: &'a Rules,
    /// Price lists.
    pub tariffs: &'a Versions<Tariff>,
    /// The present time.
    pub now: Moment,
    /// Who does it.
    pub actor: &'a str,
    /// A supervisor whose PIN was checked.
    pub approver: Option<&'a Staff>,
    /// Everybody who works here.
    pub staff: &'a [Staff],
    /// A number that nobody can guess, for the pick-up code.
    pub random: u32,
}

impl Context<'_> {
    /// An approval with its reason.
    pub(super) fn approval(
        &self,
        ticket: &Ticket,
        reason: Option<&str>,
    ) -> Result<Approval, Refusal> {
        let approver =
            self.approver.ok_or_else(|| Refusal::rule(ticket, Rule::ApprovalNeeded, "approval"))?;
        let reason =
            crate::text::required("reason", reason.unwrap_or_default(), crate::text::LONG)?;
        Ok(Approval { name: approver.name.clone(), badge: approver.badge.clone(), reason })
    }
}

impl Dossier {
    /// Carries an operation out, or refuses it and leaves everything as it was.
    ///
    /// # Errors
    /// [`Refusal`] by the input, the state or a rule.
    pub fn act(&mut self, context: &Context, action: Action) -> Result<(), Refusal> {
        let operation = action.operation();
        if !self.ticket.allowed().contains(&operation) {
            return Err(Refusal::rule(&self.ticket, Rule::NotAllowed, "operation"));
        }
        let mut next = self.clone();
        next.carry_out(context, action)?;
        *self = next;
        Ok(())
    }

    /// The pack whose fees and promises hold for the ticket: that of its intake.
    pub fn pack<'a>(&self, context: &Context<'a>) -> &'a Pack {
        let policy = &context.rules.policy;
        policy
            .named(&self.ticket.intake.policy_version)
            .unwrap_or_else(|| policy.in_force(self.ticket.created_at.date()))
    }

    /// An appliance of the ticket by its place, the main one first.
    pub(super) fn appliance_at(&self, place: usize, field: &str) -> Result<ApplianceId, Refusal> {
        let found = self.appliances.get(place).map(|appliance| appliance.id);
        found.ok_or_else(|| Refusal::input(InputCode::NoSuchLine, field))
    }

    pub(super) fn appliance(&self, id: ApplianceId) -> Option<&Appliance> {
        self.appliances.iter().find(|appliance| appliance.id == id)
    }
}

/// Who is shown the type of each operation's input.
pub trait InputVisitor {
    /// The input of this operation is a `T`.
    fn visit_input<T: TS + 'static>(&mut self, operation: Operation);
}

macro_rules! actions {
    ($($operation:ident($input:ty) => $function:ident,)*) => {
        /// An operation with its input.
        #[derive(Debug, Clone)]
        #[allow(missing_docs, reason = "named like the operations")]
        #[allow(clippy::large_enum_variant, reason = "there is one at a time")]
        pub enum Action { $($operation($input),)* }

        impl Action {
            /// The operation.
            pub fn operation(&self) -> Operation {
                match self { $(Action::$operation(_) => Operation::$operation,)* }
            }

            /// Shows somebody the type of every operation's input.
            pub fn visit_inputs(visitor: &mut impl InputVisitor) {
                $(visitor.visit_input::<$input>(Operation::$operation);)*
            }
        }

        impl Dossier {
            fn carry_out(&mut self, context: &Context, action: Action) -> Result<(), Refusal> {
                match action { $(Action::$operation(input) => self.$function(context, input),)* }
            }
        }
    };
}

actions! {
    Schedule(ScheduleInput) => schedule,
    Depart(StepInput) => depart,
    Arrive(StepInput) => arrive,
    Receive(ReceiveInput) => receive,
    Inspect(InspectInput) => inspect,
    Quote(QuoteInput) => quote,
    Consent(ConsentInput) => consent,
    Start(StartInput) => start,
    WaitParts(WaitPartsInput) => wait_parts,
    Resume(ResumeInput) => resume,
    Complete(CompleteInput) => complete,
    Accept(AcceptInput) => accept,
    Pay(PayInput) => pay,
    Refund(RefundInput) => refund,
    Return(ReturnInput) => hand_back,
    Close(CloseInput) => close,
    Refuse(RefuseInput) => refuse,
    Cancel(CancelInput) => cancel,
    Fail(FailInput) => fail,
    GiveUp(GiveUpInput) => give_up,
    Correct(CorrectInput) => correct,
    Reopen(ReopenInput) => reopen,
}
