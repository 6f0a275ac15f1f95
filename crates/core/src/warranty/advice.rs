//! Advice by age, whatever the cover (B10, N9).

use super::facts::Facts;
use super::{Advice, Gas};

/// What to print about the age of the unit: from purchase if known, else manufacture.
pub(super) fn advice(facts: &Facts) -> Vec<Advice> {
    let appliance = facts.appliance;
    let mut advice = Vec::new();
    let Some(born) = appliance.purchased_on.or(appliance.manufactured_on) else {
        return advice;
    };
    let age = facts.on.whole_years_since(born);
    let reached = |years: u32| age >= years as i32;
    if reached(facts.pack.parameters.replace_after_years.value) {
        advice.push(Advice::Replace);
    }
    let safe_years = facts.category.safe_life.as_ref().map(|life| match appliance.gas {
        Some(Gas::Town) => life.town_gas_years.unwrap_or(life.years),
        _ => life.years,
    });
    if safe_years.is_some_and(reached) {
        advice.push(Advice::UnsafeAge);
    }
    advice
}
