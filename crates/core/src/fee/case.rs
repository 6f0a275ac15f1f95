//! What a bill is calculated from: the `case` of the vectors. A member that is absent or null is
//! null, empty or false.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::input::{empty_is_absent, null_is_absent};
use crate::money::Money;
use crate::values::values;
use crate::warranty::Cover;

values! {
    /// How the appliance is served.
    Service {
        /// A visit in town.
        OnsiteTown "onsite_town",
        /// A visit farther out.
        OnsiteFar "onsite_far",
        /// The customer brings it.
        WalkIn "walk_in",
        /// The customer sends it.
        MailIn "mail_in",
    }
}

impl Service {
    /// Somebody goes to the customer.
    pub fn is_onsite(self) -> bool {
        matches!(self, Service::OnsiteTown | Service::OnsiteFar)
    }
}

values! {
    /// How the ticket ended.
    Outcome {
        /// The work that was done is charged.
        Repaired "repaired",
        /// The customer gave up after the quote (E4).
        QuoteRefused "quote_refused",
        /// Cancelled before anybody set out.
        CancelledBeforeDeparture "cancelled_before_departure",
        /// Cancelled after the engineer set out (E5).
        CancelledAfterDeparture "cancelled_after_departure",
        /// Not done for our reasons (E6).
        FailedByUs "failed_by_us",
        /// Not to be repaired (E7).
        NotRepairable "not_repairable",
    }
}

values! {
    /// The kind of a line.
    LineKind {
        /// Work.
        Labour "labour",
        /// A part.
        Part "part",
        /// Work at height, carrying and the like (E9), which belongs to another line.
        Extra "extra",
    }
}

/// A ticket's lines and fees.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct FeeCase {
    /// Comes back with the answer, so that many can be told apart.
    pub id: Option<String>,
    /// How the appliance is served. Required.
    pub service: Option<Service>,
    /// How the ticket ended. Required.
    pub outcome: Option<Outcome>,
    /// Labour, parts and extras.
    #[serde(deserialize_with = "null_is_absent")]
    pub lines: Vec<Line>,
    /// The visit fee in 分 (E2).
    #[serde(deserialize_with = "null_is_absent")]
    pub visit_fen: Money,
    /// The inspection fee in 分 (E4), where another than the usual one is agreed.
    pub inspection_fen: Option<Money>,
    /// The empty-trip fee in 分 (E5), where another than the usual one is agreed.
    pub empty_trip_fen: Option<Money>,
    /// The empty-trip fee was disclosed at booking (E5).
    #[serde(deserialize_with = "null_is_absent")]
    pub empty_trip_disclosed: bool,
    /// Freight to the service point in 分 (E8).
    #[serde(deserialize_with = "null_is_absent")]
    pub freight_in_fen: Money,
    /// Freight back in 分 (E8).
    #[serde(deserialize_with = "null_is_absent")]
    pub freight_out_fen: Money,
    /// Payments so far in 分.
    #[serde(deserialize_with = "null_is_absent")]
    pub paid_fen: Money,
    /// The discount in 分 (E15).
    #[serde(deserialize_with = "null_is_absent")]
    pub discount_fen: Money,
}

/// One line of a ticket.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Line {
    /// Its id; the row of the bill has the same. Required.
    pub id: Option<String>,
    /// Its kind. Required.
    pub kind: Option<LineKind>,
    /// The unit price in 分. Required.
    pub unit_fen: Option<Money>,
    /// The quantity: a decimal with at most three places, as text. Required.
    pub qty: Option<String>,
    /// The verdict of a labour or part line. Required for these.
    pub verdict: Option<LineVerdict>,
    /// The labour or part line that an extra belongs to. Required for an extra.
    #[serde(deserialize_with = "empty_is_absent")]
    pub belongs_to: Option<String>,
}

/// What a bill needs of a verdict.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct LineVerdict {
    /// Which promise answers for the line. Required.
    pub cover: Option<Cover>,
    /// Whether labour is free, as the cover says.
    pub labour: Option<String>,
    /// Whether parts are free, as the cover says.
    pub parts: Option<String>,
    /// Whether the visit is free, as the cover says.
    pub visit: Option<String>,
}
