//! Feeds the line commands with what no person would write.
//!
//! libFuzzer without a sanitizer, so that the stable compiler builds it: core and app have no unsafe
//! code for a sanitizer to watch.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{run, say};
use crate::tools;
use crate::tree::Tree;

/// Each target and the vectors whose cases it starts from.
const TARGETS: &[(&str, &[&str])] =
    &[("warranty", &["warranty.jsonl", "explain.jsonl"]), ("fee", &["fee.jsonl"])];

const TIME: &str = "-max_total_time=60";

/// What stands before the number of inputs in libFuzzer's closing lines.
const COUNT: &str = "stat::number_of_executed_units:";

/// Runs every target for a minute. An input that is refused stays in `crates/app/fuzz/artifacts`.
pub fn fuzz(tree: &Tree) -> Result<()> {
    let program = tools::ensure(tree, &tools::FUZZ)?;
    let cache = tree.cache.join("fuzz");
    let cargo_fuzz = |command: &str| {
        let mut cargo_fuzz = Command::new(&program);
        cargo_fuzz.args([command, "--sanitizer=none", "--codegen-units=16"]);
        cargo_fuzz.arg("--fuzz-dir=crates/app/fuzz").arg("--target-dir").arg(cache.join("target"));
        // Optimising across crates takes far longer than the run.
        cargo_fuzz.env("CARGO_PROFILE_RELEASE_LTO", "off").current_dir(&tree.root);
        cargo_fuzz
    };
    run(&mut cargo_fuzz("build"))?;
    for (target, vectors) in TARGETS {
        let inputs = cache.join(target);
        write_seeds(tree, vectors, &inputs)?;
        let mut command = cargo_fuzz("run");
        command.arg(target).arg(inputs).args(["--", TIME, "-timeout=10", "-print_final_stats=1"]);
        let output = command.output().context("cannot start cargo-fuzz")?;
        let printed = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!("{target}\n{printed}");
        }
        let count = printed.lines().find_map(|line| line.strip_prefix(COUNT));
        say(&format!("{target}: {} inputs", count.context("no count of inputs")?.trim()));
    }
    Ok(())
}

/// Empties the folder and writes each case of the vectors into it as a file of its own.
fn write_seeds(tree: &Tree, vectors: &[&str], folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for name in vectors {
        let path = tree.root.join("crates/app/tests/vectors").join(name);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for (number, line) in text.lines().enumerate() {
            let vector: Value = serde_json::from_str(line)?;
            fs::write(folder.join(format!("{name}-{number}")), vector["case"].to_string())?;
        }
    }
    Ok(())
}
