//! The repeat-repair guard: earlier work that is still in cover, told before any fee is quoted.

use serde::Serialize;
use ts_rs::TS;

use crate::Rules;
use crate::calendar::{Date, Term};
use crate::values::values;
use crate::warranty::JobKind;

use super::Job;

values! {
    /// By what earlier work was found.
    FoundBy {
        /// The same appliance.
        Appliance "appliance",
        /// The same phone number.
        Phone "phone",
        /// The same address.
        Address "address",
    }
}

/// Earlier work that is still in cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Earlier {
    /// The number of its ticket, or the number on the paper.
    pub number: String,
    /// By what it was found.
    pub by: FoundBy,
    /// Repair or installation.
    pub kind: JobKind,
    /// The day on which it was completed.
    pub completed_on: Date,
    /// The place that was repaired.
    pub place: Option<String>,
    /// The codes of the parts that were fitted.
    pub parts: Vec<String>,
    /// The last day of its cover.
    pub last_day: Date,
}

/// Of the jobs that were found, those that are still in cover, the latest last day first.
pub fn still_in_cover(found: Vec<(FoundBy, Job)>, on: Date) -> Vec<Earlier> {
    let mut earlier: Vec<Earlier> = Vec::new();
    for (by, job) in found {
        let told = earlier.iter().any(|other| {
            other.number == job.number && other.place == job.place && other.parts == job.parts
        });
        if job.last_day >= on && !told {
            earlier.push(Earlier {
                number: job.number,
                by,
                kind: job.kind,
                completed_on: job.completed_on,
                place: job.place,
                parts: job.parts,
                last_day: job.last_day,
            });
        }
    }
    earlier.sort_by_key(|job| std::cmp::Reverse(job.last_day));
    earlier
}

/// The last day of a job's cover (D1–D3): of a repair the later of its slip's months and the 90
/// days; a free redo that fitted nothing gives no cover of its own (D4).
pub fn job_last_day(
    rules: &Rules,
    kind: JobKind,
    completed_on: Date,
    cover_months: Option<u32>,
    opens_cover: bool,
) -> Date {
    let parameters = &rules.policy.in_force(completed_on).parameters;
    let last = |term| rules.calendar.last_day(completed_on, term);
    match kind {
        JobKind::Installation => last(Term::Days(parameters.installation_days.value)),
        JobKind::Repair if !opens_cover => completed_on,
        JobKind::Repair => {
            let floor = last(Term::Days(parameters.post_repair_days.value));
            cover_months.map_or(floor, |months| floor.max(last(Term::Months(months))))
        }
    }
}
