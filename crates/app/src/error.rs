//! What goes wrong, as every shell passes it on: a stable code, the field at fault, and the facts
//! for support. The words for people are the interface's business.

use std::io::ErrorKind;

use desk_core::input::{InputCode, InputError};
use desk_core::ticket::{Operation, Refusal, Rule};
use desk_store::StoreError;
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
    /// A rule of the counter that stands in the way.
    Rule(Rule),
    /// The database, or what is kept in it.
    Store(StoreCode),
    /// A document that cannot be printed.
    Document(DocumentCode),
    /// A device of this computer that does not do what it should.
    Device(DeviceCode),
}

impl ErrorCode {
    /// The code as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorCode::Input(code) => code.as_str(),
            ErrorCode::Call(CallCode::BrokenJson) => "broken_json",
            ErrorCode::Call(CallCode::NoSuchCommand) => "no_such_command",
            ErrorCode::Call(CallCode::Failed) => "failed",
            ErrorCode::Rule(rule) => rule.as_str(),
            ErrorCode::Store(code) => code.as_str(),
            ErrorCode::Document(DocumentCode::PaperTooSmall) => "paper_too_small",
            ErrorCode::Document(DocumentCode::FontsMissing) => "fonts_missing",
            ErrorCode::Device(DeviceCode::PrinterGone) => "printer_gone",
            ErrorCode::Device(DeviceCode::PrinterPaper) => "printer_paper",
            ErrorCode::Device(DeviceCode::PrinterFailed) => "printer_failed",
            ErrorCode::Device(DeviceCode::NoViewer) => "no_viewer",
        }
    }
}

macro_rules! store_codes {
    ($($(#[$meta:meta])* $code:ident $text:literal,)*) => {
        /// What is wrong with the database, or with what is kept in it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
        pub enum StoreCode { $($(#[$meta])* #[serde(rename = $text)] $code,)* }

        impl StoreCode {
            const ALL: &'static [StoreCode] = &[$(StoreCode::$code),*];

            /// The code as it stands in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(StoreCode::$code => $text),* }
            }
        }
    };
}

store_codes! {
    /// The clock is behind what was written last, and nobody has confirmed it.
    ClockBehind "clock_behind",
    /// After a restore the last numbers on paper have to be told first.
    NumbersAsked "numbers_asked",
    /// The file was written by a newer version; it was left untouched.
    NewerFile "newer_file",
    /// The file is a database of another program; it was left untouched.
    NotOurs "not_ours",
    /// The file is no database; it was left untouched.
    NotADatabase "not_a_database",
    /// The file is damaged.
    Damaged "damaged",
    /// A folder or file cannot be made, read or written.
    Folder "folder",
    /// The file that was to be written is there already.
    Exists "exists",
    /// Somebody cancelled.
    Cancelled "cancelled",
    /// The disk is full.
    DiskFull "disk_full",
    /// Another program holds the database.
    Busy "busy",
    /// The database must not be written to.
    ReadOnly "read_only",
    /// The disk failed.
    Io "io",
    /// There is data already.
    NotEmpty "not_empty",
    /// What was asked for does not exist.
    NotFound "not_found",
    /// The PIN is another, or its owner approves nothing.
    WrongPin "wrong_pin",
    /// A chosen time is for practice and test folders only.
    NotForPractice "practice_only",
}

/// Why a document cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentCode {
    /// The paper has no room for it.
    PaperTooSmall,
    /// The fonts are not where they should be.
    FontsMissing,
}

/// Why a device does not do what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceCode {
    /// The system knows no such printer.
    PrinterGone,
    /// The printer's driver has no such paper.
    PrinterPaper,
    /// The system did not take the job.
    PrinterFailed,
    /// No program opens the file.
    NoViewer,
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
#[ts(optional_fields = nullable)]
pub struct Error {
    /// Why.
    pub code: ErrorCode,
    /// The path of the member at fault, arrays with their index; empty for the whole input.
    pub field: String,
    /// For support and logs, in English.
    pub message: String,
    /// What is allowed instead, where the state of a ticket stands in the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Operation>,
    /// The character at fault, where it is one that cannot be printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<char>,
}

impl Error {
    /// The program itself failed on a call.
    pub fn failed(message: impl ToString) -> Error {
        Error::of(ErrorCode::Call(CallCode::Failed), "", message.to_string())
    }

    /// What was asked for, by a number or an id, does not exist.
    pub fn not_found(field: &str, what: &str) -> Error {
        let code = ErrorCode::Store(StoreCode::NotFound);
        Error::of(code, field, format!("there is no {what}"))
    }

    /// A file of the shell's own that cannot be made, read or written.
    pub fn file(field: &str, error: &std::io::Error, message: impl Into<String>) -> Error {
        let code = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreCode::DiskFull,
            _ if desk_store::is_held(error) => StoreCode::Busy,
            _ => StoreCode::Folder,
        };
        Error::of(ErrorCode::Store(code), field, message)
    }

    /// A device that does not do what it should.
    pub fn device(code: DeviceCode, field: &str, message: impl Into<String>) -> Error {
        Error::of(ErrorCode::Device(code), field, message)
    }

    pub(crate) fn of(code: ErrorCode, field: &str, message: impl Into<String>) -> Error {
        let (field, message) = (field.to_owned(), message.into());
        Error { code, field, message, allowed: Vec::new(), character: None }
    }
}

impl From<InputError> for Error {
    fn from(error: InputError) -> Error {
        let made = Error::of(ErrorCode::Input(error.code), &error.field, error.reason());
        Error { character: error.character, ..made }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Input(error) => error.into(),
            Refusal::Rule { rule, field, state, allowed } => {
                let names: Vec<&str> = allowed.iter().map(|operation| operation.as_str()).collect();
                let message = format!(
                    "{} in state {}; allowed: {}",
                    rule.as_str(),
                    state.as_str(),
                    names.join(" ")
                );
                Error { allowed, ..Error::of(ErrorCode::Rule(rule), &field, message) }
            }
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        let known = StoreCode::ALL.iter().find(|code| code.as_str() == error.code());
        let code = match known {
            Some(code) => ErrorCode::Store(*code),
            None => ErrorCode::Call(CallCode::Failed),
        };
        let field = match code {
            ErrorCode::Store(StoreCode::ClockBehind) => "now",
            ErrorCode::Store(StoreCode::NumbersAsked) => "last",
            _ => "data",
        };
        Error::of(code, field, error.to_string())
    }
}
