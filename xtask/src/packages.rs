//! System packages, by their Debian and Ubuntu names.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{output, run, say};

/// What building the window needs.
pub const WINDOW: &[&str] = &["libwebkit2gtk-4.1-dev", "pkg-config"];
/// What driving a real browser needs; the font draws the Chinese text.
pub const BROWSER: &[&str] = &["chromium", "fonts-noto-cjk"];
/// What driving the real window on a screen of its own needs.
pub const DRIVER: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "dbus", "fonts-noto-cjk"];
/// What looks at printed documents: reads and rasters PDFs, reads codes, draws SVG.
pub const DOCUMENTS: &[&str] =
    &["poppler-utils", "qpdf", "mupdf-tools", "zbar-tools", "librsvg2-bin"];
/// What building libFuzzer needs.
pub const FUZZ: &[&str] = &["g++"];
/// What building for Windows and running it needs: Debian's Rust with its sources, MinGW, Wine with a
/// screen, and what makes installers.
pub const WINDOWS: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "gcc-mingw-w64-x86-64-win32",
    "wine",
    "wine64",
    "nsis",
    "xvfb",
    "xauth",
    "x11-utils",
];

/// Installs what is missing, where that may be done without asking for a password.
pub fn ensure(wanted: &[&str]) -> Result<()> {
    if !cfg!(target_os = "linux") || wanted.is_empty() {
        return Ok(());
    }
    if output(Command::new("dpkg-query").arg("--version")).is_err() {
        say(&format!("not a Debian system: make sure of what it calls {}", wanted.join(" ")));
        return Ok(());
    }
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = ["apt-get", "install", "--yes", "--no-install-recommends"];
    let Some(prefix) = privilege() else {
        bail!("install these first: sudo {} {}", install.join(" "), missing.join(" "));
    };
    say(&format!("system packages: {}", missing.join(" ")));
    run(&mut as_root(prefix, &["apt-get", "update", "--quiet"]))?;
    run(as_root(prefix, &install).arg("--quiet").args(&missing))
}

fn installed(package: &str) -> bool {
    output(Command::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

/// The words that run a command as root without a question, if there are any.
fn privilege() -> Option<&'static [&'static str]> {
    if output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    output(Command::new("sudo").args(["-n", "true"])).ok().map(|_| ["sudo", "-n"].as_slice())
}

fn as_root(prefix: &[&str], words: &[&str]) -> Command {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive"], words].concat();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    command
}
