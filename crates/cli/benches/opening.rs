//! What the first command on a database costs, in a process of its own: the newest of 3,000 tickets,
//! against a command that opens no database, so that starting the program is in both.
//!
//! Turn by turn in the same run; the medians are compared.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const TURNS: usize = 60;

fn main() {
    // Beside the checkout's own files: a folder in memory would make every sync free.
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let time = |arguments: &[&str]| time(folder.path(), arguments);
    time(&["demo", "--tickets", "3000"]);
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(time(&["ticket", "list", "--limit", "1"]));
        bare.push(time(&["amount-words", "1"]));
    }
    let (ours, bare) = (median(ours), median(bare));
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!(
        "measured\topening\t{ours:.2?}\ta command without a database\t{bare:.2?}\t{ratio:.3}\t×"
    );
}

fn time(data: &Path, arguments: &[&str]) -> Duration {
    let mut desk = Command::new(env!("CARGO_BIN_EXE_desk"));
    desk.args(arguments).arg("--data").arg(data).args(["--now", "2026-11-23T12:30"]);
    desk.stdin(Stdio::null()).stdout(Stdio::null());
    let begin = Instant::now();
    let status = desk.status().expect("desk runs");
    let taken = begin.elapsed();
    assert!(status.success(), "desk {arguments:?}: {status}");
    taken
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
