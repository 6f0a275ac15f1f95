//! 服务台: the window.
//!
//! It shows the pages of ui/ and answers their calls with the commands of desk-app; what a command
//! does is decided there. There is deliberately no command of its own here, no remote content and no
//! plugin.

// A program with a window opens no console beside it; while developing, its messages are wanted.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod trouble;

use std::process::ExitCode;
use std::sync::Arc;

use desk_app::Desk;

fn main() -> ExitCode {
    // Without a web view Tauri would end in a panic that nobody sees.
    if tauri::webview_version().is_err() {
        trouble::tell(trouble::NO_WEB_VIEW);
        return ExitCode::FAILURE;
    }
    let desk = Arc::new(Desk::shipped());
    let window = tauri::Builder::default()
        .invoke_handler(move |invoke| commands::answer(&desk, invoke))
        .run(tauri::generate_context!());
    match window {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            trouble::tell(&format!("服务台的窗口打不开：{error}"));
            ExitCode::FAILURE
        }
    }
}
