// Keeps the verdict in step with the form.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

import { trouble, type Trouble } from '../../errors'
import type { Case, Verdict } from '../../generated/commands'

/** Long enough to type on, short enough to seem at once; in milliseconds. */
const PAUSE = 120

/** What there is to show. */
export type Outcome<A = Verdict> =
  | { is: 'nothing' }
  | { is: 'verdict'; verdict: A }
  | { is: 'trouble'; trouble: Trouble }

/**
 * The verdict on a case that changes as it is filled in. An answer that comes after a newer question
 * was put is dropped. Until an answer comes, the last outcome stays.
 */
export function useVerdict<Q = Case, A = Verdict>(
  asked: () => Q | null,
  decide: (asked: Q) => Promise<A>,
): { outcome: ShallowRef<Outcome<A>>; again: () => void } {
  const outcome: ShallowRef<Outcome<A>> = shallowRef({ is: 'nothing' })
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(question: number, about: Q): Promise<void> {
    const answer: Outcome<A> = await decide(about).then(
      (verdict) => ({ is: 'verdict', verdict }),
      (thrown: unknown) => ({ is: 'trouble', trouble: trouble(thrown) }),
    )
    if (question === newest) {
      outcome.value = answer
    }
  }

  function put(about: Q | null): void {
    const question = ++newest
    clearTimeout(timer)
    if (about === null) {
      outcome.value = { is: 'nothing' }
    } else {
      timer = setTimeout(() => void ask(question, about), PAUSE)
    }
  }

  watch(asked, put, { immediate: true })
  onScopeDispose(() => {
    newest++
    clearTimeout(timer)
  })
  return { outcome, again: () => { put(asked()) } }
}
