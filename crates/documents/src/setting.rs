//! Setting text: what is drawn for what was typed, and where lines break.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::{BOX, Faces, JOINER, Weight};

/// Millimetres of a point.
pub(crate) const PT: f32 = 25.4 / 72.0;

/// A piece of text in one weight.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub weight: Weight,
    pub text: String,
}

/// What somebody typed, or what was composed of it.
pub(crate) fn plain(text: impl AsRef<str>) -> Span {
    Span { weight: Weight::Regular, text: drawn(text.as_ref()) }
}

/// The same, bold.
pub(crate) fn bold(text: impl AsRef<str>) -> Span {
    Span { weight: Weight::Bold, text: drawn(text.as_ref()) }
}

/// Boxes to tick, each with its word, which stays beside it.
pub(crate) fn boxes<'a>(words: impl IntoIterator<Item = &'a str>) -> Span {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push_str("  ");
        }
        text.push(BOX);
        for c in word.chars() {
            text.extend([JOINER, c]);
        }
    }
    Span { weight: Weight::Regular, text }
}

/// What is drawn for a text: marks that show nothing go, and what the font draws with the shape of
/// another character becomes that one, so that the PDF gives it back.
fn drawn(text: &str) -> String {
    let stand_in = |c: char| match c {
        '\u{2011}' | '\u{AD}' => Some('-'),
        '\u{2022}' | '\u{2027}' | '\u{30FB}' => Some('·'),
        '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(' '),
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{FEFF}' => None,
        // Private use: ours alone.
        '\u{E000}'..='\u{F8FF}' => None,
        '\n' => Some('\n'),
        c if c.is_control() => None,
        c => Some(c),
    };
    text.chars().filter_map(stand_in).collect()
}

/// A line of text as it was broken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub chars: Vec<(char, Weight)>,
    /// In millimetres.
    pub width: f32,
}

/// How wide a text is on one line, in millimetres.
pub(crate) fn width(faces: &Faces, spans: &[Span], size: f32) -> f32 {
    let advances = spans
        .iter()
        .flat_map(|span| span.text.chars().map(|c| u32::from(faces.advance(c, span.weight))));
    advances.sum::<u32>() as f32 / 1000.0 * size * PT
}

/// Breaks a text into lines no wider than `most` millimetres: no line begins with a closing mark or
/// ends with an opening one (UAX 14). A word that is wider than a line is cut.
pub(crate) fn lines(faces: &Faces, spans: &[Span], size: f32, most: f32) -> Vec<Line> {
    let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
    let mut weights = spans.iter().flat_map(|span| span.text.chars().map(move |_| span.weight));
    let scale = size * PT / 1000.0;
    let most = most / scale + 0.5;
    let mut lines = Vec::new();
    let mut line = Broken::default();
    let mut start = 0;
    for (end, opportunity) in linebreaks(&whole) {
        let mut word = Broken::default();
        for c in whole[start..end].chars() {
            let weight = weights.next().expect("a weight for each character");
            if c != '\n' && c != JOINER {
                word.push(faces, c, weight);
            }
        }
        start = end;
        if line.width + word.visible > most && !line.chars.is_empty() {
            lines.push(line.take(scale));
        }
        // What fits no line is cut where the line is full.
        for (c, weight) in word.chars {
            let advance = f32::from(faces.advance(c, weight));
            if line.width + advance > most && c != ' ' && advance > 0.0 && !line.chars.is_empty() {
                lines.push(line.take(scale));
            }
            line.push(faces, c, weight);
        }
        if opportunity == BreakOpportunity::Mandatory && end < whole.len() {
            lines.push(line.take(scale));
        }
    }
    if !line.chars.is_empty() || lines.is_empty() {
        lines.push(line.take(scale));
    }
    lines
}

/// A line as it grows; widths in thousandths of the size.
#[derive(Default)]
struct Broken {
    chars: Vec<(char, Weight)>,
    width: f32,
    /// Without the spaces at its end.
    visible: f32,
}

impl Broken {
    fn push(&mut self, faces: &Faces, c: char, weight: Weight) {
        self.chars.push((c, weight));
        self.width += f32::from(faces.advance(c, weight));
        if c != ' ' {
            self.visible = self.width;
        }
    }

    fn take(&mut self, scale: f32) -> Line {
        let mut taken = std::mem::take(self);
        while taken.chars.last().is_some_and(|(c, _)| *c == ' ') {
            taken.chars.pop();
        }
        Line { chars: taken.chars, width: taken.visible * scale }
    }
}
