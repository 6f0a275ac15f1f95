//! THE list of commands. The window's handlers, the HTTP routes and `commands.ts` are all made from
//! it, so that none of them can name a command that another lacks.
//!
//! A command is a plain function of the desk and one request. Those that only a window can do
//! (printing, dialogs) stand in `window.rs`.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use desk_core::ticket::{Action, InputVisitor, Operation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::{Config, TS, TypeVisitor};

use crate::error::{CallCode, Error, ErrorCode};
use crate::upkeep::{Progress, Watch};
use crate::{Desk, json, window};

macro_rules! commands {
    ($(
        $(#[doc = $doc:literal])+
        $([$long:ident])? $name:ident: $function:path, $request:ty => $response:ty;
    )+) => {
        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// Calls a command by its name. `watch` is told how far one has come that takes long.
        ///
        /// # Errors
        /// `no_such_command`, a request that cannot be read, or the command's own.
        pub fn call_watched(
            desk: &Desk,
            name: &str,
            request: Value,
            watch: Watch,
        ) -> Result<Value, Error> {
            match name {
                $(stringify!($name) => run(request, |request: $request| -> Result<$response, _> {
                    commands!(@call $([$long])? $function, desk, request, watch)
                }),)+
                _ => Err(Error::of(
                    ErrorCode::Call(CallCode::NoSuchCommand),
                    "",
                    format!("there is no command {name}"),
                )),
            }
        }

        /// The list and its types for the interface: the text of `commands.ts`.
        pub fn typescript() -> String {
            let mut types = Types::new();
            types.visit::<Error>();
            types.visit::<Progress>();
            Action::visit_inputs(&mut types);
            $(types.command::<$request, $response>(stringify!($name), concat!($($doc),+).trim());)+
            let everywhere = std::mem::take(&mut types.list);
            window::list(&mut types);
            types.write(&everywhere)
        }
    };
    (@call [long] $function:path, $desk:ident, $request:ident, $watch:ident) => {
        $function($desk, $request, $watch)
    };
    (@call $function:path, $desk:ident, $request:ident, $watch:ident) => {
        $function($desk, $request)
    };
}

/// Calls a command that nobody watches.
///
/// # Errors
/// Those of [`call_watched`].
pub fn call(desk: &Desk, name: &str, request: Value) -> Result<Value, Error> {
    call_watched(desk, name, request, &mut |_| true)
}

commands! {
    /// The newest policy: what to choose from, and the words that explain decisions.
    policy: crate::policy::policy, crate::policy::PolicyQuery => crate::policy::PolicyOverview;
    /// The verdict on one fault line, with what would change it.
    warranty: crate::warranty::explain,
        desk_core::warranty::Case => desk_core::warranty::Verdict;
    /// A bill or a quote by the newest policy.
    fee: crate::fee::bill, desk_core::fee::FeeCase => desk_core::fee::Bill;
    /// The n-th working day after a date.
    working_day: crate::calendar::working_day,
        crate::calendar::WorkingDayAfter => desk_core::calendar::WorkingDay;
    /// An amount in words (人民币大写).
    amount_words: crate::money::amount_words, crate::money::Amount => String;
    /// The service point, and whether it was named yet.
    point: crate::point::point, crate::point::PointQuery => crate::point::PointView;
    /// First start: the service point and its first supervisor. Later: the point alone.
    set_up: crate::point::set_up, crate::point::SetUp => crate::point::PointView;
    /// Changes what stands at this computer: printers, and where backups are copied to.
    save_devices: crate::point::save_devices, crate::point::SaveDevices => crate::point::PointView;
    /// Everybody who works or worked here.
    staff: crate::point::staff, crate::point::PointQuery => Vec<desk_core::party::Staff>;
    /// Adds a member of staff, or changes one.
    save_staff: crate::point::save_staff, crate::point::SaveStaff => desk_core::party::Staff;
    /// The price list in force, and those to come.
    tariff: crate::tariff::tariff, crate::tariff::TariffQuery => crate::tariff::TariffView;
    /// Keeps a version of the price list.
    save_tariff: crate::tariff::save_tariff,
        crate::tariff::SaveTariff => crate::tariff::TariffView;
    /// Takes a ticket in.
    ticket_new: crate::ticket::new, crate::ticket::NewTicket => crate::ticket::TicketView;
    /// What the verdict and the money would be if this were taken in; keeps nothing.
    intake_look: crate::look::intake_look,
        crate::look::IntakeLookQuery => desk_core::ticket::IntakeLook;
    /// One ticket by its number.
    ticket_show: crate::ticket::show, crate::ticket::TicketNumber => crate::ticket::TicketView;
    /// Tickets, the newest first.
    ticket_list: crate::ticket::list, crate::ticket::TicketQuery => Vec<crate::ticket::TicketView>;
    /// A page of a list of tickets.
    tickets: crate::tickets::tickets, crate::tickets::TicketsQuery => crate::tickets::TicketRows;
    /// What is to be done today.
    today: crate::today::today, crate::today::TodayQuery => crate::today::Today;
    /// An operation on a ticket.
    ticket_do: crate::ticket::perform, crate::ticket::Perform => crate::ticket::TicketView;
    /// What happened to a ticket: who, when, what.
    ticket_history: crate::ticket::history,
        crate::ticket::TicketNumber => Vec<crate::ticket::Happened>;
    /// What the one search box finds, the newest first.
    search: crate::search::search, crate::search::Search => Vec<crate::search::Found>;
    /// The customers of a phone number, with appliances, tickets and work still in cover.
    customers_by_phone: crate::customer::by_phone,
        crate::customer::ByPhone => Vec<crate::customer::CustomerView>;
    /// One customer with appliances, tickets and work still in cover.
    customer_show: crate::customer::show,
        crate::customer::CustomerQuery => crate::customer::CustomerView;
    /// Two records are of one person: the one counts as the other from now on.
    merge_customers: crate::customer::merge, crate::customer::Merge => crate::customer::CustomerView;
    /// They were two people after all.
    split_customer: crate::customer::split, crate::customer::Split => crate::customer::CustomerView;
    /// The whole phone numbers of a customer; that they were asked for is written down.
    reveal_phone: crate::tickets::reveal_phone, crate::tickets::RevealPhone => Vec<String>;
    /// Enters earlier work from paper or by others (补录).
    enter_job: crate::customer::enter_job, desk_core::ticket::EnterJob => desk_core::ticket::Job;
    /// A document as it would be printed now.
    document_preview: crate::document::preview,
        crate::document::PreviewDocument => crate::document::DocumentPreview;
    /// Prints a document: the print is kept, then its PDF is made.
    document_print: crate::document::print,
        crate::document::PrintDocument => crate::document::PrintedDocument;
    /// The PDF of an earlier print again, with the same bytes.
    document_again: crate::document::again,
        crate::document::PrintAgain => crate::document::PrintedDocument;
    /// A page to calibrate a printer by.
    test_page: crate::document::test_page,
        crate::document::TestPage => crate::document::MadeTestPage;
    /// Half-written forms, the newest first.
    drafts: crate::draft::drafts, crate::draft::DraftQuery => Vec<crate::draft::DraftView>;
    /// Keeps a half-written form.
    save_draft: crate::draft::save, crate::draft::SaveDraft => crate::draft::DraftView;
    /// Drops a half-written form; false when there was none.
    drop_draft: crate::draft::forget, crate::draft::DropDraft => bool;
    /// Tells the last numbers on paper, which a restore has asked for.
    tell_numbers: crate::point::tell_numbers,
        crate::point::PaperNumbers => crate::point::PointView;
    /// How it is with the database: whether work can go on, and what to restore when it cannot.
    health: crate::upkeep::health, crate::upkeep::HealthQuery => crate::upkeep::Health;
    /// Writes a backup while work goes on. Tells how far it has come.
    [long] backup: crate::upkeep::backup, crate::upkeep::Backup => crate::upkeep::BackupMade;
    /// Puts a backup in the place of the database. Tells how far it has come.
    [long] restore: crate::upkeep::restore, crate::upkeep::Restore => crate::upkeep::Restored;
    /// Checks everything that was kept. Tells how far it has come.
    [long] verify: crate::upkeep::verify, crate::upkeep::Verify => crate::upkeep::Verified;
    /// Indexes everything for the search box again.
    index_again: crate::upkeep::index_again, crate::upkeep::IndexAgain => bool;
}

pub(crate) fn run<Q: DeserializeOwned, A: Serialize>(
    request: Value,
    command: impl FnOnce(Q) -> Result<A, Error>,
) -> Result<Value, Error> {
    let answer = command(json::from_value(request)?)?;
    Ok(serde_json::to_value(answer).expect("answers can always be written"))
}

/// Takes in the commands of a list.
pub(crate) trait List {
    /// One command: its name, what it is for, what it takes and what it gives.
    fn command<Q: TS + 'static, A: TS + 'static>(&mut self, name: &str, doc: &str);
}

/// The declarations of types and of all that they are made of, by name.
struct Types {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
    /// The members of a list of commands.
    list: String,
    /// Each operation with its input's type.
    inputs: String,
}

impl List for Types {
    fn command<Q: TS + 'static, A: TS + 'static>(&mut self, name: &str, doc: &str) {
        self.visit::<Q>();
        self.visit::<A>();
        let (request, response) = (Q::name(&self.config), A::name(&self.config));
        writeln!(
            self.list,
            "  /** {doc} */\n  {name}: {{ request: {request}; response: {response} }};"
        )
        .expect("a string takes any text");
    }
}

impl Types {
    fn new() -> Types {
        Types {
            // Every amount is a whole number of 分 below 2^53, which a number holds exactly.
            config: Config::new().with_large_int("number"),
            seen: HashSet::new(),
            declarations: BTreeMap::new(),
            list: String::new(),
            inputs: String::new(),
        }
    }

    fn write(&self, everywhere: &str) -> String {
        let mut text = String::from(
            "// Made from the command list of desk-app by `cargo xtask generate`. Do not edit.\n",
        );
        for declaration in self.declarations.values() {
            text.push('\n');
            text.push_str(declaration);
        }
        for (doc, name, list) in [
            ("Every command with what it takes and gives.", "Commands", everywhere),
            ("What only the window can do.", "WindowCommands", &self.list),
            ("What each operation on a ticket takes.", "OperationInputs", &self.inputs),
        ] {
            write!(text, "\n/** {doc} */\nexport interface {name} {{\n{list}}}\n")
                .expect("a string takes any text");
        }
        text
    }
}

impl InputVisitor for Types {
    fn visit_input<T: TS + 'static>(&mut self, operation: Operation) {
        self.visit::<T>();
        writeln!(self.inputs, "  {}: {};", operation.as_str(), T::name(&self.config))
            .expect("a string takes any text");
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        // Only types of ours are declared; numbers, lists and the like have no place of their own.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}\n", T::decl(&self.config));
            let name = T::ident(&self.config);
            let other = self.declarations.insert(name.clone(), declaration);
            assert!(other.is_none(), "two types are called {name}: rename one for the interface");
        }
    }
}
