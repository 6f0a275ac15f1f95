//! The policy, as far as screens show it.

use std::collections::BTreeMap;

use desk_core::calendar::Date;
use desk_core::clause::Clause;
use desk_core::policy::ClauseText;
use desk_core::warranty::Cause;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Desk;
use crate::error::Error;

/// Asks for the newest policy.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PolicyQuery {}

/// What a screen needs to offer choices and to explain decisions.
#[derive(Debug, Clone, Serialize, TS)]
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
    pub categories: Vec<CategoryName>,
    /// The causes of faults.
    pub causes: BTreeMap<Cause, CauseName>,
    /// The words of each clause.
    pub clauses: BTreeMap<Clause, ClauseText>,
}

/// A cause to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CauseName {
    /// What it is called.
    pub name: String,
    /// The clause that excludes it, if one does.
    pub excluded_by: Option<Clause>,
}

/// A product category to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CategoryName {
    /// Its code, as cases name it.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Shows the newest policy.
///
/// # Errors
/// None; every command has the same form.
pub fn policy(desk: &Desk, _query: PolicyQuery) -> Result<PolicyOverview, Error> {
    let pack = desk.house.rules.policy.newest();
    let categories = pack.categories.iter();
    Ok(PolicyOverview {
        version: pack.version.clone(),
        effective_from: pack.effective_from,
        brand: pack.brand.name.clone(),
        hotline: pack.brand.hotline.clone(),
        categories: categories
            .map(|category| CategoryName {
                code: category.code.clone(),
                name: category.name.clone(),
            })
            .collect(),
        causes: pack
            .causes
            .iter()
            .map(|(cause, name)| {
                let name = CauseName { name: name.clone(), excluded_by: cause.excluded_by() };
                (*cause, name)
            })
            .collect(),
        clauses: pack.clauses.clone(),
    })
}
