//! Reading the data files that the rules are made of, with errors that name the key and the line,
//! and keeping their dated versions.

use std::fmt;
use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use crate::calendar::Date;

#[cfg(test)]
pub(crate) mod tests;
mod tree;

use tree::Node;

/// A data file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct DataError {
    /// The file, as it was named by the caller; empty when it is not known yet.
    pub file: String,
    /// The line, counted from 1; 0 when it is not known. Of a key that is missing, the line of the
    /// table that should hold it.
    pub line: usize,
    /// The path of the key at fault: `category[3].term.core_months`; empty where the text is no
    /// TOML.
    pub key: String,
    /// What is wrong with it.
    pub problem: String,
}

impl DataError {
    /// A key that is wrong, its place not known yet.
    pub fn new(key: impl Into<String>, problem: impl Into<String>) -> DataError {
        DataError { file: String::new(), line: 0, key: key.into(), problem: problem.into() }
    }
}

/// `jason.toml:120: category[3].term.core_months: is missing`, without what is not known.
impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:{}: ", self.file, self.line)?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.problem)
    }
}

/// Reads a TOML file and checks it. Whatever the type, every text must be trimmed, not empty and
/// free of control characters, and no list may be empty or repeat a text.
///
/// # Errors
/// [`DataError`] with file, key and line, of the reading or of the first check that fails.
pub fn read<T: DeserializeOwned>(
    file: &str,
    text: &str,
    check: impl FnOnce(&T) -> Result<(), DataError>,
) -> Result<T, DataError> {
    let placed = |offset: usize, error: DataError| {
        let before = text.bytes().take(offset);
        let line = 1 + before.filter(|byte| *byte == b'\n').count();
        DataError { file: file.to_owned(), line, ..error }
    };
    let root = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(text.len(), |span| span.start);
        placed(offset, DataError::new("", error.message()))
    })?;
    let root = DeValue::Table(root.into_inner());

    let checked = || {
        check_texts("", &root)?;
        let value = T::deserialize(Node(&root))?;
        check(&value)?;
        Ok(value)
    };
    checked().map_err(|error: DataError| placed(offset_of(&root, &error.key), error))
}

/// The rule of [`read`] for all texts and lists of a file.
fn check_texts(key: &str, value: &DeValue<'_>) -> Result<(), DataError> {
    match value {
        DeValue::String(text) => {
            ensure(!text.trim().is_empty(), key, "is empty")?;
            ensure(text.trim() == text, key, "begins or ends with a space")?;
            ensure(!text.chars().any(char::is_control), key, "has a control character")
        }
        DeValue::Array(items) => {
            ensure(!items.is_empty(), key, "is an empty list")?;
            for (index, item) in items.iter().enumerate() {
                let key = format!("{key}[{index}]");
                check_texts(&key, item.get_ref())?;
                let text = item.get_ref().as_str();
                let mut earlier = items[..index].iter().map(|item| item.get_ref().as_str());
                ensure(text.is_none() || !earlier.any(|other| other == text), key, "stands twice")?;
            }
            Ok(())
        }
        DeValue::Table(table) => table.iter().try_for_each(|(name, value)| {
            let dot = if key.is_empty() { "" } else { "." };
            check_texts(&format!("{key}{dot}{}", name.get_ref()), value.get_ref())
        }),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Ok(())
        }
    }
}

/// Where the key of a path begins; for one that is missing, the innermost table that could hold it.
fn offset_of(root: &DeValue<'_>, key: &str) -> usize {
    let (mut value, mut offset) = (root, 0);
    for step in key.split(['.', '[']) {
        let found = match step.strip_suffix(']') {
            Some(index) => index.parse().ok().and_then(|index: usize| {
                let item = value.get(index)?;
                Some((item.get_ref(), item.span()))
            }),
            None => value.as_table().and_then(|table| {
                let (name, value) = table.get_key_value(step)?;
                Some((value.get_ref(), name.span()))
            }),
        };
        let Some((inner, span)) = found else { break };
        (value, offset) = (inner, span.start);
    }
    offset
}

/// Refuses `key` unless the condition holds.
pub(crate) fn ensure(
    holds: bool,
    key: impl Into<String>,
    problem: impl Into<String>,
) -> Result<(), DataError> {
    if holds { Ok(()) } else { Err(DataError::new(key, problem)) }
}

/// Refuses a number outside a range.
pub(crate) fn within<T: PartialOrd + fmt::Display>(
    range: RangeInclusive<T>,
    value: T,
    key: impl Into<String>,
) -> Result<(), DataError> {
    let problem = format!("{value} is not within {} to {}", range.start(), range.end());
    ensure(range.contains(&value), key, problem)
}

/// Data that holds from a day on, under a name of its own.
pub trait Dated {
    /// The name of the version.
    fn version(&self) -> &str;
    /// The first day on which it is in force.
    fn effective_from(&self) -> Date;
}

/// All versions of something dated, oldest first; there is always one.
#[derive(Debug, Clone)]
pub struct Versions<T> {
    versions: Vec<T>,
}

impl<T: Dated> Versions<T> {
    /// The first version.
    pub fn new(first: T) -> Versions<T> {
        Versions { versions: vec![first] }
    }

    /// Adds a later version.
    ///
    /// # Errors
    /// [`DataError`] for `effective_from` when that is not later than the newest version's, and for
    /// `version` when that name is taken.
    pub fn replace_with(&mut self, next: T) -> Result<(), DataError> {
        let later = next.effective_from() > self.newest().effective_from();
        ensure(later, "effective_from", "must be later than the version before")?;
        let taken = self.named(next.version()).is_some();
        ensure(!taken, "version", "names a version that exists")?;
        self.versions.push(next);
        Ok(())
    }

    /// Every version, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.versions.iter()
    }

    /// The version in force on a date; before the first version, the first (decisions.md §1).
    pub fn in_force(&self, on: Date) -> &T {
        let later = self.versions.partition_point(|version| version.effective_from() <= on);
        &self.versions[later.saturating_sub(1)]
    }

    /// Every version, the oldest first.
    pub fn all(&self) -> &[T] {
        &self.versions
    }

    /// The version of this name, as tickets keep it.
    pub fn named(&self, version: &str) -> Option<&T> {
        self.versions.iter().find(|known| known.version() == version)
    }

    /// The newest version.
    pub fn newest(&self) -> &T {
        self.versions.last().expect("there is always one version")
    }
}
