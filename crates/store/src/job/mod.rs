//! Earlier work, which the repeat-repair guard and the warranty look at.

use std::collections::HashSet;

use desk_core::id::{ApplianceId, TicketId};
use desk_core::party::Address;
use desk_core::ticket::{FoundBy, Job};
use rusqlite::{Connection, Row};

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, date, id, id_or_none, text};

/// However much earlier work there is, no more is found.
const MOST: usize = 200;

const OF: &str =
    concat!(include_str!("columns.sql"), " WHERE appliance = ?1 ORDER BY completed_on, id");
const ENTERED: &str =
    concat!(include_str!("columns.sql"), " WHERE appliance = ?1 AND ticket IS NULL ORDER BY id");
const OF_TICKET: &str = concat!(include_str!("columns.sql"), " WHERE ticket = ?1 ORDER BY id");
const OF_APPLIANCE: &str = include_str!("of_appliance.sql");
const OF_PHONE: &str = include_str!("of_phone.sql");
const OF_ADDRESS: &str = include_str!("of_address.sql");

const INSERT: &str = "INSERT INTO job (id, appliance, ticket, completed_on, last_day, body) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

const EXISTS: &str = "SELECT EXISTS (SELECT 1 FROM job WHERE id = ?1)";

impl Read<'_> {
    /// The work that was done on an appliance, the earliest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn jobs_of(&self, appliance: ApplianceId) -> Result<Vec<Job>, StoreError> {
        let loader = self.loader();
        loader.all(OF, [appliance.bytes()], |row| loader.job_row(row))
    }

    /// Earlier work on these appliances, then on those of customers with one of these phones, then
    /// on those of customers at this address: each job once, of each kind those whose cover ends
    /// last first, at most 200.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn earlier_jobs(
        &self,
        appliances: &[ApplianceId],
        phones: &[String],
        address: &Address,
        not_of: Option<TicketId>,
    ) -> Result<Vec<(FoundBy, Job)>, StoreError> {
        let loader = self.loader();
        let not_of = not_of.as_ref().map(TicketId::bytes);
        let load = |row: &Row| loader.job_row(row);
        let mut jobs = Vec::new();
        for appliance in appliances {
            let found = loader.all(OF_APPLIANCE, (appliance.bytes(), not_of), load)?;
            jobs.extend(found.into_iter().map(|job| (FoundBy::Appliance, job)));
        }
        for phone in phones {
            let found = loader.all(OF_PHONE, (phone, not_of), load)?;
            jobs.extend(found.into_iter().map(|job| (FoundBy::Phone, job)));
        }
        if !address.detail.is_empty() {
            let found = loader.all(OF_ADDRESS, (&address.detail, &address.region, not_of), load)?;
            jobs.extend(found.into_iter().map(|job| (FoundBy::Address, job)));
        }
        let mut seen = HashSet::new();
        jobs.retain(|(_, job)| seen.insert(job.id.clone()));
        jobs.truncate(MOST);
        Ok(jobs)
    }
}

impl Loader<'_> {
    /// What was entered from paper about an appliance, by id.
    pub(crate) fn entered_jobs(&self, appliance: ApplianceId) -> Result<Vec<Job>, StoreError> {
        self.all(ENTERED, [appliance.bytes()], |row| self.job_row(row))
    }

    /// The work of a ticket, by id.
    pub(crate) fn jobs_of_ticket(&self, ticket: TicketId) -> Result<Vec<Job>, StoreError> {
        self.all(OF_TICKET, [ticket.bytes()], |row| self.job_row(row))
    }

    fn job_row(&self, row: &Row) -> Result<Job, StoreError> {
        self.body(row, 5, |job: &mut Job| {
            job.id = text(row, 0)?.to_owned();
            job.appliance = id(row, 1, ApplianceId::from_bytes)?;
            job.ticket = id_or_none(row, 2, TicketId::from_bytes)?;
            job.completed_on = date(row, 3)?;
            job.last_day = date(row, 4)?;
            Ok(())
        })
    }
}

pub(crate) fn insert(connection: &Connection, job: &Job) -> Result<(), StoreError> {
    connection.prepare_cached(INSERT)?.execute((
        &job.id,
        job.appliance.bytes(),
        job.ticket.as_ref().map(TicketId::bytes),
        job.completed_on.to_string(),
        job.last_day.to_string(),
        serde_json::to_string(job)?,
    ))?;
    Ok(())
}

pub(crate) fn exists(connection: &Connection, id: &str) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached(EXISTS)?.query_row([id], |row| row.get(0))?)
}
