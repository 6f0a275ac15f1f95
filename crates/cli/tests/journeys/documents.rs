//! Documents: printed, printed again, voided, and what is refused before anything is kept.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::counter::{
    Counter, approval, complete, consent, number, pay, quote, schedule, stove, to_inspect,
};

impl Counter {
    /// A file beside the data folder, with Chinese characters and a space in its name.
    fn pdf(&self) -> PathBuf {
        self.folder.with_file_name("打印 单据.pdf")
    }

    /// What `desk print` says, and the file that it wrote.
    #[track_caller]
    fn prints(&self, kind: &str, number: &str, paper: &str, more: &[&str]) -> (Value, Vec<u8>) {
        let out = self.pdf();
        let out = out.to_str().expect("UTF-8");
        let args = [&["print", kind, number, "--paper", paper, "--out", out], more].concat();
        let said = self.value(&args, json!({}));
        assert_eq!(said["file"], out);
        let bytes = std::fs::read(out).expect("a file");
        assert!(bytes.starts_with(b"%PDF-"), "{kind} on {paper}");
        (said, bytes)
    }

    /// Status, code and field with which a print is refused; no file may be left behind.
    #[track_caller]
    fn print_refused(&self, kind: &str, number: &str, paper: &str) -> (i32, String, String) {
        let out = self.folder.with_file_name("refused.pdf");
        let out_text = out.to_str().expect("UTF-8");
        let args = ["print", kind, number, "--paper", paper, "--out", out_text];
        let refused = self.refused(&args, "");
        assert!(!out.exists());
        no_rest(self.folder.parent().expect("a folder"));
        (refused.status, refused.code, refused.field)
    }

    #[track_caller]
    fn again(&self, document: &str, print: u32) -> String {
        let said = self.call("document_again", json!({ "document": document, "print": print }));
        assert_eq!(said["print"], print);
        said["pdf"].as_str().expect("a PDF").to_owned()
    }

    /// A ticket whose work is done, for 155.00.
    fn done(&self) -> Value {
        let ticket = self.take_in(stove(json!({})));
        self.acts(&ticket, &to_inspect(self, "drop"));
        self.acts(&ticket, &[quote(), consent(), ("start", json!({})), complete()]);
        ticket
    }
}

/// No temporary file stays behind.
#[track_caller]
fn no_rest(folder: &Path) {
    let names = std::fs::read_dir(folder).expect("a folder").flatten().map(|it| it.file_name());
    let rest: Vec<_> = names.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(rest.is_empty(), "{rest:?}");
}

/// Edition, place among the prints, and how often it was printed before.
fn counted(said: &Value) -> [i64; 3] {
    ["edition", "print", "reprint"].map(|name| said[name].as_i64().expect("a count"))
}

fn refusal(status: i32, code: &str, field: &str) -> (i32, String, String) {
    (status, code.to_owned(), field.to_owned())
}

#[test]
fn a_slip_gets_a_new_edition_when_something_has_changed() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let slip = number(&ticket);
    let (first, bytes) = counter.prints("intake", slip, "a5", &["--by", "C1"]);
    assert_eq!((&first["document"], &first["ticket"]), (&json!(slip), &json!(slip)));
    assert_eq!(counted(&first), [1, 1, 0]);
    let same = counter.prints("intake", &slip.replace('-', "").to_lowercase(), "80mm", &[]);
    assert_eq!(counted(&same.0), [1, 2, 1], "the same edition on another paper");
    counter.acts(&ticket, &[schedule(&counter)]);
    assert_eq!(counted(&counter.prints("intake", slip, "a5", &[]).0), [2, 3, 2]);
    let shown = counter.show(&ticket);
    let print = &shown["prints"][0];
    assert_eq!(
        (&print["paper"], &print["by"], &print["edition"]),
        (&json!("a5"), &json!("李丽"), &json!(1))
    );
    let history = counter.values(&["ticket", "history", slip], json!({}));
    assert_eq!(history[1]["operation"], "document.print");
    assert_eq!(history[1]["facts"]["paper"], "a5");
    assert_eq!(counter.again(slip, 1), base64(&bytes));
    assert_eq!(
        std::fs::read_dir(counter.folder.parent().expect("a folder")).expect("it").count(),
        2
    );
    counter.verified();
}

#[test]
fn a_voucher_exists_once_the_work_is_done() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let before = counter.print_refused("repair", number(&ticket), "a5");
    assert_eq!(before, refusal(1, "not_found", "number"));
    let ticket = counter.done();
    for paper in ["a4", "a5", "241x140", "80mm"] {
        counter.prints("repair", number(&ticket), paper, &[]);
    }
    for paper in ["241x93", "58mm"] {
        let refused = counter.print_refused("repair", "BX-GL01-000001", paper);
        assert_eq!(refused, refusal(2, "paper_too_small", "paper"));
    }
    let said = counter.prints("repair", "bxgl01000001", "a4", &[]).0;
    assert_eq!((&said["document"], counted(&said)), (&json!("BX-GL01-000001"), [1, 5, 4]));
    counter.verified();
}

#[test]
fn a_receipt_says_what_it_said() {
    let counter = Counter::new();
    let ticket = counter.done();
    counter.acts(&ticket, &[pay(5_000, "cash")]);
    let (first, bytes) = counter.prints("receipt", "SJ-GL01-000001", "58mm", &[]);
    assert_eq!(counted(&first), [1, 1, 0]);
    // The bill becomes another, the customer, the point and the appliance are put right.
    let less = json!({ "method": "wechat", "amount_fen": 9_500, "discount_fen": 1_000,
        "reason": "酌情", "approval": approval() });
    counter.acts(&ticket, &[("pay", less)]);
    let right = json!({ "reason": "听错", "customer": { "name": "章三", "phones": ["13900000000"] },
        "appliance": { "model": "JZT-9" } });
    counter.acts(&ticket, &[("correct", right)]);
    let point = json!({ "name": "桂林新店", "branch": "GL01", "phone": "0773-5800123" });
    counter.call("set_up", json!({ "point": point, "approval": approval() }));
    assert_eq!(counter.again("SJ-GL01-000001", 1), base64(&bytes));
    let second = counter.prints("receipt", "sjgl01000001", "a5", &[]).0;
    assert_eq!(counted(&second), [1, 2, 1], "a receipt has one edition");
    // Of the ticket it is the newest receipt.
    let newest = counter.prints("receipt", number(&ticket), "241x93", &[]).0;
    assert_eq!((&newest["document"], counted(&newest)), (&json!("SJ-GL01-000002"), [1, 1, 0]));
    counter.verified();
}

#[test]
fn a_voided_receipt_says_so_from_then_on() {
    let counter = Counter::new();
    let ticket = counter.done();
    counter.acts(&ticket, &[pay(5_000, "cash")]);
    let (_, good) = counter.prints("receipt", "SJ-GL01-000001", "80mm", &[]);
    let preview = |number: &str| {
        let wanted = json!({ "kind": "receipt", "number": number, "paper": "80mm" });
        counter.call("document_preview", wanted)
    };
    let before = preview("SJ-GL01-000001");
    let reverse = json!({ "reason": "应为 155", "payment": "SJ-GL01-000001" });
    counter.acts(&ticket, &[("correct", reverse)]);
    let after = preview("SJ-GL01-000001");
    assert_ne!(before["pages"], after["pages"], "作废");
    assert_eq!((&after["edition"], &after["reprint"]), (&json!(1), &json!(1)));
    let (_, voided) = counter.prints("receipt", "SJ-GL01-000001", "80mm", &[]);
    assert_eq!(counter.again("SJ-GL01-000001", 1), base64(&good), "the first was good");
    assert_eq!(counter.again("SJ-GL01-000001", 2), base64(&voided));
    let newest = counter.prints("receipt", number(&ticket), "80mm", &[]).0;
    assert_eq!(newest["document"], "SJ-GL01-000002", "that of the reversal");
    counter.verified();
}

#[test]
fn copies_are_those_of_the_point() {
    let counter = Counter::new();
    let ticket = counter.done();
    counter.acts(&ticket, &[pay(15_500, "cash")]);
    let receipt = "SJ-GL01-000001";
    counter.prints("receipt", receipt, "a5", &["--copies", "客户，存根"]);
    counter.prints("receipt", receipt, "a5", &[]);
    counter.prints("receipt", receipt, "241x93", &["--copies", "存根"]);
    let prints = counter.show(&ticket)["prints"].clone();
    let names = |print: usize| -> Vec<String> {
        let copies = prints[print]["copies"].as_array().expect("copies");
        copies.iter().map(|copy| copy["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(0), ["客户", "存根"]);
    assert_eq!(names(1), ["存根", "客户", "记账"]);
    assert_eq!(names(2), ["存根", "客户", "记账"], "one print makes all");
    // Copies that are printed one after the other are each an original.
    counter.acts(&ticket, &[("correct", json!({ "payment": receipt, "reason": "记错" }))]);
    let reversal = "SJ-GL01-000002";
    for (copy, reprint) in [("存根", 0), ("客户", 0), ("存根", 1)] {
        let printed = counter.prints("receipt", reversal, "80mm", &["--copies", copy]).0;
        assert_eq!(printed["reprint"], reprint, "{copy}");
    }
    let out = counter.pdf();
    let out = out.to_str().expect("UTF-8");
    for (kind, copies, expected) in [
        ("receipt", "存根,财务", ("invalid", "copies[1]")),
        ("receipt", "存根,存根", ("duplicate", "copies[1]")),
        ("intake", "存根", ("contradicts", "copies")),
    ] {
        let number = if kind == "receipt" { receipt } else { number(&ticket) };
        let args = ["print", kind, number, "--paper", "a5", "--out", out, "--copies", copies];
        let refused = counter.refused(&args, "");
        assert_eq!((refused.status, &*refused.code, &*refused.field), (2, expected.0, expected.1));
    }
    counter.verified();
}

#[test]
fn kinds_do_not_mix_and_wrong_words_are_named() {
    let counter = Counter::new();
    let ticket = counter.done();
    counter.acts(&ticket, &[pay(15_500, "cash")]);
    for (kind, wrong) in [
        ("repair", "SJ-GL01-000001"),
        ("receipt", "BX-GL01-000001"),
        ("intake", "BX-GL01-000001"),
        ("receipt", "SJ-GL01-000099"),
        ("intake", "WX-GL01-20261123-0099"),
        ("intake", ""),
    ] {
        let refused = counter.print_refused(kind, wrong, "a4");
        assert_eq!(refused, refusal(1, "not_found", "number"), "{kind} {wrong}");
    }
    let of = |kind: &str, paper: &str| counter.print_refused(kind, number(&ticket), paper);
    assert_eq!(of("invoice", "a4"), refusal(2, "invalid", "kind"));
    assert_eq!(of("intake", "a3"), refusal(2, "invalid", "paper"));
    let none = json!({ "document": number(&ticket), "print": 1 }).to_string();
    let refused = counter.refused(&["call", "document_again"], &none);
    assert_eq!((refused.status, &*refused.field), (1, "print"));
}

#[test]
fn for_people_it_says_what_was_done() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let number = number(&ticket);
    let out = counter.pdf();
    let text = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.arg("--data").arg(&counter.folder).args(["--now", &counter.now()]).args(args);
        let output = command.output().expect("desk runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let path = out.to_str().expect("UTF-8");
    let print = ["print", "intake", number, "--paper", "80mm", "--out", path];
    assert_eq!(text(&print), format!("{number} 第1版 首次打印 → {path}\n"));
    assert_eq!(text(&print), format!("{number} 第1版 补打第1次 → {path}\n"));
    let shown = text(&["ticket", "show", number]);
    assert!(shown.contains(&format!("打印  {number} 第1版 第2次 2026-11-23 ")), "{shown}");
    assert!(shown.contains(" 80mm\n"), "{shown}");
}

#[test]
fn a_file_that_cannot_be_written_keeps_nothing() {
    let counter = Counter::new();
    let ticket = counter.take_in(stove(json!({})));
    let folder = counter.folder.with_file_name("文件夹");
    std::fs::create_dir(&folder).expect("a folder");
    let nowhere = folder.join("没有/这里.pdf");
    let no_name = folder.join("没有/");
    let long = folder.join("长".repeat(300));
    for out in [&folder, &nowhere, &no_name, &long] {
        let out = out.to_str().expect("UTF-8");
        let args = ["print", "intake", number(&ticket), "--paper", "a5", "--out", out];
        let refused = counter.output(&args, "");
        let said = String::from_utf8(refused.stderr).expect("UTF-8");
        assert_eq!(refused.status.code(), Some(2));
        let named = said.starts_with("desk: out") || said.contains(r#""field":"out""#);
        assert!(named && said.lines().count() == 1, "{said}");
    }
    assert_eq!(counter.show(&ticket)["prints"], json!([]));
    // A refused print leaves the file that is there as it was.
    std::fs::write(counter.pdf(), "旧").expect("a file");
    let out = counter.pdf();
    let out = out.to_str().expect("UTF-8");
    counter.refused(&["print", "repair", number(&ticket), "--paper", "a5", "--out", out], "");
    assert_eq!(std::fs::read_to_string(out).expect("it"), "旧");
    no_rest(counter.folder.parent().expect("a folder"));
    counter.verified();
}

/// As `base64` writes it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut group = [0; 3];
        group[..three.len()].copy_from_slice(three);
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for digit in 0..4 {
            let index = bits >> (18 - 6 * digit) & 63;
            text.push(if digit <= three.len() { char::from(DIGITS[index]) } else { '=' });
        }
    }
    text
}
