//! `cargo xtask test`.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{npm, run, say};
use crate::tools;
use crate::tree::Tree;
use crate::{fuzz, packages, rules, setup};

/// What can be asked for by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Format, lints, tests and documentation of the crates.
    Rust,
    /// The bans fire, and nothing breaks them.
    Bans,
    /// The fuzz targets, for a minute each.
    Fuzz,
    /// The interface's own checks.
    Ui,
    /// The pages in a real browser.
    Browser,
    /// The real window.
    Window,
}

/// One thing that can fail.
struct Step {
    part: Part,
    name: &'static str,
    run: fn(&Tree) -> Result<()>,
}

const PARTS: &[(&str, Part)] = &[
    ("rust", Part::Rust),
    ("bans", Part::Bans),
    ("fuzz", Part::Fuzz),
    ("ui", Part::Ui),
    ("browser", Part::Browser),
    ("window", Part::Window),
];

/// Everything, what fails soonest first.
const STEPS: &[Step] = &[
    Step { part: Part::Rust, name: "format", run: format },
    Step { part: Part::Rust, name: "lints", run: lints },
    Step { part: Part::Bans, name: "the bans fire", run: bans_fire },
    Step { part: Part::Bans, name: "rules", run: |tree| rules::check(&tree.root) },
    Step { part: Part::Bans, name: "dependencies", run: dependencies },
    Step { part: Part::Rust, name: "tests", run: |tree| run(&mut tree.cargo(&["test"])) },
    Step { part: Part::Rust, name: "documentation", run: documentation },
    Step { part: Part::Fuzz, name: "fuzz", run: fuzz::fuzz },
    Step { part: Part::Ui, name: "interface", run: interface },
    Step { part: Part::Browser, name: "browser", run: browser },
    Step { part: Part::Window, name: "window", run: window },
];

/// Runs the named parts, or all, and stops at the first failure.
pub fn test(tree: &Tree, names: &[String]) -> Result<()> {
    let parts = chosen(names)?;
    set_up(tree, &parts)?;
    let mut times = Vec::new();
    for step in STEPS.iter().filter(|step| parts.contains(&step.part)) {
        say(step.name);
        let start = Instant::now();
        (step.run)(tree).with_context(|| format!("stopped at `{}`", step.name))?;
        times.push(format!("{} {:.0} s", step.name, start.elapsed().as_secs_f64()));
    }
    say(&format!("all passed: {}", times.join(", ")));
    Ok(())
}

/// The parts to run here: those asked for, without those that this platform cannot run.
fn chosen(names: &[String]) -> Result<Vec<Part>> {
    for name in names {
        if !PARTS.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
            bail!("there is no part {name}; there are: {}", known.join(" "));
        }
    }
    let mut parts = Vec::new();
    for (name, part) in PARTS {
        if !names.is_empty() && !names.iter().any(|asked| asked == name) {
            continue;
        }
        match reason_not_to_run(*part) {
            Some(reason) => say(&format!("NOT RUN here: {name}: {reason}")),
            None => parts.push(*part),
        }
    }
    Ok(parts)
}

fn reason_not_to_run(part: Part) -> Option<&'static str> {
    match part {
        Part::Fuzz if cfg!(windows) => Some("libFuzzer is built with GCC or Clang"),
        Part::Browser if !cfg!(target_os = "linux") => Some("it drives Debian's Chromium"),
        Part::Window if !cfg!(target_os = "linux") => Some("it drives WebKitGTK under Xvfb"),
        _ => None,
    }
}

fn set_up(tree: &Tree, parts: &[Part]) -> Result<()> {
    let any = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
    let mut system = Vec::new();
    if any(&[Part::Rust, Part::Window]) {
        system.extend(packages::WINDOW);
    }
    if any(&[Part::Rust]) {
        system.extend(packages::DOCUMENTS);
    }
    if any(&[Part::Rust, Part::Fuzz]) {
        system.extend(packages::FUZZ);
    }
    if any(&[Part::Browser]) {
        system.extend(packages::BROWSER);
    }
    if any(&[Part::Window]) {
        system.extend(packages::DRIVER);
    }
    packages::ensure(&system)?;
    if any(&[Part::Ui, Part::Browser, Part::Window]) {
        setup::node()?;
        setup::node_modules(tree, "ui")?;
    }
    if any(&[Part::Browser, Part::Window]) {
        setup::node_modules(tree, "tests")?;
    }
    Ok(())
}

fn format(tree: &Tree) -> Result<()> {
    run(&mut tree.cargo(&["fmt", "--all", "--check"]))
}

/// What everyone builds first, then the shell, the fuzz targets and xtask too.
fn lints(tree: &Tree) -> Result<()> {
    run(&mut tree.cargo(&["clippy", "--all-targets", "--", "-D", "warnings"]))?;
    run(&mut tree.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn bans_fire(tree: &Tree) -> Result<()> {
    let deny = tools::ensure(tree, &tools::DENY)?;
    run(tree.cargo(&["test", "--package", "xtask", "--test", "bans"]).env("CARGO_DENY", deny))
}

/// Advisories are left out: their database cannot be fetched everywhere.
fn dependencies(tree: &Tree) -> Result<()> {
    let mut deny = Command::new(tools::ensure(tree, &tools::DENY)?);
    // A wrapper may be a crate that does not exist yet.
    deny.args(["check", "--allow=unused-wrapper", "bans", "licenses", "sources"]);
    run(deny.current_dir(&tree.root))
}

fn documentation(tree: &Tree) -> Result<()> {
    run(tree.cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn interface(tree: &Tree) -> Result<()> {
    for script in ["check", "lint", "test", "build"] {
        run(&mut npm(&tree.root.join("ui"), &["run", script]))?;
    }
    Ok(())
}

fn browser(tree: &Tree) -> Result<()> {
    setup::pages(tree)?;
    run(&mut tree.cargo(&["build", "--package", "desk-cli"]))?;
    let mut tests = npm(&tree.root.join("tests"), &["run", "browser"]);
    run(tests.env("DESK", tree.built("desk")?).env("UI", tree.root.join("ui/dist")))
}

fn window(tree: &Tree) -> Result<()> {
    let driver = tools::ensure(tree, &tools::DRIVER)?;
    setup::pages(tree)?;
    run(&mut tree.cargo(&["test", "--package", "fuwutai"]))?;
    run(&mut tree.cargo(&["build", "--package", "fuwutai"]))?;
    let mut tests = on_a_screen(tree, &["npm", "run", "window"]);
    run(tests.env("FUWUTAI", tree.built("fuwutai")?).env("TAURI_DRIVER", driver))
}

/// A command in tests/, on a screen and a session bus of its own; the bus starts no services, which a
/// desktop might have and a server not. Nor is there a bus for screen readers, which GTK would look for.
pub fn on_a_screen(tree: &Tree, words: &[&str]) -> Command {
    let mut command = Command::new("xvfb-run");
    command.args(["--auto-servernum", "--server-args=-screen 0 1366x768x24", "dbus-run-session"]);
    command.arg("--config-file").arg(tree.root.join("xtask/session-bus.conf"));
    command.arg("--").args(words).current_dir(tree.root.join("tests")).env("NO_AT_BRIDGE", "1");
    command
}
