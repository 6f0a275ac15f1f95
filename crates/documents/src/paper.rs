//! The papers as they are: sizes, what of them can be printed on, and the dots of their printers.

use desk_core::paper::Paper;

/// A paper's measures in millimetres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures {
    pub width: f32,
    /// None for a roll: as long as what stands on it.
    pub height: Option<f32>,
    /// Left and right, where nothing is printed.
    pub side: f32,
    /// Top and bottom.
    pub end: f32,
    /// A dot of the printer.
    pub dot: f32,
    /// How many dots wide the modules of a QR code are.
    pub qr_dots: u8,
    /// How many at most those of a barcode are.
    pub bar_dots: u8,
    /// The size of the text, in points.
    pub text: f32,
    /// The size of what is small.
    pub small: f32,
    /// Space above and below what stands in a cell.
    pub pad: f32,
    /// How many lines are left to write what was found, the roomiest first: what keeps a slip on
    /// one page is taken.
    pub rooms: &'static [usize],
}

/// The longest piece of a roll: readers refuse pages above 5.08 m.
pub(crate) const LONGEST: f32 = 5000.0;

/// A dot at 203 dpi, and at the 180 dpi of a 24-pin printer.
const DOT_203: f32 = 25.4 / 203.2;
const DOT_180: f32 = 25.4 / 180.0;

impl Measures {
    pub fn of(paper: Paper) -> Measures {
        let laser = Measures {
            width: 210.0,
            height: Some(297.0),
            side: 12.0,
            end: 10.0,
            dot: DOT_203,
            qr_dots: 4,
            bar_dots: 3,
            text: 10.0,
            small: 8.5,
            pad: 0.7,
            rooms: &[20, 14, 9, 5, 3],
        };
        let continuous = Measures {
            width: 241.0,
            // Holes and their perforation take 12.7 mm on either side.
            side: 15.0,
            end: 5.0,
            dot: DOT_180,
            qr_dots: 3,
            text: 8.5,
            small: 7.0,
            pad: 0.45,
            rooms: &[5, 4, 3, 2, 1],
            ..laser
        };
        let roll = Measures { height: None, end: 3.0, text: 9.0, small: 7.5, rooms: &[1], ..laser };
        match paper {
            Paper::A4 => laser,
            Paper::A5 => {
                let text = Measures {
                    text: 8.5,
                    small: 7.0,
                    pad: 0.5,
                    rooms: &[6, 5, 4, 3, 2, 1],
                    ..laser
                };
                Measures { height: Some(148.0), side: 10.0, end: 6.0, ..text }
            }
            Paper::Half => Measures { height: Some(139.7), ..continuous },
            Paper::Third => {
                let text =
                    Measures { text: 8.0, small: 6.8, pad: 0.2, rooms: &[2, 1], ..continuous };
                Measures { height: Some(93.1), end: 4.0, ..text }
            }
            Paper::Roll80 => Measures { width: 80.0, side: 4.0, qr_dots: 5, ..roll },
            Paper::Roll58 => {
                Measures { width: 58.0, side: 5.0, qr_dots: 4, text: 8.5, small: 7.0, ..roll }
            }
        }
    }

    /// How wide what can be printed is.
    pub fn inner(&self) -> f32 {
        self.width - 2.0 * self.side
    }
}
