//! Between columns and values, for every record: what all row mappings share.

use desk_core::calendar::{Date, Moment};
use desk_core::money::Money;
use rusqlite::{Connection, Params, Row};
use serde::Serialize;
use serde::de::value::{Error as NoSuchWord, StrDeserializer};
use serde::de::{Deserialize, DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::db::Read;
use crate::error::StoreError;

/// Reads records. A column wins over what the JSON of its row says of the same member. A strict
/// loader, for checking, refuses a row whose columns and JSON differ in any byte.
#[derive(Clone, Copy)]
pub(crate) struct Loader<'c> {
    pub(crate) connection: &'c Connection,
    pub(crate) strict: bool,
}

impl<'c> Read<'c> {
    pub(crate) fn loader(&self) -> Loader<'c> {
        Loader { connection: self.connection(), strict: false }
    }
}

impl Loader<'_> {
    /// The first row of a query.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        load: impl FnOnce(&Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        rows.next()?.map(load).transpose()
    }

    /// All rows of a query.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut load: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(load(row)?);
        }
        Ok(records)
    }

    /// All rows of a query whose first column counts them from 0.
    pub(crate) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut load: impl FnMut(&Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut place = 0_i64;
        self.all(sql, params, |row| {
            if self.strict && row.get::<_, i64>(0)? != place {
                return Err(damaged(row, 0, "a row is missing"));
            }
            place += 1;
            load(row)
        })
    }

    /// A record from its JSON; `fill` writes the columns over it.
    pub(crate) fn body<T: Serialize + DeserializeOwned>(
        &self,
        row: &Row,
        column: usize,
        fill: impl FnOnce(&mut T) -> Result<(), StoreError>,
    ) -> Result<T, StoreError> {
        let text = text(row, column)?;
        let mut record = serde_json::from_str(text).map_err(|error| damaged(row, column, error))?;
        fill(&mut record)?;
        if self.strict && serde_json::to_string(&record)? != text {
            return Err(damaged(row, column, "it says something else than the columns"));
        }
        Ok(record)
    }
}

/// A column cannot be what it says.
pub(crate) fn damaged(row: &Row, column: usize, why: impl std::fmt::Display) -> StoreError {
    let name = row.as_ref().column_name(column).unwrap_or("?");
    StoreError::Damaged { detail: format!("column {name}: {why}") }
}

pub(crate) fn text<'r>(row: &'r Row, column: usize) -> Result<&'r str, StoreError> {
    row.get_ref(column)?.as_str().map_err(|error| damaged(row, column, error))
}

/// One of a set of values.
pub(crate) fn word<'r, T: Deserialize<'r>>(row: &'r Row, column: usize) -> Result<T, StoreError> {
    let word = StrDeserializer::<NoSuchWord>::new(text(row, column)?);
    T::deserialize(word).map_err(|error| damaged(row, column, error))
}

pub(crate) fn word_or_none<'r, T: Deserialize<'r>>(
    row: &'r Row,
    column: usize,
) -> Result<Option<T>, StoreError> {
    if is_null(row, column)? { Ok(None) } else { word(row, column).map(Some) }
}

pub(crate) fn moment(row: &Row, column: usize) -> Result<Moment, StoreError> {
    let millis: i64 = row.get(column)?;
    Moment::from_millis(millis).ok_or_else(|| damaged(row, column, "no time"))
}

pub(crate) fn moment_or_none(row: &Row, column: usize) -> Result<Option<Moment>, StoreError> {
    if is_null(row, column)? { Ok(None) } else { moment(row, column).map(Some) }
}

pub(crate) fn date(row: &Row, column: usize) -> Result<Date, StoreError> {
    text(row, column)?.parse().map_err(|error| damaged(row, column, error))
}

pub(crate) fn money(row: &Row, column: usize) -> Result<Money, StoreError> {
    Ok(Money::from_fen(row.get(column)?))
}

pub(crate) fn id<T>(
    row: &Row,
    column: usize,
    from_bytes: impl FnOnce([u8; 16]) -> T,
) -> Result<T, StoreError> {
    Ok(from_bytes(row.get(column)?))
}

pub(crate) fn id_or_none<T>(
    row: &Row,
    column: usize,
    from_bytes: impl FnOnce([u8; 16]) -> T,
) -> Result<Option<T>, StoreError> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(from_bytes))
}

fn is_null(row: &Row, column: usize) -> Result<bool, StoreError> {
    Ok(row.get_ref(column)? == rusqlite::types::ValueRef::Null)
}

/// What the audit keeps of a record, so that a change behind its back is found.
pub(crate) fn digest(record: &impl Serialize) -> Result<String, StoreError> {
    Ok(hex(&Sha256::digest(serde_json::to_vec(record)?)))
}

/// The SHA-256 of what a document says, in hexadecimal: a print holds it.
pub fn content_digest(content: &str) -> String {
    hex(&Sha256::digest(content))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Refuses an update of a row that is not there.
pub(crate) fn found(rows: usize, what: impl std::fmt::Display) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::NotFound { what: what.to_string() }) } else { Ok(()) }
}

/// A place in a list as SQLite has it.
pub(crate) fn place(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
