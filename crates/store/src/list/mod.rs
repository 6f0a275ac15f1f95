//! The lists of the window: which tickets, in which order, and what a line of them shows.
//!
//! A page is found as places in the order of taking in (`seq`), then each of its lines is read. A
//! list that nothing restricts is cut by `seq`, of which none is ever missing, so that a page in the
//! middle costs what the first does.

use desk_core::calendar::{Date, Moment};
use desk_core::fee::Service;
use desk_core::id::{ApplianceId, CustomerId, TicketId};
use desk_core::money::Money;
use desk_core::party::Customer;
use desk_core::ticket::{Intake, Kind, Payment, Standing, State};
use rusqlite::types::Value;
use rusqlite::{Row, ToSql};

use crate::db::Read;
use crate::error::StoreError;
use crate::row::{Loader, id, moment, moment_or_none, money, text, word};

const ROW: &str = include_str!("row.sql");
const STANDING: &str = include_str!("standing.sql");

// As the indexes have it, which are used only for the very same.

/// When the present visit begins.
const VISIT: &str = "iif(json_valid(course), json_extract(course, '$.visits[#-1].from'), NULL)";
/// The badge of the engineer of the present visit.
const ENGINEER: &str = "iif(json_valid(course), json_extract(course, '$.visits[#-1].badge'), NULL)";
/// When the work was done.
const COMPLETED: &str = "iif(json_valid(course), json_extract(course, '$.completion.at'), NULL)";

/// What is still to be paid.
const DUE: &str = "max(total_fen - paid_fen, 0)";

/// So many tickets are counted of a list that is restricted.
pub const COUNTED: u32 = 1000;

/// Which tickets a list has. What is absent or empty does not restrict.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListFilter {
    /// In one of these states.
    pub states: Vec<State>,
    /// Of one of these kinds.
    pub kinds: Vec<Kind>,
    /// Served in one of these ways.
    pub services: Vec<Service>,
    /// The present visit is of the engineer with this badge.
    pub engineer: Option<String>,
    /// Of this customer, and of those merged into them.
    pub customer: Option<CustomerId>,
    /// About this appliance, main or further.
    pub appliance: Option<ApplianceId>,
    /// Taken in on this day or later.
    pub created_from: Option<Date>,
    /// Taken in on this day or earlier.
    pub created_to: Option<Date>,
    /// The present visit is on this day.
    pub visit_on: Option<Date>,
    /// More is to be paid than was.
    pub owing: bool,
    /// One of these, by their places in the order of taking in.
    pub among: Option<Vec<i64>>,
}

/// By what a list is sorted; what is the same by when it was taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ListOrder {
    /// When it was taken in.
    #[default]
    Number,
    /// The customer's name.
    Customer,
    /// Where it is on its way.
    State,
    /// When the present visit begins; those without one last.
    Visit,
    /// What it costs.
    Total,
    /// What is still to be paid.
    Due,
}

/// A page of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// By what it is sorted.
    pub order: ListOrder,
    /// The last comes first.
    pub descending: bool,
    /// How many come before it.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// What decides what somebody has to see to.
    pub standing: Standing,
    /// The number.
    pub number: String,
    /// What was said when it was taken in.
    pub intake: Intake,
    /// The customer; of a merged record the one that counts.
    pub customer: Customer,
    /// The code of the appliance's category.
    pub category: Option<String>,
    /// The appliance's model.
    pub model: Option<String>,
    /// The number on its plate.
    pub serial: Option<String>,
    /// What the customer owes in all.
    pub total_fen: Money,
    /// What was paid.
    pub paid_fen: Money,
}

impl Read<'_> {
    /// The tickets of a page, by their places in the order of taking in.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn list(&self, filter: &ListFilter, page: Page) -> Result<Vec<i64>, StoreError> {
        let (mut conditions, mut params) = conditions(filter);
        let mut offset = i64::from(page.offset);
        if conditions.is_empty() && page.order == ListOrder::Number {
            let all = i64::from(self.count_all()?);
            let limit = i64::from(page.limit);
            let first = if page.descending { all - offset - limit + 1 } else { offset + 1 };
            conditions.push("seq BETWEEN :first AND :last".to_owned());
            params.push((":first", first.into()));
            params.push((":last", (first + limit - 1).into()));
            offset = 0;
        }
        params.push((":limit", page.limit.into()));
        params.push((":offset", offset.into()));
        let direction = if page.descending { "DESC" } else { "ASC" };
        let by = match page.order {
            ListOrder::Number => String::new(),
            ListOrder::Customer => {
                format!("(SELECT name FROM customer WHERE id = ticket.customer) {direction}, ")
            }
            ListOrder::State => format!("{} {direction}, ", place_of_state()),
            ListOrder::Visit => format!("{VISIT} {direction} NULLS LAST, "),
            ListOrder::Total => format!("total_fen {direction}, "),
            ListOrder::Due => format!("{DUE} {direction}, "),
        };
        let sql = format!(
            "SELECT seq FROM ticket{} ORDER BY {by}seq {direction} LIMIT :limit OFFSET :offset",
            all_of(&conditions)
        );
        self.seqs(&sql, &params)
    }

    /// How many tickets a list has, at most [`COUNTED`] and one more; all when nothing restricts it.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn count_list(&self, filter: &ListFilter) -> Result<u32, StoreError> {
        let (conditions, mut params) = conditions(filter);
        if conditions.is_empty() {
            return self.count_all();
        }
        params.push((":most", (COUNTED + 1).into()));
        let conditions = all_of(&conditions);
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ticket{conditions} LIMIT :most)");
        let params: Vec<(&str, &dyn ToSql)> =
            params.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
        let counted = self.loader().one(&sql, params.as_slice(), |row| Ok(row.get(0)?))?;
        Ok(counted.unwrap_or_default())
    }

    /// How many tickets there are: none is ever deleted.
    fn count_all(&self) -> Result<u32, StoreError> {
        let sql = "SELECT ifnull(max(seq), 0) FROM ticket";
        Ok(self.loader().one(sql, [], |row| Ok(row.get(0)?))?.unwrap_or_default())
    }

    fn seqs(&self, sql: &str, params: &[(&str, Value)]) -> Result<Vec<i64>, StoreError> {
        let params: Vec<(&str, &dyn ToSql)> =
            params.iter().map(|(name, value)| (*name, value as &dyn ToSql)).collect();
        self.loader().all(sql, params.as_slice(), |row| Ok(row.get(0)?))
    }

    /// A line of a list, by its place in the order of taking in.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn listed(&self, seq: i64) -> Result<Option<Listed>, StoreError> {
        let loader = self.loader();
        let listed = loader.one(ROW, [seq], |row| {
            let customer = id(row, 8, CustomerId::from_bytes)?;
            let category: Option<String> = row.get(9)?;
            Ok(Listed {
                standing: loader.standing(row)?,
                number: text(row, 6)?.to_owned(),
                intake: loader.body(row, 7, |_| Ok(()))?,
                customer: self.customer_that_counts(customer)?,
                category: category.filter(|code| !code.is_empty()),
                model: row.get(10)?,
                serial: row.get(11)?,
                total_fen: money(row, 12)?,
                paid_fen: money(row, 13)?,
            })
        })?;
        Ok(listed)
    }

    /// The record of a customer; of a merged one the record that counts instead.
    fn customer_that_counts(&self, id: CustomerId) -> Result<Customer, StoreError> {
        let mut next = id;
        // A record is merged into one that counts, so the chain is short; a circle is damage.
        for _ in 0..16 {
            let found = self.customer(next)?.ok_or_else(|| StoreError::Damaged {
                detail: format!("customer {next} does not exist"),
            })?;
            match found.merged_into {
                Some(into) => next = into,
                None => return Ok(found),
            }
        }
        Err(StoreError::Damaged { detail: format!("customer {id} is merged in a circle") })
    }

    /// What decides what somebody has to see to, of all tickets in these states.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn standing_in(&self, states: &[State]) -> Result<Vec<(i64, Standing)>, StoreError> {
        self.standings("state IN (SELECT value FROM json_each(?1))", [words(states, State::as_str)])
    }

    /// The same of tickets whose present visit is on this day.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn standing_visited(&self, on: Date) -> Result<Vec<(i64, Standing)>, StoreError> {
        let (from, to) = (on.to_string(), on.plus_days(1).to_string());
        self.standings(&format!("{VISIT} >= ?1 AND {VISIT} < ?2"), [from, to])
    }

    /// The same of tickets whose work was done on these days, both included.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn standing_completed(
        &self,
        from: Date,
        to: Date,
    ) -> Result<Vec<(i64, Standing)>, StoreError> {
        let (from, to) = (from.to_string(), to.plus_days(1).to_string());
        self.standings(&format!("{COMPLETED} >= ?1 AND {COMPLETED} < ?2"), [from, to])
    }

    fn standings(
        &self,
        condition: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<(i64, Standing)>, StoreError> {
        let loader = self.loader();
        let sql = format!("{STANDING} WHERE {condition}");
        loader.all(&sql, params, |row| Ok((row.get(6)?, loader.standing(row)?)))
    }

    /// The places of tickets in the order of taking in.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn seq_of(&self, ticket: TicketId) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT seq FROM ticket WHERE id = ?1";
        self.loader().one(sql, [ticket.bytes()], |row| Ok(row.get(0)?))
    }

    /// Money that changed hands on a day at the service point.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and those of SQLite.
    pub fn payments_on(&self, day: Date) -> Result<Vec<Payment>, StoreError> {
        let start = |day: Date| Moment::start_of(day).unwrap_or(Moment::FIRST).millis();
        let loader = self.loader();
        let days = [start(day), start(day.plus_days(1))];
        loader.all(include_str!("payments.sql"), days, |row| loader.payment(row))
    }
}

impl Loader<'_> {
    fn standing(&self, row: &Row) -> Result<Standing, StoreError> {
        Ok(Standing {
            kind: word(row, 0)?,
            service: word(row, 1)?,
            state: word(row, 2)?,
            created_at: moment(row, 3)?,
            course: self.body(row, 4, |_| Ok(()))?,
            quoted_at: moment_or_none(row, 5)?,
        })
    }
}

type Named = (&'static str, Value);

fn conditions(filter: &ListFilter) -> (Vec<String>, Vec<Named>) {
    let mut conditions = Vec::new();
    let mut params: Vec<Named> = Vec::new();
    let mut add = |condition: String, named: Vec<Named>| {
        conditions.push(condition);
        params.extend(named);
    };
    for (column, name, words) in [
        ("state", ":states", words(&filter.states, State::as_str)),
        ("kind", ":kinds", words(&filter.kinds, Kind::as_str)),
        ("service", ":services", words(&filter.services, Service::as_str)),
    ] {
        if words != "[]" {
            let condition = format!("{column} IN (SELECT value FROM json_each({name}))");
            add(condition, vec![(name, words.into())]);
        }
    }
    if let Some(badge) = &filter.engineer {
        add(format!("{ENGINEER} = :engineer"), vec![(":engineer", badge.clone().into())]);
    }
    if let Some(customer) = filter.customer {
        let id = Value::Blob(customer.bytes().to_vec());
        add(include_str!("../ticket/of_customer.sql").to_owned(), vec![(":customer", id)]);
    }
    if let Some(appliance) = filter.appliance {
        let id = Value::Blob(appliance.bytes().to_vec());
        let named = vec![(":appliance", id), (":appliance_text", appliance.to_string().into())];
        add(include_str!("../ticket/of_appliance.sql").to_owned(), named);
    }
    // An id begins with the time at which the ticket was taken in.
    let first_of = |day: Date| {
        let start = Moment::start_of(day).unwrap_or(Moment::FIRST);
        Value::Blob(TicketId::new(start, [0; 10]).bytes().to_vec())
    };
    if let Some(day) = filter.created_from {
        add("id >= :created_from".to_owned(), vec![(":created_from", first_of(day))]);
    }
    if let Some(day) = filter.created_to {
        add("id < :created_to".to_owned(), vec![(":created_to", first_of(day.plus_days(1)))]);
    }
    if let Some(day) = filter.visit_on {
        let (from, to) = (day.to_string(), day.plus_days(1).to_string());
        let named = vec![(":visit_from", from.into()), (":visit_to", to.into())];
        add(format!("{VISIT} >= :visit_from AND {VISIT} < :visit_to"), named);
    }
    if filter.owing {
        add("total_fen > paid_fen".to_owned(), Vec::new());
    }
    if let Some(among) = &filter.among {
        let list = serde_json::to_string(among).unwrap_or_default();
        let condition = "seq IN (SELECT value FROM json_each(:among))".to_owned();
        add(condition, vec![(":among", list.into())]);
    }
    (conditions, params)
}

fn all_of(conditions: &[String]) -> String {
    match conditions.is_empty() {
        true => String::new(),
        false => format!(" WHERE ({})", conditions.join(") AND (")),
    }
}

/// A list of words for `json_each`.
fn words<T: Copy>(values: &[T], word: fn(T) -> &'static str) -> String {
    let words: Vec<&str> = values.iter().map(|value| word(*value)).collect();
    serde_json::json!(words).to_string()
}

/// The place of a state on the way, as SQL.
fn place_of_state() -> String {
    let places = State::ALL.iter().enumerate();
    let whens: Vec<String> =
        places.map(|(place, state)| format!("WHEN '{}' THEN {place}", state.as_str())).collect();
    format!("CASE state {} END", whens.join(" "))
}
