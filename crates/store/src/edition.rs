//! What documents say, kept as it stood when they were printed. What it means is not known here.

use desk_core::id::TicketId;

use crate::db::Read;
use crate::error::StoreError;
use crate::row::text;
use crate::write::Write;

const INSERT: &str = "INSERT INTO edition (document, edition, ticket, made_at, content) \
     VALUES (?1, ?2, ?3, ?4, ?5)";

const SELECT: &str = "SELECT content FROM edition WHERE document = ?1 AND edition = ?2";

const NEWEST: &str = "SELECT edition, content FROM edition WHERE document = ?1 \
     ORDER BY edition DESC LIMIT 1";

impl Read<'_> {
    /// What a document said in an edition, as it was kept.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn edition(&self, document: &str, edition: u32) -> Result<Option<String>, StoreError> {
        self.loader().one(SELECT, (document, edition), |row| Ok(text(row, 0)?.to_owned()))
    }

    /// The newest edition of what a document says, with its number; none before the first print.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn newest_edition(&self, document: &str) -> Result<Option<(u32, String)>, StoreError> {
        self.loader().one(NEWEST, [document], |row| Ok((row.get(0)?, text(row, 1)?.to_owned())))
    }
}

impl Write<'_> {
    /// Keeps what a document of a ticket says. It is never changed. The ticket must be kept before,
    /// and a print that names the edition and its [digest](crate::content_digest) with the ticket:
    /// that attests it, so it has no audit row of its own.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when there is such an edition already, or no such ticket; those of
    /// SQLite.
    pub fn keep_edition(
        &mut self,
        ticket: TicketId,
        document: &str,
        edition: u32,
        content: &str,
    ) -> Result<(), StoreError> {
        let row = (document, edition, ticket.bytes(), self.at().millis(), content);
        self.connection().prepare_cached(INSERT)?.execute(row)?;
        Ok(())
    }
}
