//! Members of staff, and the hashes of their PINs.

use desk_core::id::StaffId;
use desk_core::party::Staff;
use rusqlite::{OptionalExtension, Row};
use serde_json::Value;

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, digest, id, text, word};
use crate::write::Write;

const SELECT: &str = "SELECT id, name, badge, role, active, body, pin FROM staff ORDER BY badge";

const PIN: &str = "SELECT pin FROM staff WHERE id = ?1";

const UPSERT: &str = "INSERT INTO staff (id, name, badge, role, active, pin, body) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
     badge = excluded.badge, role = excluded.role, active = excluded.active, \
     pin = coalesce(excluded.pin, pin), body = excluded.body RETURNING pin";

impl Read<'_> {
    /// Everybody who works or worked here, by badge.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn staff(&self) -> Result<Vec<Staff>, StoreError> {
        let loader = self.loader();
        loader.all(SELECT, [], |row| loader.staff_row(row))
    }

    /// The hash of somebody's PIN; none for somebody without or unknown.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn staff_pin(&self, id: StaffId) -> Result<Option<String>, StoreError> {
        let mut statement = self.connection().prepare_cached(PIN)?;
        Ok(statement.query_row([id.bytes()], |row| row.get(0)).optional()?.flatten())
    }
}

impl Loader<'_> {
    pub(crate) fn staff_row(&self, row: &Row) -> Result<Staff, StoreError> {
        self.body(row, 5, |staff: &mut Staff| {
            staff.id = id(row, 0, StaffId::from_bytes)?;
            staff.name = text(row, 1)?.to_owned();
            staff.badge = text(row, 2)?.to_owned();
            staff.role = word(row, 3)?;
            staff.active = row.get(4)?;
            Ok(())
        })
    }
}

impl Write<'_> {
    /// Keeps a member of staff, new or changed. Without a new hash the old one stays.
    ///
    /// # Errors
    /// [`StoreError::Sql`] when somebody else has this badge; those of SQLite.
    pub fn keep_staff(
        &mut self,
        staff: &Staff,
        pin: Option<&str>,
        facts: Value,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(staff)?;
        let id = staff.id.bytes();
        let role = staff.role.as_str();
        let row = (id, &staff.name, &staff.badge, role, staff.active, pin, body);
        let mut statement = self.connection().prepare_cached(UPSERT)?;
        let pin: Option<String> = statement.query_row(row, |row| row.get(0))?;
        self.attest("staff", id, facts, staff_digest(staff, pin.as_deref())?)
    }
}

pub(crate) fn staff_digest(staff: &Staff, pin: Option<&str>) -> Result<String, StoreError> {
    digest(&(staff, pin))
}
