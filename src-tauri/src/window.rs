//! What only a window can do, as `desk_app::window` lists it.

use std::fs;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc;

use desk_app::document::{self, PrintAgain, PrintedDocument, TestPage};
use desk_app::error::{DeviceCode, Error};
use desk_app::health::{HealthCheck, HealthKind, HealthLevel};
use desk_app::point::{self, PointQuery};
use desk_app::window::{
    About, Cancel, KeptPrint, NoDetails, PageTrouble, PrintPdf, PrintTestPage, Printer, SaveText,
    WindowCommands,
};
use rfd::{AsyncFileDialog, FileHandle};
use tauri::{AppHandle, Manager as _};

use crate::commands::Shell;
use crate::printing::Job;
use crate::{keeping, log, machine_time, printing};

/// The window of a call.
pub struct Window<'c> {
    /// What it works with.
    pub shell: &'c Shell,
    /// Tauri's hand to it.
    pub app: &'c AppHandle,
}

type Asked = Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>>;

impl Window<'_> {
    fn pdf(&self, document: String, print: u32) -> Result<PrintedDocument, Error> {
        document::again(&self.shell.desk, PrintAgain { document, print })
    }

    /// Asks in a dialog, which belongs to the thread that draws; the answer is waited for here.
    fn ask(
        &self,
        open: impl FnOnce(AsyncFileDialog) -> Asked + Send + 'static,
    ) -> Result<Option<PathBuf>, Error> {
        let (opened, dialog) = mpsc::channel();
        let app = self.app.clone();
        let told = self.app.run_on_main_thread(move || {
            let dialog = match app.get_webview_window("main") {
                Some(window) => AsyncFileDialog::new().set_parent(&window),
                None => AsyncFileDialog::new(),
            };
            opened.send(open(dialog)).ok();
        });
        let gone = || Error::failed("the window is closing");
        told.map_err(|_| gone())?;
        let asked = dialog.recv().map_err(|_| gone())?;
        let chosen = tauri::async_runtime::block_on(asked);
        Ok(chosen.map(|file| file.path().to_owned()))
    }

    /// Asks where, and saves there. The dialog has asked about a file that is there already.
    fn save(&self, name: String, bytes: &[u8]) -> Result<Option<PathBuf>, Error> {
        let chosen = self.ask(|dialog| Box::pin(dialog.set_file_name(name).save_file()))?;
        if let Some(path) = &chosen {
            fs::write(path, bytes).map_err(|error| about(path, &error))?;
        }
        Ok(chosen)
    }
}

fn about(path: &std::path::Path, error: &std::io::Error) -> Error {
    Error::file("file", error, format!("{}: {error}", path.display()))
}

impl WindowCommands for Window<'_> {
    fn printers(&self, _: NoDetails) -> Result<Vec<Printer>, Error> {
        Ok(printing::printers())
    }

    fn check_printers(&self, _: NoDetails) -> Result<HealthCheck, Error> {
        let view = point::point(&self.shell.desk, PointQuery {})?;
        let set = view.point.map(|point| point.devices.printers).unwrap_or_default();
        let known = if set.is_empty() { Vec::new() } else { printing::printers() };
        let is_gone = |name: &String| !known.iter().any(|printer| printer.name == *name);
        let gone = set.into_iter().map(|set| set.printer).find(is_gone);
        let level = if gone.is_some() { HealthLevel::Warn } else { HealthLevel::Good };
        Ok(HealthCheck { text: gone, ..HealthCheck::new(HealthKind::Printer, level) })
    }

    fn print_pdf(&self, request: PrintPdf) -> Result<bool, Error> {
        let PrintPdf { document, print, printer, copies } = request;
        let PrintedDocument { file_name, paper, pdf, .. } = self.pdf(document, print)?;
        printing::send(&Job { name: &file_name, paper, pdf: &pdf, copies }, &printer)?;
        Ok(true)
    }

    fn print_test_page(&self, request: PrintTestPage) -> Result<bool, Error> {
        let PrintTestPage { paper, offset, printer } = request;
        let made = document::test_page(&self.shell.desk, TestPage { paper, offset })?;
        let job = Job { name: &made.file_name, paper, pdf: &made.pdf, copies: 1 };
        printing::send(&job, &printer)?;
        Ok(true)
    }

    fn open_pdf(&self, request: KeptPrint) -> Result<PathBuf, Error> {
        let path = self.keep_pdf(request)?;
        let no_viewer = |error| {
            let message = format!("{}: {error}", path.display());
            Error::device(DeviceCode::NoViewer, "", message)
        };
        open::that_detached(&path).map_err(no_viewer)?;
        Ok(path)
    }

    fn save_pdf(&self, request: KeptPrint) -> Result<Option<PathBuf>, Error> {
        let printed = self.pdf(request.document, request.print)?;
        self.save(printed.file_name, &printed.pdf)
    }

    fn keep_pdf(&self, request: KeptPrint) -> Result<PathBuf, Error> {
        let printed = self.pdf(request.document, request.print)?;
        let day = machine_time().date().to_string();
        // Where people look for it; the data folder is there in any case.
        let documents = self.app.path().document_dir().ok();
        let documents = documents.map(|folder| folder.join("服务台"));
        let own = self.shell.folder.join("prints");
        let mut kept = Err(Error::failed("no folder"));
        for folder in documents.into_iter().chain([own]).map(|folder| folder.join(&day)) {
            kept = keeping::keep(&folder, &printed.file_name, &printed.pdf)
                .map_err(|error| about(&folder, &error));
            if kept.is_ok() {
                break;
            }
        }
        kept
    }

    fn save_text(&self, request: SaveText) -> Result<Option<PathBuf>, Error> {
        self.save(request.name, request.text.as_bytes())
    }

    fn choose_folder(&self, _: NoDetails) -> Result<Option<PathBuf>, Error> {
        self.ask(|dialog| Box::pin(dialog.pick_folder()))
    }

    fn choose_file(&self, _: NoDetails) -> Result<Option<PathBuf>, Error> {
        self.ask(|dialog| Box::pin(dialog.pick_file()))
    }

    fn about(&self, _: NoDetails) -> Result<About, Error> {
        Ok(About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            folder: self.shell.folder.clone(),
            logs: self.shell.logs.clone(),
            web_view: tauri::webview_version().ok(),
        })
    }

    fn log_trouble(&self, request: PageTrouble) -> Result<bool, Error> {
        let (kind, place) = (log::plain(&request.kind), log::plain(&request.place));
        tracing::error!(kind, place, "page");
        Ok(true)
    }

    fn cancel(&self, request: Cancel) -> Result<bool, Error> {
        Ok(self.shell.cancel(request.channel))
    }
}
