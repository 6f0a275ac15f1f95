//! What was printed by a released version is made again by this one.

use std::fs;
use std::path::Path;

use desk_app::{Clock, Desk, commands};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn prints_of_released_schemas_are_made_again() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/fixtures");
    let mut made = 0;
    for file in fs::read_dir(fixtures).unwrap() {
        let folder = TempDir::new().unwrap();
        fs::copy(file.unwrap().path(), folder.path().join("desk.db")).unwrap();
        let clock = Clock::Chosen("2026-11-24T09:00".parse().unwrap());
        let desk = Desk::new(folder.path().to_owned(), clock);
        let call = |name, request| commands::call(&desk, name, request).unwrap();
        for ticket in call("ticket_list", json!({})).as_array().unwrap() {
            let mut seen: Vec<&Value> = Vec::new();
            for print in ticket["prints"].as_array().unwrap() {
                let document = &print["document"];
                seen.push(document);
                let nth = seen.iter().filter(|other| **other == document).count();
                let again = call("document_again", json!({ "document": document, "print": nth }));
                assert_eq!(again["edition"], print["edition"]);
                assert!(again["pdf"].as_str().unwrap().starts_with("JVBERi0"), "{document}");
                made += 1;
            }
        }
    }
    assert!(made >= 10, "{made} prints");
}
