//! The page to calibrate a printer by.

use desk_core::paper::{Offset, Paper};

use super::{FONTS, all_drawn};
use crate::page::Item;
use crate::paper::Measures;
use crate::test_page::{CROSS, lay_out};

#[test]
fn everything_stands_within_what_can_be_printed_and_moves_with_the_offset() {
    for paper in Paper::ALL {
        let page = lay_out(*paper, Offset::default());
        let measures = Measures::of(*paper);
        let inside = |(x, y): (f32, f32)| {
            (measures.side..=page.width - measures.side).contains(&x)
                && (measures.end..=page.height - measures.end).contains(&y)
        };
        let faces = FONTS.faces();
        for item in &page.items {
            match item {
                Item::Rule { from, to, .. } => {
                    assert!(inside(*from) && inside(*to), "{paper:?} {item:?}")
                }
                Item::Text { x, y, size, weight, text } => {
                    let units: u32 =
                        text.chars().map(|c| u32::from(faces.advance(c, *weight))).sum();
                    let end = x + units as f32 / 1000.0 * size * crate::setting::PT;
                    assert!(inside((*x, *y)) && inside((end, *y)), "{paper:?} {item:?}");
                }
                Item::Fill { .. } => panic!("there is none"),
            }
        }
        let moved = lay_out(*paper, Offset { right: 15, down: -20 });
        let cross = |right: f32, down: f32| {
            let from = (CROSS - 8.0 + right, CROSS + down);
            move |item: &Item| {
                matches!(item, Item::Rule { from: at, .. } if
                (at.0 - from.0).abs() < 0.001 && (at.1 - from.1).abs() < 0.001)
            }
        };
        assert!(page.items.iter().any(cross(0.0, 0.0)));
        assert!(moved.items.iter().any(cross(1.5, -2.0)));
        let drawn = all_drawn(&[moved]);
        assert!(drawn.contains("右移1.5") && drawn.contains("下移-2.0"), "{drawn}");
    }
}

#[test]
fn it_is_a_pdf_and_the_same_again() {
    let at = crate::samples::at("2026-11-24T15:30:00+08:00");
    let page = || crate::test_page(&FONTS, Paper::Roll58, Offset::default(), at);
    assert!(page().starts_with(b"%PDF"));
    assert!(page() == page());
}
