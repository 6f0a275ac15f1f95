//! `cargo xtask`: set up, run, test, pack, measure and generate, on Windows, macOS and Linux.
//!
//! There is deliberately no check of the Rust version or of a C compiler: cargo refuses a compiler
//! older than `rust-version` by name, and without a linker this program itself is not built.

mod bench;
mod bundle;
mod fuzz;
mod generate;
mod packages;
mod process;
mod rules;
mod run;
mod setup;
mod test;
mod tools;
mod tree;
mod windows;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::tree::Tree;

const USAGE: &str = "\
cargo xtask run [--practice] [ARGUMENT…]
                              set everything up, build and open the window; on practice data
cargo xtask test [PART…]      set everything up and test; parts: rust bans fuzz ui browser window
cargo xtask windows [PART…]   on Debian, for Windows: build, and test under Wine, after installing what
                              that needs; parts: check tests desk window installer
cargo xtask bundle [try]      make the package for Debian; try: install, start and remove it here
cargo xtask bench [NAME…] [--check]
                              measure against the machine itself; --check fails above the aims
cargo xtask generate          write ui/src/generated/ from the commands of crates/app
cargo xtask rules [FOLDER]    check the direction of dependencies, and SQL that reads the clock";

fn main() -> ExitCode {
    match command(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: Vec<String>) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(());
    };
    let tree = Tree::find()?;
    match (name.as_str(), rest) {
        ("run", _) => run::run(&tree, rest),
        ("test", _) => test::test(&tree, rest),
        ("windows", _) => windows::windows(&tree, rest),
        ("bundle", _) => bundle::bundle(&tree, rest),
        ("bench", _) => bench::bench(&tree, rest),
        ("generate", []) => generate::generate(&tree),
        ("rules", []) => rules::check(&tree.root),
        ("rules", [folder]) => rules::check(folder.as_ref()),
        _ => bail!("no such command\n{USAGE}"),
    }
}
