//! Numbers that people see: given out inside the transaction that uses them, without gaps but for
//! the recorded ones.

use std::collections::BTreeMap;

use desk_core::calendar::{Date, Moment};
use rusqlite::OptionalExtension;
use serde::Serialize;

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

/// Consecutive numbers of a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// Takes the next number of a series: `SJ`, `BX`, or that of [`ticket_series`]. It is given
    /// back when the transaction does not commit.
    ///
    /// # Errors
    /// [`StoreError::ClockBehind`] when the operation is more than a minute before the last audit
    /// row of earlier transactions and nobody has confirmed the clock;
    /// [`StoreError::NumbersAsked`] when the last number on paper has to be told first.
    pub fn take_number(&mut self, series: &str) -> Result<i64, StoreError> {
        let now = self.operation.at;
        if let Some(last) = self.before
            && !self.operation.clock_confirmed
            && last.millis() - now.millis() > CLOCK_TOLERANCE
        {
            return Err(StoreError::ClockBehind { now, last });
        }
        let mut statement = self.connection().prepare_cached(TAKE)?;
        match statement.query_row([series], |row| row.get(0)).optional()? {
            Some(number) => Ok(number),
            None => Err(StoreError::NumbersAsked { series: self.numbers_asked()? }),
        }
    }

    /// Records that no document or ticket of this file has the numbers from `first` to `last`.
    ///
    /// # Errors
    /// [`StoreError::Sql`] when `last` is before `first`, or a gap begins there already.
    pub fn record_gap(
        &mut self,
        series: &str,
        first: i64,
        last: i64,
        reason: &str,
    ) -> Result<(), StoreError> {
        let at = self.operation.at.millis();
        self.connection().prepare_cached(GAP)?.execute((series, first, last, at, reason))?;
        Ok(())
    }

    /// Goes on after the last number on paper: what lies between is recorded as a gap and returned.
    /// Nothing is asked about this series any more.
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
        self.record_gap(series, before + 1, last_paper, GAP_AFTER_RESTORE)?;
        Ok(Some(NumberRange { series: series.to_owned(), first: before + 1, last: last_paper }))
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
            let of_kind = |series: &&String| {
                series.split_once('-').is_some_and(|(kind, _)| kind == name.as_str())
            };
            let mut meant: Vec<String> = asked.iter().filter(of_kind).cloned().collect();
            if meant.is_empty() {
                meant.push(named_series(name, self.at())?);
            }
            for series in meant {
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
