//! Reading requests, with errors that name the member.

use desk_core::input::InputCode;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::Track;

use crate::error::{CallCode, Error, ErrorCode};

/// Reads a request from JSON text.
///
/// # Errors
/// `broken_json` with the member at which the text breaks, or `invalid` with the member whose value
/// is of the wrong form.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, Error> {
    // Following the path costs as much as the reading, so it is done for bad input only.
    serde_json::from_slice(text).map_err(|plain| {
        let mut track = Track::new();
        let mut reader = serde_json::Deserializer::from_slice(text);
        let traced =
            T::deserialize(serde_path_to_error::Deserializer::new(&mut reader, &mut track));
        error(traced.err().unwrap_or(plain), track)
    })
}

/// Reads a request from a JSON value.
///
/// # Errors
/// As [`from_slice`].
pub fn from_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Error> {
    let mut track = Track::new();
    T::deserialize(serde_path_to_error::Deserializer::new(value, &mut track))
        .map_err(|plain| error(plain, track))
}

fn error(plain: serde_json::Error, track: Track) -> Error {
    let path = track.path().to_string();
    let code = match plain.classify() {
        Category::Data => ErrorCode::Input(InputCode::Invalid),
        Category::Syntax | Category::Eof | Category::Io => ErrorCode::Call(CallCode::BrokenJson),
    };
    // What was typed can be a PIN or a phone number: it stays out of messages and logs.
    let message = without_value(&plain.to_string());
    // The library writes the whole input as a dot, and what it lost track of as `?`.
    Error::of(code, path.trim_end_matches(['.', '?']), message)
}

/// `invalid type: integer `2468`, expected a string` without the value.
fn without_value(message: &str) -> String {
    let told = ["invalid type: ", "invalid value: "];
    let end = message.rfind(", expected");
    let begin = told.iter().find(|told| message.starts_with(**told)).map(|told| told.len());
    match (begin, end) {
        (Some(begin), Some(end)) => {
            let value = message[begin..].find(['`', '"']).map_or(end, |at| (begin + at).min(end));
            format!("{}{}", message[..value].trim_end(), &message[end..])
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::from_value;

    #[test]
    fn a_message_does_not_tell_what_was_typed() {
        let typed = from_value::<String>(json!(2468)).expect_err("no text");
        assert_eq!(typed.message, "invalid type: integer, expected a string");
        let typed = from_value::<u32>(json!("王小明, expected 138")).expect_err("no number");
        assert_eq!(typed.message, "invalid type: string, expected u32");
        assert_eq!(typed.field, "");
    }
}
