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

use desk_app::{Clock, Desk, Moment, default_folder, upkeep};

/// The one clock.
#[expect(clippy::disallowed_methods, reason = "the one clock")]
fn machine_time() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map(|since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
    Moment::from_millis(millis.unwrap_or_default()).unwrap_or(Moment::FIRST)
}

fn main() -> ExitCode {
    // Without a web view Tauri would end in a panic that nobody sees.
    if tauri::webview_version().is_err() {
        trouble::tell(trouble::NO_WEB_VIEW);
        return ExitCode::FAILURE;
    }
    let Some(folder) = default_folder() else {
        trouble::tell("找不到存放数据的文件夹，服务台的窗口打不开。");
        return ExitCode::FAILURE;
    };
    let desk = Arc::new(Desk::new(folder, Clock::Machine(machine_time)));
    let examined = Arc::clone(&desk);
    // Nobody has to wait for it; what it finds is told to whoever works.
    std::thread::spawn(move || upkeep::examine(&examined).ok());
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
