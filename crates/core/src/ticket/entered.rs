//! Earlier work that is entered from paper or of others (补录), so that the guard and the warranty
//! know it from the first day.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Rules;
use crate::calendar::Date;
use crate::id::ApplianceId;
use crate::input::{InputCode, InputError};
use crate::text;
use crate::warranty::JobKind;

use super::{Job, job_last_day};

/// Earlier work from paper or by others (补录).
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct EnterJob {
    /// The appliance.
    pub appliance: ApplianceId,
    /// The number on the paper. Required.
    pub number: String,
    /// Repair or installation. Required.
    pub kind: JobKind,
    /// The day on which it was completed.
    pub completed_on: Date,
    /// The place that was repaired.
    #[serde(default)]
    pub place: Option<String>,
    /// The codes of the parts that were fitted.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Months on the slip, 1 to 600.
    #[serde(default)]
    pub cover_months: Option<u32>,
    /// Who did it.
    #[serde(default)]
    pub by: String,
}

impl EnterJob {
    /// The job, of those that are known on the appliance none.
    ///
    /// # Errors
    /// Names the member at fault; `duplicate` for a number that is known on the appliance.
    pub fn job(&self, rules: &Rules, known: &[Job], today: Date) -> Result<Job, InputError> {
        if self.completed_on > today {
            return Err(InputError::new(InputCode::AfterToday, "completed_on"));
        }
        if self.cover_months.is_some_and(|months| !(1..=600).contains(&months)) {
            return Err(InputError::new(InputCode::OutOfRange, "cover_months"));
        }
        let number = text::code("number", &self.number)?;
        let id = format!("{}/{number}", self.appliance);
        if known.iter().any(|job| job.id == id) {
            return Err(InputError::new(InputCode::Duplicate, "number"));
        }
        let place = self.place.as_deref().unwrap_or_default();
        let place = text::optional("place", place, text::SHORT)?;
        let mut parts = Vec::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            parts.push(text::required(&format!("parts[{index}]"), part, text::SHORT)?);
        }
        let (kind, months) = (self.kind, self.cover_months);
        Ok(Job {
            id,
            appliance: self.appliance,
            ticket: None,
            number,
            kind,
            completed_on: self.completed_on,
            place: (!place.is_empty()).then_some(place),
            parts,
            cover_months: months,
            redo_of: None,
            last_day: job_last_day(rules, kind, self.completed_on, months, true),
            by: text::optional("by", &self.by, text::SHORT)?,
        })
    }
}
