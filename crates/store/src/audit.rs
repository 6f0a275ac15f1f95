//! The audit chain: who did what when, each row bound to the one before by a hash.
//!
//! Cutting rows off the end leaves a chain that holds: only a head noted elsewhere (a backup's, a
//! report's) shows that.

use desk_core::calendar::Moment;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::db::Read;
use crate::error::StoreError;
use crate::row::hex;
use crate::write::Write;

/// How many problems a report lists.
const PROBLEMS_LISTED: usize = 1000;

const LAST: &str = "SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1";

const EPOCH: &str = "SELECT epoch FROM point WHERE id = 1";

const ROW: &str = "INSERT INTO audit (seq, epoch, at, actor, operation, kind, subject, \
     payload_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

const PAYLOAD: &str = "INSERT INTO audit_payload (seq, salt, payload) VALUES (?1, ?2, ?3)";

const ERASE: &str =
    "DELETE FROM audit_payload WHERE seq IN (SELECT seq FROM audit WHERE subject = ?1)";

const HISTORY: &str = "SELECT a.seq, a.at, a.actor, a.operation, a.kind, p.payload \
     FROM audit a LEFT JOIN audit_payload p ON p.seq = a.seq WHERE a.subject = ?1 ORDER BY a.seq";

const WHOLE: &str = "SELECT a.seq, a.epoch, a.at, a.actor, a.operation, a.kind, a.subject, \
     a.payload_hash, a.hash, p.salt, p.payload \
     FROM audit a LEFT JOIN audit_payload p ON p.seq = a.seq ORDER BY a.seq";

const ORPHANS: &str =
    "SELECT p.seq FROM audit_payload p LEFT JOIN audit a ON a.seq = p.seq WHERE a.seq IS NULL";

/// The end of the chain, where the next row goes.
pub(crate) struct Tail {
    pub(crate) epoch: i64,
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
}

impl Tail {
    /// The end of the chain, and when its last row was written.
    pub(crate) fn read(connection: &Connection) -> Result<(Tail, Option<Moment>), StoreError> {
        let mut statement = connection.prepare_cached(LAST)?;
        let last = statement
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?)))
            .optional()?;
        let mut statement = connection.prepare_cached(EPOCH)?;
        let epoch = statement.query_row([], |row| row.get(0)).optional()?.unwrap_or(1);
        Ok(match last {
            Some((seq, hash, at)) => (Tail { epoch, seq, hash }, Moment::from_millis(at)),
            None => (Tail { epoch, seq: 0, hash: [0; 32] }, None),
        })
    }
}

/// What is hashed of a row, besides its payload.
struct Header<'a> {
    seq: i64,
    epoch: i64,
    at: i64,
    actor: &'a str,
    operation: &'a str,
    kind: &'a str,
    subject: &'a [u8],
}

impl Header<'_> {
    /// SHA-256(previous ‖ header ‖ payload hash). Numbers are 8 bytes, the highest first; texts
    /// stand behind their length, so that no two headers have the same bytes.
    fn hash(&self, previous: &[u8], payload_hash: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new().chain_update(previous);
        for number in [self.seq, self.epoch, self.at] {
            hash.update(number.to_be_bytes());
        }
        let texts = [self.actor, self.operation, self.kind].map(str::as_bytes);
        for text in texts.into_iter().chain([self.subject]) {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        hash.chain_update(payload_hash).finalize().into()
    }
}

fn payload_hash(salt: &[u8], payload: &str) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

impl Write<'_> {
    /// Appends an audit row about a subject (the id of a ticket, a customer, …; zeros for the point
    /// itself), of the current operation. `kind` says what the subject is; `payload` is what can be
    /// erased later.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the payload cannot be written as JSON; those of SQLite.
    pub fn audit(
        &mut self,
        kind: &str,
        subject: &[u8; 16],
        payload: &impl Serialize,
    ) -> Result<(), StoreError> {
        let payload = serde_json::to_string(payload)?;
        let salt: [u8; 16] = self.random()?;
        let payload_hash = payload_hash(&salt, &payload);
        let seq = self.tail.seq + 1;
        let Tail { epoch, hash: previous, .. } = self.tail;
        let at = self.operation.at.millis();
        let (actor, operation) = (self.operation.actor.as_str(), self.operation.name);
        let header = Header { seq, epoch, at, actor, operation, kind, subject };
        let hash = header.hash(&previous, &payload_hash);
        self.connection().prepare_cached(ROW)?.execute((
            seq,
            epoch,
            at,
            actor,
            operation,
            kind,
            subject,
            payload_hash,
            hash,
        ))?;
        self.connection().prepare_cached(PAYLOAD)?.execute((seq, salt, payload))?;
        (self.tail.seq, self.tail.hash) = (seq, hash);
        self.audited = true;
        Ok(())
    }

    /// Erases the payloads of all audit rows about a subject, for a person who is anonymised. The
    /// chain still holds. Returns how many there were. Write the audit row that says so afterwards,
    /// or its payload goes too.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn erase_payloads(&mut self, subject: &[u8; 16]) -> Result<usize, StoreError> {
        Ok(self.connection().prepare_cached(ERASE)?.execute([subject])?)
    }
}

/// One line of a subject's history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditRow {
    /// Its place in the chain.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// The name of the operation.
    pub operation: String,
    /// What the subject is.
    pub kind: String,
    /// What was written down, unless it has been erased.
    pub payload: Option<serde_json::Value>,
}

impl Read<'_> {
    /// What was done about a subject, newest last.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a row has no possible time; [`StoreError::Failed`] when a
    /// payload is not JSON; those of SQLite.
    pub fn history(&self, subject: &[u8; 16]) -> Result<Vec<AuditRow>, StoreError> {
        let mut statement = self.connection().prepare_cached(HISTORY)?;
        let mut rows = statement.query([subject])?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            let seq = row.get(0)?;
            let at = Moment::from_millis(row.get(1)?)
                .ok_or_else(|| StoreError::Damaged { detail: format!("audit row {seq}: time") })?;
            let payload: Option<String> = row.get(5)?;
            history.push(AuditRow {
                seq,
                at,
                actor: row.get(2)?,
                operation: row.get(3)?,
                kind: row.get(4)?,
                payload: payload.map(|payload| serde_json::from_str(&payload)).transpose()?,
            });
        }
        Ok(history)
    }

    /// When the last audit row was written; none while there is none.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn last_at(&self) -> Result<Option<Moment>, StoreError> {
        Ok(Tail::read(self.connection())?.1)
    }

    /// When the first audit row was written.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn first_at(&self) -> Result<Option<Moment>, StoreError> {
        let mut statement =
            self.connection().prepare_cached("SELECT at FROM audit ORDER BY seq LIMIT 1")?;
        let first = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(first.and_then(|at: i64| Moment::from_millis(at)))
    }

    /// The hash of the last audit row as backups tell it, in hexadecimal.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn head(&self) -> Result<String, StoreError> {
        Ok(hex(&self.chain_head()?))
    }

    /// The hash of the last audit row, or zeros when there is none.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn chain_head(&self) -> Result<[u8; 32], StoreError> {
        Ok(Tail::read(self.connection())?.0.hash)
    }
}

/// What the whole chain says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// How many rows there are.
    pub rows: u64,
    /// The hash of the last one; zeros when there is none.
    pub head: [u8; 32],
    /// When the last one was written.
    pub last_at: Option<Moment>,
    /// In which epoch; 0 when there is none.
    pub epoch: i64,
    /// What is wrong, a line each; empty when the chain holds.
    pub problems: Vec<String>,
}

impl ChainReport {
    fn problem(&mut self, text: String) {
        if self.problems.len() < PROBLEMS_LISTED {
            self.problems.push(text);
        }
    }
}

/// Computes the whole chain again: every row bound to the one before, none missing, every payload
/// that has not been erased as it was written.
///
/// # Errors
/// Those of SQLite; what is wrong with the chain is in the report.
pub fn check_chain(read: &Read) -> Result<ChainReport, StoreError> {
    let mut report =
        ChainReport { rows: 0, head: [0; 32], last_at: None, epoch: 0, problems: vec![] };
    let mut statement = read.connection().prepare(WHOLE)?;
    let mut rows = statement.query([])?;
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if seq != expected {
            report.problem(format!("audit row {expected} is missing before row {seq}"));
        }
        let header = Header {
            seq,
            epoch: row.get(1)?,
            at: row.get(2)?,
            actor: row.get_ref(3)?.as_str()?,
            operation: row.get_ref(4)?.as_str()?,
            kind: row.get_ref(5)?.as_str()?,
            subject: row.get_ref(6)?.as_blob()?,
        };
        let (of_payload, hash): ([u8; 32], [u8; 32]) = (row.get(7)?, row.get(8)?);
        if header.hash(&report.head, &of_payload) != hash {
            report.problem(format!("audit row {seq} does not follow from the row before"));
        }
        let salt = row.get_ref(9)?.as_blob_or_null()?;
        let payload = row.get_ref(10)?.as_str_or_null()?;
        if let (Some(salt), Some(payload)) = (salt, payload)
            && payload_hash(salt, payload) != of_payload
        {
            report.problem(format!("the payload of audit row {seq} was changed"));
        }
        report.last_at = Moment::from_millis(header.at);
        report.epoch = header.epoch;
        report.rows += 1;
        // From the stored hash, so that one changed row is one problem.
        report.head = hash;
        expected = seq.saturating_add(1);
    }
    let mut statement = read.connection().prepare(ORPHANS)?;
    for seq in statement.query_map([], |row| row.get::<_, i64>(0))? {
        report.problem(format!("there is a payload of audit row {}, which does not exist", seq?));
    }
    Ok(report)
}
