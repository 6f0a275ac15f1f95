//! What only a window can do: printers, dialogs, the system's viewer. THE list of these commands, and
//! what they take and give; they are carried out in the shell of the window, which implements
//! [`WindowCommands`], so that it cannot leave one out.

use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::commands::run;
use crate::error::{CallCode, Error, ErrorCode};
use crate::health::HealthCheck;
use crate::paper::{Offset, Paper};

macro_rules! window_commands {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident: $request:ty => $response:ty;
    )+) => {
        /// The names of these commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// A window that can do them.
        pub trait WindowCommands {
            $(
                $(#[doc = $doc])+
                ///
                /// # Errors
                /// Those of what it has to do with.
                fn $name(&self, request: $request) -> Result<$response, Error>;
            )+
        }

        /// Calls one by its name.
        ///
        /// # Errors
        /// `no_such_command`, a request that cannot be read, or the command's own.
        pub fn call(window: &impl WindowCommands, name: &str, request: Value) -> Result<Value, Error> {
            match name {
                $(stringify!($name) => run(request, |request| window.$name(request)),)+
                _ => Err(Error::of(
                    ErrorCode::Call(CallCode::NoSuchCommand),
                    "",
                    format!("there is no command {name}"),
                )),
            }
        }

        /// Passes the name, what it is for, what it takes and what it gives to `list`, each in turn.
        pub(crate) fn list(list: &mut impl crate::commands::List) {
            $(list.command::<$request, $response>(stringify!($name), concat!($($doc),+).trim());)+
        }
    };
}

window_commands! {
    /// The printers that the system knows.
    printers: NoDetails => Vec<Printer>;
    /// Whether the printers that are set are there.
    check_printers: NoDetails => HealthCheck;
    /// Sends a kept print straight to a printer, at its true size.
    print_pdf: PrintPdf => bool;
    /// Sends a page to calibrate a printer by straight to it, as `test_page` makes it.
    print_test_page: PrintTestPage => bool;
    /// Keeps the PDF of a kept print as `keep_pdf` does, and opens it in the system's viewer.
    open_pdf: KeptPrint => PathBuf;
    /// Asks where, and saves the PDF of a kept print there; null when it was cancelled.
    save_pdf: KeptPrint => Option<PathBuf>;
    /// Saves the PDF of a kept print without asking: 文档/服务台/the day/, never over another file.
    keep_pdf: KeptPrint => PathBuf;
    /// Asks where, and saves a text there, such as a table; null when it was cancelled.
    save_text: SaveText => Option<PathBuf>;
    /// Asks for a folder; null when it was cancelled.
    choose_folder: NoDetails => Option<PathBuf>;
    /// Asks for a backup that is there; null when it was cancelled.
    choose_file: NoDetails => Option<PathBuf>;
    /// The facts that support asks for.
    about: NoDetails => About;
    /// Writes down that a page failed, without what somebody has typed.
    log_trouble: PageTrouble => bool;
    /// Stops a command that tells how far it has come; false when it is over already.
    cancel: Cancel => bool;
}

/// Asks for something that needs no details.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct NoDetails {}

/// A printer of the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Printer {
    /// As the system calls it.
    pub name: String,
    /// Prints when no printer is named.
    pub is_default: bool,
}

/// Names a print that was kept.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeptPrint {
    /// The document's number.
    pub document: String,
    /// Which of its prints, from 1.
    pub print: u32,
}

/// Sends a print to a printer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintPdf {
    /// The document's number.
    pub document: String,
    /// Which of its prints, from 1.
    pub print: u32,
    /// The printer, as the system calls it.
    pub printer: String,
    /// How many of each page, from 1.
    pub copies: u32,
}

/// Sends a page to calibrate a printer by to it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintTestPage {
    /// What it is printed on.
    pub paper: Paper,
    /// By how much it is moved: as typed, before it is kept.
    pub offset: Offset,
    /// The printer, as the system calls it.
    pub printer: String,
}

/// Saves a text.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveText {
    /// The name that the dialog offers, with its ending.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What this program is, and where it keeps what.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct About {
    /// The version of the program.
    pub version: String,
    /// The data folder.
    #[ts(type = "string")]
    pub folder: PathBuf,
    /// Where it writes down what it does.
    #[ts(type = "string")]
    pub logs: PathBuf,
    /// The version of the web view, where the system tells it.
    pub web_view: Option<String>,
}

/// A page failed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PageTrouble {
    /// The kind of error, such as `TypeError`: a name and no message, which could quote somebody.
    pub kind: String,
    /// Where, such as `index-abc.js:1:234`.
    pub place: String,
}

/// Stops a command.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    /// The id of the channel that it tells its progress through.
    pub channel: u32,
}
