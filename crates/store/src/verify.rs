//! Checking everything that was kept: the file, the schema, the chain, the numbers, every record
//! against what the audit says of it, and the money.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use desk_core::appliance::Appliance;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::ticket::{Kind, Print, Series, Ticket};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::appliance::appliance_digest;
use crate::audit::check_chain;
use crate::damage::is_readable;
use crate::db::{Read, check_file, migrate, read_file};
use crate::error::StoreError;
use crate::number::{check_numbers, check_told};
use crate::point::{self, point_digest};
use crate::row::{Loader, content_digest, digest, hex, id, moment, text};
use crate::seal::{self, Seal};
use crate::staff::staff_digest;
use crate::tariff::{self, tariffs_digest};
use crate::ticket::ticket_digest;

/// How many problems a report lists.
const PROBLEMS_LISTED: usize = 1000;

/// A connection that only looks keeps few statements by itself.
const STATEMENTS_KEPT: usize = 256;

const LAST: &str = "SELECT p.payload FROM audit a LEFT JOIN audit_payload p ON p.seq = a.seq \
     WHERE a.subject = ?1 AND a.kind = ?2 ORDER BY a.seq DESC";

const STAFF: &str = "SELECT id, name, badge, role, active, body, pin FROM staff";

const EDITION: &str =
    "SELECT ticket, made_at, content FROM edition WHERE document = ?1 AND edition = ?2";

const NOT_PRINTED: &str = "SELECT document, edition FROM edition WHERE NOT EXISTS \
     (SELECT 1 FROM print WHERE print.document = edition.document \
      AND print.edition = edition.edition)";

const DOCUMENTS: &str = "SELECT count(*) FROM document WHERE series = ?1";

const SCHEMA: &str = "SELECT type, name, tbl_name, sql FROM sqlite_schema";

/// How a problem begins that indexing again cures.
pub(crate) const SEARCH: &str = "search: ";

/// What was checked, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// Tickets.
    pub tickets: u64,
    /// Customers, merged ones too.
    pub customers: u64,
    /// Appliances.
    pub appliances: u64,
    /// Receipts, voided ones too.
    pub receipts: u64,
    /// Warranty slips, voided ones too.
    pub slips: u64,
    /// Audit rows.
    pub audit_rows: u64,
    /// The hash of the last audit row, in hexadecimal; zeros when there is none.
    pub head: String,
    /// What is wrong, a line each; empty when nothing is.
    pub problems: Vec<String>,
}

impl VerifyReport {
    /// Nothing could be checked, because of this.
    pub fn of_nothing(problem: String) -> VerifyReport {
        VerifyReport { problems: vec![problem], ..VerifyReport::begun() }
    }

    fn begun() -> VerifyReport {
        VerifyReport {
            tickets: 0,
            customers: 0,
            appliances: 0,
            receipts: 0,
            slips: 0,
            audit_rows: 0,
            head: hex(&[0; 32]),
            problems: Vec::new(),
        }
    }

    /// Nothing is wrong but what the search box finds, which can be made again: money, numbers,
    /// slips, people and the audit are as they were kept.
    pub fn is_sound(&self) -> bool {
        self.problems_but(&[]).is_empty()
    }

    /// What is wrong and not known yet, but with the search.
    pub(crate) fn problems_but(&self, known: &[String]) -> Vec<String> {
        let counts = |problem: &&String| !problem.starts_with(SEARCH) && !known.contains(problem);
        self.problems.iter().filter(counts).cloned().collect()
    }
}

/// Checks a database file that is not the store's own, such as a backup, without changing it. What
/// cannot be read at all is in the report too. `progress` is as for [`Read::verify_watched`].
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such file; [`StoreError::NewerFile`]; those of [`Read::verify_watched`].
pub fn verify_file(
    path: &Path,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<VerifyReport, StoreError> {
    let seal = match fs::metadata(path) {
        Ok(_) => seal::check(path)?,
        Err(_) => Seal::None,
    };
    // No statement of ours is at fault: they all run on a sound file.
    let report = read_file(path, |read| read.verify_watched(progress));
    let mut report = match report.map_err(StoreError::of_the_file) {
        Err(error) if error.is_damage() => VerifyReport::of_nothing(error.detail()),
        // What a changed head says is not what was written.
        Err(error @ StoreError::NewerFile { .. }) if seal == Seal::Broken => {
            VerifyReport::of_nothing(error.to_string())
        }
        report => report?,
    };
    if seal == Seal::Broken {
        report.problems.insert(0, seal::BROKEN.into());
    }
    Ok(report)
}

impl Read<'_> {
    /// Checks everything that was kept. Slow: it reads everything.
    ///
    /// # Errors
    /// Those of [`Read::verify_watched`]. What is wrong is in the report.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        self.verify_watched(&mut |_, _| true)
    }

    /// As [`Read::verify`]. `progress` is told the tickets checked and in all, and cancels by
    /// returning false.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`]; [`StoreError::Io`] and the like when the disk fails: what it did
    /// not give is not known to be wrong; those of SQLite when nothing can be read at all.
    pub fn verify_watched(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<VerifyReport, StoreError> {
        let report = self.look_through(progress)?;
        if report.problems.is_empty() {
            return Ok(report);
        }
        // A disk that fails looks like damage, but not twice, or not to SQLite alone.
        let again = self.look_through(progress)?;
        let path = self.connection().path().unwrap_or_default();
        if again.problems.is_empty() || !is_readable(Path::new(path)) {
            return Err(StoreError::failed_once());
        }
        Ok(again)
    }

    fn look_through(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<VerifyReport, StoreError> {
        self.connection().set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        let loader = Loader { connection: self.connection(), strict: true };
        let report = VerifyReport::begun();
        let mut check = Check { loader, report, epoch: 0, progress, failed: None };
        check.file(self);
        check.schema();
        check.point();
        check.all_staff();
        check.tariffs();
        check.all_customers();
        check.all_appliances();
        check.all_tickets();
        check.editions();
        check.found();
        check.report.receipts = check.count("document", DOCUMENTS, [Series::Receipt.as_str()]);
        check.report.slips = check.count("document", DOCUMENTS, [Series::Slip.as_str()]);
        check.failed.map_or(Ok(check.report), Err)
    }
}

/// A payload of an audit row, as far as it is looked at.
#[derive(Deserialize)]
struct Payload {
    record: Option<String>,
}

/// What the audit says of a record.
enum Attested {
    /// Its digest.
    Record(String),
    /// It was erased, and not written again.
    Erased,
    /// Nothing.
    Nothing,
}

/// A check on its way.
struct Check<'c, 'p> {
    loader: Loader<'c>,
    report: VerifyReport,
    /// That of the last audit row.
    epoch: i64,
    progress: &'p mut dyn FnMut(u64, u64) -> bool,
    /// Why it cannot go on: nothing is known of what it has not seen.
    failed: Option<StoreError>,
}

impl Check<'_, '_> {
    fn problem(&mut self, problem: impl Into<String>) {
        if self.report.problems.len() < PROBLEMS_LISTED {
            self.report.problems.push(problem.into());
        }
    }

    /// A problem with something instead of an error.
    fn told<T>(&mut self, what: &str, outcome: Result<T, StoreError>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(error @ (StoreError::Io(_) | StoreError::Busy | StoreError::Full)) => {
                self.failed.get_or_insert(error);
                None
            }
            Err(error) => {
                self.problem(format!("{what}: {error}"));
                None
            }
        }
    }

    fn file(&mut self, read: &Read) {
        for (what, outcome) in [
            ("file", check_file(read)),
            ("numbers", check_numbers(read)),
            ("numbers", check_told(read)),
        ] {
            for problem in self.told(what, outcome).unwrap_or_default() {
                self.problem(problem);
            }
        }
        if let Some(chain) = self.told("audit", check_chain(read)) {
            self.report.audit_rows = chain.rows;
            self.report.head = hex(&chain.head);
            self.epoch = chain.epoch;
            chain.problems.into_iter().for_each(|problem| self.problem(problem));
        }
    }

    /// A constraint or an index that reads otherwise lets something else in and finds something
    /// else, though every row is as it was.
    fn schema(&mut self) {
        let differing = of_schema(self.loader.connection).and_then(|found| {
            let mut made = Connection::open_in_memory()?;
            migrate(&mut made, Path::new(":memory:"))?;
            let differing = of_schema(&made)?.symmetric_difference(&found).cloned().collect();
            Ok::<Vec<_>, StoreError>(differing)
        });
        for (kind, name, ..) in self.told("schema", differing).unwrap_or_default() {
            self.problem(format!("schema: {kind} {name} is not as this program makes it"));
        }
    }

    /// Compares a record that could be read with what the audit says of it.
    fn record(
        &mut self,
        kind: &str,
        name: &str,
        subject: &[u8; 16],
        digest: Result<String, StoreError>,
    ) {
        let Some(digest) = self.told(name, digest) else { return };
        let attested = self.attested(kind, subject);
        match self.told(name, attested) {
            Some(Attested::Record(record)) if record != digest => {
                self.problem(format!("{name}: it is not as the audit says"));
            }
            Some(Attested::Erased) => {
                self.problem(format!("{name}: what the audit said was erased and not said again"));
            }
            Some(Attested::Nothing) => self.problem(format!("{name}: the audit does not say it")),
            Some(Attested::Record(_)) | None => {}
        }
    }

    /// The last that the audit says of a record.
    fn attested(&self, kind: &str, subject: &[u8; 16]) -> Result<Attested, StoreError> {
        let mut statement = self.loader.connection.prepare_cached(LAST)?;
        let mut rows = statement.query((subject, kind))?;
        while let Some(row) = rows.next()? {
            let Some(payload) = row.get_ref(0)?.as_str_or_null()? else {
                return Ok(Attested::Erased);
            };
            // Rows of another form tell something about the record, not the record.
            if let Ok(Payload { record: Some(record) }) = serde_json::from_str(payload) {
                return Ok(Attested::Record(record));
            }
        }
        Ok(Attested::Nothing)
    }

    /// Looks at every row of a query, as far as they can be read.
    fn each(&mut self, what: &str, sql: &str, mut look: impl FnMut(&mut Self, &Row)) {
        let connection = self.loader.connection;
        let outcome = connection.prepare(sql).and_then(|mut statement| {
            let mut rows = statement.query([])?;
            while let (None, Some(row)) = (&self.failed, rows.next()?) {
                look(self, row);
            }
            Ok(())
        });
        self.told(what, outcome.map_err(StoreError::from));
    }

    fn count(&mut self, what: &str, sql: &str, params: impl rusqlite::Params) -> u64 {
        let connection = self.loader.connection;
        let counted = connection.query_row(sql, params, |row| row.get::<_, i64>(0));
        let counted = self.told(what, counted.map_err(StoreError::from)).unwrap_or_default();
        u64::try_from(counted).unwrap_or_default()
    }

    /// Audit rows about records that do not exist.
    fn orphans(&mut self, kind: &str) {
        let sql = format!(
            "SELECT DISTINCT hex(subject) FROM audit WHERE kind = '{kind}' \
             AND NOT EXISTS (SELECT 1 FROM {kind} WHERE id = audit.subject)"
        );
        self.each("audit", &sql, |check, row| {
            let id: String = row.get(0).unwrap_or_default();
            check.problem(format!("{kind} {id}: the audit says it, but it is gone"));
        });
    }

    fn point(&mut self) {
        let point = self.loader.point();
        match self.told("point", point) {
            Some(Some(row)) => {
                let digest = point_digest(&row.point, row.practice);
                self.record("point", "point", &point::SUBJECT, digest);
                if row.epoch != self.epoch {
                    self.problem("point: its epoch is not that of the last audit row");
                }
            }
            Some(None) => {
                let attested = self.attested("point", &point::SUBJECT);
                if let Some(Attested::Record(_)) = self.told("point", attested) {
                    self.problem("point: the audit says it, but it is gone");
                }
            }
            None => {}
        }
    }

    fn all_staff(&mut self) {
        self.each("staff", STAFF, |check, row| {
            let name = named("staff", row, 0);
            let loader = check.loader;
            let of = |row: &Row| {
                let pin: Option<String> = row.get(6)?;
                let staff = loader.staff_row(row)?;
                Ok((*staff.id.bytes(), staff_digest(&staff, pin.as_deref())?))
            };
            if let Some((subject, digest)) = check.told(&name, of(row)) {
                check.record("staff", &name, &subject, Ok(digest));
            }
        });
        self.orphans("staff");
    }

    fn tariffs(&mut self) {
        let tariffs = self.loader.tariffs();
        let Some(tariffs) = self.told("tariff", tariffs) else { return };
        if !tariffs.is_empty() {
            let digest = tariffs_digest(&tariffs);
            return self.record("tariff", "tariff", &tariff::SUBJECT, digest);
        }
        let attested = self.attested("tariff", &tariff::SUBJECT);
        if let Some(Attested::Record(_)) = self.told("tariff", attested) {
            self.problem("tariff: the audit says some, but they are gone");
        }
    }

    fn all_customers(&mut self) {
        self.each("customer", "SELECT id FROM customer", |check, row| {
            check.report.customers += 1;
            let name = named("customer", row, 0);
            let Some(id) = check.told(&name, id(row, 0, CustomerId::from_bytes)) else { return };
            let customer = check.loader.customer(id);
            if let Some(Some(customer)) = check.told(&name, customer) {
                check.record("customer", &name, id.bytes(), digest(&customer));
            }
        });
        self.orphans("customer");
    }

    fn all_appliances(&mut self) {
        self.each("appliance", "SELECT id FROM appliance", |check, row| {
            check.report.appliances += 1;
            let name = named("appliance", row, 0);
            let Some(id) = check.told(&name, id(row, 0, ApplianceId::from_bytes)) else { return };
            let appliance = check.loader.appliance(id);
            if let Some(Some(appliance)) = check.told(&name, appliance) {
                let digest = check.of_appliance(&appliance);
                check.record("appliance", &name, id.bytes(), digest);
            }
        });
        self.orphans("appliance");
    }

    fn of_appliance(&self, appliance: &Appliance) -> Result<String, StoreError> {
        appliance_digest(appliance, self.loader.entered_jobs(appliance.id)?.iter())
    }

    fn all_tickets(&mut self) {
        let all = self.count("ticket", "SELECT count(*) FROM ticket", []);
        self.each("ticket", "SELECT id, number FROM ticket ORDER BY seq", |check, row| {
            check.report.tickets += 1;
            if !(check.progress)(check.report.tickets, all) {
                check.failed.get_or_insert(StoreError::Cancelled);
            }
            let number: Option<String> = row.get(1).ok();
            let name = match number {
                Some(number) => format!("ticket {number}"),
                None => named("ticket", row, 0),
            };
            let Some(id) = check.told(&name, id(row, 0, TicketId::from_bytes)) else { return };
            let ticket = check.loader.ticket(id);
            if let Some(Some(ticket)) = check.told(&name, ticket) {
                let digest = check.of_ticket(&ticket);
                check.record("ticket", &name, id.bytes(), digest);
                check.documents(&name, &ticket);
                check.prints(&name, &ticket);
            }
        });
        self.orphans("ticket");
    }

    fn of_ticket(&self, ticket: &Ticket) -> Result<String, StoreError> {
        ticket_digest(ticket, self.loader.jobs_of_ticket(ticket.id)?.iter())
    }

    /// Every payment has its receipt and every receipt its payment; finished work has its slip.
    fn documents(&mut self, name: &str, ticket: &Ticket) {
        let of = |series| ticket.documents.iter().filter(move |it| it.series == series);
        for receipt in of(Series::Receipt) {
            let payments = ticket.payments.iter().filter(|it| it.receipt == receipt.number);
            if payments.count() != 1 {
                self.problem(format!("{name}: receipt {} has no payment", receipt.number));
            }
        }
        for payment in &ticket.payments {
            if !of(Series::Receipt).any(|receipt| receipt.number == payment.receipt) {
                self.problem(format!("{name}: payment {} has no receipt", payment.receipt));
            }
        }
        let is_completed = ticket.course.completion.is_some();
        let takes_slip = is_completed && matches!(ticket.kind, Kind::Repair | Kind::Installation);
        let valid = of(Series::Slip).filter(|slip| slip.voided.is_none()).count();
        if takes_slip && valid != 1 {
            self.problem(format!("{name}: it is completed and has {valid} valid slips"));
        }
        if !is_completed && of(Series::Slip).next().is_some() {
            self.problem(format!("{name}: it has a slip and is not completed"));
        }
    }

    /// Every print is of a document of this ticket, and what it said is kept as it was.
    fn prints(&mut self, name: &str, ticket: &Ticket) {
        for (index, print) in ticket.prints.iter().enumerate() {
            let Print { document, edition, .. } = print;
            let is_own = *document == ticket.number
                || ticket.documents.iter().any(|own| own.number == *document);
            if !is_own {
                self.problem(format!("{name}: it has a print of {document}, which is not its own"));
            }
            let same = |other: &Print| other.document == *document && other.edition == *edition;
            let is_first = !ticket.prints[..index].iter().any(same);
            let kept = self.loader.one(EDITION, (document, edition), |row| {
                let of_this = id(row, 0, TicketId::from_bytes)? == ticket.id;
                let then = !is_first || moment(row, 1)? == print.at;
                Ok(of_this && then && content_digest(text(row, 2)?) == print.digest)
            });
            let what = format!("{name}: edition {edition} of {document}");
            match self.told(&what, kept) {
                Some(Some(false)) => self.problem(format!("{what} is not as the print says")),
                Some(None) => self.problem(format!("{what} was printed and is gone")),
                Some(Some(true)) | None => {}
            }
        }
    }

    /// What was kept as printed was printed.
    fn editions(&mut self) {
        self.each("edition", NOT_PRINTED, |check, row| {
            let document: String = row.get(0).unwrap_or_default();
            let edition: u32 = row.get(1).unwrap_or_default();
            check.problem(format!("edition {edition} of {document}: no print names it"));
        });
    }

    /// Everything is found by the search box, and nothing else is.
    fn found(&mut self) {
        for (kind, merged) in
            [("ticket", "1"), ("customer", "merged_into IS NULL"), ("appliance", "1")]
        {
            let missing = self.count(
                "search",
                &format!(
                    "SELECT count(*) FROM {kind} AS kept WHERE ({merged}) <> EXISTS \
                     (SELECT 1 FROM found WHERE found.id = kept.id AND found.kind = '{kind}')"
                ),
                [],
            );
            let lost = self.count(
                "search",
                &format!(
                    "SELECT count(*) FROM found WHERE kind = '{kind}' \
                     AND NOT EXISTS (SELECT 1 FROM {kind} WHERE id = found.id)"
                ),
                [],
            );
            if missing + lost > 0 {
                self.problem(format!("search: {} rows of {kind} are not right", missing + lost));
            }
        }
        let words = self.count("search", WITHOUT_WORDS, []);
        if words > 0 {
            self.problem(format!("search: {words} things have no words"));
        }
    }
}

const WITHOUT_WORDS: &str =
    "SELECT count(*) FROM found WHERE rowid NOT IN (SELECT id FROM search_docsize)";

/// Every object of a schema: type, name, table, statement.
type Schema = BTreeSet<(String, String, String, Option<String>)>;

fn of_schema(connection: &Connection) -> Result<Schema, StoreError> {
    let mut statement = connection.prepare(SCHEMA)?;
    let objects =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(objects.collect::<Result<_, _>>()?)
}

/// A record's name in a problem.
fn named(kind: &str, row: &Row, column: usize) -> String {
    let id: Option<[u8; 16]> = row.get(column).ok();
    let id = id.map(|id| CustomerId::from_bytes(id).to_string());
    format!("{kind} {}", id.as_deref().unwrap_or("with an impossible id"))
}
