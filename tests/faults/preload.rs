//! Loads `faults.c`, which stands beside this file and says what it can do, before a program.
//!
//! For tests of several crates, which take this file in by its path.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The library, built once.
fn library() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/faults/faults.c");
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let library = folder.join("faults.so");
        let part = folder.join(format!("faults-{}.so", std::process::id()));
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"]);
        let built = compiler.arg(&part).args([source, "-ldl", "-pthread"]).status();
        assert!(built.expect("a C compiler").success(), "{source} does not build");
        std::fs::rename(&part, &library).expect("renamed");
        library
    };
    BUILT.get_or_init(build).clone()
}

/// Lets the library stand between a program and the disk, with these settings.
pub fn preload<'c>(command: &'c mut Command, settings: &[(&str, String)]) -> &'c mut Command {
    command.env("LD_PRELOAD", library());
    command.envs(settings.iter().map(|(name, value)| (format!("FAULTS_{name}"), value)))
}
