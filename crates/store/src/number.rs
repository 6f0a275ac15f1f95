//! Numbers that people see: given out inside the transaction that uses them, without gaps but for
//! the recorded ones.

use std::collections::{BTreeMap, BTreeSet};

use desk_core::calendar::{Date, Moment};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::db::Read;
use crate::error::StoreError;
use crate::write::Write;

/// How far a clock may be behind the last audit row before somebody is asked, in milliseconds.
const CLOCK_TOLERANCE: i64 = 60_000;

/// The reason of the numbers that are skipped after a restore.
pub const GAP_AFTER_RESTORE: &str = "灾后空号";

/// The series of documents: receipts, and repair vouchers with warranty slip.
pub(crate) const DOCUMENTS: [&str; 2] = ["SJ", "BX"];

/// The kinds of tickets: repair, installation, maintenance, complaint, consultation.
pub(crate) const TICKETS: [&str; 5] = ["WX", "AZ", "BY", "TS", "ZX"];

const TAKE: &str = "INSERT INTO series (name, last, asked) VALUES (?1, 1, 0) \
     ON CONFLICT (name) DO UPDATE SET last = last + 1 WHERE asked = 0 RETURNING last";

const ASKED: &str = "SELECT name FROM series WHERE asked = 1 ORDER BY name";

const ASK: &str = "INSERT INTO series (name, last, asked) VALUES (?1, 0, 1) \
     ON CONFLICT (name) DO UPDATE SET asked = 1";

const LAST: &str = "SELECT last FROM series WHERE name = ?1";

const JUMP: &str = "INSERT INTO series (name, last, asked) VALUES (?1, ?2, 0) \
     ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last), asked = 0";

const GAP: &str = "INSERT INTO number_gap (series, first, last, recorded_at, reason) \
     VALUES (?1, ?2, ?3, ?4, ?5)";

const GAPS: &str = "SELECT series, first, last, recorded_at, reason FROM number_gap";

const SERIES: &str = "SELECT name, last, asked FROM series";

const OF_POINT: &str = "SELECT a.at, p.payload FROM audit a JOIN audit_payload p ON p.seq = a.seq \
     WHERE a.subject = zeroblob(16) ORDER BY a.seq";

/// Consecutive numbers of a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NumberRange {
    /// The series.
    pub series: String,
    /// The first number.
    pub first: i64,
    /// The last number, not before the first.
    pub last: i64,
}

/// The series of the tickets of a kind (`WX`, `AZ`, …) and a day: `WX-20261122`.
pub fn ticket_series(kind: &str, day: Date) -> String {
    format!("{kind}-{}", day.to_string().replace('-', ""))
}

/// The series that somebody means: `SJ` and `BX` themselves, a ticket kind that day's, or a
/// ticket series by its whole name.
///
/// # Errors
/// [`StoreError::NotFound`].
pub(crate) fn named_series(name: &str, at: Moment) -> Result<String, StoreError> {
    if TICKETS.contains(&name) {
        Ok(ticket_series(name, at.date()))
    } else if is_series(name) {
        Ok(name.to_owned())
    } else {
        Err(StoreError::NotFound { what: format!("series {name}") })
    }
}

/// The series that a name on paper means: a kind means those of it that are asked about, or else
/// that day's.
fn meant(name: &str, asked: &[String], at: Moment) -> Result<Vec<String>, StoreError> {
    let of_kind = |series: &&String| series.split_once('-').is_some_and(|(kind, _)| kind == name);
    let meant: Vec<String> = asked.iter().filter(of_kind).cloned().collect();
    if meant.is_empty() { Ok(vec![named_series(name, at)?]) } else { Ok(meant) }
}

/// Whether a series of this name can exist.
pub(crate) fn is_series(name: &str) -> bool {
    let of_a_day = |(kind, day): (&str, &str)| {
        TICKETS.contains(&kind) && day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit())
    };
    DOCUMENTS.contains(&name) || name.split_once('-').is_some_and(of_a_day)
}

impl Read<'_> {
    /// The series whose last number on paper is not known after a restore.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn numbers_asked(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection().prepare_cached(ASKED)?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// The last number given out of a series; 0 when there is none.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn last_number(&self, series: &str) -> Result<i64, StoreError> {
        let mut statement = self.connection().prepare_cached(LAST)?;
        Ok(statement.query_row([series], |row| row.get(0)).optional()?.unwrap_or(0))
    }
}

impl Write<'_> {
    /// Refuses a clock that is behind, for who judges dates by it before taking a number.
    ///
    /// # Errors
    /// [`StoreError::ClockBehind`], as of [`Write::take_number`].
    pub fn check_clock(&self) -> Result<(), StoreError> {
        let now = self.operation.at;
        match self.before {
            Some(last)
                if !self.operation.clock_confirmed
                    && last.millis() - now.millis() > CLOCK_TOLERANCE =>
            {
                Err(StoreError::ClockBehind { now, last })
            }
            _ => Ok(()),
        }
    }

    /// Takes the next number of a series: `SJ`, `BX`, or that of [`ticket_series`]. It is given
    /// back when the transaction does not commit.
    ///
    /// # Errors
    /// [`StoreError::ClockBehind`] when the operation is more than a minute before the last audit
    /// row of earlier transactions and nobody has confirmed the clock;
    /// [`StoreError::NumbersAsked`] when the last number on paper has to be told first.
    pub fn take_number(&mut self, series: &str) -> Result<i64, StoreError> {
        self.check_clock()?;
        let mut statement = self.connection().prepare_cached(TAKE)?;
        match statement.query_row([series], |row| row.get(0)).optional()? {
            Some(number) => Ok(number),
            None => Err(StoreError::NumbersAsked { series: self.numbers_asked()? }),
        }
    }

    /// Goes on after the last number on paper: what lies between is recorded as a gap and returned.
    /// Nothing is asked about this series any more. The audit row has to tell the gap, or `verify`
    /// takes it for damage.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn jump_past(
        &mut self,
        series: &str,
        last_paper: i64,
    ) -> Result<Option<NumberRange>, StoreError> {
        let before = self.last_number(series)?;
        self.connection().prepare_cached(JUMP)?.execute((series, last_paper.max(0)))?;
        if last_paper <= before {
            return Ok(None);
        }
        let (first, at) = (before + 1, self.operation.at.millis());
        let gap = (series, first, last_paper, at, GAP_AFTER_RESTORE);
        self.connection().prepare_cached(GAP)?.execute(gap)?;
        Ok(Some(NumberRange { series: series.to_owned(), first, last: last_paper }))
    }

    /// No number of this series is given out until somebody tells the last one on paper.
    pub(crate) fn ask_number(&mut self, series: &str) -> Result<(), StoreError> {
        self.connection().prepare_cached(ASK)?.execute([series])?;
        Ok(())
    }

    /// Answers what a restore has asked: the last number on paper of each series, 0 for none.
    /// `WX`, `AZ`, `BY`, `TS` and `ZX` mean the series of that kind that are asked about, or else
    /// today's. Writes an audit row, and returns the numbers that were skipped.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a name that is no series.
    pub fn tell_paper_numbers(
        &mut self,
        paper: &BTreeMap<String, i64>,
    ) -> Result<Vec<NumberRange>, StoreError> {
        let asked = self.numbers_asked()?;
        let mut skipped = Vec::new();
        for (name, last) in paper {
            for series in meant(name, &asked, self.at())? {
                skipped.extend(self.jump_past(&series, *last)?);
            }
        }
        let payload = serde_json::json!({ "paper": paper, "skipped": skipped });
        self.audit("point", &[0; 16], &payload)?;
        Ok(skipped)
    }
}

/// Checks that every number up to the last one given out belongs to one document or ticket, or to a
/// recorded gap. Returns what is wrong, a line each.
///
/// # Errors
/// Those of SQLite.
pub fn check_numbers(read: &Read) -> Result<Vec<String>, StoreError> {
    let mut statement = read.connection().prepare(include_str!("check_numbers.sql"))?;
    let problems = statement.query_map([], |row| row.get(0))?;
    Ok(problems.collect::<Result<_, _>>()?)
}

/// What a restore, or telling the last numbers on paper, wrote into the audit.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    jumped: Vec<NumberRange>,
    skipped: Vec<NumberRange>,
    /// All series that were asked about from then on.
    asked: Option<Vec<String>>,
    paper: BTreeMap<String, i64>,
}

/// Checks what [`check_numbers`] takes for granted: that the gaps are those, and those series are
/// asked about, that the audit tells. Returns what is wrong, a line each.
pub(crate) fn check_told(read: &Read) -> Result<Vec<String>, StoreError> {
    let mut gaps = BTreeSet::new();
    // Every series that was ever asked about or told, and whether it still is asked about.
    let mut asked: BTreeMap<String, bool> = BTreeMap::new();
    let mut statement = read.connection().prepare(OF_POINT)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let at: i64 = row.get(0)?;
        // Rows of another form tell nothing about numbers.
        let told: Told = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
        for NumberRange { series, first, last } in told.jumped.into_iter().chain(told.skipped) {
            gaps.insert((series, first, last, at, GAP_AFTER_RESTORE.to_owned()));
        }
        if let Some(names) = told.asked {
            asked.values_mut().for_each(|is_asked| *is_asked = false);
            asked.extend(names.into_iter().map(|name| (name, true)));
        }
        let still = asked.iter().filter(|(_, is_asked)| **is_asked);
        let still: Vec<String> = still.map(|(name, _)| name.clone()).collect();
        let moment = Moment::from_millis(at).unwrap_or(Moment::FIRST);
        for name in told.paper.keys() {
            for series in meant(name, &still, moment)? {
                asked.insert(series, false);
            }
        }
    }
    let mut statement = read.connection().prepare(GAPS)?;
    let kept = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let kept: BTreeSet<_> = kept.collect::<Result<_, _>>()?;
    let wrong = gaps.symmetric_difference(&kept);
    let mut problems: Vec<String> = wrong
        .map(|(series, first, last, ..)| {
            format!("{series}: the gap {first} to {last} is not as the audit says")
        })
        .collect();
    let mut statement = read.connection().prepare(SERIES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, last, is_asked): (String, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let told = asked.remove(&name);
        // One of which nothing was given out is there because somebody asked or told.
        if is_asked != told.unwrap_or(false) || (last == 0 && told.is_none()) {
            problems.push(format!("{name}: the series is not as the audit says"));
        }
    }
    for (name, _) in asked.into_iter().filter(|(_, is_asked)| *is_asked) {
        problems.push(format!("{name}: the series is asked about, but it is gone"));
    }
    Ok(problems)
}
