//! The table of what can be printed, which core has, is that of the fonts.

use desk_core::text::is_printable;

use super::FONTS;
use crate::fonts::Weight;
use crate::setting::plain;

#[test]
fn what_is_printable_is_what_the_fonts_have() {
    let faces = FONTS.faces();
    let has = |c: char| {
        [Weight::Regular, Weight::Bold].iter().all(|weight| faces.glyph(c, *weight).0 != 0)
    };
    let mut wrong = Vec::new();
    for c in '\0'..=char::MAX {
        let drawn = plain(c.to_string()).text;
        let is_shown = drawn.chars().all(|c| c == '\n' || has(c));
        let is_right = match is_printable(c) {
            true => is_shown,
            // Neither the fonts have it, nor is it drawn as something else.
            false => !has(c) && (drawn.is_empty() || drawn == c.to_string()),
        };
        if !is_right {
            wrong.push(format!("U+{:04X} as {drawn:?}", u32::from(c)));
        }
    }
    assert!(wrong.is_empty(), "{} characters: {wrong:?}", wrong.len());
}
