//! The types of the policy pack. Every value stands with the clause that it follows and the place
//! it was taken from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Date;
use crate::clause::Clause;
use crate::money::Money;
use crate::values::values;
use crate::warranty::{Cause, Tier};

/// One version of the service policy.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The name of the version, kept on every ticket that it decides: `jason-2026.1`.
    pub version: String,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// What it was taken from.
    pub source: String,
    /// The brand and its hotline (A1).
    pub brand: Brand,
    /// The numbers and switches of the rules.
    pub parameters: Parameters,
    /// How a ticket comes in (A4).
    pub channels: Listed,
    /// The reasons for which a repair may be given up (F8).
    pub closing_reasons: Listed,
    /// The cities with a service point (A3).
    pub cities: Listed,
    /// What each cause is called, `unknown` too.
    pub causes: BTreeMap<Cause, String>,
    /// The words of every clause.
    pub clauses: BTreeMap<Clause, ClauseText>,
    /// Product categories with their terms.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
    /// Models that state terms of their own.
    #[serde(rename = "model", default)]
    pub models: Vec<Model>,
    /// Sentences to say, by the step at which they are said (F3, F6, F12, F16).
    #[serde(rename = "script")]
    pub scripts: Vec<Script>,
    /// What to check, by the step (F5, F6, F9).
    #[serde(rename = "checklist")]
    pub checklists: Vec<Checklist>,
}

impl Pack {
    /// The category of a code.
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// The model of exactly this name and category.
    pub fn model(&self, category: &str, model: &str) -> Option<&Model> {
        self.models.iter().find(|stated| stated.model == model && stated.category == category)
    }
}

/// The brand that the pack speaks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Its name.
    pub name: String,
    /// Its national hotline; a service point's own phone goes before it on paper.
    pub hotline: String,
    /// When the hotline answers.
    pub hours: String,
    /// Where it stands.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
}

/// One number or switch of the rules.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter<T> {
    /// The value, in the unit that its name says.
    pub value: T,
    /// The clause that it belongs to.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
    /// Second-hand: to be checked against the text before it is relied on (待核对).
    #[serde(default)]
    pub to_verify: bool,
}

/// The numbers and switches of the rules.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// D1: months on the slip of a repair without parts or with ordinary parts.
    pub slip_months_ordinary: Parameter<u32>,
    /// D1: months on the slip of a repair that fitted a core part.
    pub slip_months_core: Parameter<u32>,
    /// D1: the fewest months that a part may state for itself.
    pub slip_months_least: Parameter<u32>,
    /// D1: the most months that a part may state for itself.
    pub slip_months_most: Parameter<u32>,
    /// D2: days of free cover after any repair, the floor of D1.
    pub post_repair_days: Parameter<u32>,
    /// D3: days of cover after an installation.
    pub installation_days: Parameter<u32>,
    /// B8: the lowest tier that has lifetime repair.
    pub lifetime_tier: Parameter<Tier>,
    /// B9: months before the end of a term in which an extended contract is offered.
    pub extended_offer_months: Parameter<u32>,
    /// B10: years of use from which a new machine is advised.
    pub replace_after_years: Parameter<u32>,
    /// E13: whether normal wear is repaired free within the term.
    pub normal_wear_covered: Parameter<bool>,
    /// E4: the inspection fee in town when the quote is refused.
    pub inspection_town_fen: Parameter<Money>,
    /// E5: the empty-trip fee.
    pub empty_trip_fen: Parameter<Money>,
    /// E15: up to how much may be rounded off without reason and approver (抹零).
    pub rounding_off_fen: Parameter<Money>,
    /// F1: working days until a complaint is solved or has a plan.
    pub complaint_working_days: Parameter<u32>,
    /// F3: days after completion on which the follow-up call opens.
    pub follow_up_opens_days: Parameter<u32>,
    /// F3: days after completion beyond which it is overdue.
    pub follow_up_last_days: Parameter<u32>,
    /// F4: minutes in which an engineer in town calls the customer.
    pub call_minutes: Parameter<u32>,
    /// F11: years of experience that an engineer has at least.
    pub engineer_years: Parameter<u32>,
    /// N1: days in which the customer may choose return, exchange or repair.
    pub return_days: Parameter<u32>,
    /// N2: days in which the customer may choose exchange or repair.
    pub exchange_days: Parameter<u32>,
    /// N3: earlier repairs within the national term after which an exchange is due.
    pub exchange_after_repairs: Parameter<u32>,
    /// N3: whether only repairs of the same place count.
    pub exchange_same_place_only: Parameter<bool>,
    /// N4: days of waiting for parts at which to warn.
    pub parts_wait_warn_days: Parameter<u32>,
    /// N4: days of waiting for parts beyond which an exchange is due.
    pub parts_wait_exchange_days: Parameter<u32>,
    /// N5: days of repair for the repairer's own reasons at which to warn.
    pub repair_warn_days: Parameter<u32>,
    /// N5: days of repair for the repairer's own reasons beyond which an exchange is due.
    pub repair_exchange_days: Parameter<u32>,
    /// N15: years for which the stubs of receipts are kept.
    pub stub_years: Parameter<u32>,
}

/// A product category (A2) and what holds for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its code, as cases and tickets name it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other names that people use.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// A hotline of its own, where it has one (A1).
    #[serde(default)]
    pub hotline: Option<String>,
    /// Its terms (B2–B6).
    pub term: CategoryTerm,
    /// Its lifetime repair (B8), where it has one.
    #[serde(default)]
    pub lifetime: Option<Lifetime>,
    /// Its entry in the national catalogue (N7), where it has one.
    #[serde(default)]
    pub national: Option<National>,
    /// Its safe service life (N9), where one is known.
    #[serde(default)]
    pub safe_life: Option<SafeLife>,
    /// Its core parts; examples until the point enters its own.
    pub core_parts: Vec<String>,
    /// How to keep it in order and in warranty (F15), printed on the slip.
    pub care: Vec<String>,
}

/// The brand's own terms for a category.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryTerm {
    /// Months for the whole unit.
    pub whole_months: u32,
    /// Months for core parts.
    pub core_months: u32,
    /// The clause cited.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
    /// Second-hand (待核对).
    #[serde(default)]
    pub to_verify: bool,
}

/// Lifetime repair without a repair fee (B8).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifetime {
    /// Months from the start date.
    pub months: u32,
    /// The clause cited.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
}

/// What the national catalogue says of a category (N7).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct National {
    /// Months of the national term for the whole unit.
    pub months: u32,
    /// Depreciation a day on a return (N6), in millionths of the price, where there is a rate.
    #[serde(default)]
    pub depreciation_ppm_per_day: Option<u32>,
    /// The clause.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
    /// The rate is second-hand (待核对).
    #[serde(default)]
    pub to_verify: bool,
}

/// The years after which a category ends its use, or should (N9).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafeLife {
    /// Years from purchase.
    pub years: u32,
    /// Years on town gas (人工煤气), where they differ.
    #[serde(default)]
    pub town_gas_years: Option<u32>,
    /// It binds (强制判废): going on with a repair takes a supervisor.
    #[serde(default)]
    pub binding: bool,
    /// The clause.
    pub clause: Clause,
    /// The standard, and whether it binds.
    pub source: String,
    /// Inferred, not read in a standard (待核对).
    #[serde(default)]
    pub to_verify: bool,
}

/// A model that states its own terms (B4, B5).
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable, rename = "ModelTerms")]
pub struct Model {
    /// The exact name.
    pub model: String,
    /// The category that it belongs to.
    pub category: String,
    /// Months for the whole unit, where it states them.
    #[serde(default)]
    pub whole_months: Option<u32>,
    /// Months for core parts, where it states them.
    #[serde(default)]
    pub core_months: Option<u32>,
    /// Months in commercial use, where it is made for that.
    #[serde(default)]
    pub commercial_months: Option<u32>,
    /// The clause cited.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
    /// For tests and training only.
    #[serde(default)]
    pub example: bool,
}

/// The words of a clause.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClauseText {
    /// As short as a slip wants it.
    pub text: String,
    /// Where it stands in the document or the law.
    pub source: String,
    /// Second-hand (待核对).
    #[serde(default)]
    pub to_verify: bool,
}

/// A list with its clause and source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The entries, in the order in which they are shown.
    pub names: Vec<String>,
    /// The clause.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
}

values! {
    /// The step of a ticket at which something is said or checked.
    Step {
        /// The customer is called to agree a time.
        Call "call",
        /// The engineer sets out.
        Depart "depart",
        /// The engineer stands at the door.
        Arrive "arrive",
        /// The fault is looked for.
        Inspect "inspect",
        /// The price is told.
        Quote "quote",
        /// The work is done.
        Repair "repair",
        /// The work is handed over.
        Complete "complete",
        /// The engineer leaves.
        Leave "leave",
        /// The customer is called afterwards.
        FollowUp "follow_up",
        /// A complaint is heard.
        Complaint "complaint",
        /// At any time.
        Always "always",
    }
}

/// A sentence to say.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// When it is said.
    pub at: Step,
    /// The sentence.
    pub text: String,
    /// The clause.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
}

/// Things to check at one step.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// When it is gone through.
    pub at: Step,
    /// The things, in order.
    pub items: Vec<String>,
    /// The clause.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
}
