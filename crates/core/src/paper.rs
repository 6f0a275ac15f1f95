//! What documents are printed on, and how often: the point's settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::input::{InputCode, InputError};
use crate::text;
use crate::values::values;

values! {
    /// A paper that documents are laid out for.
    Paper {
        /// A4, upright.
        A4 "a4",
        /// A5, across.
        A5 "a5",
        /// Continuous paper of 241 mm, half a page (二等分): 139.7 mm.
        Half "241x140",
        /// Continuous paper of 241 mm, a third of a page (三等分): 93.1 mm.
        Third "241x93",
        /// A roll of 80 mm, 72 mm of it printable.
        Roll80 "80mm",
        /// A roll of 58 mm, 48 mm of it printable.
        Roll58 "58mm",
    }
}

impl Paper {
    /// Carbonless paper: one print makes all copies.
    pub fn is_carbonless(self) -> bool {
        matches!(self, Paper::Half | Paper::Third)
    }

    /// A roll, as long as what stands on it.
    pub fn is_roll(self) -> bool {
        matches!(self, Paper::Roll80 | Paper::Roll58)
    }
}

values! {
    /// A kind of printed document.
    DocumentKind {
        /// 受理单; its number is the ticket's.
        Intake "intake",
        /// 维修服务凭证 · 保修单.
        Repair "repair",
        /// 收据.
        Receipt "receipt",
    }
}

/// A copy of a receipt: what it is called, and the colour of its sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ReceiptCopy")]
pub struct Copy {
    /// 存根, 客户, 记账.
    pub name: String,
    /// 白, 红, 黄; may be empty.
    #[serde(default)]
    pub colour: String,
}

/// By how much a printer sets a page off, in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Offset {
    /// To the right, below zero to the left.
    pub right: i32,
    /// Down, below zero up.
    pub down: i32,
}

impl Offset {
    /// The page stays where it is.
    pub fn is_none(&self) -> bool {
        *self == Offset::default()
    }
}

/// The offset of one paper's printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperOffset {
    /// The paper.
    pub paper: Paper,
    /// By how much what is printed is moved.
    pub offset: Offset,
}

/// How documents are printed at a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct PrintSettings {
    /// The copies of a receipt, in their order. On carbonless paper one print makes them all; on
    /// single sheets and rolls each is printed by itself.
    pub copies: Vec<Copy>,
    /// Offsets of printers that do not hit their paper.
    pub offsets: Vec<PaperOffset>,
}

impl Default for PrintSettings {
    fn default() -> PrintSettings {
        let copy = |(name, colour): (&str, &str)| Copy { name: name.into(), colour: colour.into() };
        PrintSettings {
            copies: [("存根", "白"), ("客户", "红"), ("记账", "黄")].map(copy).into(),
            offsets: Vec::new(),
        }
    }
}

impl PrintSettings {
    /// The most copies.
    const MOST_COPIES: usize = 6;
    /// The farthest that a page may be moved, in tenths of a millimetre.
    const FARTHEST: u32 = 100;

    /// The point has set nothing of its own.
    pub fn is_default(&self) -> bool {
        *self == PrintSettings::default()
    }

    /// The offset of a paper's printer.
    pub fn offset(&self, paper: Paper) -> Offset {
        let set = self.offsets.iter().find(|set| set.paper == paper);
        set.map(|set| set.offset).unwrap_or_default()
    }

    /// The settings, cleaned; the members below `field`.
    ///
    /// # Errors
    /// Names the member at fault: no copy or too many, one named twice, an offset above 10 mm.
    pub fn checked(self, field: &str) -> Result<PrintSettings, InputError> {
        if self.copies.is_empty() || self.copies.len() > Self::MOST_COPIES {
            return Err(InputError::new(InputCode::OutOfRange, format!("{field}.copies")));
        }
        let mut copies: Vec<Copy> = Vec::new();
        for (index, copy) in self.copies.into_iter().enumerate() {
            let at = |member: &str| format!("{field}.copies[{index}].{member}");
            let name = text::required(&at("name"), &copy.name, 10)?;
            let colour = text::optional(&at("colour"), &copy.colour, 10)?;
            if copies.iter().any(|other| other.name == name) {
                return Err(InputError::new(InputCode::Duplicate, at("name")));
            }
            copies.push(Copy { name, colour });
        }
        for (index, set) in self.offsets.iter().enumerate() {
            let at = |member: &str| format!("{field}.offsets[{index}].{member}");
            let fits = |value: i32| value.unsigned_abs() <= Self::FARTHEST;
            if !fits(set.offset.right) || !fits(set.offset.down) {
                return Err(InputError::new(InputCode::OutOfRange, at("offset")));
            }
            if self.offsets[..index].iter().any(|other| other.paper == set.paper) {
                return Err(InputError::new(InputCode::Duplicate, at("paper")));
            }
        }
        Ok(PrintSettings { copies, offsets: self.offsets })
    }
}

/// The printer that a paper lies in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperPrinter {
    /// The paper.
    pub paper: Paper,
    /// The printer, as the system calls it.
    pub printer: String,
    /// How many of each page come out, from 1.
    pub copies: u32,
}

/// What stands at this computer: its printers, and the disk that backups are copied to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Devices {
    /// One printer a paper at most.
    pub printers: Vec<PaperPrinter>,
    /// A folder, such as on a USB disk, that gets a copy of each backup.
    pub second_folder: Option<String>,
}

impl Devices {
    /// The most copies of one print.
    pub const MOST_COPIES: u32 = 10;

    /// Nothing was set.
    pub fn is_default(&self) -> bool {
        *self == Devices::default()
    }

    /// The devices, cleaned; the members below `field`.
    ///
    /// # Errors
    /// Names the member at fault: no printer's name, no copy or too many, a paper named twice.
    pub fn checked(self, field: &str) -> Result<Devices, InputError> {
        let mut printers: Vec<PaperPrinter> = Vec::new();
        for (index, set) in self.printers.into_iter().enumerate() {
            let at = |member: &str| format!("{field}.printers[{index}].{member}");
            let printer = text::required(&at("printer"), &set.printer, 200)?;
            if !(1..=Self::MOST_COPIES).contains(&set.copies) {
                return Err(InputError::new(InputCode::OutOfRange, at("copies")));
            }
            if printers.iter().any(|other| other.paper == set.paper) {
                return Err(InputError::new(InputCode::Duplicate, at("paper")));
            }
            printers.push(PaperPrinter { printer, ..set });
        }
        let folder = self.second_folder.map(|folder| folder.trim().to_owned());
        Ok(Devices { printers, second_folder: folder.filter(|folder| !folder.is_empty()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_cleaned_and_refused_at_the_member() {
        use InputCode::{Duplicate, Missing, OutOfRange};
        let set =
            |paper, printer: &str, copies| PaperPrinter { paper, printer: printer.into(), copies };
        let devices = |printers: &[PaperPrinter], folder: &str| Devices {
            printers: printers.into(),
            second_folder: Some(folder.into()),
        };
        let typed = devices(&[set(Paper::A5, " HP ", 2)], "  ").checked("devices");
        let kept = Devices { printers: vec![set(Paper::A5, "HP", 2)], second_folder: None };
        assert_eq!(typed, Ok(kept));
        for (printers, code, member) in [
            (vec![set(Paper::A5, " ", 1)], Missing, "printers[0].printer"),
            (vec![set(Paper::A5, "HP", 0)], OutOfRange, "printers[0].copies"),
            (vec![set(Paper::A5, "HP", 11)], OutOfRange, "printers[0].copies"),
            (vec![set(Paper::A5, "HP", 1), set(Paper::A5, "B", 1)], Duplicate, "printers[1].paper"),
        ] {
            let expected = InputError::new(code, format!("devices.{member}"));
            assert_eq!(devices(&printers, "/usb").checked("devices"), Err(expected));
        }
    }

    fn copy(name: &str, colour: &str) -> Copy {
        Copy { name: name.into(), colour: colour.into() }
    }

    fn set(paper: Paper, right: i32, down: i32) -> PaperOffset {
        PaperOffset { paper, offset: Offset { right, down } }
    }

    #[test]
    fn settings_are_cleaned() {
        let typed = PrintSettings {
            copies: vec![copy(" 存根 ", "白"), copy("客户", " ")],
            offsets: vec![set(Paper::A5, -100, 100), set(Paper::Half, 0, 0)],
        };
        let checked = typed.checked("print").expect("they are right");
        assert_eq!(checked.copies, [copy("存根", "白"), copy("客户", "")]);
        assert_eq!(checked.offset(Paper::A5), Offset { right: -100, down: 100 });
        assert_eq!(checked.offset(Paper::A4), Offset::default());
        let usual = PrintSettings::default();
        assert_eq!(usual.clone().checked("print"), Ok(usual));
    }

    #[test]
    fn impossible_settings_are_refused_at_the_member() {
        use InputCode::{Duplicate, Missing, OutOfRange, TooLong};
        let copies = |copies: &[Copy]| PrintSettings { copies: copies.into(), offsets: vec![] };
        let offsets = |offsets: &[PaperOffset]| PrintSettings {
            offsets: offsets.into(),
            ..PrintSettings::default()
        };
        let seven: Vec<Copy> = (0..7).map(|n| copy(&n.to_string(), "")).collect();
        let twice = [set(Paper::A4, 1, 0), set(Paper::A4, 1, 0)];
        for (settings, code, field) in [
            (copies(&[]), OutOfRange, "copies"),
            (copies(&seven), OutOfRange, "copies"),
            (copies(&[copy("存根", ""), copy(" ", "")]), Missing, "copies[1].name"),
            (copies(&[copy("存根", "白"), copy("存根 ", "红")]), Duplicate, "copies[1].name"),
            (copies(&[copy(&"长".repeat(11), "")]), TooLong, "copies[0].name"),
            (copies(&[copy("存根", &"长".repeat(11))]), TooLong, "copies[0].colour"),
            (offsets(&[set(Paper::A4, 101, 0)]), OutOfRange, "offsets[0].offset"),
            (offsets(&[set(Paper::A4, 0, -101)]), OutOfRange, "offsets[0].offset"),
            (offsets(&[set(Paper::A4, i32::MIN, 0)]), OutOfRange, "offsets[0].offset"),
            (offsets(&twice), Duplicate, "offsets[1].paper"),
        ] {
            let expected = InputError::new(code, format!("point.print.{field}"));
            assert_eq!(settings.checked("point.print"), Err(expected));
        }
    }
}
