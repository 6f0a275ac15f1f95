//! Through the programs of CUPS: Linux and macOS.

use std::io::Write as _;
use std::process::{Command, Stdio};

use desk_app::error::{DeviceCode, Error};
use desk_app::paper::{Devices, Paper};
use desk_app::window::Printer;

use super::Job;

/// The printers that the system knows; none where it has nothing to print with.
pub fn printers() -> Vec<Printer> {
    let listed = command("lpstat").args(["-a", "-d"]).output();
    listed.map(|listed| read(&String::from_utf8_lossy(&listed.stdout))).unwrap_or_default()
}

/// A program of CUPS, in the words that are read here.
fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// Reads what `lpstat -a -d` says: the queues, and the one that is used when none is named.
fn read(told: &str) -> Vec<Printer> {
    let usual = told.lines().find_map(|line| line.strip_prefix("system default destination: "));
    let queue = |line: &str| {
        let (name, rest) = line.split_once(' ')?;
        let is_queue = rest.starts_with("accepting") || rest.starts_with("not accepting");
        is_queue.then(|| Printer { name: name.to_owned(), is_default: usual == Some(name) })
    };
    told.lines().filter_map(queue).collect()
}

/// The paper as CUPS names it; a roll is as long as its printer makes it.
fn media(paper: Paper) -> Option<&'static str> {
    match paper {
        Paper::A4 => Some("A4"),
        Paper::A5 => Some("A5"),
        Paper::Half => Some("Custom.241x139.7mm"),
        Paper::Third => Some("Custom.241x93.1mm"),
        Paper::Roll80 | Paper::Roll58 => None,
    }
}

/// Sends something to a printer, at its true size.
///
/// # Errors
/// `printer_failed`.
pub fn send(job: &Job, printer: &str) -> Result<(), Error> {
    let failed = |message: String| {
        Error::device(DeviceCode::PrinterFailed, "printer", format!("lp: {message}"))
    };
    let copies = job.copies.clamp(1, Devices::MOST_COPIES).to_string();
    let mut lp = command("lp");
    lp.args(["-d", printer, "-n", &copies, "-t", job.name]);
    lp.args(["-o", "print-scaling=none"]);
    if let Some(media) = media(job.paper) {
        lp.args(["-o", &format!("media={media}")]);
    }
    lp.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut lp = lp.spawn().map_err(|error| failed(error.to_string()))?;
    let mut input = lp.stdin.take().expect("it was asked for");
    let written = input.write_all(job.pdf);
    drop(input);
    let told = lp.wait_with_output().map_err(|error| failed(error.to_string()))?;
    // Of a program that has refused, what it says tells more than that it stopped reading.
    if !told.status.success() {
        return Err(failed(String::from_utf8_lossy(&told.stderr).trim().to_owned()));
    }
    written.map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_are_read() {
        let printer = |name: &str, is_default| Printer { name: name.into(), is_default };
        let told = "HP_Laser accepting requests since Mon 23 Nov 2026 09:00:00 AM CST\n\
             小票机 not accepting requests since Mon 23 Nov 2026 09:00:00 AM CST -\n\
             \tRejecting Jobs\n\
             system default destination: HP_Laser\n";
        assert_eq!(read(told), [printer("HP_Laser", true), printer("小票机", false)]);
        assert_eq!(read("no system default destination\n"), []);
    }
}
