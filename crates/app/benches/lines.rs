//! Verdicts and bills per second, against parsing the same JSON lines and nothing else.
//!
//! Both are measured in the same run, turn by turn, so that a noisy machine slows both; of each the
//! quickest turn counts. What is printed is the ratio: how much longer it takes to parse, decide
//! and write the answers than to parse alone.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use desk_app::{Desk, lines};
use desk_core::fee::FeeCase;
use desk_core::warranty::Case;
use serde::de::DeserializeOwned;

/// The aim of each ratio.
const AIM: f64 = 2.0;
const TURNS: usize = 60;
/// Lines in a turn: the vectors, over and over.
const LINES: usize = 3000;

struct Measured {
    name: &'static str,
    ratio: f64,
    per_second: f64,
}

fn main() -> ExitCode {
    let desk = Desk::shipped();
    let measured = [
        measure::<Case>(
            "verdicts",
            include_str!("../tests/vectors/warranty.jsonl"),
            |line, out| lines::warranty(&desk, line, false, out),
        ),
        measure::<FeeCase>("bills", include_str!("../tests/vectors/fee.jsonl"), |line, out| {
            lines::fee(&desk, line, out);
        }),
    ];
    println!("{:10} {:>12} {:>16} {:>6}", "", "a second", "× parsing alone", "aim");
    for Measured { name, ratio, per_second } in &measured {
        println!("{name:10} {per_second:>12.0} {ratio:>16.2} {AIM:>6.1}");
    }
    let check = std::env::args().any(|argument| argument == "--check");
    if check && measured.iter().any(|measured| measured.ratio > AIM) {
        eprintln!("a ratio is above its aim");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn measure<T: DeserializeOwned>(
    name: &'static str,
    vectors: &str,
    answer: impl Fn(&[u8], &mut Vec<u8>),
) -> Measured {
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
    Measured {
        name,
        ratio: deciding.as_secs_f64() / parsing.as_secs_f64(),
        per_second: LINES as f64 / deciding.as_secs_f64(),
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}
