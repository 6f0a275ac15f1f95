//! `cargo xtask bench`.

use anyhow::Result;

use crate::process::run;
use crate::tree::Tree;

/// Runs the measurements, which stand in `benches/` of the crate they measure.
pub fn bench(tree: &Tree, arguments: &[String]) -> Result<()> {
    run(tree.cargo(&["bench", "--bench", "*", "--"]).args(arguments))
}
