//! The service point.

use desk_core::party::Point;
use serde_json::Value;

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, digest};
use crate::write::Write;

/// The subject of its audit rows.
pub(crate) const SUBJECT: [u8; 16] = [0; 16];

const SELECT: &str = "SELECT practice, epoch, body FROM point WHERE id = 1";

const UPSERT: &str = "INSERT INTO point (id, practice, epoch, body) VALUES (1, ?1, 1, ?2) \
     ON CONFLICT (id) DO UPDATE SET practice = excluded.practice, body = excluded.body";

const IS_EMPTY: &str = "SELECT NOT EXISTS (SELECT 1 FROM point) \
     AND NOT EXISTS (SELECT 1 FROM staff) AND NOT EXISTS (SELECT 1 FROM customer) \
     AND NOT EXISTS (SELECT 1 FROM ticket)";

/// The service point of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointRow {
    /// The point.
    pub point: Point,
    /// Nothing in here is real: it is for practice.
    pub practice: bool,
    /// Counted from 1: how often this database was restored and gone on with.
    pub epoch: i64,
}

impl Read<'_> {
    /// The service point; none before the first start is over.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn point(&self) -> Result<Option<PointRow>, StoreError> {
        self.loader().point()
    }

    /// Nothing was ever kept: no point, nobody, no ticket.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        let mut statement = self.connection().prepare_cached(IS_EMPTY)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }
}

impl Loader<'_> {
    pub(crate) fn point(&self) -> Result<Option<PointRow>, StoreError> {
        self.one(SELECT, [], |row| {
            let point = self.body(row, 2, |_| Ok(()))?;
            Ok(PointRow { point, practice: row.get(0)?, epoch: row.get(1)? })
        })
    }
}

impl Write<'_> {
    /// Keeps the service point, the first time or again.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn keep_point(
        &mut self,
        point: &Point,
        practice: bool,
        facts: Value,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(point)?;
        self.connection().prepare_cached(UPSERT)?.execute((practice, body))?;
        self.attest("point", &SUBJECT, facts, point_digest(point, practice)?)
    }
}

pub(crate) fn point_digest(point: &Point, practice: bool) -> Result<String, StoreError> {
    digest(&(point, practice))
}
