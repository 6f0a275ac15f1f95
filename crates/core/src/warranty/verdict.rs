//! The answer of a warranty decision.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Date;
use crate::clause::Clause;
use crate::values::values;

values! {
    /// Which promise answers for the line.
    Cover {
        /// An earlier repair of ours (D1, D2, D4).
        PostRepair "post_repair",
        /// An earlier installation of ours (D3).
        Installation "installation",
        /// The term of the whole unit.
        TermWhole "term_whole",
        /// The term of core parts.
        TermCore "term_core",
        /// An extended contract (B9).
        Extended "extended",
        /// Lifetime repair: parts are charged (B8).
        Lifetime "lifetime",
        /// Nothing: void, excluded or expired.
        None "none",
        /// Nothing, since no date can be shown (C1, B7).
        Unproven "unproven",
    }
}

values! {
    /// Whether the customer pays.
    Charge {
        /// Nothing to pay.
        Free "free",
        /// To be paid.
        Charged "charged",
    }
}

values! {
    /// Advice to print, whatever the cover.
    Advice {
        /// So old that a new one is advised (B10).
        Replace "replace",
        /// Beyond its safe service life (N9).
        UnsafeAge "unsafe_age",
    }
}

values! {
    /// What the customer may ask for by national rules, mildest first (N1–N5).
    Remedy {
        /// Repair.
        Repair "repair",
        /// Exchange of the unit; a return when no unit of the same model is to be had.
        Exchange "exchange",
        /// Return of the unit.
        Return "return",
    }
}

values! {
    /// A member of a case that can be asked for and can change the verdict.
    Question {
        /// The invoice.
        Invoice "appliance.invoice",
        /// The warranty card.
        Card "appliance.card",
        /// The serial number.
        Serial "appliance.serial",
        /// What the appliance is used for.
        Usage "appliance.use",
        /// The class of the part at fault.
        PartClass "fault.part_class",
        /// The cause.
        Cause "fault.cause",
        /// The customer's tier.
        Tier "member_tier",
    }
}

impl Cover {
    /// What the cover makes free: labour, parts and visit.
    pub fn charges(self) -> (Charge, Charge, Charge) {
        use Charge::{Charged, Free};
        match self {
            Cover::PostRepair
            | Cover::Installation
            | Cover::TermWhole
            | Cover::TermCore
            | Cover::Extended => (Free, Free, Free),
            Cover::Lifetime => (Free, Charged, Free),
            Cover::None | Cover::Unproven => (Charged, Charged, Charged),
        }
    }

    /// The clause that waives what this cover makes free (decisions.md §4).
    pub fn waiver(self) -> Option<Clause> {
        match self {
            Cover::TermWhole | Cover::TermCore | Cover::Extended => Some(Clause::E13),
            Cover::PostRepair => Some(Clause::D4),
            Cover::Installation => Some(Clause::D3),
            Cover::Lifetime => Some(Clause::B8),
            Cover::None | Cover::Unproven => None,
        }
    }
}

/// The decision about one fault line, with the clauses that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Verdict {
    /// The id of the case.
    pub id: Option<String>,
    /// Which promise answers for the line.
    pub cover: Cover,
    /// Whether labour is free.
    pub labour: Charge,
    /// Whether parts are free.
    pub parts: Charge,
    /// Whether the visit is free.
    pub visit: Charge,
    /// The day from which the cover counts.
    pub start: Option<Date>,
    /// The last covered day; of an expired term the day on which it ended.
    pub last_day: Option<Date>,
    /// The clauses that decided, in the order in which they were met.
    pub clauses: Vec<Clause>,
    /// Something is still open, and was taken in the customer's favour.
    pub provisional: bool,
    /// What is still open, in the order in which to ask.
    pub ask: Vec<Question>,
    /// Advice to print.
    pub advice: Vec<Advice>,
    /// National remedies, mildest first.
    pub remedies: Vec<Remedy>,
    /// Single facts that would give another cover, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none", skip_deserializing)]
    pub would_change: Option<Vec<Change>>,
}

/// One fact that alone would give another cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Change {
    /// The member of the case.
    pub field: Question,
    /// Its other value.
    pub to: &'static str,
    /// The cover that this would give.
    pub cover: Cover,
}
