//! The display list: what stands where on a page. The PDF and the preview are drawn from it.

use crate::fonts::{BOX, Faces, Weight};
use crate::setting::{Line, PT};

/// A page. Lengths in millimetres from its upper left corner.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A text on one line. `y` is its base line, `size` is in points.
    Text { x: f32, y: f32, size: f32, weight: Weight, text: String },
    /// A line.
    Rule { from: (f32, f32), to: (f32, f32), width: f32 },
    /// Black boxes: the modules of a code, each with its corner, width and height.
    Fill { boxes: Vec<[f32; 4]> },
}

impl Item {
    /// The same, elsewhere.
    pub fn moved(mut self, right: f32, down: f32) -> Item {
        match &mut self {
            Item::Text { x, y, .. } => {
                *x += right;
                *y += down;
            }
            Item::Rule { from, to, .. } => {
                for point in [from, to] {
                    point.0 += right;
                    point.1 += down;
                }
            }
            Item::Fill { boxes } => {
                for [x, y, ..] in boxes {
                    *x += right;
                    *y += down;
                }
            }
        }
        self
    }

    /// A horizontal line.
    pub fn across(x1: f32, x2: f32, y: f32, width: f32) -> Item {
        Item::Rule { from: (x1, y), to: (x2, y), width }
    }

    /// A vertical line.
    pub fn down(x: f32, y1: f32, y2: f32, width: f32) -> Item {
        Item::Rule { from: (x, y1), to: (x, y2), width }
    }
}

/// Draws a line of text with its left end at `x`, on the base line `y`.
pub(crate) fn text(faces: &Faces, line: &Line, x: f32, y: f32, size: f32, into: &mut Vec<Item>) {
    let em = size * PT;
    let mut at = x;
    let mut run: Option<(f32, Weight, String)> = None;
    let flush = |run: &mut Option<(f32, Weight, String)>, into: &mut Vec<Item>| {
        if let Some((x, weight, text)) = run.take() {
            into.push(Item::Text { x, y, size, weight, text });
        }
    };
    for (c, weight) in &line.chars {
        if *c == BOX {
            flush(&mut run, into);
            tick_box(at, y, em, into);
        } else {
            if run.as_ref().is_some_and(|(_, of, _)| of != weight) {
                flush(&mut run, into);
            }
            run.get_or_insert_with(|| (at, *weight, String::new())).2.push(*c);
        }
        at += f32::from(faces.advance(*c, *weight)) / 1000.0 * em;
    }
    flush(&mut run, into);
}

/// A box to tick with its left end at `x` on the base line `y`.
fn tick_box(x: f32, y: f32, em: f32, into: &mut Vec<Item>) {
    let (left, right) = (x + 0.08 * em, x + 0.92 * em);
    let (top, bottom) = (y - 0.8 * em, y + 0.04 * em);
    let width = 0.06 * em;
    into.push(Item::across(left, right, top, width));
    into.push(Item::across(left, right, bottom, width));
    into.push(Item::down(left, top, bottom, width));
    into.push(Item::down(right, top, bottom, width));
}
