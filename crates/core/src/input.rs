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
    /// The text has a character that the documents' fonts do not have.
    Unprintable,
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
            InputCode::Unprintable => "unprintable",
        }
    }
}

/// An input that no decision can be made from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", self.reason())]
pub struct InputError {
    /// Why.
    pub code: InputCode,
    /// The path of the member at fault, arrays with their index: `jobs[1].completed_on`.
    pub field: String,
    /// The character at fault of an `unprintable` text.
    pub character: Option<char>,
}

impl InputError {
    /// Refuses the member at `field`.
    pub fn new(code: InputCode, field: impl Into<String>) -> Self {
        InputError { code, field: field.into(), character: None }
    }

    /// Refuses the text at `field` for a character that cannot be printed.
    pub fn unprintable(field: impl Into<String>, character: char) -> Self {
        let code = InputCode::Unprintable;
        InputError { code, field: field.into(), character: Some(character) }
    }

    /// The same error, told of another member.
    pub fn at(self, field: impl Into<String>) -> Self {
        InputError { field: field.into(), ..self }
    }

    /// Why, without the field: `too_long`, `unprintable: "😀" U+1F600`.
    pub fn reason(&self) -> String {
        let code = self.code.as_str();
        match self.character {
            Some(c) => format!("{code}: \"{c}\" U+{:04X}", u32::from(c)),
            None => code.to_owned(),
        }
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
