//! Documents looked at with other people's tools: poppler, MuPDF, qpdf, ZBar and librsvg.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use desk_core::paper::Paper;
use desk_core::text::is_printable;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tempfile::TempDir;

use super::checks::{Area, codes};
use super::random::any_print;
use super::{FONTS, all_drawn, dense, first, for_each, hostile, laid, runs, sheet, words};
use crate::codes::plain_number;
use crate::content::{Content, IntakeSlip};
use crate::fonts::Weight;
use crate::page::{Item, Page};
use crate::paper::Measures;
use crate::setting::{PT, plain};
use crate::{Sheet, pdf, samples, svg};

/// Which Debian package has a program; `xtask/src/packages.rs` installs them.
fn package(program: &str) -> &'static str {
    match program {
        "qpdf" => "qpdf",
        "mutool" => "mupdf-tools",
        "zbarimg" => "zbar-tools",
        "rsvg-convert" => "librsvg2-bin",
        _ => "poppler-utils",
    }
}

/// Runs a program in a folder.
fn output(folder: &Path, program: &str, words: &[&str]) -> Output {
    let run = Command::new(program).args(words).current_dir(folder).output();
    run.unwrap_or_else(|error| {
        panic!("{program}: {error}; it is in the package {}", package(program))
    })
}

/// Runs a program that has to succeed, and gives back what it says.
fn said(folder: &Path, program: &str, words: &[&str]) -> String {
    let run = output(folder, program, words);
    assert!(run.status.success(), "{program} {words:?}: {run:?}");
    String::from_utf8(run.stdout).expect("it is UTF-8")
}

/// A document as file, in a folder of its own.
struct Made {
    folder: TempDir,
    pages: Vec<Page>,
}

const FILE: &str = "it.pdf";

impl Made {
    fn of(sheet: &Sheet) -> Made {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), pdf(&FONTS, sheet)).expect("there is room");
        Made { folder, pages: laid(sheet) }
    }

    fn said(&self, program: &str, words: &[&str]) -> String {
        said(self.folder.path(), program, words)
    }

    /// The text of each page.
    fn texts(&self, words: &[&str]) -> Vec<String> {
        let text = self.said("pdftotext", &[words, &["-enc", "UTF-8", FILE, "-"]].concat());
        let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
        assert_eq!(pages.pop().as_deref(), Some(""), "a page ends with a form feed");
        pages
    }

    /// What a program finds fault with.
    fn check(&self, name: &str) {
        let fonts = self.said("pdffonts", &[FILE]);
        for line in fonts.lines().skip(2) {
            let marks: Vec<&str> = line.split_whitespace().rev().collect();
            assert_eq!(marks[2..5], ["yes"; 3], "{name}: {fonts}");
        }
        assert!(fonts.lines().count() > 2, "{name}: {fonts}");
        let checked = self.said("qpdf", &["--check", FILE]);
        assert!(checked.contains("No syntax or stream encoding errors found"), "{name}: {checked}");
    }

    /// Every character and every run comes back as it was drawn.
    fn compare_texts(&self, name: &str) {
        // In the order in which they are drawn; in the order of reading, poppler takes hyphens at
        // the ends of lines away.
        let raw = self.texts(&["-raw"]);
        assert_eq!(raw.len(), self.pages.len(), "{name}");
        for (page, raw) in self.pages.iter().zip(raw) {
            let (drawn, raw) = (all_drawn(std::slice::from_ref(page)), dense(&raw));
            assert_eq!(different(&drawn, &raw), [], "{name}");
            for run in runs(page).map(dense).filter(|run| run.chars().count() > 1) {
                assert!(raw.contains(&run), "{name}: {run:?} is not in {raw}");
            }
        }
    }

    /// Words as the PDF has them, in millimetres, by pages.
    fn words(&self) -> Vec<Vec<(Area, String)>> {
        let text = self.said("pdftotext", &["-bbox", FILE, "-"]);
        let mut pages = Vec::new();
        for line in text.lines().map(str::trim) {
            if line.starts_with("<page ") {
                pages.push(Vec::new());
            } else if line.starts_with("<word ") {
                let number = |name: &str| {
                    let value = line.split_once(name).and_then(|(_, rest)| rest.split('"').nth(1));
                    value.and_then(|value| value.parse::<f32>().ok()).expect(line) * PT
                };
                let area = Area {
                    left: number("xMin"),
                    top: number("yMin"),
                    right: number("xMax"),
                    bottom: number("yMax"),
                };
                let word = line.split(['<', '>']).nth(2).unwrap_or_default().to_owned();
                pages.last_mut().expect("a page comes first").push((area, word));
            }
        }
        pages
    }

    /// Rasters all pages, in grey.
    fn rasters(&self, file: &str) -> Vec<Raster> {
        let stem = file.replace('.', "-");
        self.said("pdftoppm", &["-r", "120", "-gray", file, &stem]);
        self.numbered(&stem)
    }

    /// The pictures whose names begin with a stem, in the order of their numbers.
    fn numbered(&self, stem: &str) -> Vec<Raster> {
        let files = fs::read_dir(self.folder.path()).expect("the folder is there");
        let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
        let name =
            |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.retain(|path| name(path).starts_with(stem) && name(path).ends_with(".pgm"));
        files.sort_by_key(|path| (name(path).len(), name(path)));
        files.iter().map(|path| Raster::read(path)).collect()
    }
}

/// How dark a page is, in squares of two by two pixels: at 120 dpi programs draw thin lines and the
/// edges of letters in their own ways.
struct Raster {
    width: usize,
    dark: Vec<u32>,
}

impl Raster {
    /// Reads a PGM file.
    fn read(path: &Path) -> Raster {
        let bytes = fs::read(path).expect("it was written");
        let mut ends = bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_whitespace());
        let end = ends.nth(3).expect("a head of four numbers").0;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let head: Vec<&str> = head.split_whitespace().collect();
        assert_eq!((head[0], head[3]), ("P5", "255"), "{}", path.display());
        let width: usize = head[1].parse().expect("a width");
        let rows: Vec<&[u8]> = bytes[end + 1..].chunks(width).collect();
        let dark = |grey: &u8| 255 - u32::from(*grey);
        let squares = rows.chunks_exact(2).flat_map(|rows| {
            let pairs = rows[0].chunks_exact(2).zip(rows[1].chunks_exact(2));
            pairs.map(|(above, below)| above.iter().chain(below).map(dark).sum::<u32>() / 4)
        });
        Raster { width: width / 2, dark: squares.collect() }
    }

    /// How far two pictures of a page lie apart, from 0 to 1: the sum of all differences against
    /// that of all that is dark. Either may be a row or a column short.
    fn apart(&self, other: &Raster) -> f64 {
        let (rows, others) = (self.dark.chunks(self.width), other.dark.chunks(other.width));
        assert!(self.width.abs_diff(other.width) <= 1 && rows.len().abs_diff(others.len()) <= 1);
        let pairs = rows.zip(others).flat_map(|(row, other)| row.iter().zip(other));
        let (apart, dark) = pairs.fold((0, 0), |(apart, dark), (one, other)| {
            (apart + one.abs_diff(*other), dark + one.max(other))
        });
        f64::from(apart) / f64::from(dark.max(1))
    }

    /// The same, moved to the right and down by two squares: 0.8 mm.
    fn moved(&self) -> Raster {
        let rows = self.dark.chunks(self.width);
        let kept = rows.clone().take(rows.len() - 2);
        let kept = kept.map(|row| [&[0, 0], &row[..row.len() - 2]].concat());
        let blank = vec![0; 2 * self.width];
        Raster { width: self.width, dark: std::iter::once(blank).chain(kept).flatten().collect() }
    }
}

/// Characters that do not stand equally often in both texts.
fn different(one: &str, other: &str) -> Vec<(char, i32)> {
    let mut counts: BTreeMap<char, i32> = BTreeMap::new();
    one.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    other.chars().for_each(|c| *counts.entry(c).or_default() -= 1);
    counts.into_iter().filter(|(_, count)| *count != 0).collect()
}

#[test]
fn files_are_clean_small_and_as_large_as_their_paper() {
    for_each(|name, sheet| {
        let made = Made::of(sheet);
        made.check(name);
        let size = fs::metadata(made.folder.path().join(FILE)).expect("it was written").len();
        assert!(size <= 150_000, "{name}: {size} bytes");
        let info = made.said("pdfinfo", &["-f", "1", "-l", "999", FILE]);
        let sizes: Vec<(f32, f32)> = info
            .lines()
            .filter(|line| line.starts_with("Page ") && line.contains(" size: "))
            .map(|line| {
                let numbers = line.split_once("size:").expect(line).1.split_whitespace();
                let mut numbers = numbers.filter_map(|word| word.parse::<f32>().ok());
                (numbers.next().expect(line) * PT, numbers.next().expect(line) * PT)
            })
            .collect();
        assert_eq!(sizes.len(), made.pages.len(), "{name}: {info}");
        let (width, height) = match sheet.paper {
            Paper::A4 => (210.0, Some(297.0)),
            Paper::A5 => (210.0, Some(148.0)),
            Paper::Half => (241.0, Some(139.7)),
            Paper::Third => (241.0, Some(93.1)),
            Paper::Roll80 => (80.0, None),
            Paper::Roll58 => (58.0, None),
        };
        for ((wide, high), page) in sizes.iter().zip(&made.pages) {
            assert!((wide - width).abs() < 0.05, "{name}: {wide}");
            assert!((high - height.unwrap_or(page.height)).abs() < 0.05, "{name}: {high}");
        }
    });
}

#[test]
fn every_text_comes_back() {
    for_each(|name, sheet| Made::of(sheet).compare_texts(name));
}

/// No word outside what can be printed, none in the margins with the holes, and none on another.
#[test]
fn words_lie_inside_and_beside_each_other() {
    for_each(|name, sheet| {
        let made = Made::of(sheet);
        let measures = Measures::of(sheet.paper);
        if sheet.paper.is_carbonless() {
            assert!(measures.side >= 12.7);
        }
        for (page, words) in made.pages.iter().zip(made.words()) {
            for (index, (area, word)) in words.iter().enumerate() {
                let inside = area.left >= measures.side - 0.1
                    && area.right <= page.width - measures.side + 0.1
                    && area.top >= measures.end - 0.1
                    && area.bottom <= page.height - measures.end + 0.1;
                assert!(inside, "{name}: {word} at {area:?}");
                for (other, beside) in &words[index + 1..] {
                    assert!(
                        !overlap(area, other),
                        "{name}: {word} and {beside}, {area:?} {other:?}"
                    );
                }
            }
        }
    });
}

fn overlap(one: &Area, other: &Area) -> bool {
    one.right.min(other.right) - one.left.max(other.left) > 0.1
        && one.bottom.min(other.bottom) - one.top.max(other.top) > 0.1
}

/// Two pictures of a page are less far apart than this, and a page farther from one that is moved by
/// 0.8 mm.
const APART: f64 = 0.4;

#[test]
fn poppler_mupdf_and_the_preview_draw_the_same() {
    for_each(|name, sheet| {
        let made = Made::of(sheet);
        let folder = made.folder.path();
        let poppler = made.rasters(FILE);
        made.said("mutool", &["draw", "-q", "-r", "120", "-c", "gray", "-o", "mupdf-%d.pgm", FILE]);
        let mupdf = made.numbered("mupdf");
        let previews = svg(&FONTS, sheet);
        assert_eq!([poppler.len(), mupdf.len(), previews.len()], [made.pages.len(); 3], "{name}");
        for (index, preview) in previews.iter().enumerate() {
            fs::write(folder.join("it.svg"), preview).expect("there is room");
            made.said("rsvg-convert", &["-f", "pdf", "-o", "preview.pdf", "it.svg"]);
            let preview = made.rasters("preview.pdf").swap_remove(0);
            let page = &poppler[index];
            for (other, what) in [(&mupdf[index], "mupdf"), (&preview, "preview")] {
                let apart = page.apart(other);
                assert!(apart < APART, "{name} page {}: {what} {apart}", index + 1);
            }
            assert!(page.apart(&page.moved()) > 1.25 * APART, "{name}");
        }
    });
}

/// Eight dots to a millimetre, as printers of "203 dpi" have them.
const DOTS: &str = "203.2";

/// What ZBar reads on the first page, rastered in one bit.
fn scanned(made: &Made, resolution: &str) -> Vec<String> {
    made.said(
        "pdftoppm",
        &["-r", resolution, "-mono", "-f", "1", "-l", "1", "-singlefile", FILE, "dots"],
    );
    let read = made.said("zbarimg", &["--quiet", "--nodbus", "dots.pbm"]);
    let mut read: Vec<String> = read.lines().map(str::to_owned).collect();
    read.sort();
    read
}

fn number(content: &Content) -> &str {
    match content {
        Content::Intake(slip) => &slip.number,
        Content::Repair(voucher) => &voucher.number,
        Content::Receipt(receipt) => &receipt.number,
    }
}

/// The codes are read from the first page, rastered in several ways.
fn assert_scanned(name: &str, sheet: &Sheet, resolutions: &[&str]) {
    let made = Made::of(sheet);
    let number = plain_number(number(sheet.content));
    let mut expected = vec![format!("CODE-128:{number}"), format!("QR-Code:{number}")];
    expected.drain(..2 - codes(&made.pages[0]).len());
    for resolution in resolutions {
        assert_eq!(scanned(&made, resolution), expected, "{name} at {resolution} dpi");
    }
}

#[test]
fn both_codes_are_read_from_black_and_white_dots() {
    for_each(|name, sheet| match sheet.paper.is_carbonless() {
        true => assert_scanned(name, sheet, &["180", "203"]),
        false => assert_scanned(name, sheet, &["203", DOTS]),
    });
}

#[test]
fn the_longest_numbers_are_read() {
    for number in ["WX-GLQXYZ-20261122-0012", "TS-WWWWWW-20261122-9999"] {
        let slip = IntakeSlip { number: number.into(), ..samples::intake() };
        let content = Content::Intake(Box::new(slip));
        for paper in Paper::ALL {
            let dots = if paper.is_carbonless() { "180" } else { DOTS };
            let name = format!("{number} on {}", paper.as_str());
            assert_scanned(&name, &sheet(&content, *paper, first()), &[dots]);
        }
    }
}

/// All printable characters, in both weights; those that share a glyph too.
#[test]
fn every_printable_character_comes_back() {
    let all: Vec<char> = ('\0'..=char::MAX)
        .filter(|c| is_printable(*c) && !plain(c.to_string()).text.trim().is_empty())
        .collect();
    let faces = FONTS.faces();
    let mut of_glyph: BTreeMap<u16, Vec<char>> = BTreeMap::new();
    for c in &all {
        of_glyph.entry(faces.glyph(*c, Weight::Regular).0).or_default().push(*c);
    }
    let shared: Vec<char> = of_glyph.into_values().filter(|all| all.len() > 1).flatten().collect();
    assert!("一⼀①➀–‒".chars().all(|c| shared.contains(&c)), "{shared:?}");
    // What shares a glyph first, so that it stands in one document.
    let rest = all.iter().filter(|c| !shared.contains(c));
    let all: Vec<char> = shared.iter().chain(rest).copied().collect();
    for (index, chars) in all.chunks(8000).enumerate() {
        let text = String::from_iter(chars);
        let slip = IntakeSlip { complaint: text.clone(), note: text, ..samples::intake() };
        let content = Content::Intake(Box::new(slip));
        let made = Made::of(&sheet(&content, Paper::A4, first()));
        made.check(&format!("characters {index}"));
        made.compare_texts(&format!("characters {index}"));
    }
}

#[test]
fn hostile_texts_come_back_as_texts() {
    for (index, text) in hostile::TEXTS.iter().enumerate() {
        let paper = if text.len() < 1000 { Paper::A5 } else { Paper::A4 };
        for content in hostile::contents(text) {
            let name = format!("{index} on {}", paper.as_str());
            let sheet = sheet(&content, paper, hostile::marks(text));
            let made = Made::of(&sheet);
            made.check(&name);
            made.compare_texts(&name);
            // One that is no XML would be refused.
            let preview = svg(&FONTS, &sheet).swap_remove(0);
            fs::write(made.folder.path().join("it.svg"), preview).expect("there is room");
            made.said("rsvg-convert", &["-f", "pdf", "-o", "preview.pdf", "it.svg"]);
        }
    }
}

#[test]
fn the_words_stand_in_the_files() {
    let wrong = words::wrong(|sheet| Made::of(sheet).texts(&["-raw"]).concat());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Some of the documents by chance.
#[test]
fn documents_by_chance_are_clean_and_come_back() {
    let mut runner = TestRunner::new(ProptestConfig::with_cases(60));
    let run = runner.run(&any_print(), |print| {
        let made = Made::of(&print.sheet());
        made.check("by chance");
        made.compare_texts("by chance");
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
}

/// Pictures of all layouts, for people to look at: build output.
#[test]
fn pictures() {
    let program = std::env::current_exe().expect("a program");
    // <target>/debug/deps/program
    let target = program.ancestors().nth(3).expect("a target folder");
    let folder = target.join("pictures");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for_each(|name, sheet| {
        let made = Made::of(sheet);
        for page in 1..=made.pages.len() {
            let to = folder.join(format!("{name}-{page}"));
            let (to, page) = (to.to_str().expect("a name"), page.to_string());
            made.said(
                "pdftoppm",
                &["-r", "110", "-png", "-f", &page, "-l", &page, "-singlefile", FILE, to],
            );
        }
    });
    println!("{}", folder.display());
}

mod the_checks_fire {
    use super::*;

    #[test]
    fn on_words_and_characters() {
        let area = |left: f32, top: f32| Area { left, top, right: left + 3.0, bottom: top + 3.0 };
        assert!(overlap(&area(0.0, 0.0), &area(2.8, 2.8)));
        assert!(!overlap(&area(0.0, 0.0), &area(2.95, 0.0)));
        assert_eq!(different("一二二", "二一三"), [('三', -1), ('二', 1)]);
        assert_eq!(different("一二", "二一"), []);
    }

    /// A page that is not what was laid out: a word moved, a rule missing, a text changed.
    #[test]
    fn on_another_page() {
        let content = Content::Receipt(Box::new(samples::receipt()));
        let sheet = sheet(&content, Paper::Half, first());
        let mut made = Made::of(&sheet);
        let text = made.pages[0].items.iter_mut().find_map(|item| match item {
            Item::Text { text, .. } if text.contains('䶮') => Some(text),
            _ => None,
        });
        *text.expect("the name is drawn") = "龑龙珺".into();
        let compared = std::panic::catch_unwind(|| made.compare_texts("changed"));
        assert!(compared.is_err());
    }
}
