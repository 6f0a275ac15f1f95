//! One JSON case a line in, one JSON answer a line out, for scripts and measurements.
//!
//! A case that cannot be decided has its error in its answer, and the run goes on.

use desk_core::fee::FeeCase;
use desk_core::warranty::Case;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Error;
use crate::{Desk, fee, json, warranty};

/// Answers one warranty case, with what would change the verdict or without.
pub fn warranty(desk: &Desk, line: &[u8], explain: bool, out: &mut Vec<u8>) {
    let decide = if explain { warranty::explain } else { warranty::decide };
    answer(line, out, |case: Case| decide(desk, case));
}

/// Answers one fee case.
pub fn fee(desk: &Desk, line: &[u8], out: &mut Vec<u8>) {
    answer(line, out, |case: FeeCase| fee::bill(desk, case));
}

fn answer<T: DeserializeOwned, A: Serialize>(
    line: &[u8],
    out: &mut Vec<u8>,
    decide: impl FnOnce(T) -> Result<A, Error>,
) {
    #[derive(Serialize)]
    struct Refused {
        id: Value,
        error: Error,
    }
    match json::from_slice(line).and_then(decide) {
        Ok(answer) => write_line(&answer, out),
        Err(error) => write_line(&Refused { id: id_of(line), error }, out),
    }
}

/// The id of a case that could not be decided; null when the line does not even tell that.
fn id_of(line: &[u8]) -> Value {
    #[derive(serde::Deserialize)]
    struct Id {
        #[serde(default)]
        id: Value,
    }
    serde_json::from_slice(line).map_or(Value::Null, |Id { id }| id)
}

fn write_line(answer: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, answer).expect("answers can always be written");
    out.push(b'\n');
}
