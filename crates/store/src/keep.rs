//! Keeping what an operation has changed: rows, audit rows with digests, and what the search box
//! finds.
//!
//! The audit row of a record holds the SHA-256 of its JSON, with the jobs that came from it: so
//! `verify` finds a record that was changed behind the audit's back.

use desk_core::appliance::Appliance;
use desk_core::id::ApplianceId;
use desk_core::party::Customer;
use desk_core::policy::Pack;
use desk_core::ticket::{Dossier, Job};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::appliance::appliance_digest;
use crate::entries::ticket_differs;
use crate::error::StoreError;
use crate::row::digest;
use crate::ticket::ticket_digest;
use crate::write::Write;
use crate::{appliance, customer, job, ticket};

/// The payload of a record's audit row.
#[derive(Serialize)]
struct Attested<'a> {
    facts: &'a Value,
    record: String,
}

impl Write<'_> {
    /// Writes the audit row of a record as it now stands.
    pub(crate) fn attest(
        &mut self,
        kind: &str,
        subject: &[u8; 16],
        facts: Value,
        record: String,
    ) -> Result<(), StoreError> {
        self.audit(kind, subject, &Attested { facts: &facts, record })
    }

    /// Keeps whatever of a ticket with its customer, appliances and jobs is new or not as before,
    /// each with an audit row, and has it found. Without `before` the ticket is new; its customer
    /// and appliances can be known. `facts` stand in the ticket's audit row, or when the ticket has
    /// not changed in the first that is written. When nothing has changed, the ticket gets an audit
    /// row all the same.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when something was taken away or changed that never changes: then the
    /// transaction must not go on. Those of SQLite.
    pub fn keep(
        &mut self,
        before: Option<&Dossier>,
        after: &Dossier,
        facts: Value,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let records = self.changes(before, after)?;
        self.put(before, after, &records)?;
        self.attest_changes(after, &records, facts)?;
        self.index_changes(before, after, &records, pack)
    }

    fn changes<'a>(
        &self,
        before: Option<&'a Dossier>,
        after: &'a Dossier,
    ) -> Result<Changes<'a>, StoreError> {
        let known = before.map(|before| &before.customer);
        let customer = match known.filter(|known| known.id == after.customer.id) {
            Some(known) => Before::Given(known),
            None => Before::read(self.customer(after.customer.id)?),
        };
        let known = before.map_or(&[][..], |before| &before.appliances);
        let mut appliances: Vec<Changed<'a, Appliance>> = Vec::new();
        for appliance in &after.appliances {
            if appliances.iter().any(|other| other.after.id == appliance.id) {
                continue;
            }
            let before = match known.iter().find(|known| known.id == appliance.id) {
                Some(known) => Before::Given(known),
                None => Before::read(self.appliance(appliance.id)?),
            };
            appliances.push(Changed { before, after: appliance });
        }
        let jobs = self.new_jobs(before, after)?;
        let own_jobs = jobs.iter().any(|job| job.ticket.is_some());
        let ticket = own_jobs || before.is_none_or(|before| before.ticket != after.ticket);
        let customer = Changed { before: customer, after: &after.customer };
        Ok(Changes { customer, appliances, jobs, ticket })
    }

    /// Work of this ticket, and work entered from paper, that is not in the store.
    fn new_jobs<'a>(
        &self,
        before: Option<&Dossier>,
        after: &'a Dossier,
    ) -> Result<Vec<&'a Job>, StoreError> {
        let known = before.map_or(&[][..], |before| &before.jobs);
        let mut new = Vec::new();
        for job in &after.jobs {
            match known.iter().find(|known| known.id == job.id) {
                Some(known) if known == job => {}
                Some(_) => return Err(StoreError::Failed(format!("job {} was changed", job.id))),
                None if job.ticket == Some(after.ticket.id) => new.push(job),
                None if job.ticket.is_none() && !job::exists(self.connection(), &job.id)? => {
                    new.push(job);
                }
                None => {}
            }
        }
        let own =
            |jobs: &[Job]| jobs.iter().filter(|job| job.ticket == Some(after.ticket.id)).count();
        if own(known) + new.iter().filter(|job| job.ticket.is_some()).count() != own(&after.jobs) {
            let defect = format!("a job of ticket {} was taken away", after.ticket.number);
            return Err(StoreError::Failed(defect));
        }
        Ok(new)
    }

    fn put(
        &self,
        before: Option<&Dossier>,
        after: &Dossier,
        changes: &Changes,
    ) -> Result<(), StoreError> {
        let connection = self.connection();
        if changes.customer.is_changed() {
            customer::put(connection, changes.customer.before.get(), &after.customer)?;
        }
        for appliance in changes.appliances.iter().filter(|appliance| appliance.is_changed()) {
            let is_known = appliance.before.get().is_some();
            appliance::put(connection, is_known, appliance.after)?;
        }
        match before {
            None => ticket::insert(connection, &after.ticket)?,
            Some(before) if before.ticket != after.ticket => {
                ticket::update(connection, &before.ticket, &after.ticket)?;
            }
            Some(_) => {}
        }
        changes.jobs.iter().try_for_each(|job| job::insert(connection, job))
    }

    fn attest_changes(
        &mut self,
        after: &Dossier,
        changes: &Changes,
        facts: Value,
    ) -> Result<(), StoreError> {
        let mut facts = Some(facts);
        // The ticket's own, unless it gets no row and somebody else must tell them.
        let mut others = if changes.ticket { None } else { facts.take() };
        if changes.customer.is_changed() {
            let Changed { before, after } = &changes.customer;
            let told = told(others.take(), before.get())?;
            self.attest("customer", after.id.bytes(), told, digest(after)?)?;
        }
        for appliance in &changes.appliances {
            let id = appliance.after.id;
            let gained = changes.jobs.iter().any(|job| is_entered_of(job, id));
            if gained || appliance.is_changed() {
                let told = told(others.take(), appliance.before.get())?;
                let is_known = appliance.before.get().is_some();
                self.attest_appliance(is_known, appliance.after, &after.jobs, told)?;
            }
        }
        if let Some(facts) = facts.or(others) {
            let of_ticket = |job: &&Job| job.ticket == Some(after.ticket.id);
            let record = ticket_digest(&after.ticket, after.jobs.iter().filter(of_ticket))?;
            self.attest("ticket", after.ticket.id.bytes(), facts, record)?;
        }
        Ok(())
    }

    /// Of a known appliance, what was entered from paper is in the store; of a new one, in `jobs`.
    fn attest_appliance(
        &mut self,
        is_known: bool,
        appliance: &Appliance,
        jobs: &[Job],
        facts: Value,
    ) -> Result<(), StoreError> {
        let record = if is_known {
            appliance_digest(appliance, self.loader().entered_jobs(appliance.id)?.iter())?
        } else {
            let entered = jobs.iter().filter(|job| is_entered_of(job, appliance.id));
            appliance_digest(appliance, entered)?
        };
        self.attest("appliance", appliance.id.bytes(), facts, record)
    }

    fn index_changes(
        &mut self,
        before: Option<&Dossier>,
        after: &Dossier,
        changes: &Changes,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let customer = &changes.customer;
        self.index_customer(customer.before.get(), &after.customer, pack)?;
        for Changed { before, after: appliance } in &changes.appliances {
            if appliance.customer == after.customer.id {
                self.index_appliance(before.get(), appliance, &after.customer, pack)?;
            } else if before.get() != Some(*appliance) {
                let owner = self.owner(appliance)?;
                self.index_appliance(before.get(), appliance, &owner, pack)?;
            }
        }
        if before.is_none_or(|before| ticket_differs(&before.ticket, &after.ticket)) {
            self.index_ticket(&after.ticket, &after.customer, &after.appliances, pack)?;
        }
        Ok(())
    }

    fn owner(&self, appliance: &Appliance) -> Result<Customer, StoreError> {
        let owner = self.customer(appliance.customer)?;
        let what = || format!("customer {}", appliance.customer);
        owner.ok_or_else(|| StoreError::NotFound { what: what() })
    }

    /// Keeps a customer, new or changed, with an audit row, and has everything of theirs found by
    /// their new name, phones and addresses.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is a `before` and the store has none; those of SQLite.
    pub fn keep_customer(
        &mut self,
        before: Option<&Customer>,
        after: &Customer,
        facts: Value,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        customer::put(self.connection(), before, after)?;
        self.attest("customer", after.id.bytes(), facts, digest(after)?)?;
        self.index_customer(before, after, pack)
    }

    /// Keeps an appliance, new or changed, and work on it that was entered from paper, with an
    /// audit row, and has it and its tickets found by its model and serial number.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when a job is of a ticket or of another appliance;
    /// [`StoreError::NotFound`] when its customer does not exist, or there is a `before` and the
    /// store has none; those of SQLite.
    pub fn keep_appliance(
        &mut self,
        before: Option<&Appliance>,
        after: &Appliance,
        entered_jobs: &[Job],
        facts: Value,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let owner = self.owner(after)?;
        appliance::put(self.connection(), before.is_some(), after)?;
        for job in entered_jobs {
            if !is_entered_of(job, after.id) {
                return Err(StoreError::Failed(format!("job {} was not entered", job.id)));
            }
            job::insert(self.connection(), job)?;
        }
        self.attest_appliance(before.is_some(), after, entered_jobs, facts)?;
        self.index_appliance(before, after, &owner, pack)
    }
}

/// What is new or not as before.
struct Changes<'a> {
    customer: Changed<'a, Customer>,
    appliances: Vec<Changed<'a, Appliance>>,
    /// New ones only.
    jobs: Vec<&'a Job>,
    ticket: bool,
}

struct Changed<'a, T> {
    before: Before<'a, T>,
    after: &'a T,
}

impl<T: PartialEq> Changed<'_, T> {
    fn is_changed(&self) -> bool {
        self.before.get() != Some(self.after)
    }
}

/// A record as it was.
enum Before<'a, T> {
    Given(&'a T),
    Read(Box<T>),
    None,
}

impl<T> Before<'_, T> {
    fn read(record: Option<T>) -> Self {
        record.map_or(Before::None, |record| Before::Read(Box::new(record)))
    }

    fn get(&self) -> Option<&T> {
        match self {
            Before::Given(record) => Some(record),
            Before::Read(record) => Some(record),
            Before::None => None,
        }
    }
}

/// It was entered from paper, about this appliance.
fn is_entered_of(job: &Job, appliance: ApplianceId) -> bool {
    job.ticket.is_none() && job.appliance == appliance
}

/// What the audit row of a record other than the ticket tells: facts that nobody else tells, and
/// the record as it was.
fn told(facts: Option<Value>, before: Option<&impl Serialize>) -> Result<Value, StoreError> {
    let mut told = match facts {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(facts)) => facts,
        Some(facts) => Map::from_iter([("facts".to_owned(), facts)]),
    };
    if let Some(before) = before {
        told.insert("before".to_owned(), serde_json::to_value(before)?);
    }
    Ok(Value::Object(told))
}
