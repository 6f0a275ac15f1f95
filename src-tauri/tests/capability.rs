//! The window's capability follows the lists of commands.

use std::collections::BTreeSet;

use desk_app::{commands, window};

#[test]
fn the_pages_may_call_every_command_and_nothing_else() {
    let capability: serde_json::Value =
        serde_json::from_str(include_str!("../capabilities/main.json")).expect("it is JSON");
    let permissions = capability["permissions"].as_array().expect("it lists permissions");
    let allowed: BTreeSet<String> =
        permissions.iter().map(|name| name.as_str().expect("a name").to_owned()).collect();
    let names = commands::NAMES.iter().chain(window::NAMES);
    // Tauri makes permissions out of command names in this way.
    let commands: BTreeSet<String> =
        names.map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(allowed, commands, "src-tauri/capabilities/main.json and the lists differ");
}
