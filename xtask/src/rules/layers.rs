//! Which crate may depend on which.
//!
//! Crates that only one of ours may name (rusqlite, printpdf, axum) are in `deny.toml`.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{cargo, metadata, output};

/// The shell: the only crate that names Tauri.
const SHELL: &str = "fuwutai";
/// Of Tauri, but about no window: gives any program for Windows its version and icon.
const RESOURCES: &str = "tauri-winres";
/// The rules: no I/O, no clock, no randomness.
const CORE: &str = "desk-core";

/// Each crate of ours, and those of ours that it may depend on.
const LAYERS: &[(&str, &[&str])] = &[
    (CORE, &[]),
    ("desk-store", &[CORE]),
    ("desk-documents", &[CORE]),
    ("desk-app", &[CORE, "desk-store", "desk-documents"]),
    ("desk-cli", &["desk-app"]),
    (SHELL, &["desk-app"]),
    ("desk-fuzz", &["desk-app"]),
    ("xtask", &["desk-app"]),
];

/// What must not be anywhere below core.
const NOT_IN_CORE: &[(&str, &str)] = &[
    ("axum", "the rules do no I/O"),
    ("getrandom", "the rules have no randomness"),
    ("libsqlite3-sys", "the rules have no SQL"),
    ("printpdf", "the rules draw nothing"),
    ("rand", "the rules have no randomness"),
    ("rusqlite", "the rules have no SQL"),
    ("tauri", "the rules know no window"),
    ("tokio", "the rules do no I/O"),
];

/// The breaches in a workspace.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let metadata = metadata(root)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let mut breaches = direction(packages);
    if packages.iter().any(|package| package["name"] == CORE) {
        breaches.extend(below_core(root)?);
    }
    Ok(breaches)
}

fn direction(packages: &[Value]) -> Vec<String> {
    let layers: HashMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut breaches = Vec::new();
    for package in packages {
        let name = text(&package["name"]);
        let Some(allowed) = layers.get(name) else {
            breaches.push(format!("{name} has no place in LAYERS of xtask/src/rules/layers.rs"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let dependency = text(&dependency["name"]);
            let ours = packages.iter().any(|package| package["name"] == dependency);
            if ours && !allowed.contains(&dependency) {
                breaches.push(format!(
                    "{name} depends on {dependency}: shells know app, app knows store, documents \
                     and core, these know core, and core knows none"
                ));
            }
            let knows_window = dependency == "tauri" || dependency.starts_with("tauri-");
            if name != SHELL && knows_window && dependency != RESOURCES {
                breaches.push(format!("{name} names {dependency}: only {SHELL} knows the window"));
            }
        }
    }
    breaches
}

/// Looks at everything that core is built with, and at the features it asks for when built alone.
fn below_core(root: &Path) -> Result<Vec<String>> {
    let mut tree = cargo();
    tree.args(["tree", "--package", CORE, "--edges", "normal,build", "--target", "all"]);
    tree.args(["--prefix", "none", "--format", "{p}|{f}"]).current_dir(root);
    let mut breaches = Vec::new();
    for line in output(&mut tree)?.lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or_default();
        if let Some((_, reason)) = NOT_IN_CORE.iter().find(|(banned, _)| *banned == name) {
            breaches.push(format!("{CORE} is built with {name}: {reason}"));
        }
        // `now` is the part of `clock` that reads the time.
        if name == "chrono"
            && features.split(',').any(|feature| ["clock", "now"].contains(&feature))
        {
            breaches.push(format!("{CORE} takes chrono with its clock: today is a parameter"));
        }
    }
    breaches.sort();
    breaches.dedup();
    Ok(breaches)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
