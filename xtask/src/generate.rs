//! `cargo xtask generate`.

use std::fs;

use anyhow::Result;

use crate::process::say;
use crate::tree::Tree;

/// Writes what the interface knows of the commands.
pub fn generate(tree: &Tree) -> Result<()> {
    let folder = tree.root.join("ui/src/generated");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("commands.ts"), desk_app::commands::typescript())?;
    say("wrote ui/src/generated/commands.ts");
    Ok(())
}
