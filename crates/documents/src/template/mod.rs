//! How each document is laid out, for sheets and for rolls.

mod fees;
mod head;
mod intake;
mod receipt;
mod repair;

use crate::Sheet;
use crate::compose::{Align, Composer};
use crate::content::{Content, Letterhead, Person, Unit};
use crate::flow::{Group, Strip, THIN, pages};
use crate::fonts::Faces;
use crate::page::{Item, Page};
use crate::paper::Measures;
use crate::setting::{Span, bold, plain};

/// What every document has.
struct Common<'a> {
    point: &'a Letterhead,
    number: &'a str,
    title: &'static str,
    /// The customer's name.
    who: &'a str,
    /// Beside the QR code.
    beside: Vec<String>,
}

impl Content {
    fn common(&self) -> Common<'_> {
        match self {
            Content::Intake(slip) => intake::common(slip),
            Content::Repair(voucher) => repair::common(voucher),
            Content::Receipt(receipt) => receipt::common(receipt),
        }
    }

    /// What the document is called, with its number.
    pub(crate) fn title(&self) -> String {
        let common = self.common();
        format!("{} {}", common.title.replace(' ', ""), common.number)
    }

    pub(crate) fn point(&self) -> &Letterhead {
        self.common().point
    }
}

/// Lays a document out.
pub(crate) fn lay_out(faces: &Faces, sheet: &Sheet) -> Vec<Page> {
    let one_print = sheet.paper.is_carbonless() || sheet.copies.len() <= 1;
    let copies: Vec<Option<usize>> = match one_print {
        true => vec![None],
        false => (0..sheet.copies.len()).map(Some).collect(),
    };
    let right = sheet.offset.right as f32 / 10.0;
    let down = sheet.offset.down as f32 / 10.0;
    let mut all = Vec::new();
    for copy in copies {
        let mut laid = one_copy(faces, sheet, copy);
        for page in &mut laid {
            let items = std::mem::take(&mut page.items);
            page.items = items.into_iter().map(|item| item.moved(right, down)).collect();
        }
        all.extend(laid);
    }
    all
}

fn one_copy(faces: &Faces, sheet: &Sheet, copy: Option<usize>) -> Vec<Page> {
    let is_roll = sheet.paper.is_roll();
    let measures = Measures::of(sheet.paper);
    let common = sheet.content.common();
    let mut fewest: Option<Vec<Page>> = None;
    for room in measures.rooms {
        let mut composer = Composer::new(faces, measures);
        let marks = head::marks(sheet, copy);
        composer.flow.foot = head::foot_height(&composer, sheet, &common);
        composer.flow.running = head::running(&composer, &common, &marks);
        if is_roll {
            head::roll_head(&mut composer, &common, &marks);
        } else {
            head::sheet_head(&mut composer, sheet.paper, &common, &marks);
        }
        if let Some(reason) = sheet.marks.voided {
            let reason = [bold("作废原因："), plain(reason)];
            composer.paragraph(&reason, measures.small, Align::Left);
        }
        composer.gap(0.6);
        match sheet.content {
            Content::Intake(slip) => intake::body(&mut composer, sheet.paper, slip, *room),
            Content::Repair(voucher) => repair::body(&mut composer, sheet.paper, voucher),
            Content::Receipt(receipt) => receipt::body(&mut composer, sheet.paper, receipt),
        }
        if is_roll {
            head::roll_end(&mut composer, &common);
        }
        let laid = pages(composer.flow, &measures);
        let is_better = fewest.as_ref().is_none_or(|best| laid.len() < best.len());
        let is_enough = laid.len() == 1 || !matches!(sheet.content, Content::Intake(_));
        if is_better {
            fewest = Some(laid);
        }
        if is_enough {
            break;
        }
    }
    let mut laid = fewest.unwrap_or_default();
    let count = laid.len();
    let composer = Composer::new(faces, measures);
    for (index, page) in laid.iter_mut().enumerate() {
        head::foot(&composer, sheet, &common, (index + 1, count), page);
    }
    laid
}

/// Lines to sign on, side by side; on a roll below each other.
fn signatures(composer: &mut Composer, names: &[&str]) {
    let measures = composer.measures;
    let (size, inner) = (measures.text, measures.inner());
    let height = Composer::line_height(size);
    let above = 4.0 * measures.pad.max(0.4);
    let each = if measures.height.is_none() { 1 } else { names.len() };
    let mut strips = Vec::new();
    for names in names.chunks(each) {
        let wide = inner / names.len() as f32;
        let mut items = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let (from, to) = (wide * index as f32, wide * (index + 1) as f32 - 3.0);
            let name = [plain(format!("{name}："))];
            let begin = from + composer.width(&name, size);
            let line = composer.break_lines(&name, size, wide).swap_remove(0);
            items.extend(composer.draw(&line, size, Align::Left, from, to, above));
            items.push(Item::across(begin, to, above + height * 0.92, THIN));
        }
        strips.push(Strip { height: above + height, items });
    }
    composer.push(Group { strips, ..Group::default() });
}

/// The customer with the number to call.
fn called(person: &Person) -> Vec<Span> {
    let mut spans = vec![bold(&person.name)];
    if !person.tier.is_empty() {
        spans.push(plain(format!("（{}）", person.tier)));
    }
    spans
}

/// What an appliance is: category and model.
fn described(unit: &Unit) -> String {
    [unit.category.as_str(), unit.model.as_str()].join(" ").trim().to_owned()
}

/// The day of purchase and what was shown of it, which stands below where it does not fit beside.
fn bought(composer: &Composer, unit: &Unit) -> String {
    let day = unit.purchased_on.map_or_else(|| "日期未知".to_owned(), |day| day.to_string());
    if unit.evidence.is_empty() {
        return day;
    }
    let whole = format!("{day}（{}）", unit.evidence);
    match composer.width(&[plain(&whole)], composer.measures.text) <= composer.third() {
        true => whole,
        false => format!("{day}\n{}", unit.evidence),
    }
}

/// What an appliance is called where there are several: `机器2`; without a number where there is one.
fn nth(index: usize, units: &[Unit]) -> String {
    if units.len() > 1 { format!("机器{}", index + 1) } else { "机器".to_owned() }
}

/// Which appliance a fault is of, where there are several.
fn whose(unit: u32, units: &[Unit]) -> Option<String> {
    let index = (unit as usize).checked_sub(1)?;
    (units.len() > 1 && index < units.len()).then(|| nth(index, units))
}

/// The appliances on a sheet.
fn units_on_sheet(composer: &mut Composer, units: &[Unit]) {
    for (index, unit) in units.iter().enumerate() {
        let bought = bought(composer, unit);
        composer.fields(&[
            (&nth(index, units), vec![bold(described(unit))], 1),
            ("机身编号", vec![plain(&unit.serial)], 1),
            ("购买", vec![plain(bought)], 1),
        ]);
    }
}

/// The appliances on a roll.
fn units_on_roll(composer: &mut Composer, units: &[Unit]) {
    for (index, unit) in units.iter().enumerate() {
        composer.pair(&nth(index, units), &[bold(described(unit))]);
        if !unit.serial.is_empty() {
            composer.pair("机身编号", &[plain(&unit.serial)]);
        }
        let bought = bought(composer, unit);
        composer.pair("购买", &[plain(bought)]);
    }
}

/// A field over the whole width with a text of its own lines.
fn field(composer: &mut Composer, label: &str, text: impl AsRef<str>) {
    composer.fields(&[(label, vec![plain(text)], 3)]);
}
