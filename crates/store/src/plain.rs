//! What the store is measured against, for benches and tests only, behind the feature `plain`: the
//! rows of a database put into an empty one by plain inserts and nothing else, with deliberately no
//! audit, no number and no check; and saving without waiting for the disk.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::db::{Role, connect, migrate};
use crate::error::StoreError;

/// Tables that others belong to stand first.
const TABLES: &[&str] = &[
    "point",
    "staff",
    "tariff",
    "customer",
    "phone",
    "address",
    "appliance",
    "ticket",
    "job",
    "fault_line",
    "quote",
    "consent",
    "bill",
    "bill_row",
    "document",
    "payment",
    "print",
    "edition",
    "draft",
    "series",
    "number_gap",
    "audit",
    "audit_payload",
    "found",
];

/// The full-text table keeps no texts. Its words in their order make the same entries again.
const WORDS: &str = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance);";

const SEARCH: &[&str] = &["rowid", "name", "pinyin", "address", "words", "codes"];

static WEAK: AtomicBool = AtomicBool::new(false);

/// Lets every connection that this process opens from now on save with `synchronous=NORMAL`, which
/// a power cut can take back: shows that a test of durability can fail.
pub fn weaken() {
    WEAK.store(true, Ordering::Relaxed);
}

pub(crate) fn weaken_settings(settings: &mut [(&str, &str)]) {
    if WEAK.load(Ordering::Relaxed) {
        settings.iter_mut().filter(|(name, _)| *name == "synchronous").for_each(|it| it.1 = "1");
    }
}

/// The rows of a database, in memory.
pub struct Rows {
    tables: Vec<Table>,
}

struct Table {
    insert: String,
    rows: Vec<Vec<Value>>,
}

impl Table {
    fn new(name: &str, columns: &[&str]) -> Table {
        let places = vec!["?"; columns.len()].join(", ");
        let insert = format!("INSERT INTO {name} ({}) VALUES ({places})", columns.join(", "));
        Table { insert, rows: Vec::new() }
    }
}

impl Rows {
    /// Reads every row of a database that nobody writes to.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn read(path: &Path) -> Result<Rows, StoreError> {
        let connection = connect(path, Role::Writer)?;
        let mut tables = Vec::with_capacity(TABLES.len() + 1);
        for name in TABLES {
            let mut statement = connection.prepare(&format!("SELECT * FROM {name}"))?;
            let columns: Vec<&str> = statement.column_names().collect();
            let mut table = Table::new(name, &columns);
            let width = columns.len();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values = (0..width).map(|column| row.get(column));
                table.rows.push(values.collect::<Result<_, _>>()?);
            }
            tables.push(table);
        }
        tables.push(search(&connection)?);
        Ok(Rows { tables })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }

    /// Puts them into a new database by prepared inserts, so many in a transaction, with the
    /// settings and the schema of ours.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; those of SQLite.
    pub fn insert(&self, path: &Path, in_a_transaction: usize) -> Result<(), StoreError> {
        if fs::exists(path).map_err(|error| StoreError::file(path, error))? {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let mut connection = connect(path, Role::Writer)?;
        migrate(&mut connection, path)?;
        let mut left = in_a_transaction;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for table in &self.tables {
            let mut statement = connection.prepare_cached(&table.insert)?;
            for row in &table.rows {
                statement.execute(params_from_iter(row))?;
                left -= 1;
                if left == 0 {
                    connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
                    left = in_a_transaction;
                }
            }
        }
        connection.execute_batch("COMMIT")?;
        // As when a store is closed.
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }
}

/// The entries of the full-text table, put together again from its words.
fn search(connection: &Connection) -> Result<Table, StoreError> {
    let mut table = Table::new("search", SEARCH);
    connection.execute_batch(WORDS)?;
    let mut statement =
        connection.prepare("SELECT doc, col, term FROM temp.words ORDER BY doc, col, offset")?;
    let mut words = statement.query([])?;
    let mut last = None;
    while let Some(word) = words.next()? {
        let (entry, column, term): (i64, String, String) =
            (word.get(0)?, word.get(1)?, word.get(2)?);
        if last != Some(entry) {
            last = Some(entry);
            let mut row = vec![Value::Text(String::new()); SEARCH.len()];
            row[0] = Value::Integer(entry);
            table.rows.push(row);
        }
        let place = SEARCH.iter().position(|name| *name == column);
        let text = table.rows.last_mut().zip(place).and_then(|(row, place)| row.get_mut(place));
        if let Some(Value::Text(text)) = text {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&term);
        }
    }
    Ok(table)
}
