import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'

import type { Case, Cover, Verdict } from '../../generated/commands'
import { emptyForm } from './form'
import { useVerdict, type Outcome } from './useVerdict'

const asking = (model: string): Case => {
  const form = emptyForm()
  return { ...form, appliance: { ...form.appliance, model } }
}

const verdict = (cover: Cover): Verdict => ({
  cover,
  labour: 'free',
  parts: 'free',
  visit: 'free',
  clauses: [],
  provisional: false,
  ask: [],
  advice: [],
  remedies: [],
})

const asked = ref<Case | null>(null)
const answers = new Map<string, { resolve: (verdict: Verdict) => void; reject: (why: unknown) => void }>()
const decide = vi.fn(
  ({ appliance }: Case) =>
    new Promise<Verdict>((resolve, reject) => answers.set(appliance.model ?? '', { resolve, reject })),
)

let scope: ReturnType<typeof effectScope>
let outcome: { value: Outcome }
let again: () => void

beforeEach(() => {
  vi.useFakeTimers()
  asked.value = null
  answers.clear()
  decide.mockClear()
  scope = effectScope()
  ;({ outcome, again } = scope.run(() => useVerdict(() => asked.value, decide))!)
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

/** Lets everything happen that waits for no time. */
const settle = () => vi.advanceTimersByTimeAsync(0)

async function ask(model: string): Promise<void> {
  asked.value = asking(model)
  await vi.advanceTimersByTimeAsync(1000)
}

describe('useVerdict', () => {
  it('asks once for changes that come quickly', async () => {
    asked.value = asking('a')
    await settle()
    await ask('ab')
    expect(decide.mock.calls.map(([about]) => about.appliance.model)).toEqual(['ab'])
  })

  it('never lets an older answer replace a newer one', async () => {
    await ask('old')
    await ask('new')
    answers.get('new')!.resolve(verdict('extended'))
    await settle()
    answers.get('old')!.resolve(verdict('none'))
    await settle()
    expect(outcome.value).toMatchObject({ is: 'verdict', verdict: { cover: 'extended' } })
  })

  it('drops an answer to what has already been changed, before the next is asked', async () => {
    await ask('old')
    asked.value = asking('new')
    await settle()
    answers.get('old')!.resolve(verdict('none'))
    await settle()
    expect(outcome.value).toEqual({ is: 'nothing' })
  })

  it('drops an older error too', async () => {
    await ask('old')
    await ask('new')
    answers.get('new')!.resolve(verdict('extended'))
    answers.get('old')!.reject({ code: 'invalid', field: 'on', message: '' })
    await settle()
    expect(outcome.value.is).toBe('verdict')
  })

  it('shows nothing when there is nothing to ask, even if an answer is on its way', async () => {
    await ask('old')
    asked.value = null
    await settle()
    answers.get('old')!.resolve(verdict('none'))
    await settle()
    expect(outcome.value).toEqual({ is: 'nothing' })
  })

  it('passes trouble on, and asks the same again when told to', async () => {
    await ask('a')
    answers.get('a')!.reject(new TypeError('Failed to fetch'))
    await settle()
    expect(outcome.value).toMatchObject({ is: 'trouble', trouble: { code: 'no_answer' } })
    again()
    await vi.advanceTimersByTimeAsync(1000)
    answers.get('a')!.resolve(verdict('extended'))
    await settle()
    expect(outcome.value.is).toBe('verdict')
  })
})
