//! The same document gives the same bytes, another one others.

use std::process::Command;

use desk_core::paper::{Offset, Paper};

use super::{FONTS, first, sheet};
use crate::content::{Content, Receipt};
use crate::{Marks, Sheet, pdf, samples};

fn content(payer: &str) -> Content {
    Content::Receipt(Box::new(Receipt { payer: payer.into(), ..samples::receipt() }))
}

/// The two ids at the end of a PDF, as they stand there.
fn id(pdf: &[u8]) -> &[u8] {
    let last = |of: &[u8]| pdf.windows(of.len()).rposition(|bytes| bytes == of);
    let begin = last(b"/ID").expect("a PDF has an /ID");
    &pdf[begin..last(b"/Size").expect("a PDF has a /Size")]
}

#[test]
fn the_same_again() {
    for paper in Paper::ALL {
        let content = content("龑䶮珺");
        let sheet = sheet(&content, *paper, first());
        assert!(pdf(&FONTS, &sheet) == pdf(&FONTS, &sheet), "{}", paper.as_str());
    }
}

#[test]
fn what_differs_in_anything_has_other_bytes_and_another_id() {
    let (content, other) = (content("龑䶮珺"), content("龑䶮琚"));
    let first = sheet(&content, Paper::A5, first());
    let marks = first.marks;
    let later = samples::at("2026-11-24T15:30:01+08:00");
    let sheets = [
        first,
        Sheet { content: &other, ..first },
        Sheet { paper: Paper::A4, ..first },
        Sheet { copies: &first.copies[..2], ..first },
        Sheet { offset: Offset { right: 1, down: 0 }, ..first },
        Sheet { marks: Marks { reprint: 1, ..marks }, ..first },
        Sheet { marks: Marks { reprint: 2, ..marks }, ..first },
        Sheet { marks: Marks { edition: 2, ..marks }, ..first },
        Sheet { marks: Marks { printed_at: later, ..marks }, ..first },
        Sheet { marks: Marks { voided: Some("错"), ..marks }, ..first },
        Sheet { marks: Marks { practice: true, ..marks }, ..first },
    ];
    let made: Vec<Vec<u8>> = sheets.iter().map(|sheet| pdf(&FONTS, sheet)).collect();
    for (index, one) in made.iter().enumerate() {
        assert!(id(one).len() >= 32, "{:?}", id(one));
        for (more, other) in made[index + 1..].iter().enumerate() {
            let pair = (index, index + 1 + more);
            assert!(one != other, "{pair:?}");
            assert_ne!(id(one), id(other), "{pair:?}");
        }
    }
}

/// Where the other process writes to.
const CHILD: &str = "FUWUTAI_TEST_WRITES";

/// What differs between processes, such as the seeds of hash maps, does not reach the file.
#[test]
fn the_same_in_another_process() {
    let content = content("龑䶮珺");
    let mine = pdf(&FONTS, &sheet(&content, Paper::A5, first()));
    if let Some(path) = std::env::var_os(CHILD) {
        return std::fs::write(path, mine).expect("the folder is there");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("theirs.pdf");
    let name = "tests::same::the_same_in_another_process";
    let mut other = Command::new(std::env::current_exe().expect("a program"));
    let run = other.args(["--exact", name]).env(CHILD, &path).output().expect("it starts");
    assert!(run.status.success(), "{run:?}");
    assert!(mine == std::fs::read(path).expect("it wrote"));
}
