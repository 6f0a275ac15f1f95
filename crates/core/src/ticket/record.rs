//! What a ticket holds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Date, Moment};
use crate::clause::Clause;
use crate::fee::{LineKind, Outcome, Service};
use crate::id::{ApplianceId, CustomerId, TicketId};
use crate::money::Money;
use crate::paper::{self, Offset, Paper};
use crate::party::Address;
use crate::values::values;
use crate::warranty::{self, Cause, JobKind, PartClass, Verdict};

use super::{Operation, State};

values! {
    /// The kind of a ticket (A5).
    Kind {
        /// 维修.
        Repair "repair",
        /// 安装.
        Installation "installation",
        /// 保养.
        Maintenance "maintenance",
        /// 投诉.
        Complaint "complaint",
        /// 咨询.
        Consultation "consultation",
    }
}

impl Kind {
    /// What its number begins with.
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Repair => "WX",
            Kind::Installation => "AZ",
            Kind::Maintenance => "BY",
            Kind::Complaint => "TS",
            Kind::Consultation => "ZX",
        }
    }

    /// Somebody works on an appliance; complaints and consultations are answered instead.
    pub fn is_work(self) -> bool {
        !matches!(self, Kind::Complaint | Kind::Consultation)
    }
}

/// A ticket. What was kept is never taken away: lists grow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Ticket {
    /// The id.
    pub id: TicketId,
    /// The number that people see: `WX-GL01-20261122-0012`.
    pub number: String,
    /// The kind.
    pub kind: Kind,
    /// How the appliance is served.
    pub service: Service,
    /// Where it is on its way.
    pub state: State,
    /// When it was taken in; the day on which its fees and promises are those in force.
    pub created_at: Moment,
    /// Whose it is.
    pub customer: CustomerId,
    /// The appliance; none for a complaint or consultation about something else.
    pub appliance: Option<ApplianceId>,
    /// What was said when it was taken in.
    pub intake: Intake,
    /// What happened since.
    pub course: Course,
    /// Faults, each with its verdict.
    pub lines: Vec<FaultLine>,
    /// Every quote; the last is the one in force.
    pub quotes: Vec<Quote>,
    /// Every consent.
    pub consents: Vec<Consent>,
    /// Every bill; the last is the one that counts.
    pub bills: Vec<TicketBill>,
    /// Money that changed hands, refunds and reversals below zero.
    pub payments: Vec<Payment>,
    /// Receipts and warranty slips.
    pub documents: Vec<Document>,
    /// Every print.
    pub prints: Vec<Print>,
}

/// What was said when a ticket was taken in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Intake {
    /// How it came in (A4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The number to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where to go.
    pub address: Address,
    /// What the customer says is wrong.
    pub complaint: String,
    /// Further appliances of the same visit: one bill, one visit fee.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more_appliances: Vec<ApplianceId>,
    /// What was disclosed before anybody set out.
    pub disclosed: Disclosed,
    /// Who took it in.
    pub by: String,
    /// The version of the policy whose fees and promises hold for it.
    pub policy_version: String,
    /// What else to know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The number of the ticket that a complaint is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// What was disclosed at booking. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Disclosed {
    /// The empty-trip fee was told (E5).
    pub empty_trip: bool,
    /// Another empty-trip fee than the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_trip_fen: Option<Money>,
    /// The inspection fee agreed (E4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_fen: Option<Money>,
}

/// What happened to a ticket since it was taken in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields = nullable)]
pub struct Course {
    /// Visits, the present one last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    /// A unit in our hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custody: Option<Custody>,
    /// How often the faults were written down anew; a quote holds for one of these.
    pub findings: u32,
    /// Waits for parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<Wait>,
    /// When work began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Moment>,
    /// Why a supervisor let work on an appliance past its safe life go on (N9).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub past_safe_life: Option<Approval>,
    /// The work that was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
    /// The customer took it over (F9).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Acceptance>,
    /// It ended otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// Every closing, the last one in force while it is closed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<Closing>,
    /// The ticket that this one repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate: Option<Duplicate>,
    /// The state to go back to when it is reopened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_to: Option<State>,
}

/// A ticket that was taken in twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Duplicate {
    /// The number of the other one.
    pub of: String,
    /// The state to go back to when it is split off again.
    pub was: State,
}

/// An engineer's visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Visit {
    /// The engineer's name.
    pub engineer: String,
    /// The engineer's badge.
    pub badge: String,
    /// The time agreed.
    pub from: Moment,
    /// The end of the time agreed.
    pub to: Moment,
    /// When it was given to the engineer, from which the call is due (F4).
    pub given_at: Moment,
    /// When the customer was called (F4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_at: Option<Moment>,
    /// When the engineer set out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departed_at: Option<Moment>,
    /// When the engineer stood at the door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Moment>,
    /// What was ticked off (F5, F6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<String>,
}

/// A unit that was brought or sent in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Custody {
    /// When it came.
    pub received_at: Moment,
    /// Who took it.
    pub received_by: String,
    /// What it looked like.
    pub looks: String,
    /// What came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accessories: Vec<String>,
    /// Six digits that whoever collects it says.
    pub pickup_code: String,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kept_at: String,
    /// How it came by post.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sent_by: String,
    /// When it went back, to whom and against what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Returned>,
}

/// The return of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Returned {
    /// When.
    pub at: Moment,
    /// Who handed it over.
    pub by: String,
    /// To whom.
    pub to: String,
    /// Against what: the pick-up code, a proof of identity, a consignment number.
    pub against: String,
}

/// A wait for parts (N4, N8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Wait {
    /// Since when.
    pub from: Moment,
    /// Until when; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Moment>,
    /// What for.
    pub part: String,
}

/// Who approved something, and why. The PIN was checked before it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Approval {
    /// The approver's name.
    pub name: String,
    /// The approver's badge.
    pub badge: String,
    /// Why.
    pub reason: String,
}

/// A fault with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct FaultLine {
    /// Its id within the ticket: `f1`.
    pub id: String,
    /// The appliance.
    pub appliance: ApplianceId,
    /// Where the fault is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The code of the part at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The part's class.
    pub part_class: PartClass,
    /// What caused it.
    pub cause: Cause,
    /// Who answers for the damage, printed for the claim (C13).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
    /// What was found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The version of the policy that decided it.
    pub policy_version: String,
    /// When it was decided.
    pub decided_at: Moment,
    /// The id of the earlier job that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<String>,
}

/// A quote: a calculation frozen with its versions. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Quote {
    /// Counted from 1.
    pub version: u32,
    /// When it was made.
    pub at: Moment,
    /// Who made it.
    pub by: String,
    /// The findings that it is for.
    pub findings: u32,
    /// The policy that waived.
    pub policy_version: String,
    /// The prices.
    pub tariff_version: String,
    /// Work, parts and extras.
    pub lines: Vec<QuoteLine>,
    /// The visit fee (E2).
    pub visit_fen: Money,
    /// The inspection fee agreed (E4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspection_fen: Option<Money>,
    /// Freight to the point (E8).
    pub freight_in_fen: Money,
    /// Freight back (E8).
    pub freight_out_fen: Money,
    /// The discount (E15).
    pub discount_fen: Money,
    /// Who approved another price or the discount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// What it comes to when everything is done.
    pub total_fen: Money,
}

/// A line of a quote. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct QuoteLine {
    /// Its id within the ticket: `q1`.
    pub id: String,
    /// Work, a part or an extra.
    pub kind: LineKind,
    /// The fault that it is for; none for an extra, and where no fault is at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// The line that an extra belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub belongs_to: Option<String>,
    /// The code in the tariff; none for what it does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// What one of it is.
    pub unit: String,
    /// The price of one.
    pub unit_fen: Money,
    /// The tariff's price of one, where the tariff has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_fen: Option<Money>,
    /// How many.
    pub qty: String,
}

values! {
    /// How a customer consented (E12).
    ConsentHow {
        /// Face to face.
        InPerson "in_person",
        /// By phone; the number is kept.
        Phone "phone",
        /// Signed on paper.
        Paper "paper",
    }
}

/// A consent to a quote (E10, E12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Consent {
    /// The version of the quote.
    pub quote_version: u32,
    /// Who consented.
    pub person: String,
    /// How.
    pub how: ConsentHow,
    /// The number that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// When.
    pub at: Moment,
    /// Who heard it.
    pub by: String,
}

/// The work that was done (F10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Completion {
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: String,
    /// What was done.
    pub work: String,
    /// The lines of the quote that were done.
    pub done: Vec<String>,
    /// Parts that were fitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fitted: Vec<Fitted>,
    /// The cover of each fault that was repaired.
    pub covers: Vec<SlipCover>,
    /// What was ticked off (F9).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<String>,
}

/// A part that was fitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Fitted {
    /// The line of the quote.
    pub line: String,
    /// The number of the part that came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_serial: Option<String>,
    /// The number of the part that went in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_serial: Option<String>,
}

/// The cover that a slip gives to one fault (D1–D4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct SlipCover {
    /// The fault line; none for an installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// The id of the job that later tickets find.
    pub job: String,
    /// Months on the slip; none for an installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The last covered day.
    pub last_day: Date,
}

/// The customer took the work over (F9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Acceptance {
    /// When.
    pub at: Moment,
    /// Who.
    pub person: String,
}

/// How a ticket ended without being completed, or with only a part of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct End {
    /// When.
    pub at: Moment,
    /// Who wrote it down.
    pub by: String,
    /// By which operation.
    pub operation: Operation,
    /// What it is for the bill; none for a duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: String,
}

/// A closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Closing {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// The balance that was left: owed by the customer above zero, by us below. In 分.
    pub balance_fen: Money,
    /// Who approved the balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// How a complaint or consultation was answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// When it was opened again, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Reopened>,
}

/// A closed ticket was opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reopened {
    /// When.
    pub at: Moment,
    /// Who approved it, and why.
    pub approval: Approval,
}

/// A bill: what was charged at the time. Never computed again. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TicketBill {
    /// Counted from 1.
    pub version: u32,
    /// When.
    pub at: Moment,
    /// What it was made for.
    pub outcome: Outcome,
    /// The policy that waived.
    pub policy_version: String,
    /// The rows, in the order in which they are printed.
    pub rows: Vec<BillRow>,
    /// Discounts, those of the quote first.
    pub discounts: Vec<Discount>,
    /// What the manufacturer owes (E13, B8).
    pub manufacturer_fen: Money,
}

/// A row of a bill with what is printed of it (N13). Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct BillRow {
    /// The line's id, or `visit`, `inspection`, `empty_trip`, `freight_in`, `freight_out`.
    pub id: String,
    /// Its name; empty for the rows that are no lines, which the shells name.
    pub name: String,
    /// What one of it is; empty for the same.
    pub unit: String,
    /// The price of one.
    pub unit_fen: Money,
    /// How many.
    pub qty: String,
    /// What it would cost.
    pub full_fen: Money,
    /// What is charged.
    pub charged_fen: Money,
    /// The clause that waives it.
    pub clause: Option<Clause>,
}

/// A discount (E15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Discount {
    /// When.
    pub at: Moment,
    /// How much, in 分.
    pub amount_fen: Money,
    /// Who approved it; none for rounding down (抹零).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
}

values! {
    /// How money changes hands.
    Method {
        /// 现金.
        Cash "cash",
        /// 微信.
        Wechat "wechat",
        /// 支付宝.
        Alipay "alipay",
        /// 银行卡.
        Card "card",
        /// 转账.
        Transfer "transfer",
    }
}

values! {
    /// What money is for.
    Purpose {
        /// Before the bill.
        Prepayment "prepayment",
        /// Towards the bill.
        Payment "payment",
        /// Paid back.
        Refund "refund",
        /// A wrong payment taken back; the right one is a payment of its own.
        Reversal "reversal",
    }
}

/// Money that changed hands. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Payment {
    /// The number of its receipt; empty until it is given out.
    pub receipt: String,
    /// When.
    pub at: Moment,
    /// How much, in 分; below zero when we paid.
    pub amount_fen: Money,
    /// How.
    pub method: Method,
    /// What for.
    pub purpose: Purpose,
    /// Who paid, or was paid.
    pub payer: String,
    /// Who took it.
    pub by: String,
    /// Why, of a refund or reversal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The receipt that a reversal takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<String>,
    /// The bill at that moment: total, and paid with this payment. In 分.
    pub total_fen: Money,
    /// See `total_fen`.
    pub paid_fen: Money,
}

values! {
    /// A series of numbered documents.
    Series {
        /// 收据.
        Receipt "SJ",
        /// 维修服务凭证 · 保修单.
        Slip "BX",
    }
}

/// A numbered document. A wrong one is voided, never deleted (N15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Document {
    /// The number: `SJ-GL01-000381`; empty until it is given out.
    pub number: String,
    /// The series.
    pub series: Series,
    /// When it was issued.
    pub issued_at: Moment,
    /// When and why it was voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided: Option<Voided>,
}

/// Why a document was voided (作废).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Voided {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

/// A print of a document, or of the intake slip, whose number is the ticket's. With the edition
/// that it names it says all that is needed to make it again, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Print {
    /// The number.
    pub document: String,
    /// When.
    pub at: Moment,
    /// On which paper.
    pub paper: Paper,
    /// Who.
    pub by: String,
    /// Which edition of what the document says, from 1.
    pub edition: u32,
    /// The SHA-256 of that edition's content, hexadecimal, lower case.
    pub digest: String,
    /// The copies that were printed; only receipts have them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<paper::Copy>,
    /// By how much the page was moved.
    #[serde(default, skip_serializing_if = "Offset::is_none")]
    pub offset: Offset,
    /// It was printed from a practice folder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// Work that later tickets find: the repeat-repair guard and the warranty look at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable, rename = "JobRecord")]
pub struct Job {
    /// Its id: the ticket's number and the fault line, or the number on the paper.
    pub id: String,
    /// The appliance.
    pub appliance: ApplianceId,
    /// The ticket; none when it was entered from paper (补录).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    /// The ticket's number, or the number on the paper.
    pub number: String,
    /// Repair or installation.
    pub kind: JobKind,
    /// The day on which it was completed.
    pub completed_on: Date,
    /// The place that was repaired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The codes of the parts that were fitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Months on its slip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_months: Option<u32>,
    /// The job whose free redo it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redo_of: Option<String>,
    /// The last day of its cover.
    pub last_day: Date,
    /// Who did it.
    pub by: String,
}

impl Job {
    /// The job as the warranty asks of it.
    pub fn as_asked(&self) -> warranty::Job {
        warranty::Job {
            id: Some(self.id.clone()),
            kind: Some(self.kind),
            completed_on: Some(self.completed_on),
            place: self.place.clone(),
            parts: self.parts.clone(),
            cover_months: self.cover_months.map(i64::from),
            redo_of: self.redo_of.clone(),
        }
    }
}
