//! `cargo xtask run`.

use anyhow::Result;

use crate::process::{run as run_command, say};
use crate::tree::Tree;
use crate::{packages, setup};

/// Opens the window, after everything that it needs.
pub fn run(tree: &Tree, arguments: &[String]) -> Result<()> {
    setup::node()?;
    packages::ensure(packages::WINDOW)?;
    setup::node_modules(tree, "ui")?;
    setup::pages(tree)?;
    say("building and opening the window");
    run_command(tree.cargo(&["run", "--package", "fuwutai", "--"]).args(arguments))
}
