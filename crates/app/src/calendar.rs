//! Working days.

use desk_core::calendar::{Date, WorkingDay};
use desk_core::input::{InputCode, InputError};
use serde::Deserialize;
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;

/// The n-th working day after a date.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WorkingDayAfter {
    /// The date, which itself is not counted.
    pub date: Date,
    /// How many working days on, at least 1.
    pub n: u32,
}

/// Finds the n-th working day after a date (decisions.md §1).
///
/// # Errors
/// `n` when it is 0 or leads beyond the year 9999.
pub fn working_day(desk: &Desk, after: WorkingDayAfter) -> Result<WorkingDay, Error> {
    let found = desk.house.rules.calendar.add_working_days(after.date, after.n);
    Ok(found.ok_or_else(|| InputError::new(InputCode::OutOfRange, "n"))?)
}
