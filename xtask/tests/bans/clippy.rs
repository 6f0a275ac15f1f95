//! What `clippy.toml` disallows, broken with the real crates and under the real lints.

use serde_json::Value;
use toml::Table;

use crate::scratch::{Scratch, cargo, real_text};

const MANIFEST: &str = r#"
[package]
name = "desk-core"
edition = "2024"
[dependencies]
chrono = { version = "0.4", features = ["clock"] }
uuid = { version = "1", features = ["v4", "v7"] }
[lints]
workspace = true
"#;

/// A breach of each ban, one line each, after what the message says. The last is of a lint that core
/// turns on, for floats whose type nobody writes.
const SAMPLES: [(&str, &str); 9] = [
    ("chrono::Utc::now", "pub fn utc() -> i64 { chrono::Utc::now().timestamp() }"),
    ("chrono::Local::now", "pub fn local() -> i64 { chrono::Local::now().timestamp() }"),
    (
        "std::time::SystemTime::now",
        "pub fn std() -> bool { std::time::SystemTime::now().elapsed().is_ok() }",
    ),
    ("uuid::Uuid::now_v7", "pub fn v7() -> uuid::Uuid { uuid::Uuid::now_v7() }"),
    ("uuid::Uuid::new_v4", "pub fn v4() -> uuid::Uuid { uuid::Uuid::new_v4() }"),
    ("f64", "pub fn parsed(text: &str) -> bool { text.parse::<f64>().is_ok() }"),
    ("f64", "pub struct Field { pub money: Option<f64> }"),
    ("f32", "pub fn cast(fen: i64) -> bool { fen as f32 > f32::MAX }"),
    ("floating-point arithmetic", "pub fn half() -> i64 { let half = 0.5; (half * 3.0) as i64 }"),
];

#[test]
fn every_clippy_ban_fires() {
    let config: Table = real_text("clippy.toml").parse().expect("clippy.toml is TOML");
    let messages = clippy_on_samples();
    let fires = |line: u64, words: [&str; 2]| {
        let mut on_line = messages.iter().filter(|(at, _)| *at == line);
        on_line.any(|(_, message)| words.iter().all(|word| message.contains(word)))
    };

    for (line, (words, sample)) in (1..).zip(SAMPLES) {
        assert!(fires(line, [words, "clippy"]), "not refused: {sample}\n{messages:#?}");
    }
    for list in ["disallowed-methods", "disallowed-types"] {
        for ban in config[list].as_array().expect("a list of bans") {
            let path = ban["path"].as_str().expect("a path");
            let reason = ban["reason"].as_str().expect("a reason");
            let mut samples = (1..).zip(SAMPLES).filter(|(_, (words, _))| *words == path);
            assert!(
                samples.any(|(line, _)| fires(line, [path, reason])),
                "{path} has no sample that is refused with its reason"
            );
        }
    }
}

/// The line and the text of each message about the samples, which stand in desk-core's place: under
/// its attributes and the workspace's lints, with the clock that the shells have.
fn clippy_on_samples() -> Vec<(u64, String)> {
    let mut manifest: Table = real_text("Cargo.toml").parse().expect("Cargo.toml is TOML");
    let workspace = manifest["workspace"].as_table_mut().expect("a workspace");
    workspace.insert("members".to_owned(), vec!["ours/*"].into());
    workspace.remove("default-members");
    let scratch = Scratch::new("clippy");
    scratch.write("Cargo.toml", &manifest.to_string());
    scratch.write("Cargo.lock", &real_text("Cargo.lock"));
    scratch.write("clippy.toml", &real_text("clippy.toml"));
    scratch.write("ours/desk-core/Cargo.toml", MANIFEST);
    let core = real_text("crates/core/src/lib.rs");
    let mut lib: String = core.lines().filter(|line| line.starts_with("#![")).collect();
    lib.push_str("pub mod samples;");
    scratch.write("ours/desk-core/src/lib.rs", &lib);
    scratch.write("ours/desk-core/src/samples.rs", &SAMPLES.map(|(_, sample)| sample).join("\n"));

    // A target folder of its own, so that the next run finds the crates of others checked.
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/clippy-target");
    let mut clippy = cargo();
    clippy.args(["clippy", "--message-format=json", "--target-dir", target]);
    let (_, printed) = scratch.run(&mut clippy);
    let lines = printed.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter_map(|line| {
            let message = &line["message"];
            let at = message["spans"][0]["line_start"].as_u64()?;
            Some((at, message["rendered"].as_str()?.to_owned()))
        })
        .collect()
}
