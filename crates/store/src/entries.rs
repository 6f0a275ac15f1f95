//! What tickets, customers and appliances are found by, from the records themselves.

use std::collections::BTreeMap;

use desk_core::appliance::Appliance;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::party::{Address, Customer};
use desk_core::policy::Pack;
use desk_core::ticket::{Intake, Ticket};

use crate::error::StoreError;
use crate::row::{damaged, id, id_or_none, text};
use crate::search::{Entry, Kind};
use crate::write::Write;

const TICKETS: &str =
    "SELECT id, number, appliance, intake FROM ticket WHERE customer = ?1 ORDER BY seq";

const APPLIANCES: &str = "SELECT id FROM appliance WHERE customer = ?1 ORDER BY id";

const CUSTOMERS: &str = "SELECT id FROM customer ORDER BY id";

/// What made the search, and its setting, which is no part of that.
const MADE: &str = "SELECT sql FROM sqlite_schema WHERE name = 'search'";
const SETTING: &str = "INSERT INTO search (search, rank) VALUES ('automerge', 8)";

/// What is found and is not there.
const LOST: &str = "DELETE FROM found WHERE id NOT IN (SELECT id FROM ticket UNION ALL \
     SELECT id FROM appliance UNION ALL SELECT id FROM customer WHERE merged_into IS NULL)";

/// What of a ticket it is found by.
struct Taken<'a> {
    id: TicketId,
    number: &'a str,
    intake: &'a Intake,
}

/// A ticket as it is read only to be found again.
struct Known {
    id: TicketId,
    number: String,
    appliance: Option<ApplianceId>,
    intake: Intake,
}

impl Known {
    fn is_about(&self, id: ApplianceId) -> bool {
        self.appliance == Some(id) || self.intake.more_appliances.contains(&id)
    }
}

/// A customer is found by something else now.
pub(crate) fn customer_differs(before: &Customer, after: &Customer) -> bool {
    before.name != after.name
        || before.phones != after.phones
        || before.addresses != after.addresses
        || before.merged_into != after.merged_into
}

/// An appliance is found by something else now.
pub(crate) fn appliance_differs(before: &Appliance, after: &Appliance) -> bool {
    appliance_words_differ(before, after) || before.customer != after.customer
}

fn appliance_words_differ(before: &Appliance, after: &Appliance) -> bool {
    before.facts.category != after.facts.category
        || before.facts.model != after.facts.model
        || before.serial_number != after.serial_number
}

/// A ticket is found by something else now, whatever its appliances.
pub(crate) fn ticket_differs(before: &Ticket, after: &Ticket) -> bool {
    before.customer != after.customer
        || before.appliance != after.appliance
        || before.intake != after.intake
}

impl Write<'_> {
    /// Has a customer found, and after a change all that is theirs.
    pub(crate) fn index_customer(
        &mut self,
        before: Option<&Customer>,
        after: &Customer,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        if before.is_some_and(|before| !customer_differs(before, after)) {
            return Ok(());
        }
        if after.merged_into.is_some() {
            self.unindex(*after.id.bytes())?;
        } else {
            self.index(&entry(Kind::Customer, after.id.bytes(), &Theirs::of(after), "", &[]))?;
        }
        if before.is_some() { self.index_theirs(after, pack) } else { Ok(()) }
    }

    /// Has an appliance found, and after a change the tickets about it.
    pub(crate) fn index_appliance(
        &mut self,
        before: Option<&Appliance>,
        after: &Appliance,
        customer: &Customer,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        if before.is_some_and(|before| !appliance_differs(before, after)) {
            return Ok(());
        }
        self.index_one_appliance(after, &Theirs::of(customer), pack)?;
        if !before.is_some_and(|before| appliance_words_differ(before, after)) {
            return Ok(());
        }
        let mut known = BTreeMap::from([(after.id, after.clone())]);
        for ticket in self.known_tickets(customer.id)? {
            if ticket.is_about(after.id) {
                self.index_known(&ticket, &Theirs::of(customer), &mut known, pack)?;
            }
        }
        Ok(())
    }

    /// Has a ticket found.
    pub(crate) fn index_ticket(
        &mut self,
        ticket: &Ticket,
        customer: &Customer,
        appliances: &[Appliance],
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let taken = Taken { id: ticket.id, number: &ticket.number, intake: &ticket.intake };
        self.index_taken(&taken, &Theirs::of(customer), &mut appliances.iter(), pack)
    }

    /// Indexes everything again, when the search is not right. What was found keeps its place in the
    /// order; what was not is found first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a record cannot be read; those of SQLite.
    pub fn index_again(&mut self, pack: &Pack) -> Result<(), StoreError> {
        // Made anew: what is damaged is not to be trusted with being emptied.
        let made = self.loader().one(MADE, [], |row| Ok(text(row, 0)?.to_owned()))?;
        let made = made.unwrap_or_default();
        self.connection()
            .execute_batch(&format!("DROP TABLE search; {made}; {SETTING}; {LOST}"))?;
        let customers =
            self.loader().all(CUSTOMERS, [], |row| id(row, 0, CustomerId::from_bytes))?;
        for customer in customers {
            if let Some(customer) = self.loader().customer(customer)? {
                self.index_customer(None, &customer, pack)?;
                self.index_theirs(&customer, pack)?;
            }
        }
        self.audit("point", &[0; 16], &serde_json::json!({ "indexed": "again" }))
    }

    fn index_theirs(&mut self, customer: &Customer, pack: &Pack) -> Result<(), StoreError> {
        let theirs = Theirs::of(customer);
        let loader = self.loader();
        let ids = loader
            .all(APPLIANCES, [customer.id.bytes()], |row| id(row, 0, ApplianceId::from_bytes))?;
        let mut known = BTreeMap::new();
        for id in ids {
            if let Some(appliance) = loader.appliance(id)? {
                self.index_one_appliance(&appliance, &theirs, pack)?;
                known.insert(id, appliance);
            }
        }
        for ticket in self.known_tickets(customer.id)? {
            self.index_known(&ticket, &theirs, &mut known, pack)?;
        }
        Ok(())
    }

    fn index_one_appliance(
        &mut self,
        appliance: &Appliance,
        theirs: &Theirs,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let id = appliance.id.bytes();
        let words = words(appliance, pack).join(" ");
        let codes: Vec<String> = appliance.serial_number.iter().cloned().collect();
        self.index(&entry(Kind::Appliance, id, theirs, &words, &codes))
    }

    fn known_tickets(&self, customer: CustomerId) -> Result<Vec<Known>, StoreError> {
        self.loader().all(TICKETS, [customer.bytes()], |row| {
            Ok(Known {
                id: id(row, 0, TicketId::from_bytes)?,
                number: text(row, 1)?.to_owned(),
                appliance: id_or_none(row, 2, ApplianceId::from_bytes)?,
                intake: serde_json::from_str(text(row, 3)?)
                    .map_err(|error| damaged(row, 3, error))?,
            })
        })
    }

    fn index_known(
        &mut self,
        ticket: &Known,
        theirs: &Theirs,
        known: &mut BTreeMap<ApplianceId, Appliance>,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let ids: Vec<ApplianceId> =
            ticket.appliance.iter().chain(&ticket.intake.more_appliances).copied().collect();
        for id in &ids {
            if !known.contains_key(id)
                && let Some(appliance) = self.appliance(*id)?
            {
                known.insert(*id, appliance);
            }
        }
        let taken = Taken { id: ticket.id, number: &ticket.number, intake: &ticket.intake };
        self.index_taken(&taken, theirs, &mut ids.iter().filter_map(|id| known.get(id)), pack)
    }

    fn index_taken(
        &mut self,
        ticket: &Taken,
        theirs: &Theirs,
        appliances: &mut dyn Iterator<Item = &Appliance>,
        pack: &Pack,
    ) -> Result<(), StoreError> {
        let mut said = vec![ticket.intake.complaint.as_str()];
        let mut codes = vec![ticket.number.to_owned()];
        for appliance in appliances {
            said.extend(words(appliance, pack));
            codes.extend(appliance.serial_number.clone());
        }
        let theirs = theirs.and(ticket.intake);
        self.index(&entry(Kind::Ticket, ticket.id.bytes(), &theirs, &said.join(" "), &codes))
    }
}

/// What everything of a customer is found by.
#[derive(Clone)]
struct Theirs<'a> {
    name: &'a str,
    phones: Vec<String>,
    addresses: Vec<String>,
}

impl<'a> Theirs<'a> {
    fn of(customer: &'a Customer) -> Theirs<'a> {
        Theirs {
            name: &customer.name,
            phones: customer.phones.iter().map(|phone| line(&phone.number)).collect(),
            addresses: customer.addresses.iter().map(in_one_piece).collect(),
        }
    }

    /// A ticket can have a phone and an address of its own.
    fn and(&self, intake: &Intake) -> Theirs<'a> {
        let mut both = self.clone();
        let phone = intake.phone.as_deref().map(line);
        both.phones.extend(phone.filter(|phone| !self.phones.contains(phone)));
        let address = in_one_piece(&intake.address);
        if !address.is_empty() && !self.addresses.contains(&address) {
            both.addresses.push(address);
        }
        both
    }
}

/// A phone number without its extension.
fn line(number: &str) -> String {
    number.split('-').next().unwrap_or_default().to_owned()
}

fn in_one_piece(address: &Address) -> String {
    format!("{} {}", address.region, address.detail).trim().to_owned()
}

/// Model and name of the category.
fn words<'a>(appliance: &'a Appliance, pack: &'a Pack) -> Vec<&'a str> {
    let category = appliance.facts.category.as_deref();
    let category =
        category.map(|code| pack.category(code).map_or(code, |category| category.name.as_str()));
    appliance.facts.model.as_deref().into_iter().chain(category).collect()
}

fn entry<'a>(
    kind: Kind,
    id: &[u8; 16],
    theirs: &'a Theirs,
    words: &'a str,
    codes: &'a [String],
) -> Entry<'a> {
    let Theirs { name, phones, addresses } = theirs;
    Entry { kind, id: *id, name, phones, addresses, words, codes }
}
