//! Tickets: taking them in, showing them, and every operation on them. Load → core decides → store
//! → audit, in one transaction.

use desk_core::appliance::Appliance;
use desk_core::calendar::Moment;
use desk_core::data::Versions;
use desk_core::fee::Service;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::input::{InputCode, InputError};
use desk_core::money::Money;
use desk_core::party::{Address, Customer, Staff};
use desk_core::tariff::Tariff;
use desk_core::ticket::{
    Action, Consent, Context, CorrectInput, Course, Document, Dossier, FaultLine, Intake,
    IntakeInput, Kind, Operation, Parties, Payment, Quote, ScheduleInput, Series, State, Ticket,
    TicketBill, new_appliance, new_customer, still_in_cover,
};
pub use desk_core::ticket::{Earlier, Print};
use desk_core::warranty::{self, SerialState, Tier};
use desk_store::{Read, TicketFilter, Write, ticket_series};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use crate::desk::House;
use crate::error::Error;
use crate::pin::{self, ApprovalInput};
use crate::{Desk, json, point};

/// Takes a ticket in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct NewTicket {
    /// What was typed.
    pub intake: IntakeInput,
    /// Who takes it in: badge or name.
    #[serde(default)]
    pub by: Option<String>,
    /// Somebody confirmed that a clock that is behind is right.
    #[serde(default)]
    pub clock_confirmed: bool,
    /// The draft that it was written in, which is dropped with it.
    #[serde(default)]
    pub draft: Option<desk_core::id::DraftId>,
    /// The visit, when it is agreed at once.
    #[serde(default)]
    pub schedule: Option<ScheduleInput>,
}

/// A ticket by its number, with or without hyphens.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TicketNumber {
    /// The number; of a receipt or slip too.
    pub number: String,
}

/// Which tickets.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct TicketQuery {
    /// In this state.
    pub state: Option<State>,
    /// Of this customer.
    pub customer: Option<CustomerId>,
    /// About this appliance.
    pub appliance: Option<ApplianceId>,
    /// Units that are ready and that nobody has collected.
    pub unclaimed: bool,
    /// How many at most; 50 when absent, never more than 1,000.
    pub limit: Option<u32>,
}

/// An operation on a ticket.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Perform {
    /// The ticket's number.
    pub number: String,
    /// The operation.
    pub operation: Operation,
    /// Its input.
    #[serde(default)]
    #[ts(type = "OperationInputs[Operation]")]
    pub input: Value,
    /// Who does it: badge or name.
    #[serde(default)]
    pub by: Option<String>,
    /// Who approves, where it takes that.
    #[serde(default)]
    pub approval: Option<ApprovalInput>,
    /// Somebody confirmed that a clock that is behind is right.
    #[serde(default)]
    pub clock_confirmed: bool,
}

/// A ticket as it is shown.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct TicketView {
    /// The number.
    pub number: String,
    /// The kind.
    pub kind: Kind,
    /// How the appliance is served.
    pub service: Service,
    /// Where it is on its way.
    pub state: State,
    /// When it was taken in.
    pub created_at: Moment,
    /// The customer.
    pub customer: CustomerCard,
    /// The appliance.
    pub appliance: Option<ApplianceCard>,
    /// Further appliances of the same visit.
    pub more_appliances: Vec<ApplianceCard>,
    /// What was said when it was taken in.
    pub intake: Intake,
    /// Faults with their verdicts.
    pub lines: Vec<FaultLine>,
    /// What the customer owes in all, in 分.
    pub total_fen: Money,
    /// What was paid, in 分.
    pub paid_fen: Money,
    /// What is still to be paid, in 分.
    pub due_fen: Money,
    /// What is to be paid back, in 分.
    pub refund_fen: Money,
    /// What the manufacturer owes, in 分.
    pub manufacturer_fen: Money,
    /// The numbers of its receipts, voided ones too.
    pub receipts: Vec<String>,
    /// The numbers of its warranty slips.
    pub warranty_slips: Vec<String>,
    /// What may be done now, the usual next step first.
    pub allowed: Vec<Operation>,
    /// Earlier work on the same appliance, phone or address that is still in cover.
    pub guard: Vec<Earlier>,
    /// What happened since.
    pub course: Course,
    /// Every quote.
    pub quotes: Vec<Quote>,
    /// Every consent.
    pub consents: Vec<Consent>,
    /// Every bill; the last counts.
    pub bills: Vec<TicketBill>,
    /// Money that changed hands.
    pub payments: Vec<Payment>,
    /// Receipts and slips.
    pub documents: Vec<Document>,
    /// Every print.
    pub prints: Vec<Print>,
}

/// A customer as a ticket shows one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerCard {
    /// The id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// The numbers, the one to call first.
    pub phones: Vec<String>,
    /// The addresses, the usual one first.
    pub addresses: Vec<Address>,
    /// The tier.
    pub tier: Tier,
}

/// An appliance as a ticket shows one.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct ApplianceCard {
    /// The id.
    pub id: ApplianceId,
    /// The code of its category.
    pub category: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The number on its plate.
    pub serial: Option<String>,
    /// The state of that number.
    pub serial_state: SerialState,
    /// What the warranty decides from.
    pub facts: warranty::Appliance,
    /// The whole record.
    pub record: Appliance,
}

/// Something that happened to a ticket.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// What: `ticket.new`, `ticket.pay`, ….
    pub operation: String,
    /// The input, and of a correction the old values; none once it was erased.
    #[ts(type = "unknown")]
    pub facts: Option<Value>,
}

impl CustomerCard {
    pub(crate) fn of(customer: &Customer) -> CustomerCard {
        CustomerCard {
            id: customer.id,
            name: customer.name.clone(),
            phones: customer.phones.iter().map(|phone| phone.number.clone()).collect(),
            addresses: customer.addresses.clone(),
            tier: customer.tier,
        }
    }
}

impl ApplianceCard {
    pub(crate) fn of(appliance: Appliance) -> ApplianceCard {
        ApplianceCard {
            id: appliance.id,
            category: appliance.facts.category.clone(),
            model: appliance.facts.model.clone(),
            serial: appliance.serial_number.clone(),
            serial_state: appliance.facts.serial,
            facts: appliance.facts.clone(),
            record: appliance,
        }
    }
}

impl TicketView {
    pub(crate) fn of(dossier: Dossier, guard: Vec<Earlier>) -> TicketView {
        let Dossier { ticket, customer, appliances, .. } = dossier;
        let numbers = |series: Series| -> Vec<String> {
            let of_series = |document: &&Document| document.series == series;
            ticket.documents.iter().filter(of_series).map(|it| it.number.clone()).collect()
        };
        let mut cards = appliances.into_iter().map(ApplianceCard::of);
        TicketView {
            total_fen: ticket.total(),
            paid_fen: ticket.paid(),
            due_fen: ticket.due(),
            refund_fen: ticket.refund_due(),
            manufacturer_fen: ticket.bill().map_or(Money::ZERO, |bill| bill.manufacturer_fen),
            receipts: numbers(Series::Receipt),
            warranty_slips: numbers(Series::Slip),
            allowed: ticket.allowed(),
            guard,
            customer: CustomerCard::of(&customer),
            appliance: cards.next(),
            more_appliances: cards.collect(),
            number: ticket.number,
            kind: ticket.kind,
            service: ticket.service,
            state: ticket.state,
            created_at: ticket.created_at,
            intake: ticket.intake,
            lines: ticket.lines,
            course: ticket.course,
            quotes: ticket.quotes,
            consents: ticket.consents,
            bills: ticket.bills,
            payments: ticket.payments,
            documents: ticket.documents,
            prints: ticket.prints,
        }
    }
}

/// Who does something, when, and where surprise comes from.
pub(crate) struct Who<'a> {
    pub actor: &'a str,
    pub now: Moment,
    pub approver: Option<&'a Staff>,
    pub staff: &'a [Staff],
    /// Fills with random bytes: the system's, or of a demonstration its seed's.
    pub random: &'a mut dyn FnMut(&mut [u8]) -> Result<(), Error>,
}

impl Who<'_> {
    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        (self.random)(&mut bytes)?;
        Ok(bytes)
    }

    pub(crate) fn context<'b>(
        &'b mut self,
        house: &'b House,
        tariffs: &'b Versions<Tariff>,
    ) -> Result<Context<'b>, Error> {
        let random = u32::from_be_bytes(self.bytes()?);
        Ok(Context {
            rules: &house.rules,
            tariffs,
            now: self.now,
            actor: self.actor,
            approver: self.approver,
            staff: self.staff,
            random,
        })
    }
}

/// Takes a ticket in, and agrees on its visit when one is given: both, or neither.
///
/// # Errors
/// Names the member at fault, of the visit below `schedule`; `not_allowed` when this kind has none;
/// those of the store.
pub fn new(desk: &Desk, request: NewTicket) -> Result<TicketView, Error> {
    let actor = actor(desk, request.by.as_deref())?;
    let name = actor.clone();
    desk.write("ticket.new", name.clone(), request.clock_confirmed, move |write, house| {
        // Before a date that is right is called later than today.
        write.check_clock()?;
        let staff = write.staff()?;
        let mut random = |bytes: &mut [u8]| fill(bytes);
        let now = write.at();
        let who =
            &mut Who { actor: &name, now, approver: None, staff: &staff, random: &mut random };
        let mut dossier = take_in(write, house, who, request.intake)?;
        if let Some(draft) = request.draft {
            write.drop_draft(draft)?;
        }
        if let Some(visit) = request.schedule {
            let clock_confirmed = request.clock_confirmed;
            let name = operation_name(Operation::Schedule);
            write.operation(desk_store::Operation { name, actor, at: now, clock_confirmed });
            schedule(write, house, who, &mut dossier, visit)?;
        }
        view(write, dossier)
    })
}

/// Agrees on the visit of a ticket that was just taken in, within its transaction.
fn schedule(
    write: &mut Write,
    house: &House,
    who: &mut Who,
    dossier: &mut Dossier,
    visit: ScheduleInput,
) -> Result<(), Error> {
    let before = dossier.clone();
    let facts = json!({ "input": visit, "before": Value::Null });
    act(write, house, who, dossier, Action::Schedule(visit)).map_err(|error| {
        let field = format!("schedule.{}", error.field);
        Error { field, ..error }
    })?;
    Ok(write.keep(Some(&before), dossier, facts, dossier_pack(house, dossier))?)
}

/// Random bytes from the system.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(bytes).map_err(|error| Error::failed(format!("no random bytes: {error}")))
}

/// Takes a ticket in, within a transaction.
pub(crate) fn take_in(
    write: &mut Write,
    house: &House,
    who: &mut Who,
    input: IntakeInput,
) -> Result<Dossier, Error> {
    let facts = json!({ "input": input });
    let parties = parties(write, who, &input)?;
    let id = TicketId::new(who.now, who.bytes()?);
    let mut input = input;
    look_up_about(write, &mut input)?;
    let tariffs = house.tariffs(write)?;
    let mut dossier = Dossier::take_in(&who.context(house, &tariffs)?, id, input, parties)?;
    let ticket = &mut dossier.ticket;
    let day = ticket.created_at.date();
    let n = write.take_number(&ticket_series(ticket.kind.prefix(), day))?;
    let day = day.to_string().replace('-', "");
    ticket.number = format!("{}-{}-{day}-{n:04}", ticket.kind.prefix(), point::branch(write)?);
    write.keep(None, &dossier, facts, dossier_pack(house, &dossier))?;
    Ok(dossier)
}

/// Looks up the ticket that a complaint is about.
pub(crate) fn look_up_about(read: &Read, input: &mut IntakeInput) -> Result<(), Error> {
    if let Some(about) = input.about.take() {
        let found = read.ticket(&about)?;
        let found = found.ok_or_else(|| InputError::new(InputCode::Invalid, "about"))?;
        input.about = Some(found.number);
    }
    Ok(())
}

/// The pack whose words have a ticket found.
pub(crate) fn dossier_pack<'a>(house: &'a House, dossier: &Dossier) -> &'a desk_core::policy::Pack {
    house.rules.policy.in_force(dossier.ticket.created_at.date())
}

/// The records that a new ticket is about, with what was typed written into them.
pub(crate) fn parties(read: &Read, who: &mut Who, input: &IntakeInput) -> Result<Parties, Error> {
    let today = who.now.date();
    let mut customer = match input.customer_id {
        Some(id) => known_customer(read, id, "customer_id")?,
        None => new_customer(CustomerId::new(who.now, who.bytes()?), who.now),
    };
    match &input.customer {
        Some(typed) => typed.clone().apply(&mut customer, who.actor, today)?,
        None if input.customer_id.is_none() => {
            return Err(InputError::new(InputCode::Missing, "customer").into());
        }
        None => {}
    }
    let mut appliances = Vec::new();
    let main = match input.appliance_id {
        Some(id) => Some(known_appliance(read, id, customer.id)?),
        None if input.appliance.is_some() => {
            let id = ApplianceId::new(who.now, who.bytes()?);
            Some(new_appliance(id, customer.id, who.now))
        }
        None => None,
    };
    if let Some(mut main) = main {
        if let Some(typed) = input.appliance.clone() {
            typed.apply(&mut main, who.actor, today)?;
        }
        appliances.push(main);
    }
    for (index, typed) in input.more_appliances.iter().enumerate() {
        let id = ApplianceId::new(who.now, who.bytes()?);
        let mut appliance = new_appliance(id, customer.id, who.now);
        let member = |error: InputError| {
            let rest = error.field.strip_prefix("appliance").unwrap_or(&error.field);
            let field = format!("more_appliances[{index}]{rest}");
            error.at(field)
        };
        typed.clone().apply(&mut appliance, who.actor, today).map_err(member)?;
        appliances.push(appliance);
    }
    let mut jobs = Vec::new();
    for appliance in &appliances {
        jobs.extend(read.jobs_of(appliance.id)?);
    }
    Ok(Parties { customer, appliances, jobs })
}

/// A known customer; of a merged record the one that counts instead.
pub(crate) fn known_customer(read: &Read, id: CustomerId, field: &str) -> Result<Customer, Error> {
    let mut next = Some(id);
    // A record is merged into one that counts, so the chain is short; a circle cannot be written.
    for _ in 0..16 {
        let Some(id) = next else { break };
        let found = read.customer(id)?.ok_or_else(|| Error::not_found(field, "such customer"))?;
        next = found.merged_into;
        if next.is_none() {
            return Ok(found);
        }
    }
    Err(Error::failed("customers are merged in a circle"))
}

fn known_appliance(read: &Read, id: ApplianceId, of: CustomerId) -> Result<Appliance, Error> {
    let field = "appliance_id";
    let found = read.appliance(id)?.ok_or_else(|| Error::not_found(field, "such appliance"))?;
    let owner = known_customer(read, found.customer, field)?;
    if owner.id == of {
        Ok(found)
    } else {
        Err(InputError::new(InputCode::Contradicts, field).into())
    }
}

/// One ticket.
///
/// # Errors
/// `not_found`; those of the store.
pub fn show(desk: &Desk, request: TicketNumber) -> Result<TicketView, Error> {
    desk.read(|read, _| {
        let ticket = match read.ticket(&request.number)? {
            Some(ticket) => Some(ticket),
            None => match read.ticket_of_document(&request.number)? {
                Some(id) => read.ticket_by_id(id)?,
                None => None,
            },
        };
        let ticket = ticket.ok_or_else(|| Error::not_found("number", &request.number))?;
        view(read, dossier(read, ticket)?)
    })
}

/// A dossier as it is shown, with what the guard has to say until the work is done.
fn view(read: &Read, dossier: Dossier) -> Result<TicketView, Error> {
    let ticket = &dossier.ticket;
    if !ticket.kind.is_work() || !ticket.bills.is_empty() {
        return Ok(TicketView::of(dossier, Vec::new()));
    }
    let guard = guard(read, &dossier)?;
    Ok(TicketView::of(dossier, guard))
}

/// Earlier work on the same appliance, phone or address that is still in cover.
pub(crate) fn guard(read: &Read, dossier: &Dossier) -> Result<Vec<Earlier>, Error> {
    let ticket = &dossier.ticket;
    let appliances: Vec<ApplianceId> = dossier.appliances.iter().map(|known| known.id).collect();
    let mut phones: Vec<String> =
        dossier.customer.phones.iter().map(|phone| phone.number.clone()).collect();
    phones.extend(ticket.intake.phone.clone());
    let found = read.earlier_jobs(&appliances, &phones, &ticket.intake.address, Some(ticket.id))?;
    Ok(still_in_cover(found, ticket.created_at.date()))
}

/// Tickets, the newest first.
///
/// # Errors
/// `limit`; those of the store.
pub fn list(desk: &Desk, query: TicketQuery) -> Result<Vec<TicketView>, Error> {
    let limit = query.limit.unwrap_or(50);
    if !(1..=1000).contains(&limit) {
        return Err(InputError::new(InputCode::OutOfRange, "limit").into());
    }
    let filter = TicketFilter {
        state: query.state,
        customer: query.customer,
        appliance: query.appliance,
        unclaimed: query.unclaimed,
        limit: limit as usize,
    };
    desk.read(|read, _| {
        let tickets = read.tickets(&filter)?.into_iter();
        tickets.map(|ticket| Ok(TicketView::of(read.dossier(ticket)?, Vec::new()))).collect()
    })
}

/// Does an operation on a ticket.
///
/// # Errors
/// `not_found`; names the member at fault; `not_allowed` with what is allowed instead; the rules of
/// the operation; those of the store. Nothing has changed then.
pub fn perform(desk: &Desk, request: Perform) -> Result<TicketView, Error> {
    let actor = actor(desk, request.by.as_deref())?;
    let name = actor.clone();
    let approver = match &request.approval {
        Some(given) => Some(pin::approver(desk, given)?),
        None => None,
    };
    let input = match request.input {
        Value::Null => json!({}),
        input => input,
    };
    let Perform { number, operation, clock_confirmed, .. } = request;
    desk.write(operation_name(operation), actor, clock_confirmed, move |write, house| {
        let ticket = write.ticket(&number)?;
        let ticket = ticket.ok_or_else(|| Error::not_found("number", &number))?;
        let before = dossier(write, ticket)?;
        let action = read_action(operation, input.clone()).map_err(|error| {
            // What the state does not have is said first, whatever else is wrong with the input.
            match before.ticket.allowed().contains(&operation) {
                true => error,
                false => not_allowed(&before.ticket),
            }
        })?;
        let staff = write.staff()?;
        let mut random = |bytes: &mut [u8]| fill(bytes);
        let who = &mut Who {
            actor: &name,
            now: write.at(),
            approver: approver.as_ref(),
            staff: &staff,
            random: &mut random,
        };
        let mut after = before.clone();
        act(write, house, who, &mut after, action)?;
        let facts = json!({ "input": input, "before": changed(&before, &after, operation) });
        write.keep(Some(&before), &after, facts, dossier_pack(house, &after))?;
        view(write, after)
    })
}

fn not_allowed(ticket: &Ticket) -> Error {
    let refusal = desk_core::ticket::Refusal::Rule {
        rule: desk_core::ticket::Rule::NotAllowed,
        field: "operation".to_owned(),
        state: ticket.state,
        allowed: ticket.allowed(),
    };
    refusal.into()
}

/// Carries an operation out and gives out the numbers of what it issues, within a transaction.
pub(crate) fn act(
    write: &mut Write,
    house: &House,
    who: &mut Who,
    dossier: &mut Dossier,
    action: Action,
) -> Result<(), Error> {
    if !dossier.ticket.allowed().contains(&action.operation()) {
        return Err(not_allowed(&dossier.ticket));
    }
    let action = match action {
        Action::Correct(input) => Action::Correct(look_up(write, dossier, input)?),
        Action::Inspect(input) => {
            make_room(who, dossier, input.more_appliances.len())?;
            Action::Inspect(input)
        }
        action => action,
    };
    let tariffs = house.tariffs(write)?;
    dossier.act(&who.context(house, &tariffs)?, action)?;
    give_numbers(write, &mut dossier.ticket)
}

/// Looks up the records that a correction names.
fn look_up(
    write: &Write,
    dossier: &mut Dossier,
    mut input: CorrectInput,
) -> Result<CorrectInput, Error> {
    if let Some(number) = input.duplicate_of.take() {
        let other = write.ticket(&number)?;
        let other = other.ok_or_else(|| Error::not_found("duplicate_of", &number))?;
        if other.course.duplicate.is_some() || other.state == State::Cancelled {
            // Nobody would work on either.
            return Err(InputError::new(InputCode::Contradicts, "duplicate_of").into());
        }
        input.duplicate_of = Some(other.number);
    }
    if let Some(id) = input.customer_id {
        let (was, moved) = (dossier.customer.contact(), known_customer(write, id, "customer_id")?);
        let intake = &mut dossier.ticket.intake;
        if intake.phone == was.0 {
            intake.phone = moved.contact().0;
        }
        if intake.address == was.1 {
            intake.address = moved.contact().1;
        }
        // The appliances go with their ticket; the main one stays when another is named.
        let stays = usize::from(input.appliance_id.is_some());
        for appliance in dossier.appliances.iter_mut().skip(stays) {
            if appliance.customer == dossier.customer.id {
                appliance.customer = moved.id;
            }
        }
        dossier.customer = moved;
    }
    if let Some(id) = input.appliance_id {
        let appliance = known_appliance(write, id, dossier.customer.id)?;
        for job in write.jobs_of(appliance.id)? {
            if !dossier.jobs.contains(&job) {
                dossier.jobs.push(job);
            }
        }
        match dossier.appliances.first_mut() {
            Some(main) => *main = appliance,
            None => dossier.appliances.push(appliance),
        }
    }
    Ok(input)
}

/// Adds records for further appliances that were found on the spot.
fn make_room(who: &mut Who, dossier: &mut Dossier, further: usize) -> Result<(), Error> {
    while dossier.appliances.len() < further + 1 && !dossier.appliances.is_empty() {
        let id = ApplianceId::new(who.now, who.bytes()?);
        dossier.appliances.push(new_appliance(id, dossier.customer.id, who.now));
        dossier.ticket.intake.more_appliances.push(id);
    }
    Ok(())
}

/// A ticket with everything that decides about it; of a merged customer the record that counts.
pub(crate) fn dossier(read: &Read, ticket: Ticket) -> Result<Dossier, Error> {
    let mut dossier = read.dossier(ticket)?;
    if dossier.customer.merged_into.is_some() {
        dossier.customer = known_customer(read, dossier.customer.id, "number")?;
    }
    Ok(dossier)
}

/// Gives every document that was issued its number, and every payment its receipt's.
fn give_numbers(write: &mut Write, ticket: &mut Ticket) -> Result<(), Error> {
    if ticket.documents.iter().all(|document| !document.number.is_empty()) {
        return Ok(());
    }
    let branch = point::branch(write)?;
    let mut receipts = Vec::new();
    for document in ticket.documents.iter_mut().filter(|document| document.number.is_empty()) {
        let series = document.series.as_str();
        let n = write.take_number(series)?;
        document.number = format!("{series}-{branch}-{n:06}");
        if document.series == Series::Receipt {
            receipts.push(document.number.clone());
        }
    }
    let unnumbered = ticket.payments.iter_mut().filter(|payment| payment.receipt.is_empty());
    for (payment, number) in unnumbered.zip(receipts) {
        payment.receipt = number;
    }
    Ok(())
}

/// The old values that a correction replaced (null for other operations, which replace none).
pub(crate) fn changed(before: &Dossier, after: &Dossier, operation: Operation) -> Value {
    if operation != Operation::Correct {
        return Value::Null;
    }
    let (was, is) = (&before.ticket, &after.ticket);
    json!({
        "intake": (was.intake != is.intake).then_some(&was.intake),
        "service": (was.service != is.service).then_some(was.service),
        "customer": (was.customer != is.customer).then_some(was.customer),
        "appliance": (was.appliance != is.appliance).then_some(was.appliance),
        "lines": (was.lines != is.lines).then_some(&was.lines),
        "state": (was.state != is.state).then_some(was.state),
    })
}

/// What happened to a ticket.
///
/// # Errors
/// `not_found`; those of the store.
pub fn history(desk: &Desk, request: TicketNumber) -> Result<Vec<Happened>, Error> {
    desk.read(|read, _| {
        let ticket = read.ticket(&request.number)?;
        let ticket = ticket.ok_or_else(|| Error::not_found("number", &request.number))?;
        let rows = read.history(ticket.id.bytes())?.into_iter();
        let happened = rows.map(|row| Happened {
            at: row.at,
            by: row.actor,
            operation: row.operation,
            facts: row.payload.map(|mut payload| payload["facts"].take()),
        });
        Ok(happened.collect())
    })
}

/// The name of whoever does something.
pub(crate) fn actor(desk: &Desk, by: Option<&str>) -> Result<String, Error> {
    let Some(by) = by.map(str::trim).filter(|by| !by.is_empty()) else {
        return Ok(String::new());
    };
    desk.read(|read, _| {
        let staff = read.staff()?;
        let known =
            staff.iter().find(|staff| staff.active && (staff.badge == by || staff.name == by));
        match known {
            Some(staff) => Ok(staff.name.clone()),
            None => Err(InputError::new(InputCode::Invalid, "by").into()),
        }
    })
}

macro_rules! operations {
    ($($operation:ident $name:literal,)*) => {
        /// Reads the input of an operation.
        fn read_action(operation: Operation, input: Value) -> Result<Action, Error> {
            Ok(match operation {
                $(Operation::$operation => Action::$operation(json::from_value(input)?),)*
            })
        }

        /// The name under which an operation stands in the audit.
        pub(crate) fn operation_name(operation: Operation) -> &'static str {
            match operation { $(Operation::$operation => $name,)* }
        }
    };
}

operations! {
    Schedule "ticket.schedule",
    Depart "ticket.depart",
    Arrive "ticket.arrive",
    Receive "ticket.receive",
    Inspect "ticket.inspect",
    Quote "ticket.quote",
    Consent "ticket.consent",
    Start "ticket.start",
    WaitParts "ticket.wait_parts",
    Resume "ticket.resume",
    Complete "ticket.complete",
    Accept "ticket.accept",
    Pay "ticket.pay",
    Refund "ticket.refund",
    Return "ticket.return",
    Close "ticket.close",
    Refuse "ticket.refuse",
    Cancel "ticket.cancel",
    Fail "ticket.fail",
    GiveUp "ticket.give_up",
    Correct "ticket.correct",
    Reopen "ticket.reopen",
}
