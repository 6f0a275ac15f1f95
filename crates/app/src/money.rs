//! Amounts in words.

use desk_core::input::{InputCode, InputError};
use desk_core::money::Money;
use serde::Deserialize;
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;

/// An amount to be put into words.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Amount {
    /// In 元, as people write it: `1234.56`.
    pub amount: String,
}

/// Puts an amount into words (人民币大写, N16).
///
/// # Errors
/// `amount` when it is no amount, negative, or above 999,999,999,999.99.
pub fn amount_words(_desk: &Desk, Amount { amount }: Amount) -> Result<String, Error> {
    let refuse = |code| InputError::new(code, "amount");
    let amount: Money = amount.parse().map_err(|_| refuse(InputCode::Invalid))?;
    Ok(amount.in_words().map_err(|_| refuse(InputCode::OutOfRange))?)
}
