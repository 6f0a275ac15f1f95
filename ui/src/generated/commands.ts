// Made from the command list of desk-app by `cargo xtask generate`. Do not edit.

/**
 * What this program is, and where it keeps what.
 */
export type About = { 
/**
 * The version of the program.
 */
version: string, 
/**
 * The data folder.
 */
folder: string, 
/**
 * Where it writes down what it does.
 */
logs: string, 
/**
 * The version of the web view, where the system tells it.
 */
web_view?: string | null, };

/**
 * The customer takes it over.
 */
export type AcceptInput = { 
/**
 * Who; the customer when absent.
 */
person?: string | null, };

/**
 * The customer took the work over (F9).
 */
export type Acceptance = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who.
 */
person: string, };

/**
 * Where somebody lives.
 */
export type Address = { 
/**
 * Province, city and district: `广西/桂林市/七星区`.
 */
region: string, 
/**
 * Street, number, flat.
 */
detail: string, };

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
 * An appliance as a ticket shows one.
 */
export type ApplianceCard = { 
/**
 * The id.
 */
id: ApplianceId, 
/**
 * The code of its category.
 */
category?: string | null, 
/**
 * The model.
 */
model?: string | null, 
/**
 * The number on its plate.
 */
serial?: string | null, 
/**
 * The state of that number.
 */
serial_state: SerialState, 
/**
 * What the warranty decides from.
 */
facts: Appliance, 
/**
 * The whole record.
 */
record: ApplianceRecord, };

/**
 * An appliance.
 */
export type ApplianceId = string;

/**
 * An appliance as typed. Of a known appliance, what is absent stays.
 */
export type ApplianceInput = { 
/**
 * The code of its category.
 */
category?: string | null, 
/**
 * The exact name of the model.
 */
model?: string | null, 
/**
 * The number on its plate, or the state of that number (`intact`, `altered`, `removed`,
 * `illegible`, `unknown`).
 */
serial?: string | null, 
/**
 * The number on its plate, where `serial` says its state.
 */
serial_number?: string | null, 
/**
 * Its price in 分 (N6).
 */
price_fen?: Money | null, 
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
 * Why it was exchanged.
 */
exchange_reason?: string | null, 
/**
 * Day of manufacture.
 */
manufactured_on?: Date | null, 
/**
 * The invoice.
 */
invoice?: Evidence | null, 
/**
 * The warranty card.
 */
card?: Evidence | null, 
/**
 * What it is used for.
 */
use?: Usage | null, 
/**
 * A contract says that there is no warranty (C7).
 */
no_warranty_agreed?: boolean | null, 
/**
 * Invoice or card identify a unit whose serial number is illegible (C3).
 */
identity_confirmed?: boolean | null, 
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
extended?: Array<ExtendedContract> | null, 
/**
 * Days in repair and days of waiting for parts (N8).
 */
downtime?: Array<Downtime> | null, 
/**
 * Which voucher was seen: 发票, 保修卡, 铭牌照片.
 */
proof?: string | null, 
/**
 * Members that were entered by mistake and are to be empty: `exchanged_on`, `price_fen`, ….
 */
clear: Array<string>, };

/**
 * An appliance of a customer.
 */
export type ApplianceRecord = { 
/**
 * The id.
 */
id: ApplianceId, 
/**
 * Whose it is.
 */
customer: CustomerId, 
/**
 * What the warranty decides from: category, model, dates, evidence, use, downtime, contracts.
 */
facts: Appliance, 
/**
 * The number on its plate.
 */
serial_number?: string | null, 
/**
 * Its price in 分 (N6).
 */
price_fen?: Money | null, 
/**
 * Who saw which voucher.
 */
seen: Array<Seen>, 
/**
 * Exchanges of the whole unit.
 */
exchanges: Array<Exchange>, 
/**
 * What later tickets are told: taken apart by the user, repaired by others (C6).
 */
warnings: Array<Warning>, 
/**
 * When the record was made.
 */
created_at: Moment, };

/**
 * Who approved something, and why. The PIN was checked before it was written.
 */
export type Approval = { 
/**
 * The approver's name.
 */
name: string, 
/**
 * The approver's badge.
 */
badge: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Who approves, with the PIN.
 */
export type ApprovalInput = { 
/**
 * The supervisor's badge or name.
 */
staff: string, 
/**
 * The PIN.
 */
pin: string, };

/**
 * Something about a ticket that presses.
 */
export type Attention = { 
/**
 * What.
 */
kind: AttentionKind, 
/**
 * It is late; otherwise it soon will be.
 */
late: boolean, };

/**
 * What somebody has to see to: what has a number of its own, and the time that a repair takes (N5).
 */
export type AttentionKind = "repair_time" | TileKind;

/**
 * Asks for a backup.
 */
export type Backup = { 
/**
 * The file, which must not exist yet.
 */
file: string, };

/**
 * A backup that is known.
 */
export type BackupFile = { 
/**
 * The file.
 */
file: string, 
/**
 * When it was written.
 */
at: Moment, 
/**
 * Its length in bytes.
 */
bytes: number, };

/**
 * A backup that was written and checked.
 */
export type BackupMade = { 
/**
 * Its length in bytes.
 */
bytes: number, 
/**
 * The rows of all tables together.
 */
rows: number, 
/**
 * The hash of the last audit row in it, in hexadecimal.
 */
head: string, 
/**
 * The database is known to be damaged, and so is this.
 */
of_damaged: boolean, };

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
 * A row of a bill with what is printed of it (N13). Amounts in 分.
 */
export type BillRow = { 
/**
 * The line's id, or `visit`, `inspection`, `empty_trip`, `freight_in`, `freight_out`.
 */
id: string, 
/**
 * Its name; empty for the rows that are no lines, which the shells name.
 */
name: string, 
/**
 * What one of it is; empty for the same.
 */
unit: string, 
/**
 * The price of one.
 */
unit_fen: Money, 
/**
 * How many.
 */
qty: string, 
/**
 * What it would cost.
 */
full_fen: Money, 
/**
 * What is charged.
 */
charged_fen: Money, 
/**
 * The clause that waives it.
 */
clause?: Clause | null, };

/**
 * A phone number as typed.
 */
export type ByPhone = { 
/**
 * The number.
 */
phone: string, };

/**
 * Why a call could not be read.
 */
export type CallCode = "broken_json" | "no_such_command" | "failed";

/**
 * Stops a command.
 */
export type Cancel = { 
/**
 * The id of the channel that it tells its progress through.
 */
channel: number, };

/**
 * Cancelled before the inspection (E5).
 */
export type CancelInput = { 
/**
 * Why; the customer when absent. The others only once the engineer has set out.
 */
why?: CancelWhy | null, 
/**
 * In words.
 */
reason: string, };

/**
 * Why nothing came of a visit.
 */
export type CancelWhy = "customer" | "nobody_home" | "sent_away";

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
 * A product category to choose, with its terms.
 */
export type CategoryView = { 
/**
 * Its code, as cases name it.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Other names that people use.
 */
aliases: Array<string>, 
/**
 * A hotline of its own, where it has one (A1).
 */
hotline?: string | null, 
/**
 * Months for the whole unit.
 */
whole_months: number, 
/**
 * Months for core parts.
 */
core_months: number, 
/**
 * Months of lifetime repair (B8), where it has one.
 */
lifetime_months?: number | null, 
/**
 * Months of the national term (N7), where the catalogue has it.
 */
national_months?: number | null, 
/**
 * Years of safe service life (N9), where they are known.
 */
safe_life_years?: number | null, 
/**
 * Past these it is judged unfit by law: going on takes a supervisor.
 */
binding: boolean, 
/**
 * The clauses of all of these.
 */
clauses: Array<Clause>, 
/**
 * What the terms were taken from.
 */
source: string, 
/**
 * Some of it is second-hand (待核对).
 */
to_verify: boolean, 
/**
 * Its core parts.
 */
core_parts: Array<string>, };

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
 * Things to check at one step.
 */
export type Checklist = { 
/**
 * When it is gone through.
 */
at: Step, 
/**
 * The things, in order.
 */
items: Array<string>, 
/**
 * The clause.
 */
clause: Clause, 
/**
 * What it was taken from.
 */
source: string, };

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
 * Settle it.
 */
export type CloseInput = { 
/**
 * Why it is closed with a balance; with an approver.
 */
reason?: string | null, 
/**
 * How a complaint or consultation was answered. Required for these.
 */
answer: string, };

/**
 * A closing.
 */
export type Closing = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who.
 */
by: string, 
/**
 * The balance that was left: owed by the customer above zero, by us below. In 分.
 */
balance_fen: Money, 
/**
 * Who approved the balance.
 */
approval?: Approval | null, 
/**
 * How a complaint or consultation was answered.
 */
answer: string, 
/**
 * When it was opened again, and why.
 */
reopened?: Reopened | null, };

/**
 * The work is done.
 */
export type CompleteInput = { 
/**
 * What was done. Required.
 */
work: string, 
/**
 * The lines of the quote that were done; all when absent.
 */
done?: Array<string> | null, 
/**
 * Parts with their numbers.
 */
fitted: Array<Fitted>, 
/**
 * What was ticked off (F9).
 */
checked: Array<string>, };

/**
 * The work that was done (F10).
 */
export type Completion = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who did it.
 */
by: string, 
/**
 * What was done.
 */
work: string, 
/**
 * The lines of the quote that were done.
 */
done: Array<string>, 
/**
 * Parts that were fitted.
 */
fitted?: Array<Fitted>, 
/**
 * The cover of each fault that was repaired.
 */
covers: Array<SlipCover>, 
/**
 * What was ticked off (F9).
 */
checked?: Array<string>, };

/**
 * A consent to a quote (E10, E12).
 */
export type Consent = { 
/**
 * The version of the quote.
 */
quote_version: number, 
/**
 * Who consented.
 */
person: string, 
/**
 * How.
 */
how: ConsentHow, 
/**
 * The number that was called.
 */
called?: string | null, 
/**
 * When.
 */
at: Moment, 
/**
 * Who heard it.
 */
by: string, };

/**
 * How a customer consented (E12).
 */
export type ConsentHow = "in_person" | "phone" | "paper";

/**
 * A consent as it is typed.
 */
export type ConsentInput = { 
/**
 * Who consents; the customer when absent.
 */
person?: string | null, 
/**
 * How. Required.
 */
how?: ConsentHow | null, 
/**
 * The number that was called. Required by phone.
 */
called?: string | null, 
/**
 * The version of the quote; the one in force when absent.
 */
version?: number | null, };

/**
 * What is put right. What is absent stays. Another customer or appliance, by id, is looked up
 * before and comes with the dossier.
 */
export type CorrectInput = { 
/**
 * Why. Required.
 */
reason: string, 
/**
 * The customer's words.
 */
complaint?: string | null, 
/**
 * How the appliance is served, before anybody set out.
 */
service?: Service | null, 
/**
 * The number to call.
 */
phone?: string | null, 
/**
 * Where to go.
 */
address?: Address | null, 
/**
 * What was disclosed, before anybody set out.
 */
disclosed?: Disclosed | null, 
/**
 * What else to know.
 */
note?: string | null, 
/**
 * What is wrong in the customer's record.
 */
customer?: CustomerInput | null, 
/**
 * What is wrong in the main appliance's record.
 */
appliance?: ApplianceInput | null, 
/**
 * The customer whose ticket it really is.
 */
customer_id?: CustomerId | null, 
/**
 * The appliance that it really is about.
 */
appliance_id?: ApplianceId | null, 
/**
 * The receipt of a payment that was wrong: it is reversed.
 */
payment?: string | null, 
/**
 * The warranty slip was printed wrongly or is lost: it is voided, and another is issued.
 */
void_slip: boolean, 
/**
 * The number of the ticket that this one repeats.
 */
duplicate_of?: string | null, 
/**
 * It was no duplicate after all.
 */
split: boolean, };

/**
 * What happened to a ticket since it was taken in.
 */
export type Course = { 
/**
 * Visits, the present one last.
 */
visits: Array<Visit>, 
/**
 * A unit in our hands.
 */
custody?: Custody | null, 
/**
 * How often the faults were written down anew; a quote holds for one of these.
 */
findings: number, 
/**
 * Waits for parts.
 */
waits: Array<Wait>, 
/**
 * When work began.
 */
started_at?: Moment | null, 
/**
 * Why a supervisor let work on an appliance past its safe life go on (N9).
 */
past_safe_life?: Approval | null, 
/**
 * The work that was done.
 */
completion?: Completion | null, 
/**
 * The customer took it over (F9).
 */
acceptance?: Acceptance | null, 
/**
 * It ended otherwise.
 */
end?: End | null, 
/**
 * Every closing, the last one in force while it is closed.
 */
closings: Array<Closing>, 
/**
 * The ticket that this one repeats.
 */
duplicate?: Duplicate | null, 
/**
 * The state to go back to when it is reopened.
 */
back_to?: State | null, };

/**
 * Which promise answers for the line.
 */
export type Cover = "post_repair" | "installation" | "term_whole" | "term_core" | "extended" | "lifetime" | "none" | "unproven";

/**
 * A unit that was brought or sent in.
 */
export type Custody = { 
/**
 * When it came.
 */
received_at: Moment, 
/**
 * Who took it.
 */
received_by: string, 
/**
 * What it looked like.
 */
looks: string, 
/**
 * What came with it.
 */
accessories: Array<string>, 
/**
 * Six digits that whoever collects it says.
 */
pickup_code: string, 
/**
 * Where it stands.
 */
kept_at: string, 
/**
 * How it came by post.
 */
sent_by: string, 
/**
 * When it went back, to whom and against what.
 */
returned?: Returned | null, };

/**
 * A customer. Nobody is deleted: a person can be anonymised, a duplicate is merged.
 */
export type Customer = { 
/**
 * The id.
 */
id: CustomerId, 
/**
 * The name.
 */
name: string, 
/**
 * Phones, the one to call first; none for somebody without.
 */
phones: Array<Phone>, 
/**
 * Addresses, the usual one first.
 */
addresses: Array<Address>, 
/**
 * The tier (B8).
 */
tier: Tier, 
/**
 * The proof of the tier (B8).
 */
tier_seen?: Seen | null, 
/**
 * What else to know.
 */
note: string, 
/**
 * When the record was made.
 */
created_at: Moment, 
/**
 * The record of the same person that counts instead.
 */
merged_into?: CustomerId | null, };

/**
 * A customer as a ticket shows one.
 */
export type CustomerCard = { 
/**
 * The id.
 */
id: CustomerId, 
/**
 * The name.
 */
name: string, 
/**
 * The numbers, the one to call first.
 */
phones: Array<string>, 
/**
 * The addresses, the usual one first.
 */
addresses: Array<Address>, 
/**
 * The tier.
 */
tier: Tier, };

/**
 * A customer.
 */
export type CustomerId = string;

/**
 * A customer as typed. Of a known customer, what is absent stays.
 */
export type CustomerInput = { 
/**
 * The name.
 */
name?: string | null, 
/**
 * Phones, the one to call first.
 */
phones?: Array<string> | null, 
/**
 * The address.
 */
address?: Address | null, 
/**
 * All addresses, the usual one first.
 */
addresses?: Array<Address> | null, 
/**
 * The tier (B8).
 */
tier?: Tier | null, 
/**
 * The proof of the tier that was seen.
 */
tier_proof?: string | null, 
/**
 * What else to know.
 */
note?: string | null, };

/**
 * A customer by id.
 */
export type CustomerQuery = { 
/**
 * The id.
 */
id: CustomerId, };

/**
 * A customer with everything that the counter asks about.
 */
export type CustomerView = { 
/**
 * The record.
 */
customer: Customer, 
/**
 * What they have.
 */
appliances: Array<ApplianceCard>, 
/**
 * The newest tickets.
 */
tickets: Array<TicketView>, 
/**
 * Work that is still in cover.
 */
guard: Array<Earlier>, };

/**
 * A calendar date. From outside only `YYYY-MM-DD` with years 1 to 9999 gets in.
 */
export type Date = string;

/**
 * Why a device does not do what it should.
 */
export type DeviceCode = "printer_gone" | "printer_paper" | "printer_failed" | "no_viewer";

/**
 * What stands at this computer: its printers, and the disk that backups are copied to.
 */
export type Devices = { 
/**
 * One printer a paper at most.
 */
printers: Array<PaperPrinter>, 
/**
 * A folder, such as on a USB disk, that gets a copy of each backup.
 */
second_folder: string | null, };

/**
 * What was disclosed at booking. Amounts in 分.
 */
export type Disclosed = { 
/**
 * The empty-trip fee was told (E5).
 */
empty_trip: boolean, 
/**
 * Another empty-trip fee than the usual one.
 */
empty_trip_fen?: Money | null, 
/**
 * The inspection fee agreed (E4).
 */
inspection_fen?: Money | null, };

/**
 * A discount (E15).
 */
export type Discount = { 
/**
 * When.
 */
at: Moment, 
/**
 * How much, in 分.
 */
amount_fen: Money, 
/**
 * Who approved it; none for rounding down (抹零).
 */
approval?: Approval | null, };

/**
 * A numbered document. A wrong one is voided, never deleted (N15).
 */
export type Document = { 
/**
 * The number: `SJ-GL01-000381`; empty until it is given out.
 */
number: string, 
/**
 * The series.
 */
series: Series, 
/**
 * When it was issued.
 */
issued_at: Moment, 
/**
 * When and why it was voided.
 */
voided?: Voided | null, };

/**
 * Why a document cannot be printed.
 */
export type DocumentCode = "paper_too_small" | "fonts_missing";

/**
 * A kind of printed document.
 */
export type DocumentKind = "intake" | "repair" | "receipt";

/**
 * A document as it would be printed now.
 */
export type DocumentPreview = { 
/**
 * Its number.
 */
document: string, 
/**
 * The edition that a print would have.
 */
edition: number, 
/**
 * How often it was printed before.
 */
reprint: number, 
/**
 * Its pages as SVG.
 */
pages: Array<string>, };

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
 * A half-written form.
 */
export type DraftId = string;

/**
 * All drafts.
 */
export type DraftQuery = Record<symbol, never>;

/**
 * A half-written form.
 */
export type DraftView = { 
/**
 * Its id.
 */
id: DraftId, 
/**
 * Which form.
 */
kind: string, 
/**
 * When it was kept.
 */
saved_at: Moment, 
/**
 * What was typed, whether it makes sense yet or not.
 */
body: unknown, };

/**
 * Drops a draft.
 */
export type DropDraft = { 
/**
 * Which.
 */
id: DraftId, };

/**
 * A ticket that was taken in twice.
 */
export type Duplicate = { 
/**
 * The number of the other one.
 */
of: string, 
/**
 * The state to go back to when it is split off again.
 */
was: State, };

/**
 * Earlier work that is still in cover.
 */
export type Earlier = { 
/**
 * The number of its ticket, or the number on the paper.
 */
number: string, 
/**
 * By what it was found.
 */
by: FoundBy, 
/**
 * Repair or installation.
 */
kind: JobKind, 
/**
 * The day on which it was completed.
 */
completed_on: Date, 
/**
 * The place that was repaired.
 */
place?: string | null, 
/**
 * The codes of the parts that were fitted.
 */
parts: Array<string>, 
/**
 * The last day of its cover.
 */
last_day: Date, };

/**
 * How a ticket ended without being completed, or with only a part of the work.
 */
export type End = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who wrote it down.
 */
by: string, 
/**
 * By which operation.
 */
operation: Operation, 
/**
 * What it is for the bill; none for a duplicate.
 */
outcome?: Outcome | null, 
/**
 * Why.
 */
reason: string, };

/**
 * Earlier work from paper or by others (补录).
 */
export type EnterJob = { 
/**
 * The appliance.
 */
appliance: ApplianceId, 
/**
 * The number on the paper. Required.
 */
number: string, 
/**
 * Repair or installation. Required.
 */
kind: JobKind, 
/**
 * The day on which it was completed.
 */
completed_on: Date, 
/**
 * The place that was repaired.
 */
place?: string | null, 
/**
 * The codes of the parts that were fitted.
 */
parts: Array<string>, 
/**
 * Months on the slip, 1 to 600.
 */
cover_months?: number | null, 
/**
 * Who did it.
 */
by: string, };

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
message: string, 
/**
 * What is allowed instead, where the state of a ticket stands in the way.
 */
allowed: Array<Operation>, 
/**
 * The character at fault, where it is one that cannot be printed.
 */
character?: string | null, };

/**
 * A stable code. Never match on the message.
 */
export type ErrorCode = InputCode | CallCode | Rule | StoreCode | DocumentCode | DeviceCode;

/**
 * The state of an invoice or a warranty card.
 */
export type Evidence = "present" | "absent" | "altered" | "mismatched" | "unknown";

/**
 * An exchange of the whole unit.
 */
export type Exchange = { 
/**
 * The day.
 */
on: Date, 
/**
 * Why.
 */
reason: string, 
/**
 * The number on the plate of the unit that went.
 */
old_serial_number?: string | null, };

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
 * Not done for our reasons (E6).
 */
export type FailInput = { 
/**
 * Why. Required.
 */
reason: string, };

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
 * A fault as it was found.
 */
export type FaultInput = { 
/**
 * Which appliance of the ticket: 0 the main one.
 */
appliance: number, 
/**
 * Where the fault is.
 */
place?: string | null, 
/**
 * The code of the part at fault.
 */
part?: string | null, 
/**
 * The part's class; that of the tariff when absent.
 */
part_class?: PartClass | null, 
/**
 * What caused it.
 */
cause?: Cause | null, 
/**
 * Who answers for the damage (C13).
 */
responsible: string, 
/**
 * What was found, in words.
 */
note: string, };

/**
 * A fault with its verdict.
 */
export type FaultLine = { 
/**
 * Its id within the ticket: `f1`.
 */
id: string, 
/**
 * The appliance.
 */
appliance: ApplianceId, 
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
cause: Cause, 
/**
 * Who answers for the damage, printed for the claim (C13).
 */
responsible: string, 
/**
 * What was found.
 */
note: string, 
/**
 * The verdict.
 */
verdict: Verdict, 
/**
 * The version of the policy that decided it.
 */
policy_version: string, 
/**
 * When it was decided.
 */
decided_at: Moment, 
/**
 * The id of the earlier job that answers for it.
 */
covered_by?: string | null, };

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
 * A part that was fitted.
 */
export type Fitted = { 
/**
 * The line of the quote.
 */
line: string, 
/**
 * The number of the part that came out.
 */
old_serial?: string | null, 
/**
 * The number of the part that went in.
 */
new_serial?: string | null, };

/**
 * Something that was found.
 */
export type Found = { 
/**
 * `ticket`, `customer` or `appliance`.
 */
kind: 'ticket' | 'customer' | 'appliance', 
/**
 * The id.
 */
id: string, 
/**
 * A ticket's number, a customer's first phone, an appliance's serial number.
 */
number?: string | null, 
/**
 * What it is, in words.
 */
title: string, 
/**
 * What matched: `number`, `phone`, `tail`, `name`, `pinyin`, `serial`, `address`, `words`.
 */
why: string, };

/**
 * By what earlier work was found.
 */
export type FoundBy = "appliance" | "phone" | "address";

/**
 * The gas that an appliance burns (N9).
 */
export type Gas = "natural" | "lpg" | "town";

/**
 * Not to be repaired (E7, F8).
 */
export type GiveUpInput = { 
/**
 * One of the policy's reasons (F8). Required.
 */
reason: string, 
/**
 * In words.
 */
note: string, };

/**
 * Something that happened to a ticket.
 */
export type Happened = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who.
 */
by: string, 
/**
 * What: `ticket.new`, `ticket.pay`, ….
 */
operation: string, 
/**
 * The input, and of a correction the old values; none once it was erased.
 */
facts: unknown, };

/**
 * How it is with the database.
 */
export type Health = { 
/**
 * Why nothing can be written, or nothing even be read; none while work can go on.
 */
trouble?: Error | null, 
/**
 * What is wrong with a damaged database, a line each.
 */
problems: Array<string>, 
/**
 * The newest backup in which nothing was wrong when the damage was found: to be restored.
 */
offered?: BackupFile | null, 
/**
 * The backup that was written last.
 */
last_backup?: BackupFile | null, 
/**
 * Everything that was looked at, each once, in a fixed order.
 */
checks: Array<HealthCheck>, };

/**
 * One thing that was looked at.
 */
export type HealthCheck = { 
/**
 * What.
 */
kind: HealthKind, 
/**
 * How it is.
 */
level: HealthLevel, 
/**
 * A time, as the kind says.
 */
at?: Moment | null, 
/**
 * A number, as the kind says.
 */
count?: number | null, 
/**
 * A text, as the kind says.
 */
text?: string | null, };

/**
 * What is looked at.
 */
export type HealthKind = "database" | "backup" | "second_folder" | "disk" | "clock" | "calendar" | "numbers" | "folder" | "printer";

/**
 * How grave it is.
 */
export type HealthLevel = "good" | "warn" | "bad";

/**
 * Asks how it is with the database.
 */
export type HealthQuery = Record<symbol, never>;

/**
 * Asks for everything to be indexed again.
 */
export type IndexAgain = Record<symbol, never>;

/**
 * Why an input was refused.
 */
export type InputCode = "missing" | "invalid" | "out_of_range" | "after_today" | "date_order" | "duplicate" | "no_such_line" | "contradicts" | "too_long" | "bad_character" | "unprintable";

/**
 * What was found.
 */
export type InspectInput = { 
/**
 * The faults. Required for a repair; they replace those written down before.
 */
lines: Array<FaultInput>, 
/**
 * What was learnt about the main appliance.
 */
appliance?: ApplianceInput | null, 
/**
 * What was learnt about the further ones, in their order.
 */
more_appliances: Array<ApplianceInput>, };

/**
 * What was said when a ticket was taken in.
 */
export type Intake = { 
/**
 * How it came in (A4).
 */
channel?: string | null, 
/**
 * The number to call.
 */
phone?: string | null, 
/**
 * Where to go.
 */
address: Address, 
/**
 * What the customer says is wrong.
 */
complaint: string, 
/**
 * Further appliances of the same visit: one bill, one visit fee.
 */
more_appliances: Array<ApplianceId>, 
/**
 * What was disclosed before anybody set out.
 */
disclosed: Disclosed, 
/**
 * Who took it in.
 */
by: string, 
/**
 * The version of the policy whose fees and promises hold for it.
 */
policy_version: string, 
/**
 * What else to know.
 */
note: string, 
/**
 * The number of the ticket that a complaint is about.
 */
about?: string | null, };

/**
 * What is typed when a ticket is taken in.
 */
export type IntakeInput = { 
/**
 * The kind. Required.
 */
kind?: Kind | null, 
/**
 * How the appliance is served; a visit in town when absent.
 */
service?: Service | null, 
/**
 * How it came in (A4): a name of the policy's list.
 */
channel?: string | null, 
/**
 * A known customer instead of a new one.
 */
customer_id?: CustomerId | null, 
/**
 * The customer. Required for a new one; of a known one what has changed.
 */
customer?: CustomerInput | null, 
/**
 * A known appliance of this customer instead of a new one.
 */
appliance_id?: ApplianceId | null, 
/**
 * The appliance. Required for work on a new one; of a known one what has changed.
 */
appliance?: ApplianceInput | null, 
/**
 * Further appliances of the same visit.
 */
more_appliances: Array<ApplianceInput>, 
/**
 * What is wrong, in the customer's words. Required.
 */
complaint: string, 
/**
 * The fault, as far as it can be told by phone; of the main appliance.
 */
fault?: Fault | null, 
/**
 * Where to go, when it is not the customer's first address.
 */
address?: Address | null, 
/**
 * The number to call, when it is not the customer's first.
 */
phone?: string | null, 
/**
 * What was disclosed.
 */
disclosed: Disclosed, 
/**
 * What else to know.
 */
note: string, 
/**
 * The number of the ticket that a complaint is about.
 */
about?: string | null, };

/**
 * What the verdict card shows. All amounts in 分.
 */
export type IntakeLook = { 
/**
 * The verdict on the fault of the main appliance, with what would change it; none while the
 * category is not known, and where nothing is decided (no repair).
 */
verdict?: Verdict | null, 
/**
 * Earlier work that is still in cover.
 */
guard: Array<Earlier>, 
/**
 * What the price list has for the category and the service.
 */
offered: Offered, 
/**
 * The estimate under this verdict: the items, then the visit. Work that is still to be chosen
 * frees the visit as it will when it is (E2).
 */
rows: Array<LookRow>, 
/**
 * What it comes to.
 */
total_fen: Money, 
/**
 * The bill of the most that it can cost (最高可能) when an exclusion is found: repaired, or
 * given up after the quote, or cancelled on the way, whichever is the most.
 */
most_rows: Array<LookRow>, 
/**
 * What that comes to.
 */
most_fen: Money, 
/**
 * The exclusions that would make it cost the most; empty when none would change anything.
 */
most_why: Array<Clause>, 
/**
 * No item is chosen: labour and parts come on top of both sums.
 */
without_items: boolean, 
/**
 * The inspection fee, charged when the customer does not have it repaired (E4) and it is not
 * in cover; none where it has yet to be agreed.
 */
inspection_fen?: Money | null, 
/**
 * The fee for cancelling on the way, when it was told (E5); none where nobody sets out.
 */
empty_trip_fen?: Money | null, 
/**
 * The visit fee of the price list, 0 where nobody sets out; none where it has to be agreed.
 */
visit_fen?: Money | null, 
/**
 * The version of the price list.
 */
tariff_version: string, 
/**
 * The prices are examples, not the point's own.
 */
example_tariff: boolean, };

/**
 * A form that is being filled in.
 */
export type IntakeLookQuery = { 
/**
 * What was typed so far.
 */
intake: IntakeInput, 
/**
 * Work, parts and extras chosen for the estimate.
 */
items: Array<LookItem>, 
/**
 * The visit fee that was agreed, in 分, where the price list leaves it open (E3).
 */
visit_fen?: Money | null, };

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
 * Work that later tickets find: the repeat-repair guard and the warranty look at it.
 */
export type JobRecord = { 
/**
 * Its id: the ticket's number and the fault line, or the number on the paper.
 */
id: string, 
/**
 * The appliance.
 */
appliance: ApplianceId, 
/**
 * The ticket; none when it was entered from paper (补录).
 */
ticket?: TicketId | null, 
/**
 * The ticket's number, or the number on the paper.
 */
number: string, 
/**
 * Repair or installation.
 */
kind: JobKind, 
/**
 * The day on which it was completed.
 */
completed_on: Date, 
/**
 * The place that was repaired.
 */
place?: string | null, 
/**
 * The codes of the parts that were fitted.
 */
parts: Array<string>, 
/**
 * Months on its slip.
 */
cover_months?: number | null, 
/**
 * The job whose free redo it was.
 */
redo_of?: string | null, 
/**
 * The last day of its cover.
 */
last_day: Date, 
/**
 * Who did it.
 */
by: string, };

/**
 * Names a print that was kept.
 */
export type KeptPrint = { 
/**
 * The document's number.
 */
document: string, 
/**
 * Which of its prints, from 1.
 */
print: number, };

/**
 * The kind of a ticket (A5).
 */
export type Kind = "repair" | "installation" | "maintenance" | "complaint" | "consultation";

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
 * Work, a part or an extra that the clerk has chosen for the estimate.
 */
export type LookItem = { 
/**
 * Its code in the price list. Required.
 */
code: string, 
/**
 * How many, as a decimal; 1 when absent.
 */
qty?: string | null, };

/**
 * A row of an estimate.
 */
export type LookRow = { 
/**
 * `q1`, `q2`, … of the items in their order, or `visit`, `inspection`, `empty_trip`.
 */
id: string, 
/**
 * The name of the item; empty for the others.
 */
name: string, 
/**
 * What it would cost.
 */
full_fen: Money, 
/**
 * What is charged.
 */
charged_fen: Money, 
/**
 * The clause that waives it.
 */
clause?: Clause | null, };

/**
 * A page to calibrate a printer by.
 */
export type MadeTestPage = { 
/**
 * A name for the file.
 */
file_name: string, 
/**
 * The PDF; in JSON as base64.
 */
pdf: string, };

/**
 * Two records of one person.
 */
export type Merge = { 
/**
 * The record that goes.
 */
from: CustomerId, 
/**
 * The record that counts.
 */
into: CustomerId, 
/**
 * Why. Required.
 */
reason: string, };

/**
 * How money changes hands.
 */
export type Method = "cash" | "wechat" | "alipay" | "card" | "transfer";

/**
 * A model that states its own terms (B4, B5).
 */
export type ModelTerms = { 
/**
 * The exact name.
 */
model: string, 
/**
 * The category that it belongs to.
 */
category: string, 
/**
 * Months for the whole unit, where it states them.
 */
whole_months?: number | null, 
/**
 * Months for core parts, where it states them.
 */
core_months?: number | null, 
/**
 * Months in commercial use, where it is made for that.
 */
commercial_months?: number | null, 
/**
 * The clause cited.
 */
clause: Clause, 
/**
 * What it was taken from.
 */
source: string, 
/**
 * For tests and training only.
 */
example: boolean, };

/**
 * A point in time, in milliseconds since 1970-01-01 UTC. People read it as the time of day at the
 * service point: China has one time zone, eight hours ahead, without daylight saving.
 */
export type Moment = string;

/**
 * An amount in 分. Arithmetic is checked: what does not fit is `None`, never a wrong sum.
 */
export type Money = number;

/**
 * The money that somebody took in one way. Amounts in 分.
 */
export type MoneyRow = { 
/**
 * How.
 */
method: Method, 
/**
 * Who took it; empty where nobody said.
 */
by: string, 
/**
 * How many receipts.
 */
count: number, 
/**
 * What came in.
 */
in_fen: Money, 
/**
 * What went back.
 */
back_fen: Money, };

/**
 * The money of a day. Amounts in 分.
 */
export type MoneyToday = { 
/**
 * By how and by whom.
 */
rows: Array<MoneyRow>, 
/**
 * What came in.
 */
in_fen: Money, 
/**
 * What went back, refunds and reversals.
 */
back_fen: Money, 
/**
 * How many receipts.
 */
count: number, };

/**
 * A ticket that presses.
 */
export type NeedsAction = { 
/**
 * Why.
 */
kind: AttentionKind, 
/**
 * It is late; otherwise it soon will be.
 */
late: boolean, 
/**
 * When it was due, of `to_call`, `complaints`, `visits` and `follow_up` (of a day its last
 * moment); since when it lasts, of the others.
 */
since_or_due: Moment, 
/**
 * Of what is due on a day the days over, below zero while there is time; of what lasts how many
 * days it has lasted (of `waiting_parts` all waits of the repair, of `repair_time` without them).
 */
days?: number | null, 
/**
 * Of what is due at a time the minutes over, below zero while there is time.
 */
minutes?: number | null, 
/**
 * The ticket.
 */
row: TicketRow, };

/**
 * Takes a ticket in.
 */
export type NewTicket = { 
/**
 * What was typed.
 */
intake: IntakeInput, 
/**
 * Who takes it in: badge or name.
 */
by?: string | null, 
/**
 * Somebody confirmed that a clock that is behind is right.
 */
clock_confirmed: boolean, 
/**
 * The draft that it was written in, which is dropped with it.
 */
draft?: DraftId | null, 
/**
 * The visit, when it is agreed at once.
 */
schedule?: ScheduleInput | null, };

/**
 * Asks for something that needs no details.
 */
export type NoDetails = Record<symbol, never>;

/**
 * What the price list has.
 */
export type Offered = { 
/**
 * Work.
 */
labour: Array<OfferedItem>, 
/**
 * Parts that fit.
 */
parts: Array<OfferedItem>, 
/**
 * Extras.
 */
extras: Array<OfferedItem>, };

/**
 * A priced item to choose.
 */
export type OfferedItem = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What one of it is.
 */
unit: string, 
/**
 * The price of one, in 分.
 */
price_fen: Money, 
/**
 * Of a part its class.
 */
class?: PartClass | null, };

/**
 * By how much a printer sets a page off, in tenths of a millimetre.
 */
export type Offset = { 
/**
 * To the right, below zero to the left.
 */
right: number, 
/**
 * Down, below zero up.
 */
down: number, };

/**
 * Tickets in one state.
 */
export type OpenState = { 
/**
 * The state.
 */
state: State, 
/**
 * How many.
 */
count: number, 
/**
 * How many of these were taken in today, one to three days ago, four to seven, and before.
 */
ages: [number, number, number, number], };

/**
 * What can be done to a ticket.
 */
export type Operation = "schedule" | "depart" | "arrive" | "receive" | "inspect" | "quote" | "consent" | "start" | "wait_parts" | "resume" | "complete" | "accept" | "pay" | "refund" | "return" | "close" | "refuse" | "cancel" | "fail" | "give_up" | "correct" | "reopen";

/**
 * How the ticket ended.
 */
export type Outcome = "repaired" | "quote_refused" | "cancelled_before_departure" | "cancelled_after_departure" | "failed_by_us" | "not_repairable";

/**
 * A page failed.
 */
export type PageTrouble = { 
/**
 * The kind of error, such as `TypeError`: a name and no message, which could quote somebody.
 */
kind: string, 
/**
 * Where, such as `index-abc.js:1:234`.
 */
place: string, };

/**
 * A paper that documents are laid out for.
 */
export type Paper = "a4" | "a5" | "241x140" | "241x93" | "80mm" | "58mm";

/**
 * The last number on paper of each series, 0 for none: `SJ`, `BX`, and of tickets `WX`, `AZ`, `BY`,
 * `TS`, `ZX` for today's.
 */
export type PaperNumbers = { 
/**
 * By series.
 */
last: { [key in string]: number }, };

/**
 * The offset of one paper's printer.
 */
export type PaperOffset = { 
/**
 * The paper.
 */
paper: Paper, 
/**
 * By how much what is printed is moved.
 */
offset: Offset, };

/**
 * The printer that a paper lies in.
 */
export type PaperPrinter = { 
/**
 * The paper.
 */
paper: Paper, 
/**
 * The printer, as the system calls it.
 */
printer: string, 
/**
 * How many of each page come out, from 1.
 */
copies: number, };

/**
 * A number or switch of the rules as the terms page shows it.
 */
export type ParameterView = { 
/**
 * Its name in the pack: `post_repair_days`. What it ends with is its unit.
 */
key: string, 
/**
 * Its value: `90`, `true`, `gold`.
 */
value: string, 
/**
 * The clause that it belongs to.
 */
clause: Clause, 
/**
 * What it was taken from.
 */
source: string, 
/**
 * Second-hand (待核对).
 */
to_verify: boolean, };

/**
 * The class of the part at fault.
 */
export type PartClass = "core" | "ordinary" | "consumable" | "accessory" | "appearance" | "unknown";

/**
 * Money that comes in.
 */
export type PayInput = { 
/**
 * How much, in 分; all that is due when absent.
 */
amount_fen?: Money | null, 
/**
 * How. Required.
 */
method?: Method | null, 
/**
 * Who pays; the customer when absent.
 */
payer?: string | null, 
/**
 * A discount given with it, in 分: rounding down to whole 元 (抹零) up to the set amount is
 * free, more takes a reason and an approver (E15).
 */
discount_fen: Money, 
/**
 * Why the discount.
 */
reason?: string | null, };

/**
 * Money that changed hands. Never edited.
 */
export type Payment = { 
/**
 * The number of its receipt; empty until it is given out.
 */
receipt: string, 
/**
 * When.
 */
at: Moment, 
/**
 * How much, in 分; below zero when we paid.
 */
amount_fen: Money, 
/**
 * How.
 */
method: Method, 
/**
 * What for.
 */
purpose: Purpose, 
/**
 * Who paid, or was paid.
 */
payer: string, 
/**
 * Who took it.
 */
by: string, 
/**
 * Why, of a refund or reversal.
 */
reason: string, 
/**
 * The receipt that a reversal takes back.
 */
reverses?: string | null, 
/**
 * The bill at that moment: total, and paid with this payment. In 分.
 */
total_fen: Money, 
/**
 * See `total_fen`.
 */
paid_fen: Money, };

/**
 * An operation on a ticket.
 */
export type Perform = { 
/**
 * The ticket's number.
 */
number: string, 
/**
 * The operation.
 */
operation: Operation, 
/**
 * Its input.
 */
input: OperationInputs[Operation], 
/**
 * Who does it: badge or name.
 */
by?: string | null, 
/**
 * Who approves, where it takes that.
 */
approval?: ApprovalInput | null, 
/**
 * Somebody confirmed that a clock that is behind is right.
 */
clock_confirmed: boolean, };

/**
 * A phone number. One number can be a family's.
 */
export type Phone = { 
/**
 * Digits; an extension after a hyphen.
 */
number: string, 
/**
 * Its kind.
 */
kind: PhoneKind, };

/**
 * The kind of a phone number.
 */
export type PhoneKind = "mobile" | "landline" | "service";

/**
 * The service point, as documents name it.
 */
export type Point = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its code in every number: 2 to 6 letters and digits.
 */
branch: string, 
/**
 * Its city.
 */
city: string, 
/**
 * Its address.
 */
address: string, 
/**
 * Its phone.
 */
phone: string, 
/**
 * The phone for complaints (N12).
 */
complaint_phone: string, 
/**
 * How documents are printed. The usual way is not written, so that a point that was kept
 * before there was a choice stays as the audit says.
 */
print?: PrintSettings, 
/**
 * What stands at its computer. Changed by itself, and not with the rest of the point.
 */
devices?: Devices, };

/**
 * Asks for the point, or for its staff.
 */
export type PointQuery = Record<symbol, never>;

/**
 * The service point as it stands.
 */
export type PointView = { 
/**
 * The point; none before first start.
 */
point?: Point | null, 
/**
 * Somebody has named it. Until then numbers begin with a stand-in code.
 */
named: boolean, 
/**
 * The folder is for practice.
 */
practice: boolean, 
/**
 * Series whose last number on paper has to be told before another is given out.
 */
numbers_asked: Array<string>, };

/**
 * What a screen needs to offer choices, to explain decisions and to show the terms.
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
categories: Array<CategoryView>, 
/**
 * Models that state terms of their own.
 */
models: Array<ModelTerms>, 
/**
 * The causes of faults.
 */
causes: { [key in Cause]?: CauseName }, 
/**
 * The words of each clause.
 */
clauses: { [key in Clause]?: ClauseText }, 
/**
 * How a ticket comes in (A4).
 */
channels: Array<string>, 
/**
 * The cities with a service point (A3).
 */
cities: Array<string>, 
/**
 * The reasons for which a repair may be given up (F8).
 */
closing_reasons: Array<string>, 
/**
 * Sentences to say, by the step at which they are said.
 */
scripts: { [key in Step]?: Array<Script> }, 
/**
 * What to check, by the step.
 */
checks: { [key in Step]?: Array<Checklist> }, 
/**
 * The numbers and switches of the rules, by their names.
 */
parameters: Array<ParameterView>, 
/**
 * The last year of the table of working days.
 */
calendar_to?: number | null, };

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
 * Shows a document before it is printed.
 */
export type PreviewDocument = { 
/**
 * The kind.
 */
kind: DocumentKind, 
/**
 * A ticket's number; of a slip or receipt also its own.
 */
number: string, 
/**
 * What it would be printed on.
 */
paper: Paper, };

/**
 * A print of a document, or of the intake slip, whose number is the ticket's. With the edition
 * that it names it says all that is needed to make it again, byte for byte.
 */
export type Print = { 
/**
 * The number.
 */
document: string, 
/**
 * When.
 */
at: Moment, 
/**
 * On which paper.
 */
paper: Paper, 
/**
 * Who.
 */
by: string, 
/**
 * Which edition of what the document says, from 1.
 */
edition: number, 
/**
 * The SHA-256 of that edition's content, hexadecimal, lower case.
 */
digest: string, 
/**
 * The copies that were printed; only receipts have them.
 */
copies?: Array<ReceiptCopy>, 
/**
 * By how much the page was moved.
 */
offset?: Offset, 
/**
 * It was printed from a practice folder.
 */
practice?: boolean, };

/**
 * Makes the PDF of an earlier print again.
 */
export type PrintAgain = { 
/**
 * The document's number.
 */
document: string, 
/**
 * Which of its prints, from 1.
 */
print: number, };

/**
 * Prints a document.
 */
export type PrintDocument = { 
/**
 * The kind.
 */
kind: DocumentKind, 
/**
 * A ticket's number; of a slip or receipt also its own.
 */
number: string, 
/**
 * What it is printed on.
 */
paper: Paper, 
/**
 * Which copies of a receipt, by name; all that the point has set when absent. On carbonless
 * paper one print always makes all of them.
 */
copies?: Array<string> | null, 
/**
 * Who prints: badge or name.
 */
by?: string | null, 
/**
 * Somebody confirmed that a clock that is behind is right.
 */
clock_confirmed: boolean, };

/**
 * Sends a print to a printer.
 */
export type PrintPdf = { 
/**
 * The document's number.
 */
document: string, 
/**
 * Which of its prints, from 1.
 */
print: number, 
/**
 * The printer, as the system calls it.
 */
printer: string, 
/**
 * How many of each page, from 1.
 */
copies: number, };

/**
 * How documents are printed at a point.
 */
export type PrintSettings = { 
/**
 * The copies of a receipt, in their order. On carbonless paper one print makes them all; on
 * single sheets and rolls each is printed by itself.
 */
copies: Array<ReceiptCopy>, 
/**
 * Offsets of printers that do not hit their paper.
 */
offsets: Array<PaperOffset>, };

/**
 * Sends a page to calibrate a printer by to it.
 */
export type PrintTestPage = { 
/**
 * What it is printed on.
 */
paper: Paper, 
/**
 * By how much it is moved: as typed, before it is kept.
 */
offset: Offset, 
/**
 * The printer, as the system calls it.
 */
printer: string, };

/**
 * A document that was printed.
 */
export type PrintedDocument = { 
/**
 * Its number.
 */
document: string, 
/**
 * The number of its ticket.
 */
ticket: string, 
/**
 * The edition of what it says, from 1.
 */
edition: number, 
/**
 * Which of its prints, from 1.
 */
print: number, 
/**
 * How often it was printed before.
 */
reprint: number, 
/**
 * What it was printed on.
 */
paper: Paper, 
/**
 * A name for the file.
 */
file_name: string, 
/**
 * The PDF; in JSON as base64.
 */
pdf: string, };

/**
 * A printer of the system.
 */
export type Printer = { 
/**
 * As the system calls it.
 */
name: string, 
/**
 * Prints when no printer is named.
 */
is_default: boolean, };

/**
 * How far something that takes long has come.
 */
export type Progress = { 
/**
 * What is done, in a unit of its own.
 */
done: number, 
/**
 * All that is to be done.
 */
all: number, };

/**
 * What money is for.
 */
export type Purpose = "prepayment" | "payment" | "refund" | "reversal";

/**
 * A member of a case that can be asked for and can change the verdict.
 */
export type Question = "appliance.invoice" | "appliance.card" | "appliance.serial" | "appliance.use" | "fault.part_class" | "fault.cause" | "member_tier";

/**
 * A quote: a calculation frozen with its versions. Amounts in 分.
 */
export type Quote = { 
/**
 * Counted from 1.
 */
version: number, 
/**
 * When it was made.
 */
at: Moment, 
/**
 * Who made it.
 */
by: string, 
/**
 * The findings that it is for.
 */
findings: number, 
/**
 * The policy that waived.
 */
policy_version: string, 
/**
 * The prices.
 */
tariff_version: string, 
/**
 * Work, parts and extras.
 */
lines: Array<QuoteLine>, 
/**
 * The visit fee (E2).
 */
visit_fen: Money, 
/**
 * The inspection fee agreed (E4).
 */
inspection_fen?: Money | null, 
/**
 * Freight to the point (E8).
 */
freight_in_fen: Money, 
/**
 * Freight back (E8).
 */
freight_out_fen: Money, 
/**
 * The discount (E15).
 */
discount_fen: Money, 
/**
 * Who approved another price or the discount.
 */
approval?: Approval | null, 
/**
 * What it comes to when everything is done.
 */
total_fen: Money, };

/**
 * A quote as it is typed. What the tariff says need not be.
 */
export type QuoteInput = { 
/**
 * Work, parts and extras. Required.
 */
lines: Array<QuoteLineInput>, 
/**
 * The visit fee in 分; the tariff's when absent. Required where the tariff leaves it to be
 * agreed and no line makes the visit free (E3).
 */
visit_fen?: Money | null, 
/**
 * The inspection fee agreed in case the customer gives up, in 分.
 */
inspection_fen?: Money | null, 
/**
 * Freight to the point, in 分.
 */
freight_in_fen: Money, 
/**
 * Freight back, in 分.
 */
freight_out_fen: Money, 
/**
 * The discount in 分 (E15).
 */
discount_fen: Money, 
/**
 * Why another price or a discount. Required with these.
 */
reason?: string | null, };

/**
 * A line of a quote. Amounts in 分.
 */
export type QuoteLine = { 
/**
 * Its id within the ticket: `q1`.
 */
id: string, 
/**
 * Work, a part or an extra.
 */
kind: LineKind, 
/**
 * The fault that it is for; none for an extra, and where no fault is at hand.
 */
fault?: string | null, 
/**
 * The line that an extra belongs to.
 */
belongs_to?: string | null, 
/**
 * The code in the tariff; none for what it does not have.
 */
code?: string | null, 
/**
 * Its name.
 */
name: string, 
/**
 * What one of it is.
 */
unit: string, 
/**
 * The price of one.
 */
unit_fen: Money, 
/**
 * The tariff's price of one, where the tariff has it.
 */
list_fen?: Money | null, 
/**
 * How many.
 */
qty: string, };

/**
 * A line as it is typed.
 */
export type QuoteLineInput = { 
/**
 * Work, a part or an extra. Required.
 */
kind?: LineKind | null, 
/**
 * The fault it is for: `f1`; the only one when there is one.
 */
fault?: string | null, 
/**
 * The line that an extra belongs to, counted from 1: `q1`; the first when absent.
 */
belongs_to?: string | null, 
/**
 * The code in the tariff. Required, or else name and price.
 */
code?: string | null, 
/**
 * The name of what the tariff does not have.
 */
name?: string | null, 
/**
 * What one of it is.
 */
unit?: string | null, 
/**
 * Another price of one than the tariff's, in 分; takes a reason and an approver.
 */
unit_fen?: Money | null, 
/**
 * How many, as a decimal; 1 when absent.
 */
qty?: string | null, };

/**
 * A copy of a receipt: what it is called, and the colour of its sheet.
 */
export type ReceiptCopy = { 
/**
 * 存根, 客户, 记账.
 */
name: string, 
/**
 * 白, 红, 黄; may be empty.
 */
colour: string, };

/**
 * A unit that comes in.
 */
export type ReceiveInput = { 
/**
 * What it looks like. Required.
 */
looks: string, 
/**
 * What came with it.
 */
accessories: Array<string>, 
/**
 * Where it stands.
 */
kept_at: string, 
/**
 * How it came by post: carrier and consignment number.
 */
sent_by: string, };

/**
 * Money that goes back.
 */
export type RefundInput = { 
/**
 * How much, in 分; all that is to be paid back when absent.
 */
amount_fen?: Money | null, 
/**
 * How. Required.
 */
method?: Method | null, 
/**
 * Why. Required.
 */
reason: string, };

/**
 * The customer gives up after the quote (E4), or stops the work.
 */
export type RefuseInput = { 
/**
 * Why. Required.
 */
reason: string, 
/**
 * The lines of the quote that were done before it stopped. Required once work has begun; empty
 * when nothing came of it.
 */
done?: Array<string> | null, 
/**
 * What was done. Required when anything was.
 */
work: string, 
/**
 * Parts with their numbers.
 */
fitted: Array<Fitted>, 
/**
 * The inspection fee in 分, where it was not agreed before (E4): farther out only.
 */
inspection_fen?: Money | null, };

/**
 * What the customer may ask for by national rules, mildest first (N1–N5).
 */
export type Remedy = "repair" | "exchange" | "return";

/**
 * Open a closed ticket again; takes an approver.
 */
export type ReopenInput = { 
/**
 * Why. Required.
 */
reason: string, };

/**
 * A closed ticket was opened again.
 */
export type Reopened = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who approved it, and why.
 */
approval: Approval, };

/**
 * Asks for a backup to be put back.
 */
export type Restore = { 
/**
 * The backup.
 */
file: string, 
/**
 * The last numbers on paper by series, where the replaced file cannot tell them.
 */
last?: { [key in string]: number }, 
/**
 * Somebody knows what is wrong with it, and wants it all the same.
 */
accept_damage?: boolean, };

/**
 * What a restore did.
 */
export type Restored = { 
/**
 * Where the database that was there before is now.
 */
replaced: string | null, 
/**
 * Numbers that were skipped, because paper or the replaced database has them.
 */
jumped: Array<Skipped>, 
/**
 * Series whose last number on paper has to be told before one is given out.
 */
asked: Array<string>, 
/**
 * What is wrong with it: accepted now or earlier, or only with the search.
 */
accepted: Array<string>, };

/**
 * Work goes on, at a second visit or once parts came.
 */
export type ResumeInput = { 
/**
 * What was ticked off (F5, F6).
 */
checked: Array<string>, 
/**
 * As for the beginning, where parts had to be waited for first.
 */
reason?: string | null, };

/**
 * A unit that goes back.
 */
export type ReturnInput = { 
/**
 * To whom; the customer when absent.
 */
to?: string | null, 
/**
 * The pick-up code that was said.
 */
pickup_code?: string | null, 
/**
 * Without the code: the proof of identity that was seen, or the consignment number.
 */
proof?: string | null, };

/**
 * The return of a unit.
 */
export type Returned = { 
/**
 * When.
 */
at: Moment, 
/**
 * Who handed it over.
 */
by: string, 
/**
 * To whom.
 */
to: string, 
/**
 * Against what: the pick-up code, a proof of identity, a consignment number.
 */
against: string, };

/**
 * Asks for the whole phone numbers of a customer.
 */
export type RevealPhone = { 
/**
 * The customer.
 */
customer: CustomerId, 
/**
 * The number of the ticket that it is for: what is to be called for it stands first.
 */
ticket?: string | null, 
/**
 * Who asks: badge or name.
 */
by?: string | null, };

/**
 * What a member of staff does.
 */
export type Role = "counter" | "engineer" | "supervisor";

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
 * By what a list is sorted; what is the same by when it was taken in.
 */
export type RowSort = "number" | "customer" | "state" | "visit" | "total" | "due";

/**
 * A rule of the counter that stands in the way.
 */
export type Rule = "not_allowed" | "approval_needed" | "no_consent" | "provisional_verdict" | "quote_outdated" | "wrong_pickup_code" | "money_moved";

/**
 * Changes what stands at this computer.
 */
export type SaveDevices = { 
/**
 * All of it as it is from now on.
 */
devices: Devices, 
/**
 * Who does it: badge or name.
 */
by?: string | null, };

/**
 * Keeps a form.
 */
export type SaveDraft = { 
/**
 * The draft that it replaces; a new one when absent.
 */
id?: DraftId | null, 
/**
 * Which form.
 */
kind: string, 
/**
 * What was typed.
 */
body: unknown, };

/**
 * Adds a member of staff, or changes one.
 */
export type SaveStaff = { 
/**
 * Whom; a new one when absent.
 */
id?: StaffId | null, 
/**
 * What is typed.
 */
staff: StaffInput, 
/**
 * Who approves.
 */
approval?: ApprovalInput | null, };

/**
 * A version of the price list, new or in the place of one that is not in force yet.
 */
export type SaveTariff = { 
/**
 * The whole list.
 */
tariff: TariffData, 
/**
 * Who saves it: badge or name.
 */
by?: string | null, 
/**
 * Who approves, once there is a supervisor.
 */
approval?: ApprovalInput | null, 
/**
 * Somebody confirmed that a clock that is behind is right.
 */
clock_confirmed: boolean, };

/**
 * Saves a text.
 */
export type SaveText = { 
/**
 * The name that the dialog offers, with its ending.
 */
name: string, 
/**
 * The text.
 */
text: string, };

/**
 * An engineer and a time (F4).
 */
export type ScheduleInput = { 
/**
 * The engineer's badge or name. Required for the first visit.
 */
engineer?: string | null, 
/**
 * The beginning of the time agreed. Required for the first visit.
 */
from?: Moment | null, 
/**
 * Its end; two hours later when absent.
 */
to?: Moment | null, 
/**
 * The customer was called just now.
 */
called: boolean, };

/**
 * What an extended contract covers (B9).
 */
export type Scope = "whole" | "core";

/**
 * A sentence to say.
 */
export type Script = { 
/**
 * When it is said.
 */
at: Step, 
/**
 * The sentence.
 */
text: string, 
/**
 * The clause.
 */
clause: Clause, 
/**
 * What it was taken from.
 */
source: string, };

/**
 * What is typed into the box.
 */
export type Search = { 
/**
 * The text.
 */
text: string, 
/**
 * How many at most; 20 when absent, never more than 200.
 */
limit?: number | null, };

/**
 * Who saw which proof on which day.
 */
export type Seen = { 
/**
 * The proof: 会员小程序, 发票, 保修卡, 铭牌照片.
 */
proof: string, 
/**
 * Who saw it.
 */
by: string, 
/**
 * When.
 */
on: Date, };

/**
 * The state of the serial number on the unit.
 */
export type SerialState = "intact" | "altered" | "removed" | "illegible" | "unknown";

/**
 * A series of numbered documents.
 */
export type Series = "SJ" | "BX";

/**
 * How the appliance is served.
 */
export type Service = "onsite_town" | "onsite_far" | "walk_in" | "mail_in";

/**
 * First start, or a change of the point's own data.
 */
export type SetUp = { 
/**
 * The point.
 */
point: Point, 
/**
 * The first supervisor. Required while there is none.
 */
supervisor?: StaffInput | null, 
/**
 * Who approves a change, once there is a supervisor.
 */
approval?: ApprovalInput | null, };

/**
 * Numbers that nothing has.
 */
export type Skipped = { 
/**
 * The series.
 */
series: string, 
/**
 * The first number.
 */
first: number, 
/**
 * The last number.
 */
last: number, };

/**
 * The cover that a slip gives to one fault (D1–D4).
 */
export type SlipCover = { 
/**
 * The fault line; none for an installation.
 */
fault?: string | null, 
/**
 * The id of the job that later tickets find.
 */
job: string, 
/**
 * Months on the slip; none for an installation.
 */
months?: number | null, 
/**
 * The last covered day.
 */
last_day: Date, };

/**
 * A record that was merged wrongly.
 */
export type Split = { 
/**
 * The record that was merged into another.
 */
id: CustomerId, 
/**
 * Why. Required.
 */
reason: string, };

/**
 * A member of staff. The PIN is kept apart, hashed.
 */
export type Staff = { 
/**
 * The id.
 */
id: StaffId, 
/**
 * The name.
 */
name: string, 
/**
 * The phone, digits.
 */
phone?: string | null, 
/**
 * The number on the badge, which tells apart people of one name.
 */
badge: string, 
/**
 * What they do.
 */
role: Role, 
/**
 * Works here now. Nobody is deleted.
 */
active: boolean, 
/**
 * The engineer's certificate (F11).
 */
certificate?: string | null, 
/**
 * The year since which the engineer has done this work (F11).
 */
since_year?: number | null, };

/**
 * A member of staff.
 */
export type StaffId = string;

/**
 * A member of staff as typed. Of a known one, what is absent stays.
 */
export type StaffInput = { 
/**
 * The name.
 */
name?: string | null, 
/**
 * The phone.
 */
phone?: string | null, 
/**
 * The number on the badge.
 */
badge?: string | null, 
/**
 * What they do.
 */
role?: Role | null, 
/**
 * Works here now.
 */
active?: boolean | null, 
/**
 * The PIN of a supervisor: 4 to 12 digits.
 */
pin?: string | null, 
/**
 * The engineer's certificate (F11).
 */
certificate?: string | null, 
/**
 * The year since which the engineer has done this work (F11).
 */
since_year?: number | null, };

/**
 * Work begins.
 */
export type StartInput = { 
/**
 * Why work on a gas appliance past its safe life goes on (N9); with an approver.
 */
reason?: string | null, };

/**
 * Where a ticket is on its way.
 */
export type State = "registered" | "scheduled" | "departed" | "arrived" | "received" | "inspected" | "quoted" | "consented" | "repairing" | "waiting_parts" | "completed" | "accepted" | "refused" | "cancelled" | "failed_by_us" | "not_repairable" | "returned" | "closed";

/**
 * The step of a ticket at which something is said or checked.
 */
export type Step = "call" | "depart" | "arrive" | "inspect" | "quote" | "repair" | "complete" | "leave" | "follow_up" | "complaint" | "always";

/**
 * A step that needs no more than being told.
 */
export type StepInput = { 
/**
 * What was ticked off (F5, F6).
 */
checked: Array<string>, };

/**
 * What is wrong with the database, or with what is kept in it.
 */
export type StoreCode = "clock_behind" | "numbers_asked" | "newer_file" | "not_ours" | "not_a_database" | "damaged" | "folder" | "exists" | "cancelled" | "disk_full" | "busy" | "read_only" | "io" | "not_empty" | "not_found" | "wrong_pin" | "practice_only";

/**
 * A price list, in force from a day on.
 */
export type TariffData = { 
/**
 * The name of the version, kept on every quote that uses it.
 */
version: string, 
/**
 * The first day on which it is in force.
 */
effective_from: Date, 
/**
 * Ships as an example; a point enters its own before it charges anybody.
 */
example: boolean, 
/**
 * Prices by category and service.
 */
rates: Array<TariffRates>, 
/**
 * Spare parts.
 */
part: Array<TariffPart>, };

/**
 * A priced item. Its price may differ between rates; what its code means may not.
 */
export type TariffItem = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What one of it is: 次, 米.
 */
unit: string, 
/**
 * The price of one.
 */
price_fen: Money, };

/**
 * A spare part.
 */
export type TariffPart = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The categories that it fits.
 */
categories: Array<string>, 
/**
 * Its class.
 */
class: PartClass, 
/**
 * The price of one.
 */
price_fen: Money, 
/**
 * Months of cover of its own after it is fitted (D1), where it states them.
 */
cover_months?: number | null, };

/**
 * Asks for the price list.
 */
export type TariffQuery = Record<symbol, never>;

/**
 * What a service costs for some categories.
 */
export type TariffRates = { 
/**
 * The categories that it holds for.
 */
categories: Array<string>, 
/**
 * The services that it holds for.
 */
services: Array<Service>, 
/**
 * The visit fee (E2) by service; a service on site without one has it agreed each time (E3).
 */
visit_fen: { [key in Service]?: Money }, 
/**
 * Labour items.
 */
labour: Array<TariffItem>, 
/**
 * Extras: work at height, carrying (E9), materials by measure.
 */
extras: Array<TariffItem>, };

/**
 * A version of the price list.
 */
export type TariffVersion = { 
/**
 * Its name.
 */
version: string, 
/**
 * The first day on which it is in force.
 */
effective_from: Date, 
/**
 * The example that ships.
 */
example: boolean, };

/**
 * The price list of today, those to come, and all that there were.
 */
export type TariffView = { 
/**
 * In force today; the example that ships while the point has none of its own.
 */
in_force: TariffData, 
/**
 * In force later, the next one first.
 */
coming: Array<TariffData>, 
/**
 * Every version, the oldest first.
 */
versions: Array<TariffVersion>, };

/**
 * Asks for a page to calibrate a printer by.
 */
export type TestPage = { 
/**
 * What it is printed on.
 */
paper: Paper, 
/**
 * By how much it is moved: as typed, before it is kept.
 */
offset: Offset, };

/**
 * A bill: what was charged at the time. Never computed again. Amounts in 分.
 */
export type TicketBill = { 
/**
 * Counted from 1.
 */
version: number, 
/**
 * When.
 */
at: Moment, 
/**
 * What it was made for.
 */
outcome: Outcome, 
/**
 * The policy that waived.
 */
policy_version: string, 
/**
 * The rows, in the order in which they are printed.
 */
rows: Array<BillRow>, 
/**
 * Discounts, those of the quote first.
 */
discounts: Array<Discount>, 
/**
 * What the manufacturer owes (E13, B8).
 */
manufacturer_fen: Money, };

/**
 * A ticket.
 */
export type TicketId = string;

/**
 * A ticket by its number, with or without hyphens.
 */
export type TicketNumber = { 
/**
 * The number; of a receipt or slip too.
 */
number: string, };

/**
 * Which tickets.
 */
export type TicketQuery = { 
/**
 * In this state.
 */
state?: State | null, 
/**
 * Of this customer.
 */
customer?: CustomerId | null, 
/**
 * About this appliance.
 */
appliance?: ApplianceId | null, 
/**
 * Units that are ready and that nobody has collected.
 */
unclaimed: boolean, 
/**
 * How many at most; 50 when absent, never more than 1,000.
 */
limit?: number | null, };

/**
 * A ticket as lists show it. Amounts in 分.
 */
export type TicketRow = { 
/**
 * The number.
 */
number: string, 
/**
 * The kind.
 */
kind: Kind, 
/**
 * How the appliance is served.
 */
service: Service, 
/**
 * Where it is on its way.
 */
state: State, 
/**
 * When it was taken in.
 */
created_at: Moment, 
/**
 * The customer; of a merged record the one that counts.
 */
customer_id: CustomerId, 
/**
 * The customer's name.
 */
customer: string, 
/**
 * The number to call, masked: `138****1234`.
 */
phone?: string | null, 
/**
 * The customer's tier.
 */
tier: Tier, 
/**
 * Province, city and district.
 */
region: string, 
/**
 * Street, number, flat.
 */
address: string, 
/**
 * The code of the appliance's category.
 */
category?: string | null, 
/**
 * The appliance's model.
 */
model?: string | null, 
/**
 * The last four characters of the number on its plate.
 */
serial_tail?: string | null, 
/**
 * What the customer says is wrong.
 */
complaint: string, 
/**
 * The engineer of the present visit.
 */
engineer?: string | null, 
/**
 * When the present visit begins.
 */
visit_from?: Moment | null, 
/**
 * When its time ends.
 */
visit_to?: Moment | null, 
/**
 * What the customer owes in all.
 */
total_fen: Money, 
/**
 * What is still to be paid.
 */
due_fen: Money, 
/**
 * What is to be paid back.
 */
refund_fen: Money, 
/**
 * What presses.
 */
attention: Array<Attention>, };

/**
 * A page of tickets.
 */
export type TicketRows = { 
/**
 * The tickets.
 */
rows: Array<TicketRow>, 
/**
 * How many the whole list has.
 */
count: number, 
/**
 * There are exactly so many; otherwise at least.
 */
exact: boolean, };

/**
 * A ticket as it is shown.
 */
export type TicketView = { 
/**
 * The number.
 */
number: string, 
/**
 * The kind.
 */
kind: Kind, 
/**
 * How the appliance is served.
 */
service: Service, 
/**
 * Where it is on its way.
 */
state: State, 
/**
 * When it was taken in.
 */
created_at: Moment, 
/**
 * The customer.
 */
customer: CustomerCard, 
/**
 * The appliance.
 */
appliance?: ApplianceCard | null, 
/**
 * Further appliances of the same visit.
 */
more_appliances: Array<ApplianceCard>, 
/**
 * What was said when it was taken in.
 */
intake: Intake, 
/**
 * Faults with their verdicts.
 */
lines: Array<FaultLine>, 
/**
 * What the customer owes in all, in 分.
 */
total_fen: Money, 
/**
 * What was paid, in 分.
 */
paid_fen: Money, 
/**
 * What is still to be paid, in 分.
 */
due_fen: Money, 
/**
 * What is to be paid back, in 分.
 */
refund_fen: Money, 
/**
 * What the manufacturer owes, in 分.
 */
manufacturer_fen: Money, 
/**
 * The numbers of its receipts, voided ones too.
 */
receipts: Array<string>, 
/**
 * The numbers of its warranty slips.
 */
warranty_slips: Array<string>, 
/**
 * What may be done now, the usual next step first.
 */
allowed: Array<Operation>, 
/**
 * Earlier work on the same appliance, phone or address that is still in cover.
 */
guard: Array<Earlier>, 
/**
 * What happened since.
 */
course: Course, 
/**
 * Every quote.
 */
quotes: Array<Quote>, 
/**
 * Every consent.
 */
consents: Array<Consent>, 
/**
 * Every bill; the last counts.
 */
bills: Array<TicketBill>, 
/**
 * Money that changed hands.
 */
payments: Array<Payment>, 
/**
 * Receipts and slips.
 */
documents: Array<Document>, 
/**
 * Every print.
 */
prints: Array<Print>, };

/**
 * Which tickets a list has. What is absent or empty does not restrict.
 */
export type TicketsFilter = { 
/**
 * Those that are not closed.
 */
open: boolean, 
/**
 * In one of these states.
 */
states: Array<State>, 
/**
 * Of one of these kinds.
 */
kinds: Array<Kind>, 
/**
 * Served in one of these ways.
 */
services: Array<Service>, 
/**
 * The present visit is of the engineer with this badge.
 */
engineer?: string | null, 
/**
 * Of this customer.
 */
customer?: CustomerId | null, 
/**
 * About this appliance.
 */
appliance?: ApplianceId | null, 
/**
 * Taken in on this day or later.
 */
created_from?: Date | null, 
/**
 * Taken in on this day or earlier.
 */
created_to?: Date | null, 
/**
 * The present visit is on this day.
 */
visit_on?: Date | null, 
/**
 * Something is still to be paid.
 */
owing: boolean, 
/**
 * What a tile of the first screen counts.
 */
attention?: TileKind | null, 
/**
 * What the search box finds by this text, of customers and appliances their tickets.
 */
text?: string | null, };

/**
 * A page of a list of tickets.
 */
export type TicketsQuery = { 
/**
 * Which tickets.
 */
filter: TicketsFilter, 
/**
 * By what they are sorted.
 */
sort: RowSort, 
/**
 * The last comes first: of `number` the newest. Absent it does.
 */
descending: boolean, 
/**
 * How many come before the page.
 */
offset: number, 
/**
 * How many at most; 100 when absent, never more than 1,000.
 */
limit: number, };

/**
 * The customer's tier, low to high (B8).
 */
export type Tier = "none" | "silver" | "gold" | "platinum" | "diamond";

/**
 * How many tickets somebody has to see to.
 */
export type Tile = { 
/**
 * What is to be done.
 */
kind: TileKind, 
/**
 * How many.
 */
count: number, 
/**
 * How many of these are late.
 */
late: number, 
/**
 * How many of these soon will be.
 */
soon: number, };

/**
 * What somebody has to see to; one number of the first screen each.
 */
export type TileKind = "to_call" | "complaints" | "visits" | "waiting_parts" | "follow_up" | "to_consent" | "unclaimed" | "to_settle";

/**
 * What is to be done today.
 */
export type Today = { 
/**
 * The present time.
 */
at: Moment, 
/**
 * The present day at the service point.
 */
date: Date, 
/**
 * The day at whose end a complaint is answered that is taken in today (F1).
 */
complaint_due?: WorkingDay | null, 
/**
 * What is to be done, a number each. The command `tickets` lists what one counts.
 */
tiles: Array<Tile>, 
/**
 * The visits that the tile counts, by their time.
 */
visits: Array<TicketRow>, 
/**
 * What presses, the worst first, at most 50.
 */
attention: Array<NeedsAction>, 
/**
 * How much presses in all.
 */
attention_count: number, 
/**
 * Tickets that are not closed, by state.
 */
open: Array<OpenState>, 
/**
 * The money of the day.
 */
money: MoneyToday, };

/**
 * Asks for nothing in particular.
 */
export type TodayQuery = Record<string, never>;

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
 * What was checked, and what is wrong.
 */
export type Verified = { 
/**
 * Tickets.
 */
tickets: number, 
/**
 * Customers, merged ones too.
 */
customers: number, 
/**
 * Appliances.
 */
appliances: number, 
/**
 * Receipts, voided ones too.
 */
receipts: number, 
/**
 * Warranty slips, voided ones too.
 */
slips: number, 
/**
 * Audit rows.
 */
audit_rows: number, 
/**
 * The hash of the last audit row, in hexadecimal; zeros when there is none.
 */
head: string, 
/**
 * What is wrong, a line each; empty when nothing is.
 */
problems: Array<string>, };

/**
 * Asks for everything to be checked.
 */
export type Verify = { 
/**
 * Another file, such as a backup; the database when absent.
 */
file: string | null, };

/**
 * An engineer's visit.
 */
export type Visit = { 
/**
 * The engineer's name.
 */
engineer: string, 
/**
 * The engineer's badge.
 */
badge: string, 
/**
 * The time agreed.
 */
from: Moment, 
/**
 * The end of the time agreed.
 */
to: Moment, 
/**
 * When it was given to the engineer, from which the call is due (F4).
 */
given_at: Moment, 
/**
 * When the customer was called (F4).
 */
called_at?: Moment | null, 
/**
 * When the engineer set out.
 */
departed_at?: Moment | null, 
/**
 * When the engineer stood at the door.
 */
arrived_at?: Moment | null, 
/**
 * What was ticked off (F5, F6).
 */
checked: Array<string>, };

/**
 * Why a document was voided (作废).
 */
export type Voided = { 
/**
 * When.
 */
at: Moment, 
/**
 * Why.
 */
reason: string, };

/**
 * A wait for parts (N4, N8).
 */
export type Wait = { 
/**
 * Since when.
 */
from: Moment, 
/**
 * Until when; none while it lasts.
 */
to?: Moment | null, 
/**
 * What for.
 */
part: string, };

/**
 * Parts have to be ordered.
 */
export type WaitPartsInput = { 
/**
 * Which. Required.
 */
part: string, };

/**
 * What was found on it once, and is told at every later ticket (C6).
 */
export type Warning = { 
/**
 * The day.
 */
on: Date, 
/**
 * The cause that was found.
 */
cause: Cause, 
/**
 * The number of the ticket on which it was found.
 */
ticket: string, };

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
  /** The service point, and whether it was named yet. */
  point: { request: PointQuery; response: PointView };
  /** First start: the service point and its first supervisor. Later: the point alone. */
  set_up: { request: SetUp; response: PointView };
  /** Changes what stands at this computer: printers, and where backups are copied to. */
  save_devices: { request: SaveDevices; response: PointView };
  /** Everybody who works or worked here. */
  staff: { request: PointQuery; response: Array<Staff> };
  /** Adds a member of staff, or changes one. */
  save_staff: { request: SaveStaff; response: Staff };
  /** The price list in force, and those to come. */
  tariff: { request: TariffQuery; response: TariffView };
  /** Keeps a version of the price list. */
  save_tariff: { request: SaveTariff; response: TariffView };
  /** Takes a ticket in. */
  ticket_new: { request: NewTicket; response: TicketView };
  /** What the verdict and the money would be if this were taken in; keeps nothing. */
  intake_look: { request: IntakeLookQuery; response: IntakeLook };
  /** One ticket by its number. */
  ticket_show: { request: TicketNumber; response: TicketView };
  /** Tickets, the newest first. */
  ticket_list: { request: TicketQuery; response: Array<TicketView> };
  /** A page of a list of tickets. */
  tickets: { request: TicketsQuery; response: TicketRows };
  /** What is to be done today. */
  today: { request: TodayQuery; response: Today };
  /** An operation on a ticket. */
  ticket_do: { request: Perform; response: TicketView };
  /** What happened to a ticket: who, when, what. */
  ticket_history: { request: TicketNumber; response: Array<Happened> };
  /** What the one search box finds, the newest first. */
  search: { request: Search; response: Array<Found> };
  /** The customers of a phone number, with appliances, tickets and work still in cover. */
  customers_by_phone: { request: ByPhone; response: Array<CustomerView> };
  /** One customer with appliances, tickets and work still in cover. */
  customer_show: { request: CustomerQuery; response: CustomerView };
  /** Two records are of one person: the one counts as the other from now on. */
  merge_customers: { request: Merge; response: CustomerView };
  /** They were two people after all. */
  split_customer: { request: Split; response: CustomerView };
  /** The whole phone numbers of a customer; that they were asked for is written down. */
  reveal_phone: { request: RevealPhone; response: Array<string> };
  /** Enters earlier work from paper or by others (补录). */
  enter_job: { request: EnterJob; response: JobRecord };
  /** A document as it would be printed now. */
  document_preview: { request: PreviewDocument; response: DocumentPreview };
  /** Prints a document: the print is kept, then its PDF is made. */
  document_print: { request: PrintDocument; response: PrintedDocument };
  /** The PDF of an earlier print again, with the same bytes. */
  document_again: { request: PrintAgain; response: PrintedDocument };
  /** A page to calibrate a printer by. */
  test_page: { request: TestPage; response: MadeTestPage };
  /** Half-written forms, the newest first. */
  drafts: { request: DraftQuery; response: Array<DraftView> };
  /** Keeps a half-written form. */
  save_draft: { request: SaveDraft; response: DraftView };
  /** Drops a half-written form; false when there was none. */
  drop_draft: { request: DropDraft; response: boolean };
  /** Tells the last numbers on paper, which a restore has asked for. */
  tell_numbers: { request: PaperNumbers; response: PointView };
  /** How it is with the database: whether work can go on, and what to restore when it cannot. */
  health: { request: HealthQuery; response: Health };
  /** Writes a backup while work goes on. Tells how far it has come. */
  backup: { request: Backup; response: BackupMade };
  /** Puts a backup in the place of the database. Tells how far it has come. */
  restore: { request: Restore; response: Restored };
  /** Checks everything that was kept. Tells how far it has come. */
  verify: { request: Verify; response: Verified };
  /** Indexes everything for the search box again. */
  index_again: { request: IndexAgain; response: boolean };
}

/** What only the window can do. */
export interface WindowCommands {
  /** The printers that the system knows. */
  printers: { request: NoDetails; response: Array<Printer> };
  /** Whether the printers that are set are there. */
  check_printers: { request: NoDetails; response: HealthCheck };
  /** Sends a kept print straight to a printer, at its true size. */
  print_pdf: { request: PrintPdf; response: boolean };
  /** Sends a page to calibrate a printer by straight to it, as `test_page` makes it. */
  print_test_page: { request: PrintTestPage; response: boolean };
  /** Keeps the PDF of a kept print as `keep_pdf` does, and opens it in the system's viewer. */
  open_pdf: { request: KeptPrint; response: string };
  /** Asks where, and saves the PDF of a kept print there; null when it was cancelled. */
  save_pdf: { request: KeptPrint; response: string | null };
  /** Saves the PDF of a kept print without asking: 文档/服务台/the day/, never over another file. */
  keep_pdf: { request: KeptPrint; response: string };
  /** Asks where, and saves a text there, such as a table; null when it was cancelled. */
  save_text: { request: SaveText; response: string | null };
  /** Asks for a folder; null when it was cancelled. */
  choose_folder: { request: NoDetails; response: string | null };
  /** Asks for a backup that is there; null when it was cancelled. */
  choose_file: { request: NoDetails; response: string | null };
  /** The facts that support asks for. */
  about: { request: NoDetails; response: About };
  /** Writes down that a page failed, without what somebody has typed. */
  log_trouble: { request: PageTrouble; response: boolean };
  /** Stops a command that tells how far it has come; false when it is over already. */
  cancel: { request: Cancel; response: boolean };
}

/** What each operation on a ticket takes. */
export interface OperationInputs {
  schedule: ScheduleInput;
  depart: StepInput;
  arrive: StepInput;
  receive: ReceiveInput;
  inspect: InspectInput;
  quote: QuoteInput;
  consent: ConsentInput;
  start: StartInput;
  wait_parts: WaitPartsInput;
  resume: ResumeInput;
  complete: CompleteInput;
  accept: AcceptInput;
  pay: PayInput;
  refund: RefundInput;
  return: ReturnInput;
  close: CloseInput;
  refuse: RefuseInput;
  cancel: CancelInput;
  fail: FailInput;
  give_up: GiveUpInput;
  correct: CorrectInput;
  reopen: ReopenInput;
}
