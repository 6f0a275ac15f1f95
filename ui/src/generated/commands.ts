// Made from the command list of desk-app by `cargo xtask generate`. Do not edit.

/**
 * Advice to print, whatever the cover.
 */
export type Advice = "replace" | "unsafe_age";

/**
 * An amount to be put into words.
 */
export type Amount = { 
/**
 * In 元, as people write it: `1234.56`.
 */
amount: string, };

/**
 * The appliance and its evidence.
 */
export type Appliance = { 
/**
 * The code of its category. Required.
 */
category?: string | null, 
/**
 * The exact name of the model.
 */
model?: string | null, 
/**
 * Day of purchase.
 */
purchased_on?: Date | null, 
/**
 * Day of delivery.
 */
delivered_on?: Date | null, 
/**
 * Day on which it was installed.
 */
installed_on?: Date | null, 
/**
 * Day of the last exchange of the whole unit.
 */
exchanged_on?: Date | null, 
/**
 * Day of manufacture.
 */
manufactured_on?: Date | null, 
/**
 * The invoice.
 */
invoice: Evidence, 
/**
 * The warranty card.
 */
card: Evidence, 
/**
 * The serial number on the unit.
 */
serial: SerialState, 
/**
 * What it is used for.
 */
use: Usage, 
/**
 * A contract says that there is no warranty (C7).
 */
no_warranty_agreed: boolean, 
/**
 * Invoice or card identify a unit whose serial number is illegible (C3).
 */
identity_confirmed: boolean, 
/**
 * The gas that it burns.
 */
gas?: Gas | null, 
/**
 * The terms that its warranty card states.
 */
card_terms?: CardTerms | null, 
/**
 * Extended contracts (B9).
 */
extended: Array<ExtendedContract>, 
/**
 * Days in repair and days of waiting for parts (N8).
 */
downtime: Array<Downtime>, };

/**
 * How a working day was found.
 */
export type Basis = "table" | "weekends_only";

/**
 * A bill or a quote. All amounts in 分.
 */
export type Bill = { 
/**
 * The id of the case.
 */
id?: string | null, 
/**
 * The rows, charged or waived, in the order in which they are printed.
 */
rows: Array<Row>, 
/**
 * The sum of what is charged.
 */
charged_fen: Money, 
/**
 * The discount that counts: none when nothing is charged.
 */
discount_fen: Money, 
/**
 * What the customer owes in all.
 */
total_fen: Money, 
/**
 * Payments so far.
 */
paid_fen: Money, 
/**
 * What is still to be paid.
 */
due_fen: Money, 
/**
 * What is to be paid back.
 */
refund_fen: Money, 
/**
 * What the manufacturer owes the service point for what it promised (E13, B8).
 */
manufacturer_fen: Money, };

/**
 * Why a call could not be read.
 */
export type CallCode = "broken_json" | "no_such_command" | "failed";

/**
 * The terms that a warranty card states (B1). Each from 1 to 600 months.
 */
export type CardTerms = { 
/**
 * Months for the whole unit.
 */
whole_months?: number | null, 
/**
 * Months for core parts.
 */
core_months?: number | null, };

/**
 * One fault line of one appliance on one date.
 */
export type Case = { 
/**
 * Comes back with the answer, so that many can be told apart.
 */
id?: string | null, 
/**
 * The date asked about. Required.
 */
on?: Date | null, 
/**
 * The appliance.
 */
appliance: Appliance, 
/**
 * The customer's tier (B8).
 */
member_tier: Tier, 
/**
 * The fault line.
 */
fault: Fault, 
/**
 * Earlier jobs on the appliance, by anybody of this network.
 */
jobs: Array<Job>, 
/**
 * How long the present repair has taken.
 */
present_job: PresentJob, };

/**
 * A product category to choose.
 */
export type CategoryName = { 
/**
 * Its code, as cases name it.
 */
code: string, 
/**
 * Its name.
 */
name: string, };

/**
 * What caused the fault.
 */
export type Cause = "transport" | "drop" | "collision" | "squeeze" | "liquid" | "heat" | "damp" | "abnormal_voltage" | "self_disassembly" | "conversion" | "unofficial_part" | "unofficial_repair" | "installation_other" | "poor_maintenance" | "fire" | "earthquake" | "flood" | "lightning" | "other_force_majeure" | "user_software" | "delivery" | "third_party" | "misuse" | "abuse" | "accident" | "negligence" | "defect" | "component_failure" | "normal_wear" | "installation_ours" | "unknown";

/**
 * A cause to choose.
 */
export type CauseName = { 
/**
 * What it is called.
 */
name: string, 
/**
 * The clause that excludes it, if one does.
 */
excluded_by: Clause | null, };

/**
 * One fact that alone would give another cover.
 */
export type Change = { 
/**
 * The member of the case.
 */
field: Question, 
/**
 * Its other value.
 */
to: string, 
/**
 * The cover that this would give.
 */
cover: Cover, };

/**
 * Whether the customer pays.
 */
export type Charge = "free" | "charged";

/**
 * A clause of the service policy (`A1`…`F16`) or a national rule (`N1`…`N16`). Ids are
 * stable; their words and sources are data of the policy pack.
 */
export type Clause = "A1" | "A2" | "A3" | "A4" | "A5" | "B1" | "B2" | "B3" | "B4" | "B5" | "B6" | "B7" | "B8" | "B9" | "B10" | "B11" | "B12" | "C1" | "C2" | "C3" | "C4" | "C5" | "C6" | "C7" | "C8" | "C9" | "C10" | "C11" | "C12" | "C13" | "C14" | "D1" | "D2" | "D3" | "D4" | "D5" | "E1" | "E2" | "E3" | "E4" | "E5" | "E6" | "E7" | "E8" | "E9" | "E10" | "E11" | "E12" | "E13" | "E14" | "E15" | "F1" | "F2" | "F3" | "F4" | "F5" | "F6" | "F7" | "F8" | "F9" | "F10" | "F11" | "F12" | "F13" | "F14" | "F15" | "F16" | "N1" | "N2" | "N3" | "N4" | "N5" | "N6" | "N7" | "N8" | "N9" | "N10" | "N11" | "N12" | "N13" | "N14" | "N15" | "N16";

/**
 * The words of a clause.
 */
export type ClauseText = { 
/**
 * As short as a slip wants it.
 */
text: string, 
/**
 * Where it stands in the document or the law.
 */
source: string, 
/**
 * Second-hand (待核对).
 */
to_verify: boolean, };

/**
 * Which promise answers for the line.
 */
export type Cover = "post_repair" | "installation" | "term_whole" | "term_core" | "extended" | "lifetime" | "none" | "unproven";

/**
 * A calendar date. From outside only `YYYY-MM-DD` with years 1 to 9999 gets in.
 */
export type Date = string;

/**
 * An interval in which the appliance could not be used (N8).
 */
export type Downtime = { 
/**
 * First day. Required.
 */
from?: Date | null, 
/**
 * The day on which it could be used again; none while it still cannot.
 */
to?: Date | null, 
/**
 * Why. Required.
 */
kind?: DowntimeKind | null, };

/**
 * Why an appliance could not be used (N8).
 */
export type DowntimeKind = "repair" | "parts";

/**
 * An error as it stands in an answer.
 */
export type Error = { 
/**
 * Why.
 */
code: ErrorCode, 
/**
 * The path of the member at fault, arrays with their index; empty for the whole input.
 */
field: string, 
/**
 * For support and logs, in English.
 */
message: string, };

/**
 * A stable code. Never match on the message.
 */
export type ErrorCode = InputCode | CallCode;

/**
 * The state of an invoice or a warranty card.
 */
export type Evidence = "present" | "absent" | "altered" | "mismatched" | "unknown";

/**
 * An extended-warranty contract (B9).
 */
export type ExtendedContract = { 
/**
 * First day. Required.
 */
from?: Date | null, 
/**
 * Last day. Required.
 */
to?: Date | null, 
/**
 * What it covers. Required.
 */
covers?: Scope | null, };

/**
 * The fault line.
 */
export type Fault = { 
/**
 * Where the fault is.
 */
place?: string | null, 
/**
 * The code of the part at fault.
 */
part?: string | null, 
/**
 * The part's class.
 */
part_class: PartClass, 
/**
 * What caused it.
 */
cause: Cause, };

/**
 * A ticket's lines and fees.
 */
export type FeeCase = { 
/**
 * Comes back with the answer, so that many can be told apart.
 */
id?: string | null, 
/**
 * How the appliance is served. Required.
 */
service?: Service | null, 
/**
 * How the ticket ended. Required.
 */
outcome?: Outcome | null, 
/**
 * Labour, parts and extras.
 */
lines: Array<Line>, 
/**
 * The visit fee in 分 (E2).
 */
visit_fen: Money, 
/**
 * The inspection fee in 分 (E4), where another than the usual one is agreed.
 */
inspection_fen?: Money | null, 
/**
 * The empty-trip fee in 分 (E5), where another than the usual one is agreed.
 */
empty_trip_fen?: Money | null, 
/**
 * The empty-trip fee was disclosed at booking (E5).
 */
empty_trip_disclosed: boolean, 
/**
 * Freight to the service point in 分 (E8).
 */
freight_in_fen: Money, 
/**
 * Freight back in 分 (E8).
 */
freight_out_fen: Money, 
/**
 * Payments so far in 分.
 */
paid_fen: Money, 
/**
 * The discount in 分 (E15).
 */
discount_fen: Money, };

/**
 * The gas that an appliance burns (N9).
 */
export type Gas = "natural" | "lpg" | "town";

/**
 * Why an input was refused.
 */
export type InputCode = "missing" | "invalid" | "out_of_range" | "after_today" | "date_order" | "duplicate" | "no_such_line" | "contradicts";

/**
 * An earlier job by this network (D1–D4).
 */
export type Job = { 
/**
 * Its id, for `redo_of` of another.
 */
id?: string | null, 
/**
 * Repair or installation. Required.
 */
kind?: JobKind | null, 
/**
 * The day on which it was completed. Required.
 */
completed_on?: Date | null, 
/**
 * The fault place that was repaired.
 */
place?: string | null, 
/**
 * The codes of the parts that were fitted.
 */
parts: Array<string>, 
/**
 * Months of cover on its slip (D1), 1 to 600.
 */
cover_months?: number | null, 
/**
 * The job whose free redo it was.
 */
redo_of?: string | null, };

/**
 * The kind of an earlier job.
 */
export type JobKind = "repair" | "installation";

/**
 * One line of a ticket.
 */
export type Line = { 
/**
 * Its id; the row of the bill has the same. Required.
 */
id?: string | null, 
/**
 * Its kind. Required.
 */
kind?: LineKind | null, 
/**
 * The unit price in 分. Required.
 */
unit_fen?: Money | null, 
/**
 * The quantity: a decimal with at most three places, as text. Required.
 */
qty?: string | null, 
/**
 * The verdict of a labour or part line. Required for these.
 */
verdict?: LineVerdict | null, 
/**
 * The labour or part line that an extra belongs to. Required for an extra.
 */
belongs_to?: string | null, };

/**
 * The kind of a line.
 */
export type LineKind = "labour" | "part" | "extra";

/**
 * What a bill needs of a verdict.
 */
export type LineVerdict = { 
/**
 * Which promise answers for the line. Required.
 */
cover?: Cover | null, 
/**
 * Whether labour is free, as the cover says.
 */
labour?: string | null, 
/**
 * Whether parts are free, as the cover says.
 */
parts?: string | null, 
/**
 * Whether the visit is free, as the cover says.
 */
visit?: string | null, };

/**
 * An amount in 分. Arithmetic is checked: what does not fit is `None`, never a wrong sum.
 */
export type Money = number;

/**
 * How the ticket ended.
 */
export type Outcome = "repaired" | "quote_refused" | "cancelled_before_departure" | "cancelled_after_departure" | "failed_by_us" | "not_repairable";

/**
 * The class of the part at fault.
 */
export type PartClass = "core" | "ordinary" | "consumable" | "accessory" | "appearance" | "unknown";

/**
 * What a screen needs to offer choices and to explain decisions.
 */
export type PolicyOverview = { 
/**
 * The version of the pack.
 */
version: string, 
/**
 * The first day on which it is in force.
 */
effective_from: Date, 
/**
 * The name of the brand.
 */
brand: string, 
/**
 * Its national hotline.
 */
hotline: string, 
/**
 * The product categories.
 */
categories: Array<CategoryName>, 
/**
 * The causes of faults.
 */
causes: { [key in Cause]?: CauseName }, 
/**
 * The words of each clause.
 */
clauses: { [key in Clause]?: ClauseText }, };

/**
 * Asks for the newest policy.
 */
export type PolicyQuery = Record<symbol, never>;

/**
 * How long the present repair has taken (N4, N5).
 */
export type PresentJob = { 
/**
 * Days of waiting for parts.
 */
waiting_parts_days: number, 
/**
 * Days for the repairer's own reasons.
 */
own_reason_days: number, };

/**
 * A member of a case that can be asked for and can change the verdict.
 */
export type Question = "appliance.invoice" | "appliance.card" | "appliance.serial" | "appliance.use" | "fault.part_class" | "fault.cause" | "member_tier";

/**
 * What the customer may ask for by national rules, mildest first (N1–N5).
 */
export type Remedy = "repair" | "exchange" | "return";

/**
 * One row of a bill.
 */
export type Row = { 
/**
 * The line's own id, or `visit`, `inspection`, `empty_trip`, `freight_in`, `freight_out`.
 */
id: string, 
/**
 * What it would cost.
 */
full_fen: Money, 
/**
 * What is charged.
 */
charged_fen: Money, 
/**
 * The clause that waives it; none when it is charged.
 */
clause?: Clause | null, };

/**
 * What an extended contract covers (B9).
 */
export type Scope = "whole" | "core";

/**
 * The state of the serial number on the unit.
 */
export type SerialState = "intact" | "altered" | "removed" | "illegible" | "unknown";

/**
 * How the appliance is served.
 */
export type Service = "onsite_town" | "onsite_far" | "walk_in" | "mail_in";

/**
 * The customer's tier, low to high (B8).
 */
export type Tier = "none" | "silver" | "gold" | "platinum" | "diamond";

/**
 * What the appliance is used for.
 */
export type Usage = "household" | "rental" | "public" | "commercial" | "engineering" | "unknown";

/**
 * The decision about one fault line, with the clauses that made it.
 */
export type Verdict = { 
/**
 * The id of the case.
 */
id?: string | null, 
/**
 * Which promise answers for the line.
 */
cover: Cover, 
/**
 * Whether labour is free.
 */
labour: Charge, 
/**
 * Whether parts are free.
 */
parts: Charge, 
/**
 * Whether the visit is free.
 */
visit: Charge, 
/**
 * The day from which the cover counts.
 */
start?: Date | null, 
/**
 * The last covered day; of an expired term the day on which it ended.
 */
last_day?: Date | null, 
/**
 * The clauses that decided, in the order in which they were met.
 */
clauses: Array<Clause>, 
/**
 * Something is still open, and was taken in the customer's favour.
 */
provisional: boolean, 
/**
 * What is still open, in the order in which to ask.
 */
ask: Array<Question>, 
/**
 * Advice to print.
 */
advice: Array<Advice>, 
/**
 * National remedies, mildest first.
 */
remedies: Array<Remedy>, 
/**
 * Single facts that would give another cover, where that was asked for.
 */
would_change?: Array<Change> | null, };

/**
 * The n-th working day after a date.
 */
export type WorkingDay = { 
/**
 * The day.
 */
date: Date, 
/**
 * Whether the table was there for all of the way.
 */
calendar: Basis, };

/**
 * The n-th working day after a date.
 */
export type WorkingDayAfter = { 
/**
 * The date, which itself is not counted.
 */
date: Date, 
/**
 * How many working days on, at least 1.
 */
n: number, };

/** Every command with what it takes and gives. */
export interface Commands {
  /** The newest policy: what to choose from, and the words that explain decisions. */
  policy: { request: PolicyQuery; response: PolicyOverview };
  /** The verdict on one fault line, with what would change it. */
  warranty: { request: Case; response: Verdict };
  /** A bill or a quote by the newest policy. */
  fee: { request: FeeCase; response: Bill };
  /** The n-th working day after a date. */
  working_day: { request: WorkingDayAfter; response: WorkingDay };
  /** An amount in words (人民币大写). */
  amount_words: { request: Amount; response: string };
}
