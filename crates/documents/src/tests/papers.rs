//! The samples on every paper, from the display list.

use desk_core::paper::{Offset, Paper};

use super::checks::{codes, faults, of_one_copy};
use super::random::wrong;
use super::{FONTS, first, for_each, laid, runs, sheet};
use crate::content::{Content, Fault, FeeRow, IntakeSlip, RepairVoucher};
use crate::page::{Item, Page};
use crate::paper::Measures;
use crate::{Sheet, samples};

fn copies(sheet: &Sheet) -> usize {
    if sheet.paper.is_carbonless() { 1 } else { sheet.copies.len().max(1) }
}

#[test]
fn samples_are_whole_on_every_paper() {
    for_each(|name, sheet| {
        let wrong = wrong(sheet);
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    });
}

/// As a first print; marks may take a line too many.
#[test]
fn what_should_be_one_page_is_one() {
    for_each(|name, sheet| {
        if name.ends_with("-marked") {
            return;
        }
        let is_one = match sheet.content {
            Content::Intake(_) => matches!(sheet.paper, Paper::A4 | Paper::A5 | Paper::Half),
            Content::Repair(_) => matches!(sheet.paper, Paper::A4),
            Content::Receipt(_) => true,
        };
        if is_one || sheet.paper.is_roll() {
            assert_eq!(laid(sheet).len(), copies(sheet), "{name}");
        }
    });
}

#[test]
fn every_copy_has_both_codes_on_its_first_page() {
    for_each(|name, sheet| {
        let pages = laid(sheet);
        for copy in of_one_copy(&pages, copies(sheet)) {
            let count = |page: &Page| codes(page).len();
            assert_eq!(count(&copy[0]), 2, "{name}");
            assert!(copy[1..].iter().all(|page| count(page) == 0), "{name}");
        }
    });
}

/// Rolls are printed dot by dot: a module of a fraction of a dot would be one dot wide here and two
/// there.
#[test]
fn codes_on_rolls_lie_on_whole_dots() {
    for_each(|name, sheet| {
        if !sheet.paper.is_roll() {
            return;
        }
        let measures = Measures::of(sheet.paper);
        assert_eq!(measures.dot, 0.125);
        for item in laid(sheet).iter().flat_map(|page| &page.items) {
            let Item::Fill { boxes } = item else { continue };
            for [x, _, width, _] in boxes {
                for length in [x - measures.side, *width] {
                    assert!(is_on_dot(length), "{name}: {length} mm");
                }
            }
        }
    });
}

fn is_on_dot(length: f32) -> bool {
    let dots = length / 0.125;
    (dots - dots.round()).abs() * 0.125 <= 0.001
}

#[test]
fn a_fraction_of_a_dot_is_found() {
    assert!(is_on_dot(0.0) && is_on_dot(12.125) && !is_on_dot(12.127) && !is_on_dot(0.06));
}

#[test]
fn the_modules_of_a_code_are_at_least_two_dots() {
    for_each(|name, sheet| {
        let measures = Measures::of(sheet.paper);
        for item in laid(sheet).iter().flat_map(|page| &page.items) {
            let Item::Fill { boxes } = item else { continue };
            let least = boxes.iter().map(|[_, _, width, _]| *width).fold(f32::MAX, f32::min);
            let dots = least / measures.dot;
            assert!((dots - dots.round()).abs() < 0.01 && dots > 1.9, "{name}: {dots} dots");
        }
    });
}

/// On 58 mm a long number has no room for a barcode: the QR code alone.
#[test]
fn a_long_number_has_the_qr_code_alone_on_the_narrowest_roll() {
    let slip = IntakeSlip { number: "WX-GLQXYZ-20261122-0012".into(), ..samples::intake() };
    let content = Content::Intake(Box::new(slip));
    for paper in Paper::ALL {
        let pages = laid(&sheet(&content, *paper, first()));
        let count = if *paper == Paper::Roll58 { 1 } else { 2 };
        assert_eq!(codes(&pages[0]).len(), count, "{}", paper.as_str());
        assert_eq!(faults(&FONTS.faces(), &pages[0], *paper), [""; 0], "{}", paper.as_str());
    }
}

#[test]
fn an_offset_moves_everything_by_as_much() {
    let content = Content::Receipt(Box::new(samples::receipt()));
    for paper in Paper::ALL {
        let there = sheet(&content, *paper, first());
        let moved = Sheet { offset: Offset { right: 25, down: -13 }, ..there };
        for (page, off) in laid(&there).into_iter().zip(laid(&moved)) {
            assert_eq!((page.width, page.height), (off.width, off.height));
            let expected: Vec<Item> =
                page.items.into_iter().map(|item| item.moved(2.5, -1.3)).collect();
            assert_eq!(format!("{expected:?}"), format!("{:?}", off.items));
        }
    }
}

#[test]
fn copies_name_themselves_and_one_print_of_many_names_all() {
    let content = Content::Receipt(Box::new(samples::receipt()));
    for paper in Paper::ALL {
        let sheet = sheet(&content, *paper, first());
        let pages = laid(&sheet);
        let marks: Vec<&str> = if paper.is_carbonless() {
            vec!["一式三联：存根（白） 客户（红） 记账（黄）"]
        } else {
            vec!["存根联（白）", "客户联（红）", "记账联（黄）"]
        };
        assert_eq!(pages.len(), marks.len(), "{}", paper.as_str());
        for (page, mark) in pages.iter().zip(marks) {
            let said: String = runs(page).collect();
            assert!(said.contains(mark), "{}: {mark}", paper.as_str());
        }
    }
}

/// Readers refuse pages of more than 5.08 m: a longer roll is cut, and its pieces are counted.
#[test]
fn a_roll_of_many_metres_is_cut() {
    let long = || "换过电池，开机约10分钟后显示“E6”。".repeat(450);
    let fault = Fault {
        note: long(),
        why: vec![samples::cited("B2", &long())],
        ..samples::repair().faults.swap_remove(0)
    };
    let voucher = RepairVoucher {
        complaint: long(),
        work: long(),
        faults: vec![fault; 4],
        ..samples::repair()
    };
    let slip = IntakeSlip {
        complaint: long(),
        note: long(),
        promises: vec![samples::cited("F4", &long()); 2],
        ..samples::intake()
    };
    for (content, paper) in [
        (Content::Repair(Box::new(voucher)), Paper::Roll80),
        (Content::Intake(Box::new(slip)), Paper::Roll58),
    ] {
        let sheet = sheet(&content, paper, first());
        let wrong = wrong(&sheet);
        assert!(laid(&sheet).len() > 1, "{}", paper.as_str());
        assert!(wrong.is_empty(), "{}: {wrong:#?}", paper.as_str());
    }
}

/// Forty rows and thirty parts reach several pages: the rows of each stand below a head.
#[test]
fn long_tables_repeat_their_heads() {
    let mut voucher = samples::repair();
    let row = voucher.bill.rows[0].clone();
    voucher.bill.rows =
        (1..=60).map(|n| FeeRow { name: format!("费目{n}"), ..row.clone() }).collect();
    let content = Content::Repair(Box::new(voucher));
    for paper in [Paper::A4, Paper::A5, Paper::Half] {
        let sheet = sheet(&content, paper, first());
        assert_eq!(wrong(&sheet), [""; 0], "{}", paper.as_str());
        let pages = laid(&sheet);
        assert!(pages.len() > 1);
        let is_row = |run: &&str| run.starts_with("费目");
        let mut rows = 0;
        for page in &pages {
            // They are drawn in their order.
            let above: Vec<&str> = runs(page).take_while(|run| !is_row(run)).collect();
            let here = runs(page).filter(is_row).count();
            assert!(here == 0 || above.contains(&"项目"), "on {}", paper.as_str());
            rows += here;
        }
        assert_eq!(rows, 60, "on {}", paper.as_str());
    }
}
