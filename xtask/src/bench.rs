//! `cargo xtask bench`: runs the benches, which know no aims, and holds what they measured against
//! those of `xtask/aims.toml`.
//!
//! A bench prints a line for each figure, with tabs between the fields: `measured`, the name, our
//! time, what the baseline is, its time, the value, and its unit (`×` the baseline; or `MB` or `ms`, by
//! themselves or over the baseline). A line of `machine`, a name and a value tells how fast the machine is by
//! itself. All other lines are for people and are passed on.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::{env, fs, iter, thread};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process::{self, npm};
use crate::tree::Tree;
use crate::{packages, setup, test, tools};

const AIMS: &str = "xtask/aims.toml";

/// Runs the benches of these names, or all; with `--check` fails when a figure does not meet its aim.
pub fn bench(tree: &Tree, arguments: &[String]) -> Result<()> {
    let (options, benches): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with('-'));
    if let Some(option) = options.iter().find(|option| **option != "--check") {
        bail!("bench: no such option: {option}");
    }
    // First, so that a slip in it does not cost the time of all benches.
    let aims = read_aims(&fs::read_to_string(tree.root.join(AIMS))?, &benches, env::consts::OS)?;
    let (printed, ended) = run(tree, &benches)?;
    let cores = thread::available_parallelism()?;
    println!("\n{} {}, {cores} cores", env::consts::OS, env::consts::ARCH);
    println!("{}", aligned(&printed.machine, &[false, true]));
    let rows = judge(printed.figures, aims);
    println!("{}", table(&rows));
    ended?;
    let bad = bad(&rows);
    if !options.is_empty() && !bad.is_empty() {
        bail!("bench: not as {AIMS} says: {}", bad.join(", "));
    }
    Ok(())
}

/// Those of the interface, which need a browser or a screen: scripts in tests/.
const SCRIPTS: [&str; 2] = ["pages", "window"];

/// Runs them all though one fails, and says that only in the end: the rest is worth its table.
fn run(tree: &Tree, benches: &[&str]) -> Result<(Printed, Result<()>)> {
    let (scripts, crates): (Vec<&str>, Vec<&str>) =
        benches.iter().partition(|bench| SCRIPTS.contains(bench));
    let is_all = benches.is_empty();
    let mut printed = Printed::default();
    let mut ended = Ok(());
    if is_all || !crates.is_empty() {
        let mut cargo = tree.cargo(&["bench", "--no-fail-fast"]);
        for name in if is_all { &["*"] } else { &crates[..] } {
            cargo.args(["--bench", name]);
        }
        ended = printed.follow(&mut cargo);
    }
    // Where the window is tested, too.
    if cfg!(target_os = "linux") && (is_all || !scripts.is_empty()) {
        let asked = |name| is_all || scripts.contains(&name);
        ended = ended.and(interface(tree, asked("pages"), asked("window"), &mut printed));
    }
    Ok((printed, ended))
}

/// The pages and the window, as they are shipped, with 100,000 tickets.
fn interface(tree: &Tree, pages: bool, window: bool, printed: &mut Printed) -> Result<()> {
    packages::ensure(&[packages::WINDOW, packages::BROWSER, packages::DRIVER].concat())?;
    setup::node()?;
    setup::node_modules(tree, "ui")?;
    setup::node_modules(tree, "tests")?;
    setup::pages(tree)?;
    let build = |arguments: &[&str]| {
        process::run(tree.cargo(&["build", "--release", "--package"]).args(arguments))
    };
    build(&["desk-cli"])?;
    let desk = tree.built_in("release", "desk")?;
    fs::create_dir_all(&tree.cache)?;
    let folder = tempfile::tempdir_in(&tree.cache)?;
    let mut demo = Command::new(&desk);
    process::run(demo.args(["demo", "--tickets", "100000", "--data"]).arg(folder.path()))?;
    if pages {
        let mut script = npm(&tree.root.join("tests"), &["run", "--silent", "browser-speed"]);
        script.env("DESK", &desk).env("UI", tree.root.join("ui/dist"));
        printed.follow(script.env("FOLDER", folder.path()))?;
    }
    if window {
        build(&["fuwutai", "--bins", "--example", "empty_window"])?;
        let mut script = test::on_a_screen(tree, &["npm", "run", "--silent", "window-speed"]);
        script.env("FUWUTAI", tree.built_in("release", "fuwutai")?);
        script.env("EMPTY", tree.built_in("release/examples", "empty_window")?);
        script.env("TAURI_DRIVER", tools::ensure(tree, &tools::DRIVER)?);
        printed.follow(script.env("FOLDER", folder.path()))?;
    }
    Ok(())
}

/// What the benches printed for us.
#[derive(Default)]
struct Printed {
    figures: Vec<Figure>,
    machine: Vec<Vec<String>>,
}

/// What a bench measured.
#[derive(Debug, PartialEq)]
struct Figure {
    name: String,
    ours: String,
    baseline: String,
    bare: String,
    value: f64,
    unit: String,
}

impl Printed {
    /// Runs a bench and takes what it prints for us; the rest is shown.
    fn follow(&mut self, bench: &mut Command) -> Result<()> {
        let mut child = bench.stdout(Stdio::piped()).spawn().context("cannot start a bench")?;
        for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
            let line = line?;
            if !self.take(&line) {
                println!("{line}");
            }
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { bail!("bench: a bench failed: {status}") }
    }

    /// Takes a line that is for us. One that is not, or is none that can be read, is for people: its
    /// figure is then missed.
    fn take(&mut self, line: &str) -> bool {
        let fields: Vec<&str> = line.split('\t').collect();
        match (fields.as_slice(), fields.get(5).map(|value| value.parse())) {
            (&["measured", name, ours, baseline, bare, _, unit], Some(Ok(value))) => {
                let [name, ours, baseline, bare, unit] =
                    [name, ours, baseline, bare, unit].map(str::to_owned);
                self.figures.push(Figure { name, ours, baseline, bare, value, unit });
            }
            (&["machine", name, value], _) => {
                self.machine.push([name, value].map(str::to_owned).into())
            }
            _ => return false,
        }
        true
    }
}

/// What a figure may come to.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Aim {
    most: f64,
    from: String,
    /// The only system that can measure it, by Rust's name; all when absent.
    on: Option<String>,
}

/// The aims by the figure's name, of these benches or all, as far as this system can measure them.
fn read_aims(text: &str, benches: &[&str], system: &str) -> Result<BTreeMap<String, Aim>> {
    let aims: BTreeMap<String, BTreeMap<String, Aim>> = toml::from_str(text).context(AIMS)?;
    let asked = |bench: &String| benches.is_empty() || benches.contains(&bench.as_str());
    let here = |aim: &Aim| aim.on.as_ref().is_none_or(|on| on == system);
    let aims = aims.into_iter().filter(|(bench, _)| asked(bench)).flat_map(|(_, aims)| aims);
    Ok(aims.filter(|(_, aim)| here(aim)).collect())
}

/// A figure, its aim, or both.
struct Row {
    name: String,
    figure: Option<Figure>,
    aim: Option<Aim>,
}

const MET: &str = "met";

impl Row {
    fn outcome(&self) -> &'static str {
        match (&self.figure, &self.aim) {
            (Some(figure), Some(aim)) if figure.value <= aim.most => MET,
            (Some(_), Some(_)) => "NOT MET",
            (Some(_), None) => "NO AIM",
            (None, _) => "NOT MEASURED",
        }
    }

    fn cells(&self) -> Vec<String> {
        let of_figure = |tell: fn(&Figure) -> String| self.figure.as_ref().map(tell);
        let cells = [
            Some(self.name.clone()),
            of_figure(|figure| figure.ours.clone()),
            of_figure(|figure| figure.baseline.clone()),
            of_figure(|figure| figure.bare.clone()),
            of_figure(|figure| format!("{:.2} {:2}", figure.value, figure.unit)),
            self.aim.as_ref().map(|aim| aim.most.to_string()),
            Some(self.outcome().to_owned()),
            self.aim.as_ref().map(|aim| aim.from.clone()),
        ];
        cells.map(Option::unwrap_or_default).into()
    }
}

/// The figures in the order of the benches, then the aims that nothing was measured for.
fn judge(figures: Vec<Figure>, mut aims: BTreeMap<String, Aim>) -> Vec<Row> {
    let mut rows = Vec::new();
    for figure in figures {
        let aim = aims.remove(&figure.name);
        rows.push(Row { name: figure.name.clone(), figure: Some(figure), aim });
    }
    rows.extend(aims.into_iter().map(|(name, aim)| Row { name, figure: None, aim: Some(aim) }));
    rows
}

/// What `--check` fails for.
fn bad(rows: &[Row]) -> Vec<String> {
    let bad = rows.iter().filter(|row| row.outcome() != MET);
    bad.map(|row| format!("{} ({})", row.name, row.outcome())).collect()
}

fn table(rows: &[Row]) -> String {
    let head = ["figure", "ours", "baseline", "its", "ratio", "aim", "", "from"];
    let lines = iter::once(head.map(String::from).into()).chain(rows.iter().map(Row::cells));
    let right = [false, true, false, true, true, true, false, false];
    aligned(&lines.collect::<Vec<_>>(), &right)
}

/// Lines of columns, some of them to the right.
fn aligned(lines: &[Vec<String>], right: &[bool]) -> String {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..right.len()).filter_map(width).collect();
    let mut text = String::new();
    for line in lines {
        let cells = line.iter().zip(&widths).zip(right).map(|((cell, &width), is_right)| {
            if *is_right { format!("{cell:>width$}") } else { format!("{cell:width$}") }
        });
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
