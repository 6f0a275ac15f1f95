//! Rules that neither clippy nor cargo-deny can hold. `xtask/tests/bans.rs` sees each of them fire.

mod clock;
mod layers;

use std::path::Path;

use anyhow::{Result, bail};

/// Checks a workspace, and names every breach with its reason.
pub fn check(root: &Path) -> Result<()> {
    let mut breaches = layers::check(root)?;
    breaches.extend(clock::check(root)?);
    if breaches.is_empty() {
        return Ok(());
    }
    bail!("rules are broken\n  {}", breaches.join("\n  "));
}
