//! Why an operation was refused.

use crate::input::{InputCode, InputError};
use crate::values::values;

use super::{Operation, State, Ticket};

values! {
    /// A rule of the counter that stands in the way.
    Rule {
        /// The state of the ticket does not have the operation.
        NotAllowed "not_allowed",
        /// It takes a supervisor's PIN and a reason.
        ApprovalNeeded "approval_needed",
        /// No consent to the quote in force (E10).
        NoConsent "no_consent",
        /// A fault line still has something open.
        Provisional "provisional_verdict",
        /// The faults changed since the quote.
        QuoteOutdated "quote_outdated",
        /// The pick-up code is another.
        WrongPickupCode "wrong_pickup_code",
        /// Money has changed hands on it.
        MoneyMoved "money_moved",
    }
}

/// An operation that was not carried out; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The input.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A rule.
    #[error("{field}: {}", rule.as_str())]
    Rule {
        /// Which.
        rule: Rule,
        /// The member at fault; `operation` when it is the operation itself.
        field: String,
        /// The state of the ticket.
        state: State,
        /// What is allowed instead.
        allowed: Vec<Operation>,
    },
}

impl Refusal {
    /// Refuses by a rule.
    pub(super) fn rule(ticket: &Ticket, rule: Rule, field: &str) -> Refusal {
        Refusal::Rule {
            rule,
            field: field.to_owned(),
            state: ticket.state,
            allowed: ticket.allowed(),
        }
    }

    /// Refuses an input.
    pub(super) fn input(code: InputCode, field: impl Into<String>) -> Refusal {
        Refusal::Input(InputError::new(code, field))
    }
}
