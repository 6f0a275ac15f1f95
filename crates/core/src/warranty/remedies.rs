//! National remedies (decisions.md §3, N1–N7). They are advice to print.

use super::facts::Facts;
use super::steps::{extend, is_void, start_date};
use super::{Case, Cause, JobKind, Remedy, Usage};
use crate::Rules;
use crate::calendar::{Date, Term};
use crate::input::InputError;
use crate::money::Money;

/// What the customer may ask for, mildest first.
pub(super) fn remedies(facts: &Facts) -> Vec<Remedy> {
    let Some(received) = performance_fault_since(facts) else {
        return vec![Remedy::Repair];
    };
    let parameters = &facts.pack.parameters;
    let within = |days| facts.on <= facts.calendar.last_day(received, Term::Days(days));
    let catalogued = facts.category.national.is_some();
    if within(parameters.return_days.value) {
        vec![Remedy::Repair, Remedy::Exchange, Remedy::Return]
    } else if catalogued
        && (within(parameters.exchange_days.value) || exchange_within_national_term(facts))
    {
        vec![Remedy::Repair, Remedy::Exchange]
    } else {
        vec![Remedy::Repair]
    }
}

/// The day from which the national periods run, when the line is one that they are for: a
/// performance fault at home, of a unit that is not void and whose purchase can be shown.
fn performance_fault_since(facts: &Facts) -> Option<Date> {
    let performance_fault = matches!(facts.taken.cause, Cause::Defect | Cause::ComponentFailure);
    let at_home = facts.taken.usage == Usage::Household;
    if !performance_fault || !at_home || is_void(facts) || !facts.has_voucher() {
        return None;
    }
    received_on(facts)
}

/// The later of purchase and delivery; an exchange does not move it.
fn received_on(facts: &Facts) -> Option<Date> {
    let purchased_on = facts.appliance.purchased_on?;
    Some(facts.appliance.delivered_on.map_or(purchased_on, |on| on.max(purchased_on)))
}

/// Repaired twice (N3), parts too long in coming (N4) or the repairer too slow (N5), within the
/// national term.
fn exchange_within_national_term(facts: &Facts) -> bool {
    let (Some(national), Some(start)) = (&facts.category.national, start_date(facts)) else {
        return false;
    };
    let (end, _) = extend(start.plus_months(national.months), &facts.downtime_from(start));
    let last_day = facts.calendar.move_off_rest_days(end);
    if facts.on > last_day {
        return false;
    }
    let parameters = &facts.pack.parameters;
    let same_place_only = parameters.exchange_same_place_only.value;
    let repairs = facts
        .jobs
        .iter()
        .filter(|job| job.kind == JobKind::Repair)
        .filter(|job| (start..=last_day).contains(&job.completed_on))
        .filter(|job| !same_place_only || (job.place.is_some() && job.place == facts.fault_place))
        .count();
    repairs >= parameters.exchange_after_repairs.value as usize
        || facts.waiting_parts_days > parameters.parts_wait_exchange_days.value
        || facts.own_reason_days > parameters.repair_exchange_days.value
}

/// What is refunded when the unit is returned (N6): the price, less depreciation for each day
/// since it was received that it could be used; the whole price until the days of N2 are over.
/// `None` for a category without a rate and for a unit whose day of purchase is not known.
///
/// # Errors
/// [`InputError`] names the member that no decision can be made from.
pub fn refund_on_return(
    rules: &Rules,
    case: &Case,
    price: Money,
) -> Result<Option<Money>, InputError> {
    let facts = Facts::of(rules, case)?;
    let rate = facts.category.national.as_ref().and_then(|own| own.depreciation_ppm_per_day);
    let (Some(rate), Some(received)) = (rate, received_on(&facts)) else {
        return Ok(None);
    };
    let days = facts.on.days_since(received);
    if days <= i64::from(facts.pack.parameters.exchange_days.value) {
        return Ok(Some(price));
    }
    let idle: i64 =
        facts.downtime_from(received).iter().map(|(from, to)| to.days_since(*from)).sum();
    let left = 1_000_000 - i128::from(rate) * i128::from(days - idle);
    let refund = (i128::from(price.fen()) * left.max(0) + 500_000).div_euclid(1_000_000);
    Ok(Some(Money::from_fen(refund as i64)))
}
