//! What keeping costs, against what the disk alone costs: a ticket save against an append of 4 KiB
//! with fdatasync, an online backup against a copy with fsync.
//!
//! Both sides are measured in the same run, turn by turn, and the medians are compared, so that a
//! noisy machine slows both.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use desk_app::{Clock, Desk, commands, upkeep};
use serde_json::{Value, json};
use tempfile::TempDir;

const SAVES: usize = 300;
const BACKUPS: usize = 7;
/// Tickets in the database that is backed up.
const TICKETS: u32 = 3000;

struct Ratio {
    name: &'static str,
    ours: Duration,
    bare: Duration,
    aim: f64,
}

impl Ratio {
    fn ratio(&self) -> f64 {
        self.ours.as_secs_f64() / self.bare.as_secs_f64()
    }
}

fn main() -> ExitCode {
    // Beside the checkout's own files: a folder in memory would make every sync free.
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let ratios = [save(&folder.path().join("save")), backup(&folder.path().join("backup"))];
    println!("{:24} {:>10} {:>10} {:>7} {:>5}", "", "ours", "bare", "×", "aim");
    for ratio in &ratios {
        let Ratio { name, ours, bare, aim } = ratio;
        println!("{name:24} {ours:>10.2?} {bare:>10.2?} {:>7.2} {aim:>5.1}", ratio.ratio());
    }
    let check = std::env::args().any(|argument| argument == "--check");
    if check && ratios.iter().any(|ratio| ratio.ratio() > ratio.aim) {
        eprintln!("a ratio is above its aim");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn desk(folder: &Path) -> Desk {
    let now = "2026-11-23T09:00".parse().expect("a time");
    Desk::new(folder.to_owned(), Clock::Chosen(now))
}

fn call(desk: &Desk, name: &str, request: Value) -> Value {
    commands::call(desk, name, request).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A new customer with a new appliance and a ticket, as the counter saves them.
fn save(folder: &Path) -> Ratio {
    fs::create_dir_all(folder).expect("a folder");
    let desk = desk(folder);
    let mut file =
        OpenOptions::new().create(true).append(true).open(folder.join("append")).expect("a file");
    let block = [0x5A_u8; 4096];
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for n in 0..SAVES {
        let intake = json!({
            "kind": "repair", "complaint": format!("打不着火，第 {n} 次"),
            "customer": { "name": "张三", "phones": [format!("138{n:08}")],
                "address": { "region": "广西/桂林市/七星区", "detail": format!("漓江路{n}号") } },
            "appliance": { "category": "integrated_stove", "purchased_on": "2025-03-15",
                "serial": format!("JS{n:08}"), "invoice": "present" },
        });
        let begin = Instant::now();
        call(&desk, "ticket_new", json!({ "intake": intake }));
        ours.push(begin.elapsed());
        let begin = Instant::now();
        file.write_all(&block).and_then(|()| file.sync_data()).expect("written");
        bare.push(begin.elapsed());
    }
    Ratio { name: "ticket save", ours: median(ours), bare: median(bare), aim: 1.2 }
}

fn backup(folder: &Path) -> Ratio {
    let desk = desk(folder);
    desk_app::demo::fill(&desk, desk_app::demo::Fill { tickets: TICKETS, seed: 1, today: None })
        .expect("a demonstration");
    // Both read the file whole, as a backup after the nightly checkpoint does.
    let database = folder.join("desk.db");
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for n in 0..BACKUPS {
        let to = folder.join(format!("backup-{n}"));
        let begin = Instant::now();
        upkeep::backup(&desk, &to, |_, _| true).expect("a backup");
        ours.push(begin.elapsed());
        let to = folder.join(format!("copy-{n}"));
        let begin = Instant::now();
        fs::copy(&database, &to).expect("copied");
        File::open(&to).and_then(|copy| copy.sync_all()).expect("synced");
        bare.push(begin.elapsed());
    }
    Ratio { name: "online backup", ours: median(ours), bare: median(bare), aim: 4.0 }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
