// Calls commands in the window. The only file that may import @tauri-apps/*.
import { invoke, isTauri } from '@tauri-apps/api/core'

import type { Commands } from '../generated/commands'

/** Whether the page runs in the window. */
export const inWindow: () => boolean = isTauri

/** Runs a command; rejects with the generated `Error`, or with whatever kept an answer from coming. */
export function call<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
): Promise<Commands[K]['response']> {
  return invoke(command, { request })
}
