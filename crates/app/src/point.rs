//! The service point and its staff.

use std::collections::BTreeMap;
use std::path::Path;

use desk_core::id::StaffId;
use desk_core::input::{InputCode, InputError};
use desk_core::paper::Devices;
use desk_core::party::{Phone, Point, Role, Staff};
use desk_core::text;
use desk_store::Write;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::desk::UNNAMED_BRANCH;
use crate::error::{Error, ErrorCode};
use crate::pin::{self, ApprovalInput};
use crate::{Desk, ticket};

/// Asks for the point, or for its staff.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PointQuery {}

/// The service point as it stands.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PointView {
    /// The point; none before first start.
    pub point: Option<Point>,
    /// Somebody has named it. Until then numbers begin with a stand-in code.
    pub named: bool,
    /// The folder is for practice.
    pub practice: bool,
    /// Series whose last number on paper has to be told before another is given out.
    pub numbers_asked: Vec<String>,
}

/// First start, or a change of the point's own data.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SetUp {
    /// The point.
    pub point: Point,
    /// The first supervisor. Required while there is none.
    #[serde(default)]
    pub supervisor: Option<StaffInput>,
    /// Who approves a change, once there is a supervisor.
    #[serde(default)]
    pub approval: Option<ApprovalInput>,
}

/// A member of staff as typed. Of a known one, what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StaffInput {
    /// The name.
    pub name: Option<String>,
    /// The phone.
    pub phone: Option<String>,
    /// The number on the badge.
    pub badge: Option<String>,
    /// What they do.
    pub role: Option<Role>,
    /// Works here now.
    pub active: Option<bool>,
    /// The PIN of a supervisor: 4 to 12 digits.
    pub pin: Option<String>,
    /// The engineer's certificate (F11).
    pub certificate: Option<String>,
    /// The year since which the engineer has done this work (F11).
    pub since_year: Option<i32>,
}

/// Changes what stands at this computer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SaveDevices {
    /// All of it as it is from now on.
    pub devices: Devices,
    /// Who does it: badge or name.
    #[serde(default)]
    pub by: Option<String>,
}

/// Adds a member of staff, or changes one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SaveStaff {
    /// Whom; a new one when absent.
    #[serde(default)]
    pub id: Option<StaffId>,
    /// What is typed.
    pub staff: StaffInput,
    /// Who approves.
    #[serde(default)]
    pub approval: Option<ApprovalInput>,
}

/// The last number on paper of each series, 0 for none: `SJ`, `BX`, and of tickets `WX`, `AZ`, `BY`,
/// `TS`, `ZX` for today's.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperNumbers {
    /// By series.
    pub last: BTreeMap<String, i64>,
}

/// The service point.
///
/// # Errors
/// Those of the store.
pub fn point(desk: &Desk, _: PointQuery) -> Result<PointView, Error> {
    desk.read(|read, _| {
        let row = read.point()?;
        Ok(PointView {
            named: row.as_ref().is_some_and(|row| !row.point.name.is_empty()),
            practice: row.as_ref().is_some_and(|row| row.practice),
            point: row.map(|row| row.point),
            numbers_asked: read.numbers_asked()?,
        })
    })
}

/// Names the point, with its first supervisor at first start.
///
/// # Errors
/// Names the member at fault; `approval_needed` once there is a supervisor; those of the store.
pub fn set_up(desk: &Desk, request: SetUp) -> Result<PointView, Error> {
    let named = request.point.checked()?;
    let approved = approved(desk, request.approval.as_ref())?;
    let actor = approved.unwrap_or_default();
    desk.write("point.set_up", actor, false, move |write, _| {
        let row = write.point()?;
        let (before, practice) = match &row {
            Some(row) => (Some(&row.point), row.practice),
            None => (None, false),
        };
        let has_supervisor = has_supervisor(&write.staff()?);
        let devices = row.as_ref().map(|row| row.point.devices.clone()).unwrap_or_default();
        let named = Point { devices, ..named };
        write.keep_point(&named, practice, json!({ "before": before }))?;
        match request.supervisor {
            Some(typed) if !has_supervisor => {
                let typed = StaffInput { role: Some(Role::Supervisor), ..typed };
                keep_staff(write, None, typed, "supervisor").map(|_| ())
            }
            None if !has_supervisor => Err(missing("supervisor")),
            _ => Ok(()),
        }
    })?;
    point(desk, PointQuery {})
}

/// Changes what stands at this computer, without a supervisor: a broken printer must not keep a
/// counter from working.
///
/// # Errors
/// Names the member at fault; those of the store.
pub fn save_devices(desk: &Desk, request: SaveDevices) -> Result<PointView, Error> {
    let devices = request.devices.checked("devices")?;
    let whole = |folder: &String| Path::new(folder).is_absolute();
    if !devices.second_folder.as_ref().is_none_or(whole) {
        return Err(InputError::new(InputCode::Invalid, "devices.second_folder").into());
    }
    let actor = ticket::actor(desk, request.by.as_deref())?;
    desk.write("point.devices", actor, false, move |write, _| {
        let row = write.point()?.ok_or_else(|| Error::not_found("data", "service point"))?;
        let facts = json!({ "before": row.point.devices, "after": devices });
        write.keep_point(&Point { devices, ..row.point }, row.practice, facts)?;
        Ok(())
    })?;
    point(desk, PointQuery {})
}

/// Everybody who works or worked here.
///
/// # Errors
/// Those of the store.
pub fn staff(desk: &Desk, _: PointQuery) -> Result<Vec<Staff>, Error> {
    desk.read(|read, _| Ok(read.staff()?))
}

/// Adds a member of staff, or changes one.
///
/// # Errors
/// Names the member at fault; `approval_needed` once there is a supervisor; those of the store.
pub fn save_staff(desk: &Desk, request: SaveStaff) -> Result<Staff, Error> {
    let actor = approved(desk, request.approval.as_ref())?.unwrap_or_default();
    desk.write("staff.save", actor, false, move |write, _| {
        let known = write.staff()?;
        let before = match request.id {
            None => None,
            Some(id) => {
                let found = known.iter().find(|staff| staff.id == id);
                Some(found.cloned().ok_or_else(|| Error::not_found("id", "such member of staff"))?)
            }
        };
        let kept = keep_staff(write, before, request.staff, "staff")?;
        if has_supervisor(&known) && !has_supervisor(&write.staff()?) {
            // Nobody could approve anything any more.
            return Err(InputError::new(InputCode::Contradicts, "staff.role").into());
        }
        Ok(kept)
    })
}

/// Tells the last numbers on paper.
///
/// # Errors
/// Those of the store.
pub fn tell_numbers(desk: &Desk, request: PaperNumbers) -> Result<PointView, Error> {
    if let Some((series, _)) = request.last.iter().find(|(_, last)| **last < 0) {
        return Err(InputError::new(InputCode::OutOfRange, format!("last.{series}")).into());
    }
    desk.write("numbers.tell", String::new(), false, move |write, _| {
        write.tell_paper_numbers(&request.last)?;
        Ok(())
    })?;
    point(desk, PointQuery {})
}

fn has_supervisor(staff: &[Staff]) -> bool {
    staff.iter().any(|staff| staff.active && staff.role == Role::Supervisor)
}

fn missing(field: &str) -> Error {
    InputError::new(InputCode::Missing, field).into()
}

/// The name of the supervisor who approves. Before there is one, nobody has to.
pub(crate) fn approved(
    desk: &Desk,
    given: Option<&ApprovalInput>,
) -> Result<Option<String>, Error> {
    if let Some(given) = given {
        return Ok(Some(pin::approver(desk, given)?.name));
    }
    let needed = desk.read(|read, _| Ok(has_supervisor(&read.staff()?)))?;
    if needed {
        let code = ErrorCode::Rule(desk_core::ticket::Rule::ApprovalNeeded);
        return Err(Error::of(code, "approval", "a supervisor has to approve"));
    }
    Ok(None)
}

pub(crate) fn keep_staff(
    write: &mut Write,
    before: Option<Staff>,
    typed: StaffInput,
    field: &str,
) -> Result<Staff, Error> {
    let at = |member: &str| format!("{field}.{member}");
    let kept = |member: &str, typed: Option<String>, known: Option<&String>| match typed {
        Some(typed) => text::required(&at(member), &typed, text::SHORT),
        None => known.cloned().ok_or_else(|| InputError::new(InputCode::Missing, at(member))),
    };
    let before = before.as_ref();
    let id = match before {
        Some(known) => known.id,
        None => StaffId::new(write.at(), write.random()?),
    };
    let phone = match typed.phone.as_deref().map(str::trim) {
        None => before.and_then(|known| known.phone.clone()),
        Some("") => None,
        Some(typed) => Some(Phone::read(&at("phone"), typed)?.number),
    };
    let certificate = match typed.certificate {
        None => before.and_then(|known| known.certificate.clone()),
        Some(typed) => {
            let kept = text::optional(&at("certificate"), &typed, text::SHORT)?;
            (!kept.is_empty()).then_some(kept)
        }
    };
    let staff = Staff {
        id,
        name: kept("name", typed.name, before.map(|known| &known.name))?,
        phone,
        badge: kept("badge", typed.badge, before.map(|known| &known.badge))?,
        role: typed.role.or(before.map(|known| known.role)).ok_or_else(|| missing(&at("role")))?,
        active: typed.active.or(before.map(|known| known.active)).unwrap_or(true),
        certificate,
        since_year: typed.since_year.or(before.and_then(|known| known.since_year)),
    };
    let taken = |other: &Staff| other.badge == staff.badge && other.id != staff.id;
    if write.staff()?.iter().any(taken) {
        return Err(InputError::new(InputCode::Duplicate, at("badge")).into());
    }
    let hash = match &typed.pin {
        Some(typed) => Some(pin::hash(&at("pin"), typed, &write.random()?)?),
        None => None,
    };
    if staff.role == Role::Supervisor && hash.is_none() && write.staff_pin(id)?.is_none() {
        return Err(missing(&at("pin")));
    }
    write.keep_staff(&staff, hash.as_deref(), json!({ "before": before }))?;
    Ok(staff)
}

/// The branch code that numbers carry.
pub(crate) fn branch(write: &Write) -> Result<String, Error> {
    let row = write.point()?;
    Ok(row.map_or_else(|| UNNAMED_BRANCH.to_owned(), |row| row.point.branch))
}
