//! The one search box: phone, number, name, pinyin, serial number, address and complaint words.
//!
//! Numbers and codes are looked up in the B-trees of their own tables; names, pinyin and words, and
//! the first digits of phone numbers, in the full-text table `search`, whose rows `found` gives a
//! kind and an id. Whatever is looked for, the newest is found first and nothing is read without a
//! bound.

mod pinyin;
mod query;

use std::collections::BTreeSet;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::{Deserialize, Serialize};

use self::query::{INDEXED, Query};
use crate::error::StoreError;
use crate::{Read, Write};

/// However many are asked for, no more are found.
pub const MOST: u32 = 500;

type Id = [u8; 16];

/// What kind of thing is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A ticket.
    Ticket,
    /// A customer.
    Customer,
    /// An appliance.
    Appliance,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Ticket => "ticket",
            Kind::Customer => "customer",
            Kind::Appliance => "appliance",
        }
    }
}

/// What one thing is found by.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: [u8; 16],
    /// The customer's name.
    pub name: &'a str,
    /// The customer's phone numbers, digits only.
    pub phones: &'a [String],
    /// Addresses, each in one piece.
    pub addresses: &'a [String],
    /// Complaint, model, name of the category.
    pub words: &'a str,
    /// Serial number and number of the ticket.
    pub codes: &'a [String],
}

/// Something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: [u8; 16],
    /// What of it matches.
    pub why: Why,
}

/// What of a thing matches what was typed; of several words, the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The number of the ticket or of a document of it.
    Number,
    /// A phone number or its beginning.
    Phone,
    /// The last four digits of a phone number.
    Tail,
    /// The name.
    Name,
    /// The pinyin of the name.
    Pinyin,
    /// The serial number or its beginning.
    Serial,
    /// An address.
    Address,
    /// Anything else: complaint, model, category.
    Words,
}

impl Write<'_> {
    /// Has a thing found by what the entry says, and no more by what an earlier one said. The order
    /// in which things are first indexed is the order in which they are found, the last first.
    ///
    /// A ticket and an appliance are found by the name, the phones and the addresses in their own
    /// entry: index them again when the customer's change.
    ///
    /// # Errors
    /// The database's.
    pub fn index(&mut self, entry: &Entry<'_>) -> Result<(), StoreError> {
        let connection = self.connection();
        let known = row_of(connection, entry.id)?;
        let (row, words) = take_words(connection, entry)?;
        let pending = self.search.contains_key(&row);
        let replaces = match self.search.get(&row) {
            Some(earlier) => earlier.replaces,
            None => known.is_some(),
        };
        self.search.insert(row, Pending { replaces, words: Some(words) });
        if !pending && self.search.len() >= MOST_PENDING { self.write_words() } else { Ok(()) }
    }

    /// Has a thing not found any more by words, for instance a customer merged into another.
    ///
    /// # Errors
    /// The database's.
    pub fn unindex(&mut self, id: Id) -> Result<(), StoreError> {
        let Some(row) = row_of(self.connection(), id)? else { return Ok(()) };
        self.connection().prepare_cached("DELETE FROM found WHERE rowid = ?1")?.execute([row])?;
        let replaces = self.search.get(&row).is_none_or(|earlier| earlier.replaces);
        self.search.insert(row, Pending { replaces, words: None });
        Ok(())
    }

    /// Writes the words that wait into the index, all at once: FTS5 writes its tables with every
    /// statement that follows a change, so that one by one costs several times as much.
    ///
    /// # Errors
    /// The database's.
    pub(crate) fn write_words(&mut self) -> Result<(), StoreError> {
        let pending = std::mem::take(&mut self.search);
        let gone: Vec<i64> =
            pending.iter().filter(|(_, words)| words.replaces).map(|(row, _)| *row).collect();
        if !gone.is_empty() {
            self.connection()
                .prepare_cached(include_str!("forget.sql"))?
                .execute([serde_json::to_string(&gone)?])?;
        }
        let rows: Vec<(i64, Words)> =
            pending.into_iter().filter_map(|(row, pending)| Some((row, pending.words?))).collect();
        if !rows.is_empty() {
            self.connection()
                .prepare_cached(include_str!("index.sql"))?
                .execute([serde_json::to_string(&rows)?])?;
        }
        Ok(())
    }
}

impl Read<'_> {
    /// Finds what a text typed into the search box stands for, at most `limit`. A whole number of a
    /// ticket or document and a serial number that only one appliance has are found alone; a whole
    /// phone number finds its customers, then their appliances and newest tickets; all else comes
    /// newest first, and several words are all there.
    ///
    /// # Errors
    /// The database's; never because of the text.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        Ok(search(self.connection(), text, limit)?)
    }
}

/// The words of a thing, a member for each column of `search`.
pub(crate) type Words = [String; 5];

/// What is to be written into `search` for a row before the transaction ends.
pub(crate) struct Pending {
    /// The row has words there already.
    replaces: bool,
    /// Its words from now on; none for one that is not found any more.
    words: Option<Words>,
}

/// So many rows wait at most.
const MOST_PENDING: usize = 2000;

/// Keeps what tells why a thing is found, and gives its row with its words.
fn take_words(connection: &Connection, entry: &Entry<'_>) -> rusqlite::Result<(i64, Words)> {
    let folded = |text: &str| query::spaced(&query::fold(text));
    let (name, address) = (folded(entry.name), folded(&entry.addresses.join(" ")));
    let words = folded(entry.words);
    let with_pairs = |spaced: &str| format!("{spaced} {}", query::pairs(spaced));
    let row: i64 = connection.prepare_cached(include_str!("found.sql"))?.query_row(
        named_params! {
            ":kind": entry.kind.word(),
            ":id": entry.id,
            ":name": name,
            ":phones": entry.phones.join(" "),
            ":address": address,
        },
        |row| row.get(0),
    )?;
    let pinyin = spellings(entry.name, [&name, &address, &words]);
    let columns =
        [with_pairs(&name), pinyin, with_pairs(&address), with_pairs(&words), codes(entry)];
    Ok((row, columns))
}

/// The column `pinyin`: the pinyin of the name with its beginnings, and the beginnings of all words
/// with letters.
fn spellings(name: &str, spaced: [&str; 3]) -> String {
    let keys = pinyin::keys(&query::fold(name));
    let with_letters = |word: &&str| word.contains(|it: char| it.is_ascii_alphabetic());
    let others = spaced.iter().flat_map(|text| text.split(' ')).filter(with_letters);
    let words = keys.split(' ').chain(others);
    let beginnings = words.flat_map(|word| query::beginnings(word, 2));
    let unique: BTreeSet<&str> = keys.split(' ').chain(beginnings).collect();
    unique.into_iter().collect::<Vec<_>>().join(" ")
}

/// The column `codes`: phone numbers with their beginnings; marked the last four digits, serial
/// numbers and the ticket's number.
fn codes(entry: &Entry<'_>) -> String {
    let mut codes = BTreeSet::new();
    for phone in entry.phones {
        for number in [Some(phone.as_str()), query::local(phone)].into_iter().flatten() {
            codes.insert(number.to_owned());
            codes.extend(query::beginnings(number, 3).map(str::to_owned));
        }
        codes.extend(query::tail(phone).map(query::marked));
    }
    let plain = entry.codes.iter().filter_map(|code| query::code(&query::fold(code)));
    codes.extend(plain.map(|code| query::marked(&code)));
    codes.into_iter().collect::<Vec<_>>().join(" ")
}

fn row_of(connection: &Connection, id: Id) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT rowid FROM found WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

fn search(connection: &Connection, text: &str, limit: usize) -> rusqlite::Result<Vec<Hit>> {
    let limit = u32::try_from(limit).map_or(MOST, |limit| limit.min(MOST));
    let Some(query) = Query::read(text).filter(|_| limit > 0) else { return Ok(Vec::new()) };
    let mut search = Search { connection, limit, hits: Vec::new() };
    if search.whole_number(&query)? {
        return Ok(search.hits);
    }
    if query.code_first {
        search.beginnings(&query)?;
        search.words(&query)?;
    } else {
        search.words(&query)?;
        search.beginnings(&query)?;
    }
    Ok(search.hits)
}

/// A search on its way.
struct Search<'a> {
    connection: &'a Connection,
    limit: u32,
    hits: Vec<Hit>,
}

impl Search<'_> {
    /// Looks for a number that is typed whole; whether there is one.
    fn whole_number(&mut self, query: &Query) -> rusqlite::Result<bool> {
        if let Some(code) = &query.code {
            let ticket = self.ids(include_str!("ticket_of_number.sql"), params![code])?;
            self.add(Kind::Ticket, ticket, Why::Number);
            if !self.hits.is_empty() {
                return Ok(true);
            }
        }
        // What is shorter is rather a beginning.
        let long = |code: &&String| code.len() >= INDEXED;
        if let Some(digits) = query.digits.as_ref().filter(long) {
            self.phones(digits, &after(digits, WHOLE))?;
        }
        if let Some(code) = query.code.as_ref().filter(long) {
            self.serials(code, &after(code, WHOLE))?;
        }
        Ok(!self.hits.is_empty())
    }

    /// Looks for numbers that begin so.
    fn beginnings(&mut self, query: &Query) -> rusqlite::Result<()> {
        // Fewer digits are looked up in `search`, the newest first.
        if let Some(digits) = query.digits.as_ref().filter(|digits| digits.len() > INDEXED) {
            self.phones(digits, &after(digits, BEGINNING))?;
        }
        if let Some(code) = &query.code {
            let after = after(code, BEGINNING);
            for sql in
                [include_str!("tickets_by_number.sql"), include_str!("tickets_by_document.sql")]
            {
                let tickets = self.ids(sql, params![code, after, self.room()])?;
                self.add(Kind::Ticket, tickets, Why::Number);
            }
            self.serials(code, &after)?;
        }
        Ok(())
    }

    /// Customers with a phone number in a range, then what is theirs.
    fn phones(&mut self, from: &str, to: &str) -> rusqlite::Result<()> {
        let sql = include_str!("customers_by_phone.sql");
        let customers = self.ids(sql, params![from, to, self.room()])?;
        self.add(Kind::Customer, customers.clone(), Why::Phone);
        for (kind, sql) in [
            (Kind::Appliance, include_str!("appliances_of_customer.sql")),
            (Kind::Ticket, include_str!("tickets_of_customer.sql")),
        ] {
            for customer in &customers {
                if self.room() == 0 {
                    return Ok(());
                }
                let theirs = self.ids(sql, params![customer, self.room()])?;
                self.add(kind, theirs, Why::Phone);
            }
        }
        Ok(())
    }

    /// Appliances with a serial number in a range.
    fn serials(&mut self, from: &str, to: &str) -> rusqlite::Result<()> {
        let sql = include_str!("appliances_by_serial.sql");
        let appliances = self.ids(sql, params![from, to, self.room()])?;
        self.add(Kind::Appliance, appliances, Why::Serial);
        Ok(())
    }

    /// What has all the words, the newest first.
    fn words(&mut self, query: &Query) -> rusqlite::Result<()> {
        if self.room() == 0 {
            return Ok(());
        }
        let mut found = self
            .connection
            .prepare_cached(include_str!("find.sql"))?
            .query_map(params![query.all, self.limit], |row| Found::from_row(row, query))?
            .collect::<rusqlite::Result<Vec<Found>>>()?;
        let (Some(last), Some(first)) = (found.first(), found.last()) else { return Ok(()) };
        let (first, last) = (first.row, last.row);
        let unknown = found.iter().any(|found| found.why.is_none());
        if let Some((why, with_code)) = query.first_code().filter(|_| unknown) {
            let mut statement = self.connection.prepare_cached(include_str!("with_code.sql"))?;
            let mut rows = statement.query(params![with_code, first, last])?;
            while let Some(row) = rows.next()? {
                let row: i64 = row.get(0)?;
                if let Ok(at) = found.binary_search_by(|found| row.cmp(&found.row)) {
                    found[at].why.get_or_insert(why);
                }
            }
        }
        for Found { kind, id, why, .. } in found {
            self.add(kind, vec![id], why.unwrap_or(Why::Words));
        }
        Ok(())
    }

    /// How many more may be found.
    fn room(&self) -> u32 {
        u32::try_from(self.hits.len()).map_or(0, |found| self.limit.saturating_sub(found))
    }

    fn add(&mut self, kind: Kind, ids: Vec<Id>, why: Why) {
        for id in ids {
            if self.room() > 0 && !self.hits.iter().any(|hit| hit.kind == kind && hit.id == id) {
                self.hits.push(Hit { kind, id, why });
            }
        }
    }

    fn ids(&self, sql: &str, params: impl rusqlite::Params) -> rusqlite::Result<Vec<Id>> {
        self.connection.prepare_cached(sql)?.query_map(params, |row| row.get(0))?.collect()
    }
}

/// What comes after a code in the order of texts when it is looked for whole: nothing lies between.
const WHOLE: char = '\0';
/// What comes after all codes that begin so: they are ASCII.
const BEGINNING: char = '\u{7f}';

fn after(code: &str, end: char) -> String {
    format!("{code}{end}")
}

/// A row of `search`.
struct Found {
    row: i64,
    kind: Kind,
    id: Id,
    why: Option<Why>,
}

impl Found {
    fn from_row(row: &Row<'_>, query: &Query) -> rusqlite::Result<Found> {
        let text = |column| row.get_ref(column).and_then(|text| Ok(text.as_str()?));
        let why = query.why(text(3)?, text(4)?, text(5)?);
        Ok(Found { row: row.get(0)?, kind: row.get(1)?, id: row.get(2)?, why })
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Kind> {
        let word = value.as_str()?;
        let kinds = [Kind::Ticket, Kind::Customer, Kind::Appliance];
        kinds.into_iter().find(|kind| kind.word() == word).ok_or(FromSqlError::InvalidType)
    }
}
