//! Bills and quotes.

use desk_core::fee::{self, Bill, FeeCase};

use crate::Desk;
use crate::error::Error;

/// Calculates a bill by the newest policy.
///
/// # Errors
/// Names the member that no bill can be made from.
pub fn bill(desk: &Desk, case: FeeCase) -> Result<Bill, Error> {
    Ok(fee::bill(desk.house.rules.policy.newest(), &case)?)
}
