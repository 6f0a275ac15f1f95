//! Verdicts and bills per second, against parsing the same JSON lines and nothing else.
//!
//! Both are measured in the same run, turn by turn, so that a noisy machine slows both; of each the
//! quickest turn counts. The ratio says how much longer it takes to parse, decide and write the
//! answers than to parse alone.

use std::hint::black_box;
use std::time::{Duration, Instant};

use desk_app::{Desk, lines};
use desk_core::fee::FeeCase;
use desk_core::warranty::Case;
use serde::de::DeserializeOwned;

const TURNS: usize = 60;
/// Lines in a turn: the vectors, over and over.
const LINES: usize = 3000;

fn main() {
    let desk = Desk::shipped();
    let vectors = include_str!("../tests/vectors/warranty.jsonl");
    let parsing = measure::<Case>("verdicts", vectors, |line, out| {
        lines::warranty(&desk, line, false, out);
    });
    println!("machine\tparsing of JSON lines\t{:.0} a second", a_second(parsing));
    let vectors = include_str!("../tests/vectors/fee.jsonl");
    measure::<FeeCase>("bills", vectors, |line, out| lines::fee(&desk, line, out));
}

fn a_second(taken: Duration) -> f64 {
    LINES as f64 / taken.as_secs_f64()
}

/// Prints both, and returns what parsing took.
fn measure<T: DeserializeOwned>(
    name: &str,
    vectors: &str,
    answer: impl Fn(&[u8], &mut Vec<u8>),
) -> Duration {
    let cases: Vec<String> = vectors
        .lines()
        .map(|vector| {
            let vector: serde_json::Value = serde_json::from_str(vector).expect("a vector is JSON");
            vector["case"].to_string()
        })
        .collect();
    let lines: Vec<&[u8]> = cases.iter().map(String::as_bytes).cycle().take(LINES).collect();

    let parse = || {
        for line in &lines {
            let case: Result<T, _> = serde_json::from_slice(line);
            black_box(case.is_ok());
        }
    };
    let mut out = Vec::new();
    let mut decide = || {
        out.clear();
        for line in &lines {
            answer(line, &mut out);
        }
        black_box(out.len());
    };
    let (mut parsing, mut deciding) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        parsing = parsing.min(time(parse));
        deciding = deciding.min(time(&mut decide));
    }
    let ratio = deciding.as_secs_f64() / parsing.as_secs_f64();
    println!("{name}: {:.0} a second", a_second(deciding));
    println!("measured\t{name}\t{deciding:.2?}\tparsing the lines\t{parsing:.2?}\t{ratio:.3}\t×");
    parsing
}

fn time(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}
