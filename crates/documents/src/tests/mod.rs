//! Documents on every paper, checked on the display list wherever they are built, and with other
//! people's tools on Linux (`tools`).

mod checks;
mod hostile;
mod papers;
mod printable;
mod random;
mod same;
mod shown;
mod test_page;
#[cfg(target_os = "linux")]
mod tools;
mod words;

use std::path::Path;
use std::sync::LazyLock;

use desk_core::paper::{Copy, Offset, Paper, PrintSettings};

use crate::content::Content;
use crate::page::{Item, Page};
use crate::template::lay_out;
use crate::{Fonts, Marks, Sheet, fits, samples};

/// Loaded once: 20 MB.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    Fonts::load(&folder).expect("the fonts stand beside the crate")
});

static COPIES: LazyLock<Vec<Copy>> = LazyLock::new(|| PrintSettings::default().copies);

/// The first print.
fn first() -> Marks<'static> {
    let printed_at = samples::at("2026-11-24T15:30:00+08:00");
    Marks { printed_at, reprint: 0, edition: 1, voided: None, practice: false }
}

/// A print with everything that can stand on it besides.
fn marked() -> Marks<'static> {
    Marks {
        reprint: 3, edition: 2, voided: Some("金额填错，已另开"), practice: true, ..first()
    }
}

/// A document on a paper, with the copies that a point usually has.
fn sheet<'a>(content: &'a Content, paper: Paper, marks: Marks<'a>) -> Sheet<'a> {
    let copies: &[Copy] = if matches!(content, Content::Receipt(_)) { &COPIES } else { &[] };
    Sheet { content, paper, copies, offset: Offset::default(), marks }
}

fn laid(sheet: &Sheet) -> Vec<Page> {
    lay_out(&FONTS.faces(), sheet)
}

/// Does something with every sample on every paper that it fits, as a first print and with all
/// marks. The name says which: `intake-a5`, `intake-a5-marked`.
fn for_each(mut examine: impl FnMut(&str, &Sheet)) {
    for (name, content) in samples::all() {
        for paper in Paper::ALL.iter().filter(|paper| fits(&content, **paper)) {
            for (marks, suffix) in [(first(), ""), (marked(), "-marked")] {
                let name = format!("{name}-{}{suffix}", paper.as_str());
                examine(&name, &sheet(&content, *paper, marks));
            }
        }
    }
}

/// What is drawn on a page, run by run.
fn runs(page: &Page) -> impl Iterator<Item = &str> {
    page.items.iter().filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        _ => None,
    })
}

/// All that is drawn on pages, without spaces.
fn all_drawn(pages: &[Page]) -> String {
    pages.iter().flat_map(runs).map(dense).collect()
}

/// A text without spaces and breaks.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
