// Where the page runs decides how commands are called; nothing else in the interface knows.
import * as http from './http'
import * as tauri from './tauri'

/** Whether the page runs in the window: a browser has no `callWindow`. */
export const inWindow = tauri.inWindow()

/** Runs a command of the list. `errors.ts` reads what it rejects with. */
export const call = inWindow ? tauri.call : http.call

/**
 * Runs a command that takes long: tells how far it has come, and stops it when `signal` is aborted;
 * it rejects with `cancelled` then, and everything is as it was.
 */
export const callWatched = inWindow ? tauri.callWatched : http.callWatched

/** Runs a command that only the window has. */
export const callWindow = tauri.callWindow

/** Saves a text as a file; false when it was not to be. A browser saves it without asking where. */
export async function saveText(name: string, text: string): Promise<boolean> {
  if (inWindow) {
    return (await callWindow('save_text', { name, text })) !== null
  }
  http.download(name, text)
  return true
}
