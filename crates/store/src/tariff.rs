//! The point's own price lists.

use desk_core::tariff::Tariff;
use rusqlite::{OptionalExtension, Row};
use serde_json::Value;

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, date, digest, text};
use crate::write::Write;

/// The subject of their audit rows: they are one record.
pub(crate) const SUBJECT: [u8; 16] = [0xFF; 16];

const SELECT: &str = "SELECT version, effective_from, body FROM tariff ORDER BY effective_from";

const UPSERT: &str = "INSERT INTO tariff (version, effective_from, body) VALUES (?1, ?2, ?3) \
     ON CONFLICT (version) DO UPDATE SET effective_from = excluded.effective_from, \
     body = excluded.body";

const MARK: &str = "SELECT hash FROM audit WHERE subject = ?1 ORDER BY seq DESC LIMIT 1";

impl Read<'_> {
    /// Every version that the point has entered, by the day from which it is in force.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn tariffs(&self) -> Result<Vec<Tariff>, StoreError> {
        self.loader().tariffs()
    }

    /// What is another as soon as a version was kept, in this file or one put in its place; none
    /// before the first.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn tariffs_mark(&self) -> Result<Option<[u8; 32]>, StoreError> {
        let mut statement = self.connection().prepare_cached(MARK)?;
        Ok(statement.query_row([SUBJECT], |row| row.get(0)).optional()?)
    }
}

impl Loader<'_> {
    pub(crate) fn tariffs(&self) -> Result<Vec<Tariff>, StoreError> {
        let of = |row: &Row| {
            self.body(row, 2, |tariff: &mut Tariff| {
                tariff.version = text(row, 0)?.to_owned();
                tariff.effective_from = date(row, 1)?;
                Ok(())
            })
        };
        self.all(SELECT, [], of)
    }
}

impl Write<'_> {
    /// Keeps a version of the price list, new or in the place of that of the same name. Whether it
    /// may take that place is not asked here.
    ///
    /// # Errors
    /// [`StoreError::Sql`] when another version is in force from that day on; those of SQLite.
    pub fn keep_tariff(&mut self, tariff: &Tariff, facts: Value) -> Result<(), StoreError> {
        let row =
            (&tariff.version, tariff.effective_from.to_string(), serde_json::to_string(tariff)?);
        self.connection().prepare_cached(UPSERT)?.execute(row)?;
        let all = tariffs_digest(&self.tariffs()?)?;
        self.attest("tariff", &SUBJECT, facts, all)
    }
}

pub(crate) fn tariffs_digest(tariffs: &[Tariff]) -> Result<String, StoreError> {
    digest(&tariffs)
}
