//! Programs that the tests use, built from the registry into the cache at pinned versions.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::process::{cargo, run, say};
use crate::tree::Tree;

/// A program and the version that is used.
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Checks licences, sources and bans of dependencies.
pub const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
/// Builds and runs fuzz targets.
pub const FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };
/// Stands between a WebDriver client and the window.
pub const DRIVER: Tool = Tool { name: "tauri-driver", version: "2.1.0" };

/// The tool's program, installed if it is not yet there.
pub fn ensure(tree: &Tree, tool: &Tool) -> Result<PathBuf> {
    let Tool { name, version } = tool;
    let folder = tree.cache.join("tools").join(format!("{name}-{version}"));
    let program = folder.join("bin").join(name).with_extension(env::consts::EXE_EXTENSION);
    if !program.exists() {
        say(&format!("installing {name} {version}, once; this takes a few minutes"));
        // Built in a folder that cargo removes, not in the project's target folder.
        let mut install = cargo();
        install.args(["install", "--quiet", "--locked", "--version", version, name, "--root"]);
        run(install.arg(&folder).env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(program)
}
