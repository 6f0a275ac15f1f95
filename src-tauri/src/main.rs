//! 服务台: the window.
//!
//! It shows the pages of ui/ and answers their calls with the commands of desk-app; what a command
//! does is decided there. Here is only what a window can do: printers, dialogs, the system's viewer.
//! There is deliberately no remote content, and the pages reach no plugin: what a plugin does is
//! asked of it here.

// A program with a window opens no console beside it; while developing, its messages are wanted.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod commands;

mod keeping;
mod log;
mod printing;
mod trouble;
mod window;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use arguments::Arguments;
use desk_app::demo::{self, Fill};
use desk_app::{Clock, Desk, Moment, backups, upkeep};
use tauri::{App, AppHandle, Manager};
use tauri_plugin_window_state::StateFlags;

use crate::commands::Shell;

/// How often somebody looks whether a backup is due.
const OFTEN: Duration = Duration::from_secs(60);

/// The tickets of a new practice folder: some weeks of a small point.
const PRACTICE: Fill = Fill { tickets: 300, seed: 1, today: None };

/// The one clock.
#[expect(clippy::disallowed_methods, reason = "the one clock")]
fn machine_time() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map(|since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
    Moment::from_millis(millis.unwrap_or_default()).unwrap_or(Moment::FIRST)
}

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(told) => {
            trouble::tell(&told);
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), String> {
    // Without a web view Tauri would end in a panic that nobody sees.
    let web_view = tauri::webview_version().map_err(|_| trouble::NO_WEB_VIEW.to_owned())?;
    let arguments = arguments::read(std::env::args_os().skip(1))?;
    let logs = arguments.folder.join("logs");
    log::begin(&logs);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), web_view, "start");
    let desk = Desk::new(arguments.folder.clone(), Clock::Machine(machine_time));
    if arguments.practice {
        fill(&desk)?;
    }
    let shell = Arc::new(Shell::new(desk, arguments.folder.clone(), logs));
    let mut context = tauri::generate_context!();
    // A window of its own for each data folder: state, web data, and the one that comes forward.
    context.config_mut().identifier = arguments.identifier();
    let tended = Arc::clone(&shell);
    let builder = tauri::Builder::default();
    #[cfg(windows)]
    let builder = builder.plugin(quiet_web_view());
    let window = builder
        // Before all that does something, so that a second start does nothing else.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| bring_forward(app)))
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .setup(move |app| {
            name(app, &arguments)?;
            std::thread::spawn(move || look_after(&tended.desk));
            Ok(())
        })
        .invoke_handler(move |invoke| commands::answer(&shell, invoke))
        .run(context);
    window.map_err(|error| format!("服务台的窗口打不开：{error}"))
}

/// Turns off what WebView2 does by itself and no page here wants: its keys for searching, printing
/// and reloading, going back by a swipe, and keeping what was typed, which is about customers.
#[cfg(windows)]
fn quiet_web_view() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let settings = tauri_plugin_prevent_default::PlatformOptions::new()
        .browser_accelerator_keys(false)
        .swipe_navigation(false)
        .pinch_zoom(false)
        .general_autofill(false)
        .password_autosave(false);
    // Its script is left out: it runs before every page, and the pages have their own listener.
    tauri_plugin_prevent_default::Builder::new().platform(settings).build_with_manual_injection()
}

/// The first start of a practice folder plays some weeks of work.
fn fill(desk: &Desk) -> Result<(), String> {
    let filled = match desk.has_data() {
        Ok(true) => return Ok(()),
        Ok(false) => demo::fill(desk, PRACTICE).map(drop),
        Err(error) => Err(error),
    };
    filled
        .map_err(|error| format!("练习数据建不起来（{}），请检查磁盘后再试。", error.code.as_str()))
}

fn name(app: &App, arguments: &Arguments) -> tauri::Result<()> {
    match app.get_webview_window("main") {
        Some(window) if arguments.practice => window.set_title("服务台（练习）"),
        _ => Ok(()),
    }
}

fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // What a window manager refuses is no reason to do nothing else.
        window.unminimize().ok();
        window.show().ok();
        window.set_focus().ok();
    }
}

/// Looks through the file once, which nobody has to wait for, the start neither; then after the
/// backups. What is found is told to whoever works.
fn look_after(desk: &Desk) {
    std::thread::sleep(OFTEN);
    log::outcome("examine", upkeep::examine(desk).err().as_ref());
    loop {
        std::thread::sleep(OFTEN);
        if let Err(error) = backups::tend(desk) {
            log::outcome("backup by itself", Some(&error));
        }
    }
}
