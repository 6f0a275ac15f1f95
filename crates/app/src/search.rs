//! The one search box.

use desk_core::input::{InputCode, InputError};
use desk_store::Read;
use desk_store::search::{Hit, Kind, Why};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Desk;
use crate::desk::House;
use crate::error::Error;

/// What is typed into the box.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Search {
    /// The text.
    pub text: String,
    /// How many at most; 20 when absent, never more than 200.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Something that was found.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Found {
    /// `ticket`, `customer` or `appliance`.
    #[ts(type = "'ticket' | 'customer' | 'appliance'")]
    pub kind: Kind,
    /// The id.
    pub id: String,
    /// A ticket's number, a customer's first phone, an appliance's serial number.
    pub number: Option<String>,
    /// What it is, in words.
    pub title: String,
    /// What matched: `number`, `phone`, `tail`, `name`, `pinyin`, `serial`, `address`, `words`.
    #[ts(type = "string")]
    pub why: Why,
}

/// What the box finds, the newest first; an exact number alone.
///
/// # Errors
/// `limit`; those of the store.
pub fn search(desk: &Desk, request: Search) -> Result<Vec<Found>, Error> {
    let limit = request.limit.unwrap_or(20);
    if !(1..=200).contains(&limit) {
        return Err(InputError::new(InputCode::OutOfRange, "limit").into());
    }
    desk.read(|read, house| {
        let hits = read.search(&request.text, limit as usize)?;
        hits.iter().map(|hit| found(read, house, hit)).collect()
    })
}

fn found(read: &Read, house: &House, hit: &Hit) -> Result<Found, Error> {
    let (number, title) = match hit.kind {
        Kind::Ticket => {
            let ticket = read.ticket_by_id(desk_core::id::TicketId::from_bytes(hit.id))?;
            let ticket = ticket.ok_or_else(gone)?;
            let name = read.customer(ticket.customer)?.map(|customer| customer.name);
            let title = format!("{} {}", name.unwrap_or_default(), ticket.intake.complaint);
            (Some(ticket.number), title)
        }
        Kind::Customer => {
            let customer = read.customer(desk_core::id::CustomerId::from_bytes(hit.id))?;
            let customer = customer.ok_or_else(gone)?;
            let address = customer.addresses.first();
            let place = address.map(|address| format!("{} {}", address.region, address.detail));
            let title = format!("{} {}", customer.name, place.unwrap_or_default());
            (customer.phones.first().map(|phone| phone.number.clone()), title)
        }
        Kind::Appliance => {
            let appliance = read.appliance(desk_core::id::ApplianceId::from_bytes(hit.id))?;
            let appliance = appliance.ok_or_else(gone)?;
            let code = appliance.facts.category.as_deref().unwrap_or_default();
            let category = house.rules.policy.newest().category(code);
            let name = read.customer(appliance.customer)?.map(|customer| customer.name);
            let title = [
                category.map(|category| category.name.as_str()).unwrap_or(code),
                appliance.facts.model.as_deref().unwrap_or_default(),
                name.as_deref().unwrap_or_default(),
            ]
            .join(" ");
            (appliance.serial_number, title)
        }
    };
    Ok(Found {
        kind: hit.kind,
        id: id_text(hit),
        number,
        title: title.trim().chars().take(60).collect(),
        why: hit.why,
    })
}

fn id_text(hit: &Hit) -> String {
    desk_core::id::TicketId::from_bytes(hit.id).to_string()
}

fn gone() -> Error {
    Error::failed("the search names something that is not there")
}
