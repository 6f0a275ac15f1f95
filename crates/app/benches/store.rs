//! What keeping costs, against what the machine alone takes: a ticket save against an append of
//! 4 KiB with fdatasync; an online backup and a restore against a copy with fsync; `verify` against
//! the least that can be called a check of everything, SQLite's own of the file and every byte of it
//! through SHA-256 once.
//!
//! Both sides are measured in the same run, turn by turn, and the medians are compared, so that a
//! noisy machine slows both.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use desk_app::demo::{self, Fill};
use desk_app::{Clock, Desk, commands, upkeep};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const SAVES: usize = 300;
/// Of a backup, of a restore and of `verify`.
const TURNS: usize = 7;
/// Tickets in the database that is backed up.
const TICKETS: u32 = 3000;

fn main() {
    // Beside the checkout's own files: a folder in memory would make every sync free.
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    save(&folder.path().join("save"));
    whole_file(folder.path());
}

fn tell(name: &str, ours: Duration, baseline: &str, bare: Duration) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("measured\t{name}\t{ours:.2?}\t{baseline}\t{bare:.2?}\t{ratio:.3}\t×");
}

fn desk(folder: &Path) -> Desk {
    let now = "2026-11-23T09:00".parse().expect("a time");
    Desk::new(folder.to_owned(), Clock::Chosen(now))
}

fn call(desk: &Desk, name: &str, request: Value) -> Value {
    commands::call(desk, name, request).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A new customer with a new appliance and a ticket, as the counter saves them.
fn save(folder: &Path) {
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
        ours.push(time(|| {
            call(&desk, "ticket_new", json!({ "intake": intake }));
        }));
        bare.push(time(|| {
            file.write_all(&block).and_then(|()| file.sync_data()).expect("written")
        }));
    }
    let bare = median(bare);
    println!("machine\tappend of 4 KiB with fdatasync\t{bare:.2?}");
    tell("ticket save", median(ours), "append of 4 KiB with fdatasync", bare);
}

/// What reads or writes the whole file. Backup and copy read it whole, as a backup after the nightly
/// checkpoint does.
fn whole_file(folder: &Path) {
    let data = folder.join("data");
    let desk = desk(&data);
    demo::fill(&desk, Fill { tickets: TICKETS, seed: 1, today: None }).expect("a demonstration");
    let database = data.join("desk.db");
    // A folder of its own: a restore wants one that no program has open. It replaces the last turn's.
    let restored = self::desk(&folder.join("restored"));
    let (mut backup, mut restore, mut copy) = (Vec::new(), Vec::new(), Vec::new());
    let (mut verify, mut check, mut hash) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..TURNS {
        let to = folder.join(format!("backup-{n}"));
        backup.push(time(|| {
            let request = upkeep::Backup { file: to.clone() };
            upkeep::backup(&desk, request, &mut |_| true).expect("a backup");
        }));
        let aside = folder.join(format!("copy-{n}"));
        copy.push(time(|| {
            fs::copy(&database, &aside).expect("copied");
            File::open(&aside).and_then(|copy| copy.sync_all()).expect("synced");
        }));
        restore.push(time(|| {
            let last = BTreeMap::new();
            let request = upkeep::Restore { file: to.clone(), last, accept_damage: false };
            upkeep::restore(&restored, request, &mut |_| true).expect("restored");
        }));
        verify.push(time(|| {
            let request = upkeep::Verify { file: Some(database.clone()) };
            let report = upkeep::verify(&desk, request, &mut |_| true).expect("a report");
            assert_eq!(report.problems, [""; 0]);
        }));
        let checking =
            time(|| assert!(desk_store::read_file(&database, desk_store::check_file).is_ok()));
        let hashing = time(|| {
            black_box(Sha256::digest(fs::read(&database).expect("a database")));
        });
        check.push(checking + hashing);
        hash.push(hashing);
    }
    let copy = median(copy);
    let megabytes = fs::metadata(&database).expect("a database").len() as f64 / 1e6;
    for (name, taken) in [("copy with fsync", copy), ("reading and SHA-256", median(hash))] {
        println!("machine\t{name}\t{:.0} MB/s", megabytes / taken.as_secs_f64());
    }
    tell("online backup", median(backup), "copy with fsync", copy);
    tell("restore", median(restore), "copy with fsync", copy);
    tell("verify", median(verify), "SQLite's check and SHA-256", median(check));
}

fn time(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
