//! What a warranty decision is made from: the `case` of the vectors. A member that is absent or
//! null is null, empty, false or `unknown`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Date;
use crate::input::{empty_is_absent, null_is_absent};
use crate::values::values;

/// One fault line of one appliance on one date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Case {
    /// Comes back with the answer, so that many can be told apart.
    pub id: Option<String>,
    /// The date asked about. Required.
    pub on: Option<Date>,
    /// The appliance.
    #[serde(deserialize_with = "null_is_absent")]
    pub appliance: Appliance,
    /// The customer's tier (B8).
    #[serde(deserialize_with = "null_is_absent")]
    pub member_tier: Tier,
    /// The fault line.
    #[serde(deserialize_with = "null_is_absent")]
    pub fault: Fault,
    /// Earlier jobs on the appliance, by anybody of this network.
    #[serde(deserialize_with = "null_is_absent")]
    pub jobs: Vec<Job>,
    /// How long the present repair has taken.
    #[serde(deserialize_with = "null_is_absent")]
    pub present_job: PresentJob,
}

/// The appliance and its evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Appliance {
    /// The code of its category. Required.
    #[serde(deserialize_with = "empty_is_absent")]
    pub category: Option<String>,
    /// The exact name of the model.
    #[serde(deserialize_with = "empty_is_absent")]
    pub model: Option<String>,
    /// Day of purchase.
    pub purchased_on: Option<Date>,
    /// Day of delivery.
    pub delivered_on: Option<Date>,
    /// Day on which it was installed.
    pub installed_on: Option<Date>,
    /// Day of the last exchange of the whole unit.
    pub exchanged_on: Option<Date>,
    /// Day of manufacture.
    pub manufactured_on: Option<Date>,
    /// The invoice.
    #[serde(deserialize_with = "null_is_absent")]
    pub invoice: Evidence,
    /// The warranty card.
    #[serde(deserialize_with = "null_is_absent")]
    pub card: Evidence,
    /// The serial number on the unit.
    #[serde(deserialize_with = "null_is_absent")]
    pub serial: SerialState,
    /// What it is used for.
    #[serde(rename = "use", deserialize_with = "null_is_absent")]
    pub usage: Usage,
    /// A contract says that there is no warranty (C7).
    #[serde(deserialize_with = "null_is_absent")]
    pub no_warranty_agreed: bool,
    /// Invoice or card identify a unit whose serial number is illegible (C3).
    #[serde(deserialize_with = "null_is_absent")]
    pub identity_confirmed: bool,
    /// The gas that it burns.
    pub gas: Option<Gas>,
    /// The terms that its warranty card states.
    pub card_terms: Option<CardTerms>,
    /// Extended contracts (B9).
    #[serde(deserialize_with = "null_is_absent")]
    pub extended: Vec<ExtendedContract>,
    /// Days in repair and days of waiting for parts (N8).
    #[serde(deserialize_with = "null_is_absent")]
    pub downtime: Vec<Downtime>,
}

values! {
    /// The state of an invoice or a warranty card.
    #[derive(Default)]
    Evidence {
        /// It was shown.
        Present "present",
        /// There is none.
        Absent "absent",
        /// It was altered or forged.
        Altered "altered",
        /// It belongs to another unit.
        Mismatched "mismatched",
        /// Nobody has asked yet.
        #[default]
        Unknown "unknown",
    }
}

values! {
    /// The state of the serial number on the unit.
    #[derive(Default)]
    SerialState {
        /// Legible and untouched.
        Intact "intact",
        /// Changed.
        Altered "altered",
        /// Removed.
        Removed "removed",
        /// It cannot be read.
        Illegible "illegible",
        /// Nobody has asked yet.
        #[default]
        Unknown "unknown",
    }
}

values! {
    /// What the appliance is used for.
    #[derive(Default)]
    Usage {
        /// At home.
        Household "household",
        /// In a let home.
        Rental "rental",
        /// In a public place.
        Public "public",
        /// In a business.
        Commercial "commercial",
        /// Built in by a contractor.
        Engineering "engineering",
        /// Nobody has asked yet.
        #[default]
        Unknown "unknown",
    }
}

values! {
    /// The class of the part at fault.
    #[derive(Default)]
    PartClass {
        /// A core part of its category.
        Core "core",
        /// Any other part.
        Ordinary "ordinary",
        /// Filters, batteries, seals, strainers (C10).
        Consumable "consumable",
        /// Manual, gifts (C11).
        Accessory "accessory",
        /// Looks (C11).
        Appearance "appearance",
        /// Nobody has asked yet.
        #[default]
        Unknown "unknown",
    }
}

values! {
    /// What caused the fault.
    #[derive(Default)]
    Cause {
        /// Transport by the user (C4).
        Transport "transport",
        /// A fall (C4).
        Drop "drop",
        /// A blow (C4).
        Collision "collision",
        /// Squeezing (C4).
        Squeeze "squeeze",
        /// Liquid (C5).
        Liquid "liquid",
        /// Heat (C5).
        Heat "heat",
        /// Damp (C5).
        Damp "damp",
        /// Abnormal voltage (C5).
        AbnormalVoltage "abnormal_voltage",
        /// The user took it apart (C6).
        SelfDisassembly "self_disassembly",
        /// The user converted it (C6).
        Conversion "conversion",
        /// An unofficial part (C6).
        UnofficialPart "unofficial_part",
        /// An unofficial repair (C6).
        UnofficialRepair "unofficial_repair",
        /// An installation against the manual, or by others (C8).
        InstallationOther "installation_other",
        /// Maintenance left undone (C8).
        PoorMaintenance "poor_maintenance",
        /// Fire (C9).
        Fire "fire",
        /// Earthquake (C9).
        Earthquake "earthquake",
        /// Flood (C9).
        Flood "flood",
        /// Lightning (C9).
        Lightning "lightning",
        /// Other force majeure (C9).
        OtherForceMajeure "other_force_majeure",
        /// The user's operation of the software (C12).
        UserSoftware "user_software",
        /// Damage in delivery (C13).
        Delivery "delivery",
        /// Another party (C13).
        ThirdParty "third_party",
        /// Misuse (C14).
        Misuse "misuse",
        /// Abuse (C14).
        Abuse "abuse",
        /// Accident (C14).
        Accident "accident",
        /// Negligence (C14).
        Negligence "negligence",
        /// A defect of manufacture.
        Defect "defect",
        /// A component failed.
        ComponentFailure "component_failure",
        /// Normal wear (E13).
        NormalWear "normal_wear",
        /// An installation by this network (D3).
        InstallationOurs "installation_ours",
        /// Nobody knows yet.
        #[default]
        Unknown "unknown",
    }
}

values! {
    /// The customer's tier, low to high (B8).
    #[derive(Default)]
    Tier {
        /// No member.
        #[default]
        None "none",
        /// Silver card.
        Silver "silver",
        /// Gold card.
        Gold "gold",
        /// Platinum card.
        Platinum "platinum",
        /// Diamond card.
        Diamond "diamond",
    }
}

values! {
    /// The gas that an appliance burns (N9).
    Gas {
        /// Natural gas.
        Natural "natural",
        /// Bottled gas.
        Lpg "lpg",
        /// Town gas (人工煤气).
        Town "town",
    }
}

values! {
    /// Why an appliance could not be used (N8).
    DowntimeKind {
        /// It was in repair.
        Repair "repair",
        /// It waited for parts.
        Parts "parts",
    }
}

values! {
    /// What an extended contract covers (B9).
    Scope {
        /// The whole unit.
        Whole "whole",
        /// Core parts.
        Core "core",
    }
}

values! {
    /// The kind of an earlier job.
    JobKind {
        /// A repair.
        Repair "repair",
        /// An installation.
        Installation "installation",
    }
}

/// The terms that a warranty card states (B1). Each from 1 to 600 months.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct CardTerms {
    /// Months for the whole unit.
    pub whole_months: Option<i64>,
    /// Months for core parts.
    pub core_months: Option<i64>,
}

/// An extended-warranty contract (B9).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct ExtendedContract {
    /// First day. Required.
    pub from: Option<Date>,
    /// Last day. Required.
    pub to: Option<Date>,
    /// What it covers. Required.
    pub covers: Option<Scope>,
}

/// An interval in which the appliance could not be used (N8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Downtime {
    /// First day. Required.
    pub from: Option<Date>,
    /// The day on which it could be used again; none while it still cannot.
    pub to: Option<Date>,
    /// Why. Required.
    pub kind: Option<DowntimeKind>,
}

/// The fault line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Fault {
    /// Where the fault is.
    #[serde(deserialize_with = "empty_is_absent")]
    pub place: Option<String>,
    /// The code of the part at fault.
    #[serde(deserialize_with = "empty_is_absent")]
    pub part: Option<String>,
    /// The part's class.
    #[serde(deserialize_with = "null_is_absent")]
    pub part_class: PartClass,
    /// What caused it.
    #[serde(deserialize_with = "null_is_absent")]
    pub cause: Cause,
}

/// An earlier job by this network (D1–D4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Job {
    /// Its id, for `redo_of` of another.
    pub id: Option<String>,
    /// Repair or installation. Required.
    pub kind: Option<JobKind>,
    /// The day on which it was completed. Required.
    pub completed_on: Option<Date>,
    /// The fault place that was repaired.
    #[serde(deserialize_with = "empty_is_absent")]
    pub place: Option<String>,
    /// The codes of the parts that were fitted.
    #[serde(deserialize_with = "null_is_absent")]
    pub parts: Vec<String>,
    /// Months of cover on its slip (D1), 1 to 600.
    pub cover_months: Option<i64>,
    /// The job whose free redo it was.
    #[serde(deserialize_with = "empty_is_absent")]
    pub redo_of: Option<String>,
}

/// How long the present repair has taken (N4, N5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct PresentJob {
    /// Days of waiting for parts.
    #[serde(deserialize_with = "null_is_absent")]
    pub waiting_parts_days: u32,
    /// Days for the repairer's own reasons.
    #[serde(deserialize_with = "null_is_absent")]
    pub own_reason_days: u32,
}
