//! The preview: a page as SVG, drawn from the same list as the PDF. Characters are outlines of the
//! same font, so that the screen needs none.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ttf_parser::OutlineBuilder;

use crate::fonts::{Faces, Weight};
use crate::page::{Item, Page};
use crate::setting::PT;

/// Draws a page; `title` says what it is to those who do not see it.
pub(crate) fn write(faces: &Faces, page: &Page, title: &str) -> String {
    let (width, height) = (page.width, page.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{}</title>",
        escaped(title)
    );
    outlines(faces, page, &mut svg);
    put(&mut svg, format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>"));
    for item in &page.items {
        match item {
            Item::Text { x, y, size, weight, text } => {
                let scale = size * PT / 1000.0;
                put(
                    &mut svg,
                    format_args!("<g transform=\"translate({x} {y}) scale({scale} -{scale})\">"),
                );
                let mut at = 0;
                for c in text.chars() {
                    let id = glyph_id(faces, c, *weight);
                    put(&mut svg, format_args!("<use href=\"#{id}\" x=\"{at}\"/>"));
                    at += u32::from(faces.advance(c, *weight));
                }
                svg.push_str("</g>");
            }
            Item::Rule { from, to, width } => put(
                &mut svg,
                format_args!(
                    "<path d=\"M{} {}L{} {}\" stroke=\"#000\" stroke-width=\"{width}\"/>",
                    from.0, from.1, to.0, to.1
                ),
            ),
            Item::Fill { boxes } => {
                svg.push_str("<path shape-rendering=\"crispEdges\" d=\"");
                for [x, y, width, height] in boxes {
                    put(&mut svg, format_args!("M{x} {y}h{width}v{height}h-{width}z"));
                }
                svg.push_str("\"/>");
            }
        }
    }
    svg.push_str("</svg>");
    svg
}

fn put(svg: &mut String, text: std::fmt::Arguments) {
    svg.write_fmt(text).expect("a string takes any text");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn glyph_id(faces: &Faces, c: char, weight: Weight) -> String {
    format!("{}{}", if weight == Weight::Bold { 'b' } else { 'r' }, faces.glyph(c, weight).0)
}

/// Every glyph of the page, once.
fn outlines(faces: &Faces, page: &Page, svg: &mut String) {
    let mut known = BTreeSet::new();
    svg.push_str("<defs>");
    for item in &page.items {
        let Item::Text { weight, text, .. } = item else { continue };
        for c in text.chars() {
            if known.insert((*weight, faces.glyph(c, *weight))) {
                let mut path = Outline(String::new());
                faces.face(*weight).outline_glyph(faces.glyph(c, *weight), &mut path);
                let id = glyph_id(faces, c, *weight);
                put(svg, format_args!("<path id=\"{id}\" d=\"{}\"/>", path.0));
            }
        }
    }
    svg.push_str("</defs>");
}

struct Outline(String);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        put(&mut self.0, format_args!("M{x} {y}"));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        put(&mut self.0, format_args!("L{x} {y}"));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        put(&mut self.0, format_args!("Q{x1} {y1} {x} {y}"));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        put(&mut self.0, format_args!("C{x1} {y1} {x2} {y2} {x} {y}"));
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}
