//! The parts that documents are composed of: paragraphs, tables, pairs of label and value.

use crate::flow::{Flow, Group, Strip, THIN};
use crate::fonts::Faces;
use crate::page::{Item, text};
use crate::paper::Measures;
use crate::setting::{Line, PT, Span, bold, lines, plain, width};

/// The height of a line, as a multiple of the size of its text.
const LEADING: f32 = 1.36;
/// Space in a cell left and right, in millimetres.
const PAD: f32 = 1.2;

/// Where a text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub spans: Vec<Span>,
    pub align: Align,
    /// How many columns it takes.
    pub across: usize,
}

impl Cell {
    /// What stands on the left.
    pub fn left(spans: impl Into<Vec<Span>>) -> Cell {
        Cell { spans: spans.into(), align: Align::Left, across: 1 }
    }

    /// A text.
    pub fn text(text: impl AsRef<str>) -> Cell {
        Cell::left([plain(text)])
    }

    /// The name of a field or column.
    pub fn label(text: &str) -> Cell {
        Cell { align: Align::Centre, ..Cell::left([bold(text)]) }
    }

    /// A number or an amount.
    pub fn right(span: Span) -> Cell {
        Cell { align: Align::Right, ..Cell::left([span]) }
    }

    /// Something short.
    pub fn centre(text: impl AsRef<str>) -> Cell {
        Cell { align: Align::Centre, ..Cell::text(text) }
    }

    /// The same over several columns.
    pub fn over(self, across: usize) -> Cell {
        Cell { across, ..self }
    }
}

/// A document as it is composed.
pub(crate) struct Composer<'a> {
    pub faces: &'a Faces<'a>,
    pub measures: Measures,
    pub flow: Flow,
}

impl<'a> Composer<'a> {
    pub fn new(faces: &'a Faces<'a>, measures: Measures) -> Composer<'a> {
        Composer { faces, measures, flow: Flow::default() }
    }

    /// The height of a line of this size.
    pub fn line_height(size: f32) -> f32 {
        size * PT * LEADING
    }

    /// Draws a line in a strip of its height: `from` and `to` are the ends of where it may stand.
    pub fn draw(
        &self,
        line: &Line,
        size: f32,
        align: Align,
        from: f32,
        to: f32,
        top: f32,
    ) -> Vec<Item> {
        let em = size * PT;
        let x = match align {
            Align::Left => from,
            Align::Centre => from + (to - from - line.width) / 2.0,
            Align::Right => to - line.width,
        };
        // The ideographs of the font stand 0.88 above and 0.12 below the base line.
        let base = top + (Self::line_height(size) - em) / 2.0 + 0.88 * em;
        let mut items = Vec::new();
        text(self.faces, line, x, base, size, &mut items);
        items
    }

    pub fn width(&self, spans: &[Span], size: f32) -> f32 {
        width(self.faces, spans, size)
    }

    pub fn break_lines(&self, spans: &[Span], size: f32, most: f32) -> Vec<Line> {
        lines(self.faces, spans, size, most)
    }

    pub fn push(&mut self, group: Group) {
        self.flow.groups.push(group);
    }

    /// Space before what follows.
    pub fn gap(&mut self, height: f32) {
        self.push(Group { before: height, with_next: true, ..Group::default() });
    }

    /// A line across.
    pub fn rule(&mut self) {
        let line = Item::across(0.0, self.measures.inner(), 0.6, THIN);
        self.push(Group {
            strips: vec![Strip { height: 1.2, items: vec![line] }],
            ..Group::default()
        });
    }

    /// A text over the whole width, line by line: it is cut where a page ends.
    pub fn paragraph(&mut self, spans: &[Span], size: f32, align: Align) -> &mut Group {
        let inner = self.measures.inner();
        let strips = self
            .break_lines(spans, size, inner)
            .iter()
            .map(|line| Strip {
                height: Self::line_height(size),
                items: self.draw(line, size, align, 0.0, inner, 0.0),
            })
            .collect();
        self.push(Group { strips, ..Group::default() });
        self.flow.groups.last_mut().expect("it was just pushed")
    }

    /// What a part of the document is called.
    pub fn heading(&mut self, text: &str) {
        let size = self.measures.text;
        let group = self.paragraph(&[bold(text)], size, Align::Left);
        group.before = 1.4;
        group.with_next = true;
    }

    /// A row of a table with lines around its cells; `columns` are their widths.
    pub fn row(&self, columns: &[f32], cells: &[Cell], size: f32) -> Group {
        let height = Self::line_height(size);
        let mut left = 0.0;
        let mut placed = Vec::new();
        let mut next = columns.iter();
        for cell in cells {
            let wide: f32 = next.by_ref().take(cell.across).sum();
            let room = wide - 2.0 * PAD;
            placed.push((cell, left, left + wide, self.break_lines(&cell.spans, size, room)));
            left += wide;
        }
        let count = placed.iter().map(|(_, _, _, lines)| lines.len()).max().unwrap_or(1);
        let strips = (0..count).map(|n| {
            let pad = self.measures.pad;
            let (above, below) =
                (if n == 0 { pad } else { 0.0 }, if n + 1 == count { pad } else { 0.0 });
            let whole = height + above + below;
            let mut items = vec![Item::down(0.0, 0.0, whole, THIN)];
            for (cell, from, to, lines) in &placed {
                items.push(Item::down(*to, 0.0, whole, THIN));
                if let Some(line) = lines.get(n) {
                    let (from, to) = (from + PAD, to - PAD);
                    items.extend(self.draw(line, size, cell.align, from, to, above));
                }
            }
            Strip { height: whole, items }
        });
        Group { strips: strips.collect(), frame: Some((0.0, left)), ..Group::default() }
    }

    /// A table whose head is repeated on every page that it reaches.
    pub fn table(
        &mut self,
        columns: &[f32],
        head: &[Cell],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) {
        let size = self.measures.text;
        let head = Group { with_next: true, ..self.row(columns, head, size) };
        let index = self.flow.heads.len();
        self.flow.heads.push(head.clone());
        self.push(head);
        for row in rows {
            let row = Group { head: Some(index), ..self.row(columns, &row, size) };
            self.push(row);
        }
    }

    /// A row of labels, each with its value, on a grid of three: `of_three` is how much of it a
    /// field takes.
    pub fn fields(&mut self, fields: &[(&str, Vec<Span>, usize)]) {
        let size = self.measures.text;
        let label = self.label_width();
        let third = self.measures.inner() / 3.0;
        let mut columns = Vec::new();
        let mut cells = Vec::new();
        for (name, value, of_three) in fields {
            columns.extend([label, third * *of_three as f32 - label]);
            cells.extend([Cell::label(name), Cell::left(value.clone())]);
        }
        let row = self.row(&columns, &cells, size);
        self.push(row);
    }

    /// How wide the value of a field is that takes a third; on a roll, of a pair.
    pub fn third(&self) -> f32 {
        match self.measures.height {
            Some(_) => self.measures.inner() / 3.0 - self.label_width() - 2.0 * PAD,
            None => self.measures.inner() - self.label_width(),
        }
    }

    /// How wide the column of labels is.
    pub fn label_width(&self) -> f32 {
        self.width(&[bold("四字标签")], self.measures.text) + 2.0 * PAD
    }

    /// A label with its value behind it: for rolls. The value wraps below itself where that leaves
    /// it room, else below its label.
    pub fn pair(&mut self, label: &str, value: &[Span]) {
        let size = self.measures.text;
        let label = [bold(label), bold("：")];
        let inner = self.measures.inner();
        let from = self.width(&label, size);
        if from > inner * 0.3 && from + self.width(value, size) > inner {
            self.paragraph(&[&label, value].concat(), size, Align::Left);
            return;
        }
        let height = Self::line_height(size);
        let head = self.break_lines(&label, size, inner).swap_remove(0);
        let mut strips: Vec<Strip> = self
            .break_lines(value, size, inner - from)
            .iter()
            .map(|line| Strip {
                height,
                items: self.draw(line, size, Align::Left, from, inner, 0.0),
            })
            .collect();
        // Read in the order in which it is drawn.
        strips[0].items.splice(0..0, self.draw(&head, size, Align::Left, 0.0, inner, 0.0));
        self.push(Group { strips, ..Group::default() });
    }

    /// A text on the left and one on the right, on one line where both fit: for rolls. Of what does
    /// not fit, a long text wraps with the other beside its last line, a short one stays whole above
    /// it.
    pub fn spread(&mut self, left: &[Span], right: &[Span], size: f32) {
        let inner = self.measures.inner();
        let (height, room) = (Self::line_height(size), self.width(right, size));
        let gap = size * PT;
        let mut strips = Vec::new();
        let mut place = |line: &Line, align| {
            strips.push(Strip { height, items: self.draw(line, size, align, 0.0, inner, 0.0) });
        };
        let whole = self.width(left, size);
        let breaks = whole <= inner && whole + gap + room > inner;
        if room + gap < inner * 0.7 && !breaks {
            let lefts = self.break_lines(left, size, inner - room - gap);
            lefts.iter().for_each(|line| place(line, Align::Left));
            let line = self.break_lines(right, size, inner).swap_remove(0);
            let last = strips.last_mut().expect("a text has a line");
            last.items.extend(self.draw(&line, size, Align::Right, 0.0, inner, 0.0));
        } else {
            self.break_lines(left, size, inner).iter().for_each(|line| place(line, Align::Left));
            self.break_lines(right, size, inner).iter().for_each(|line| place(line, Align::Right));
        }
        self.push(Group { strips, ..Group::default() });
    }
}
