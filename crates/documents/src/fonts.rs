//! The two faces that documents are set in: Noto Sans SC, regular and bold.

use std::cell::Cell;
use std::fs;
use std::path::Path;

use ttf_parser::GlyphId;

/// The files, in the order of [`Weight`].
const FILES: [&str; 2] = ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"];

/// How heavy a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// The two faces that documents are set in. About 20 MB: loaded to print, and dropped again.
pub struct Fonts {
    files: [Vec<u8>; 2],
}

/// The fonts are not where they should be.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct FontError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Fonts {
    /// Reads the font files of a folder.
    ///
    /// # Errors
    /// [`FontError`] when a file cannot be read or is no font.
    pub fn load(folder: &Path) -> Result<Fonts, FontError> {
        let load = |name: &str| {
            let path = folder.join(name);
            let failed = |reason: String| FontError { file: path.display().to_string(), reason };
            let bytes = fs::read(&path).map_err(|error| failed(error.to_string()))?;
            ttf_parser::Face::parse(&bytes, 0).map_err(|error| failed(error.to_string()))?;
            Ok(bytes)
        };
        Ok(Fonts { files: [load(FILES[0])?, load(FILES[1])?] })
    }

    pub(crate) fn faces(&self) -> Faces<'_> {
        let face = |bytes| ttf_parser::Face::parse(bytes, 0).expect("parsed when it was loaded");
        // Characters beyond the table are rare.
        let unknown = || vec![Cell::new(UNKNOWN); 0x1_0000].into_boxed_slice();
        Faces {
            faces: [face(&self.files[0]), face(&self.files[1])],
            advances: [unknown(), unknown()],
        }
    }

    pub(crate) fn file(&self, weight: Weight) -> &[u8] {
        &self.files[weight as usize]
    }
}

/// The faces, ready to measure.
pub(crate) struct Faces<'a> {
    faces: [ttf_parser::Face<'a>; 2],
    /// Advances that were asked for before, by character: a text is measured several times.
    advances: [Box<[Cell<u16>]>; 2],
}

const UNKNOWN: u16 = u16::MAX;

impl<'a> Faces<'a> {
    pub fn face(&self, weight: Weight) -> &ttf_parser::Face<'a> {
        &self.faces[weight as usize]
    }

    /// The glyph of a character; 0, the crossed box, for one that the face lacks.
    pub fn glyph(&self, c: char, weight: Weight) -> GlyphId {
        self.face(weight).glyph_index(c).unwrap_or(GlyphId(0))
    }

    /// How wide a character is, in thousandths of its size.
    pub fn advance(&self, c: char, weight: Weight) -> u16 {
        let Some(known) = self.advances[weight as usize].get(c as usize) else {
            return self.measured(c, weight);
        };
        if known.get() == UNKNOWN {
            known.set(self.measured(c, weight));
        }
        known.get()
    }

    fn measured(&self, c: char, weight: Weight) -> u16 {
        match c {
            JOINER => 0,
            // With the space before its word.
            BOX => 1250,
            // Both faces have 1,000 units per em.
            _ => self.face(weight).glyph_hor_advance(self.glyph(c, weight)).unwrap_or(1000),
        }
    }
}

/// Holds characters together on one line; nothing is drawn for it.
pub(crate) const JOINER: char = '\u{2060}';
/// A box to tick, which no font is asked for: drawn as lines.
pub(crate) const BOX: char = '\u{E000}';
