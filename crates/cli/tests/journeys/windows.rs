//! What only Windows does: names of devices, drives and streams, paths that are longer than it likes,
//! and files that another program has open.

use std::fs::{self, File};
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::counter::{Counter, number, run, stove};

/// Opens a file as a program does that lets nobody else have it.
fn hold(path: &Path) -> File {
    File::options().read(true).write(true).share_mode(0).open(path).expect("it is held")
}

#[test]
fn a_name_that_is_no_file_is_refused_before_anything_is_kept() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    for name in ["CON", "nul.pdf", "COM1", "C:收据.pdf", "收据:1.pdf", "收据?.pdf", r"\\.\NUL"]
    {
        let args = ["print", "intake", number(&ticket), "--paper", "a5", "--out", name];
        let refused = counter.refused(&args, "");
        assert_eq!((refused.code.as_str(), refused.field.as_str()), ("invalid", "out"), "{name}");
        for command in ["backup", "restore", "verify"] {
            let refused = counter.refused(&[command, name], "");
            let said = (refused.code.as_str(), refused.field.as_str());
            assert_eq!(said, ("invalid", "file"), "{command} {name}");
        }
    }
    assert_eq!(counter.show(&ticket)["prints"], json!([]));
}

#[test]
fn a_path_longer_than_260_characters_is_worked_in() {
    let parent = tempfile::tempdir().expect("a folder");
    let mut folder = parent.path().to_owned();
    while folder.as_os_str().len() < 400 {
        folder.push("很长的文件夹名字 in a long path");
    }
    let run = |args: &[&str]| {
        let output = run(&folder, None, args, "");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    };
    run(&["demo", "--tickets", "20"]);
    let backup = folder.join("备份.fwt");
    let backup = backup.to_str().expect("UTF-8");
    run(&["backup", backup]);
    run(&["verify", backup]);
    run(&["restore", backup]);
    run(&["verify"]);
}

#[test]
fn a_database_that_another_program_holds_is_told_and_waited_for() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let database = counter.folder.join("desk.db");
    let held = hold(&database);
    let output = run(&counter.folder, None, &["ticket", "show", number(&ticket)], "");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("\"busy\"") && said.contains("open in another program"), "{said}");
    // One that holds it for a moment alone is not even noticed.
    let shortly = thread::spawn(move || {
        thread::sleep(Duration::from_millis(600));
        drop(held);
    });
    assert_eq!(counter.show(&ticket)["number"], ticket["number"]);
    shortly.join().expect("it ended");
    counter.verified();
}

#[test]
fn a_document_that_a_viewer_holds_is_told_and_printed_when_it_is_closed() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let out = counter.folder.with_file_name("受理单.pdf");
    fs::write(&out, "an older one").expect("written");
    let held = hold(&out);
    let args = [
        "print",
        "intake",
        number(&ticket),
        "--paper",
        "a5",
        "--out",
        out.to_str().expect("UTF-8"),
    ];
    let refused = counter.refused(&args, "");
    assert_eq!((refused.code.as_str(), refused.field.as_str()), ("busy", "out"));
    assert_eq!(counter.show(&ticket)["prints"], json!([]), "nothing was printed");
    let shortly = thread::spawn(move || {
        thread::sleep(Duration::from_millis(600));
        drop(held);
    });
    counter.value(&args, json!({}));
    shortly.join().expect("it ended");
    assert!(fs::read(&out).expect("a file").starts_with(b"%PDF-"));
}

#[test]
fn a_backup_that_a_scanner_looks_into_gets_its_name() {
    let counter = Counter::new();
    counter.take_in(stove(json!({})));
    let backup = counter.folder.join("备份.fwt");
    let path = backup.to_str().expect("UTF-8");
    counter.value(&["backup", path], json!({}));
    let held = hold(&backup);
    let refused = counter.refused(&["restore", path], "");
    assert_eq!((refused.code.as_str(), refused.field.as_str()), ("busy", "file"));
    drop(held);
    counter.value(&["restore", path], json!({}));
    counter.verified();
}
