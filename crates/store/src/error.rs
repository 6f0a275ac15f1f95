//! What can go wrong with the database, each with a stable code and its facts.
//!
//! There is deliberately no text for people here: the shells have it, by code.

use std::path::{Path, PathBuf};

use desk_core::calendar::Moment;
use rusqlite::ErrorCode;
use rusqlite::types::FromSqlError;

use crate::files::is_held;

/// A refusal or failure of the store. Match on the variant or on [`StoreError::code`], never on
/// the text.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The clock is behind the last audit row, and nobody has confirmed it: no number is given out.
    #[error("the clock says {now}, but something was written at {last}")]
    ClockBehind {
        /// What the clock says.
        now: Moment,
        /// When the last audit row was written.
        last: Moment,
    },
    /// After a restore the last numbers on paper are not known: somebody has to tell them.
    #[error("the last paper numbers are not known: {}", series.join(", "))]
    NumbersAsked {
        /// All series that are asked about.
        series: Vec<String>,
    },
    /// The file was written by a newer version of the program; it was left untouched.
    #[error(
        "{} has schema {found}, this program knows {known}; it was left untouched: install the newest program",
        path.display()
    )]
    NewerFile {
        /// The schema version of the file.
        found: i32,
        /// The newest schema version that this program knows.
        known: i32,
        /// The file.
        path: PathBuf,
    },
    /// The file is a database of another program; it was left untouched.
    #[error("{} is a database of another program; it was left untouched", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The file is no database at all; it was left untouched.
    #[error("{} is not a database; it was left untouched", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What was seen.
        detail: String,
    },
    /// A folder or file cannot be made, read or written.
    #[error("{}: {source}; nothing was changed, what was saved before is whole", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another program has the file open and lets nobody else have it, as on Windows it can.
    #[error(
        "{} is open in another program; nothing was changed: close it there and try again",
        path.display()
    )]
    Held {
        /// The file.
        path: PathBuf,
    },
    /// The file that was to be written is there already.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Somebody cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The disk is full.
    #[error("the disk is full; nothing of this step was saved, what was saved before is whole")]
    Full,
    /// Another program holds the database for too long, or has it open.
    #[error(
        "another program uses the database; nothing of this step was saved: close that program, or do it there"
    )]
    Busy,
    /// The database or its folder must not be written to.
    #[error(
        "the database cannot be written to: {0}; nothing of this step was saved, what was saved before is whole"
    )]
    ReadOnly(String),
    /// The disk failed. When that was its last sync, a step can come back whole with the next start.
    #[error(
        "the disk failed: {0}; this step was not saved, what was saved before is whole; look it up before doing it again"
    )]
    Io(String),
    /// There is data already where none may be.
    #[error("there is data already")]
    NotEmpty,
    /// What was asked for does not exist.
    #[error("{what} does not exist")]
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// A defect of the program.
    #[error("{0}")]
    Failed(String),
    /// Anything else that SQLite says: a defect of the program.
    #[error("{0}")]
    Sql(rusqlite::Error),
}

impl StoreError {
    /// The stable code, in snake_case.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::ClockBehind { .. } => "clock_behind",
            StoreError::NumbersAsked { .. } => "numbers_asked",
            StoreError::NewerFile { .. } => "newer_file",
            StoreError::NotOurs { .. } => "not_ours",
            StoreError::NotADatabase { .. } => "not_a_database",
            StoreError::Damaged { .. } => "damaged",
            StoreError::Folder { .. } => "folder",
            StoreError::Exists { .. } => "exists",
            StoreError::Cancelled => "cancelled",
            StoreError::Full => "disk_full",
            StoreError::Busy | StoreError::Held { .. } => "busy",
            StoreError::ReadOnly(_) => "read_only",
            StoreError::Io(_) => "io",
            StoreError::NotEmpty => "not_empty",
            StoreError::NotFound { .. } => "not_found",
            StoreError::Failed(_) | StoreError::Sql(_) => "failed",
        }
    }

    /// What seemed to be damage, and is none: SQLite says the same of what the disk did not give.
    pub fn failed_once() -> StoreError {
        StoreError::Io("it gave something else than what is on it".into())
    }

    /// Of a statement that is right for every whole file of ours: the file is at fault.
    pub(crate) fn of_the_file(self) -> StoreError {
        match self {
            // Without the statement, which says nothing to anybody who has the file.
            StoreError::Sql(rusqlite::Error::SqlInputError { msg, .. }) => {
                StoreError::Damaged { detail: msg }
            }
            StoreError::Sql(error) => StoreError::Damaged { detail: error.to_string() },
            error => error,
        }
    }

    /// What is wrong, for who says himself that it is damage.
    pub(crate) fn detail(&self) -> String {
        match self {
            StoreError::Damaged { detail } => detail.clone(),
            error => error.to_string(),
        }
    }

    /// Whether what was read is not what a database says.
    pub(crate) fn is_damage(&self) -> bool {
        use StoreError::{Damaged, NotADatabase, NotOurs};
        matches!(self, Damaged { .. } | NotADatabase { .. } | NotOurs { .. })
    }

    /// A file operation on `path` that failed.
    pub(crate) fn file(path: &Path, source: std::io::Error) -> StoreError {
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ if is_held(&source) => StoreError::Held { path: path.to_owned() },
            _ => StoreError::Folder { path: path.to_owned(), source },
        }
    }

    /// What SQLite said about `path` while it was being opened: there it is known which file is no
    /// database, and that a file that cannot be opened is a matter of its folder.
    pub(crate) fn opening(path: &Path, error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase { path: path.to_owned() },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                // SQLite does not say why it cannot open a file.
                if let Err(source) = std::fs::File::open(path)
                    && is_held(&source)
                {
                    return StoreError::file(path, source);
                }
                let source = std::io::Error::new(std::io::ErrorKind::PermissionDenied, error);
                StoreError::Folder { path: path.to_owned(), source }
            }
            // What is asked of every file works on every whole one.
            _ => StoreError::from(error).of_the_file(),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Damaged { detail: error.to_string() }
            }
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly(error.to_string()),
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                StoreError::Io(error.to_string())
            }
            _ => StoreError::Sql(error),
        }
    }
}

impl From<FromSqlError> for StoreError {
    fn from(error: FromSqlError) -> StoreError {
        StoreError::Damaged { detail: error.to_string() }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> StoreError {
        StoreError::Failed(format!("a JSON column: {error}"))
    }
}
