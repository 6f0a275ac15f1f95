//! What goes wrong, as every shell passes it on: a stable code, the field at fault, and the facts
//! for support. The words for people are the interface's business.

use desk_core::input::{InputCode, InputError};
use serde::Serialize;
use ts_rs::TS;

/// A stable code. Never match on the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum ErrorCode {
    /// An input that no decision can be made from.
    Input(InputCode),
    /// A call that could not be read.
    Call(CallCode),
}

/// Why a call could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallCode {
    /// The text is not JSON.
    BrokenJson,
    /// There is no command of this name.
    NoSuchCommand,
    /// The program itself failed on it; that is a defect.
    Failed,
}

/// An error as it stands in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{field}: {message}")]
pub struct Error {
    /// Why.
    pub code: ErrorCode,
    /// The path of the member at fault, arrays with their index; empty for the whole input.
    pub field: String,
    /// For support and logs, in English.
    pub message: String,
}

impl Error {
    /// The program itself failed on a call.
    pub fn failed(message: impl ToString) -> Error {
        let code = ErrorCode::Call(CallCode::Failed);
        Error { code, field: String::new(), message: message.to_string() }
    }
}

impl From<InputError> for Error {
    fn from(error: InputError) -> Error {
        Error {
            message: error.code.as_str().to_owned(),
            code: ErrorCode::Input(error.code),
            field: error.field,
        }
    }
}
