//! Passes the pages' calls on to the one command list.

use std::sync::Arc;

use desk_app::error::Error;
use desk_app::{Desk, commands};
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::{Invoke, InvokeBody, InvokeError};

/// Answers one call, away from the thread that draws. False when there is no such command.
///
/// The page sends `{ "request": … }`. It gets the answer, or the error as JSON.
pub fn answer(desk: &Arc<Desk>, invoke: Invoke) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let Some(name) = commands::NAMES.iter().find(|name| **name == message.command()) else {
        return false;
    };
    let request = match message.payload() {
        InvokeBody::Json(payload) => payload["request"].clone(),
        InvokeBody::Raw(_) => serde_json::Value::Null,
    };
    let desk = Arc::clone(desk);
    resolver.respond_async(async move {
        let answer = spawn_blocking(move || commands::call(&desk, name, request)).await;
        answer.unwrap_or_else(|failure| Err(Error::failed(failure))).map_err(InvokeError::from)
    });
    true
}
