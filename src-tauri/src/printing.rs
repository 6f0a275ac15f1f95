//! Straight to a printer, at its true size: slips and papers are laid out to the millimetre.

#[cfg(unix)]
mod cups;
#[cfg(windows)]
mod windows;

use desk_app::error::{DeviceCode, Error};
use desk_app::paper::Paper;

#[cfg(unix)]
use self::cups as system;
#[cfg(windows)]
use self::windows as system;

pub use self::system::printers;

/// What goes to a printer.
pub struct Job<'j> {
    /// What the printer's queue calls it.
    pub name: &'j str,
    /// What it is printed on.
    pub paper: Paper,
    /// The PDF.
    pub pdf: &'j [u8],
    /// How many of each page.
    pub copies: u32,
}

/// Sends something to a printer.
///
/// # Errors
/// `printer_gone`, `printer_paper`, `printer_failed`.
pub fn send(job: &Job, printer: &str) -> Result<(), Error> {
    if !printers().iter().any(|known| known.name == printer) {
        let message = format!("no printer {printer}");
        return Err(Error::device(DeviceCode::PrinterGone, "printer", message));
    }
    system::send(job, printer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_that_is_not_there_is_told() {
        let job = Job { name: "单据.pdf", paper: Paper::A5, pdf: b"%PDF-", copies: 1 };
        let refused = send(&job, "没有的打印机").unwrap_err();
        assert_eq!(refused.code.as_str(), "printer_gone");
    }
}
