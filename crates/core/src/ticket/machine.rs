//! The one table of what may be done in which state.

use crate::money::Money;
use crate::values::values;

use super::{Kind, Ticket};

values! {
    /// Where a ticket is on its way.
    State {
        /// Taken in.
        Registered "registered",
        /// An engineer and a time are agreed.
        Scheduled "scheduled",
        /// The engineer has set out.
        Departed "departed",
        /// The engineer is there.
        Arrived "arrived",
        /// The unit was brought or sent in.
        Received "received",
        /// The faults are known.
        Inspected "inspected",
        /// The price is told.
        Quoted "quoted",
        /// The customer agreed to it.
        Consented "consented",
        /// Work goes on.
        Repairing "repairing",
        /// Parts are on their way.
        WaitingParts "waiting_parts",
        /// The work is done.
        Completed "completed",
        /// The customer took it over.
        Accepted "accepted",
        /// The customer gave up.
        Refused "refused",
        /// Cancelled.
        Cancelled "cancelled",
        /// Not done for our reasons.
        FailedByUs "failed_by_us",
        /// Not to be repaired.
        NotRepairable "not_repairable",
        /// The unit is back with the customer.
        Returned "returned",
        /// Settled.
        Closed "closed",
    }
}

values! {
    /// What can be done to a ticket.
    Operation {
        /// Agree an engineer and a time.
        Schedule "schedule",
        /// The engineer sets out.
        Depart "depart",
        /// The engineer arrives.
        Arrive "arrive",
        /// A unit comes in.
        Receive "receive",
        /// Write down what was found.
        Inspect "inspect",
        /// Tell the price.
        Quote "quote",
        /// The customer agrees.
        Consent "consent",
        /// Work begins.
        Start "start",
        /// Parts have to be ordered.
        WaitParts "wait_parts",
        /// Parts came.
        Resume "resume",
        /// The work is done.
        Complete "complete",
        /// The customer takes it over.
        Accept "accept",
        /// Money comes in.
        Pay "pay",
        /// Money goes back.
        Refund "refund",
        /// The unit goes back.
        Return "return",
        /// Settle it.
        Close "close",
        /// The customer gives up after the quote.
        Refuse "refuse",
        /// The customer cancels before that.
        Cancel "cancel",
        /// We cannot do it.
        Fail "fail",
        /// Nobody can do it (F8).
        GiveUp "give_up",
        /// Put right what was written down wrongly.
        Correct "correct",
        /// Open a closed ticket again.
        Reopen "reopen",
    }
}

/// Which tickets a row of the table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Somebody goes there.
    Visits,
    /// The unit comes to us.
    Bench,
    /// Both.
    Work,
    /// Complaints and consultations.
    Talk,
    /// Every ticket.
    All,
}

/// What has to be so, besides the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// The quote in force has the customer's consent, of an earlier visit or call.
    Agreed,
    /// The customer consented to some quote: work may have begun.
    Consented,
    /// The customer never consented to anything.
    NeverConsented,
    /// The unit is in our hands.
    Held,
    /// It is not.
    NotHeld,
    /// There is something to pay, or nothing is billed yet.
    Payable,
    /// There is something to pay back, or to give back before anything is billed.
    Refundable,
}

struct Row {
    operation: Operation,
    from: &'static [State],
    tickets: For,
    when: When,
}

const fn row(operation: Operation, from: &'static [State], tickets: For, when: When) -> Row {
    Row { operation, from, tickets, when }
}

/// Operations with the states in which they are allowed, the usual next step first. Where an
/// operation leads is in its function.
const TABLE: &[Row] = {
    use Operation as O;
    use State as S;
    &[
        row(O::Schedule, &[S::Registered], For::Visits, When::Always),
        row(O::Receive, &[S::Registered], For::Bench, When::Always),
        row(O::Depart, &[S::Scheduled], For::Visits, When::Always),
        row(O::Arrive, &[S::Departed], For::Visits, When::Always),
        row(O::Resume, &[S::Arrived], For::Visits, When::Agreed),
        row(O::Resume, &[S::WaitingParts], For::Work, When::Always),
        row(O::Inspect, &[S::Arrived], For::Visits, When::Always),
        row(O::Inspect, &[S::Received], For::Bench, When::Always),
        row(O::Quote, &[S::Inspected], For::Work, When::Always),
        row(O::Consent, &[S::Quoted], For::Work, When::Always),
        row(O::Start, &[S::Consented], For::Work, When::Always),
        row(O::Complete, &[S::Repairing], For::Work, When::Always),
        row(O::Accept, &[S::Completed], For::Work, When::Always),
        row(
            O::Return,
            &[S::Accepted, S::Refused, S::Cancelled, S::FailedByUs, S::NotRepairable],
            For::Bench,
            When::Held,
        ),
        row(
            O::Close,
            &[S::Accepted, S::Refused, S::Cancelled, S::FailedByUs, S::NotRepairable, S::Returned],
            For::Work,
            When::NotHeld,
        ),
        row(O::Close, &[S::Registered, S::Cancelled], For::Talk, When::Always),
        row(O::WaitParts, &[S::Consented, S::Repairing], For::Work, When::Always),
        // Nobody was home, or it did not suit: another time is agreed instead.
        row(
            O::Schedule,
            &[S::Scheduled, S::Departed, S::Arrived, S::WaitingParts],
            For::Visits,
            When::Always,
        ),
        row(
            O::Inspect,
            &[S::Inspected, S::Quoted, S::Consented, S::Repairing, S::WaitingParts],
            For::Work,
            When::Always,
        ),
        row(O::Quote, &[S::Quoted, S::Consented, S::Repairing], For::Work, When::Always),
        row(
            O::Refuse,
            &[S::Quoted, S::Consented, S::Repairing, S::WaitingParts],
            For::Work,
            When::Always,
        ),
        row(O::Refuse, &[S::Scheduled, S::Departed, S::Arrived], For::Visits, When::Consented),
        row(O::Cancel, &[S::Registered], For::All, When::Always),
        row(O::Cancel, &[S::Scheduled, S::Departed, S::Arrived], For::Visits, When::NeverConsented),
        row(O::Cancel, &[S::Received], For::Bench, When::Always),
        row(
            O::Fail,
            &[
                S::Registered,
                S::Scheduled,
                S::Departed,
                S::Arrived,
                S::Received,
                S::Inspected,
                S::Quoted,
                S::Consented,
                S::Repairing,
                S::WaitingParts,
            ],
            For::Work,
            When::Always,
        ),
        row(
            O::GiveUp,
            &[S::Inspected, S::Quoted, S::Consented, S::Repairing, S::WaitingParts],
            For::Work,
            When::Always,
        ),
        row(O::Pay, UNSETTLED, For::Work, When::Payable),
        row(O::Refund, UNSETTLED, For::Work, When::Refundable),
        row(O::Correct, UNSETTLED, For::All, When::Always),
        row(O::Reopen, &[S::Closed], For::All, When::Always),
    ]
};

/// Every state but closed.
const UNSETTLED: &[State] = {
    use State as S;
    &[
        S::Registered,
        S::Scheduled,
        S::Departed,
        S::Arrived,
        S::Received,
        S::Inspected,
        S::Quoted,
        S::Consented,
        S::Repairing,
        S::WaitingParts,
        S::Completed,
        S::Accepted,
        S::Refused,
        S::Cancelled,
        S::FailedByUs,
        S::NotRepairable,
        S::Returned,
    ]
};

impl Ticket {
    /// What may be done now, the usual next step first.
    pub fn allowed(&self) -> Vec<Operation> {
        let mut allowed = Vec::new();
        for row in TABLE {
            let here = row.from.contains(&self.state)
                && self.is_for(row.tickets)
                && self.holds(row.when)
                && !allowed.contains(&row.operation);
            if here {
                allowed.push(row.operation);
            }
        }
        allowed
    }

    fn is_for(&self, tickets: For) -> bool {
        let is_bench = self.service.is_bench();
        match tickets {
            For::All => true,
            For::Talk => !self.kind.is_work(),
            For::Work => self.kind.is_work(),
            For::Visits => self.kind.is_work() && !is_bench,
            For::Bench => self.kind.is_work() && is_bench,
        }
    }

    fn holds(&self, when: When) -> bool {
        let is_held = self.course.custody.as_ref().is_some_and(|unit| unit.returned.is_none());
        match when {
            When::Always => true,
            When::Agreed => self.agreed_quote().is_some(),
            When::Consented => !self.consents.is_empty(),
            When::NeverConsented => self.consents.is_empty(),
            When::Held => is_held,
            When::NotHeld => !is_held,
            When::Payable => match self.bill() {
                Some(_) => self.due() > Money::ZERO,
                None => self.course.duplicate.is_none(),
            },
            When::Refundable => match self.bill() {
                Some(_) => self.refund_due() > Money::ZERO,
                None => self.paid() > Money::ZERO,
            },
        }
    }

    /// A repair, or other work, that is still to be finished.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }
}

impl Kind {
    /// Whether faults are looked for; an installation or a maintenance has its price at once.
    pub fn has_faults(self) -> bool {
        self == Kind::Repair
    }
}
