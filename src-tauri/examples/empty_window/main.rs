//! A Tauri window with an empty page: what a program with a web view costs before it does anything.
//! `cargo xtask bench window` holds the start and the memory of ours against it.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("examples/empty_window/tauri.conf.json"))
}
