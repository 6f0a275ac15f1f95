//! What making a point by the rules costs, against plain inserts of the same rows.
//!
//! The rows are read back from what was made, those of the full-text table put together again from
//! its words, and put into an empty database with the same settings and schema by prepared inserts
//! in about as many transactions. Both are closed within the time, with everything in the file.
//! Turn by turn, so that a noisy machine slows both; of each the quickest turn counts.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use desk_app::demo::{Fill, fill};
use desk_app::{Clock, Desk};
use desk_store::plain::Rows;
use tempfile::TempDir;

const TICKETS: u32 = 5000;
const TURNS: usize = 5;
/// About as many rows as one transaction of the demonstration leaves.
const IN_A_TRANSACTION: usize = 40_000;

fn main() {
    // Beside the checkout's own files: a folder in memory would make every sync free.
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let (mut making, mut plain) = (Duration::MAX, Duration::MAX);
    let (mut rows, mut bytes) = (0, 0);
    for turn in 0..TURNS {
        let made = folder.path().join(format!("made-{turn}"));
        making = making.min(time(|| make(&made)));
        let database = made.join("desk.db");
        bytes = fs::metadata(&database).expect("a database").len();
        let read = Rows::read(&database).expect("its rows");
        rows = read.count();
        let copy = folder.path().join(format!("plain-{turn}.db"));
        plain = plain.min(time(|| read.insert(&copy, IN_A_TRANSACTION).expect("inserted")));
        fs::remove_dir_all(&made).expect("removed");
        fs::remove_file(&copy).expect("removed");
    }
    let ratio = making.as_secs_f64() / plain.as_secs_f64();
    println!("{TICKETS} tickets, {rows} rows, {} MB", bytes / 1_000_000);
    println!(
        "measured\tdemonstration\t{making:.2?}\tplain inserts of its rows\t{plain:.2?}\t{ratio:.3}\t×"
    );
}

fn make(folder: &Path) {
    let now = "2026-11-23T12:30".parse().expect("a time");
    let desk = Desk::new(folder.to_owned(), Clock::Chosen(now));
    fill(&desk, Fill { tickets: TICKETS, seed: 1, today: None }).expect("a demonstration");
}

fn time(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}
