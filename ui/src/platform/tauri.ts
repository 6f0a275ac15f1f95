// Calls commands in the window. The only file that may import @tauri-apps/*.
import { Channel, invoke, isTauri } from '@tauri-apps/api/core'

import type { Commands, Progress, WindowCommands } from '../generated/commands'

/** Whether the page runs in the window. */
export const inWindow: () => boolean = isTauri

/** Runs a command; rejects with the generated `Error`, or with whatever kept an answer from coming. */
export function call<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
): Promise<Commands[K]['response']> {
  return invoke(command, { request })
}

/** Runs a command that only the window has. */
export function callWindow<K extends keyof WindowCommands>(
  command: K,
  request: WindowCommands[K]['request'],
): Promise<WindowCommands[K]['response']> {
  return invoke(command, { request })
}

/** Runs a command that tells how far it has come, and can be stopped. */
export async function callWatched<K extends keyof Commands>(
  command: K,
  request: Commands[K]['request'],
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Commands[K]['response']> {
  const progress = new Channel<Progress>(onProgress)
  const cancel = () => void callWindow('cancel', { channel: progress.id })
  signal.addEventListener('abort', cancel)
  try {
    return await invoke(command, { request, progress })
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
