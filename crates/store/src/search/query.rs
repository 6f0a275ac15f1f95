//! What was typed, as the searches it stands for.

use desk_core::party::Phone;
use unicode_normalization::UnicodeNormalization;

use super::{Why, pinyin};

/// Characters of a text that are looked at; nobody types more.
const CHARACTERS: usize = 64;
/// Words that are looked at.
const WORDS: usize = 8;
/// The longest beginnings that are words of their own in the table `search`: see [`beginnings`].
pub(super) const INDEXED: usize = 5;
/// A shorter code is not looked up as one.
const SHORT: usize = 3;
/// So many digits few phone numbers have in common.
const FEW: usize = 8;
/// Stands before codes and the ends of numbers in the column `codes`, so that no beginning of a word
/// or of a phone number finds them.
const MARK: char = 'ω';

/// Half-width, lower case, without the invisible characters that come along when a number is copied.
pub(super) fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|character| {
            !matches!(character,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}' | '\u{feff}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a folded text with a space between them, each Chinese character a word of its own.
/// Everything that is neither letter nor digit goes.
pub(super) fn spaced(folded: &str) -> String {
    let mut spaced = String::with_capacity(folded.len() * 2);
    let mut space = false;
    for character in folded.chars() {
        let alone = character >= '\u{2e80}';
        if !character.is_alphanumeric() {
            space = true;
            continue;
        }
        if (space || alone) && !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push(character);
        space = alone;
    }
    spaced
}

/// Every two words of a spaced text that follow each other, as one: a phrase of them finds any part
/// of a text, without reading through all that has each of its commonest characters.
pub(super) fn pairs(spaced: &str) -> String {
    let words: Vec<&str> = spaced.split(' ').collect();
    words.windows(2).map(<[&str]>::concat).collect::<Vec<_>>().join(" ")
}

/// The beginnings of a word of ASCII characters from so many up to [`INDEXED`]: what the `prefix` of
/// the full-text table would keep of every word, the numbers and pairs included.
pub(super) fn beginnings(word: &str, from: usize) -> impl Iterator<Item = &str> {
    (from..=INDEXED).filter_map(|end| word.get(..end))
}

/// A code as it is compared: capitals and digits, without hyphens and spaces; `None` when the text
/// is none.
pub(super) fn code(folded: &str) -> Option<String> {
    let mut code = String::new();
    for character in folded.chars() {
        match character {
            '-' | ' ' => {}
            'a'..='z' | '0'..='9' | '/' | '.' | '_' => code.push(character.to_ascii_uppercase()),
            _ => return None,
        }
    }
    let some = code.contains(|character: char| character.is_ascii_alphanumeric());
    some.then_some(code)
}

/// The word for a code in the column `codes`.
pub(super) fn marked(code: &str) -> String {
    let mut marked = String::from(MARK);
    marked.extend(code.chars().filter(char::is_ascii_alphanumeric));
    marked.make_ascii_lowercase();
    marked
}

/// The last four digits of a phone number.
pub(super) fn tail(phone: &str) -> Option<&str> {
    phone.len().checked_sub(4).and_then(|start| phone.get(start..))
}

/// A landline's number (0773-5812345) as it is dialled in town: area codes of two digits are 010 and
/// 02x, the others have three.
pub(super) fn local(phone: &str) -> Option<&str> {
    let area = if phone.starts_with("01") || phone.starts_with("02") { 3 } else { 4 };
    phone.get(area..).filter(|local| phone.starts_with('0') && local.len() >= 7)
}

/// A text that was typed.
#[derive(Debug)]
pub(super) struct Query {
    /// The text as a phone number or its beginning.
    pub(super) digits: Option<String>,
    /// The text as a ticket, document or serial number or its beginning.
    pub(super) code: Option<String>,
    /// Whether the text is rather a code than a word.
    pub(super) code_first: bool,
    /// All words, for MATCH.
    pub(super) all: String,
    first: Word,
}

impl Query {
    /// Reads what was typed; `None` when there is nothing to look for in it.
    pub(super) fn read(text: &str) -> Option<Query> {
        let start: String = text.trim_start().chars().take(CHARACTERS).collect();
        // Folding makes up to 18 characters of one.
        let folded: String = fold(&start).chars().take(CHARACTERS).collect();
        let words: Vec<&str> = folded
            .split(|character: char| character.is_whitespace() || character.is_control())
            .filter(|word| word.contains(char::is_alphanumeric))
            .take(WORDS)
            .collect();
        let joined = words.join(" ");
        // An extension is kept after a hyphen, as the number of a record has it.
        let extended = Phone::read("phone", &start).map(|phone| phone.number);
        let extended = extended.ok().filter(|number| number.contains('-'));
        let digits = extended.or_else(|| digits(&joined)).filter(|digits| digits.len() >= SHORT);
        let code = code(&joined).filter(|code| code.len() >= SHORT);
        let code_first = digits.as_ref().is_some_and(|digits| digits.len() > INDEXED)
            || code.as_ref().is_some_and(|code| {
                code.len() > INDEXED
                    && code.contains(|it: char| it.is_ascii_alphabetic())
                    && code.contains(|it: char| it.is_ascii_digit())
            });

        let mut first = Word::read(words.first()?);
        let mut all = format!("({})", first.any());
        for word in words.iter().skip(1) {
            all = format!("{all} AND ({})", Word::read(word).any());
        }
        // 张三 typed as `zhang san`.
        if words.len() > 1 && joined.chars().all(|it| is_letter(it) || it == ' ') {
            let together = Word::read(&joined.replace(' ', ""));
            all = format!("({all}) OR {}", together.any());
            first.spellings.extend(together.spellings);
        }
        Some(Query { digits, code, code_first, all, first })
    }

    /// Why something was found that has these texts, spaced; `None` when it is not for them.
    pub(super) fn why(&self, name: &str, phones: &str, address: &str) -> Option<Why> {
        let first = &self.first;
        if first.is_in(name) {
            return Some(Why::Name);
        }
        if first.spellings.iter().any(|letters| pinyin::begins(&name.replace(' ', ""), letters)) {
            return Some(Why::Pinyin);
        }
        if first.digits {
            let phones = || phones.split(' ');
            if first.text.len() == 4 && phones().any(|phone| phone.ends_with(&first.text)) {
                return Some(Why::Tail);
            }
            let begins = |phone: &str| {
                first.matches(phone) || local(phone).is_some_and(|local| first.matches(local))
            };
            if phones().any(begins) {
                return Some(Why::Phone);
            }
        }
        first.is_in(address).then_some(Why::Address)
    }

    /// The first word as a whole code: what code it is, and all words with it, for MATCH.
    pub(super) fn first_code(&self) -> Option<(Why, String)> {
        let (why, code) = self.first.code.as_ref()?;
        Some((*why, format!("{code} AND ({})", self.all)))
    }
}

/// A word that was typed.
#[derive(Debug)]
struct Word {
    /// The word, spaced.
    text: String,
    /// Whether it stands for all that begin with it.
    begins: bool,
    /// Letters: the same, and as pinyin in another spelling.
    spellings: Vec<String>,
    /// Whether it has nothing but digits.
    digits: bool,
    /// The word as a whole code or the last digits of a number, for MATCH.
    code: Option<(Why, String)>,
}

impl Word {
    fn read(word: &str) -> Word {
        let code = code(word).filter(|code| code.len() >= SHORT && !word.chars().all(is_letter));
        let code = code.map(|code| (code_kind(&code), quoted(&marked(&code))));
        let (begins, digits) = (begins(word), is_digits(word));
        Word { text: spaced(word), begins, spellings: spellings(word), digits, code }
    }

    /// All that the word may stand for, for MATCH.
    fn any(&self) -> String {
        let mut phrases = vec![self.phrase(&self.text)];
        // The first spelling is the word itself.
        phrases.extend(self.spellings.iter().skip(1).map(|it| self.phrase(it)));
        phrases.extend(self.code.as_ref().map(|(_, code)| code.clone()));
        phrases.join(" OR ")
    }

    fn phrase(&self, text: &str) -> String {
        let pairs = pairs(text);
        let star = if self.begins && text.len() > INDEXED { "*" } else { "" };
        format!("{}{star}", quoted(if pairs.is_empty() { text } else { &pairs }))
    }

    /// Whether a word that is stored is meant.
    fn matches(&self, stored: &str) -> bool {
        if self.begins { stored.starts_with(&self.text) } else { stored == self.text }
    }

    /// Whether a spaced text has it.
    fn is_in(&self, stored: &str) -> bool {
        stored.match_indices(&self.text).any(|(start, found)| {
            let (before, after) = (&stored[..start], &stored[start + found.len()..]);
            (before.is_empty() || before.ends_with(' '))
                && (self.begins || after.is_empty() || after.starts_with(' '))
        })
    }
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || character == 'ü'
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a phone number however it is grouped, without the country's.
fn digits(folded: &str) -> Option<String> {
    if !folded.chars().all(|it| it.is_ascii_digit() || "+-() .".contains(it)) {
        return None;
    }
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let short = ["0086", "86"].into_iter().find_map(|country| {
        digits.strip_prefix(country).filter(|rest| rest.len() == 11 && rest.starts_with('1'))
    });
    Some(short.map_or(digits.clone(), str::to_owned))
}

fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}

/// Whether a word stands for all that begin with it: only where that is quickly looked up, because
/// beginnings of its length have an index, or because so few words begin with it.
fn begins(word: &str) -> bool {
    let characters = word.chars().count();
    if word.chars().all(is_letter) {
        return characters > 1;
    }
    word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ((3..=INDEXED).contains(&characters) || (is_digits(word) && characters >= FEW))
}

/// Letters as a beginning of pinyin.
fn spellings(word: &str) -> Vec<String> {
    if !word.chars().all(is_letter) {
        return Vec::new();
    }
    let folded = pinyin::fold(word);
    // Without a vowel they are initials, which are kept in every spelling.
    let initials = !folded.contains(['a', 'e', 'i', 'o', 'u']);
    let mut spellings = vec![word.to_owned()];
    if folded != word && !initials && folded.len() > 1 {
        spellings.push(folded);
    }
    spellings
}

/// A ticket's number has two letters, the branch, the day and four digits; another code is a serial
/// number.
fn code_kind(code: &str) -> Why {
    let end = code.len().checked_sub(12).and_then(|start| code.get(start..));
    let letters = code.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
    if letters && end.is_some_and(is_digits) { Why::Number } else { Why::Serial }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_are_words() {
        assert_eq!(spaced(&fold("漓江路２６号3-501室，E1")), "漓 江 路 26 号 3 501 室 e1");
        assert_eq!(spaced(&fold("𬭚㛃䶮\0\"*")), "𬭚 㛃 䶮");
        assert_eq!(spaced("，。"), "");
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        let digits = |text| Query::read(text).and_then(|query| query.digits);
        for text in
            ["138 0773 1234", "+86 138-0773-1234", "008613807731234", "１３８０７７３１２３４"]
        {
            assert_eq!(digits(text).as_deref(), Some("13807731234"), "{text}");
        }
        assert_eq!(digits("\u{202d}13807731234\u{202c}").as_deref(), Some("13807731234"));
        assert_eq!(digits("漓江路26"), None);
        assert_eq!(code("wx-gl01-20261122-0012").as_deref(), Some("WXGL01202611220012"));
        assert_eq!(code("漓"), None);
    }

    #[test]
    fn words_are_what_they_may_stand_for() {
        let all = |text| Query::read(text).map(|query| query.all);
        assert_eq!(all("zs").as_deref(), Some("(\"zs\")"));
        assert_eq!(all("z").as_deref(), Some("(\"z\")"));
        assert_eq!(all("zhang").as_deref(), Some("(\"zhang\" OR \"zang\")"));
        assert_eq!(all("李 26").as_deref(), Some("(\"李\") AND (\"26\")"));
        assert_eq!(all("1234").as_deref(), Some("(\"1234\" OR \"ω1234\")"));
        assert_eq!(all("不制冷").as_deref(), Some("(\"不制 制冷\")"));
        assert_eq!(all("zhangs").as_deref(), Some("(\"zhangs\"* OR \"zangs\")"));
        assert_eq!(all("路26号").as_deref(), Some("(\"路26 26号\")"));
        assert_eq!(all(" \"*-()\0 "), None);
    }
}
