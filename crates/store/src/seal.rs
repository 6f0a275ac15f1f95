//! The seal at the end of a backup: the CRC-32 of everything before it. No bit of a sealed file can
//! change without being seen, and of greater damage one in four thousand million escapes it; what
//! matters has digests of its own besides. SHA-256 would take as long as the whole copy. SQLite does
//! not look behind the last page of a database.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crc32fast::Hasher;

use crate::db::MAGIC;
use crate::error::StoreError;

/// What is told of a broken seal.
pub(crate) const BROKEN: &str = "the backup is not as it was written: its seal is broken";

/// What begins a seal; the sum follows, little-endian.
const MARK: &[u8; 16] = b"\nfuwutai backup\n";
const SUM: usize = 4;
const LENGTH: usize = MARK.len() + SUM;

/// Pages are of 512 bytes at least: a plain database has no odd end.
const SMALLEST_PAGE: u64 = 512;

/// What stands at the end of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// No seal, as in a database that was copied by hand.
    None,
    /// Every byte before it is as it was written; so many there are.
    Whole(u64),
    /// The file, or its seal, was changed.
    Broken,
}

/// Seals a file.
pub(crate) fn seal(path: &Path) -> Result<(), StoreError> {
    let sealed = File::options().read(true).write(true).open(path).and_then(|mut file| {
        let sum = sum(&mut file, u64::MAX)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(&[MARK, &sum[..]].concat())
    });
    sealed.map_err(|error| StoreError::file(path, error))
}

/// Checks the seal of a file, which is read whole when it has one.
pub(crate) fn check(path: &Path) -> Result<Seal, StoreError> {
    let checked = File::open(path).and_then(|mut file| {
        let length = file.metadata()?.len();
        let Some(sealed) = length.checked_sub(LENGTH as u64) else { return Ok(Seal::None) };
        let mut head = [0; MAGIC.len()];
        file.read_exact(&mut head)?;
        let mut end = [0; LENGTH];
        file.seek(SeekFrom::Start(sealed))?;
        file.read_exact(&mut end)?;
        if !end.starts_with(MARK) {
            let is_odd = head == *MAGIC && !length.is_multiple_of(SMALLEST_PAGE);
            return Ok(if is_odd { Seal::Broken } else { Seal::None });
        }
        file.rewind()?;
        let is_whole = sum(&mut file, sealed)?[..] == end[MARK.len()..];
        Ok(if is_whole { Seal::Whole(sealed) } else { Seal::Broken })
    });
    checked.map_err(|error| StoreError::file(path, error))
}

fn sum(file: &mut File, length: u64) -> io::Result<[u8; SUM]> {
    let mut hasher = Hasher::new();
    let mut bytes = vec![0; 256 * 1024];
    let mut rest = file.take(length);
    loop {
        match rest.read(&mut bytes)? {
            0 => return Ok(hasher.finalize().to_le_bytes()),
            read => hasher.update(&bytes[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_bit_breaks_the_seal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let plain = [&MAGIC[..], &[7; 1008]].concat();
        std::fs::write(&path, &plain).unwrap();
        assert_eq!(check(&path).unwrap(), Seal::None);
        seal(&path).unwrap();
        assert_eq!(check(&path).unwrap(), Seal::Whole(1024));
        let whole = std::fs::read(&path).unwrap();
        for bit in MAGIC.len() * 8..whole.len() * 8 {
            let mut changed = whole.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, &changed).unwrap();
            assert_eq!(check(&path).unwrap(), Seal::Broken, "{bit}");
        }
        for kept in (0..whole.len()).filter(|kept| kept % 512 != 0 && *kept >= LENGTH) {
            std::fs::write(&path, &whole[..kept]).unwrap();
            assert_eq!(check(&path).unwrap(), Seal::Broken, "cut to {kept}");
        }
    }
}
