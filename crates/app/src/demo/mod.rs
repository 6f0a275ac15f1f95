//! A believable service point to practise on (`desk demo`).
//!
//! Everything in it was done by the rules, one operation after another, as people would have: so it
//! is no data that the program could not have come to. Deliberately no shortcut past `take_in` and
//! `act`.

mod acts;
mod chance;
mod goods;
mod pace;
mod people;
mod play;
mod script;
mod unit;
mod words;

use std::sync::Arc;

use desk_core::calendar::{Date, Moment};
use desk_core::id::DraftId;
use desk_core::input::{InputCode, InputError};
use desk_core::party::{Point, Role};
use desk_store::{Draft, Operation, StoreError, Write};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;
use crate::point::{self, StaffInput};
use play::{Play, turn};
use script::{at, shift};

/// What to make.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Fill {
    /// How many tickets.
    pub tickets: u32,
    /// The same seed and date give the same data.
    pub seed: u64,
    /// The day on which it is played; today when absent.
    #[serde(default)]
    pub today: Option<Date>,
}

/// What was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Filled {
    /// Tickets.
    pub tickets: u32,
    /// Customers.
    pub customers: u32,
    /// Receipts.
    pub receipts: u32,
    /// Warranty slips.
    pub slips: u32,
    /// The supervisor who approves.
    pub supervisor: String,
    /// The supervisor's badge.
    pub badge: String,
    /// The supervisor's PIN, for practice only.
    pub pin: String,
}

/// The PIN of both supervisors. It guards nothing: the folder is marked for practice.
const PIN: &str = "2468";

/// Steps of the play in one transaction: some hundred tickets. One transaction for everything would
/// make the log as large as the database.
const STEPS: usize = 8000;

/// The years that can be played: the oldest appliance and the last slip stay within what can be
/// written.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=9900;

/// More tickets than any point has in three years.
const MOST: u32 = 1_000_000;

/// Fills an empty data folder.
///
/// # Errors
/// `not_empty`; `tickets`, `today`; those of the store. When it fails on the way, what was made until then
/// stays, in a folder that is marked for practice.
pub fn fill(desk: &Desk, request: Fill) -> Result<Filled, Error> {
    if request.tickets > MOST {
        return Err(InputError::new(InputCode::OutOfRange, "tickets").into());
    }
    let store = desk.store()?;
    let today = match request.today {
        Some(today) => today,
        None => desk.now()?.date(),
    };
    if !YEARS.contains(&today.year()) {
        return Err(InputError::new(InputCode::OutOfRange, "today").into());
    }
    let mut play = Play::new(Arc::clone(&desk.house), request.seed, today, request.tickets);
    // The day before the first of the three years.
    let first_day = at(shift(today, -3 * 365 - 1), 8 * 60);
    let mut play = store.write(operation("point.set_up", first_day), move |write| {
        if !write.is_empty()? {
            return Err(Error::from(StoreError::NotEmpty));
        }
        open_point(write, today)?;
        keep_drafts(write, &mut play, request.tickets.min(30) as usize / 15)?;
        play.staff = write.staff()?;
        // Their ids are by chance, and with them the order of the store.
        play.staff.sort_by(|one, other| one.badge.cmp(&other.badge));
        Ok(play)
    })?;
    let mut goes_on = request.tickets > 0;
    while goes_on {
        (play, goes_on) = store.write(operation("demo", first_day), move |write| {
            let goes_on = play.go_on(write, STEPS)?;
            Ok::<_, Error>((play, goes_on))
        })?;
    }
    let supervisor = &people::STAFF[0];
    Ok(Filled {
        tickets: play.tickets,
        customers: play.customers(),
        receipts: play.receipts,
        slips: play.slips,
        supervisor: supervisor.name.to_owned(),
        badge: supervisor.badge.to_owned(),
        pin: PIN.to_owned(),
    })
}

fn operation(name: &'static str, at: Moment) -> Operation {
    Operation { name, actor: String::new(), at, clock_confirmed: false }
}

/// Names the point, and everybody who works there.
fn open_point(write: &mut Write, today: Date) -> Result<(), Error> {
    let point = Point {
        name: "杰森售后服务桂林店（练习）".to_owned(),
        branch: "GL01".to_owned(),
        city: "桂林".to_owned(),
        address: "广西桂林市七星区漓江路88号".to_owned(),
        phone: "0773-5800123".to_owned(),
        complaint_phone: "4006-189123".to_owned(),
        ..Point::default()
    };
    write.keep_point(&point.checked()?, true, json!({}))?;
    let at = write.at();
    turn(write, "staff.save", "", at);
    for (nth, member) in people::STAFF.iter().enumerate() {
        let is_engineer = member.role == Role::Engineer;
        let since = today.year() - member.years;
        let typed = StaffInput {
            name: Some(member.name.to_owned()),
            phone: is_engineer.then(|| format!("1380773{:04}", 6100 + nth)),
            badge: Some(member.badge.to_owned()),
            role: Some(member.role),
            active: Some(true),
            pin: (member.role == Role::Supervisor).then(|| PIN.to_owned()),
            certificate: is_engineer.then(|| format!("家电维修工 桂{since}{:05}", 310 + 7 * nth)),
            since_year: is_engineer.then_some(since),
        };
        point::keep_staff(write, None, typed, "staff")?;
    }
    Ok(())
}

/// Keeps half-written forms, at most so many.
fn keep_drafts(write: &mut Write, play: &mut Play, most: usize) -> Result<(), Error> {
    for (nth, body) in acts::drafts().into_iter().take(most).enumerate() {
        let saved_at = at(play.today, 11 * 60 + 41 + 9 * nth as i64);
        let mut random = [0; 10];
        play.chance.fill(&mut random);
        let id = DraftId::new(saved_at, random);
        write.keep_draft(&Draft { id, kind: "intake".to_owned(), saved_at, body })?;
    }
    Ok(())
}
