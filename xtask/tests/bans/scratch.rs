//! Throw-away workspaces, with stand-ins for crates of others.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A workspace whose members are in `ours/` and whose stand-ins in `others/`.
pub struct Scratch {
    pub folder: PathBuf,
}

impl Scratch {
    /// An empty workspace.
    pub fn new(name: &str) -> Scratch {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the last run's folder can be removed");
        }
        let scratch = Scratch { folder };
        scratch.write(
            "Cargo.toml",
            "workspace = { resolver = \"3\", members = [\"ours/*\"], exclude = [\"others\"] }",
        );
        scratch
    }

    /// A member with its dependencies: `desk-app` is another member, `tokio` a stand-in and
    /// `chrono/clock` a stand-in with one of its features.
    pub fn ours(&self, name: &str, dependencies: &[&str]) {
        self.package("ours", name, dependencies);
    }

    /// A stand-in with dependencies of its own.
    pub fn other(&self, name: &str, dependencies: &[&str]) {
        self.package("others", name, dependencies);
    }

    fn package(&self, folder: &str, name: &str, dependencies: &[&str]) {
        let mut manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\nlicense = \"MIT\"\npublish = false\n\
             [features]\nstd = []\nnow = []\nclock = []\n[dependencies]\n"
        );
        for dependency in dependencies {
            let (name, feature) = dependency.split_once('/').unwrap_or((dependency, "std"));
            let folder = if name.starts_with("desk-") { "ours" } else { "others" };
            let line = format!(
                "{name} = {{ path = \"../../{folder}/{name}\", features = [\"{feature}\"] }}\n"
            );
            manifest.push_str(&line);
            if folder == "others" && !self.folder.join(folder).join(name).exists() {
                self.other(name, &[]);
            }
        }
        self.write(&format!("{folder}/{name}/Cargo.toml"), &manifest);
        self.write(&format!("{folder}/{name}/src/lib.rs"), "");
    }

    /// A file, with its folders.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Changes a part of a file.
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.folder.join(path)).expect("the file is there");
        assert!(text.contains(old), "{text}");
        self.write(path, &text.replace(old, new));
    }

    /// Runs a command here: whether it succeeded, and all that it printed.
    pub fn run(&self, command: &mut Command) -> (bool, String) {
        let output = command.current_dir(&self.folder).output().expect("the command starts");
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&text).into_owned())
    }
}

/// A file of the real project.
pub fn real(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of a file of the real project.
pub fn real_text(path: &str) -> String {
    fs::read_to_string(real(path)).expect("the project has the file")
}

/// Cargo, the one that runs the tests.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").expect("cargo runs the tests"))
}
