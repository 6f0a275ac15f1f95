//! What can be printed: the characters that the documents' fonts have, and those that are drawn as
//! something else or as nothing. A test of desk-documents compares the table with its fonts.

use std::sync::LazyLock;

use super::is_invisible;

/// The code points that both fonts have, first and last of each range, in order.
static IN_FONTS: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
    let range = |line: &str| {
        let (first, last) = line.split_once('-')?;
        Some((number(first)?, number(last)?))
    };
    let ranges: Option<Vec<_>> = include_str!("printable.txt").lines().map(range).collect();
    ranges.expect("the table is tested")
});

/// Whether documents can show a character, or leave it out without a gap.
pub fn is_printable(c: char) -> bool {
    is_in_fonts(c) || is_blank(c) || is_invisible(c)
}

/// The first character of a text that documents cannot show.
pub fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|c| !is_printable(*c))
}

fn is_in_fonts(c: char) -> bool {
    let code = u32::from(c);
    let ranges = &*IN_FONTS;
    let after = ranges.partition_point(|(first, _)| *first <= code);
    after.checked_sub(1).is_some_and(|place| code <= ranges[place].1)
}

/// Breaks of lines, and spaces that are drawn as the usual one.
fn is_blank(c: char) -> bool {
    matches!(c, '\n' | '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(IN_FONTS.iter().all(|(first, last)| first <= last));
        assert!(IN_FONTS.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
    }

    #[test]
    fn what_documents_can_show_is_known() {
        for printable in [
            "张三 Zhang 0773-583·1234 ￥1,234.50 ①℃㎡½×÷±Ⅲ★✓□—…“”《》",
            "䶮㛃𬭚龑珺喆堃赟",
            "café Ünal Ωμ Ёж カタカナ・ひらがな",
            "a\u{A0}b\u{3000}c\u{2009}d\u{202F}e\u{205F}f\tg\nh",
            "\u{2011}\u{AD}\u{2022}\u{2027}\u{30FB}",
            "葛\u{FE00}辻\u{E0100}\u{200D}\u{200B}\u{FEFF}\u{2060}",
        ] {
            assert_eq!(unprintable(printable), None, "{printable}");
        }
        for (text, first) in [
            ("好😀👍", '😀'),
            ("☑已检查", '☑'),
            ("محمد", 'م'),
            ("ไทย", 'ไ'),
            ("a\u{1b}", '\u{1b}'),
            ("\r\n", '\r'),
            ("\u{E000}", '\u{E000}'),
            ("\u{10FFFF}", '\u{10FFFF}'),
        ] {
            assert_eq!(unprintable(text), Some(first), "{text}");
        }
    }

    #[test]
    fn what_ships_can_be_printed() {
        for shipped in [include_str!("../policy/jason.toml"), include_str!("../tariff_demo.toml")] {
            assert_eq!(unprintable(shipped), None);
        }
    }
}
