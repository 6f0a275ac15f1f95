//! How long things take: when the next step of a ticket comes.

use desk_core::calendar::Moment;
use desk_core::fee::Service;
use desk_core::ticket::{ConsentHow, Kind, State};

use super::chance::Chance;
use super::play::{Open, Play};
use super::script::{Amount, DAY, HOUR, MINUTE, Step, at};

impl Play {
    /// When a step comes, after another one.
    pub(super) fn when(&mut self, now: Moment, open: &Open, step: Step) -> Moment {
        let chance = &mut self.chance;
        let state = open.dossier.ticket.state;
        let is_bench = open.plan.service.is_bench();
        // The fixed list goes fast, to be there on the day.
        let slow = |minutes: i64| if open.plan.is_fixed { 0 } else { minutes };
        match step {
            Step::Schedule(_) if state == State::WaitingParts => {
                office(chance, now.plus_millis(open.wait * DAY))
            }
            Step::Schedule(_) => later(chance, now, 1, 25 + slow(60)),
            Step::Depart => {
                let visit = open.dossier.ticket.course.visits.last();
                let from = visit.map_or(now, |visit| visit.from);
                from.plus_millis(-chance.within(15, 40) * MINUTE)
            }
            Step::Arrive => soon(chance, now, 12, 35),
            Step::Receive if open.plan.service == Service::MailIn => {
                later(chance, now, 26 * 60, 120 * 60)
            }
            Step::Receive => soon(chance, now, 2, 9),
            Step::Inspect | Step::InspectMore if !is_bench => soon(chance, now, 8, 24),
            Step::Inspect | Step::InspectMore => later(chance, now, 20, 60 + slow(26 * 60)),
            Step::Quote(_) => soon(chance, now, 3, 12),
            Step::Consent(ConsentHow::Phone) => later(chance, now, 4, 15 + slow(300)),
            Step::Consent(_) => soon(chance, now, 1, 8),
            Step::Start if !is_bench => soon(chance, now, 1, 5),
            Step::Start => later(chance, now, 5, 15 + slow(300)),
            Step::WaitParts(_) => soon(chance, now, 2, 12),
            Step::Resume if is_bench => {
                let came = now.plus_millis(open.wait * DAY + chance.within(0, 5 * HOUR));
                office(chance, came)
            }
            Step::Resume => soon(chance, now, 3, 9),
            Step::Complete if !is_bench => soon(chance, now, 15, 95),
            Step::Complete => later(chance, now, 40, 95 + slow(40 * 60)),
            // Some leave it lying for weeks.
            Step::Accept if is_bench && !open.plan.is_fixed && chance.percent(4) => {
                later(chance, now, 31 * 24 * 60, 70 * 24 * 60)
            }
            Step::Accept if is_bench => later(chance, now, 30, 24 * 60 + slow(4 * 24 * 60)),
            Step::Accept => soon(chance, now, 3, 11),
            Step::Pay(_, Amount::Rest) => later(chance, now, 20 * 60, 8 * 24 * 60),
            Step::Pay(..) => soon(chance, now, 1, 6),
            Step::Refund(_) => later(chance, now, 10, 26 * 60),
            Step::Return if state == State::Accepted => soon(chance, now, 1, 6),
            Step::Return => later(chance, now, 60, 3 * 24 * 60),
            Step::Close if open.plan.kind == Kind::Consultation => soon(chance, now, 3, 15),
            Step::Close if open.plan.kind == Kind::Complaint => later(chance, now, 90, 50 * 60),
            // In the evening, or after the call that asks how it goes (F3).
            Step::Close => match chance.percent(45) {
                true => later(chance, now, 20, 200),
                false => later(chance, now, 3 * 24 * 60, 7 * 24 * 60),
            },
            Step::Refuse(_) | Step::GiveUp => soon(chance, now, 4, 25),
            Step::Cancel(_) if matches!(state, State::Departed | State::Arrived) => {
                soon(chance, now, 5, 25)
            }
            Step::Cancel(_) => later(chance, now, 30, 20 * 60),
            Step::Fail => {
                let given_up = now.plus_millis(open.wait * DAY + chance.within(HOUR, 2 * DAY));
                office(chance, given_up)
            }
            Step::Fix(_) => later(chance, now, 4, 40),
            Step::Reopen => later(chance, now, 20 * 60, 9 * 24 * 60),
        }
    }
}

/// From so many to so many minutes later.
fn soon(chance: &mut Chance, now: Moment, from: i64, to: i64) -> Moment {
    now.plus_millis(chance.within(from * MINUTE, to * MINUTE))
}

/// The same, moved to when the counter is open.
fn later(chance: &mut Chance, now: Moment, from: i64, to: i64) -> Moment {
    let then = soon(chance, now, from, to);
    office(chance, then)
}

/// A time when the counter is open, from the given one on.
fn office(chance: &mut Chance, moment: Moment) -> Moment {
    const OPENS: i64 = 8 * 60 + 30;
    const CLOSES: i64 = 18 * 60;
    let midnight = at(moment.date(), 0);
    let minute = (moment.millis() - midnight.millis()) / MINUTE;
    let opens = match minute {
        ..OPENS => midnight,
        CLOSES.. => midnight.plus_millis(DAY),
        _ => return moment,
    };
    soon(chance, opens, OPENS, OPENS + 60)
}
