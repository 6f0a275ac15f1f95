//! Refusals of bad input: a stable code and the path of the member at fault.
//!
//! There is no text for people here: the interface has one table from code to words.

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// Why an input was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InputCode {
    /// A required member is absent or null.
    Missing,
    /// Not a value that this member can have.
    Invalid,
    /// The number is outside what is allowed.
    OutOfRange,
    /// The date lies after the date asked about.
    AfterToday,
    /// Two dates stand in an impossible order.
    DateOrder,
    /// The id stands twice.
    Duplicate,
    /// Another row is named that does not exist.
    NoSuchLine,
    /// The value contradicts another member.
    Contradicts,
    /// The text has more characters than this member can have.
    TooLong,
    /// The text has a control character.
    BadCharacter,
}

impl InputCode {
    /// The code as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            InputCode::Missing => "missing",
            InputCode::Invalid => "invalid",
            InputCode::OutOfRange => "out_of_range",
            InputCode::AfterToday => "after_today",
            InputCode::DateOrder => "date_order",
            InputCode::Duplicate => "duplicate",
            InputCode::NoSuchLine => "no_such_line",
            InputCode::Contradicts => "contradicts",
            InputCode::TooLong => "too_long",
            InputCode::BadCharacter => "bad_character",
        }
    }
}

/// An input that no decision can be made from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", code.as_str())]
pub struct InputError {
    /// Why.
    pub code: InputCode,
    /// The path of the member at fault, arrays with their index: `jobs[1].completed_on`.
    pub field: String,
}

impl InputError {
    /// Refuses the member at `field`.
    pub fn new(code: InputCode, field: impl Into<String>) -> Self {
        InputError { code, field: field.into() }
    }
}

/// Reads a member whose null means the same as its absence.
pub(crate) fn null_is_absent<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a text whose emptiness means the same as its absence.
pub(crate) fn empty_is_absent<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()))
}
