//! When things are due (decisions.md §5).

use chrono::{NaiveDateTime, TimeDelta};

use crate::calendar::{Calendar, Date, WorkingDay};
use crate::fee::Service;
use crate::policy::Pack;

/// By when the engineer calls the customer, at the service point's local time (F4). None but in
/// town has a time for it.
pub fn call_due(pack: &Pack, given_at: NaiveDateTime, service: Service) -> Option<NaiveDateTime> {
    let minutes = TimeDelta::minutes(pack.parameters.call_minutes.value.into());
    (service == Service::OnsiteTown).then(|| given_at + minutes)
}

/// The day at whose end a complaint is solved or has a definite plan (F1).
pub fn complaint_due(pack: &Pack, calendar: &Calendar, registered_on: Date) -> Option<WorkingDay> {
    calendar.add_working_days(registered_on, pack.parameters.complaint_working_days.value)
}

/// The days in which a follow-up call is made (F3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// The first day.
    pub opens_on: Date,
    /// The last day; after it the call is overdue.
    pub last_day: Date,
}

/// When to call after a completed job (F3).
pub fn follow_up(pack: &Pack, completed_on: Date) -> FollowUp {
    FollowUp {
        opens_on: completed_on.plus_days(pack.parameters.follow_up_opens_days.value),
        last_day: completed_on.plus_days(pack.parameters.follow_up_last_days.value),
    }
}

/// How a wait stands against what the national rules allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// There is time.
    InTime,
    /// It gets long: somebody should look after it.
    Warn,
    /// An exchange is due.
    ExchangeDue,
}

impl Wait {
    fn of(days: u32, warn_at: u32, exchange_over: u32) -> Wait {
        match days {
            _ if days > exchange_over => Wait::ExchangeDue,
            _ if days >= warn_at => Wait::Warn,
            _ => Wait::InTime,
        }
    }
}

/// How many days of waiting for parts stand (N4).
pub fn parts_wait(pack: &Pack, days: u32) -> Wait {
    let parameters = &pack.parameters;
    Wait::of(days, parameters.parts_wait_warn_days.value, parameters.parts_wait_exchange_days.value)
}

/// How many days since it was taken in stand, for the repairer's own reasons (N5).
pub fn repair_time(pack: &Pack, days: u32) -> Wait {
    let parameters = &pack.parameters;
    Wait::of(days, parameters.repair_warn_days.value, parameters.repair_exchange_days.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn a_customer_in_town_is_called_within_thirty_minutes() {
        let rules = Rules::shipped();
        let at = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time");
        let due = |service| call_due(rules.policy.newest(), at("2026-11-23 23:45"), service);
        assert_eq!(due(Service::OnsiteTown), Some(at("2026-11-24 00:15")));
        for service in [Service::OnsiteFar, Service::WalkIn, Service::MailIn] {
            assert_eq!(due(service), None);
        }
    }

    #[test]
    fn a_complaint_has_two_working_days() {
        let rules = Rules::shipped();
        for (registered, due) in [
            ("2026-11-20", "2026-11-24"),
            ("2026-11-21", "2026-11-24"),
            ("2026-09-30", "2026-10-09"),
            ("2026-02-13", "2026-02-24"),
        ] {
            let found = complaint_due(rules.policy.newest(), &rules.calendar, date(registered));
            assert_eq!(found.map(|day| day.date), Some(date(due)), "{registered}");
        }
    }

    #[test]
    fn a_follow_up_opens_on_the_third_day_and_is_late_after_the_seventh() {
        let rules = Rules::shipped();
        let found = follow_up(rules.policy.newest(), date("2024-02-27"));
        let expected = FollowUp { opens_on: date("2024-03-01"), last_day: date("2024-03-05") };
        assert_eq!(found, expected);
    }

    #[test]
    fn waits_are_warned_of_before_an_exchange_is_due() {
        let rules = Rules::shipped();
        let pack = rules.policy.newest();
        for (days, expected) in [
            (0, Wait::InTime),
            (59, Wait::InTime),
            (60, Wait::Warn),
            (90, Wait::Warn),
            (91, Wait::ExchangeDue),
        ] {
            assert_eq!(parts_wait(pack, days), expected, "{days} days for parts");
        }
        for (days, expected) in
            [(19, Wait::InTime), (20, Wait::Warn), (30, Wait::Warn), (31, Wait::ExchangeDue)]
        {
            assert_eq!(repair_time(pack, days), expected, "{days} days of repair");
        }
    }
}
