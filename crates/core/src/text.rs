//! What people type: kept as typed (NFC), trimmed, without control characters and without what
//! documents cannot show; codes and phone numbers in half width.

mod printable;

use unicode_normalization::UnicodeNormalization;

use crate::input::{InputCode, InputError};

pub use printable::{is_printable, unprintable};

/// The most characters of a name, a code or another short text.
pub const SHORT: usize = 100;
/// The most characters of a text that tells something.
pub const LONG: usize = 10_000;

/// A text that must not be empty.
///
/// # Errors
/// `missing`, `too_long`, `bad_character` or `unprintable`, with the field.
pub fn required(field: &str, text: &str, most: usize) -> Result<String, InputError> {
    let kept = optional(field, text, most)?;
    if kept.chars().all(is_invisible) {
        Err(InputError::new(InputCode::Missing, field))
    } else {
        Ok(kept)
    }
}

/// Joiners, marks of direction, variation selectors and the like: a text of these alone shows
/// nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// A text that may be empty. Lines may break in long texts only.
///
/// # Errors
/// `too_long`, `bad_character` or `unprintable`, with the field.
pub fn optional(field: &str, text: &str, most: usize) -> Result<String, InputError> {
    let kept: String = text.nfc().collect::<String>().replace("\r\n", "\n").trim().to_owned();
    if kept.chars().count() > most {
        return Err(InputError::new(InputCode::TooLong, field));
    }
    let bad = |c: char| c.is_control() && !(c == '\n' && most == LONG);
    if kept.chars().any(bad) {
        return Err(InputError::new(InputCode::BadCharacter, field));
    }
    if let Some(character) = unprintable(&kept) {
        return Err(InputError::unprintable(field, character));
    }
    Ok(kept)
}

/// A code such as a serial or part number: half width, upper case, without spaces.
///
/// # Errors
/// `missing`, `too_long`, `bad_character` or `unprintable`, with the field.
pub fn code(field: &str, text: &str) -> Result<String, InputError> {
    let folded: String = text.nfkc().filter(|c| *c != ' ').flat_map(char::to_uppercase).collect();
    required(field, &folded, SHORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_composed_and_bounded() {
        assert_eq!(required("name", "  张三\u{3000}", SHORT), Ok("张三".into()));
        assert_eq!(required("name", "e\u{301}", SHORT), Ok("é".into()));
        assert_eq!(optional("note", "一\r\n二", LONG), Ok("一\n二".into()));
        assert_eq!(optional("note", &"长".repeat(LONG), LONG).map(|text| text.len()), Ok(30_000));
        for (text, most, code) in [
            ("", SHORT, InputCode::Missing),
            (" \u{3000}\n", SHORT, InputCode::Missing),
            ("\u{200B}\u{202E}\u{FE0F}", SHORT, InputCode::Missing),
            ("a\nb", SHORT, InputCode::BadCharacter),
            ("a\u{0}b", LONG, InputCode::BadCharacter),
            ("a\u{1b}[0m", SHORT, InputCode::BadCharacter),
            (&"x".repeat(SHORT + 1), SHORT, InputCode::TooLong),
            (&"x".repeat(LONG + 1), LONG, InputCode::TooLong),
        ] {
            assert_eq!(required("f", text, most), Err(InputError::new(code, "f")), "{text:.20}");
        }
    }

    #[test]
    fn what_cannot_be_printed_is_refused_with_its_character() {
        for name in ["王䶮", "㛃", "陈𬭚", "龑", "珺"] {
            assert_eq!(required("name", name, SHORT), Ok(name.into()));
        }
        for (text, character, told) in [
            ("张😀三☑", '😀', "f: unprintable: \"😀\" U+1F600"),
            ("☑\u{FE0F}", '☑', "f: unprintable: \"☑\" U+2611"),
            ("محمد", 'م', "f: unprintable: \"م\" U+0645"),
        ] {
            let expected = InputError::unprintable("f", character);
            assert_eq!(expected.to_string(), told);
            for refused in [required("f", text, SHORT), optional("f", text, LONG), code("f", text)]
            {
                assert_eq!(refused.as_ref(), Err(&expected));
            }
        }
        let moved = InputError::unprintable("f", '😀').at("g");
        assert_eq!(moved, InputError::unprintable("g", '😀'));
    }

    #[test]
    fn codes_are_half_width_upper_case() {
        assert_eq!(code("serial", " ｊｓ１２ -a3 "), Ok("JS12-A3".into()));
        assert_eq!(code("serial", " "), Err(InputError::new(InputCode::Missing, "serial")));
    }
}
