//! Appliances.

use desk_core::appliance::Appliance;
use desk_core::id::{ApplianceId, CustomerId};
use desk_core::ticket::Job;
use rusqlite::{Connection, Row};

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, digest, found, id, moment, text};

const SELECT: &str = concat!(include_str!("columns.sql"), " WHERE id = ?1");
const OF_CUSTOMER: &str = include_str!("of_customer.sql");
const INSERT: &str = include_str!("insert.sql");
const UPDATE: &str = include_str!("update.sql");

impl Read<'_> {
    /// An appliance.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn appliance(&self, id: ApplianceId) -> Result<Option<Appliance>, StoreError> {
        self.loader().appliance(id)
    }

    /// The appliances of a customer and of those merged into them, the newest first. Appliances
    /// merged into others are left out.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn appliances_of(&self, customer: CustomerId) -> Result<Vec<Appliance>, StoreError> {
        let loader = self.loader();
        loader.all(OF_CUSTOMER, [customer.bytes()], |row| loader.appliance_row(row))
    }
}

impl Loader<'_> {
    pub(crate) fn appliance(&self, id: ApplianceId) -> Result<Option<Appliance>, StoreError> {
        self.one(SELECT, [id.bytes()], |row| self.appliance_row(row))
    }

    fn appliance_row(&self, row: &Row) -> Result<Appliance, StoreError> {
        self.body(row, 6, |appliance: &mut Appliance| {
            let category = text(row, 2)?;
            appliance.id = id(row, 0, ApplianceId::from_bytes)?;
            appliance.customer = id(row, 1, CustomerId::from_bytes)?;
            appliance.facts.category = (!category.is_empty()).then(|| category.to_owned());
            appliance.facts.model = row.get(3)?;
            appliance.serial_number = row.get(4)?;
            appliance.created_at = moment(row, 5)?;
            Ok(())
        })
    }
}

/// Writes an appliance into its table.
pub(crate) fn put(
    connection: &Connection,
    is_known: bool,
    appliance: &Appliance,
) -> Result<(), StoreError> {
    let sql = if is_known { UPDATE } else { INSERT };
    let rows = connection.prepare_cached(sql)?.execute((
        appliance.customer.bytes(),
        appliance.facts.category.as_deref().unwrap_or_default(),
        &appliance.facts.model,
        &appliance.serial_number,
        appliance.created_at.millis(),
        serde_json::to_string(appliance)?,
        appliance.id.bytes(),
    ))?;
    found(rows, format_args!("appliance {}", appliance.id))
}

/// `entered` are the jobs of the appliance that were entered from paper.
pub(crate) fn appliance_digest<'a>(
    appliance: &Appliance,
    entered: impl Iterator<Item = &'a Job>,
) -> Result<String, StoreError> {
    let mut entered: Vec<&Job> = entered.collect();
    entered.sort_by(|a, b| a.id.cmp(&b.id));
    digest(&(appliance, entered))
}
