//! What every answer of a line command has to be, whatever the line was.

use serde_json::Value;

/// Asserts that `out` is one line: an error that names a field, or an answer with `member`.
///
/// # Panics
/// When it is neither, which ends the fuzzer and keeps its input.
pub fn assert_one_answer(out: &[u8], member: &str) {
    let text = out.strip_suffix(b"\n").expect("the line ends");
    assert!(!text.contains(&b'\n'), "one line");
    let answer: Value = serde_json::from_slice(text).expect("the line is JSON");
    match answer.get("error") {
        Some(error) => assert!(error["field"].is_string(), "an error names its field: {error}"),
        None => assert!(answer.get(member).is_some(), "an answer has {member}: {answer}"),
    }
}
