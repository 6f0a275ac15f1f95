//! Whether window and installer have to be built again: their release build takes longer than
//! everything else, and what they rest on is tested on every change.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tree::Tree;

/// Shell, interface and packaging.
const OF_WINDOW: [&str; 6] = ["Cargo.lock", "Cargo.toml", "icons", "src-tauri", "ui", "xtask"];
/// Made, not written.
const MADE: [&str; 3] = ["dist", "gen", "node_modules"];

/// What window and installer were made of when they passed last.
pub struct Passed {
    file: PathBuf,
    now: String,
}

impl Passed {
    /// Looks at what they would be made of now.
    pub fn of(tree: &Tree) -> Result<Passed> {
        let mut hasher = DefaultHasher::new();
        for name in OF_WINDOW {
            hash(&tree.root.join(name), &mut hasher)?;
        }
        let file = tree.cache.join("windows/window-passed");
        Ok(Passed { file, now: format!("{:016x}", hasher.finish()) })
    }

    /// They passed like this. Not so in an empty cache.
    pub fn is_same(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|passed| passed == self.now)
    }

    /// They have passed.
    pub fn note(&self) -> Result<()> {
        Ok(fs::write(&self.file, &self.now)?)
    }
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let name = path.file_name().context("it has a name")?.to_string_lossy();
    if MADE.contains(&&*name) {
        return Ok(());
    }
    name.hash(hasher);
    if path.is_dir() {
        let entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
        let mut paths = entries.collect::<Result<Vec<_>>>()?;
        paths.sort();
        paths.len().hash(hasher);
        return paths.iter().try_for_each(|path| hash(path, hasher));
    }
    fs::read(path).with_context(|| path.display().to_string())?.hash(hasher);
    Ok(())
}
