//! Passes the pages' calls on to the two lists of commands.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use desk_app::error::Error;
use desk_app::upkeep::Progress;
use desk_app::{Desk, commands, window};
use serde_json::Value;
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::{Channel, Invoke, InvokeBody, InvokeError, InvokeMessage, JavaScriptChannelId};
use tauri::{AppHandle, Manager as _};

use crate::window::Window;

/// Progress is told this often at most.
const OFTEN: Duration = Duration::from_millis(100);

/// Asked for each minute: only its failures are worth a line in the log.
const QUIET: [&str; 2] = ["health", "check_printers"];

/// What the window works with.
pub struct Shell {
    /// The desk.
    pub desk: Desk,
    /// The data folder.
    pub folder: PathBuf,
    /// Where the log is.
    pub logs: PathBuf,
    /// Set to stop a command that tells its progress, by the channel that it tells it through.
    watched: Mutex<HashMap<u32, Arc<AtomicBool>>>,
}

impl Shell {
    /// A shell in which nothing is being done.
    pub fn new(desk: Desk, folder: PathBuf, logs: PathBuf) -> Shell {
        Shell { desk, folder, logs, watched: Mutex::default() }
    }

    /// Stops a command; false when there is none of this channel.
    pub fn cancel(&self, channel: u32) -> bool {
        let stop = self.watched().get(&channel).cloned();
        stop.inspect(|stop| stop.store(true, Ordering::Relaxed)).is_some()
    }

    fn watched(&self) -> MutexGuard<'_, HashMap<u32, Arc<AtomicBool>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(
        &self,
        app: &AppHandle,
        name: &str,
        request: Value,
        watcher: Option<&Watcher>,
    ) -> Result<Value, Error> {
        if window::NAMES.contains(&name) {
            return window::call(&Window { shell: self, app }, name, request);
        }
        match watcher {
            None => commands::call(&self.desk, name, request),
            Some(watcher) => {
                let mut last = None;
                commands::call_watched(&self.desk, name, request, &mut |progress| {
                    let is_news = last.is_none_or(|last: Instant| last.elapsed() >= OFTEN);
                    if is_news || progress.done == progress.all {
                        last = Some(Instant::now());
                        // A page that is gone need not be told.
                        watcher.channel.send(progress).ok();
                    }
                    !watcher.stop.load(Ordering::Relaxed)
                })
            }
        }
    }
}

/// Who wants to know how far a command has come, and may stop it.
struct Watcher {
    channel: Channel<Progress>,
    stop: Arc<AtomicBool>,
}

/// Answers one call, away from the thread that draws. False when there is no such command.
///
/// The page sends `{ "request": … }`, and as `progress` the channel through which it wants to be
/// told how far the command has come. It gets the answer, or the error as JSON.
pub fn answer(shell: &Arc<Shell>, invoke: Invoke) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let mut names = commands::NAMES.iter().chain(window::NAMES);
    let Some(name) = names.find(|name| **name == message.command()) else { return false };
    let (request, channel) = read(&message);
    let shell = Arc::clone(shell);
    let app = message.webview_ref().app_handle().clone();
    let id = channel.as_ref().map(Channel::id);
    let watcher = channel.map(|channel| {
        // Before the answer is begun, so that it can be stopped from now on.
        let stop = Arc::<AtomicBool>::default();
        shell.watched().insert(channel.id(), Arc::clone(&stop));
        Watcher { channel, stop }
    });
    resolver.respond_async(async move {
        let begun = Instant::now();
        let work = Arc::clone(&shell);
        let answer = spawn_blocking(move || work.run(&app, name, request, watcher.as_ref())).await;
        if let Some(id) = id {
            shell.watched().remove(&id);
        }
        // What a panic says can quote somebody; the log has its place.
        let failed = |_| Err(Error::failed("the program failed on it; its log says where"));
        let answer = answer.unwrap_or_else(failed);
        let ms = begun.elapsed().as_millis();
        match &answer {
            Ok(_) if QUIET.contains(name) => {}
            Ok(_) => tracing::info!(command = name, ms, "done"),
            Err(error) => {
                tracing::warn!(command = name, ms, code = error.code.as_str(), "refused");
            }
        }
        answer.map_err(InvokeError::from)
    });
    true
}

fn read(message: &InvokeMessage) -> (Value, Option<Channel<Progress>>) {
    let InvokeBody::Json(payload) = message.payload() else { return (Value::Null, None) };
    let channel = payload["progress"].as_str();
    let id = channel.and_then(|text| text.parse::<JavaScriptChannelId>().ok());
    (payload["request"].clone(), id.map(|id| id.channel_on(message.webview())))
}
