//! What somebody was told, and whether a data folder has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use desk_app::{Desk, upkeep};
use desk_store::{StoreError, read_file};
use serde_json::{Value, json};

use super::log::Record;
use super::workload::{BACKUP, DATABASE, ask, desk};

/// A day after all work, for looking.
const AFTER: &str = "2026-11-27";

/// Everything that had been told after an answer.
#[derive(Clone, Default)]
pub struct Told {
    kept: Kept,
    /// The last hash of the audit chain in the backup.
    backup: Option<String>,
}

/// What a database keeps, as its commands show it.
#[derive(Clone, Default, PartialEq)]
struct Kept {
    point: Value,
    staff: Value,
    drafts: Value,
    /// Whole tickets with money, documents and prints, by number.
    tickets: BTreeMap<String, Arc<Value>>,
}

impl Told {
    /// What had been told before the first answer, after it, and so on.
    pub fn all(records: &[Record]) -> Vec<Told> {
        let nothing = tempfile::tempdir().expect("a folder");
        let kept = Kept::of(&desk(nothing.path(), AFTER)).expect("nothing kept");
        let mut all = vec![Told { kept, backup: None }];
        for line in records.iter().filter_map(Record::told) {
            let mut told = all[all.len() - 1].clone();
            told.hear(serde_json::from_slice(line).expect("JSON"));
            all.push(told);
        }
        all
    }

    fn hear(&mut self, mut line: Value) {
        if let Some(head) = line["backup"].as_str() {
            self.backup = Some(head.to_owned());
            return;
        }
        let [point, staff, drafts, ticket] =
            ["point", "staff", "drafts", "ticket"].map(|name| line[name].take());
        self.kept = Kept { point, staff, drafts, tickets: std::mem::take(&mut self.kept.tickets) };
        if let Some(number) = ticket["number"].as_str() {
            self.kept.tickets.insert(number.to_owned(), Arc::new(ticket));
        }
    }
}

impl Kept {
    fn of(desk: &Desk) -> Result<Kept, String> {
        let Value::Array(tickets) = ask(desk, "ticket_list", json!({ "limit": 1_000 }))? else {
            return Err("no list".to_owned());
        };
        let by_number = |ticket: Value| {
            (ticket["number"].as_str().unwrap_or_default().to_owned(), Arc::new(ticket))
        };
        Ok(Kept {
            point: ask(desk, "point", json!({}))?,
            staff: ask(desk, "staff", json!({}))?,
            drafts: ask(desk, "drafts", json!({}))?,
            tickets: tickets.into_iter().map(by_number).collect(),
        })
    }

    /// The numbers of documents of a kind.
    fn documents(&self, member: &str) -> BTreeSet<i64> {
        let numbers = self.tickets.values().filter_map(|ticket| ticket[member].as_array());
        let last = |number: &Value| number.as_str()?.rsplit_once('-')?.1.parse().ok();
        numbers.flatten().filter_map(last).collect()
    }
}

/// Says what a folder lacks of what had been told after so many answers, or what is wrong with it.
/// The work that was not answered yet may be there, as a whole.
pub fn check(watched: &Path, told: &[Told], answers: usize) -> Result<(), String> {
    let desk = desk(watched, AFTER);
    // Reading makes the folder where the power was cut before it was there.
    let kept = Kept::of(&desk)?;
    verify(&desk, None)?;
    let database = watched.join(DATABASE);
    for (series, member) in [("SJ", "receipts"), ("BX", "warranty_slips")] {
        let numbers = kept.documents(member);
        let last = read_file(&database, |read| read.last_number(series));
        let last = last.map_err(|error: StoreError| error.to_string())?;
        if numbers.len() as i64 != last || numbers.last().copied().unwrap_or(0) != last {
            return Err(format!("the last number of {series} is {last}, there are {numbers:?}"));
        }
    }
    let end = told.len().min(answers + 2);
    match told[..end].iter().rposition(|told| told.kept == kept) {
        Some(found) if found >= answers => {}
        Some(found) => {
            return Err(format!("of {answers} answers the last {} are lost", answers - found));
        }
        None => return Err(format!("after {answers} answers there is what there never was")),
    }
    let backup = watched.join(BACKUP);
    let head = backup.exists().then(|| verify(&desk, Some(&backup))).transpose()?;
    match told[answers..end].iter().any(|told| told.backup == head) {
        true => Ok(()),
        false => Err(format!("after {answers} answers the backup ends with {head:?}")),
    }
}

/// The last hash of the audit chain in a database without problems.
fn verify(desk: &Desk, file: Option<&Path>) -> Result<String, String> {
    let request = upkeep::Verify { file: file.map(Path::to_owned) };
    let report = upkeep::verify(desk, request, &mut |_| true).map_err(|error| error.to_string())?;
    match report.problems.is_empty() {
        true => Ok(report.head),
        false => Err(report.problems.join("; ")),
    }
}
