//! Customers: found by phone while the digits go in, shown with what they have, merged and split.

use desk_core::calendar::Date;
use desk_core::id::{ApplianceId, CustomerId};
use desk_core::input::{InputCode, InputError};
use desk_core::party::{Customer, Phone};
use desk_core::text;
use desk_core::ticket::{Earlier, EnterJob, Job, still_in_cover};
use desk_store::{Read, TicketFilter, Write};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::Desk;
use crate::desk::House;
use crate::error::Error;
use crate::ticket::{ApplianceCard, TicketView, known_customer};

/// A phone number as typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ByPhone {
    /// The number.
    pub phone: String,
}

/// A customer by id.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CustomerQuery {
    /// The id.
    pub id: CustomerId,
}

/// Two records of one person.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The record that goes.
    pub from: CustomerId,
    /// The record that counts.
    pub into: CustomerId,
    /// Why. Required.
    pub reason: String,
}

/// A record that was merged wrongly.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The record that was merged into another.
    pub id: CustomerId,
    /// Why. Required.
    pub reason: String,
}

/// A customer with everything that the counter asks about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerView {
    /// The record.
    pub customer: Customer,
    /// What they have.
    pub appliances: Vec<ApplianceCard>,
    /// The newest tickets.
    pub tickets: Vec<TicketView>,
    /// Work that is still in cover.
    pub guard: Vec<Earlier>,
}

/// How many tickets a customer is shown with.
const TICKETS: usize = 20;

/// The customers of a phone number: a family has several.
///
/// # Errors
/// `phone`; those of the store.
pub fn by_phone(desk: &Desk, request: ByPhone) -> Result<Vec<CustomerView>, Error> {
    let phone = Phone::read("phone", &request.phone)?;
    let today = desk.now()?.date();
    desk.read(|read, _| {
        let customers = read.customers_with_phone(&phone.number)?.into_iter();
        customers.map(|customer| view(read, customer, today)).collect()
    })
}

/// One customer.
///
/// # Errors
/// `not_found`; those of the store.
pub fn show(desk: &Desk, request: CustomerQuery) -> Result<CustomerView, Error> {
    let today = desk.now()?.date();
    desk.read(|read, _| view(read, known_customer(read, request.id, "id")?, today))
}

fn view(read: &Read, customer: Customer, today: Date) -> Result<CustomerView, Error> {
    let appliances = read.appliances_of(customer.id)?;
    let ids: Vec<ApplianceId> = appliances.iter().map(|appliance| appliance.id).collect();
    let phones: Vec<String> = customer.phones.iter().map(|phone| phone.number.clone()).collect();
    let address = customer.addresses.first().cloned().unwrap_or_default();
    let guard = still_in_cover(read.earlier_jobs(&ids, &phones, &address, None)?, today);
    let filter =
        TicketFilter { customer: Some(customer.id), limit: TICKETS, ..TicketFilter::default() };
    let tickets = read.tickets(&filter)?.into_iter();
    let tickets = tickets.map(|ticket| Ok(TicketView::of(read.dossier(ticket)?, Vec::new())));
    Ok(CustomerView {
        tickets: tickets.collect::<Result<_, Error>>()?,
        appliances: appliances.into_iter().map(ApplianceCard::of).collect(),
        customer,
        guard,
    })
}

/// Merges a record into another. Tickets and appliances stay with their own record, so that it can
/// be split off again; whoever looks at the one sees both.
///
/// # Errors
/// `not_found`, `contradicts`, `missing`; those of the store.
pub fn merge(desk: &Desk, request: Merge) -> Result<CustomerView, Error> {
    let reason = text::required("reason", &request.reason, text::LONG)?;
    let into = request.into;
    desk.write("customer.merge", String::new(), false, move |write, house| {
        let from = read_customer(write, request.from, "from")?;
        let counts = known_customer(write, into, "into")?;
        if from.merged_into.is_some() || counts.id == from.id {
            return Err(InputError::new(InputCode::Contradicts, "from").into());
        }
        let merged = Customer { merged_into: Some(counts.id), ..from.clone() };
        keep(write, house, &from, &merged, &reason)
    })?;
    show(desk, CustomerQuery { id: into })
}

/// Splits a merged record off again.
///
/// # Errors
/// `not_found`, `contradicts`, `missing`; those of the store.
pub fn split(desk: &Desk, request: Split) -> Result<CustomerView, Error> {
    let reason = text::required("reason", &request.reason, text::LONG)?;
    let id = request.id;
    desk.write("customer.split", String::new(), false, move |write, house| {
        let merged = read_customer(write, id, "id")?;
        if merged.merged_into.is_none() {
            return Err(InputError::new(InputCode::Contradicts, "id").into());
        }
        let alone = Customer { merged_into: None, ..merged.clone() };
        keep(write, house, &merged, &alone, &reason)
    })?;
    show(desk, CustomerQuery { id })
}

fn read_customer(read: &Read, id: CustomerId, field: &str) -> Result<Customer, Error> {
    read.customer(id)?.ok_or_else(|| Error::not_found(field, "such customer"))
}

fn keep(
    write: &mut Write,
    house: &House,
    before: &Customer,
    after: &Customer,
    reason: &str,
) -> Result<(), Error> {
    let pack = house.rules.policy.newest();
    Ok(write.keep_customer(Some(before), after, json!({ "reason": reason }), pack)?)
}

/// Enters earlier work, so that the guard and the warranty know it.
///
/// # Errors
/// Names the member at fault; `not_found`; those of the store.
pub fn enter_job(desk: &Desk, request: EnterJob) -> Result<Job, Error> {
    desk.write("job.enter", String::new(), false, move |write, house| {
        keep_job(write, house, &request)
    })
}

/// Keeps earlier work, within a transaction.
pub(crate) fn keep_job(write: &mut Write, house: &House, entered: &EnterJob) -> Result<Job, Error> {
    let appliance = write.appliance(entered.appliance)?;
    let appliance = appliance.ok_or_else(|| Error::not_found("appliance", "such appliance"))?;
    let known = write.jobs_of(appliance.id)?;
    let job = entered.job(&house.rules, &known, write.at().date())?;
    let (facts, pack) = (json!({ "input": entered }), house.rules.policy.newest());
    let jobs = std::slice::from_ref(&job);
    write.keep_appliance(Some(&appliance), &appliance, jobs, facts, pack)?;
    Ok(job)
}
