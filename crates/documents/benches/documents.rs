//! What a document costs: an A5 voucher and a receipt of 80 mm, against cutting the same two fonts
//! to the same characters and writing them with one empty page; and what memory they take.
//!
//! Both sides are measured in the same run, turn by turn, and the medians are compared.

#[path = "../samples.rs"]
mod samples;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use desk_core::paper::{Offset, Paper};
use desk_documents::content::Content;
use desk_documents::{Fonts, Marks, Sheet, pdf, svg};
use printpdf::{
    Codepoint, FontId, FontMetrics, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfSaveOptions, Pt, TextItem,
};
use subsetter::GlyphRemapper;

const TURNS: usize = 60;
const DOCUMENTS: usize = 1000;

fn main() {
    memory();
    let fonts = load();
    let voucher = Content::Repair(Box::new(samples::repair()));
    let receipt = Content::Receipt(Box::new(samples::receipt()));
    ratio("A5 voucher", &fonts, &voucher, Paper::A5);
    ratio("80 mm receipt", &fonts, &receipt, Paper::Roll80);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")
}

fn load() -> Fonts {
    Fonts::load(&folder()).expect("the fonts")
}

fn sheet(content: &Content, paper: Paper) -> Sheet<'_> {
    Sheet {
        content,
        paper,
        copies: &[],
        offset: Offset::default(),
        marks: Marks {
            printed_at: samples::at("2026-11-24T15:30:00+08:00"),
            reprint: 0,
            edition: 1,
            voided: None,
            practice: false,
        },
    }
}

fn ratio(name: &str, fonts: &Fonts, content: &Content, paper: Paper) {
    let sheet = sheet(content, paper);
    let files = ["Regular", "Bold"]
        .map(|weight| fs::read(folder().join(format!("NotoSansSC-{weight}.ttf"))).expect("a font"));
    let glyphs = glyphs(&svg(fonts, &sheet).concat());
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let begin = Instant::now();
        black_box(pdf(fonts, &sheet));
        ours.push(begin.elapsed());
        let begin = Instant::now();
        black_box(empty_page(&files, &glyphs));
        bare.push(begin.elapsed());
    }
    let (ours, bare) = (median(ours), median(bare));
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!(
        "measured\t{name}\t{ours:.2?}\tits fonts and an empty page\t{bare:.2?}\t{ratio:.3}\t×"
    );
}

/// The fonts cut to these glyphs, in a document of one page with nothing on it but a space of each,
/// for printpdf leaves out a font that is not used.
fn empty_page(files: &[Vec<u8>; 2], glyphs: &[Vec<u16>; 2]) -> Vec<u8> {
    let mut empty = PdfDocument::new("empty");
    let mut ops = vec![Op::StartTextSection];
    for (index, (file, glyphs)) in files.iter().zip(glyphs).enumerate() {
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs {
            remapper.remap(*glyph);
        }
        let bytes = subsetter::subset(file, 0, &remapper).expect("a subset");
        let metrics = FontMetrics { ascent: 880, descent: -120 };
        let widths = BTreeMap::from([(1, 1000)]);
        let texts = BTreeMap::from([(32, 1)]);
        let font = ParsedFont::with_glyph_data(bytes, 0, None, texts, widths, 1000, metrics);
        let id = FontId(format!("FONT{index}"));
        empty.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
        ops.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(9.0) });
        let space = Codepoint::with_cid(1, 0.0, " ".to_owned());
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(vec![space])] });
    }
    ops.push(Op::EndTextSection);
    empty.pages = vec![PdfPage::new(Mm(210.0), Mm(148.0), ops)];
    empty.save(&PdfSaveOptions::default(), &mut Vec::new())
}

/// The glyphs that the pages use of either face: the preview defines each once.
fn glyphs(pages: &str) -> [Vec<u16>; 2] {
    ["<path id=\"r", "<path id=\"b"].map(|begins| {
        let ids = pages.split(begins).skip(1);
        ids.map(|rest| rest.split('"').next().unwrap_or_default().parse().expect("a glyph"))
            .collect()
    })
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// What printing takes over what the process has before it, fonts included, and what a thousand
/// documents leave behind. Only where the system tells (Linux).
fn memory() {
    let Some(before) = kilobytes("VmRSS:") else { return };
    let content = Content::Repair(Box::new(samples::repair()));
    // As a print does: the fonts are loaded for it.
    black_box(pdf(&load(), &sheet(&content, Paper::A5)));
    let mb = |kilobytes: u64| kilobytes as f64 / 1024.0;
    let peak = kilobytes("VmHWM:").unwrap_or_default().saturating_sub(before);
    let fonts = load();
    let again = || {
        black_box(pdf(&fonts, &sheet(&content, Paper::A5)));
    };
    (0..DOCUMENTS / 10).for_each(|_| again());
    let begin = kilobytes("VmRSS:").unwrap_or_default();
    (0..DOCUMENTS).for_each(|_| again());
    let grown = kilobytes("VmRSS:").unwrap_or_default().saturating_sub(begin);
    println!("measured\tmemory of a print\t\t\t\t{:.3}\tMB", mb(peak));
    println!("measured\tmemory kept after 1,000 documents\t\t\t\t{:.3}\tMB", mb(grown));
}

fn kilobytes(of: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(of))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
