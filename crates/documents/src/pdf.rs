//! The PDF of pages. The same pages give the same bytes: printpdf draws, and what it takes from
//! chance (ids) is set from the content.

use std::collections::BTreeMap;
use std::thread;

use desk_core::calendar::Moment;
use printpdf::{
    FontId, FontMetrics, Line, LinePoint, Mm, OffsetDateTime, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem,
    TextMatrix,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::fonts::{Faces, Fonts, Weight};
use crate::page::{Item, Page};
use crate::setting::PT;

/// What is worth a thread of its own to compress, in bytes.
const LARGE: usize = 8 * 1024;

/// What a PDF says of itself.
pub(crate) struct About<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub at: Moment,
}

/// Writes pages.
pub(crate) fn write(fonts: &Fonts, faces: &Faces, pages: &[Page], about: &About) -> Vec<u8> {
    let cut = Cut::of(fonts, faces, pages);
    let mut document = PdfDocument::new(about.title);
    let info = &mut document.metadata.info;
    info.author = about.author.to_owned();
    info.creator = "服务台".to_owned();
    info.producer = "服务台".to_owned();
    let at = OffsetDateTime::from_unix_timestamp(about.at.millis().div_euclid(1000));
    let at = at.unwrap_or_else(|_| OffsetDateTime::from_unix_timestamp(0).expect("1970"));
    info.creation_date = at;
    info.modification_date = at;
    info.metadata_date = at;
    for subset in &cut.subsets {
        document.resources.fonts.map.insert(subset.id.clone(), PdfFont::new(subset.font.clone()));
    }
    document.pages = pages.iter().map(|page| drawn(&cut, faces, page)).collect();
    let mut warnings = Vec::new();
    let mut file = printpdf::to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut warnings);
    debug_assert!(warnings.is_empty(), "{warnings:?}");
    // printpdf claims PDF/X, which nobody has checked.
    let info = file.trailer.get(b"Info").and_then(|info| info.as_reference());
    if let Ok(info) = info.and_then(|id| file.get_dictionary_mut(id)) {
        info.remove(b"GTS_PDFXVersion");
    }
    // Fonts take longest; each is compressed by itself.
    thread::scope(|scope| {
        for object in file.objects.values_mut() {
            match object.as_stream_mut() {
                Ok(stream) if stream.content.len() >= LARGE => {
                    scope.spawn(|| stream.compress());
                }
                _ => {}
            }
        }
    });
    file.compress();
    let mut save = |id: &[u8]| {
        // Two ids, which printpdf draws by lot.
        let ids = file.trailer.get_mut(b"ID").and_then(|ids| ids.as_array_mut());
        for one in ids.expect("printpdf writes ids") {
            *one.as_str_mut().expect("an id is a text") = id.to_vec();
        }
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).expect("memory takes what is written");
        bytes
    };
    // The id is a digest of everything else.
    let digest = Sha256::digest(save(&[0; 16]));
    save(&digest[..16])
}

/// The fonts cut down to what the pages use. In a PDF a glyph stands for one text: where the font
/// draws two characters with one glyph, the second is taken from a further subset, so that each
/// comes back as itself.
struct Cut {
    subsets: Vec<Subset>,
    /// The subset of each character.
    places: BTreeMap<(Weight, char), usize>,
}

struct Subset {
    id: FontId,
    font: ParsedFont,
}

impl Cut {
    fn of(fonts: &Fonts, faces: &Faces, pages: &[Page]) -> Cut {
        let mut used: BTreeMap<Weight, Vec<char>> = BTreeMap::new();
        for item in pages.iter().flat_map(|page| &page.items) {
            if let Item::Text { weight, text, .. } = item {
                used.entry(*weight).or_default().extend(text.chars());
            }
        }
        let mut cut = Cut { subsets: Vec::new(), places: BTreeMap::new() };
        for (weight, mut chars) in used {
            chars.sort_unstable();
            chars.dedup();
            while !chars.is_empty() {
                chars = cut.take(fonts, faces, weight, chars);
            }
        }
        cut
    }

    /// Makes a subset of the characters, and gives back those whose glyph it has already.
    fn take(
        &mut self,
        fonts: &Fonts,
        faces: &Faces,
        weight: Weight,
        chars: Vec<char>,
    ) -> Vec<char> {
        let mut remapper = GlyphRemapper::new();
        let (mut texts, mut widths) = (BTreeMap::new(), BTreeMap::new());
        let mut left = Vec::new();
        let index = self.subsets.len();
        for c in chars {
            let glyph = faces.glyph(c, weight).0;
            if glyph != 0 && remapper.get(glyph).is_some() {
                left.push(c);
                continue;
            }
            let new = remapper.remap(glyph);
            texts.insert(u32::from(c), new);
            widths.insert(new, faces.advance(c, weight));
            self.places.insert((weight, c), index);
        }
        let bytes = subsetter::subset(fonts.file(weight), 0, &remapper)
            .expect("a face that could be parsed can be cut");
        let (letter, name) = match weight {
            Weight::Regular => ('R', "NotoSansSC-Regular"),
            Weight::Bold => ('B', "NotoSansSC-Bold"),
        };
        // Six capitals, as the tag of a subset has them.
        let nth = char::from(b'A' + (index % 26) as u8);
        let id = format!("FUWU{letter}{nth}");
        // What ideographs take; the font's own figures leave room for other scripts, and boxes
        // around lines would overlap.
        let metrics = FontMetrics { ascent: 880, descent: -120 };
        let name = Some(format!("{id}+{name}"));
        let font = ParsedFont::with_glyph_data(bytes, 0, name, texts, widths, 1000, metrics);
        self.subsets.push(Subset { id: FontId(id), font });
        left
    }
}

/// Draws a page: texts, then lines, then codes. Nothing lies on anything else, so their order is
/// free, and so the page is short.
fn drawn(cut: &Cut, faces: &Faces, page: &Page) -> PdfPage {
    // PDF counts from the lower left corner.
    let point = |x: f32, y: f32| Point { x: points(x), y: points(page.height - y) };
    let mut text = Ink { cut, faces, ops: vec![Op::StartTextSection], font: None };
    let (mut rules, mut fills) = (Vec::new(), Vec::new());
    let mut thickness = None;
    for item in &page.items {
        match item {
            Item::Text { x, y, size, weight, text: shown } => {
                text.show(*weight, *size, shown, point(*x, *y));
            }
            Item::Rule { from, to, width } => {
                if thickness.replace(*width) != Some(*width) {
                    rules.push(Op::SetOutlineThickness { pt: points(*width) });
                }
                let ends = [from, to].map(|(x, y)| LinePoint { p: point(*x, *y), bezier: false });
                rules.push(Op::DrawLine { line: Line { points: ends.into(), is_closed: false } });
            }
            Item::Fill { boxes } => {
                for [x, y, width, height] in boxes {
                    let corner = point(*x, y + height);
                    let (width, height) = (points(*width), points(*height));
                    let mut rectangle = Rect::from_xywh(corner.x, corner.y, width, height);
                    rectangle.mode = Some(PaintMode::Fill);
                    fills.push(Op::DrawRectangle { rectangle });
                }
            }
        }
    }
    let mut ops = text.ops;
    ops.push(Op::EndTextSection);
    ops.extend(rules);
    ops.extend(fills);
    PdfPage::new(Mm(page.width), Mm(page.height), ops)
}

/// Millimetres in points, to the hundredth, which no printer tells apart: short numbers make short
/// pages.
fn points(mm: f32) -> Pt {
    Pt((mm / PT * 100.0).round() / 100.0)
}

/// The texts of a page as they are shown.
struct Ink<'a> {
    cut: &'a Cut,
    faces: &'a Faces<'a>,
    ops: Vec<Op>,
    /// The subset and size that are set.
    font: Option<(usize, f32)>,
}

impl Ink<'_> {
    /// Shows a text, each run of it from the subset that has its characters.
    fn show(&mut self, weight: Weight, size: f32, text: &str, mut at: Point) {
        let subset = |c: char| self.cut.places[&(weight, c)];
        let chars: Vec<char> = text.chars().collect();
        for run in chars.chunk_by(|a, b| subset(*a) == subset(*b)) {
            let index = subset(run[0]);
            if self.font.replace((index, size)) != Some((index, size)) {
                let font = PdfFontHandle::External(self.cut.subsets[index].id.clone());
                self.ops.push(Op::SetFont { font, size: Pt(size) });
            }
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
            self.ops.push(Op::ShowText { items: vec![TextItem::Text(run.iter().collect())] });
            let advances = run.iter().map(|c| u32::from(self.faces.advance(*c, weight)));
            at.x.0 += advances.sum::<u32>() as f32 / 1000.0 * size;
            at.x = points(at.x.0 * PT);
        }
    }
}
