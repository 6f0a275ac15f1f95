//! What a document says: plain data, as it stood when the document was printed for the first time.
//! Kept as JSON, it gives the same document again.

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::money::Money;
use desk_core::ticket::{ConsentHow, Kind, Method, Purpose};
use desk_core::warranty::{Cover, JobKind, Question};
use serde::{Deserialize, Serialize};

/// What a document says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "document", rename_all = "snake_case")]
pub enum Content {
    /// 受理单.
    Intake(Box<IntakeSlip>),
    /// 维修服务凭证 · 保修单.
    Repair(Box<RepairVoucher>),
    /// 收据.
    Receipt(Box<Receipt>),
}

/// Who issues a document (A1, N12).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letterhead {
    /// The service point's name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its own phone.
    pub phone: String,
    /// The phone for complaints.
    pub complaint_phone: String,
    /// The brand that is served.
    pub brand: String,
    /// The brand's hotline, or that of the category.
    pub hotline: String,
    /// When the hotline answers.
    pub hours: String,
    /// The version of the policy that decided (terms, fees, words).
    pub policy_version: String,
}

/// A customer on paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The number to call; masked on a receipt (N14).
    pub phone: String,
    /// Where to go, region and detail in one; empty on a receipt.
    pub address: String,
    /// The tier's name, empty for none.
    pub tier: String,
}

/// An appliance on paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unit {
    /// The category's name.
    pub category: String,
    /// The model.
    pub model: String,
    /// The number on its plate.
    pub serial: String,
    /// The day of purchase.
    pub purchased_on: Option<Date>,
    /// What was shown: 发票有, 保修卡无.
    pub evidence: String,
}

/// A clause with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Its id: `E13`.
    pub clause: String,
    /// Its words.
    pub text: String,
}

/// A fault with its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Which appliance, where there are several: its place on the document from 1, else 0.
    pub unit: u32,
    /// Where the fault is.
    pub place: String,
    /// The part at fault.
    pub part: String,
    /// What caused it, in words; empty when it is not known.
    pub cause: String,
    /// What was found.
    pub note: String,
    /// Who answers for the damage (C13).
    pub responsible: String,
    /// The promise that answers.
    pub cover: Cover,
    /// Its last covered day; of an expired term the day on which it ended.
    pub last_day: Option<Date>,
    /// Why: the clauses that decided.
    pub why: Vec<Cited>,
    /// What is still open; the verdict is provisional when there is something.
    pub open: Vec<Question>,
    /// The work is done and nothing was done about it.
    pub left: bool,
}

/// A visit that was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// The beginning.
    pub from: Moment,
    /// The end.
    pub to: Moment,
    /// The engineer's name.
    pub engineer: String,
    /// The engineer's badge.
    pub badge: String,
    /// The engineer's certificate (F11), empty when none is kept.
    pub certificate: String,
}

/// What was disclosed before anybody set out (E4, E5). Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosedFees {
    /// The fee for an empty trip; none when it was not told, and so is not charged.
    pub empty_trip_fen: Option<Money>,
    /// The fee for an inspection when the quote is refused; none when it is to be agreed.
    pub inspection_fen: Option<Money>,
    /// The clauses, with their words.
    pub why: Vec<Cited>,
}

/// A unit in our hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// When it came; none while it is still on its way.
    pub received_at: Option<Moment>,
    /// Who took it.
    pub received_by: String,
    /// What it looked like.
    pub looks: String,
    /// What came with it.
    pub accessories: Vec<String>,
    /// Six digits that whoever collects it says.
    pub pickup_code: String,
    /// Where it stands.
    pub kept_at: String,
    /// How it came by post.
    pub sent_by: String,
}

/// 受理单: what was said and agreed when a ticket was taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntakeSlip {
    /// Who issues it.
    pub point: Letterhead,
    /// The ticket's number.
    pub number: String,
    /// The kind of ticket.
    pub kind: Kind,
    /// How the appliance is served.
    pub service: Service,
    /// How it came in; empty when nobody said.
    pub channel: String,
    /// When it was taken in.
    pub taken_at: Moment,
    /// By whom.
    pub taken_by: String,
    /// The customer.
    pub customer: Person,
    /// The appliances, the main one first.
    pub units: Vec<Unit>,
    /// What the customer says is wrong.
    pub complaint: String,
    /// What else to know.
    pub note: String,
    /// The visit.
    pub visit: Option<Appointment>,
    /// How it ended, where it did without being completed: `已取消：客户改约`; empty else.
    pub ended: String,
    /// What was disclosed; none for a ticket without work.
    pub disclosed: Option<DisclosedFees>,
    /// Faults as far as they are known, with the provisional verdict.
    pub faults: Vec<Fault>,
    /// Advice (B10, N9) and national remedies (N1–N5).
    pub advice: Vec<Cited>,
    /// A unit in our hands; none on site.
    pub custody: Option<Custody>,
    /// Promises to the customer (F4, E10, N14…).
    pub promises: Vec<Cited>,
}

/// A part that was fitted (F10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FittedPart {
    /// Its name.
    pub name: String,
    /// Its code; empty when the tariff does not have it.
    pub code: String,
    /// How many, with the unit: `1件`.
    pub qty: String,
    /// The number of the part that came out.
    pub old_serial: String,
    /// The number of the part that went in.
    pub new_serial: String,
}

/// A row of a bill (N13). Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRow {
    /// Its name.
    pub name: String,
    /// What one of it is; empty for fees.
    pub unit: String,
    /// The price of one.
    pub unit_fen: Money,
    /// How many.
    pub qty: String,
    /// What it would cost.
    pub full_fen: Money,
    /// What is charged.
    pub charged_fen: Money,
    /// The clause that waived it.
    pub waived: Option<Cited>,
}

/// What a bill comes to. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Its rows.
    pub rows: Vec<FeeRow>,
    /// The discounts in one (E15).
    pub discount_fen: Money,
    /// The sum of what is charged less the discounts.
    pub total_fen: Money,
}

/// Cover that the slip gives (D1–D4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenCover {
    /// What is covered: the place and the parts, or the installation.
    pub what: String,
    /// Repair or installation.
    pub kind: JobKind,
    /// Months on the slip; none for an installation.
    pub months: Option<u32>,
    /// Days of an installation's cover (D3).
    pub days: Option<u32>,
    /// The last covered day.
    pub last_day: Date,
    /// A free redo: the clock of the first repair keeps running (D4).
    pub redo: bool,
}

/// A consent to a quote (E10, E12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consented {
    /// Who.
    pub person: String,
    /// How.
    pub how: ConsentHow,
    /// When.
    pub at: Moment,
}

/// The customer took the work over (F9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Who.
    pub person: String,
    /// When.
    pub at: Moment,
}

/// 维修服务凭证 · 保修单 (N12, N13, F10, D1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepairVoucher {
    /// Who issues it, and answers for quality.
    pub point: Letterhead,
    /// Its own number: `BX-GL01-000377`.
    pub number: String,
    /// The ticket's number.
    pub ticket: String,
    /// The kind of ticket.
    pub kind: Kind,
    /// How the appliance was served.
    pub service: Service,
    /// When the ticket was taken in.
    pub taken_at: Moment,
    /// When the work was done.
    pub completed_at: Moment,
    /// The customer.
    pub customer: Person,
    /// The appliances, the main one first.
    pub units: Vec<Unit>,
    /// What the customer said was wrong.
    pub complaint: String,
    /// What was found, with the verdicts.
    pub faults: Vec<Fault>,
    /// What was done.
    pub work: String,
    /// Who did it.
    pub engineer: String,
    /// The engineer's badge; empty when none is known.
    pub badge: String,
    /// Parts that were fitted.
    pub parts: Vec<FittedPart>,
    /// What it cost; what was charged at the time.
    pub bill: Bill,
    /// What was paid until the document was made, in 分.
    pub paid_fen: Money,
    /// The cover that it gives.
    pub covers: Vec<GivenCover>,
    /// Which damage the cover does not reach, and what keeps it: clauses in short (C4–C14, D4, D5).
    pub limits: Vec<Cited>,
    /// Care tips of the category (F15).
    pub care: Vec<String>,
    /// Advice (B10, N9), remedies (N1–N5) and an extended contract where it is time (B9).
    pub advice: Vec<Cited>,
    /// The consent to the quote.
    pub consent: Option<Consented>,
    /// The acceptance; none before it was given.
    pub acceptance: Option<Accepted>,
}

/// 收据: money that changed hands (N15, N16).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Who issues it.
    pub point: Letterhead,
    /// Its own number: `SJ-GL01-000381`.
    pub number: String,
    /// The ticket's number.
    pub ticket: String,
    /// When it was paid.
    pub paid_at: Moment,
    /// The customer, the phone masked.
    pub customer: Person,
    /// The appliances, the main one first.
    pub units: Vec<Unit>,
    /// The bill at that moment; none for a prepayment.
    pub bill: Option<Bill>,
    /// This payment in 分; below zero when we paid.
    pub amount_fen: Money,
    /// How.
    pub method: Method,
    /// What for.
    pub purpose: Purpose,
    /// Who paid, or was paid.
    pub payer: String,
    /// Who took it.
    pub taken_by: String,
    /// Why, of a refund or reversal.
    pub reason: String,
    /// The receipt that a reversal takes back.
    pub reverses: String,
    /// Paid in all with this payment, in 分.
    pub paid_fen: Money,
    /// Still to be paid above zero, to be paid back below, in 分; none without a bill.
    pub balance_fen: Option<Money>,
}
