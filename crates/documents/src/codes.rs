//! QR codes and Code 128, in whole dots of the paper's printer.

use barcoders::sym::code128::Code128;
use qrcode::{EcLevel, QrCode};

use crate::page::Item;

/// The narrowest module that printers hit and scanners read, in dots.
const LEAST_DOTS: u8 = 2;

/// A number as codes carry it: without hyphens.
pub(crate) fn plain_number(number: &str) -> String {
    number.replace('-', "")
}

/// A code that was drawn, with its upper left corner at the origin.
pub(crate) struct Drawn {
    pub item: Item,
    /// With its quiet zone, in millimetres.
    pub width: f32,
    pub height: f32,
    /// The quiet zone: around a QR code, left and right of a barcode.
    pub quiet: f32,
}

/// The QR code of a number, its modules `dots` wide, with the quiet zone of four modules.
pub(crate) fn qr(number: &str, dots: u8, dot: f32) -> Drawn {
    let code = QrCode::with_error_correction_level(plain_number(number), EcLevel::M)
        .expect("a number is short");
    let (side, module) = (code.width(), f32::from(dots) * dot);
    let dark: Vec<bool> = code.into_colors().iter().map(|c| *c == qrcode::Color::Dark).collect();
    let quiet = 4.0 * module;
    // Runs that lie below each other are one box.
    let mut boxes: Vec<[usize; 4]> = Vec::new();
    for (y, row) in dark.chunks(side).enumerate() {
        for (x, width) in runs(row) {
            let above = |of: &&mut [usize; 4]| of[0] == x && of[2] == width && of[1] + of[3] == y;
            match boxes.iter_mut().rev().find(above) {
                Some(above) => above[3] += 1,
                None => boxes.push([x, y, width, 1]),
            }
        }
    }
    let mm = |n: usize| n as f32 * module;
    let boxes = boxes
        .into_iter()
        .map(|[x, y, width, height]| [quiet + mm(x), quiet + mm(y), mm(width), mm(height)]);
    let whole = side as f32 * module + 2.0 * quiet;
    Drawn { item: Item::Fill { boxes: boxes.collect() }, width: whole, height: whole, quiet }
}

/// The Code 128 of a number with modules of at most `most_dots`, and the quiet zone of ten modules
/// on either side; none when it does not fit `most` millimetres.
pub(crate) fn code128(
    number: &str,
    most_dots: u8,
    dot: f32,
    height: f32,
    most: f32,
) -> Option<Drawn> {
    let modules = Code128::new(in_sets(&plain_number(number))).ok()?.encode();
    let dark: Vec<bool> = modules.iter().map(|module| *module == 1).collect();
    let whole = |dots: u8| (dark.len() + 20) as f32 * f32::from(dots) * dot;
    let dots = (LEAST_DOTS..=most_dots).rev().find(|dots| whole(*dots) <= most)?;
    let module = f32::from(dots) * dot;
    let boxes = runs(&dark)
        .map(|(x, width)| [(x + 10) as f32 * module, 0.0, width as f32 * module, height])
        .collect();
    let quiet = 10.0 * module;
    Some(Drawn { item: Item::Fill { boxes }, width: whole(dots), height, quiet })
}

/// The number in the sets of Code 128: digits at its end in pairs (set C), what is before in set B.
fn in_sets(number: &str) -> String {
    let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (front, pairs) = number.split_at(number.len() - digits / 2 * 2);
    match (front, pairs) {
        (front, "") => format!("Ɓ{front}"),
        ("", pairs) => format!("Ć{pairs}"),
        (front, pairs) => format!("Ɓ{front}Ć{pairs}"),
    }
}

/// Where dark modules lie side by side: the first and how many.
fn runs(modules: &[bool]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut x = 0;
    modules.chunk_by(|a, b| a == b).filter_map(move |chunk| {
        let from = x;
        x += chunk.len();
        chunk[0].then_some((from, chunk.len()))
    })
}
