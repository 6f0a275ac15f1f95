//! The policy, as far as screens show it.

use std::collections::BTreeMap;

use desk_core::calendar::Date;
use desk_core::clause::Clause;
use desk_core::policy::{
    Category, Checklist, ClauseText, Model, Pack, Parameter, Parameters, Script, Step,
};
use desk_core::warranty::Cause;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;

/// Asks for the newest policy.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PolicyQuery {}

/// What a screen needs to offer choices, to explain decisions and to show the terms.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PolicyOverview {
    /// The version of the pack.
    pub version: String,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// The name of the brand.
    pub brand: String,
    /// Its national hotline.
    pub hotline: String,
    /// The product categories.
    pub categories: Vec<CategoryView>,
    /// Models that state terms of their own.
    pub models: Vec<Model>,
    /// The causes of faults.
    pub causes: BTreeMap<Cause, CauseName>,
    /// The words of each clause.
    pub clauses: BTreeMap<Clause, ClauseText>,
    /// How a ticket comes in (A4).
    pub channels: Vec<String>,
    /// The cities with a service point (A3).
    pub cities: Vec<String>,
    /// The reasons for which a repair may be given up (F8).
    pub closing_reasons: Vec<String>,
    /// Sentences to say, by the step at which they are said.
    pub scripts: BTreeMap<Step, Vec<Script>>,
    /// What to check, by the step.
    pub checks: BTreeMap<Step, Vec<Checklist>>,
    /// The numbers and switches of the rules, by their names.
    pub parameters: Vec<ParameterView>,
    /// The last year of the table of working days.
    pub calendar_to: Option<i32>,
}

/// A number or switch of the rules as the terms page shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ParameterView {
    /// Its name in the pack: `post_repair_days`. What it ends with is its unit.
    pub key: String,
    /// Its value: `90`, `true`, `gold`.
    pub value: String,
    /// The clause that it belongs to.
    pub clause: Clause,
    /// What it was taken from.
    pub source: String,
    /// Second-hand (待核对).
    pub to_verify: bool,
}

/// A cause to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CauseName {
    /// What it is called.
    pub name: String,
    /// The clause that excludes it, if one does.
    pub excluded_by: Option<Clause>,
}

/// A product category to choose, with its terms.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(optional_fields = nullable)]
pub struct CategoryView {
    /// Its code, as cases name it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other names that people use.
    pub aliases: Vec<String>,
    /// A hotline of its own, where it has one (A1).
    pub hotline: Option<String>,
    /// Months for the whole unit.
    pub whole_months: u32,
    /// Months for core parts.
    pub core_months: u32,
    /// Months of lifetime repair (B8), where it has one.
    pub lifetime_months: Option<u32>,
    /// Months of the national term (N7), where the catalogue has it.
    pub national_months: Option<u32>,
    /// Years of safe service life (N9), where they are known.
    pub safe_life_years: Option<u32>,
    /// Past these it is judged unfit by law: going on takes a supervisor.
    pub binding: bool,
    /// The clauses of all of these.
    pub clauses: Vec<Clause>,
    /// What the terms were taken from.
    pub source: String,
    /// Some of it is second-hand (待核对).
    pub to_verify: bool,
    /// Its core parts.
    pub core_parts: Vec<String>,
}

impl CategoryView {
    fn of(category: &Category) -> CategoryView {
        let Category { term, lifetime, national, safe_life, .. } = category;
        let mut clauses = vec![term.clause];
        clauses.extend(lifetime.as_ref().map(|lifetime| lifetime.clause));
        clauses.extend(national.as_ref().map(|national| national.clause));
        clauses.extend(safe_life.as_ref().map(|life| life.clause));
        CategoryView {
            code: category.code.clone(),
            name: category.name.clone(),
            aliases: category.aliases.clone(),
            hotline: category.hotline.clone(),
            whole_months: term.whole_months,
            core_months: term.core_months,
            lifetime_months: lifetime.as_ref().map(|lifetime| lifetime.months),
            national_months: national.as_ref().map(|national| national.months),
            safe_life_years: safe_life.as_ref().map(|life| life.years),
            binding: safe_life.as_ref().is_some_and(|life| life.binding),
            clauses,
            source: term.source.clone(),
            to_verify: term.to_verify
                || national.as_ref().is_some_and(|national| national.to_verify)
                || safe_life.as_ref().is_some_and(|life| life.to_verify),
            core_parts: category.core_parts.clone(),
        }
    }
}

/// Shows the newest policy.
///
/// # Errors
/// None; every command has the same form.
pub fn policy(desk: &Desk, _query: PolicyQuery) -> Result<PolicyOverview, Error> {
    let rules = &desk.house.rules;
    let pack = rules.policy.newest();
    let causes = pack.causes.iter().map(|(cause, name)| {
        let name = CauseName { name: name.clone(), excluded_by: cause.excluded_by() };
        (*cause, name)
    });
    let (scripts, checks) = by_step(pack);
    Ok(PolicyOverview {
        version: pack.version.clone(),
        effective_from: pack.effective_from,
        brand: pack.brand.name.clone(),
        hotline: pack.brand.hotline.clone(),
        categories: pack.categories.iter().map(CategoryView::of).collect(),
        models: pack.models.clone(),
        causes: causes.collect(),
        clauses: pack.clauses.clone(),
        channels: pack.channels.names.clone(),
        cities: pack.cities.names.clone(),
        closing_reasons: pack.closing_reasons.names.clone(),
        scripts,
        checks,
        parameters: parameters(&pack.parameters)?,
        calendar_to: rules.calendar.last_year(),
    })
}

type ByStep<T> = BTreeMap<Step, Vec<T>>;

fn by_step(pack: &Pack) -> (ByStep<Script>, ByStep<Checklist>) {
    let (mut scripts, mut checks) = (ByStep::new(), ByStep::new());
    for script in &pack.scripts {
        scripts.entry(script.at).or_insert_with(Vec::new).push(script.clone());
    }
    for list in &pack.checklists {
        checks.entry(list.at).or_insert_with(Vec::new).push(list.clone());
    }
    (scripts, checks)
}

/// All of them, whatever they are: a new one cannot be left out.
fn parameters(parameters: &Parameters) -> Result<Vec<ParameterView>, Error> {
    let all = serde_json::to_value(parameters).and_then(serde_json::from_value);
    let all: BTreeMap<String, Parameter<Value>> = all.map_err(Error::failed)?;
    let view = |(key, it): (String, Parameter<Value>)| {
        let value = match it.value {
            Value::String(text) => text,
            value => value.to_string(),
        };
        let Parameter { clause, source, to_verify, .. } = it;
        ParameterView { key, value, clause, source, to_verify }
    };
    Ok(all.into_iter().map(view).collect())
}
