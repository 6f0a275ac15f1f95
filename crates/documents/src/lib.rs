//! Slips, vouchers and receipts: plain data in, PDF bytes and SVG pages out (`docs/decisions/0012`).
//!
//! There is deliberately no database, no clock and no policy here: what a document says was decided
//! before, and stands in its [`content`].

mod codes;
mod compose;
pub mod content;
mod flow;
mod fonts;
mod page;
mod paper;
mod pdf;
mod setting;
mod svg;
mod template;
mod test_page;
mod wording;

// The samples stand beside the crate, for its benchmark measures them too.
#[cfg(test)]
extern crate self as desk_documents;
#[cfg(test)]
#[path = "../samples.rs"]
mod samples;
#[cfg(test)]
mod tests;

use desk_core::calendar::Moment;
use desk_core::paper::{Copy, Offset, Paper};

use crate::content::Content;
pub use crate::fonts::{FontError, Fonts};

/// A document as it is printed.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What it says.
    pub content: &'a Content,
    /// What it is printed on.
    pub paper: Paper,
    /// The copies that are printed; only receipts have them. Empty: one, without a name.
    pub copies: &'a [Copy],
    /// By how much the page is moved.
    pub offset: Offset,
    /// What stands on it besides.
    pub marks: Marks<'a>,
}

/// What stands on a print besides its content.
#[derive(Debug, Clone, Copy)]
pub struct Marks<'a> {
    /// When it was printed; the PDF's date.
    pub printed_at: Moment,
    /// How often it was printed before: 0 is the first print, else 补打.
    pub reprint: u32,
    /// The edition of the content, from 1.
    pub edition: u32,
    /// Why it was voided (作废), where it was.
    pub voided: Option<&'a str>,
    /// It comes from a practice folder.
    pub practice: bool,
}

/// Whether a document is laid out for a paper: the repair voucher is not for the two smallest, where
/// cover, fees and signatures would not stand together.
pub fn fits(content: &Content, paper: Paper) -> bool {
    !matches!((content, paper), (Content::Repair(_), Paper::Third | Paper::Roll58))
}

/// The PDF of a document: the same sheet gives the same bytes.
pub fn pdf(fonts: &Fonts, sheet: &Sheet) -> Vec<u8> {
    let faces = fonts.faces();
    let pages = template::lay_out(&faces, sheet);
    let about = pdf::About {
        title: &sheet.content.title(),
        author: &sheet.content.point().name,
        at: sheet.marks.printed_at,
    };
    pdf::write(fonts, &faces, &pages, &about)
}

/// The PDF of a page to calibrate a paper's printer by, moved as documents are.
pub fn test_page(fonts: &Fonts, paper: Paper, offset: Offset, at: Moment) -> Vec<u8> {
    let page = test_page::lay_out(paper, offset);
    pdf::write(
        fonts,
        &fonts.faces(),
        &[page],
        &pdf::About { title: "测试页", author: "服务台", at },
    )
}

/// The pages of a document as SVG, as the PDF has them.
pub fn svg(fonts: &Fonts, sheet: &Sheet) -> Vec<String> {
    let faces = fonts.faces();
    let pages = template::lay_out(&faces, sheet);
    let count = pages.len();
    let title = |index: usize| format!("{} {}/{count}", sheet.content.title(), index + 1);
    pages.iter().enumerate().map(|(index, page)| svg::write(&faces, page, &title(index))).collect()
}
