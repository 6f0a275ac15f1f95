import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'

import { keepDraft, useDraft } from './draft'

const called = vi.hoisted(() => vi.fn<(command: string, request: unknown) => Promise<unknown>>())
vi.mock('./platform', () => ({ call: called }))

let scope: EffectScope
let made = 0

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
  made = 0
  called.mockReset()
  called.mockImplementation((command) => {
    made += command === 'save_draft' ? 1 : 0
    return Promise.resolve(command === 'drafts' ? [] : { id: `draft ${String(made)}`, saved_at: 'now' })
  })
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

const writes = () => called.mock.calls.filter(([command]) => command !== 'drafts')
const isBlank = ({ name }: { name: string }) => name === ''

function keeping() {
  const form = ref({ name: '' })
  const draft = scope.run(() => keepDraft('intake', form, isBlank))
  if (draft === undefined) {
    throw new Error('the scope has ended')
  }
  return { form, draft }
}

/** As long as nobody types. */
async function pause(): Promise<void> {
  await nextTick()
  await vi.advanceTimersByTimeAsync(1000)
}

describe('a form', () => {
  it('is kept a moment after the last letter, under one draft', async () => {
    const { form, draft } = keeping()
    for (const name of ['张', '张三']) {
      form.value.name = name
      await nextTick()
    }
    await pause()
    expect(writes()).toEqual([['save_draft', { id: null, kind: 'intake', body: { name: '张三' } }]])
    expect(draft.kept.value).toEqual({ at: 'now' })
    called.mockResolvedValueOnce({ id: 'draft 1', saved_at: 'later' })
    form.value.name = '李四'
    await pause()
    expect(writes().at(-1)).toEqual(['save_draft', { id: 'draft 1', kind: 'intake', body: { name: '李四' } }])
    expect(draft.kept.value).toEqual({ at: 'later' })
  })

  it('is no draft while it is blank, and none any more once it is again', async () => {
    const { form, draft } = keeping()
    form.value = { name: '' }
    await pause()
    expect(writes()).toEqual([])
    form.value.name = '张三'
    await pause()
    form.value.name = ''
    await pause()
    expect(writes().at(-1)).toEqual(['drop_draft', { id: 'draft 1' }])
    expect([draft.id(), draft.kept.value]).toEqual([null, null])
  })

  it('says why it could not be kept, and is kept the next time', async () => {
    const { form, draft } = keeping()
    called.mockRejectedValueOnce({ code: 'disk_full', field: '', message: '' })
    form.value.name = '张三'
    await pause()
    expect(draft.kept.value).toMatchObject({ trouble: { code: 'disk_full' } })
    await draft.flush()
    expect(draft.kept.value).toEqual({ at: 'now' })
  })

  it.each([
    ['the page goes away', () => dispatchEvent(new Event('pagehide'))],
    ['it goes away', () => { scope.stop() }],
  ])('is kept at once when %s', async (_, leave) => {
    const { form } = keeping()
    form.value.name = '张三'
    leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(writes()).toHaveLength(1)
  })

  it('is kept at once when the page is hidden, not when it is seen again', async () => {
    const { form } = keeping()
    const state = vi.spyOn(document, 'visibilityState', 'get')
    for (const [name, seen] of [['张', 'visible'], ['张三', 'hidden']] as const) {
      form.value.name = name
      state.mockReturnValue(seen)
      document.dispatchEvent(new Event('visibilitychange'))
      await vi.advanceTimersByTimeAsync(0)
    }
    expect(writes()).toEqual([['save_draft', { id: null, kind: 'intake', body: { name: '张三' } }]])
    state.mockRestore()
  })

  it('that begins anew leaves the draft of before alone, though it is being kept still', async () => {
    const { form, draft } = keeping()
    form.value.name = '张三'
    const before = draft.flush()
    form.value.name = '李四'
    draft.begin({ id: 'other', saved_at: 'then' })
    await before
    expect([draft.id(), draft.kept.value]).toEqual(['other', { at: 'then' }])
    form.value.name = '王五'
    await pause()
    expect(writes().at(-1)).toEqual(['save_draft', { id: 'other', kind: 'intake', body: { name: '王五' } }])
  })

  it('that was dropped is gone, and is kept again once somebody types', async () => {
    const { form, draft } = keeping()
    form.value.name = '张三'
    const before = draft.flush()
    await Promise.all([before, draft.drop()])
    expect(writes().at(-1)).toEqual(['drop_draft', { id: 'draft 1' }])
    await pause()
    expect(writes()).toHaveLength(2)
    form.value.name = '李四'
    await pause()
    expect(writes().at(-1)).toEqual(['save_draft', { id: null, kind: 'intake', body: { name: '李四' } }])
  })
})

describe('the form of which there is one', () => {
  const KEPT = [{ id: 'kept', kind: 'point', saved_at: 'then', body: { name: '张三' } }]

  it('has back what was kept, and is as it began once that is taken out', async () => {
    called.mockResolvedValueOnce(KEPT)
    const form = ref({ name: '', phone: '138' })
    const draft = scope.run(() => useDraft('point', form))
    await draft?.ready
    expect([form.value, draft?.restored.value]).toEqual([{ name: '张三', phone: '138' }, true])
    await pause()
    expect(writes()).toEqual([])
    form.value.name = ''
    await pause()
    expect(writes()).toEqual([['drop_draft', { id: 'kept' }]])
  })

  it('stays as somebody has typed meanwhile', async () => {
    called.mockResolvedValueOnce(KEPT)
    const form = ref({ name: '' })
    const draft = scope.run(() => useDraft('point', form))
    form.value.name = '李四'
    await draft?.ready
    expect([form.value.name, draft?.restored.value]).toEqual(['李四', false])
  })
})
