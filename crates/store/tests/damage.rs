//! Single bits of a database are flipped, as a failing disk does it. What a flip has changed is
//! judged apart from `verify`, with plain SQL; whatever matters, `verify` has to find.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::ops::Range;
use std::panic::catch_unwind;
use std::path::Path;
use std::thread;

use desk_core::calendar::Moment;
use desk_store::{
    Operation, Restore, RestoreReport, SCHEMA_VERSION, Store, StoreError, check_file, read_file,
    restore, verify_file,
};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

/// Money, numbers, slips, the audit, and people and settings: every table but drafts and the search.
const TABLES: [&str; 23] = [
    "payment",
    "bill",
    "bill_row",
    "quote",
    "consent",
    "ticket",
    "fault_line",
    "job",
    "series",
    "number_gap",
    "document",
    "print",
    "edition",
    "audit",
    "audit_payload",
    "customer",
    "phone",
    "address",
    "appliance",
    "staff",
    "point",
    "tariff",
    "sqlite_schema",
];

const HEADER: &str = "SELECT * FROM pragma_application_id, pragma_user_version, pragma_encoding";

/// What a damaged file may be refused as.
const CODES: [&str; 1] = ["newer_file"];

/// Splitmix64 (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("it is below the end")
    }
}

/// All rows of a query; none when they cannot be read.
type Rows = Option<Vec<Vec<Value>>>;

/// A sound database, and how each of its tables and indexes is read by itself.
struct Sound {
    folder: TempDir,
    bytes: Vec<u8>,
    /// By name, the query and what it says of the sound file.
    dumps: BTreeMap<String, (String, Rows)>,
}

fn put_back(folder: &Path, from: &Path, at: Moment) -> Result<RestoreReport, StoreError> {
    let paper = BTreeMap::new();
    let order = Restore { from, at, actor: "李四", paper: &paper, accept_damage: false };
    restore(folder, &order, &mut |_, _| true)
}

impl Sound {
    /// The newest fixture after a restore: the program itself has made all that is in it.
    fn new() -> Sound {
        let folder = TempDir::new().unwrap();
        let fixture = format!("tests/fixtures/schema-{SCHEMA_VERSION}.db");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture);
        let before = folder.path().join("before");
        fs::create_dir(&before).unwrap();
        fs::copy(fixture, before.join("desk.db")).unwrap();
        let backup = folder.path().join("backup");
        let at = Moment::from_millis(1_795_500_000_000).unwrap();
        Store::open(&before).unwrap().backup(&backup, at, |_, _| true).unwrap();
        let after = folder.path().join("after");
        put_back(&after, &backup, at).unwrap();
        let store = Store::open(&after).unwrap();
        let name = "numbers.tell";
        let operation = Operation { name, actor: "李四".into(), at, clock_confirmed: true };
        let told =
            BTreeMap::from([("SJ".to_owned(), 9), ("WX".to_owned(), 3), ("AZ".to_owned(), 0)]);
        store.write(operation, move |write| write.tell_paper_numbers(&told)).unwrap();
        let path = store.path().to_owned();
        drop(store);
        let connection = look(&path).unwrap();
        let mut dumps = BTreeMap::from([("header".to_owned(), HEADER.to_owned())]);
        for table in TABLES {
            dumps.insert(table.to_owned(), by_itself(&connection, table));
            dumps.extend(indexes(&connection, table));
        }
        let read = |sql: String| {
            let rows = rows(&connection, &sql).expect(&sql);
            (sql, Some(rows))
        };
        let dumps = dumps.into_iter().map(|(name, sql)| (name, read(sql))).collect();
        Sound { bytes: fs::read(path).unwrap(), folder, dumps }
    }

    /// Flips each of these bits in a copy of its own, and tells what came of it, in their order.
    fn flip(&self, bits: &[usize]) -> Vec<Seen> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let parts: Vec<_> = bits
                .chunks(bits.len().div_ceil(threads))
                .enumerate()
                .map(|(number, bits)| {
                    let path = self.folder.path().join(format!("flipped-{number}.db"));
                    scope.spawn(move || {
                        fs::write(&path, &self.bytes).unwrap();
                        let seen: Vec<Seen> =
                            bits.iter().map(|bit| self.flip_one(&path, *bit)).collect();
                        // Nothing that looked has written.
                        assert!(fs::read(&path).unwrap() == self.bytes);
                        assert_eq!(verify_file(&path, &mut |_, _| true).unwrap().problems, [""; 0]);
                        seen
                    })
                })
                .collect();
            parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
        })
    }

    fn flip_one(&self, path: &Path, bit: usize) -> Seen {
        put(path, bit / 8, self.bytes[bit / 8] ^ (1 << (bit % 8)));
        let connection = look(path);
        let is_changed = |(sql, sound): &(String, Rows)| {
            connection.as_ref().ok().and_then(|connection| rows(connection, sql).ok()) != *sound
        };
        let changed = self.dumps.iter().filter(|(_, dump)| is_changed(dump));
        let changed = changed.map(|(name, _)| name.clone()).collect();
        drop(connection);
        let verified = catch_unwind(|| verify_file(path, &mut |_, _| true)).map_err(|_| "panic");
        let verdict = verified.and_then(|report| report.map_err(|error| error.code()));
        let of_file = read_file(path, check_file);
        put(path, bit / 8, self.bytes[bit / 8]);
        let found_by = match (&verdict, of_file) {
            (Err(_), _) => Some(By::File),
            (Ok(report), _) if report.problems.is_empty() => None,
            (Ok(_), Ok(lines)) if lines.is_empty() => Some(By::Us),
            (Ok(report), Ok(lines)) if lines.len() == report.problems.len() => Some(By::File),
            (Ok(_), _) => Some(By::Both),
        };
        let is_sound = verdict.as_ref().is_ok_and(|report| report.is_sound());
        Seen { bit, changed, found_by, is_sound, refused: verdict.err() }
    }

    /// The bytes in which the rows of a table or an index stand, of pages without any below them.
    fn cells(&self, name: &str) -> Vec<Range<usize>> {
        let connection = look(&self.folder.path().join("after/desk.db")).unwrap();
        let sql = "SELECT pgoffset, pgsize FROM dbstat WHERE name = ?1 AND pagetype = 'leaf'";
        let mut statement = connection.prepare(sql).unwrap();
        let pages = statement.query_map([name], |row| {
            let number = |column| row.get::<_, u32>(column).map(|number| number as usize);
            let (page, length) = (number(0)?, number(1)?);
            // The first page has the header of the file before its own, where the cells begin.
            let head = if page == 0 { 100 } else { page };
            let begin = [self.bytes[head + 5], self.bytes[head + 6]].map(usize::from);
            Ok(page + begin[0] * 256 + begin[1]..page + length)
        });
        pages.unwrap().collect::<Result<_, _>>().unwrap()
    }
}

/// Which check has found a flip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// SQLite alone: opening, its integrity check, references.
    File,
    /// Ours alone.
    Us,
    Both,
}

/// What came of a flip.
#[derive(Debug)]
struct Seen {
    #[expect(dead_code, reason = "for the message")]
    bit: usize,
    /// The tables and indexes that say something else, or nothing, now.
    changed: Vec<String>,
    found_by: Option<By>,
    is_sound: bool,
    /// The code with which `verify` refused the file.
    refused: Option<&'static str>,
}

impl Seen {
    /// It did harm and was not found, or not as it should be.
    fn is_missed(&self) -> bool {
        self.is_sound && !self.changed.is_empty()
            || self.refused.is_some_and(|code| !CODES.contains(&code))
    }
}

fn missed(seen: &[Seen]) -> Vec<&Seen> {
    seen.iter().filter(|seen| seen.is_missed()).collect()
}

fn look(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}

fn rows(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<Vec<Value>>> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect());
    rows?.collect()
}

/// What reads a table by itself. Of one without rowid the primary key is the table, and any other
/// index that has all columns would do for SQLite, whatever `NOT INDEXED` says.
fn by_itself(connection: &Connection, table: &str) -> String {
    let sql = "SELECT name FROM pragma_index_list(?1) WHERE origin = 'pk'";
    match connection.query_row(sql, [table], |row| row.get::<_, String>(0)) {
        Ok(key) => format!("SELECT * FROM {table} INDEXED BY {key}"),
        Err(_) => format!("SELECT * FROM {table} NOT INDEXED"),
    }
}

/// For each index of a table but the table's own tree, what reads the index by itself.
fn indexes(connection: &Connection, table: &str) -> Vec<(String, String)> {
    let sql = "SELECT list.name, made.sql,
            group_concat(coalesce(column.name, 'rowid'), ', ') FILTER (WHERE column.key),
            group_concat(coalesce(column.name, 'rowid'), ', ') FILTER (WHERE NOT column.key)
        FROM pragma_index_list(?1) AS list JOIN sqlite_schema AS made ON made.name = list.name,
            pragma_index_xinfo(list.name) AS column
        GROUP BY list.name";
    let mut statement = connection.prepare(sql).unwrap();
    let indexes = statement.query_map([table], |row| {
        let (name, made): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let (columns, others): (String, Option<String>) = (row.get(2)?, row.get(3)?);
        // As it was made, because a column can be an expression and the index partial.
        let (keys, filter) = match &made {
            Some(made) => {
                let (_, keys) = made.split_once(" (").expect("columns");
                keys.split_once(") WHERE ").unwrap_or((&keys[..keys.len() - 1], "1"))
            }
            None => (columns.as_str(), "1"),
        };
        let others = others.map(|others| format!(", {others}")).unwrap_or_default();
        let read = format!("SELECT {keys}{others} FROM {table} INDEXED BY {name} WHERE {filter}");
        Ok((name, read))
    });
    indexes.unwrap().collect::<Result<_, _>>().unwrap()
}

fn put(path: &Path, at: usize, byte: u8) {
    let mut file = File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(&[byte]).unwrap();
}

#[test]
fn every_table_is_judged_but_drafts_and_the_search() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'search*'";
    let mut names: Vec<Vec<Value>> = rows(&look(store.path()).unwrap(), sql).unwrap();
    names.retain(|name| !TABLES.map(|table| vec![Value::from(table.to_owned())]).contains(name));
    assert_eq!(names, ["draft", "found"].map(|table| vec![Value::from(table.to_owned())]));
}

#[test]
fn of_500_bits_flipped_all_over_the_file_those_that_matter_are_found() {
    const FLIPS: usize = 500;
    let sound = Sound::new();
    let bits = sound.bytes.len() * 8;
    let mut chance = Chance(20_261_123);
    let part = |n: usize| n * bits / FLIPS;
    let flips: Vec<usize> =
        (0..FLIPS).map(|n| part(n) + chance.below(part(n + 1) - part(n))).collect();
    let seen = sound.flip(&flips);
    let harmful = || seen.iter().filter(|seen| !seen.changed.is_empty());
    let by = |by| harmful().filter(|seen| seen.found_by == Some(by)).count();
    let (all, found) = (harmful().count(), [By::File, By::Us, By::Both].map(by));
    println!("{all} of {FLIPS} flips matter; found by SQLite alone, us alone, both: {found:?}");
    assert!(missed(&seen).is_empty(), "{:#?}", missed(&seen));
    // Neither check is enough, and the judge does not take everything for harm.
    assert!(found.iter().all(|found| *found > 0) && all < FLIPS, "{all}: {found:?}");
}

#[test]
fn bits_flipped_in_the_rows_of_every_table_and_index_are_found() {
    let sound = Sound::new();
    let mut chance = Chance(8);
    let mut flips = Vec::new();
    let mut things: Vec<&String> = sound.dumps.keys().collect();
    // No row of the file is in one of these.
    things.retain(|name| !["header", "customer_merged"].contains(&name.as_str()));
    for thing in &things {
        let cells = sound.cells(thing);
        assert!(!cells.is_empty(), "{thing}");
        for _ in 0..FLIPS_IN_EACH {
            let page = &cells[chance.below(cells.len())];
            flips.push(page.start * 8 + chance.below(page.len() * 8));
        }
    }
    let seen = sound.flip(&flips);
    assert!(missed(&seen).is_empty(), "{:#?}", missed(&seen));
    for (thing, seen) in things.into_iter().zip(seen.chunks(FLIPS_IN_EACH)) {
        let changed = seen.iter().filter(|seen| seen.changed.contains(thing)).count();
        assert!(changed >= 10, "{changed} flips have changed {thing}");
    }
}

const FLIPS_IN_EACH: usize = 14;

#[test]
fn a_bit_flipped_in_the_header_is_found_or_does_no_harm() {
    let sound = Sound::new();
    // Some of every byte, and of those that say how to read all others, all.
    let read_by = [16..24, 44..48, 56..64, 68..72];
    let is_read_by = |bit: &usize| read_by.iter().any(|bytes| bytes.contains(&(bit / 8)));
    let bits: Vec<usize> = (0..800).filter(|bit| bit % 5 == 0 || is_read_by(bit)).collect();
    let seen = sound.flip(&bits);
    assert!(missed(&seen).is_empty(), "{:#?}", missed(&seen));
    // A schema of a later program is left to that; all else is told as what is wrong.
    for code in CODES {
        assert!(seen.iter().any(|seen| seen.refused == Some(code)), "{code}");
    }
}

#[test]
fn no_backup_with_a_flipped_bit_is_sound_or_restored() {
    let folder = TempDir::new().unwrap();
    let fixture = format!("tests/fixtures/schema-{SCHEMA_VERSION}.db");
    let database = folder.path().join("desk.db");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture), &database).unwrap();
    let at = Moment::from_millis(1_795_500_000_000).unwrap();
    let sealed = folder.path().join("sealed");
    Store::open(folder.path()).unwrap().backup(&sealed, at, |_, _| true).unwrap();
    let (whole, kept) = (fs::read(&sealed).unwrap(), fs::read(&database).unwrap());
    let flipped = folder.path().join("flipped");
    let all = whole.len() * 8;
    for number in 0..500 {
        // Spread over the whole file, the seal too, and over the bits of a byte.
        let bit = (all / 500 * number + number % 8).min(all - 1);
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&flipped, &bytes).unwrap();
        let refused = put_back(folder.path(), &flipped, at).unwrap_err().code();
        let codes = ["damaged", "not_a_database", "not_ours", "newer_file"];
        assert!(codes.contains(&refused), "bit {bit}: {refused}");
        if number % 5 == 0 {
            assert!(
                !verify_file(&flipped, &mut |_, _| true).is_ok_and(|report| report.is_sound()),
                "bit {bit}"
            );
        }
    }
    assert!(fs::read(&database).unwrap() == kept);
    put_back(folder.path(), &sealed, at).unwrap();
}
