//! The log that `tests/faults/faults.c` writes, read.

use super::workload::{ACKS, BACKED_UP, WAL};

/// Something that was done to a file or folder.
pub struct Record<'l> {
    /// Its name below the folder that is watched; "" is that folder.
    pub name: &'l str,
    pub step: Step<'l>,
}

pub enum Step<'l> {
    Make,
    Write(usize, &'l [u8]),
    Cut(usize),
    Sync,
    SyncFolder,
    Rename(&'l str),
    Remove,
    MakeFolder,
}

impl Step<'_> {
    /// It changes names, or makes them last.
    pub fn is_about_names(&self) -> bool {
        !matches!(self, Step::Write(..) | Step::Cut(_) | Step::Sync)
    }
}

impl<'l> Record<'l> {
    /// What somebody was told, which is no part of the disk.
    pub fn told(&self) -> Option<&'l [u8]> {
        match self.step {
            Step::Write(_, line) if self.name == ACKS => Some(line),
            _ => None,
        }
    }
}

pub fn read(mut log: &[u8]) -> Vec<Record<'_>> {
    let mut records = Vec::new();
    while !log.is_empty() {
        let letter = take(&mut log, 1)[0];
        let name_length = number(take(&mut log, 2));
        let at = number(take(&mut log, 8));
        let length = number(take(&mut log, 4));
        let name = text(take(&mut log, name_length));
        let data = take(&mut log, length);
        let step = match letter {
            b'C' => Step::Make,
            b'W' => Step::Write(at, data),
            b'T' => Step::Cut(at),
            b'S' => Step::Sync,
            b'D' => Step::SyncFolder,
            b'R' => Step::Rename(text(data)),
            b'U' => Step::Remove,
            b'M' => Step::MakeFolder,
            other => panic!("a record {other}"),
        };
        records.push(Record { name, step });
    }
    records
}

fn take<'l>(log: &mut &'l [u8], length: usize) -> &'l [u8] {
    log.split_off(..length).expect("a whole record")
}

fn number(little_endian: &[u8]) -> usize {
    little_endian.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// How many saves were told, and how many of them before the last thing that they wrote into the WAL
/// was synced.
pub fn saves(records: &[Record]) -> (usize, usize) {
    let (mut saves, mut unsynced) = (0, 0);
    let mut is_synced = false;
    for record in records {
        if let Some(line) = record.told() {
            let is_save = !line.starts_with(BACKED_UP);
            saves += usize::from(is_save);
            unsynced += usize::from(is_save && !is_synced);
            is_synced = false;
        } else if record.name == WAL {
            match record.step {
                Step::Write(..) => is_synced = false,
                Step::Sync => is_synced = true,
                _ => {}
            }
        }
    }
    (saves, unsynced)
}
