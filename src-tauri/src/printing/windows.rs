//! Through Windows itself, which reads PDFs (`docs/decisions/0017`).

use std::fs;

use desk_app::error::{DeviceCode, Error};
use desk_app::paper::{Devices, Paper};
use desk_app::window::Printer;
use winprint::printer::{FilePrinter as _, PrintOutcome, PrinterDevice, WinPdfPrinter};
use winprint::ticket::{
    FeatureOptionPackWithPredefined as _, MediaSizeTuple, PredefinedPageOrientation,
    PrintCapabilities, PrintTicket, PrintTicketBuilder,
};

use super::Job;

/// How far a driver's paper may be from ours, in micrometres: inches are rounded to millimetres.
const NEAR: u32 = 1_500;

/// The printers that the system knows; none where its spooler does not answer.
pub fn printers() -> Vec<Printer> {
    let usual = PrinterDevice::user_default().ok().flatten();
    let is_usual = |name: &str| usual.as_ref().is_some_and(|usual| usual.name() == name);
    let printer = |device: &PrinterDevice| Printer {
        name: device.name().to_owned(),
        is_default: is_usual(device.name()),
    };
    PrinterDevice::all().map(|all| all.iter().map(printer).collect()).unwrap_or_default()
}

/// Sends something to a printer, at its true size.
///
/// # Errors
/// `printer_paper`, `printer_failed`.
pub fn send(job: &Job, printer: &str) -> Result<(), Error> {
    let device = PrinterDevice::by_os_name(printer).map_err(|error| failed(&error))?;
    let ticket = ticket(&device, job.paper)?;
    // Windows prints files, and calls the job by the file's name.
    let folder = tempfile::tempdir().map_err(|error| failed(&error))?;
    let file = folder.path().join(job.name);
    fs::write(&file, job.pdf).map_err(|error| failed(&error))?;
    let printer = WinPdfPrinter::new(device);
    // Not every driver makes copies.
    for _ in 0..job.copies.clamp(1, Devices::MOST_COPIES) {
        let printed = printer.print(&file, ticket.clone()).map_err(|error| failed(&error))?;
        if printed == PrintOutcome::Canceled {
            return Err(refused("the job was deleted from the printer's queue"));
        }
    }
    Ok(())
}

/// Asks the driver for the paper; a roll is as long as its driver makes it.
fn ticket(device: &PrinterDevice, paper: Paper) -> Result<PrintTicket, Error> {
    let mut builder = PrintTicketBuilder::new(device).map_err(|error| failed(&error))?;
    if let Some(size) = size(paper) {
        let able = PrintCapabilities::fetch(device).map_err(|error| failed(&error))?;
        let papers: Vec<_> = able.page_media_sizes().collect();
        let sizes = papers.iter().map(|paper| paper.size());
        let Some((index, turn)) = fitting(sizes, size) else {
            let (width, height) = size;
            let message = format!("the driver has no paper of {width} × {height} µm");
            return Err(Error::device(DeviceCode::PrinterPaper, "printer", message));
        };
        let way = able.page_orientations().find(|way| way.as_predefined_name() == Some(turn));
        let chosen = papers.into_iter().nth(index).map(PrintTicket::from);
        for wish in chosen.into_iter().chain(way.map(PrintTicket::from)) {
            builder.merge(wish).map_err(|error| failed(&error))?;
        }
    }
    builder.build().map_err(|error| failed(&error))
}

/// Width and height as pages are laid out, in micrometres.
fn size(paper: Paper) -> Option<(u32, u32)> {
    match paper {
        Paper::A4 => Some((210_000, 297_000)),
        Paper::A5 => Some((210_000, 148_000)),
        Paper::Half => Some((241_000, 139_700)),
        Paper::Third => Some((241_000, 93_100)),
        Paper::Roll80 | Paper::Roll58 => None,
    }
}

/// Which paper it is, and how a page lies on it.
fn fitting(
    papers: impl Iterator<Item = MediaSizeTuple> + Clone,
    (width, height): (u32, u32),
) -> Option<(usize, PredefinedPageOrientation)> {
    let like = |width: u32, height: u32| {
        papers.clone().position(|paper| {
            paper.width_in_micron().abs_diff(width) <= NEAR
                && paper.height_in_micron().abs_diff(height) <= NEAR
        })
    };
    let upright = like(width, height).map(|index| (index, PredefinedPageOrientation::Portrait));
    upright
        .or_else(|| like(height, width).map(|index| (index, PredefinedPageOrientation::Landscape)))
}

fn failed(error: &dyn std::error::Error) -> Error {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message = format!("{message}: {error}");
        cause = error.source();
    }
    refused(&message)
}

fn refused(message: &str) -> Error {
    Error::device(DeviceCode::PrinterFailed, "printer", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_found_upright_or_turned_or_not_at_all() {
        let papers =
            [(148_000, 210_000), (210_000, 297_000), (241_300, 139_700), (215_900, 279_400)]
                .map(|(width, height)| MediaSizeTuple::micron(width, height));
        let found = |paper| fitting(papers.iter().copied(), size(paper).expect("it has a size"));
        assert_eq!(found(Paper::A4), Some((1, PredefinedPageOrientation::Portrait)));
        assert_eq!(found(Paper::A5), Some((0, PredefinedPageOrientation::Landscape)));
        assert_eq!(found(Paper::Half), Some((2, PredefinedPageOrientation::Portrait)));
        assert_eq!(found(Paper::Third), None);
    }

    /// Windows has "Microsoft Print to PDF"; where it runs on Debian, one is set up for the test.
    #[test]
    fn printers_are_listed_and_what_is_no_document_is_told() {
        let all = printers();
        assert!(!all.is_empty(), "no printer at all");
        for printer in all {
            let job = Job { name: "单据.pdf", paper: Paper::A4, pdf: b"no PDF", copies: 1 };
            let refused = send(&job, &printer.name).unwrap_err();
            assert!(refused.code.as_str().starts_with("printer_"), "{refused:?}");
        }
    }
}
