//! The point's own price list.

use desk_core::calendar::Date;
use desk_core::data::Versions;
use desk_core::input::{InputCode, InputError};
use desk_core::tariff::Tariff;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::Desk;
use crate::error::{Error, ErrorCode};
use crate::pin::ApprovalInput;
use crate::point::approved;
use crate::ticket::actor;

/// Asks for the price list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct TariffQuery {}

/// The price list of today, those to come, and all that there were.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffView {
    /// In force today; the example that ships while the point has none of its own.
    pub in_force: Tariff,
    /// In force later, the next one first.
    pub coming: Vec<Tariff>,
    /// Every version, the oldest first.
    pub versions: Vec<TariffVersion>,
}

/// A version of the price list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TariffVersion {
    /// Its name.
    pub version: String,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// The example that ships.
    pub example: bool,
}

/// A version of the price list, new or in the place of one that is not in force yet.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SaveTariff {
    /// The whole list.
    pub tariff: Tariff,
    /// Who saves it: badge or name.
    #[serde(default)]
    pub by: Option<String>,
    /// Who approves, once there is a supervisor.
    #[serde(default)]
    pub approval: Option<ApprovalInput>,
    /// Somebody confirmed that a clock that is behind is right.
    #[serde(default)]
    pub clock_confirmed: bool,
}

/// The price list of today and the others.
///
/// # Errors
/// Those of the store.
pub fn tariff(desk: &Desk, _: TariffQuery) -> Result<TariffView, Error> {
    let today = desk.now()?.date();
    desk.read(|read, house| Ok(view(&*house.tariffs(read)?, today)))
}

fn view(tariffs: &Versions<Tariff>, today: Date) -> TariffView {
    TariffView {
        in_force: tariffs.in_force(today).clone(),
        coming: tariffs.iter().filter(|known| known.effective_from > today).cloned().collect(),
        versions: tariffs
            .iter()
            .map(|known| TariffVersion {
                version: known.version.clone(),
                effective_from: known.effective_from,
                example: known.example,
            })
            .collect(),
    }
}

/// Keeps a version of the price list. One that is in force never changes: what was quoted stands on
/// it.
///
/// # Errors
/// Names the member at fault; `approval_needed` once there is a supervisor; those of the store.
pub fn save_tariff(desk: &Desk, request: SaveTariff) -> Result<TariffView, Error> {
    let by = actor(desk, request.by.as_deref())?;
    let approver = approved(desk, request.approval.as_ref())?;
    let actor = match by.is_empty() {
        true => approver.clone().unwrap_or_default(),
        false => by,
    };
    let typed = request.tariff.cleaned().map_err(|error| {
        let field = format!("tariff.{}", error.field);
        error.at(field)
    })?;
    desk.write("tariff.save", actor, request.clock_confirmed, move |write, house| {
        // Before a day that is right is called past.
        write.check_clock()?;
        let pack = house.rules.policy.in_force(typed.effective_from);
        typed.check(pack).map_err(|error| {
            let field = format!("tariff.{}", error.key);
            Error::of(ErrorCode::Input(InputCode::Invalid), &field, error.problem)
        })?;
        let known = house.tariffs(write)?;
        check_day(&known, &typed, write.at().date())?;
        if typed.version == house.shipped.newest().version {
            return Err(InputError::new(InputCode::Duplicate, "tariff.version").into());
        }
        let before = known.named(&typed.version);
        write.keep_tariff(&typed, json!({ "before": before, "approved_by": approver }))?;
        Ok(())
    })?;
    tariff(desk, TariffQuery {})
}

/// A version begins today or later, on a day of its own, and takes the place of none in force.
fn check_day(known: &Versions<Tariff>, typed: &Tariff, today: Date) -> Result<(), InputError> {
    let refuse = |code, field| Err(InputError::new(code, field));
    if typed.effective_from < today {
        return refuse(InputCode::OutOfRange, "tariff.effective_from");
    }
    for other in known.iter() {
        if other.version == typed.version && other.effective_from <= today {
            return refuse(InputCode::Duplicate, "tariff.version");
        }
        if other.version != typed.version && other.effective_from == typed.effective_from {
            return refuse(InputCode::Duplicate, "tariff.effective_from");
        }
    }
    Ok(())
}
