//! The first screen: what is to be done today, what is late, what was taken in money.

use std::collections::BTreeMap;

use desk_core::calendar::{Date, Moment, WorkingDay};
use desk_core::deadline;
use desk_core::money::Money;
use desk_core::ticket::{
    AttentionKind, Method, Notice, Payment, Span, Standing, State, TileKind, Urgency,
};
use desk_store::Read;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Desk;
use crate::desk::House;
use crate::error::Error;
use crate::tickets::{TicketRow, row_at};

/// Asks for nothing in particular.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct TodayQuery {}

/// What is to be done today.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Today {
    /// The present time.
    pub at: Moment,
    /// The present day at the service point.
    pub date: Date,
    /// The day at whose end a complaint is answered that is taken in today (F1).
    pub complaint_due: Option<WorkingDay>,
    /// What is to be done, a number each. The command `tickets` lists what one counts.
    pub tiles: Vec<Tile>,
    /// The visits that the tile counts, by their time.
    pub visits: Vec<TicketRow>,
    /// What presses, the worst first, at most 50.
    pub attention: Vec<NeedsAction>,
    /// How much presses in all.
    pub attention_count: u32,
    /// Tickets that are not closed, by state.
    pub open: Vec<OpenState>,
    /// The money of the day.
    pub money: MoneyToday,
}

/// How many tickets somebody has to see to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Tile {
    /// What is to be done.
    pub kind: TileKind,
    /// How many.
    pub count: u32,
    /// How many of these are late.
    pub late: u32,
    /// How many of these soon will be.
    pub soon: u32,
}

/// A ticket that presses.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct NeedsAction {
    /// Why.
    pub kind: AttentionKind,
    /// It is late; otherwise it soon will be.
    pub late: bool,
    /// When it was due, of `to_call`, `complaints`, `visits` and `follow_up` (of a day its last
    /// moment); since when it lasts, of the others.
    pub since_or_due: Moment,
    /// Of what is due on a day the days over, below zero while there is time; of what lasts how many
    /// days it has lasted (of `waiting_parts` all waits of the repair, of `repair_time` without them).
    pub days: Option<i64>,
    /// Of what is due at a time the minutes over, below zero while there is time.
    pub minutes: Option<i64>,
    /// The ticket.
    pub row: TicketRow,
}

/// Tickets in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct OpenState {
    /// The state.
    pub state: State,
    /// How many.
    pub count: u32,
    /// How many of these were taken in today, one to three days ago, four to seven, and before.
    pub ages: [u32; 4],
}

/// The money of a day. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MoneyToday {
    /// By how and by whom.
    pub rows: Vec<MoneyRow>,
    /// What came in.
    pub in_fen: Money,
    /// What went back, refunds and reversals.
    pub back_fen: Money,
    /// How many receipts.
    pub count: u32,
}

/// The money that somebody took in one way. Amounts in 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MoneyRow {
    /// How.
    pub method: Method,
    /// Who took it; empty where nobody said.
    pub by: String,
    /// How many receipts.
    pub count: u32,
    /// What came in.
    pub in_fen: Money,
    /// What went back.
    pub back_fen: Money,
}

/// So much that presses is shown.
const SHOWN: usize = 50;

/// In this order the first screen counts.
const TILES: [TileKind; 8] = [
    TileKind::ToCall,
    TileKind::Visits,
    TileKind::ToConsent,
    TileKind::WaitingParts,
    TileKind::Complaints,
    TileKind::FollowUp,
    TileKind::Unclaimed,
    TileKind::ToSettle,
];

/// In this order what is late presses, and then what soon will be: first what can still be put right
/// by a call.
const BY_PRESSURE: [AttentionKind; 9] = [
    AttentionKind::Tile(TileKind::ToCall),
    AttentionKind::Tile(TileKind::Complaints),
    AttentionKind::Tile(TileKind::Visits),
    AttentionKind::Tile(TileKind::WaitingParts),
    AttentionKind::RepairTime,
    AttentionKind::Tile(TileKind::FollowUp),
    AttentionKind::Tile(TileKind::ToConsent),
    AttentionKind::Tile(TileKind::Unclaimed),
    AttentionKind::Tile(TileKind::ToSettle),
];

/// What is to be done today.
///
/// # Errors
/// Those of the store.
pub fn today(desk: &Desk, _: TodayQuery) -> Result<Today, Error> {
    let now = desk.now()?;
    desk.read(|read, house| {
        let date = now.date();
        let known = known(read, house, now)?;
        let rules = &house.rules;
        let mut notices: Vec<(i64, Notice)> = Vec::new();
        for (seq, standing) in &known {
            notices.extend(standing.notices(rules, now).into_iter().map(|notice| (*seq, notice)));
        }
        let tiles = TILES.iter().map(|kind| tile(*kind, &notices)).collect();
        let (attention, attention_count) = pressing(read, house, &notices, now)?;
        Ok(Today {
            at: now,
            date,
            complaint_due: deadline::complaint_due(
                rules.policy.in_force(date),
                &rules.calendar,
                date,
            ),
            tiles,
            visits: visits(read, house, &known, &notices, now)?,
            attention,
            attention_count,
            open: open(&known, date),
            money: money(read.payments_on(date)?)?,
        })
    })
}

/// The tickets that a tile counts, by their places in the order of taking in.
pub(crate) fn with_notice(
    read: &Read,
    house: &House,
    kind: TileKind,
    now: Moment,
) -> Result<Vec<(i64, Notice)>, Error> {
    let mut found = Vec::new();
    for (seq, standing) in known(read, house, now)? {
        let notices = standing.notices(&house.rules, now).into_iter();
        let of_kind = notices.filter(|notice| notice.kind == AttentionKind::Tile(kind));
        found.extend(of_kind.map(|notice| (seq, notice)));
    }
    Ok(found)
}

/// Every ticket that somebody may have to see to: those that are not closed, those whose visit is
/// today, and those whose work was done a few days ago.
fn known(read: &Read, house: &House, now: Moment) -> Result<BTreeMap<i64, Standing>, Error> {
    let today = now.date();
    let states: Vec<State> =
        State::ALL.iter().copied().filter(|state| *state != State::Closed).collect();
    let mut known: BTreeMap<i64, Standing> = read.standing_in(&states)?.into_iter().collect();
    known.extend(read.standing_visited(today)?);
    // A version of the policy holds for what was taken in under it.
    let days = || house.rules.policy.all().iter().map(|pack| &pack.parameters);
    let first = days().map(|days| days.follow_up_opens_days.value).min().unwrap_or_default();
    let last = days().map(|days| days.follow_up_last_days.value).max().unwrap_or_default();
    known.extend(read.standing_completed(today.minus_days(last), today.minus_days(first))?);
    Ok(known)
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

fn tile(kind: TileKind, notices: &[(i64, Notice)]) -> Tile {
    let of_kind = || {
        let notices = notices.iter().map(|(_, notice)| notice);
        notices.filter(|notice| notice.kind == AttentionKind::Tile(kind))
    };
    let urgent = |urgency| count(of_kind().filter(|notice| notice.urgency == urgency));
    Tile { kind, count: count(of_kind()), late: urgent(Urgency::Late), soon: urgent(Urgency::Soon) }
}

fn visits(
    read: &Read,
    house: &House,
    known: &BTreeMap<i64, Standing>,
    notices: &[(i64, Notice)],
    now: Moment,
) -> Result<Vec<TicketRow>, Error> {
    let is_visit = |notice: &Notice| notice.kind == AttentionKind::Tile(TileKind::Visits);
    let of_visits = notices.iter().filter(|(_, notice)| is_visit(notice));
    let mut visits: Vec<(Option<Moment>, i64)> = of_visits
        .map(|(seq, _)| {
            let visit = known.get(seq).and_then(|standing| standing.course.visits.last());
            (visit.map(|visit| visit.from), *seq)
        })
        .collect();
    visits.sort_unstable();
    visits.into_iter().map(|(_, seq)| row_at(read, house, seq, now)).collect()
}

fn pressing(
    read: &Read,
    house: &House,
    notices: &[(i64, Notice)],
    now: Moment,
) -> Result<(Vec<NeedsAction>, u32), Error> {
    let mut pressing: Vec<&(i64, Notice)> =
        notices.iter().filter(|(_, notice)| notice.urgency > Urgency::Listed).collect();
    let count = count(pressing.iter());
    pressing.sort_by_key(|(seq, notice)| {
        let place = BY_PRESSURE.iter().position(|kind| *kind == notice.kind);
        (notice.urgency != Urgency::Late, place, notice.since_or_due, *seq)
    });
    pressing.truncate(SHOWN);
    let shown = pressing.into_iter().map(|(seq, notice)| {
        let (days, minutes) = match notice.span {
            Span::Days(days) => (Some(days), None),
            Span::Minutes(minutes) => (None, Some(minutes)),
        };
        Ok(NeedsAction {
            kind: notice.kind,
            late: notice.urgency == Urgency::Late,
            since_or_due: notice.since_or_due,
            days,
            minutes,
            row: row_at(read, house, *seq, now)?,
        })
    });
    Ok((shown.collect::<Result<_, Error>>()?, count))
}

fn open(known: &BTreeMap<i64, Standing>, today: Date) -> Vec<OpenState> {
    let mut open: BTreeMap<State, OpenState> = BTreeMap::new();
    for standing in known.values().filter(|standing| standing.state != State::Closed) {
        let state = standing.state;
        let of_state = open.entry(state).or_insert(OpenState { state, count: 0, ages: [0; 4] });
        of_state.count += 1;
        let age = match today.days_since(standing.created_at.date()) {
            ..=0 => 0,
            1..=3 => 1,
            4..=7 => 2,
            _ => 3,
        };
        of_state.ages[age] += 1;
    }
    open.into_values().collect()
}

fn money(payments: Vec<Payment>) -> Result<MoneyToday, Error> {
    let too_much = || Error::failed("the money of the day is more than can be added up");
    let mut rows: BTreeMap<(Method, String), MoneyRow> = BTreeMap::new();
    for Payment { method, by, amount_fen, .. } in payments {
        let row = rows.entry((method, by.clone())).or_insert(MoneyRow {
            method,
            by,
            count: 0,
            in_fen: Money::ZERO,
            back_fen: Money::ZERO,
        });
        row.count += 1;
        let side = if amount_fen.is_negative() { &mut row.back_fen } else { &mut row.in_fen };
        let amount = Money::from_fen(amount_fen.fen().abs());
        *side = side.checked_add(amount).ok_or_else(too_much)?;
    }
    let rows: Vec<MoneyRow> = rows.into_values().collect();
    let sum = |amount: fn(&MoneyRow) -> Money| {
        Money::checked_sum(rows.iter().map(amount)).ok_or_else(too_much)
    };
    Ok(MoneyToday {
        in_fen: sum(|row| row.in_fen)?,
        back_fen: sum(|row| row.back_fen)?,
        count: rows.iter().map(|row| row.count).sum(),
        rows,
    })
}
