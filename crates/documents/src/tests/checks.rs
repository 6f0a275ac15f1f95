//! What must hold for every page, told from the display list: nothing overlaps, nothing lies
//! outside what can be printed, lines of tables cross no text, codes keep their quiet zones, and no
//! line begins or ends with a mark that may not stand there.

use desk_core::paper::Paper;
use unicode_linebreak::linebreaks;

use crate::fonts::{Faces, Weight};
use crate::page::{Item, Page};
use crate::paper::Measures;
use crate::setting::{PT, Span, width};

/// Marks that begin no line, and those that end none.
pub const CLOSING: &str = "，。、；：！？）》”";
pub const OPENING: &str = "（《“";

/// What two things may share without being seen, in millimetres.
const TOLERANCE: f32 = 0.05;

/// A part of a page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    fn overlaps(&self, other: &Area) -> bool {
        self.right.min(other.right) - self.left.max(other.left) > TOLERANCE
            && self.bottom.min(other.bottom) - self.top.max(other.top) > TOLERANCE
    }

    fn is_within(&self, other: &Area) -> bool {
        self.left >= other.left - TOLERANCE
            && self.right <= other.right + TOLERANCE
            && self.top >= other.top - TOLERANCE
            && self.bottom <= other.bottom + TOLERANCE
    }
}

/// A line of text on a page: runs that touch each other.
#[derive(Debug)]
struct Line {
    area: Area,
    text: String,
}

/// What of a page can be printed on.
fn printable(page: &Page, paper: Paper) -> Area {
    let Measures { side, end, .. } = Measures::of(paper);
    Area { left: side, top: end, right: page.width - side, bottom: page.height - end }
}

/// Where a text lies: as wide as its advances, 0.88 above and 0.12 below its base line.
pub fn area(faces: &Faces, x: f32, y: f32, size: f32, weight: Weight, text: &str) -> Area {
    let em = size * PT;
    let span = Span { weight, text: text.to_owned() };
    Area {
        left: x,
        top: y - 0.88 * em,
        right: x + width(faces, &[span], size),
        bottom: y + 0.12 * em,
    }
}

fn texts<'a>(faces: &Faces, page: &'a Page) -> Vec<(Area, &'a str)> {
    let mut texts: Vec<(Area, &str)> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text { x, y, size, weight, text } => {
                Some((area(faces, *x, *y, *size, *weight, text), text.as_str()))
            }
            _ => None,
        })
        .collect();
    texts.sort_by(|(a, _), (b, _)| a.top.total_cmp(&b.top));
    texts
}

/// The codes of a page, each with its quiet zone. One whose boxes are all of one height and side by
/// side is a barcode.
pub fn codes(page: &Page) -> Vec<(Area, Area)> {
    let boxes = page.items.iter().filter_map(|item| match item {
        Item::Fill { boxes } => Some(boxes),
        _ => None,
    });
    boxes
        .map(|boxes| {
            let least = |of: fn(&[f32; 4]) -> f32| boxes.iter().map(of).fold(f32::MAX, f32::min);
            let most = |of: fn(&[f32; 4]) -> f32| boxes.iter().map(of).fold(f32::MIN, f32::max);
            let dark = Area {
                left: least(|[x, ..]| *x),
                top: least(|[_, y, ..]| *y),
                right: most(|[x, _, width, _]| x + width),
                bottom: most(|[_, y, _, height]| y + height),
            };
            let is_barcode = boxes.iter().all(|[_, y, ..]| *y == boxes[0][1]);
            let module = least(|[_, _, width, _]| *width);
            let (beside, above) =
                if is_barcode { (10.0 * module, 0.0) } else { (4.0 * module, 4.0 * module) };
            let quiet = Area {
                left: dark.left - beside,
                top: dark.top - above,
                right: dark.right + beside,
                bottom: dark.bottom + above,
            };
            (dark, quiet)
        })
        .collect()
}

/// All that is wrong with a page.
pub fn faults(faces: &Faces, page: &Page, paper: Paper) -> Vec<String> {
    let inside = printable(page, paper);
    let texts = texts(faces, page);
    let mut faults = Vec::new();
    for (index, (area, text)) in texts.iter().enumerate() {
        if !area.is_within(&inside) {
            faults.push(format!("outside: {text:?} {area:?}"));
        }
        for (other, beside) in &texts[index + 1..] {
            if other.top > area.bottom {
                break;
            }
            if area.overlaps(other) {
                faults.push(format!("overlap: {text:?} {area:?} and {beside:?} {other:?}"));
            }
        }
    }
    let codes = codes(page);
    for (index, (dark, quiet)) in codes.iter().enumerate() {
        if !dark.is_within(&inside) {
            faults.push(format!("outside: a code {dark:?}"));
        }
        let others = codes.iter().enumerate().filter(|(other, _)| *other != index);
        let near = others.map(|(_, (dark, _))| (dark, "a code"));
        for (area, what) in texts.iter().map(|(area, text)| (area, *text)).chain(near) {
            if quiet.overlaps(area) {
                faults.push(format!("in a quiet zone: {what:?} {area:?} in {quiet:?}"));
            }
        }
    }
    for item in &page.items {
        let Item::Rule { from, to, .. } = item else { continue };
        let rule = Area {
            left: from.0.min(to.0),
            top: from.1.min(to.1),
            right: from.0.max(to.0),
            bottom: from.1.max(to.1),
        };
        if !rule.is_within(&inside) {
            faults.push(format!("outside: a rule {rule:?}"));
        }
        if codes.iter().any(|(_, quiet)| crosses(&rule, quiet)) {
            faults.push(format!("in a quiet zone: a rule {rule:?}"));
        }
        for (area, text) in texts.iter().filter(|(area, _)| crosses(&rule, area)) {
            faults.push(format!("crossed: {text:?} {area:?} by {rule:?}"));
        }
    }
    faults
}

/// Whether a line, which has no width, runs through an area.
fn crosses(rule: &Area, area: &Area) -> bool {
    rule.left < area.right - TOLERANCE
        && rule.right > area.left + TOLERANCE
        && rule.top < area.bottom - TOLERANCE
        && rule.bottom > area.top + TOLERANCE
}

/// The lines of a page, from its runs in their order: a run goes on where the one before ended.
fn lines(faces: &Faces, page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for item in &page.items {
        let Item::Text { x, y, size, weight, text } = item else { continue };
        let area = area(faces, *x, *y, *size, *weight, text);
        match lines.last_mut() {
            Some(line)
                if (line.area.right - area.left).abs() < 0.02 && line.area.top == area.top =>
            {
                line.area.right = area.right;
                line.text += text;
            }
            _ => lines.push(Line { area, text: text.clone() }),
        }
    }
    lines
}

/// Lines of a page that begin or end with a mark that may not stand there. Allowed is only what no
/// breaking could avoid: a word wider than its line. On a page that goes on, the line above the
/// first is not known.
pub fn bad_breaks(faces: &Faces, page: &Page, goes_on: bool) -> Vec<String> {
    let lines = lines(faces, page);
    let follows = |above: &Line, below: &Line| {
        let height = above.area.bottom - above.area.top;
        let down = below.area.top - above.area.top;
        let (left, right) =
            (above.area.left - below.area.left, above.area.right - below.area.right);
        down > 0.5 * height
            && down < 1.6 * height
            && [left, right, left + right].iter().any(|off| off.abs() < 0.02)
    };
    let mut bad = Vec::new();
    for line in lines.iter().filter(|line| line.text.starts_with(is_closing)) {
        let above = lines.iter().find(|above| follows(above, line));
        if !above.map_or(goes_on, |above| is_unbreakable(&above.text)) {
            bad.push(format!("begins: {:?} after {:?}", line.text, above.map(|line| &line.text)));
        }
    }
    for line in lines.iter().filter(|line| line.text.ends_with(is_opening)) {
        if !is_unbreakable(&line.text) {
            bad.push(format!("ends: {:?}", line.text));
        }
    }
    bad
}

pub fn is_closing(c: char) -> bool {
    CLOSING.contains(c)
}

pub fn is_opening(c: char) -> bool {
    OPENING.contains(c)
}

/// A text that can be broken nowhere.
pub fn is_unbreakable(text: &str) -> bool {
    linebreaks(text).count() == 1
}

/// The pages of one copy of a document.
pub fn of_one_copy(pages: &[Page], copies: usize) -> impl Iterator<Item = &[Page]> {
    pages.chunks(pages.len() / copies)
}

mod the_checks_fire {
    use super::*;
    use crate::tests::FONTS;

    fn text(x: f32, y: f32, text: &str) -> Item {
        Item::Text { x, y, size: 10.0, weight: Weight::Regular, text: text.into() }
    }

    fn found(items: Vec<Item>) -> Vec<String> {
        let page = Page { width: 210.0, height: 297.0, items };
        let faces = FONTS.faces();
        let mut found = faults(&faces, &page, Paper::A4);
        found.extend(bad_breaks(&faces, &page, false));
        found.iter().map(|fault| fault.split(':').next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn on_texts() {
        let em = 10.0 * PT;
        assert!(
            found(vec![text(20.0, 20.0, "一二"), text(20.0 + 2.0 * em, 20.0, "三")]).is_empty()
        );
        assert_eq!(
            found(vec![text(20.0, 20.0, "一二"), text(20.0 + 1.9 * em, 20.0, "三")]),
            ["overlap"]
        );
        assert_eq!(
            found(vec![text(20.0, 20.0, "一"), text(20.0, 20.0 + 0.9 * em, "二")]),
            ["overlap"]
        );
        assert!(found(vec![text(12.0, 20.0, "一"), text(198.0 - em, 20.0, "二")]).is_empty());
        for (x, y) in [(11.9, 20.0), (198.1 - em, 20.0), (20.0, 10.0), (20.0, 287.0)] {
            assert_eq!(found(vec![text(x, y, "一")]), ["outside"], "{x} {y}");
        }
    }

    #[test]
    fn on_rules_and_codes() {
        let rule = |y: f32| Item::across(15.0, 30.0, y, 0.2);
        assert!(found(vec![text(20.0, 20.0, "一"), rule(20.5)]).is_empty());
        assert_eq!(found(vec![text(20.0, 20.0, "一"), rule(19.0)]), ["crossed"]);
        assert_eq!(found(vec![Item::down(20.0, 9.0, 20.0, 0.2)]), ["outside"]);
        let barcode =
            |x: f32| Item::Fill { boxes: vec![[x, 30.0, 0.5, 9.0], [x + 20.0, 30.0, 1.0, 9.0]] };
        assert!(
            found(vec![barcode(20.0), text(46.1, 35.0, "一"), text(20.0, 43.0, "二")]).is_empty()
        );
        assert_eq!(found(vec![barcode(20.0), text(45.9, 35.0, "一")]), ["in a quiet zone"]);
        assert_eq!(found(vec![barcode(11.0)]), ["outside"]);
        let qr = Item::Fill { boxes: vec![[20.0, 30.0, 0.5, 0.5], [30.0, 40.0, 1.0, 0.5]] };
        assert_eq!(found(vec![qr.clone(), text(20.0, 44.0, "一")]), ["in a quiet zone"]);
        assert_eq!(found(vec![qr, rule(28.5)]), ["in a quiet zone"]);
    }

    #[test]
    fn on_bad_breaks() {
        let below = 20.0 + 1.36 * 10.0 * PT;
        assert!(found(vec![text(20.0, 20.0, "一二，"), text(20.0, below, "三")]).is_empty());
        assert_eq!(found(vec![text(20.0, 20.0, "一二"), text(20.0, below, "，三")]), ["begins"]);
        assert_eq!(found(vec![text(20.0, 20.0, "一二（"), text(20.0, below, "三")]), ["ends"]);
        // Nothing else could be done with a long word.
        assert!(found(vec![text(20.0, 20.0, "ABCDEFG"), text(20.0, below, "，三")]).is_empty());
    }
}
