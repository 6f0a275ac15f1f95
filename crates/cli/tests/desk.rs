//! `desk` as a process: what goes in, what comes out, and how it ends.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn desk(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = desk(args).spawn().expect("desk starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("desk ends");
    writer.join().expect("the writer ends").expect("desk reads all of its input");
    output
}

/// Runs cases that must all be answered, and gives the answers.
fn answers(args: &[&str], input: &[u8]) -> Vec<Value> {
    let output = run(args, input);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("answers are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("an answer is JSON")).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8").trim_end().to_owned()
}

const GOOD: &str = r#"{"id":"good","on":"2024-06-03","appliance":{"category":"refrigerator",
    "purchased_on":"2024-03-15","invoice":"present"},"fault":{"part_class":"ordinary"}}"#;

/// A warranty case on one line.
fn good() -> String {
    GOOD.replace("\n    ", "")
}

/// The good case with a member replaced, or put in, at a path of names.
fn with(path: &[&str], value: Value) -> String {
    let mut case: Value = serde_json::from_str(&good()).expect("the good case");
    let mut at = &mut case;
    for name in path {
        at = &mut at[*name];
    }
    *at = value;
    case.to_string()
}

#[test]
fn the_run_goes_on_after_each_bad_case() {
    let long = "长".repeat(10_000);
    let deep = format!(r#"{{"id":"deep","extra":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    // What goes in; the code, the field and the id that come out.
    let bad: &[(String, &str, &str, Value)] = &[
        ("{".into(), "broken_json", "", json!(null)),
        ("nonsense".into(), "broken_json", "", json!(null)),
        (r#"{"id":"a","on":"2024-06-03""#.into(), "broken_json", "", json!(null)),
        (
            r#"{"id":"a","appliance":{"category":"#.into(),
            "broken_json",
            "appliance.category",
            json!(null),
        ),
        (format!("{}{}", good(), good()), "broken_json", "", json!(null)),
        (deep, "missing", "on", json!("deep")),
        ("[]".into(), "missing", "on", json!(null)),
        ("7".into(), "invalid", "", json!(null)),
        ("null".into(), "invalid", "", json!(null)),
        (r#"{"id":"a","on":"2024-06-03"}"#.into(), "missing", "appliance.category", json!("a")),
        (r#"{"id":7}"#.into(), "invalid", "id", json!(7)),
        (with(&["on"], json!(null)), "missing", "on", json!("good")),
        (with(&["on"], json!("2026-02-30")), "invalid", "on", json!("good")),
        (with(&["on"], json!("0000-01-01")), "invalid", "on", json!("good")),
        (with(&["on"], json!(20240603)), "invalid", "on", json!("good")),
        (with(&["on"], json!(long)), "invalid", "on", json!("good")),
        (with(&["id"], json!(long)).replace("2024-06-03", "x"), "invalid", "on", json!(long)),
        (
            with(&["appliance", "category"], json!(long)),
            "invalid",
            "appliance.category",
            json!("good"),
        ),
        (with(&["appliance", "use"], json!("home")), "invalid", "appliance.use", json!("good")),
        (with(&["appliance", "gas"], json!("unknown")), "invalid", "appliance.gas", json!("good")),
        (with(&["member_tier"], json!("vip")), "invalid", "member_tier", json!("good")),
        (with(&["fault", "cause"], json!("magic")), "invalid", "fault.cause", json!("good")),
        (with(&["fault"], json!("motor")), "invalid", "fault", json!("good")),
        (
            with(&["appliance", "no_warranty_agreed"], json!("no")),
            "invalid",
            "appliance.no_warranty_agreed",
            json!("good"),
        ),
        (
            with(&["appliance", "card_terms"], json!({"whole_months": "12"})),
            "invalid",
            "appliance.card_terms.whole_months",
            json!("good"),
        ),
        (
            with(&["appliance", "card_terms"], json!({"whole_months": 12.5})),
            "invalid",
            "appliance.card_terms.whole_months",
            json!("good"),
        ),
        (
            with(&["present_job"], json!({"waiting_parts_days": -1})),
            "invalid",
            "present_job.waiting_parts_days",
            json!("good"),
        ),
        (
            with(
                &["jobs"],
                json!([{"kind": "repair", "completed_on": "2024-05-01"},
                    {"kind": "repair", "completed_on": "2024-02-30"}]),
            ),
            "invalid",
            "jobs[1].completed_on",
            json!("good"),
        ),
        (
            with(&["jobs"], json!([{"kind": "repair", "completed_on": "2030-01-01"}])),
            "after_today",
            "jobs[0].completed_on",
            json!("good"),
        ),
    ];
    let mut input = String::new();
    for (line, ..) in bad {
        input.push_str(line);
        input.push('\n');
        input.push_str(&good());
        input.push('\n');
    }
    let answers = answers(&["warranty"], input.as_bytes());
    assert_eq!(answers.len(), 2 * bad.len());
    for (pair, (line, code, field, id)) in answers.chunks(2).zip(bad) {
        let line: String = line.chars().take(200).collect();
        let error = &pair[0]["error"];
        assert_eq!((&error["code"], &error["field"]), (&json!(code), &json!(field)), "{line}");
        assert_eq!(pair[0]["id"], *id, "{line}");
        assert!(error["message"].as_str().is_some_and(|message| message.len() < 40_000), "{line}");
        assert_eq!(pair[1]["cover"], "term_whole", "the case after {line}");
    }
}

#[test]
fn bills_refuse_amounts_that_are_none() {
    let line = |line: Value| {
        json!({"id": "b", "service": "walk_in", "outcome": "repaired", "lines": [line]}).to_string()
    };
    let good = json!({"id": "l", "kind": "labour", "unit_fen": 100, "qty": "1",
        "verdict": {"cover": "none", "labour": "charged", "parts": "charged", "visit": "charged"}});
    let with = |name: &str, value: Value| {
        let mut one = good.clone();
        one[name] = value;
        line(one)
    };
    let most = 9_999_999_999_999_i64;
    let bad: &[(String, &str)] = &[
        (with("unit_fen", json!("100")), "lines[0].unit_fen"),
        (with("unit_fen", json!(1.5)), "lines[0].unit_fen"),
        (with("unit_fen", json!(-1)), "lines[0].unit_fen"),
        (with("unit_fen", json!(most + 1)), "total"),
        (with("unit_fen", json!(i64::MAX)), "total"),
        (with("unit_fen", json!(u64::MAX)), "lines[0].unit_fen"),
        (with("unit_fen", json!(null)).replace("null", "1e300"), "lines[0].unit_fen"),
        (with("qty", json!(1)), "lines[0].qty"),
        (with("qty", json!("9".repeat(10_000))), "total"),
        (with("qty", json!("一")), "lines[0].qty"),
        (with("kind", json!("gift")), "lines[0].kind"),
        (with("verdict", json!({"cover": "some"})), "lines[0].verdict.cover"),
        (with("verdict", json!("none")), "lines[0].verdict"),
        (with("id", json!(null)), "lines[0].id"),
        (line(json!("labour")), "lines[0]"),
        (json!({"id": "b", "outcome": "repaired"}).to_string(), "service"),
        (json!({"id": "b", "service": "teleport"}).to_string(), "service"),
        (json!({"id": "b", "service": "walk_in", "outcome": "lost"}).to_string(), "outcome"),
    ];
    let mut input = String::new();
    for (case, _) in bad {
        input.push_str(case);
        input.push('\n');
    }
    input.push_str(&with("unit_fen", json!(most)));
    let answers = answers(&["fee"], input.as_bytes());
    assert_eq!(answers.len(), bad.len() + 1);
    for (answer, (case, field)) in answers.iter().zip(bad) {
        let case: String = case.chars().take(200).collect();
        assert_eq!(answer["error"]["field"], json!(field), "{case}");
        assert_eq!(answer["id"], "b", "{case}");
    }
    assert_eq!(answers[bad.len()]["due_fen"], json!(most));
}

#[test]
fn input_from_a_windows_shell_is_read() {
    let input = format!("\u{feff}{}\r\n\r\n{}\r\n", good(), good());
    assert_eq!(answers(&["warranty"], input.as_bytes()).len(), 2);
    assert_eq!(answers(&["warranty"], b"").len(), 0);
    // Bytes that are no UTF-8 are bad input like any other.
    let mut bytes = good().into_bytes();
    bytes[8] = 0xFF;
    bytes.push(b'\n');
    bytes.extend(good().into_bytes());
    let answers = answers(&["warranty"], &bytes);
    assert_eq!(answers[0]["error"]["code"], "broken_json");
    assert_eq!(answers[1]["cover"], "term_whole");
}

#[test]
fn each_answer_comes_before_the_next_question() {
    let mut child = desk(&["warranty"]).spawn().expect("desk starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    for _ in 0..3 {
        writeln!(stdin, "{}", good()).expect("desk reads");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("desk answers");
        assert!(answer.contains("term_whole"), "{answer}");
    }
    drop(stdin);
    assert!(child.wait().expect("desk ends").success());
}

#[test]
fn explain_adds_what_would_change() {
    let plain = answers(&["warranty"], good().as_bytes());
    assert!(plain[0].get("would_change").is_none());
    let explained = answers(&["warranty", "--explain"], good().as_bytes());
    let changes = explained[0]["would_change"].as_array().expect("a list");
    let rental = json!({"field": "appliance.use", "to": "rental", "cover": "none"});
    assert!(changes.contains(&rental), "{changes:?}");
}

#[test]
fn small_answers_are_text_or_json() {
    for (args, expected) in [
        (&["working-days", "2026-09-30", "2"][..], "2026-10-09"),
        (
            &["working-days", "2026-09-30", "2", "--json"],
            r#"{"calendar":"table","date":"2026-10-09"}"#,
        ),
        (
            &["--json", "working-days", "2026-12-31", "1"],
            r#"{"calendar":"weekends_only","date":"2027-01-01"}"#,
        ),
        (&["amount-words", "1234.56"], "壹仟贰佰叁拾肆元伍角陆分"),
        (&["amount-words", "0"], "零元整"),
        (&["amount-words", "5", "--json"], "\"伍元整\""),
    ] {
        let output = run(args, b"");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(text(&output.stdout), expected, "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}");
    }
    let version = run(&["--version"], b"");
    assert_eq!(text(&version.stdout), format!("desk {}", env!("CARGO_PKG_VERSION")));
    assert!(text(&run(&["help"], b"").stdout).contains("amount-words"));
}

#[test]
fn wrong_use_is_one_line_that_names_the_field() {
    for (args, named) in [
        (&["working-days", "2026-02-30", "2"][..], "date"),
        (&["working-days", "2026-09-30", "two"], "N"),
        (&["working-days", "2026-09-30", "-1"], "N"),
        (&["working-days", "2026-09-30", "0"], "n:"),
        (&["working-days", "9999-12-31", "1"], "n:"),
        (&["working-days", "2026-09-30"], "<N>"),
        (&["amount-words", "-1"], "amount"),
        (&["amount-words", "1.234"], "amount"),
        (&["amount-words", "1000000000000"], "amount"),
        (&["amount-words"], "<AMOUNT>"),
        (&["serve", "--listen", "0.0.0.0:0"], "listen"),
        (&["serve", "--listen", "here"], "listen"),
        (&["serve", "--ui", "no-such-folder"], "ui"),
        (&["frobnicate"], "frobnicate"),
        (&["warranty", "--frobnicate"], "--frobnicate"),
        (&[], "subcommand"),
    ] {
        let output = run(args, b"");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
        assert!(said.starts_with("desk: ") && said.contains(named), "{args:?}: {said}");
    }
}
