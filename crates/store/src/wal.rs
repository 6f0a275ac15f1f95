//! Damage in the log of the last saves, SQLite's WAL, that SQLite keeps to itself: at the first frame
//! whose checksum is wrong it takes the log to end there. Every save behind that is lost, nobody is
//! told, and the next save is written over what could have told it.
//!
//! A power cut leaves a wrong checksum too, and that is no damage: what was being written was never
//! acknowledged. The two can be told apart, because a commit is synced before anything is written
//! behind it. A checksum is that of its frame and of all before it: a frame that follows a commit was
//! written when that commit was safe on the disk. It is damage when that commit is not read.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::StoreError;

/// <https://www.sqlite.org/fileformat2.html#the_write_ahead_log>: what begins a log, but for its last
/// bit, which says whether the checksums are of big-endian words.
const MAGIC: u32 = 0x377f_0682;
/// Magic, format, page size, count of checkpoints, two salts, two checksums.
const HEADER: usize = 32;
/// What stands before each page: its number, the size of the database when a commit ends here and
/// else 0, two salts, two checksums.
const FRAME: usize = 24;
const PAGES: [usize; 8] = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
/// A disk writes so much at once, or nothing of it.
const SECTOR: u64 = 512;

/// Salts, or checksums.
type Pair = [u32; 2];

/// What is wrong with a log, which nobody may have open; None also when there is none. Frames with
/// other salts than the header's stand in a log that was begun anew: they are in the database.
///
/// What it cannot see:
/// - That the last save alone is damaged: a power cut leaves the same.
/// - That saves were cut off the end of the file, or that nothing whole stands behind what is damaged.
/// - That only the last save but one is damaged, when what marks its end is: zero where it was not, or
///   damaged otherwise besides and across two sectors.
///
/// What is told is told again until the log is emptied, or written over.
///
/// # Errors
/// [`StoreError::Folder`] when the file cannot be read.
pub(crate) fn damage(wal: &Path) -> Result<Option<String>, StoreError> {
    match File::open(wal).and_then(|file| look(&mut BufReader::new(file))) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        looked => looked.map_err(|error| StoreError::file(wal, error)),
    }
}

fn look(wal: &mut (impl Read + Seek)) -> io::Result<Option<String>> {
    let mut header = [0; HEADER];
    if !fill(wal, &mut header)? {
        return Ok(None);
    }
    let (magic, page) = (word(&header, 0), word(&header, 8) as usize);
    let (salts, stored) = (pair(&header, 16), pair(&header, 24));
    let is_big = magic & 1 == 1;
    let summed = sum([0; 2], &header[..24], is_big);
    if magic | 1 != MAGIC | 1 || !PAGES.contains(&page) || stored != summed {
        // It was synced before any frame was written. What it said is tried out.
        for (page, is_big) in PAGES.into_iter().flat_map(|page| [(page, false), (page, true)]) {
            let mut is_used = false;
            frames(wal, page, is_big, [stored, summed], |frame, follows| {
                is_used |= follows && word(frame, 4) != 0;
            })?;
            if is_used {
                let problem = "the log of the last saves cannot be read: its header is damaged";
                return Ok(Some(problem.into()));
            }
        }
        return Ok(None);
    }
    let (mut number, mut broken, mut lost, mut is_commit) = (0, None, 0, false);
    frames(wal, page, is_big, [stored; 2], |frame, follows| {
        let is_ours = follows && pair(frame, 8) == salts;
        lost += u64::from(broken.is_some() && is_commit && is_ours);
        // What marks a commit is as it was written when the checksum says so, or stands in one sector
        // with the checksum that the next frame follows. Else it may be of an older frame here.
        let start = (HEADER as u64 + number * (FRAME + page) as u64) % SECTOR;
        is_commit = word(frame, 4) != 0 && (follows || start + FRAME as u64 <= SECTOR);
        number += 1;
        if !is_ours {
            broken.get_or_insert(number);
        }
    })?;
    Ok(broken.filter(|_| lost > 0).map(|broken| {
        format!(
            "the log of the last saves cannot be read from frame {broken} on: {lost} or more saves are lost"
        )
    }))
}

/// Hands out every whole frame, and whether its checksum follows from the frame before: from what is
/// stored there or, as that may be what is damaged, from what should be.
fn frames(
    wal: &mut (impl Read + Seek),
    page: usize,
    is_big: bool,
    mut before: [Pair; 2],
    mut each: impl FnMut(&[u8], bool),
) -> io::Result<()> {
    wal.seek(SeekFrom::Start(HEADER as u64))?;
    let mut frame = vec![0; FRAME + page];
    while fill(wal, &mut frame)? {
        let stored = pair(&frame, 16);
        let sums =
            before.map(|before| sum(sum(before, &frame[..8], is_big), &frame[FRAME..], is_big));
        each(&frame, sums.contains(&stored));
        before = [stored, sums[0]];
    }
    Ok(())
}

/// Whether there was so much left to read.
fn fill(wal: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match wal.read_exact(bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        read => read.map(|()| true),
    }
}

/// The checksum of what was summed before and these bytes.
fn sum(before: Pair, bytes: &[u8], is_big: bool) -> Pair {
    bytes.chunks_exact(8).fold(before, |[first, second], words| {
        let [one, two] = pair(words, 0).map(|word| if is_big { word } else { word.swap_bytes() });
        let first = first.wrapping_add(one).wrapping_add(second);
        [first, second.wrapping_add(two).wrapping_add(first)]
    })
}

fn pair(bytes: &[u8], at: usize) -> Pair {
    [word(bytes, at), word(bytes, at + 4)]
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("4 bytes"))
}

#[cfg(test)]
mod tests;
