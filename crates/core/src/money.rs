//! Money in whole 分, quantities in thousandths, and amounts in words (人民币大写, N16).
//!
//! There is deliberately no division and no float: the one rounding in the program is
//! [`Money::times`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount in 分. Arithmetic is checked: what does not fit is `None`, never a wrong sum.
#[derive(
    Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// The largest sum of a bill, 99,999,999,999.99 元 (decisions.md §4).
    pub const MAX_SUM: Money = Money(9_999_999_999_999);
    /// The largest amount that can be put into words, 999,999,999,999.99 元 (decisions.md §6).
    pub const MAX_IN_WORDS: Money = Money(99_999_999_999_999);

    /// An amount of `fen` 分.
    pub const fn from_fen(fen: i64) -> Self {
        Money(fen)
    }

    /// The amount in 分.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum, or `None` when it does not fit.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    /// The difference, or `None` when it does not fit.
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// The sum of all, or `None` when it does not fit.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }

    /// This unit price × a quantity, rounded half up to a 分; `None` when it does not fit.
    pub fn times(self, quantity: Quantity) -> Option<Money> {
        let thousandths = i128::from(self.0).checked_mul(quantity.0)?.checked_add(500)?;
        i64::try_from(thousandths.div_euclid(1000)).ok().map(Money)
    }

    /// The amount in words for bills and settlement vouchers (支付结算办法 附一): 元 and 角 end in
    /// 整, 分 does not, zeros between are read once.
    ///
    /// # Errors
    /// [`OutOfWords`] for a negative amount or one above [`Money::MAX_IN_WORDS`].
    pub fn in_words(self) -> Result<String, OutOfWords> {
        if self.is_negative() || self > Money::MAX_IN_WORDS {
            return Err(OutOfWords);
        }
        let (yuan, jiao, fen) = (self.0 / 100, self.0 / 10 % 10, self.0 % 10);
        let mut words = String::new();
        if yuan > 0 {
            yuan_in_words(yuan, &mut words);
            words.push('元');
        }
        match (jiao, fen) {
            (0, 0) if yuan == 0 => words.push_str("零元整"),
            (0, 0) => words.push('整'),
            (0, fen) => {
                if yuan > 0 {
                    words.push('零');
                }
                words.extend([digit(fen), '分']);
            }
            (jiao, 0) => words.extend([digit(jiao), '角', '整']),
            (jiao, fen) => words.extend([digit(jiao), '角', digit(fen), '分']),
        }
        Ok(words)
    }
}

fn digit(value: i64) -> char {
    ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'][value as usize]
}

/// Writes whole 元 above zero, without the 元: digits with their units in groups of four, a run of
/// zeros before a digit as one 零, but none for the zeros that end a group with a digit.
fn yuan_in_words(yuan: i64, words: &mut String) {
    const UNITS: [&str; 12] =
        ["", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"];
    let digits = yuan.to_string();
    let mut skipped_zero = false;
    for (index, byte) in digits.bytes().enumerate() {
        let place = digits.len() - 1 - index;
        let value = i64::from(byte - b'0');
        if value == 0 {
            skipped_zero = true;
        } else {
            if skipped_zero {
                words.push('零');
            }
            skipped_zero = false;
            words.push(digit(value));
            words.push_str(UNITS[place % 4]);
        }
        // 万 and 亿 close a group, unless it was all zeros.
        let group_has_digit = yuan / 10_i64.pow(place as u32) % 10_000 != 0;
        if place.is_multiple_of(4) && group_has_digit {
            words.push_str(UNITS[place]);
            skipped_zero = false;
        }
    }
}

/// `12.30`, `-0.05`: 元 with two decimals.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

/// Reads 元 as people write them: digits, then at most two decimals, with a minus sign in front
/// or without.
impl FromStr for Money {
    type Err = MalformedNumber;

    fn from_str(text: &str) -> Result<Money, MalformedNumber> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let fen = i64::try_from(fixed_point(digits, 2)?).map_err(|_| MalformedNumber)?;
        Ok(Money(if negative { -fen } else { fen }))
    }
}

/// A quantity in thousandths: metres of pipe, kilograms of refrigerant. However long the number
/// was, it is one: what it costs decides whether it is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(i128);

impl Quantity {
    /// Above zero, as a quantity on a bill must be.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

/// Reads digits with at most three decimals. Decimals are counted as written: `1.0000` has four.
impl FromStr for Quantity {
    type Err = MalformedNumber;

    fn from_str(text: &str) -> Result<Quantity, MalformedNumber> {
        fixed_point(text, 3).map(Quantity)
    }
}

/// Reads `digits[.decimals]` with at most `places` decimals as a whole number of 10^-places; what
/// does not fit is the largest number.
fn fixed_point(text: &str, places: usize) -> Result<i128, MalformedNumber> {
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return Err(MalformedNumber),
        Some(parts) => parts,
        None => (text, ""),
    };
    if whole.is_empty() || decimals.len() > places {
        return Err(MalformedNumber);
    }
    let padding = std::iter::repeat_n(b'0', places - decimals.len());
    whole.bytes().chain(decimals.bytes()).chain(padding).try_fold(0_i128, |value, byte| {
        let digit = byte.is_ascii_digit().then(|| i128::from(byte - b'0'));
        Ok(value.saturating_mul(10).saturating_add(digit.ok_or(MalformedNumber)?))
    })
}

/// The text is not a plain decimal number, has too many decimals, or is too large for an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a plain decimal number, too many decimals, or too large")]
pub struct MalformedNumber;

/// Only amounts from 0 to 999,999,999,999.99 元 have words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("only 0.00 to 999999999999.99 can be put into words")]
pub struct OutOfWords;

#[cfg(test)]
mod tests;
