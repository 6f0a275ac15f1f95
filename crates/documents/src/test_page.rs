//! A page to calibrate a printer by: what stands where is known, so that a ruler tells how far off
//! the printer is.

use desk_core::paper::{Offset, Paper};

use crate::fonts::Weight;
use crate::page::{Item, Page};
use crate::paper::Measures;

/// How far the crosshair is from the left and the upper edge of the paper, in millimetres. Within
/// every paper, and outside the holes of continuous paper.
pub(crate) const CROSS: f32 = 25.0;
/// How long the page of a roll is, in millimetres.
const ROLL: f32 = 90.0;
/// How long each arm of the crosshair is, in millimetres.
const ARM: f32 = 8.0;
/// A fine line, in millimetres.
const FINE: f32 = 0.15;

/// The page: a frame around what can be printed, a crosshair, and millimetre marks along two lines
/// through it, which say how far each is from its edge.
pub(crate) fn lay_out(paper: Paper, offset: Offset) -> Page {
    let measures = Measures::of(paper);
    let (width, height) = (measures.width, measures.height.unwrap_or(ROLL));
    let (left, right) = (measures.side, width - measures.side);
    let (top, bottom) = (measures.end, height - measures.end);
    let mut items = vec![
        Item::across(left, right, top, FINE),
        Item::across(left, right, bottom, FINE),
        Item::down(left, top, bottom, FINE),
        Item::down(right, top, bottom, FINE),
        Item::across(CROSS - ARM, CROSS + ARM, CROSS, 2.0 * FINE),
        Item::down(CROSS, CROSS - ARM, CROSS + ARM, 2.0 * FINE),
    ];
    let size = measures.small;
    let text =
        |x: f32, y: f32, text: String| Item::Text { x, y, size, weight: Weight::Regular, text };
    // Marks from the crosshair on, every millimetre, longer at 5 and 10.
    let length = |at: u16| match at {
        at if at % 10 == 0 => 3.0,
        at if at % 5 == 0 => 2.0,
        _ => 1.2,
    };
    let edge = CROSS as u16;
    for at in edge..=right as u16 {
        let x = f32::from(at);
        items.push(Item::down(x, CROSS, CROSS + length(at), FINE));
        if at % 10 == 0 && at > edge + 8 && x + 4.0 < right {
            items.push(text(x - 1.5, CROSS + 6.5, at.to_string()));
        }
    }
    for at in edge..=bottom as u16 {
        let y = f32::from(at);
        items.push(Item::across(CROSS, CROSS + length(at), y, FINE));
        if at % 10 == 0 && at > edge + 8 && y + 2.0 < bottom {
            items.push(text(CROSS + 3.8, y + 1.0, at.to_string()));
        }
    }
    let lines = [
        format!("测试页 {}", paper.as_str()),
        format!("离左边 {CROSS}"),
        format!("离上边 {CROSS}"),
        format!("右移 {}", millimetres(offset.right)),
        format!("下移 {}", millimetres(offset.down)),
        "单位毫米".to_owned(),
    ];
    let step = 5.0;
    items.extend(lines.into_iter().zip(0_u8..).map(|(line, nth)| {
        let weight = if nth == 0 { Weight::Bold } else { Weight::Regular };
        let y = CROSS + 14.0 + f32::from(nth) * step;
        Item::Text { x: CROSS + 9.0, y, size, weight, text: line }
    }));
    let (right, down) = (offset.right as f32 / 10.0, offset.down as f32 / 10.0);
    let items = items.into_iter().map(|item| item.moved(right, down)).collect();
    Page { width, height, items }
}

/// Tenths of a millimetre as millimetres.
fn millimetres(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}
