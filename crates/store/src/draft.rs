//! Half-written forms, so that a power cut loses none. They are in no audit row.

use desk_core::calendar::Moment;
use desk_core::id::DraftId;
use serde::Serialize;
use serde_json::Value;

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{damaged, id, moment, text};
use crate::write::Write;

const SELECT: &str = "SELECT id, kind, saved_at, body FROM draft ORDER BY saved_at DESC, id DESC";

const UPSERT: &str = "INSERT INTO draft (id, kind, saved_at, body) VALUES (?1, ?2, ?3, ?4) \
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, saved_at = excluded.saved_at, \
     body = excluded.body";

/// A half-written form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    /// The id.
    pub id: DraftId,
    /// Which form.
    pub kind: String,
    /// When it was last saved.
    pub saved_at: Moment,
    /// What was typed.
    pub body: Value,
}

impl Read<'_> {
    /// All half-written forms, newest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        self.loader().all(SELECT, [], |row| {
            Ok(Draft {
                id: id(row, 0, DraftId::from_bytes)?,
                kind: text(row, 1)?.to_owned(),
                saved_at: moment(row, 2)?,
                body: serde_json::from_str(text(row, 3)?)
                    .map_err(|error| damaged(row, 3, error))?,
            })
        })
    }
}

impl Write<'_> {
    /// Saves a half-written form, new or again.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn keep_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        let body = serde_json::to_string(&draft.body)?;
        let row = (draft.id.bytes(), &draft.kind, draft.saved_at.millis(), body);
        self.connection().prepare_cached(UPSERT)?.execute(row)?;
        Ok(())
    }

    /// Throws a half-written form away; whether it was there.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn drop_draft(&mut self, id: DraftId) -> Result<bool, StoreError> {
        let mut statement = self.connection().prepare_cached("DELETE FROM draft WHERE id = ?1")?;
        Ok(statement.execute([id.bytes()])? > 0)
    }
}
