//! Who is on a ticket: the service point, its staff, its customers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

use crate::calendar::{Date, Moment};
use crate::id::{CustomerId, StaffId};
use crate::input::{InputCode, InputError};
use crate::paper::{Devices, PrintSettings};
use crate::text;
use crate::values::values;
use crate::warranty::Tier;

/// The service point, as documents name it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Point {
    /// Its name.
    pub name: String,
    /// Its code in every number: 2 to 6 letters and digits.
    pub branch: String,
    /// Its city.
    pub city: String,
    /// Its address.
    pub address: String,
    /// Its phone.
    pub phone: String,
    /// The phone for complaints (N12).
    pub complaint_phone: String,
    /// How documents are printed. The usual way is not written, so that a point that was kept
    /// before there was a choice stays as the audit says.
    #[serde(skip_serializing_if = "PrintSettings::is_default")]
    #[ts(as = "Option<PrintSettings>", optional)]
    pub print: PrintSettings,
    /// What stands at its computer. Changed by itself, and not with the rest of the point.
    #[serde(skip_serializing_if = "Devices::is_default")]
    #[ts(as = "Option<Devices>", optional)]
    pub devices: Devices,
}

impl Point {
    /// The point, cleaned.
    ///
    /// # Errors
    /// Names the member at fault, below `point`.
    pub fn checked(self) -> Result<Point, InputError> {
        let branch = text::code("point.branch", &self.branch)?;
        let well_formed = (2..=6).contains(&branch.len())
            && branch.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        if !well_formed {
            return Err(InputError::new(InputCode::Invalid, "point.branch"));
        }
        let phone = |field: &str, number: &str| match number.trim() {
            "" => Ok(String::new()),
            number => {
                Phone::read(field, number)?;
                text::optional(field, number, text::SHORT)
            }
        };
        Ok(Point {
            name: text::required("point.name", &self.name, text::SHORT)?,
            branch,
            city: text::optional("point.city", &self.city, text::SHORT)?,
            address: text::optional("point.address", &self.address, text::SHORT)?,
            phone: phone("point.phone", &self.phone)?,
            complaint_phone: phone("point.complaint_phone", &self.complaint_phone)?,
            print: self.print.checked("point.print")?,
            devices: self.devices.checked("point.devices")?,
        })
    }
}

values! {
    /// What a member of staff does.
    Role {
        /// Takes calls and money at the counter.
        Counter "counter",
        /// Repairs.
        Engineer "engineer",
        /// Approves.
        Supervisor "supervisor",
    }
}

/// A member of staff. The PIN is kept apart, hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Staff {
    /// The id.
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// The phone, digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The number on the badge, which tells apart people of one name.
    pub badge: String,
    /// What they do.
    pub role: Role,
    /// Works here now. Nobody is deleted.
    pub active: bool,
    /// The engineer's certificate (F11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// The year since which the engineer has done this work (F11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_year: Option<i32>,
}

values! {
    /// The kind of a phone number.
    PhoneKind {
        /// A mobile phone.
        Mobile "mobile",
        /// A line in a house, with or without an extension.
        Landline "landline",
        /// A service number: 400, 800, 95….
        Service "service",
    }
}

/// A phone number. One number can be a family's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Phone {
    /// Digits; an extension after a hyphen.
    pub number: String,
    /// Its kind.
    pub kind: PhoneKind,
}

impl Phone {
    /// Reads a number as people type it: full width, with spaces, hyphens, brackets or +86.
    ///
    /// # Errors
    /// `missing` or `invalid`, with the field.
    pub fn read(field: &str, typed: &str) -> Result<Phone, InputError> {
        let refuse = |code| Err(InputError::new(code, field));
        let folded: String = typed.nfkc().filter(|c| !" ()+".contains(*c)).collect();
        if folded.is_empty() {
            return refuse(InputCode::Missing);
        }
        let mut parts = folded.split(['-', '–', '—', '转', '#']).filter(|part| !part.is_empty());
        let digits: Vec<&str> = parts.by_ref().collect();
        if !digits.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
            return refuse(InputCode::Invalid);
        }
        let whole = digits.concat();
        let national = match whole.strip_prefix("86") {
            Some(rest) if rest.len() >= 10 => rest,
            _ => &whole,
        };
        let known = |number: &str, kind| Phone { number: number.to_owned(), kind };
        match (national.as_bytes(), national.len()) {
            ([b'1', b'3'..=b'9', ..], 11) => Ok(known(national, PhoneKind::Mobile)),
            ([b'4' | b'8', b'0', b'0', ..], 10) => Ok(known(national, PhoneKind::Service)),
            ([b'9', b'5', ..], 5..=6) => Ok(known(national, PhoneKind::Service)),
            ([b'0', ..], 10..=12) => Ok(known(national, PhoneKind::Landline)),
            ([b'2'..=b'8', ..], 7..=8) => Ok(known(national, PhoneKind::Landline)),
            // An extension stands last: 0773-5831234-801.
            ([b'0' | b'2'..=b'8', ..], _) if (2..=4).contains(&digits.len()) => {
                let extension = digits[digits.len() - 1];
                let line = &national[..national.len() - extension.len()];
                let fits = if line.starts_with('0') { 10..=12 } else { 7..=8 };
                if fits.contains(&line.len()) && extension.len() <= 5 {
                    let number = format!("{line}-{extension}");
                    return Ok(Phone { number, kind: PhoneKind::Landline });
                }
                refuse(InputCode::Invalid)
            }
            _ => refuse(InputCode::Invalid),
        }
    }
}

/// A phone number as lists show it: `138****1234`; of a line in a house or a service number the
/// beginning and two digits, never more than half of what is short.
pub fn masked(number: &str) -> String {
    let line = number.split('-').next().unwrap_or_default();
    let digits: Vec<char> = line.chars().collect();
    let (first, last) = match digits.len() {
        11 if line.starts_with('1') => (3, 4),
        10.. => (4, 2),
        7..=9 => (2, 2),
        _ => (1, 1),
    };
    let start = digits.iter().take(first);
    let end = digits.iter().skip(digits.len().saturating_sub(last).max(first));
    start.chain(&['*'; 4]).chain(end).collect()
}

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Province, city and district: `广西/桂林市/七星区`.
    pub region: String,
    /// Street, number, flat.
    pub detail: String,
}

impl Address {
    /// The address, cleaned; the members below `field`.
    ///
    /// # Errors
    /// Names the member at fault.
    pub fn checked(self, field: &str) -> Result<Address, InputError> {
        Ok(Address {
            region: text::optional(&format!("{field}.region"), &self.region, text::SHORT)?,
            detail: text::optional(&format!("{field}.detail"), &self.detail, text::SHORT)?,
        })
    }

    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        self.region.is_empty() && self.detail.is_empty()
    }
}

/// Who saw which proof on which day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Seen {
    /// The proof: 会员小程序, 发票, 保修卡, 铭牌照片.
    pub proof: String,
    /// Who saw it.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A customer. Nobody is deleted: a person can be anonymised, a duplicate is merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct Customer {
    /// The id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// Phones, the one to call first; none for somebody without.
    pub phones: Vec<Phone>,
    /// Addresses, the usual one first.
    pub addresses: Vec<Address>,
    /// The tier (B8).
    pub tier: Tier,
    /// The proof of the tier (B8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier_seen: Option<Seen>,
    /// What else to know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When the record was made.
    pub created_at: Moment,
    /// The record of the same person that counts instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<CustomerId>,
}

impl Customer {
    /// The number to call and the address to go to, where a ticket says nothing else.
    pub fn contact(&self) -> (Option<String>, Address) {
        let phone = self.phones.first().map(|phone| phone.number.clone());
        (phone, self.addresses.first().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_read_as_people_type_them() {
        use PhoneKind::{Landline, Mobile, Service};
        for (typed, number, kind) in [
            ("13807731234", "13807731234", Mobile),
            (" 138 0773 1234 ", "13807731234", Mobile),
            ("１３８０７７３１２３４", "13807731234", Mobile),
            ("+86-138-0773-1234", "13807731234", Mobile),
            ("0773-5831234", "07735831234", Landline),
            ("(0773) 5831234", "07735831234", Landline),
            ("010-12345678", "01012345678", Landline),
            ("5831234", "5831234", Landline),
            ("0773-5831234-801", "07735831234-801", Landline),
            ("0773-5831234转801", "07735831234-801", Landline),
            ("4006-189123", "4006189123", Service),
            ("95598", "95598", Service),
        ] {
            let expected = Phone { number: number.into(), kind };
            assert_eq!(Phone::read("phone", typed), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for typed in ["1380773123", "138077312345", "12345678901", "abc", "13807731二34", "-", "1"]
        {
            let refused = Phone::read("phones[0]", typed).expect_err(typed);
            assert_eq!(refused.field, "phones[0]");
        }
        let empty = Phone::read("phones[0]", " \u{3000}").expect_err("nothing");
        assert_eq!(empty.code, InputCode::Missing);
    }

    #[test]
    fn lists_show_no_whole_number() {
        for (number, shown) in [
            ("13807731234", "138****1234"),
            ("07735831234", "0773****34"),
            ("07735831234-801", "0773****34"),
            ("4006189123", "4006****23"),
            ("5831234", "58****34"),
            ("95598", "9****8"),
            ("1", "1****"),
        ] {
            assert_eq!(masked(number), shown);
        }
    }

    #[test]
    fn a_branch_code_has_two_to_six_letters_and_digits() {
        let point = |branch: &str| {
            Point { name: "桂林店".into(), branch: branch.into(), ..Point::default() }.checked()
        };
        assert_eq!(point("gl０1").map(|point| point.branch), Ok("GL01".into()));
        for branch in ["", "G", "GUILIN7", "桂林", "GL-1"] {
            assert_eq!(point(branch).map_err(|e| e.field), Err("point.branch".into()), "{branch}");
        }
    }
}
