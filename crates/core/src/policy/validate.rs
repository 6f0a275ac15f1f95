//! What a pack must hold, checked when it is read. That every text and list says something is
//! [`data::read`]'s business.

use std::ops::RangeInclusive;

use super::{Category, Pack, Parameters, Step};
use crate::clause::Clause;
use crate::data::{self, DataError, ensure, within};
use crate::money::Money;
use crate::warranty::{Cause, Tier};

// No promise is longer than these; they also keep every date that is computed within the calendar.
const MINUTES: RangeInclusive<u32> = 1..=24 * 60;
const DAYS: RangeInclusive<u32> = 1..=3650;
const MONTHS: RangeInclusive<u32> = 1..=600;
const YEARS: RangeInclusive<u32> = 1..=100;
const REPAIRS: RangeInclusive<u32> = 1..=100;
const MILLIONTHS: RangeInclusive<u32> = 1..=1_000_000;

/// The steps whose sentences the policy document words (F3, F12, F16).
const SPOKEN: [Step; 4] = [Step::Arrive, Step::Leave, Step::FollowUp, Step::Complaint];
/// The steps that the policy document has a list for (F5, F6, F9).
const CHECKED: [Step; 3] = [Step::Depart, Step::Arrive, Step::Complete];

impl Pack {
    /// Reads and checks a pack. `file` is only for the error.
    ///
    /// # Errors
    /// [`DataError`] names the key and the line.
    pub fn read(file: &str, text: &str) -> Result<Pack, DataError> {
        data::read(file, text, |pack: &Pack| {
            parameters(&pack.parameters)?;
            words(pack)?;
            for (index, category) in pack.categories.iter().enumerate() {
                self::category(pack, index, category)?;
            }
            models(pack)
        })
    }
}

fn parameters(parameters: &Parameters) -> Result<(), DataError> {
    // Every parameter is named, so that a new one cannot go unchecked.
    let Parameters {
        slip_months_ordinary,
        slip_months_core,
        slip_months_least,
        slip_months_most,
        post_repair_days,
        installation_days,
        lifetime_tier,
        extended_offer_months,
        replace_after_years,
        normal_wear_covered: _,
        inspection_town_fen,
        empty_trip_fen,
        rounding_off_fen,
        complaint_working_days,
        follow_up_opens_days,
        follow_up_last_days,
        call_minutes,
        engineer_years,
        return_days,
        exchange_days,
        exchange_after_repairs,
        exchange_same_place_only: _,
        parts_wait_warn_days,
        parts_wait_exchange_days,
        repair_warn_days,
        repair_exchange_days,
        stub_years,
    } = parameters;
    let key = |name: &str| format!("parameters.{name}.value");
    let below = |limit: u32| 1..=limit.saturating_sub(1);
    let slip = || slip_months_least.value..=slip_months_most.value;

    for (name, value, range) in [
        ("slip_months_least", slip_months_least.value, MONTHS),
        ("slip_months_most", slip_months_most.value, slip_months_least.value..=*MONTHS.end()),
        ("slip_months_ordinary", slip_months_ordinary.value, slip()),
        ("slip_months_core", slip_months_core.value, slip()),
        ("post_repair_days", post_repair_days.value, DAYS),
        ("installation_days", installation_days.value, DAYS),
        ("extended_offer_months", extended_offer_months.value, MONTHS),
        ("replace_after_years", replace_after_years.value, YEARS),
        ("complaint_working_days", complaint_working_days.value, DAYS),
        ("follow_up_opens_days", follow_up_opens_days.value, DAYS),
        (
            "follow_up_last_days",
            follow_up_last_days.value,
            follow_up_opens_days.value..=*DAYS.end(),
        ),
        ("call_minutes", call_minutes.value, MINUTES),
        ("engineer_years", engineer_years.value, YEARS),
        ("exchange_days", exchange_days.value, DAYS),
        ("return_days", return_days.value, below(exchange_days.value)),
        ("exchange_after_repairs", exchange_after_repairs.value, REPAIRS),
        ("parts_wait_exchange_days", parts_wait_exchange_days.value, DAYS),
        ("parts_wait_warn_days", parts_wait_warn_days.value, below(parts_wait_exchange_days.value)),
        ("repair_exchange_days", repair_exchange_days.value, DAYS),
        ("repair_warn_days", repair_warn_days.value, below(repair_exchange_days.value)),
        ("stub_years", stub_years.value, YEARS),
    ] {
        within(range, value, key(name))?;
    }
    for (name, value) in [
        ("inspection_town_fen", inspection_town_fen.value),
        ("empty_trip_fen", empty_trip_fen.value),
        ("rounding_off_fen", rounding_off_fen.value),
    ] {
        within(0..=Money::MAX_SUM.fen(), value.fen(), key(name))?;
    }
    ensure(lifetime_tier.value > Tier::None, key("lifetime_tier"), "must be a member's tier")
}

/// Every cause and clause can be told in words, and so can the steps of a visit.
fn words(pack: &Pack) -> Result<(), DataError> {
    for cause in Cause::ALL {
        let named = pack.causes.contains_key(cause);
        ensure(named, format!("causes.{}", cause.as_str()), "is missing")?;
    }
    for clause in Clause::ALL {
        let worded = pack.clauses.contains_key(clause);
        ensure(worded, format!("clauses.{}", clause.as_str()), "is missing")?;
    }
    for step in SPOKEN {
        let spoken = pack.scripts.iter().any(|script| script.at == step);
        ensure(spoken, "script", format!("none at {}", step.as_str()))?;
    }
    for step in CHECKED {
        let checked = pack.checklists.iter().any(|checklist| checklist.at == step);
        ensure(checked, "checklist", format!("none at {}", step.as_str()))?;
    }
    Ok(())
}

fn category(pack: &Pack, index: usize, category: &Category) -> Result<(), DataError> {
    let key = |name: &str| format!("category[{index}].{name}");
    let earlier = &pack.categories[..index];
    let letters = category.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    ensure(letters, key("code"), "must be small letters and underscores")?;
    let taken = earlier.iter().any(|other| other.code == category.code);
    ensure(!taken, key("code"), "stands twice")?;
    let taken = earlier.iter().any(|other| other.name == category.name);
    ensure(!taken, key("name"), "stands twice")?;
    // Two categories may share an alias: 热水器 means either of two until somebody asks.
    for (at, alias) in category.aliases.iter().enumerate() {
        let name = pack.categories.iter().any(|other| other.name == *alias);
        ensure(!name, key(&format!("aliases[{at}]")), "is the name of a category")?;
    }

    let term = &category.term;
    within(MONTHS, term.whole_months, key("term.whole_months"))?;
    let core = term.whole_months..=*MONTHS.end();
    within(core, term.core_months, key("term.core_months"))?;
    if let Some(lifetime) = &category.lifetime {
        within(MONTHS, lifetime.months, key("lifetime.months"))?;
    }
    if let Some(national) = &category.national {
        within(MONTHS, national.months, key("national.months"))?;
        if let Some(rate) = national.depreciation_ppm_per_day {
            within(MILLIONTHS, rate, key("national.depreciation_ppm_per_day"))?;
        }
    }
    if let Some(safe_life) = &category.safe_life {
        within(YEARS, safe_life.years, key("safe_life.years"))?;
        if let Some(years) = safe_life.town_gas_years {
            within(YEARS, years, key("safe_life.town_gas_years"))?;
        }
    }
    Ok(())
}

fn models(pack: &Pack) -> Result<(), DataError> {
    for (index, model) in pack.models.iter().enumerate() {
        let key = |name: &str| format!("model[{index}].{name}");
        ensure(pack.category(&model.category).is_some(), key("category"), "is no category")?;
        let mut earlier = pack.models[..index].iter();
        let taken = earlier.any(|o| o.category == model.category && o.model == model.model);
        ensure(!taken, key("model"), "stands twice in its category")?;

        let stated = [
            ("whole_months", model.whole_months),
            ("core_months", model.core_months),
            ("commercial_months", model.commercial_months),
        ];
        ensure(
            stated.iter().any(|(_, months)| months.is_some()),
            format!("model[{index}]"),
            "states no months",
        )?;
        for (name, months) in stated {
            if let Some(months) = months {
                within(MONTHS, months, key(name))?;
            }
        }
        if let (Some(whole), Some(core)) = (model.whole_months, model.core_months) {
            within(whole..=*MONTHS.end(), core, key("core_months"))?;
        }
    }
    Ok(())
}
