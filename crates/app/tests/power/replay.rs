//! A disk as it was at any point of a log, and what a power cut may leave of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::log::{Record, Step};

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// What becomes of writes and cuts that were not synced.
#[derive(Debug, Clone, Copy)]
pub enum Data {
    /// Nothing of them is there.
    Dropped,
    /// Of each file the first ones are there, up to any.
    Prefix,
    /// Any of them are there.
    Reordered,
    /// Any sectors of them are there.
    Torn,
}

/// What becomes of names that were made, changed and removed.
#[derive(Debug, Clone, Copy)]
pub enum Names {
    /// What POSIX promises: they last once their folder was synced. Any of the others are there.
    Strict,
    /// What ext4 and NTFS do: they last in their order, and a synced file with its name. Of the
    /// others the first ones are there, up to any.
    Journaled,
}

/// Numbers by chance, the same every time (splitmix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % end as u64) as usize
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn heads(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// A disk on which the records were done one after the other.
#[derive(Default)]
pub struct Disk<'l> {
    files: Vec<File<'l>>,
    /// The files by the names that the program sees.
    seen: BTreeMap<&'l str, usize>,
    /// Every change of a name, the oldest first.
    namings: Vec<Naming<'l>>,
    /// How many of them last on a journaled disk.
    journaled: usize,
}

/// A file, whatever its name.
#[derive(Default)]
struct File<'l> {
    synced: Vec<u8>,
    since: Vec<Change<'l>>,
    /// How many changes of names there were when it had got its own.
    named: usize,
}

#[derive(Clone, Copy)]
enum Change<'l> {
    Write(usize, &'l [u8]),
    Cut(usize),
}

impl Change<'_> {
    fn apply(self, content: &mut Vec<u8>) {
        match self {
            Change::Write(at, data) => {
                let end = at + data.len();
                content.resize(content.len().max(end), 0);
                content[at..end].copy_from_slice(data);
            }
            Change::Cut(length) => content.resize(length, 0),
        }
    }
}

struct Naming<'l> {
    name: &'l str,
    /// The name that this one takes the place of.
    instead_of: Option<&'l str>,
    what: Named,
    /// Its folder was synced since.
    synced: bool,
}

#[derive(Clone, Copy)]
enum Named {
    File(usize),
    Folder,
    Nothing,
}

impl<'l> Disk<'l> {
    pub fn apply(&mut self, record: &Record<'l>) {
        let name = record.name;
        match record.step {
            Step::Make => {
                let named = self.namings.len() + 1;
                self.files.push(File { named, ..File::default() });
                self.seen.insert(name, self.files.len() - 1);
                self.name(name, None, Named::File(self.files.len() - 1));
            }
            Step::Write(at, data) => self.file(name).since.push(Change::Write(at, data)),
            Step::Cut(length) => self.file(name).since.push(Change::Cut(length)),
            Step::Sync => {
                let file = self.file(name);
                for change in std::mem::take(&mut file.since) {
                    change.apply(&mut file.synced);
                }
                self.journaled = self.journaled.max(self.file(name).named);
            }
            Step::SyncFolder => {
                let inside = self.namings.iter_mut().filter(|naming| above(naming.name) == name);
                inside.for_each(|naming| naming.synced = true);
                self.journaled = self.namings.len();
            }
            Step::Rename(to) => {
                assert_eq!(above(name), above(to), "one folder to sync");
                let file = self.seen.remove(name).expect("a file that was made");
                self.seen.insert(to, file);
                self.name(to, Some(name), Named::File(file));
            }
            Step::Remove => {
                self.seen.remove(name);
                self.name(name, None, Named::Nothing);
            }
            Step::MakeFolder => self.name(name, None, Named::Folder),
        }
    }

    fn file(&mut self, name: &str) -> &mut File<'l> {
        &mut self.files[self.seen[name]]
    }

    fn name(&mut self, name: &'l str, instead_of: Option<&'l str>, what: Named) {
        self.namings.push(Naming { name, instead_of, what, synced: false });
    }

    /// Writes into a folder what a power cut here may leave.
    pub fn cut(&self, data: Data, names: Names, chance: &mut Chance, into: &Path) {
        for (name, what) in self.names_left(names, chance) {
            let path = into.join(name);
            // What stands in a folder that is lost is lost with it.
            let is_reached = path.parent().is_some_and(Path::exists);
            match what {
                Named::File(file) if is_reached => {
                    let content = self.files[file].left(data, chance);
                    fs::write(path, content).expect("written");
                }
                Named::Folder if is_reached => fs::create_dir(path).expect("a folder"),
                _ => {}
            }
        }
    }

    fn names_left(&self, names: Names, chance: &mut Chance) -> BTreeMap<&'l str, Named> {
        let journaled = self.journaled + chance.below(self.namings.len() - self.journaled + 1);
        let mut left = BTreeMap::new();
        for (index, naming) in self.namings.iter().enumerate() {
            let lasts = match names {
                Names::Strict => naming.synced || chance.heads(),
                Names::Journaled => index < journaled,
            };
            if lasts {
                if let Some(other) = naming.instead_of {
                    left.remove(other);
                }
                left.insert(naming.name, naming.what);
            }
        }
        left
    }
}

impl File<'_> {
    fn left(&self, data: Data, chance: &mut Chance) -> Vec<u8> {
        let mut content = self.synced.clone();
        let first = chance.below(self.since.len() + 1);
        for (index, change) in self.since.iter().enumerate() {
            match (data, *change) {
                (Data::Dropped, _) => {}
                (Data::Prefix, change) if index < first => change.apply(&mut content),
                (Data::Torn, Change::Write(at, data)) => {
                    for (at, sector) in sectors(at, data) {
                        if chance.heads() {
                            Change::Write(at, sector).apply(&mut content);
                        }
                    }
                }
                (Data::Reordered | Data::Torn, change) if chance.heads() => {
                    change.apply(&mut content);
                }
                _ => {}
            }
        }
        content
    }
}

/// What a write puts into each sector of the file.
fn sectors(mut at: usize, mut data: &[u8]) -> Vec<(usize, &[u8])> {
    let mut sectors = Vec::new();
    while !data.is_empty() {
        let (sector, rest) = data.split_at(data.len().min(SECTOR - at % SECTOR));
        sectors.push((at, sector));
        at += sector.len();
        data = rest;
    }
    sectors
}

/// The folder of a name.
fn above(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
