//! What would change a verdict: each single other answer that gives another cover.

use super::facts::{Answers, Facts};
use super::steps::procedure;
use super::{
    Case, Cause, Change, Cover, Evidence, PartClass, Question, SerialState, Tier, Usage, Verdict,
};
use crate::Rules;
use crate::input::InputError;

/// Decides one fault line and lists what would change it.
///
/// # Errors
/// [`InputError`] names the member that no decision can be made from.
pub fn explain(rules: &Rules, case: &Case) -> Result<Verdict, InputError> {
    let facts = Facts::of(rules, case)?;
    let mut verdict = super::verdict(&facts, case);
    verdict.would_change = Some(would_change(facts, verdict.cover));
    Ok(verdict)
}

fn would_change(mut facts: Facts, cover: Cover) -> Vec<Change> {
    let given = facts.answers;
    let mut changes = Vec::new();
    for (field, to, answers) in other_answers(given) {
        facts.answer(answers);
        let other = procedure(&facts).cover;
        if other != cover {
            changes.push(Change { field, to, cover: other });
        }
    }
    changes
}

/// Every single other valid answer, in the order of decisions.md §2.
fn other_answers(given: Answers) -> Vec<(Question, &'static str, Answers)> {
    let mut others = Vec::new();
    macro_rules! try_each {
        ($question:ident: $type:ident in $member:ident $(but $unknown:path)?) => {
            for value in $type::ALL.iter().copied() {
                if value != given.$member $(&& value != $unknown)? {
                    let answers = Answers { $member: value, ..given };
                    others.push((Question::$question, value.as_str(), answers));
                }
            }
        };
    }
    try_each!(Invoice: Evidence in invoice but Evidence::Unknown);
    try_each!(Card: Evidence in card but Evidence::Unknown);
    try_each!(Serial: SerialState in serial but SerialState::Unknown);
    try_each!(Usage: Usage in usage but Usage::Unknown);
    try_each!(Cause: Cause in cause but Cause::Unknown);
    try_each!(PartClass: PartClass in part_class but PartClass::Unknown);
    try_each!(Tier: Tier in tier);
    others
}
