// Work that takes long: how far it has come, and the way to stop it.
import { computed, onScopeDispose, shallowRef } from 'vue'

import { trouble, type Trouble } from '../../errors'
import type { Commands, Progress } from '../../generated/commands'
import { callWatched } from '../../platform'

/** One piece of work at a time; it is stopped when the component goes away. */
export function useLongWork() {
  const progress = shallowRef<Progress | null>(null)
  const refused = shallowRef<Trouble | null>(null)
  let stop: AbortController | null = null

  /** Does it; null when it was refused or stopped, and `refused` says why. */
  async function run<K extends 'backup' | 'restore' | 'verify'>(
    command: K,
    request: Commands[K]['request'],
  ): Promise<Commands[K]['response'] | null> {
    if (progress.value !== null) {
      return null
    }
    stop = new AbortController()
    progress.value = { done: 0, all: 0 }
    refused.value = null
    try {
      return await callWatched(command, request, (news) => { progress.value = news }, stop.signal)
    } catch (thrown) {
      refused.value = trouble(thrown)
      return null
    } finally {
      progress.value = null
    }
  }

  function cancel(): void {
    stop?.abort()
  }
  onScopeDispose(cancel)

  return { progress, refused, isBusy: computed(() => progress.value !== null), run, cancel }
}
