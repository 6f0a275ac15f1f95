//! `desk print`: a document into a file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use desk_app::error::Error;
use desk_app::upkeep::there_is_data;
use desk_app::{Desk, document, json, names, patiently};
use serde::Serialize;
use serde_json::Value;

use crate::Failure;
use crate::data::tell;

/// What was printed into which file.
#[derive(Serialize)]
struct Done<'a> {
    document: &'a str,
    ticket: &'a str,
    edition: u32,
    print: u32,
    reprint: u32,
    file: String,
}

/// Prints a document into a file. That the file can be written is seen before the print is kept.
pub fn print(desk: &Desk, as_json: bool, request: Value, out: &Path) -> Result<(), Failure> {
    let request = json::from_value(request)?;
    there_is_data(desk)?;
    let file = Target::new(out)?;
    let printed = document::print(desk, request)?;
    file.write(&printed.pdf).map_err(|mut error| {
        let kept = format!(
            "; it is kept as print {} of {}: desk call document_again makes it again",
            printed.print, printed.document
        );
        error.message.push_str(&kept);
        error
    })?;
    let done = Done {
        document: &printed.document,
        ticket: &printed.ticket,
        edition: printed.edition,
        print: printed.print,
        reprint: printed.reprint,
        file: out.display().to_string(),
    };
    tell(as_json, &done, |done| {
        let how = match done.reprint {
            0 => "首次打印".to_owned(),
            again => format!("补打第{again}次"),
        };
        format!("{} 第{}版 {how} → {}", done.document, done.edition, done.file)
    })
}

/// A file that is going to be written: until then a temporary one beside it.
struct Target {
    file: File,
    beside: PathBuf,
    out: PathBuf,
}

impl Target {
    fn new(out: &Path) -> Result<Target, Failure> {
        names::check("out", out)?;
        let wrong = |why: &str| Failure::Wrong(format!("out: {} {why}", out.display()));
        let failed = |error: io::Error| {
            Error::file("out", &error, format!("{}: {error}; nothing was printed", out.display()))
        };
        // Through a link, the file that it leads to is replaced.
        let out = match fs::metadata(out) {
            Ok(found) if found.is_dir() => return Err(wrong("is a folder")),
            Ok(found) if !found.is_file() => return Err(wrong("is no ordinary file")),
            Ok(_) => {
                // It may be protected, or open in a viewer that lets nobody write.
                patiently(|| File::options().write(true).open(out)).map_err(failed)?;
                fs::canonicalize(out).map_err(failed)?
            }
            Err(_) => {
                // The name may be too long, or one that this system does not have.
                let tried = File::create_new(out).and_then(|_| patiently(|| fs::remove_file(out)));
                tried.map_err(failed)?;
                out.to_owned()
            }
        };
        let folder = match out.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let beside = folder.join(format!(".desk-print-{}.tmp", std::process::id()));
        // One that a program of the same number left behind when it was ended.
        fs::remove_file(&beside).ok();
        let file = File::create_new(&beside).map_err(failed)?;
        Ok(Target { file, beside, out })
    }

    fn write(mut self, bytes: &[u8]) -> Result<(), Error> {
        let written = self.file.write_all(bytes).and_then(|()| self.file.sync_all());
        let moved = written.and_then(|()| patiently(|| fs::rename(&self.beside, &self.out)));
        let what = self.out.display();
        moved.map_err(|error| Error::file("out", &error, format!("{what}: {error}")))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // After it was moved, there is none.
        fs::remove_file(&self.beside).ok();
    }
}
