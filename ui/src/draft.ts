// A form that is half filled in is kept as it stands, so that a power cut or a wrong click loses nothing.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { trouble, type Trouble } from './errors'
import type { DraftId, DraftView } from './generated/commands'
import { call } from './platform'

/** How long nobody types before it is kept, in milliseconds: a crash costs a letter or two. */
const PAUSE = 300

/** What became of what was typed. */
export type Kept = { at: string } | { trouble: Trouble } | null

/** Keeps a form as a draft. */
export interface Keeping {
  kept: Readonly<ShallowRef<Kept>>
  /** The draft that it is kept as. */
  id: () => DraftId | null
  /** Keeps what stands there now. */
  flush: () => Promise<void>
  /** Goes on with a draft that was kept; with none, the next change makes a new one. */
  begin: (draft: Pick<DraftView, 'id' | 'saved_at'> | null) => void
  /** Drops the draft: the form was saved, or is not wanted any more. */
  drop: () => Promise<void>
}

/**
 * Keeps a form a moment after each change, and at once when it or the page goes away. A blank one is no
 * draft, and PINs have no place in any.
 */
export function keepDraft<F>(kind: string, form: Readonly<Ref<F>>, isBlank: (form: F) => boolean): Keeping {
  const kept = shallowRef<Kept>(null)
  let draft = draftOf(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  // One after the other: the second time it is kept replaces the first.
  let queue: Promise<void> = Promise.resolve()

  interface Draft {
    id: DraftId | null
    /** What was kept last. */
    text: string
  }

  function draftOf(id: DraftId | null): Draft {
    return { id, text: JSON.stringify(form.value) }
  }

  async function remove(gone: Draft): Promise<void> {
    if (gone.id !== null) {
      await call('drop_draft', { id: gone.id })
      gone.id = null
    }
  }

  async function write(one: Draft, text: string): Promise<Kept> {
    const body = JSON.parse(text) as F
    if (isBlank(body)) {
      await remove(one)
      return null
    }
    const { id, saved_at: at } = await call('save_draft', { id: one.id, kind, body })
    one.id = id
    return { at }
  }

  function next(step: () => Promise<void>): Promise<void> {
    clearTimeout(timer)
    queue = queue.then(step)
    return queue
  }

  function flush(): Promise<void> {
    const one = draft
    const text = JSON.stringify(form.value)
    return next(async () => {
      if (text === one.text) {
        return
      }
      const became = await write(one, text).catch((thrown: unknown) => ({ trouble: trouble(thrown) }))
      if (became === null || 'at' in became) {
        one.text = text
      }
      if (one === draft) {
        kept.value = became
      }
    })
  }

  function begin(from: Pick<DraftView, 'id' | 'saved_at'> | null): void {
    clearTimeout(timer)
    draft = draftOf(from?.id ?? null)
    kept.value = from === null ? null : { at: from.saved_at }
  }

  function drop(): Promise<void> {
    const gone = draft
    begin(null)
    // What cannot be dropped is offered again.
    return next(() => remove(gone).catch(() => undefined))
  }

  function onHidden(): void {
    if (document.visibilityState === 'hidden') {
      void flush()
    }
  }
  function onGone(): void {
    void flush()
  }
  document.addEventListener('visibilitychange', onHidden)
  addEventListener('pagehide', onGone)

  watch(form, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), PAUSE)
  }, { deep: true })
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onHidden)
    removeEventListener('pagehide', onGone)
    void flush()
  })

  return { kept, id: () => draft.id, flush, begin, drop }
}

/** The draft of a form of which there is one. */
export interface FormDraft {
  /** What stands in the form came out of the draft. */
  restored: Ref<boolean>
  /** What was kept has been read. */
  ready: Promise<void>
  /** The form without anything typed, where it is known only later. */
  beginsAs: (form: object) => void
  /** Drops it: the form was saved, or is not wanted any more. */
  drop: () => Promise<void>
}

/**
 * Puts what was kept of a form back into it, and keeps the form from now on whenever it differs from
 * what it was. What cannot be kept is not told: saving the form will fail too, and says so.
 */
export function useDraft<F extends object>(kind: string, form: Ref<F>): FormDraft {
  let untouched = JSON.stringify(form.value)
  const restored = ref(false)
  const draft = keepDraft(kind, form, (body) => JSON.stringify(body) === untouched)

  async function read(): Promise<void> {
    const drafts = await call('drafts', {}).catch(() => [])
    const found = drafts.find((one) => one.kind === kind)
    // Who began to type while it was read means what they type.
    if (found === undefined || JSON.stringify(form.value) !== untouched) {
      return
    }
    form.value = { ...form.value, ...(found.body as Partial<F>) }
    draft.begin(found)
    restored.value = true
  }

  return {
    restored,
    ready: read(),
    beginsAs: (blank) => { untouched = JSON.stringify(blank) },
    drop: async () => {
      untouched = JSON.stringify(form.value)
      restored.value = false
      await draft.drop()
    },
  }
}
