//! Putting a backup back.
//!
//! A restore never deletes what it replaces. Whatever line it is cut off at, the old database is in
//! its place, or the new one is, or [`crate::Store::open`] puts the new one there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use desk_core::calendar::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use serde_json::json;

use crate::audit::Tail;
use crate::backup::{become_one_file, refuse_problems};
use crate::damage::{is_readable, unmark};
use crate::db::{
    Found, Read, Role, SCHEMA_VERSION, SYNCS, check_all_but_search, connect, connect_to_look, look,
    migrate, newer, open_file, user_version,
};
use crate::error::StoreError;
use crate::files::{
    Files, SUFFIXES, beside, exists, remove_database, remove_file, rename, sync_file, sync_folder,
};
use crate::number::{DOCUMENTS, NumberRange, TICKETS, is_series, named_series, ticket_series};
use crate::row::hex;
use crate::seal::{self, Seal};
use crate::verify::{VerifyReport, verify_file};
use crate::wal;
use crate::write::{Audited, Operation, Write, transact};

const SERIES: &str = "SELECT name, last, asked FROM series";

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestoreReport {
    /// Where the database that was there before is now.
    pub replaced: Option<PathBuf>,
    /// Numbers that were skipped, because paper or the replaced database has them.
    pub jumped: Vec<NumberRange>,
    /// Series whose last number on paper has to be told before one is given out.
    pub asked: Vec<String>,
    /// What is wrong with it: accepted now or earlier, or only with the search.
    pub accepted: Vec<String>,
}

/// What to restore, and what is known about it.
pub struct Restore<'a> {
    /// The backup.
    pub from: &'a Path,
    /// When.
    pub at: Moment,
    /// Who does it.
    pub actor: &'a str,
    /// The last numbers on paper, by series (`SJ`, `BX`; `WX`, `AZ`, `BY`, `TS`, `ZX` mean that
    /// day's).
    pub paper: &'a BTreeMap<String, i64>,
    /// Somebody knows that something is wrong with what the backup says, and wants it all the same.
    pub accept_damage: bool,
}

/// Puts a backup in the place of the database of a folder, which the program must not have open.
/// The backup is copied, brought to the newest schema and checked as a whole first; the database
/// that was there is kept beside it. Numbers go on after the highest known one: the backup's, the
/// replaced database's, and those on paper. When the replaced database does not know what was given
/// out after the backup, the series that paper does not name are asked about. A new epoch begins.
/// `progress` is as for [`Read::verify_watched`].
///
/// # Errors
/// [`StoreError::Busy`] when a program has the database open; [`StoreError::Cancelled`];
/// [`StoreError::NotFound`] when there is no such backup, or a name in `paper` is no series;
/// [`StoreError::Damaged`],
/// [`StoreError::NewerFile`], [`StoreError::NotOurs`] and [`StoreError::NotADatabase`] for a backup
/// that cannot be put back; the old database stays in its place then. Damage to the file itself
/// cannot be accepted.
pub fn restore(
    folder: &Path,
    order: &Restore,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<RestoreReport, StoreError> {
    let files = Files::of(folder)?;
    let lock = files.lock_file()?;
    if !files.lock_alone(&lock)? {
        return Err(StoreError::Busy);
    }
    finish_restore(&files)?;
    let prepared = prepare(&files, order, progress).map_err(|error| {
        let is_fine = || {
            verify_file(order.from, &mut |_, _| true).is_ok_and(|report| report.problems.is_empty())
        };
        // A disk that fails looks like damage.
        if error.is_damage() && (!is_readable(order.from) || is_fine()) {
            StoreError::failed_once()
        } else {
            error
        }
    });
    if prepared.is_err() {
        // The error says more than a failure to clear up; the next restore clears up too.
        remove_database(&files.part).ok();
    }
    let report = prepared?;
    let replaced = put_in_place(&files, order.at)?;
    Ok(RestoreReport { replaced, ..report })
}

fn paper_series(
    paper: &BTreeMap<String, i64>,
    at: Moment,
) -> Result<BTreeMap<String, i64>, StoreError> {
    paper.iter().map(|(name, last)| Ok((named_series(name, at)?, *last))).collect()
}

/// Makes the restored database, complete and on the disk, under the name of one that is on its way.
fn prepare(
    files: &Files,
    order: &Restore,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<RestoreReport, StoreError> {
    let paper = paper_series(order.paper, order.at)?;
    // Through a link, what SQLite keeps beside it is found where it leads to.
    let from = fs::canonicalize(order.from).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::NotFound { what: order.from.display().to_string() },
        _ => StoreError::file(order.from, error),
    })?;
    let seal = seal::check(&from)?;
    if seal == Seal::Broken && !order.accept_damage {
        return Err(StoreError::Damaged { detail: seal::BROKEN.into() });
    }
    if let Found::Absent = look(&from)? {
        return Err(StoreError::NotFound { what: order.from.display().to_string() });
    }
    remove_database(&files.part)?;
    let mut lost = None;
    match seal {
        // Nothing beside it belongs to it.
        Seal::Whole(length) => copy_file(&from, &files.part, length)?,
        Seal::None | Seal::Broken => {
            copy_file(&from, &files.part, u64::MAX)?;
            let wal = beside(&from, "-wal");
            if exists(&wal)? {
                copy_file(&wal, &beside(&files.part, "-wal"), u64::MAX)?;
                lost = wal::damage(&beside(&files.part, "-wal"))?;
            }
        }
    }
    become_one_file(&files.part)?;
    let mended = check_part(&files.part, order.accept_damage)?;
    let mut connection = connect(&files.part, Role::Writer)?;
    migrate(&mut connection, &files.part)?;
    let replaced = read_replaced(files, &connection);
    let operation = Operation {
        name: "restore",
        actor: order.actor.to_owned(),
        at: order.at,
        clock_confirmed: true,
    };
    let report = transact(&mut connection, operation, Audited::Must, |write| {
        let (jumped, asked) = begin_epoch(write, order, &paper, replaced.as_ref())?;
        let mut found = write.verify_watched(progress)?;
        found.problems.splice(0..0, lost.into_iter().chain(mended));
        if seal == Seal::Broken {
            found.problems.insert(0, seal::BROKEN.into());
        }
        accept(write, order, &found)?;
        let accepted = found.problems;
        Ok::<_, StoreError>(RestoreReport { replaced: None, jumped, asked, accepted })
    })?;
    drop(connection);
    become_one_file(&files.part)?;
    sync_file(&files.part)?;
    rename(&files.part, &files.restoring)?;
    Ok(report)
}

/// Refuses what is wrong with the file itself: writing to it would make it worse. Indexes alone are
/// made again when somebody accepts that they were wrong; returns what was.
fn check_part(path: &Path, accept_damage: bool) -> Result<Vec<String>, StoreError> {
    let connection = connect_to_look(path)?;
    let version = user_version(&connection)?;
    if version > SCHEMA_VERSION {
        return Err(newer(version, path));
    }
    let problems = check_all_but_search(&Read::new(&connection))?;
    if problems.is_empty() || !accept_damage {
        refuse_problems(problems)?;
        return Ok(Vec::new());
    }
    drop(connection);
    let connection = connect(path, Role::Writer)?;
    connection.execute_batch("REINDEX")?;
    match check_all_but_search(&Read::new(&connection))?.first() {
        None => Ok(problems),
        Some(left) => {
            Err(StoreError::Damaged { detail: format!("{left}; nobody can accept this") })
        }
    }
}

/// Keeps what is newly wrong, when somebody has said that it may be; so that a later look at it
/// finds nothing new.
fn accept(write: &mut Write, order: &Restore, found: &VerifyReport) -> Result<(), StoreError> {
    let wrong = found.problems_but(&write.accepted_damage()?);
    if wrong.is_empty() {
        return Ok(());
    }
    if !order.accept_damage {
        return Err(StoreError::Damaged { detail: wrong.join("; ") });
    }
    write.audit("point", &[0; 16], &json!({ ACCEPTED: found.problems }))
}

/// The member of an audit payload.
const ACCEPTED: &str = "accepted_damage";

const RESTORES: &str = "SELECT p.payload FROM audit a JOIN audit_payload p ON p.seq = a.seq \
     WHERE a.subject = zeroblob(16) AND a.operation = 'restore' ORDER BY a.seq DESC";

impl Read<'_> {
    /// What was wrong with the backup that was restored last, and accepted.
    pub(crate) fn accepted_damage(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection().prepare_cached(RESTORES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let payload: serde_json::Value = serde_json::from_str(row.get_ref(0)?.as_str()?)?;
            if let Some(accepted) = payload.get(ACCEPTED) {
                return Ok(serde_json::from_value(accepted.clone())?);
            }
        }
        Ok(Vec::new())
    }
}

/// What the database that is being replaced knows.
struct Replaced {
    /// Last number and whether it is asked about, by series.
    series: BTreeMap<String, (i64, bool)>,
    /// 0 when it is not known.
    epoch: i64,
    head: Option<[u8; 32]>,
    /// It is the backup's own continuation, so that it knows every number given out after it.
    continues: bool,
}

/// Reads what can be read of the old database: it may be absent, damaged or something else.
fn read_replaced(files: &Files, backup: &Connection) -> Option<Replaced> {
    // Opening an absent file would make one.
    if !exists(&files.db).unwrap_or(false) {
        return None;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let old = open_file(&files.db, flags).ok()?;
    // What is damaged is kept as it is, its WAL too.
    let keep_wal = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    old.set_db_config(keep_wal, true).ok()?;
    let lost = wal::damage(&beside(&files.db, "-wal")).ok()?;
    // What is taken in stays in, whatever becomes of the power.
    for (name, value) in SYNCS {
        old.pragma_update(None, name, *value).ok()?;
    }
    let mut replaced = read_series(&old, backup).ok()?;
    if lost.is_some() {
        // Nor does anybody know which numbers the lost saves gave out.
        replaced.continues = false;
        return Some(replaced);
    }
    if old.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").is_ok() {
        old.set_db_config(keep_wal, false).ok();
    }
    Some(replaced)
}

/// The series must be readable; what else cannot be read is not known.
fn read_series(old: &Connection, backup: &Connection) -> Result<Replaced, StoreError> {
    let mut series = all_series(old)?;
    series.retain(|name, _| is_series(name));
    let epoch = old.query_row("SELECT epoch FROM point WHERE id = 1", [], |row| row.get(0));
    let (end, _) = Tail::read(backup)?;
    let there = old.query_row("SELECT hash FROM audit WHERE seq = ?1", [end.seq], |row| row.get(0));
    Ok(Replaced {
        series,
        epoch: epoch.unwrap_or(0),
        head: Read::new(old).chain_head().ok(),
        continues: end.seq == 0 || there.is_ok_and(|hash: [u8; 32]| hash == end.hash),
    })
}

fn all_series(connection: &Connection) -> Result<BTreeMap<String, (i64, bool)>, StoreError> {
    let mut statement = connection.prepare(SERIES)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Of the one transaction of a restore: numbers, epoch, audit row.
fn begin_epoch(
    write: &mut Write,
    order: &Restore,
    paper: &BTreeMap<String, i64>,
    replaced: Option<&Replaced>,
) -> Result<(Vec<NumberRange>, Vec<String>), StoreError> {
    let own = all_series(write.connection())?;
    let nothing = BTreeMap::new();
    let known = replaced.map_or(&nothing, |replaced| &replaced.series);
    let complete = replaced.is_some_and(|replaced| replaced.continues);
    let today = TICKETS.map(|kind| ticket_series(kind, order.at.date()));
    let in_use: BTreeSet<String> = DOCUMENTS.map(String::from).into_iter().chain(today).collect();
    let mut names: BTreeSet<&String> = own.keys().chain(known.keys()).collect();
    names.extend(paper.keys().chain(&in_use));
    let mut jumped = Vec::new();
    for name in names {
        let (last_own, asked_own) = own.get(name).copied().unwrap_or((0, false));
        let (last_known, asked_known) = known.get(name).copied().unwrap_or((0, asked_own));
        let on_paper = paper.get(name).copied();
        let asked = match on_paper {
            Some(_) => false,
            None if complete => asked_known,
            None => asked_own || asked_known || in_use.contains(name),
        };
        let last = last_known.max(on_paper.unwrap_or(0));
        if last > last_own || asked_own {
            jumped.extend(write.jump_past(name, last)?);
        }
        if asked {
            write.ask_number(name)?;
        }
    }
    let asked = write.numbers_asked()?;
    let epoch = write.tail.epoch.max(replaced.map_or(0, |replaced| replaced.epoch)) + 1;
    if write.connection().execute("UPDATE point SET epoch = ?1 WHERE id = 1", [epoch])? == 1 {
        write.tail.epoch = epoch;
    }
    let payload = json!({
        "from": order.from.file_name().map(|name| name.to_string_lossy()),
        "jumped": jumped,
        "asked": asked,
        "epoch": write.tail.epoch,
        "replaced_head": replaced.and_then(|replaced| replaced.head).map(|head| hex(&head)),
    });
    write.audit("point", &[0; 16], &payload)?;
    Ok((jumped, asked))
}

/// One of the changes that put a restored database in its place. Between any two of them the old
/// database is in its place, or [`finish_restore`] knows what is left to do.
#[derive(Debug)]
enum Step {
    /// A WAL that could not be taken in is copied beside where its database goes: it must not be
    /// taken from a database that is still in its place, nor be found by the new one.
    CopyWal { from: PathBuf, to: PathBuf },
    /// The old database goes aside.
    SetAside { from: PathBuf, to: PathBuf },
    /// The restored one takes its place.
    Finish,
}

impl Step {
    fn run(&self, files: &Files) -> Result<(), StoreError> {
        match self {
            Step::CopyWal { from, to } => {
                copy_file(from, to, u64::MAX)?;
                sync_file(to)?;
                sync_folder(&files.folder)
            }
            Step::SetAside { from, to } => rename(from, to),
            Step::Finish => finish_restore(files),
        }
    }
}

fn put_in_place(files: &Files, at: Moment) -> Result<Option<PathBuf>, StoreError> {
    let aside = exists(&files.db)?.then(|| free_name(files, at)).transpose()?;
    for step in steps(files, aside.as_deref())? {
        step.run(files)?;
    }
    Ok(aside)
}

fn steps(files: &Files, aside: Option<&Path>) -> Result<Vec<Step>, StoreError> {
    let mut steps = Vec::new();
    if let Some(aside) = aside {
        let wal = beside(&files.db, "-wal");
        if fs::metadata(&wal).is_ok_and(|wal| wal.len() > 0) {
            steps.push(Step::CopyWal { from: wal, to: beside(aside, "-wal") });
        }
        steps.push(Step::SetAside { from: files.db.clone(), to: aside.to_owned() });
    }
    steps.push(Step::Finish);
    Ok(steps)
}

/// Where the old database goes: a name that nothing has.
fn free_name(files: &Files, at: Moment) -> Result<PathBuf, StoreError> {
    let stamp = at.local().format("%Y%m%d-%H%M%S");
    let plain = beside(&files.db, &format!(".replaced-{stamp}"));
    let mut name = plain.clone();
    let mut attempt = 2;
    while exists(&name)? || exists(&beside(&name, "-wal"))? {
        name = beside(&plain, &format!("-{attempt}"));
        attempt += 1;
    }
    Ok(name)
}

/// Finishes a restore whose old database is out of the way, and forgets one that had not got so
/// far. Only for who has the folder alone.
pub(crate) fn finish_restore(files: &Files) -> Result<(), StoreError> {
    remove_database(&files.part)?;
    if !exists(&files.restoring)? {
        return Ok(());
    }
    if exists(&files.db)? {
        return remove_database(&files.restoring);
    }
    // A WAL of the old database would be taken into the new one.
    for suffix in SUFFIXES {
        remove_file(&beside(&files.db, suffix))?;
    }
    // What was known to be wrong was wrong with the old one.
    unmark(files)?;
    rename(&files.restoring, &files.db)
}

/// Copies what a file holds, not its permissions: a backup may be read-only.
fn copy_file(from: &Path, to: &Path, length: u64) -> Result<(), StoreError> {
    let source = File::open(from).map_err(|error| StoreError::file(from, error))?;
    let copied =
        File::create(to).and_then(|mut copy| io::copy(&mut source.take(length), &mut copy));
    copied.map_err(|error| StoreError::file(to, error))?;
    Ok(())
}

#[cfg(test)]
mod tests;
