//! Customers with their phones and addresses.

use desk_core::id::CustomerId;
use desk_core::party::{Address, Customer, Phone};
use rusqlite::{Connection, Row};

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, found, id, id_or_none, moment, place, text, word};

const SELECT: &str = include_str!("select.sql");
const WITH_PHONE: &str = include_str!("with_phone.sql");

const PHONES: &str =
    "SELECT position, number, kind FROM phone WHERE customer = ?1 ORDER BY position";

const ADDRESSES: &str =
    "SELECT position, region, detail FROM address WHERE customer = ?1 ORDER BY position";

const INSERT: &str = "INSERT INTO customer (name, tier, created_at, merged_into, body, id) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

const UPDATE: &str = "UPDATE customer SET name = ?1, tier = ?2, created_at = ?3, \
     merged_into = ?4, body = ?5 WHERE id = ?6";

const ADD_PHONE: &str =
    "INSERT INTO phone (customer, position, number, kind) VALUES (?1, ?2, ?3, ?4)";

const ADD_ADDRESS: &str =
    "INSERT INTO address (customer, position, region, detail) VALUES (?1, ?2, ?3, ?4)";

impl Read<'_> {
    /// A customer.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn customer(&self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        self.loader().customer(id)
    }

    /// Customers with exactly this phone number, as [`Phone::read`] writes it: the newest first, at
    /// most 50. Those merged into others are left out.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn customers_with_phone(&self, number: &str) -> Result<Vec<Customer>, StoreError> {
        let loader = self.loader();
        loader.all(WITH_PHONE, [number], |row| loader.customer_row(row))
    }
}

impl Loader<'_> {
    pub(crate) fn customer(&self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        self.one(SELECT, [id.bytes()], |row| self.customer_row(row))
    }

    fn customer_row(&self, row: &Row) -> Result<Customer, StoreError> {
        let mut customer = self.body(row, 5, |customer: &mut Customer| {
            customer.id = id(row, 0, CustomerId::from_bytes)?;
            customer.name = text(row, 1)?.to_owned();
            customer.tier = word(row, 2)?;
            customer.created_at = moment(row, 3)?;
            customer.merged_into = id_or_none(row, 4, CustomerId::from_bytes)?;
            (customer.phones, customer.addresses) = (Vec::new(), Vec::new());
            Ok(())
        })?;
        let id = customer.id.bytes();
        customer.phones = self.list(PHONES, [id], |row| {
            Ok(Phone { number: text(row, 1)?.to_owned(), kind: word(row, 2)? })
        })?;
        customer.addresses = self.list(ADDRESSES, [id], |row| {
            Ok(Address { region: text(row, 1)?.to_owned(), detail: text(row, 2)?.to_owned() })
        })?;
        Ok(customer)
    }
}

/// Writes what is not as before into the tables.
pub(crate) fn put(
    connection: &Connection,
    before: Option<&Customer>,
    after: &Customer,
) -> Result<(), StoreError> {
    let id = after.id.bytes();
    let body = Customer { phones: Vec::new(), addresses: Vec::new(), ..after.clone() };
    let body = serde_json::to_string(&body)?;
    let merged_into = after.merged_into.as_ref().map(CustomerId::bytes);
    let created_at = after.created_at.millis();
    let row = (&after.name, after.tier.as_str(), created_at, merged_into, body, id);
    let sql = if before.is_some() { UPDATE } else { INSERT };
    let rows = connection.prepare_cached(sql)?.execute(row)?;
    found(rows, format_args!("customer {}", after.id))?;
    if before.is_none_or(|before| before.phones != after.phones) {
        put_phones(connection, before.is_some(), after)?;
    }
    if before.is_none_or(|before| before.addresses != after.addresses) {
        put_addresses(connection, before.is_some(), after)?;
    }
    Ok(())
}

fn put_phones(connection: &Connection, is_known: bool, of: &Customer) -> Result<(), StoreError> {
    let id = of.id.bytes();
    if is_known {
        connection.prepare_cached("DELETE FROM phone WHERE customer = ?1")?.execute([id])?;
    }
    for (position, phone) in of.phones.iter().enumerate() {
        let row = (id, place(position), &phone.number, phone.kind.as_str());
        connection.prepare_cached(ADD_PHONE)?.execute(row)?;
    }
    Ok(())
}

fn put_addresses(connection: &Connection, is_known: bool, of: &Customer) -> Result<(), StoreError> {
    let id = of.id.bytes();
    if is_known {
        connection.prepare_cached("DELETE FROM address WHERE customer = ?1")?.execute([id])?;
    }
    for (position, address) in of.addresses.iter().enumerate() {
        let row = (id, place(position), &address.region, &address.detail);
        connection.prepare_cached(ADD_ADDRESS)?.execute(row)?;
    }
    Ok(())
}
