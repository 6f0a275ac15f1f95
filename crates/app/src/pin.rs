//! PINs for approvals, kept as Argon2id hashes.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use desk_core::input::{InputCode, InputError};
use desk_core::party::{Role, Staff};
use serde::Deserialize;
use ts_rs::TS;

use crate::Desk;
use crate::error::{Error, ErrorCode, StoreCode};

/// Who approves, with the PIN.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ApprovalInput {
    /// The supervisor's badge or name.
    pub staff: String,
    /// The PIN.
    pub pin: String,
}

/// The hash of a new PIN: 4 to 12 digits.
pub(crate) fn hash(field: &str, pin: &str, salt: &[u8; 16]) -> Result<String, Error> {
    let well_formed = (4..=12).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit());
    if !well_formed {
        return Err(InputError::new(InputCode::Invalid, field).into());
    }
    let hashed = Argon2::default().hash_password_with_salt(pin.as_bytes(), salt);
    hashed.map(|hash| hash.to_string()).map_err(|error| Error::failed(format!("PIN: {error}")))
}

/// The supervisor whose PIN this is. Takes a noticeable moment, on purpose, and is done before a
/// transaction begins.
pub(crate) fn approver(desk: &Desk, given: &ApprovalInput) -> Result<Staff, Error> {
    let wrong =
        || Error::of(ErrorCode::Store(StoreCode::WrongPin), "approval.pin", "the PIN is wrong");
    let found = desk.read(|read, _| {
        let named = read.staff()?.into_iter().find(|staff| {
            staff.active
                && staff.role == Role::Supervisor
                && (staff.badge == given.staff.trim() || staff.name == given.staff.trim())
        });
        let Some(staff) = named else { return Ok(None) };
        let pin = read.staff_pin(staff.id)?;
        Ok(pin.map(|pin| (staff, pin)))
    })?;
    let Some((staff, kept)) = found else {
        return Err(InputError::new(InputCode::Invalid, "approval.staff").into());
    };
    let kept = PasswordHash::new(&kept).map_err(|error| Error::failed(format!("PIN: {error}")))?;
    Argon2::default().verify_password(given.pin.as_bytes(), &kept).map_err(|_| wrong())?;
    Ok(staff)
}
