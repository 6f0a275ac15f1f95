//! The interface's bindings agree with the command list.

use desk_app::commands;

#[test]
fn committed_bindings_are_those_of_the_command_list() {
    let committed = include_str!("../../../ui/src/generated/commands.ts");
    assert_eq!(
        committed.replace("\r\n", "\n"),
        commands::typescript(),
        "the command list has changed: run `cargo xtask generate`"
    );
}

#[test]
fn the_bindings_offer_every_command() {
    let bindings = commands::typescript();
    for name in commands::NAMES {
        assert!(bindings.contains(&format!("  {name}: {{ request: ")), "{name}");
    }
}
