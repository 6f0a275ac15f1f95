//! System packages, by their Debian and Ubuntu names.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

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
/// What makes a Debian package.
pub const BUNDLE: &[&str] = &["dpkg-dev"];
/// A screen of its own for the window of a package, and what looks at it.
pub const SCREEN: &[&str] = &["xvfb", "xauth", "dbus", "x11-utils", "fonts-noto-cjk"];
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

const INSTALL: &[&str] = &["apt-get", "install", "--yes", "--no-install-recommends"];

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
    let Some(prefix) = privilege() else {
        bail!("install these first: sudo {} {}", INSTALL.join(" "), missing.join(" "));
    };
    say(&format!("system packages: {}", missing.join(" ")));
    run(&mut as_root(prefix, &["apt-get", "update", "--quiet"]))?;
    run(as_root(prefix, INSTALL).arg("--quiet").args(&missing))
}

/// Installs a package from its file, with what it depends on.
pub fn install_file(package: &Path) -> Result<()> {
    let prefix = privilege().context("only root can install a package")?;
    run(as_root(prefix, INSTALL).arg("--quiet").arg(package))
}

/// Removes a package and its settings.
pub fn remove(name: &str) -> Result<()> {
    let prefix = privilege().context("only root can remove a package")?;
    run(&mut as_root(prefix, &["apt-get", "purge", "--yes", "--quiet", name]))
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
