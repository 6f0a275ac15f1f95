// Where the page runs decides how commands are called; nothing else in the interface knows.
import * as http from './http'
import * as tauri from './tauri'

/** Runs a command of the list. `errors.ts` reads what it rejects with. */
export const call = tauri.inWindow() ? tauri.call : http.call
