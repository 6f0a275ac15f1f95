//! How each document is laid out: head, body, foot, for sheets and for rolls.

mod intake;
mod receipt;
mod repair;

use desk_core::money::Money;
use desk_core::paper::{Copy, Paper};

use crate::Sheet;
use crate::codes::{code128, qr};
use crate::compose::{Align, Cell, Composer};
use crate::content::{Bill, Content, FeeRow, Letterhead, Person, Unit};
use crate::flow::{Group, Strip, THIN, pages};
use crate::fonts::Faces;
use crate::page::{Item, Page};
use crate::paper::Measures;
use crate::setting::{Line, Span, bold, plain};
use crate::wording::{words, yuan};

/// What every document has.
struct Common<'a> {
    point: &'a Letterhead,
    number: &'a str,
    title: &'static str,
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
        composer.flow.foot = foot_lines(&composer, sheet, &common).len() as f32
            * Composer::line_height(measures.small);
        composer.flow.running = running(&composer, &common);
        let marks = marks(sheet, copy);
        if is_roll {
            roll_head(&mut composer, &common, &marks);
        } else {
            sheet_head(&mut composer, sheet.paper, &common, &marks);
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
            roll_end(&mut composer, &common);
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
        foot(&composer, sheet, &common, (index + 1, count), page);
    }
    laid
}

/// What the second and further pages begin with.
fn running(composer: &Composer, common: &Common) -> Group {
    let (size, inner) = (composer.measures.small, composer.measures.inner());
    let text = format!("{} {}（续）", common.title.replace(' ', ""), common.number);
    let mut strips: Vec<Strip> = composer
        .break_lines(&[plain(text)], size, inner)
        .iter()
        .map(|line| Strip {
            height: Composer::line_height(size),
            items: composer.draw(line, size, Align::Left, 0.0, inner, 0.0),
        })
        .collect();
    strips.push(Strip { height: 0.8, items: Vec::new() });
    Group { strips, ..Group::default() }
}

/// What stands at the foot on the left: which version decided, and which edition it is.
fn foot_lines(composer: &Composer, sheet: &Sheet, common: &Common) -> Vec<Line> {
    let (size, inner) = (composer.measures.small, composer.measures.inner());
    let version = &common.point.policy_version;
    let left = [plain(format!("政策版本 {version} 第{}版", sheet.marks.edition))];
    let counted = composer.width(&[plain("第99页 共99页")], size);
    composer.break_lines(&left, size, inner - counted - 2.0)
}

/// The foot of a page, with which page it is.
fn foot(
    composer: &Composer,
    sheet: &Sheet,
    common: &Common,
    (page, count): (usize, usize),
    on: &mut Page,
) {
    let measures = composer.measures;
    let (size, inner) = (measures.small, measures.inner());
    let lines = foot_lines(composer, sheet, common);
    let mut top = on.height - measures.end - lines.len() as f32 * Composer::line_height(size);
    let mut draw = |line: &Line, align, top| {
        let items = composer.draw(line, size, align, 0.0, inner, 0.0);
        on.items.extend(items.into_iter().map(|item| item.moved(measures.side, top)));
    };
    let counted = [plain(format!("第{page}页 共{count}页"))];
    draw(&composer.break_lines(&counted, size, inner).swap_remove(0), Align::Right, top);
    for line in &lines {
        draw(line, Align::Left, top);
        top += Composer::line_height(size);
    }
}

/// A mark that stands in a frame.
struct Mark {
    text: String,
    /// As a multiple of the size of the text.
    scale: f32,
}

fn marks(sheet: &Sheet, copy: Option<usize>) -> Vec<Mark> {
    let mark = |text: String| Mark { text, scale: 1.0 };
    let mut marks = Vec::new();
    if sheet.marks.practice {
        marks.push(mark("练习单据，不作凭证".to_owned()));
    }
    if sheet.marks.voided.is_some() {
        marks.push(Mark { text: "作 废".to_owned(), scale: 1.6 });
    }
    if sheet.marks.reprint > 0 {
        marks.push(mark(format!("补打 第{}次", sheet.marks.reprint)));
    }
    match (copy, sheet.copies) {
        (None, []) => {}
        (None, [one]) => marks.push(mark(sheet_name(one))),
        (None, all) => {
            let all: Vec<String> = all.iter().map(named).collect();
            marks.push(mark(format!("一式{}联：{}", count(all.len()), all.join(" "))));
        }
        (Some(index), all) => marks.push(mark(sheet_name(&all[index]))),
    }
    marks
}

/// A copy by name and colour: `存根（白）`.
fn named(copy: &Copy) -> String {
    with_colour(copy.name.clone(), copy)
}

/// The same on its own sheet: `存根联（白）`.
fn sheet_name(copy: &Copy) -> String {
    with_colour(format!("{}联", copy.name), copy)
}

fn with_colour(name: String, copy: &Copy) -> String {
    match copy.colour.as_str() {
        "" => name,
        colour => format!("{name}（{colour}）"),
    }
}

/// A small number in words.
fn count(n: usize) -> &'static str {
    ["零", "一", "二", "三", "四", "五", "六"].get(n).copied().unwrap_or("多")
}

/// Marks in their frames, side by side where they fit, centred in a column.
fn draw_marks(composer: &Composer, marks: &[Mark], from: f32, to: f32, mut top: f32) -> Strip {
    const PAD: f32 = 1.4;
    const GAP: f32 = 1.6;
    let mut items = Vec::new();
    let set = |mark: &Mark| {
        let size = composer.measures.text * mark.scale;
        let lines = composer.break_lines(&[bold(&mark.text)], size, to - from - 2.0 * PAD);
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        (size, widest + 2.0 * PAD, lines)
    };
    let mut rows: Vec<(f32, Vec<_>)> = Vec::new();
    for (size, width, lines) in marks.iter().map(set) {
        match rows.last_mut() {
            Some((taken, row)) if *taken + GAP + width <= to - from => {
                *taken += GAP + width;
                row.push((size, width, lines));
            }
            _ => rows.push((width, vec![(size, width, lines)])),
        }
    }
    for (taken, row) in rows {
        top += 0.8;
        let mut left = (from + to - taken) / 2.0;
        let mut bottom = top;
        for (size, width, lines) in row {
            let (right, mut y) = (left + width, top);
            for line in &lines {
                items.extend(composer.draw(line, size, Align::Centre, left, right, y));
                y += Composer::line_height(size);
            }
            items.push(Item::across(left, right, top, 1.5 * THIN));
            items.push(Item::across(left, right, y, 1.5 * THIN));
            items.push(Item::down(left, top, y, 1.5 * THIN));
            items.push(Item::down(right, top, y, 1.5 * THIN));
            left = right + GAP;
            bottom = bottom.max(y);
        }
        top = bottom;
    }
    Strip { height: top, items }
}

/// The head of a sheet: barcode on the left, names in the middle, QR code on the right. The margin
/// of the paper is part of the codes' quiet zones.
fn sheet_head(composer: &mut Composer, paper: Paper, common: &Common, marks: &[Mark]) {
    let measures = composer.measures;
    let (text, small, inner) = (measures.text, measures.small, measures.inner());
    let mut items = Vec::new();
    let bar = if paper == Paper::Third { 7.5 } else { 10.0 };
    let number = [bold(common.number)];
    let mut left = composer.width(&number, text).min(inner * 0.4);
    let mut aside = left + 3.0;
    let mut low = 0.0;
    if let Some(code) = code128(common.number, measures.bar_dots, measures.dot, bar, inner * 0.4) {
        left = left.max(code.width - 2.0 * code.quiet);
        aside = aside.max(code.width - code.quiet);
        low = code.height;
        items.push(code.item.moved(-code.quiet, 0.0));
    }
    for line in composer.break_lines(&number, text, left) {
        items.extend(composer.draw(&line, text, Align::Centre, 0.0, left, low));
        low += Composer::line_height(text);
    }

    let code = qr(common.number, measures.qr_dots, measures.dot);
    let qr_left = inner - code.width + code.quiet;
    low = f32::max(low, code.height - code.quiet);
    items.push(code.item.moved(qr_left, -code.quiet));
    let beside = common.beside.iter().map(|text| composer.width(&[plain(text)], small));
    let right = qr_left - beside.fold(0.0, f32::max).min(inner * 0.24);
    let mut top = 0.0;
    for text in &common.beside {
        for line in composer.break_lines(&[plain(text)], small, qr_left - right) {
            items.extend(composer.draw(&line, small, Align::Right, right, qr_left, top));
            top += Composer::line_height(small);
        }
    }
    low = low.max(top);

    let names = [(common.point.name.as_str(), text * 1.3), (common.title, text * 1.55)];
    let widest = names.iter().map(|(name, size)| composer.width(&[bold(name)], *size));
    let widest = widest.fold(0.0, f32::max);
    let (mut from, mut to) = (aside, right - 3.0);
    // In the middle of the paper, where there is room for it.
    let even = from.max(inner - to);
    if widest <= inner - 2.0 * even {
        (from, to) = (even, inner - even);
    }
    let mut top = 0.0;
    for (name, size) in names {
        for line in composer.break_lines(&[bold(name)], size, to - from) {
            items.extend(composer.draw(&line, size, Align::Centre, from, to, top));
            top += Composer::line_height(size);
        }
    }
    let marked = draw_marks(composer, marks, from, to, top);
    items.extend(marked.items);
    let height = low.max(marked.height) + 0.6;
    composer.push(Group { strips: vec![Strip { height, items }], ..Group::default() });
    composer.paragraph(&[plain(contacts(common.point, "  "))], small, Align::Centre);
}

/// How to reach the point: address, phones, hotline.
fn contacts(point: &Letterhead, between: &str) -> String {
    let mut parts = Vec::new();
    let mut tell = |label: &str, value: &str| {
        if !value.is_empty() {
            parts.push(format!("{label}：{value}"));
        }
    };
    tell("地址", &point.address);
    tell("电话", &point.phone);
    tell("投诉电话", &point.complaint_phone);
    let hours =
        if point.hours.is_empty() { String::new() } else { format!("（{}）", point.hours) };
    tell(&format!("{}服务热线", point.brand), &format!("{}{hours}", point.hotline));
    parts.join(between)
}

fn roll_head(composer: &mut Composer, common: &Common, marks: &[Mark]) {
    let text = composer.measures.text;
    composer.paragraph(&[bold(&common.point.name)], text * 1.2, Align::Centre);
    composer.paragraph(&[bold(common.title)], text * 1.4, Align::Centre);
    if !marks.is_empty() {
        let inner = composer.measures.inner();
        let strip = draw_marks(composer, marks, 0.0, inner, 0.0);
        composer.push(Group { strips: vec![strip], ..Group::default() });
    }
    composer.gap(0.8);
    composer.pair("单号", &[bold(common.number)]);
    for line in &common.beside {
        composer.paragraph(&[plain(line)], text, Align::Left);
    }
    composer.rule();
}

/// What a roll ends with: how to reach the point, and the codes.
fn roll_end(composer: &mut Composer, common: &Common) {
    let measures = composer.measures;
    composer.gap(1.2);
    let (small, inner) = (measures.small, measures.inner());
    composer.rule();
    composer.paragraph(&[plain(contacts(common.point, "\n"))], small, Align::Left);
    let code = qr(common.number, measures.qr_dots, measures.dot);
    // On whole dots of the printer.
    let on_dots = |x: f32| (x / measures.dot).round() * measures.dot;
    let left = on_dots((inner - code.width) / 2.0);
    let item = code.item.moved(left, 0.0);
    composer.push(Group {
        strips: vec![Strip { height: code.height, items: vec![item] }],
        ..Group::default()
    });
    if let Some(code) = code128(common.number, measures.bar_dots, measures.dot, 9.0, inner) {
        let item = code.item.moved(on_dots((inner - code.width) / 2.0), 0.0);
        composer.push(Group {
            strips: vec![Strip { height: code.height, items: vec![item] }],
            ..Group::default()
        });
    }
    composer.paragraph(&[plain(common.number)], small, Align::Centre);
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

/// The day of purchase and what was shown of it.
fn bought(unit: &Unit) -> String {
    let day = unit.purchased_on.map_or_else(|| "日期未知".to_owned(), |day| day.to_string());
    match unit.evidence.as_str() {
        "" => day,
        evidence => format!("{day}（{evidence}）"),
    }
}

/// The rows of a bill with what they come to (N13).
fn fees(composer: &mut Composer, bill: &Bill) {
    if composer.measures.height.is_none() {
        return roll_fees(composer, bill);
    }
    let amount = |amount: Money| Cell::right(plain(amount.to_string()));
    let qty = |row: &FeeRow| format!("{}{}", row.qty, row.unit);
    let head =
        ["项目", "单价（元）", "数量", "金额（元）", "应收（元）", "减免依据"].map(Cell::label);
    let rows: Vec<Vec<Cell>> = bill
        .rows
        .iter()
        .map(|row| {
            let waived =
                row.waived.as_ref().map(|cited| format!("{}（{}）", cited.text, cited.clause));
            vec![
                Cell::text(&row.name),
                amount(row.unit_fen),
                Cell::centre(qty(row)),
                amount(row.full_fen),
                amount(row.charged_fen),
                Cell::text(waived.unwrap_or_default()),
            ]
        })
        .collect();
    let columns = fitted(composer, &head, &rows, &[Some(3.0), None, None, None, None, Some(5.0)]);
    composer.table(&columns, &head, rows);
    let size = composer.measures.text;
    if bill.discount_fen != Money::ZERO {
        let less = Money::from_fen(-bill.discount_fen.fen());
        let cells = [Cell::text("优惠").over(4), amount(less), Cell::text("")];
        let row = composer.row(&columns, &cells, size);
        composer.push(row);
    }
    let total = [bold("合计（大写）：人民币"), bold(words(bill.total_fen))];
    let cells = [Cell::left(total).over(4), Cell::right(bold(yuan(bill.total_fen))).over(2)];
    let row = composer.row(&columns, &cells, size);
    composer.push(row);
}

fn roll_fees(composer: &mut Composer, bill: &Bill) {
    let size = composer.measures.text;
    for row in &bill.rows {
        let amount = [plain(row.full_fen.to_string())];
        if row.unit.is_empty() {
            composer.spread(&[plain(&row.name)], &amount, size);
        } else {
            composer.paragraph(&[plain(&row.name)], size, Align::Left);
            let times = format!("　{}{} × {}", row.qty, row.unit, row.unit_fen);
            composer.spread(&[plain(times)], &amount, size);
        }
        if let Some(cited) = &row.waived {
            let less = Money::from_fen(row.charged_fen.fen() - row.full_fen.fen());
            let why = format!("　减免：{}（{}）", cited.text, cited.clause);
            composer.spread(&[plain(why)], &[plain(less.to_string())], composer.measures.small);
        }
    }
    if bill.discount_fen != Money::ZERO {
        let less = Money::from_fen(-bill.discount_fen.fen());
        composer.spread(&[plain("优惠")], &[plain(less.to_string())], size);
    }
    composer.rule();
    composer.spread(&[bold("合计")], &[bold(yuan(bill.total_fen))], size * 1.2);
    composer.paragraph(&[plain("大写：人民币"), plain(words(bill.total_fen))], size, Align::Left);
}

/// The widths of columns: those without a share are as wide as what stands in them, the others
/// share what is left.
fn fitted(
    composer: &Composer,
    head: &[Cell],
    rows: &[Vec<Cell>],
    shares: &[Option<f32>],
) -> Vec<f32> {
    let size = composer.measures.text;
    let inner = composer.measures.inner();
    let pad = 2.6;
    let most = inner / 5.0;
    let wide = |column: usize| {
        let cells = rows.iter().map(|row| &row[column]).chain([&head[column]]);
        let widest = cells.map(|cell| composer.width(&cell.spans, size)).fold(0.0, f32::max);
        (widest + pad).min(most)
    };
    let mut columns: Vec<f32> = (0..head.len())
        .map(|column| if shares[column].is_none() { wide(column) } else { 0.0 })
        .collect();
    let left = inner - columns.iter().sum::<f32>();
    let all: f32 = shares.iter().flatten().sum();
    for (column, share) in shares.iter().enumerate() {
        if let Some(share) = share {
            columns[column] = left * share / all;
        }
    }
    columns
}

/// A field over the whole width with a text of its own lines.
fn field(composer: &mut Composer, label: &str, text: impl AsRef<str>) {
    composer.fields(&[(label, vec![plain(text)], 3)]);
}
