//! Tickets with all that stands on them, and how they are looked up.

mod load;
mod store;

use desk_core::appliance::Appliance;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::ticket::{Dossier, Job, State, Ticket};
use rusqlite::ToSql;
use unicode_normalization::UnicodeNormalization;

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{digest, id};

pub(crate) use store::{insert, update};

const OF_NUMBER: &str = "SELECT id FROM ticket WHERE number = ?1";

const OF_PLAIN_NUMBER: &str =
    "SELECT id FROM ticket WHERE replace(number, '-', '') = ?1 ORDER BY seq DESC LIMIT 1";

const OF_DOCUMENT: &str = "SELECT ticket FROM document WHERE number = ?1";

const OF_PLAIN_DOCUMENT: &str =
    "SELECT ticket FROM document WHERE replace(number, '-', '') = ?1 LIMIT 1";

/// Which tickets are asked for. What is absent does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketFilter {
    /// In this state.
    pub state: Option<State>,
    /// Of this customer, and of those merged into them.
    pub customer: Option<CustomerId>,
    /// About this appliance, main or further.
    pub appliance: Option<ApplianceId>,
    /// The unit is still in our hands although nothing is to be done to it any more.
    pub unclaimed: bool,
    /// At most so many.
    pub limit: usize,
}

impl Read<'_> {
    /// The ticket of a number as people type it: with hyphens or without, in any case and width.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn ticket(&self, number: &str) -> Result<Option<Ticket>, StoreError> {
        match self.named(number, OF_NUMBER, OF_PLAIN_NUMBER)? {
            Some(id) => self.ticket_by_id(id),
            None => Ok(None),
        }
    }

    /// A ticket.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn ticket_by_id(&self, id: TicketId) -> Result<Option<Ticket>, StoreError> {
        self.loader().ticket(id)
    }

    /// The ticket of a receipt or slip, by its number as people type it.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn ticket_of_document(&self, number: &str) -> Result<Option<TicketId>, StoreError> {
        self.named(number, OF_DOCUMENT, OF_PLAIN_DOCUMENT)
    }

    fn named(&self, typed: &str, exact: &str, plain: &str) -> Result<Option<TicketId>, StoreError> {
        let Some((number, code)) = folded(typed) else { return Ok(None) };
        let find = |sql, number: String| {
            self.loader().one(sql, [number], |row| id(row, 0, TicketId::from_bytes))
        };
        match find(exact, number)? {
            Some(id) => Ok(Some(id)),
            None => find(plain, code),
        }
    }

    /// A ticket with its customer, its appliances, the main one first, and the work on these.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], also when one of them does not exist; those of SQLite.
    pub fn dossier(&self, ticket: Ticket) -> Result<Dossier, StoreError> {
        let missing = |what: &str| StoreError::Damaged {
            detail: format!("ticket {}: its {what} does not exist", ticket.number),
        };
        let customer = self.customer(ticket.customer)?.ok_or_else(|| missing("customer"))?;
        let mut appliances: Vec<Appliance> = Vec::new();
        let mut jobs: Vec<Job> = Vec::new();
        for id in ticket.appliance.iter().chain(&ticket.intake.more_appliances) {
            let is_new = appliances.iter().all(|appliance| appliance.id != *id);
            appliances.push(self.appliance(*id)?.ok_or_else(|| missing("appliance"))?);
            if is_new {
                jobs.extend(self.jobs_of(*id)?);
            }
        }
        Ok(Dossier { ticket, customer, appliances, jobs })
    }

    /// Tickets, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn tickets(&self, filter: &TicketFilter) -> Result<Vec<Ticket>, StoreError> {
        let state = filter.state.map(State::as_str);
        let appliance_text = filter.appliance.map(|id| id.to_string());
        let customer = filter.customer.as_ref().map(CustomerId::bytes);
        let appliance = filter.appliance.as_ref().map(ApplianceId::bytes);
        let limit = i64::try_from(filter.limit).unwrap_or(i64::MAX);
        let mut conditions = Vec::new();
        let mut params: Vec<(&str, &dyn ToSql)> = vec![(":limit", &limit)];
        if state.is_some() {
            conditions.push("state = :state");
            params.push((":state", &state));
        }
        if customer.is_some() {
            conditions.push(include_str!("of_customer.sql"));
            params.push((":customer", &customer));
        }
        if appliance.is_some() {
            conditions.push(include_str!("of_appliance.sql"));
            params.push((":appliance", &appliance));
            params.push((":appliance_text", &appliance_text));
        }
        if filter.unclaimed {
            conditions.push(include_str!("unclaimed.sql"));
        }
        let conditions = match conditions.is_empty() {
            true => String::new(),
            false => format!(" WHERE ({})", conditions.join(") AND (")),
        };
        let sql = format!("SELECT id FROM ticket{conditions} ORDER BY seq DESC LIMIT :limit");
        let loader = self.loader();
        let ids = loader.all(&sql, params.as_slice(), |row| id(row, 0, TicketId::from_bytes))?;
        let mut tickets = Vec::with_capacity(ids.len());
        for id in ids {
            tickets.extend(loader.ticket(id)?);
        }
        Ok(tickets)
    }
}

/// A number in capitals and half width, as it was typed and without hyphens; none when it cannot be
/// a number.
fn folded(typed: &str) -> Option<(String, String)> {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let is_skipped =
        |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    let number: String = typed
        .nfkc()
        .filter(|c| !is_skipped(*c))
        .map(|c| if is_dash(c) { '-' } else { c.to_ascii_uppercase() })
        .collect();
    let code: String = number.chars().filter(|c| *c != '-').collect();
    let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then_some((number, code))
}

/// `jobs` are those of the ticket, in any order.
pub(crate) fn ticket_digest<'a>(
    ticket: &Ticket,
    jobs: impl Iterator<Item = &'a Job>,
) -> Result<String, StoreError> {
    let mut jobs: Vec<&Job> = jobs.collect();
    jobs.sort_by(|a, b| a.id.cmp(&b.id));
    digest(&(ticket, jobs))
}
