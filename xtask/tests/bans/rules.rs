//! What `cargo xtask rules` refuses.

use std::process::Command;

use crate::scratch::Scratch;

#[test]
fn the_direction_of_dependencies() {
    let scratch = Scratch::new("layers");
    scratch.ours("desk-core", &["chrono/std", "serde"]);
    scratch.ours("desk-store", &["desk-core", "rusqlite"]);
    scratch.ours("desk-documents", &["desk-core", "printpdf"]);
    scratch.ours("desk-app", &["desk-core", "desk-store", "desk-documents"]);
    scratch.ours("desk-cli", &["desk-app", "axum"]);
    scratch.ours("fuwutai", &["desk-app", "tauri", "tauri-plugin-dialog"]);
    accepted(&scratch);

    for (name, dependency) in [
        ("desk-core", "desk-store"),
        ("desk-store", "desk-documents"),
        ("desk-documents", "desk-app"),
        ("desk-app", "desk-cli"),
        ("desk-cli", "desk-core"),
        ("fuwutai", "desk-store"),
    ] {
        let scratch = Scratch::new("layers-broken");
        scratch.ours(dependency, &[]);
        scratch.ours(name, &[dependency]);
        refused(&scratch, &[&format!("{name} depends on {dependency}"), "core knows none"]);
    }
}

#[test]
fn a_crate_without_a_place() {
    let scratch = Scratch::new("layers-stranger");
    scratch.ours("desk-utils", &[]);
    refused(&scratch, &["desk-utils has no place"]);
}

#[test]
fn tauri_outside_the_shell() {
    for dependency in ["tauri", "tauri-plugin-dialog"] {
        let scratch = Scratch::new("layers-tauri");
        scratch.ours("desk-app", &[dependency]);
        let breach = format!("desk-app names {dependency}");
        refused(&scratch, &[&breach, "only fuwutai knows the window"]);
    }
}

#[test]
fn what_core_must_not_be_built_with() {
    for (dependency, reason) in [
        ("axum", "no I/O"),
        ("getrandom", "no randomness"),
        ("libsqlite3-sys", "no SQL"),
        ("printpdf", "draw nothing"),
        ("rand", "no randomness"),
        ("rusqlite", "no SQL"),
        ("tauri", "no window"),
        ("tokio", "no I/O"),
    ] {
        let scratch = Scratch::new("layers-core");
        scratch.other("between", &[dependency]);
        scratch.ours("desk-core", &["between"]);
        refused(&scratch, &[&format!("desk-core is built with {dependency}"), reason]);
    }
}

#[test]
fn chrono_with_its_clock_in_core() {
    for feature in ["clock", "now"] {
        let scratch = Scratch::new("layers-chrono");
        scratch.ours("desk-core", &[&format!("chrono/{feature}")]);
        refused(&scratch, &["chrono with its clock", "today is a parameter"]);
    }
}

/// Another crate's clock is its own affair: cargo gives each feature to all when it builds together.
#[test]
fn chrono_with_its_clock_beside_core() {
    let scratch = Scratch::new("layers-chrono-beside");
    scratch.ours("desk-core", &["chrono/std"]);
    scratch.ours("desk-cli", &["chrono/clock"]);
    accepted(&scratch);
}

#[test]
fn sql_that_reads_the_clock() {
    for sql in [
        "select date('now')",
        "create table t (made_at text default CURRENT_TIMESTAMP) strict",
        "select current_date",
        "select Current_Time",
        "select unixepoch( )",
        "select datetime()",
        "select strftime('%s')",
        "/* the day */ select\njulianday() -- of today",
    ] {
        let file = Scratch::new("clock-sql");
        file.ours("desk-store", &[]);
        file.write("crates/store/migrations/0001_first.sql", sql);
        refused(&file, &["0001_first.sql:", "SQL does not read the clock"]);

        let source = Scratch::new("clock-rust");
        source.ours("desk-store", &[]);
        source.write("src-tauri/src/main.rs", &format!("fn main() {{\n    run(r#\"{sql}\"#);\n}}"));
        refused(&source, &["main.rs:", "SQL does not read the clock"]);
    }
}

#[test]
fn words_that_only_look_like_the_clock() {
    let scratch = Scratch::new("clock-none");
    scratch.ours("desk-store", &[]);
    let sql = "-- 'now' and CURRENT_DATE\n/* date()\n */ select date(?1), strftime('%s', ?1), current_time_ms";
    scratch.write("crates/store/src/day.sql", sql);
    let rust = "/// Not `'now'`.\nfn update() {\n    // CURRENT_DATE\n    update();\n    say(\"update() --now\");\n}";
    scratch.write("crates/store/src/day.rs", rust);
    scratch.write("xtask/tests/samples.rs", "const SAMPLE: &str = \"select date('now')\";");
    accepted(&scratch);
}

fn refused(scratch: &Scratch, words: &[&str]) {
    let (passed, printed) = rules(scratch);
    assert!(!passed && words.iter().all(|word| printed.contains(word)), "{words:?}\n{printed}");
}

fn accepted(scratch: &Scratch) {
    let (passed, printed) = rules(scratch);
    assert!(passed, "{printed}");
}

fn rules(scratch: &Scratch) -> (bool, String) {
    scratch.run(Command::new(env!("CARGO_BIN_EXE_xtask")).arg("rules").arg(&scratch.folder))
}
