//! A place for one run: a disk with the data, and beside it what stands between it and the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::counter::{PIN, run, stove};
use crate::preload::preload;
use crate::program::Program;

pub struct Place {
    parent: TempDir,
    /// What the library is told.
    settings: Vec<(&'static str, String)>,
}

impl Place {
    /// Nothing was ever written here.
    pub fn empty() -> Place {
        let parent = TempDir::new().expect("a folder");
        fs::create_dir(parent.path().join("disk")).expect("a folder");
        let place = Place { parent, settings: Vec::new() };
        let path = |name: &str| place.parent.path().join(name).display().to_string();
        let settings = vec![("DIR", path("disk")), ("TOLD", path("told")), ("WELL", path("well"))];
        Place { settings, ..place }
    }

    /// A service point with a ticket that was paid, a backup of that, then a second ticket and a
    /// draft. Made once, for a PIN takes its time, and copied.
    pub fn open() -> Place {
        static MADE: OnceLock<Place> = OnceLock::new();
        let made = MADE.get_or_init(|| {
            let made = Place::empty();
            made.call(
                "set_up",
                json!({
                    "point": { "name": "桂林服务点", "branch": "GL01", "city": "桂林" },
                    "supervisor": { "name": "周经理", "badge": "S1", "pin": PIN },
                }),
            );
            let ticket = made.does(&["ticket", "new"], stove(json!({})));
            let number = ticket["number"].as_str().expect("a number");
            let money = json!({ "amount_fen": 100, "method": "cash" });
            made.does(&["ticket", "do", number, "pay"], money);
            made.does(&["backup", &made.path("old.fwt")], json!({}));
            made.does(&["ticket", "new"], stove(json!({})));
            made.call("save_draft", json!({ "kind": "intake", "body": { "name": "李" } }));
            made
        });
        let place = Place::empty();
        copy(&made.disk(), &place.disk());
        place
    }

    pub fn disk(&self) -> PathBuf {
        self.parent.path().join("disk")
    }

    pub fn data(&self) -> PathBuf {
        self.disk().join("服务台 data")
    }

    /// The path of a file on the disk, for an argument.
    pub fn path(&self, name: &str) -> String {
        self.disk().join(name).to_str().expect("UTF-8").to_owned()
    }

    /// A file that is not on the disk.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.parent.path().join(name)
    }

    pub fn set(&mut self, name: &'static str, value: impl ToString) {
        self.settings.push((name, value.to_string()));
    }

    /// What was made to fail so far, a letter each.
    pub fn told(&self) -> String {
        fs::read_to_string(self.beside("told")).unwrap_or_default()
    }

    /// From now on nothing fails any more, in programs that are running too.
    pub fn get_well(&self) {
        fs::write(self.beside("well"), "").expect("written");
    }

    /// `desk` with the library.
    pub fn desk(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.arg("--json").arg("--data").arg(self.data());
        preload(&mut command, &self.settings);
        command
    }

    pub fn serve(&self) -> Program {
        Program::start(self.desk().arg("serve"))
    }

    /// One `desk` with the library.
    pub fn output(&self, args: &[&str], input: &Value) -> Output {
        crate::counter::ended(self.desk().args(args), &input.to_string())
    }

    /// What a command without the library prints, which must succeed.
    #[track_caller]
    pub fn does(&self, args: &[&str], input: Value) -> Value {
        let output = run(&self.data(), None, args, &input.to_string());
        let said = String::from_utf8_lossy(&output.stderr);
        let answer = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}{answer}");
        serde_json::from_str(&answer).expect("one value")
    }

    #[track_caller]
    pub fn call(&self, name: &str, request: Value) -> Value {
        self.does(&["call", name], request)
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let to = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            fs::create_dir(&to).expect("a folder");
            copy(&entry, &to);
        } else {
            fs::copy(&entry, &to).expect("copied");
        }
    }
}
