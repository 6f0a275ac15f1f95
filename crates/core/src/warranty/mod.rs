//! Warranty, national remedies, and what would change them (decisions.md §2, §3).
//!
//! `case` is what comes in, `facts` refuses what no decision can be made from, `steps` holds the
//! procedure with one function a step, `verdict` is what goes out.

mod advice;
mod case;
mod explain;
mod facts;
mod remedies;
mod slip;
mod steps;
mod verdict;

pub use case::*;
pub use explain::explain;
pub use remedies::refund_on_return;
pub use slip::slip_months;
pub use verdict::*;

use crate::Rules;
use crate::input::InputError;
use facts::Facts;

/// Decides one fault line.
///
/// # Errors
/// [`InputError`] names the member that no decision can be made from.
pub fn decide(rules: &Rules, case: &Case) -> Result<Verdict, InputError> {
    Ok(verdict(&Facts::of(rules, case)?, case))
}

/// Decides one fault line, and says which of the case's jobs answers for it, by its index.
///
/// # Errors
/// [`InputError`] names the member that no decision can be made from.
pub fn decide_with_job(rules: &Rules, case: &Case) -> Result<(Verdict, Option<usize>), InputError> {
    let facts = Facts::of(rules, case)?;
    Ok((verdict(&facts, case), steps::covering_job(&facts)))
}

fn verdict(facts: &Facts, case: &Case) -> Verdict {
    let found = steps::procedure(facts);
    let (labour, parts, visit) = found.cover.charges();
    let ask = facts.answers.open();
    Verdict {
        id: case.id.clone(),
        cover: found.cover,
        labour,
        parts,
        visit,
        start: found.start,
        last_day: found.last_day,
        clauses: found.clauses,
        provisional: !ask.is_empty(),
        ask,
        advice: advice::advice(facts),
        remedies: remedies::remedies(facts),
        would_change: None,
    }
}

#[cfg(test)]
mod tests;
