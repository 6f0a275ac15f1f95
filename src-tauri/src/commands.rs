//! Passes the pages' calls on to the one command list.

use std::sync::Arc;

use desk_app::{Desk, commands};
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::{Invoke, InvokeBody, InvokeError};

/// Answers one call, away from the thread that draws. False when there is no such command.
///
/// The page sends `{ "request": … }`. It gets the answer, or the error as JSON; text instead of an
/// error says that the program itself failed.
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
        match spawn_blocking(move || commands::call(&desk, name, request)).await {
            Ok(answer) => answer.map_err(InvokeError::from),
            Err(failure) => Err(InvokeError::from_error(failure)),
        }
    });
    true
}
