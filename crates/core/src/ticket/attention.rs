//! What of a ticket somebody has to see to, and by when (decisions.md §5).

use serde::Serialize;
use ts_rs::TS;

use crate::Rules;
use crate::calendar::{Date, Moment};
use crate::deadline::{self, Wait};
use crate::fee::Service;
use crate::policy::Pack;
use crate::values::values;

use super::{Course, Kind, State};

values! {
    /// What somebody has to see to; one number of the first screen each.
    TileKind {
        /// A visit was given to an engineer and the customer was not called yet (F4).
        ToCall "to_call",
        /// Complaints that are not answered (F1).
        Complaints "complaints",
        /// Visits of today, those that were made too, and of earlier days those that nobody made.
        Visits "visits",
        /// Waiting for parts (N4).
        WaitingParts "waiting_parts",
        /// To be asked whether it works (F3). Nothing records that call, so it is never late.
        FollowUp "follow_up",
        /// Quoted, and the customer did not consent yet.
        ToConsent "to_consent",
        /// Units that are ready and that nobody has collected.
        Unclaimed "unclaimed",
        /// Work has ended, the ticket is not closed.
        ToSettle "to_settle",
    }
}

/// What somebody has to see to: what has a number of its own, and the time that a repair takes (N5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
pub enum AttentionKind {
    /// A repair takes long, for no want of parts (N5).
    #[serde(rename = "repair_time")]
    RepairTime,
    /// What has a number of its own.
    #[serde(untagged)]
    Tile(TileKind),
}

/// How much something presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// It is to be done.
    Listed,
    /// It is to be done soon.
    Soon,
    /// It is late.
    Late,
}

/// How far something is from when it was due, or how long it has lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Minutes over, begun ones whole; below zero when there is time.
    Minutes(i64),
    /// Days.
    Days(i64),
}

/// Something that somebody has to see to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub kind: AttentionKind,
    /// How much it presses.
    pub urgency: Urgency,
    /// When it was due, of `to_call`, `complaints`, `visits` and `follow_up`; since when it lasts, of
    /// the others.
    pub since_or_due: Moment,
    /// The same from now: over what was due, or how long it has lasted.
    pub span: Span,
}

/// What of a ticket decides what somebody has to see to.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The kind.
    pub kind: Kind,
    /// How the appliance is served.
    pub service: Service,
    /// Where it is on its way.
    pub state: State,
    /// When it was taken in.
    pub created_at: Moment,
    /// What happened since.
    pub course: Course,
    /// When the last quote was made.
    pub quoted_at: Option<Moment>,
}

impl State {
    /// Nothing is to be done to the appliance any more, and the ticket is not closed.
    pub fn has_ended(self) -> bool {
        use State as S;
        matches!(
            self,
            S::Completed
                | S::Accepted
                | S::Refused
                | S::Cancelled
                | S::FailedByUs
                | S::NotRepairable
                | S::Returned
        )
    }

    /// Nothing is to be done to the appliance any more.
    fn is_over(self) -> bool {
        self.has_ended() || self == State::Closed
    }
}

impl Standing {
    /// What somebody has to see to now, in no particular order, each kind at most once.
    pub fn notices(&self, rules: &Rules, now: Moment) -> Vec<Notice> {
        let pack = rules.policy.in_force(self.created_at.date());
        [
            self.to_call(pack, now),
            self.complaint(pack, rules, now.date()),
            self.visit(now),
            self.waiting_parts(pack, now.date()),
            self.repair_time(pack, now.date()),
            self.follow_up(pack, now.date()),
            self.to_consent(now.date()),
            self.unclaimed(now.date()),
            self.to_settle(now.date()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn to_call(&self, pack: &Pack, now: Moment) -> Option<Notice> {
        let visit = self.course.visits.last()?;
        if self.state != State::Scheduled || visit.called_at.is_some() {
            return None;
        }
        let given = visit.given_at;
        let due = deadline::call_due(pack, given.local(), self.service);
        let due = due.map(|due| given.plus_millis((due - given.local()).num_milliseconds()));
        let over = minutes_over(due.unwrap_or(given), now);
        let urgency = match due {
            Some(_) if over > 0 => Urgency::Late,
            Some(_) => Urgency::Soon,
            None => Urgency::Listed,
        };
        let kind = AttentionKind::Tile(TileKind::ToCall);
        let since_or_due = due.unwrap_or(given);
        Some(Notice { kind, urgency, since_or_due, span: Span::Minutes(over) })
    }

    fn complaint(&self, pack: &Pack, rules: &Rules, today: Date) -> Option<Notice> {
        if self.kind != Kind::Complaint || self.state.is_over() {
            return None;
        }
        let due = deadline::complaint_due(pack, &rules.calendar, self.created_at.date())?;
        Some(by_day(TileKind::Complaints, due.date, today))
    }

    fn visit(&self, now: Moment) -> Option<Notice> {
        let visit = self.course.visits.last()?;
        let is_awaited = matches!(self.state, State::Scheduled | State::Departed);
        let is_of_now = match visit.from.date() {
            day if day == now.date() => is_awaited || visit.departed_at.is_some(),
            day => is_awaited && day < now.date(),
        };
        if !is_of_now {
            return None;
        }
        let over = minutes_over(visit.to, now);
        let urgency = if is_awaited && over > 0 { Urgency::Late } else { Urgency::Listed };
        let kind = AttentionKind::Tile(TileKind::Visits);
        Some(Notice { kind, urgency, since_or_due: visit.to, span: Span::Minutes(over) })
    }

    fn waiting_parts(&self, pack: &Pack, today: Date) -> Option<Notice> {
        let wait = self.course.waits.last()?;
        if self.state != State::WaitingParts {
            return None;
        }
        // All waits of the repair count, as for the remedies.
        let days = self.course.days_waited(today);
        let urgency = of_wait(deadline::parts_wait(pack, whole(days)));
        let kind = AttentionKind::Tile(TileKind::WaitingParts);
        Some(Notice { kind, urgency, since_or_due: wait.from, span: Span::Days(days) })
    }

    fn repair_time(&self, pack: &Pack, today: Date) -> Option<Notice> {
        if self.kind != Kind::Repair || self.state.is_over() {
            return None;
        }
        let days = self.course.own_days(self.created_at.date(), today);
        let urgency = of_wait(deadline::repair_time(pack, whole(days)));
        let (kind, since_or_due) = (AttentionKind::RepairTime, self.created_at);
        let notice = Notice { kind, urgency, since_or_due, span: Span::Days(days) };
        (urgency != Urgency::Listed).then_some(notice)
    }

    fn follow_up(&self, pack: &Pack, today: Date) -> Option<Notice> {
        let completion = self.course.completion.as_ref()?;
        let days = deadline::follow_up(pack, completion.at.date());
        let is_open = (days.opens_on..=days.last_day).contains(&today);
        is_open.then(|| by_day(TileKind::FollowUp, days.last_day, today))
    }

    fn to_consent(&self, today: Date) -> Option<Notice> {
        let quoted = self.quoted_at.filter(|_| self.state == State::Quoted)?;
        let notice = since(TileKind::ToConsent, quoted, today);
        let urgency = match notice.span {
            Span::Days(1..) => Urgency::Soon,
            _ => Urgency::Listed,
        };
        Some(Notice { urgency, ..notice })
    }

    fn unclaimed(&self, today: Date) -> Option<Notice> {
        let unit = self.course.custody.as_ref().filter(|unit| unit.returned.is_none())?;
        let ready = self.ended_at().unwrap_or(unit.received_at);
        self.state.has_ended().then(|| since(TileKind::Unclaimed, ready, today))
    }

    fn to_settle(&self, today: Date) -> Option<Notice> {
        let ended = self.ended_at().unwrap_or(self.created_at);
        self.state.has_ended().then(|| since(TileKind::ToSettle, ended, today))
    }

    fn ended_at(&self) -> Option<Moment> {
        let ended = self.course.end.as_ref().map(|end| end.at);
        ended.or(self.course.completion.as_ref().map(|completion| completion.at))
    }
}

impl Course {
    /// How many days parts were waited for until a day (N4).
    pub fn days_waited(&self, until: Date) -> i64 {
        let days =
            |wait: &super::Wait| wait.to.map_or(until, |to| to.date()).days_since(wait.from.date());
        self.waits.iter().map(days).sum()
    }

    /// How many days since it was taken in were not waited for parts (N5).
    pub fn own_days(&self, taken_in: Date, until: Date) -> i64 {
        until.days_since(taken_in) - self.days_waited(until)
    }
}

/// Something that is due at the end of a day.
fn by_day(kind: TileKind, due: Date, today: Date) -> Notice {
    let over = today.days_since(due);
    let urgency = match over {
        1.. => Urgency::Late,
        0 => Urgency::Soon,
        _ => Urgency::Listed,
    };
    let end = Moment::start_of(due.plus_days(1)).unwrap_or(Moment::FIRST).plus_millis(-1);
    Notice { kind: AttentionKind::Tile(kind), urgency, since_or_due: end, span: Span::Days(over) }
}

/// Something that lasts and is never late.
fn since(kind: TileKind, since: Moment, today: Date) -> Notice {
    Notice {
        kind: AttentionKind::Tile(kind),
        urgency: Urgency::Listed,
        since_or_due: since,
        span: Span::Days(today.days_since(since.date())),
    }
}

fn of_wait(wait: Wait) -> Urgency {
    match wait {
        Wait::InTime => Urgency::Listed,
        Wait::Warn => Urgency::Soon,
        Wait::ExchangeDue => Urgency::Late,
    }
}

/// Minutes from when something was due; a minute that has begun is over.
fn minutes_over(due: Moment, now: Moment) -> i64 {
    const MINUTE: i64 = 60_000;
    let over = now.millis() - due.millis();
    over.div_euclid(MINUTE) + i64::from(over.rem_euclid(MINUTE) > 0)
}

fn whole(days: i64) -> u32 {
    u32::try_from(days.max(0)).unwrap_or(u32::MAX)
}
