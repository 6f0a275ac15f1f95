//! Real logs, as a killed program leaves them, and what SQLite itself reads from them.

use std::fs;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;

/// A database that is open, and never takes its log in by itself.
struct Log {
    db: Connection,
    folder: TempDir,
    page: usize,
}

impl Log {
    fn new(page: usize) -> Log {
        let folder = tempfile::tempdir().unwrap();
        let db = Connection::open(folder.path().join("desk.db")).unwrap();
        db.pragma_update(None, "page_size", page as u32).unwrap();
        let log = Log { folder, db, page };
        // More than 32 pages: what marks a commit has more than one bit until there are 64.
        log.run(&format!("CREATE TABLE large AS SELECT zeroblob({})", 33 * page));
        log.run("CREATE TABLE saves (content)");
        log.use_wal();
        log
    }

    /// What a killed program left.
    fn left(folder: TempDir, page: usize) -> Log {
        let log =
            Log { db: Connection::open(folder.path().join("desk.db")).unwrap(), folder, page };
        log.use_wal();
        log
    }

    fn use_wal(&self) {
        self.run(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0",
        );
    }

    fn run(&self, statement: &str) {
        self.db.execute_batch(statement).unwrap();
    }

    /// One commit.
    fn save(&self, length: usize) {
        self.db.execute("INSERT INTO saves VALUES (?1)", [vec![7; length]]).unwrap();
    }

    /// One commit of one frame.
    fn mark(&self, number: u32) {
        self.db.pragma_update(None, "user_version", number).unwrap();
    }

    fn begin_anew(&self) {
        let is_busy = |row: &rusqlite::Row| row.get::<_, bool>(0);
        assert!(!self.db.query_one("PRAGMA wal_checkpoint(RESTART)", [], is_busy).unwrap());
    }

    /// Where the last commit ends in the log.
    fn end(&self) -> usize {
        let frames = |row: &rusqlite::Row| row.get::<_, u32>(1);
        let frames = self.db.query_one("PRAGMA wal_checkpoint(NOOP)", [], frames).unwrap();
        HEADER + frames as usize * (FRAME + self.page)
    }

    fn wal(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("desk.db-wal")).unwrap()
    }

    fn copy(&self, wal: Vec<u8>) -> Aside {
        Aside {
            folder: tempfile::tempdir().unwrap(),
            db: fs::read(self.folder.path().join("desk.db")).unwrap(),
            wal,
        }
    }
}

/// The two files as they were at one time.
struct Aside {
    folder: TempDir,
    db: Vec<u8>,
    wal: Vec<u8>,
}

impl Aside {
    fn write(&self, wal: &[u8]) {
        fs::write(self.folder.path().join("desk.db"), &self.db).unwrap();
        fs::write(self.folder.path().join("desk.db-wal"), wal).unwrap();
    }

    /// How many saves SQLite reads with this log.
    fn saves(&self, wal: &[u8]) -> i64 {
        self.write(wal);
        let db = Connection::open(self.folder.path().join("desk.db")).unwrap();
        db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF").unwrap();
        db.query_one("SELECT count(*) FROM saves", [], |row| row.get(0)).unwrap()
    }

    fn damage(&self, wal: &[u8]) -> Option<String> {
        let path = self.folder.path().join("log");
        fs::write(&path, wal).unwrap();
        damage(&path).unwrap()
    }

    /// Flips one bit after another. That is told when two saves or more are lost by it, and only then.
    fn flip(&self) {
        let page = word(&self.wal, 8) as usize;
        let all = self.saves(&self.wal);
        assert_eq!(self.damage(&self.wal), None);
        // A mark of one bit can be flipped away, and of the last save but one that is not seen.
        for frame in self.wal[HEADER..].chunks_exact(FRAME + page) {
            assert!(!word(frame, 4).is_power_of_two());
        }
        let mut seen = [0; 2];
        // All of the header, much of what stands before each page, and something of the pages.
        let is_tried =
            |bit: &usize| match (bit / 8).checked_sub(HEADER).map(|at| at % (FRAME + page)) {
                None => true,
                Some(at) if at < FRAME => bit.is_multiple_of(11),
                Some(_) => bit.is_multiple_of(997),
            };
        for bit in (0..self.wal.len() * 8).filter(is_tried) {
            let mut wal = self.wal.clone();
            wal[bit / 8] ^= 1 << (bit % 8);
            let lost = all - self.saves(&wal);
            let damage = self.damage(&wal);
            assert_eq!(damage.is_some(), lost >= 2, "bit {bit}: {lost} lost, {damage:?}");
            seen[usize::from(lost >= 2)] += 1;
        }
        assert!(seen.iter().all(|times| *times > 10), "{seen:?}");
    }

    /// Tears the commit that stands in these bytes: of its sectors those are not written that
    /// `is_written` denies.
    fn tear(
        &self,
        before: &[u8],
        commit: std::ops::Range<usize>,
        is_written: impl Fn(usize) -> bool,
    ) -> Vec<u8> {
        let mut wal = self.wal.clone();
        for at in commit.clone().filter(|at| !is_written(at / 512 - commit.start / 512)) {
            wal[at] = before.get(at).copied().unwrap_or(0);
        }
        wal
    }
}

/// The same log, as a machine of the other byte order sums it.
fn in_other_order(wal: &[u8], page: usize) -> Vec<u8> {
    let mut wal = wal.to_vec();
    wal[3] ^= 1;
    let is_big = wal[3] & 1 == 1;
    let put = |to: &mut [u8], sum: Pair| to.copy_from_slice(&sum.map(u32::to_be_bytes).concat());
    let mut summed = sum([0; 2], &wal[..24], is_big);
    put(&mut wal[24..HEADER], summed);
    for frame in wal[HEADER..].chunks_exact_mut(FRAME + page) {
        summed = sum(sum(summed, &frame[..8], is_big), &frame[FRAME..], is_big);
        put(&mut frame[16..FRAME], summed);
    }
    wal
}

/// Saves of one frame and of several.
fn sound(page: usize) -> Log {
    let log = Log::new(page);
    [5, 3 * page, 5, 2 * page, 5, 5].into_iter().for_each(|length| log.save(length));
    log
}

#[test]
fn no_log_an_empty_one_and_one_of_zeros_are_not_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    assert_eq!(damage(&path).unwrap(), None);
    for length in [0, 31, HEADER, 4096, 100_000] {
        fs::write(&path, vec![0; length]).unwrap();
        assert_eq!(damage(&path).unwrap(), None, "{length}");
    }
    assert!(damage(folder.path()).is_err());
}

#[test]
fn a_flipped_bit_that_loses_two_saves_is_told_and_one_in_the_last_save_is_not() {
    let log = sound(512);
    log.copy(log.wal()).flip();
    let other = in_other_order(&log.wal(), 512);
    assert_eq!(log.copy(other.clone()).saves(&other), 6);
    log.copy(other).flip();
}

#[test]
fn a_flipped_bit_is_told_in_pages_as_large_as_they_are_used() {
    let log = Log::new(4096);
    (0..3).for_each(|_| log.save(5));
    let copy = log.copy(log.wal());
    copy.flip();
}

#[test]
fn lost_saves_are_counted() {
    let log = Log::new(512);
    (0..80).for_each(|number| log.mark(number));
    let copy = log.copy(log.wal());
    let mut wal = copy.wal.clone();
    wal[HEADER + FRAME] ^= 1;
    let told =
        "the log of the last saves cannot be read from frame 1 on: 79 or more saves are lost";
    assert_eq!(copy.damage(&wal).as_deref(), Some(told));
}

#[test]
fn every_bit_of_the_header_is_told_though_there_is_but_one_save() {
    let log = Log::new(512);
    log.mark(1);
    let copy = log.copy(log.wal());
    assert_eq!(copy.wal.len(), HEADER + FRAME + 512);
    for bit in 0..HEADER * 8 {
        let mut wal = copy.wal.clone();
        wal[bit / 8] ^= 1 << (bit % 8);
        assert!(copy.damage(&wal).is_some(), "{bit}");
    }
}

#[test]
fn a_lost_sector_is_told_when_whole_saves_stand_behind_it() {
    let log = sound(512);
    let copy = log.copy(log.wal());
    for start in (0..copy.wal.len() - 512).step_by(512) {
        let mut wal = copy.wal.clone();
        wal[start..start + 512].fill(0);
        // Two saves of one frame end the log; of the one before a part is lost.
        if start + 512 < copy.wal.len() - 2 * (FRAME + 512) {
            assert!(copy.damage(&wal).is_some(), "{start}");
        }
    }
}

#[test]
fn a_log_that_was_begun_anew_over_a_longer_one_is_not_damaged() {
    let log = sound(512);
    let long = log.wal();
    log.begin_anew();
    log.save(5);
    let wal = log.wal();
    assert_eq!(wal.len(), long.len());
    assert_eq!(log.copy(wal.clone()).damage(&wal), None);
    // Its header was written, and nothing more.
    let begun = [&wal[..HEADER], &long[HEADER..]].concat();
    assert_eq!(log.copy(long.clone()).damage(&begun), None);
    // What was begun anew is damaged as any other; the header too, though it is not all that is lost.
    [5, 600, 5].into_iter().for_each(|length| log.save(length));
    log.copy(log.wal()).flip();
}

#[test]
fn a_torn_last_save_is_no_damage() {
    for is_over_old in [false, true] {
        let log = sound(512);
        if is_over_old {
            log.begin_anew();
        }
        log.save(5);
        let (before, start) = (log.wal(), log.end());
        log.save(1200);
        let (copy, end) = (log.copy(log.wal()), log.end());
        let sectors = (end - 1) / 512 - start / 512 + 1;
        assert!((4..10).contains(&sectors), "{sectors}");
        for written in 0..1 << sectors {
            for before in [&before[..], &[]] {
                let wal = copy.tear(before, start..end, |sector| written >> sector & 1 == 1);
                assert_eq!(copy.damage(&wal), None, "{is_over_old} {written:b}");
            }
        }
    }
}

#[test]
fn an_older_frame_under_a_torn_save_does_not_pass_for_a_commit_of_it() {
    // Where a frame begins at the end of a sector, its mark can be old and its checksum new.
    let log = Log::new(512);
    (0..80).for_each(|number| log.mark(number));
    log.begin_anew();
    log.save(5);
    let (before, start) = (log.wal(), log.end());
    log.save(35_000);
    let (copy, end) = (log.copy(log.wal()), log.end());
    let sectors = (end - 1) / 512 - start / 512 + 1;
    assert!(sectors > 64, "{sectors}");
    for first in 0..sectors {
        for more in 0..3 {
            let wal =
                copy.tear(&before, start..end, |sector| !(first..=first + more).contains(&sector));
            assert_eq!(copy.damage(&wal), None, "{first} and {more} more");
            let wal =
                copy.tear(&before, start..end, |sector| (first..=first + more).contains(&sector));
            assert_eq!(copy.damage(&wal), None, "only {first} and {more} more");
        }
    }
}

#[test]
fn what_two_power_cuts_left_is_no_damage() {
    let log = sound(512);
    let start = log.end();
    log.save(3000);
    let copy = log.copy(log.wal());
    copy.write(&copy.tear(&[], start..log.end(), |sector| sector > 0));
    // The next saves are written over the first torn one, and the second is torn in the midst of it.
    let log = Log::left(copy.folder, 512);
    log.save(5);
    let (before, start) = (log.wal(), log.end());
    log.save(600);
    let (copy, end) = (log.copy(log.wal()), log.end());
    assert!(end + FRAME + 512 < copy.wal.len());
    for written in 0..1 << ((end - 1) / 512 - start / 512 + 1) {
        let wal = copy.tear(&before, start..end, |sector| written >> sector & 1 == 1);
        assert_eq!(copy.damage(&wal), None, "{written:b}");
    }
}

#[test]
fn a_log_that_was_cut_off_is_not_told() {
    let log = sound(512);
    let copy = log.copy(log.wal());
    for kept in (0..copy.wal.len()).step_by(29) {
        assert_eq!(copy.damage(&copy.wal[..kept]), None, "{kept}");
    }
}
