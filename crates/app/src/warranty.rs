//! Warranty verdicts.

use desk_core::warranty::{self, Case, Verdict};

use crate::Desk;
use crate::error::Error;

/// Decides one fault line.
///
/// # Errors
/// Names the member that no decision can be made from.
pub fn decide(desk: &Desk, case: Case) -> Result<Verdict, Error> {
    Ok(warranty::decide(&desk.house.rules, &case)?)
}

/// Decides one fault line and lists what would change it.
///
/// # Errors
/// As [`decide`].
pub fn explain(desk: &Desk, case: Case) -> Result<Verdict, Error> {
    Ok(warranty::explain(&desk.house.rules, &case)?)
}
