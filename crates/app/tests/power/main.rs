//! Power cuts. A process does the work of a counter while every write of it is logged
//! (`tests/faults`); from that log come the disks that a power cut may have left, and each of them
//! must have all that was acknowledged before the cut.
//!
//! A killed process shows none of this: what it has written outlives it in the system's memory.

#![cfg(target_os = "linux")]

mod log;
#[path = "../../../../tests/faults/preload.rs"]
mod preload;
mod replay;
mod state;
mod workload;

use std::env;
use std::num::NonZero;
use std::thread;

use log::{Record, Step};
use replay::{Chance, Data, Disk, Names};
use state::Told;
use tempfile::TempDir;

/// How many power cuts, when `POWER_CUTS` does not say.
const CUTS: usize = 1_500;

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let log = workload::run(false);
    let records = log::read(&log);
    assert!(checkpoints(&records) >= 3, "{} checkpoints", checkpoints(&records));
    let (saves, unsynced) = log::saves(&records);
    assert_eq!(unsynced, 0, "of {saves} saves so many were told before they were synced");
    let losses = cut(&records, cuts());
    assert!(losses.is_empty(), "{} of {}: {losses:#?}", losses.len(), cuts());
}

/// The control: what the test above says is worth something only while this loses.
#[test]
fn saves_that_do_not_wait_for_the_disk_are_lost() {
    let log = workload::run(true);
    let records = log::read(&log);
    let (saves, unsynced) = log::saves(&records);
    assert!(unsynced > saves / 2, "{unsynced} of {saves} saves were told before they were synced");
    let cuts = (cuts() / 5).max(50);
    let losses = cut(&records, cuts);
    println!("{} of {cuts} power cuts lost something", losses.len());
    assert!(losses.len() > cuts / 3, "{} of {cuts}", losses.len());
}

fn cuts() -> usize {
    env::var("POWER_CUTS").map_or(CUTS, |cuts| cuts.parse().expect("a number"))
}

/// Between how many answers the WAL was taken into the database while that stayed open.
fn checkpoints(records: &[Record]) -> usize {
    let is_told = |record: &Record| record.told().is_some();
    let taken_in = |record: &Record| {
        record.name == workload::DATABASE && matches!(record.step, Step::Write(..))
    };
    let closed = |record: &Record| matches!(record.step, Step::Remove);
    records
        .split(is_told)
        .filter(|between| between.iter().any(taken_in) && !between.iter().any(closed))
        .count()
}

/// The nth power cut is the same in every run, as far as the program does the same.
struct Cut {
    nth: usize,
    /// After so many records.
    at: usize,
    chance: Chance,
}

/// Cuts the power so many times, on all cores. Returns what was lost or is wrong, a line each.
fn cut(records: &[Record], cuts: usize) -> Vec<String> {
    let is_wal = |record: &Record| record.name == workload::WAL;
    // Until there is a WAL, and somewhat longer.
    let opening = records.iter().position(is_wal).expect("a WAL") + 10;
    let names: Vec<usize> =
        (0..records.len()).filter(|index| records[*index].step.is_about_names()).collect();
    let mut cuts: Vec<Cut> = (0..cuts)
        .map(|nth| {
            let mut chance = Chance(nth as u64);
            // Names change seldom, and a file is new once: that is where most is at stake.
            let at = match chance.below(6) {
                0 => chance.below(opening),
                1 => records.len().min(chance.one(&names) + chance.below(6)),
                _ => chance.below(records.len() + 1),
            };
            Cut { nth, at, chance }
        })
        .collect();
    cuts.sort_by_key(|cut| cut.at);
    let told = Told::all(records);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut shares: Vec<Vec<Cut>> = (0..cores).map(|_| Vec::new()).collect();
    for (index, cut) in cuts.into_iter().enumerate() {
        shares[index % cores].push(cut);
    }
    let share = |share: Vec<Cut>| cut_share(records, &told, share);
    thread::scope(|scope| {
        let share = &share;
        let all: Vec<_> = shares.into_iter().map(|cuts| scope.spawn(move || share(cuts))).collect();
        all.into_iter().flat_map(|one| one.join().expect("no panic")).collect()
    })
}

/// Cuts at places in their order.
fn cut_share(records: &[Record], told: &[Told], cuts: Vec<Cut>) -> Vec<String> {
    let mut losses = Vec::new();
    let mut disk = Disk::default();
    let (mut done, mut answers) = (0, 0);
    for Cut { nth, at, mut chance } in cuts {
        for record in &records[done..at] {
            if record.name != workload::ACKS {
                disk.apply(record);
            }
            answers += usize::from(record.told().is_some());
        }
        done = at;
        let data = chance.one(&[Data::Dropped, Data::Prefix, Data::Reordered, Data::Torn]);
        let names = chance.one(&[Names::Strict, Names::Journaled]);
        let folder = memory_folder();
        disk.cut(data, names, &mut chance, folder.path());
        if let Err(loss) = state::check(folder.path(), told, answers) {
            let of = records.len();
            losses.push(format!(
                "cut {nth}, after {at} of {of} records, {data:?}, {names:?}: {loss}"
            ));
        }
    }
    losses
}

/// A folder that waits for no disk: the one that counts is made up. In memory, where there is room.
fn memory_folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).expect("a folder")
}
