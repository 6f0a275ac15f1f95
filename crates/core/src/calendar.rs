//! Dates without a time zone, last days of periods, and Chinese working days (decisions.md §1,
//! N11).
//!
//! There is deliberately no "today" here: it is always passed in.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveDateTime, SecondsFormat, Weekday,
};
use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use ts_rs::TS;

/// A calendar date. From outside only `YYYY-MM-DD` with years 1 to 9999 gets in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Date(NaiveDate);

/// The text is not a date of the form `YYYY-MM-DD`, or there is no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date that exists, written YYYY-MM-DD")]
pub struct NoSuchDate;

impl Date {
    /// The last date that can be written.
    pub const LAST: Date = Date(NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date"));

    /// The first date that can be written.
    const FIRST: Date = Date(NaiveDate::from_ymd_opt(1, 1, 1).expect("a date"));

    /// The date of a year, month and day, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Date)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Whether both are in one month of one year.
    pub fn is_in_month_of(self, other: Date) -> bool {
        (self.year(), self.month()) == (other.year(), other.month())
    }

    /// The date `days` later.
    pub fn plus_days(self, days: u32) -> Date {
        Date(self.0.checked_add_days(Days::new(days.into())).expect("chrono reaches year 262142"))
    }

    /// The date `days` earlier, but for the first that can be written.
    pub fn minus_days(self, days: u32) -> Date {
        let before = self.0.checked_sub_days(Days::new(days.into())).map(Date);
        before.filter(|date| date.year() >= 1).unwrap_or(Date::FIRST)
    }

    /// The same day of the month `months` on, or that month's last day where it does not exist.
    pub fn plus_months(self, months: u32) -> Date {
        Date(self.0.checked_add_months(Months::new(months)).expect("chrono reaches year 262142"))
    }

    /// The date before.
    #[cfg(test)]
    pub(crate) fn day_before(self) -> Date {
        Date(self.0.pred_opt().expect("a day before"))
    }

    /// Days from `earlier` to this date; negative when it is later.
    pub fn days_since(self, earlier: Date) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Whole years from `birth` to this date. 29 February counts as the 28th in common years.
    pub fn whole_years_since(self, birth: Date) -> i32 {
        let years = self.year() - birth.year();
        let reached = match u32::try_from(years) {
            Ok(years) => birth.plus_months(years * 12) <= self,
            Err(_) => false,
        };
        if reached { years } else { years - 1 }
    }

    fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }
}

impl FromStr for Date {
    type Err = NoSuchDate;

    fn from_str(text: &str) -> Result<Date, NoSuchDate> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(NoSuchDate);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u32, |value, byte| {
                byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
            })
        };
        let (Some(year), Some(month), Some(day)) =
            (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]))
        else {
            return Err(NoSuchDate);
        };
        Date::new(year as i32, month, day).ok_or(NoSuchDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date that exists, written YYYY-MM-DD")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A point in time, in milliseconds since 1970-01-01 UTC. People read it as the time of day at the
/// service point: China has one time zone, eight hours ahead, without daylight saving.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Moment(i64);

const SHANGHAI: FixedOffset = FixedOffset::east_opt(8 * 60 * 60).expect("a time zone");

/// The text is not a time of the form `2026-11-23T09:30:00+08:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time, written 2026-11-23T09:30:00+08:00")]
pub struct NoSuchTime;

impl Moment {
    /// The first time that can be written.
    pub const FIRST: Moment = Moment(0);

    /// The time so many milliseconds after 1970-01-01 UTC; none before that or after the year 9999.
    pub fn from_millis(millis: i64) -> Option<Moment> {
        const END: i64 = 253_402_300_800_000 - 8 * 60 * 60 * 1000;
        (0..END).contains(&millis).then_some(Moment(millis))
    }

    /// Midnight at the beginning of a day, at the service point; none for a day before 1970-01-02.
    pub fn start_of(day: Date) -> Option<Moment> {
        let midnight = day.0.and_hms_opt(0, 0, 0)?.and_local_timezone(SHANGHAI).single()?;
        Moment::from_millis(midnight.timestamp_millis())
    }

    /// Milliseconds since 1970-01-01 UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The day at the service point.
    pub fn date(self) -> Date {
        Date(self.local().date())
    }

    /// Day and time of day at the service point.
    pub fn local(self) -> NaiveDateTime {
        self.zoned().naive_local()
    }

    /// The time `millis` milliseconds later, or earlier when negative, kept within what can be
    /// written.
    pub fn plus_millis(self, millis: i64) -> Moment {
        Moment::from_millis(self.0.saturating_add(millis)).unwrap_or(self)
    }

    fn zoned(self) -> DateTime<FixedOffset> {
        DateTime::from_timestamp_millis(self.0).expect("in range").with_timezone(&SHANGHAI)
    }
}

/// RFC 3339 with the offset of the service point: `2026-11-23T09:30:00.000+08:00`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zoned().to_rfc3339_opts(SecondsFormat::Millis, false))
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads RFC 3339 with any offset, or without one as the time of day at the service point, with
/// seconds or without: `2026-11-23T09:30`.
impl FromStr for Moment {
    type Err = NoSuchTime;

    fn from_str(text: &str) -> Result<Moment, NoSuchTime> {
        let zoned = DateTime::parse_from_rfc3339(text).ok();
        let local = || {
            ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
                .iter()
                .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
                .and_then(|local| local.and_local_timezone(SHANGHAI).single())
        };
        let found = zoned.or_else(local).ok_or(NoSuchTime)?;
        Moment::from_millis(found.timestamp_millis()).ok_or(NoSuchTime)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A length of time from a start date, which itself is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Calendar days.
    Days(u32),
    /// Calendar months.
    Months(u32),
}

impl Term {
    /// The corresponding day that ends the period, before it moves off a rest day (N11).
    pub fn end_from(self, start: Date) -> Date {
        match self {
            Term::Days(days) => start.plus_days(days),
            Term::Months(months) => start.plus_months(months),
        }
    }
}

/// How a working day was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Every day that was passed lies in a year of the table.
    Table,
    /// A day that was passed lies in a year without a table: weekends alone were counted.
    WeekendsOnly,
}

/// The n-th working day after a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, TS)]
pub struct WorkingDay {
    /// The day.
    pub date: Date,
    /// Whether the table was there for all of the way.
    pub calendar: Basis,
}

/// The State Council's exceptions to Monday to Friday: rest on a weekday, work on a weekend.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Sorted by date; true for work.
    exceptions: Vec<(Date, bool)>,
    /// Years that the table has, sorted.
    years: Vec<i32>,
}

/// A row of the table of working days that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {field}")]
pub struct BadCalendar {
    /// The line, counted from 1.
    pub line: usize,
    /// The column at fault.
    pub field: &'static str,
}

impl Calendar {
    /// The table that ships: the notices of the State Council, 2023 to 2026.
    pub fn shipped() -> Calendar {
        Calendar::from_tsv(include_str!("workdays_cn.tsv")).expect("the shipped table is tested")
    }

    /// Reads a table: a head line, then rows by date with the columns `date`, `status` (`off` or
    /// `work`) and others, which are for people.
    ///
    /// # Errors
    /// [`BadCalendar`] names the line and the column.
    pub fn from_tsv(table: &str) -> Result<Calendar, BadCalendar> {
        let mut exceptions: Vec<(Date, bool)> = Vec::new();
        for (index, row) in table.lines().enumerate().skip(1) {
            let bad = |field| BadCalendar { line: index + 1, field };
            let mut columns = row.split('\t');
            let date: Date =
                columns.next().and_then(|text| text.parse().ok()).ok_or(bad("date"))?;
            if exceptions.last().is_some_and(|(before, _)| *before >= date) {
                return Err(bad("date"));
            }
            let works = match columns.next() {
                Some("off") => false,
                Some("work") => true,
                _ => return Err(bad("status")),
            };
            exceptions.push((date, works));
        }
        let mut years: Vec<i32> = exceptions.iter().map(|(date, _)| date.year()).collect();
        years.dedup();
        Ok(Calendar { exceptions, years })
    }

    /// The last year that the table has; later ones are counted from weekends alone.
    pub fn last_year(&self) -> Option<i32> {
        self.years.last().copied()
    }

    /// Monday to Friday, but for the exceptions of the table.
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.exceptions.binary_search_by_key(&date, |(date, _)| *date) {
            Ok(index) => self.exceptions[index].1,
            Err(_) => !date.is_weekend(),
        }
    }

    /// The date itself, or the first working day after it (Civil Code art. 203).
    pub fn move_off_rest_days(&self, date: Date) -> Date {
        let mut day = date;
        while !self.is_working_day(day) {
            day = day.plus_days(1);
        }
        day
    }

    /// The last covered day of a period from `start`: its corresponding day, moved off rest days.
    pub fn last_day(&self, start: Date, term: Term) -> Date {
        self.move_off_rest_days(term.end_from(start))
    }

    /// The `n`-th working day after `date`, which itself is never counted. `None` when `n` is 0 or
    /// the day lies beyond the year 9999.
    pub fn add_working_days(&self, date: Date, n: u32) -> Option<WorkingDay> {
        let mut day = date;
        let mut calendar = Basis::Table;
        let mut left = n;
        if n == 0 {
            return None;
        }
        while left > 0 {
            if day == Date::LAST {
                return None;
            }
            day = day.plus_days(1);
            if self.years.binary_search(&day.year()).is_err() {
                calendar = Basis::WeekendsOnly;
            }
            left -= u32::from(self.is_working_day(day));
        }
        Some(WorkingDay { date: day, calendar })
    }
}

#[cfg(test)]
mod tests;
