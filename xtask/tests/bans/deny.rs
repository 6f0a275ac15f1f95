//! What `deny.toml` refuses.

use std::env;
use std::process::Command;

use toml::Table;

use crate::scratch::{Scratch, real, real_text};

/// Each banned crate, and who may name it.
const BANNED: [(&str, &str); 4] = [
    ("axum", "desk-cli"),
    ("libsqlite3-sys", "rusqlite"),
    ("printpdf", "desk-documents"),
    ("rusqlite", "desk-store"),
];

#[test]
fn every_banned_crate_is_refused_to_all_but_its_wrapper() {
    let config: Table = real_text("deny.toml").parse().expect("deny.toml is TOML");
    let bans = config["bans"]["deny"].as_array().expect("a list of bans");
    assert_eq!(bans.len(), BANNED.len(), "every ban of deny.toml is broken here");

    for (name, wrapper) in BANNED {
        let ban = bans.iter().find(|ban| ban["crate"].as_str() == Some(name)).expect("the ban");
        let reason = ban["reason"].as_str().expect("a reason");
        let stranger = Scratch::new(&format!("deny-{name}"));
        stranger.ours("desk-stranger", &[name]);
        refused(&stranger, "bans", &[&format!("crate '{name} = "), reason]);

        let friend = Scratch::new(&format!("deny-{name}-wrapped"));
        friend.ours(wrapper, &[name]);
        accepted(&friend, "bans");
    }
}

#[test]
fn a_licence_that_is_not_listed_is_refused() {
    let scratch = Scratch::new("deny-licence");
    scratch.ours("desk-app", &["closed"]);
    accepted(&scratch, "licenses");
    scratch.replace("others/closed/Cargo.toml", "MIT", "GPL-3.0-only");
    refused(&scratch, "licenses", &["GPL-3.0-only", "license is not explicitly allowed"]);
}

#[test]
fn a_dependency_from_a_repository_is_refused() {
    let scratch = Scratch::new("deny-source");
    scratch.ours("desk-app", &["serde"]);
    accepted(&scratch, "sources");

    let repository = scratch.folder.join("others/serde");
    for arguments in ["init --quiet", "add .", "commit --quiet --message=first"] {
        let mut git = Command::new("git");
        git.arg("-C").arg(&repository).args(["-c", "user.name=a", "-c", "user.email=a@b"]);
        git.args(arguments.split(' ')).env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
        assert!(scratch.run(&mut git).0, "{git:?}");
    }
    let address = repository.display().to_string().replace('\\', "/");
    let address = format!("git = \"file:///{}\"", address.trim_start_matches('/'));
    scratch.replace("ours/desk-app/Cargo.toml", "path = \"../../others/serde\"", &address);
    refused(&scratch, "sources", &["source-not-allowed", "serde"]);
}

fn refused(scratch: &Scratch, check: &str, words: &[&str]) {
    let (passed, printed) = cargo_deny(scratch, check);
    assert!(!passed && words.iter().all(|word| printed.contains(word)), "{words:?}\n{printed}");
}

fn accepted(scratch: &Scratch, check: &str) {
    let (passed, printed) = cargo_deny(scratch, check);
    assert!(passed, "{printed}");
}

fn cargo_deny(scratch: &Scratch, check: &str) -> (bool, String) {
    let program = env::var_os("CARGO_DENY").expect("run it as `cargo xtask test bans`");
    let mut command = Command::new(program);
    command.arg("--config").arg(real("deny.toml")).args(["check", check]);
    // What the repository test fetches stays in its folder.
    scratch.run(command.env("CARGO_HOME", scratch.folder.join("cargo-home")))
}
