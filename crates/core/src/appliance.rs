//! An appliance as a record of its own: what the warranty asks of it, and what tells it apart.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Date, Moment};
use crate::id::{ApplianceId, CustomerId};
use crate::money::Money;
use crate::party::Seen;
use crate::warranty;

/// An appliance of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable, rename = "ApplianceRecord")]
pub struct Appliance {
    /// The id.
    pub id: ApplianceId,
    /// Whose it is.
    pub customer: CustomerId,
    /// What the warranty decides from: category, model, dates, evidence, use, downtime, contracts.
    pub facts: warranty::Appliance,
    /// The number on its plate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// Its price in 分 (N6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_fen: Option<Money>,
    /// Who saw which voucher.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// Exchanges of the whole unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<Exchange>,
    /// What later tickets are told: taken apart by the user, repaired by others (C6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// When the record was made.
    pub created_at: Moment,
}

/// An exchange of the whole unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Exchange {
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The number on the plate of the unit that went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_serial_number: Option<String>,
}

/// What was found on it once, and is told at every later ticket (C6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Warning {
    /// The day.
    pub on: Date,
    /// The cause that was found.
    pub cause: warranty::Cause,
    /// The number of the ticket on which it was found.
    pub ticket: String,
}
