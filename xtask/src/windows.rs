//! `cargo xtask windows`: the program for Windows, built and run on Debian, as Windows code under
//! Wine. What Wine is not, such as a printer or the web view, is for a real PC.

mod both;
mod changed;
mod installer;
mod message;
mod toolchain;

use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{run, say};
use crate::setup;
use crate::tree::Tree;
use changed::Passed;
use toolchain::Toolchain;

/// A part that can be asked for by name.
struct Part {
    name: &'static str,
    run: fn(&Tree, &Toolchain) -> Result<()>,
    /// Left out, unless it is asked for, while shell, interface and packaging are as they passed.
    of_window: bool,
}

/// Everything, what fails soonest first.
const PARTS: &[Part] = &[
    Part { name: "check", run: check, of_window: false },
    Part { name: "tests", run: tests, of_window: false },
    Part { name: "desk", run: desk, of_window: false },
    Part { name: "window", run: window, of_window: true },
    Part { name: "installer", run: installer, of_window: true },
];

/// Those whose tests are run as Windows code on every change.
const TESTED: &[&str] = &["desk-core", "desk-store", "desk-documents", "desk-app"];

/// Runs the named parts, or all that have to be, and stops at the first failure.
pub fn windows(tree: &Tree, names: &[String]) -> Result<()> {
    let known = PARTS.iter().map(|part| part.name);
    if let Some(name) = names.iter().find(|name| !known.clone().any(|known| known == **name)) {
        bail!("there is no part {name}; there are: {}", known.collect::<Vec<_>>().join(" "));
    }
    if !cfg!(target_os = "linux") {
        bail!("this builds on Debian; on Windows itself `cargo xtask test` does");
    }
    let begun = Instant::now();
    let toolchain = Toolchain::ready(tree)?;
    let passed = Passed::of(tree)?;
    let mut times = vec![format!("set-up {:.0} s", begun.elapsed().as_secs_f64())];
    for part in PARTS {
        let is_asked = names.iter().any(|name| name == part.name);
        if !is_asked && !names.is_empty() {
            continue;
        }
        if !is_asked && part.of_window && passed.is_same() {
            say(&format!("for Windows: {} is as it passed before", part.name));
            continue;
        }
        say(&format!("for Windows: {}", part.name));
        let begun = Instant::now();
        (part.run)(tree, &toolchain).with_context(|| format!("stopped at `{}`", part.name))?;
        times.push(format!("{} {:.0} s", part.name, begun.elapsed().as_secs_f64()));
    }
    if names.is_empty() {
        passed.note()?;
    }
    say(&format!("all passed for Windows: {}", times.join(", ")));
    Ok(())
}

/// Everything but the fuzz targets, which are built for this system alone.
fn check(_: &Tree, toolchain: &Toolchain) -> Result<()> {
    let everything = ["--workspace", "--exclude", "desk-fuzz", "--all-targets"];
    run(toolchain.clippy(&everything).args(["--", "-D", "warnings"]))
}

fn tests(_: &Tree, toolchain: &Toolchain) -> Result<()> {
    let mut cargo = toolchain.cargo(&["test"]);
    for name in TESTED {
        cargo.args(["--package", name]);
    }
    run(&mut cargo)
}

/// `desk.exe`: its own tests, then what it does next to the one of this system.
fn desk(tree: &Tree, toolchain: &Toolchain) -> Result<()> {
    run(&mut toolchain.cargo(&["test", "--package", "desk-cli"]))?;
    run(&mut toolchain.cargo(&["build", "--release", "--package", "desk-cli"]))?;
    run(&mut tree.cargo(&["build", "--package", "desk-cli"]))?;
    both::compare(tree, toolchain)
}

/// The window: its own tests, that it is built, and what it says where it cannot open.
fn window(tree: &Tree, toolchain: &Toolchain) -> Result<()> {
    build_window(tree, toolchain)?;
    run(&mut toolchain.cargo(&["test", "--package", "fuwutai"]))?;
    message::is_shown(toolchain)
}

fn installer(tree: &Tree, toolchain: &Toolchain) -> Result<()> {
    build_window(tree, toolchain)?;
    run(&mut toolchain.cargo(&["build", "--release", "--package", "desk-cli"]))?;
    let made = installer::make(tree, toolchain)?;
    installer::try_out(tree, toolchain, &made)
}

fn build_window(tree: &Tree, toolchain: &Toolchain) -> Result<()> {
    setup::node()?;
    setup::node_modules(tree, "ui")?;
    setup::pages(tree)?;
    run(&mut toolchain.cargo(&["build", "--release", "--package", "fuwutai"]))
}
