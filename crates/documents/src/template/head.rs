//! What every document begins and ends with: number with codes, names, marks, how to reach the
//! point, the foot of a page.

use desk_core::paper::{Copy, Paper};

use super::Common;
use crate::Sheet;
use crate::codes::{code128, qr};
use crate::compose::{Align, Composer};
use crate::content::Letterhead;
use crate::flow::{Group, Strip, THIN};
use crate::page::{Item, Page};
use crate::setting::{Line, bold, plain};

/// What the second and further pages begin with: what they go on, of whom, and the marks, for a page
/// can be taken for itself.
pub(super) fn running(composer: &Composer, common: &Common, marks: &[Mark]) -> Group {
    let (size, inner) = (composer.measures.small, composer.measures.inner());
    let title = common.title.replace(' ', "");
    let text = format!("{title} {}（续）　{}", common.number, common.who);
    let marks: Vec<String> = marks.iter().map(|mark| format!("　【{}】", mark.text)).collect();
    let mut strips: Vec<Strip> = composer
        .break_lines(&[plain(text), bold(marks.concat())], size, inner)
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
    let left = [plain(format!("政策 {version}　本单第{}版", sheet.marks.edition))];
    let beside = match sheet.paper.is_roll() {
        true => 0.0,
        false => composer.width(&[plain("第99页 共99页")], size) + 2.0,
    };
    composer.break_lines(&left, size, inner - beside)
}

/// The height of the foot.
pub(super) fn foot_height(composer: &Composer, sheet: &Sheet, common: &Common) -> f32 {
    // On a roll the pages are counted on a line of their own.
    let lines = foot_lines(composer, sheet, common).len() + usize::from(sheet.paper.is_roll());
    lines as f32 * Composer::line_height(composer.measures.small)
}

/// The foot of a page, with which page it is.
pub(super) fn foot(
    composer: &Composer,
    sheet: &Sheet,
    common: &Common,
    (page, count): (usize, usize),
    on: &mut Page,
) {
    let measures = composer.measures;
    let (size, inner) = (measures.small, measures.inner());
    let lines = foot_lines(composer, sheet, common);
    let mut top = on.height - measures.end - foot_height(composer, sheet, common);
    let mut draw = |line: &Line, align, top| {
        let items = composer.draw(line, size, align, 0.0, inner, 0.0);
        on.items.extend(items.into_iter().map(|item| item.moved(measures.side, top)));
    };
    let counted = [plain(format!("第{page}页 共{count}页"))];
    let counted = composer.break_lines(&counted, size, inner).swap_remove(0);
    if !sheet.paper.is_roll() {
        draw(&counted, Align::Right, top);
    }
    for line in &lines {
        draw(line, Align::Left, top);
        top += Composer::line_height(size);
    }
    if sheet.paper.is_roll() {
        draw(&counted, Align::Right, top);
    }
}

/// A mark that stands in a frame.
pub(super) struct Mark {
    text: String,
    /// As a multiple of the size of the text.
    scale: f32,
}

pub(super) fn marks(sheet: &Sheet, copy: Option<usize>) -> Vec<Mark> {
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
    with_colour(format!("{}联", copy.name.trim_end_matches('联')), copy)
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
pub(super) fn sheet_head(composer: &mut Composer, paper: Paper, common: &Common, marks: &[Mark]) {
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

pub(super) fn roll_head(composer: &mut Composer, common: &Common, marks: &[Mark]) {
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
pub(super) fn roll_end(composer: &mut Composer, common: &Common) {
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
