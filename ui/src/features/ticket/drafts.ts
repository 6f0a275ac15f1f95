// Half-typed operations: kept while they are typed, offered again, dropped once they are done.
import { computed } from 'vue'

import { keepDraft, type Keeping } from '../../draft'
import type { DraftId, Operation } from '../../generated/commands'
import { call } from '../../platform'
import type { Typed } from './inputs'

const KIND = 'operation'

interface Body {
  number: string
  operation: Operation
  input: Typed
}

/** A form that somebody has begun. */
export interface Begun extends Body {
  id: DraftId
  saved_at: string
}

/** The forms begun on a ticket, the newest first. */
export async function begunOn(number: string): Promise<Begun[]> {
  const drafts = await call('drafts', {})
  return drafts
    .filter((draft) => draft.kind === KIND)
    .map(({ id, saved_at, body }) => ({ id, saved_at, ...(body as Body) }))
    .filter((draft) => draft.number === number)
}

/** Drops a form that was begun. */
export async function drop(id: DraftId): Promise<void> {
  await call('drop_draft', { id })
}

/**
 * Keeps a form from the first change on, under the draft that it came from if there is one. A draft
 * that cannot be saved keeps nobody from working: saving the operation will say what is wrong.
 */
export function keepOperation(body: () => Body, untouched: Typed, begun: Begun | undefined): Keeping {
  const blank = JSON.stringify(untouched)
  const draft = keepDraft(KIND, computed(body), ({ input }) => JSON.stringify(input) === blank)
  draft.begin(begun ?? null)
  return draft
}
