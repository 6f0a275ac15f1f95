//! What the interface needs before it runs: Node.js, its packages, its built pages.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::process::{npm, output, run, say};
use crate::tree::Tree;

const NODE: (u32, u32) = (20, 19);

/// Refuses a machine without Node.js, or with one that is too old for Vite.
pub fn node() -> Result<()> {
    let (major, minor) = NODE;
    let wanted = format!("install Node.js {major}.{minor} or newer, with npm, and try again");
    let version = output(Command::new("node").arg("--version"))
        .with_context(|| format!("Node.js was not found: {wanted}"))?;
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(found_major)), Some(Ok(found_minor))) if (found_major, found_minor) >= NODE => {
            Ok(())
        }
        _ => bail!("Node.js {} is too old: {wanted}", version.trim()),
    }
}

/// Installs the packages of `name` (ui, tests) when its lock file is newer than they are.
pub fn node_modules(tree: &Tree, name: &str) -> Result<()> {
    let folder = tree.root.join(name);
    // npm writes this file last, so that an interrupted installation is done again.
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_none() || installed < modified(&folder.join("package-lock.json")) {
        say(&format!("npm ci in {name}/"));
        run(&mut npm(&folder, &["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// Builds the pages when one of their sources is newer than they are.
pub fn pages(tree: &Tree) -> Result<()> {
    let ui = tree.root.join("ui");
    let built = modified(&ui.join("dist/index.html"));
    let mut newest = None;
    for entry in fs::read_dir(&ui)? {
        let entry = entry?;
        if !["node_modules", "dist"].iter().any(|skipped| entry.file_name() == *skipped) {
            newest = newest.max(newest_in(&entry.path())?);
        }
    }
    if built.is_none() || built < newest {
        say("building the pages");
        run(&mut npm(&ui, &["run", "--silent", "build"]))?;
    }
    Ok(())
}

/// When a file or anything in a folder changed last; a removed file changes its folder.
fn newest_in(path: &Path) -> Result<Option<SystemTime>> {
    let mut newest = modified(path);
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            newest = newest.max(newest_in(&entry?.path())?);
        }
    }
    Ok(newest)
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|file| file.modified()).ok()
}
