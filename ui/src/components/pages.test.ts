import { effectScope, ref } from 'vue'
import { describe, expect, it, vi } from 'vitest'

import type { TicketRow, TicketRows } from '../generated/commands'
import { usePages } from './pages'

const rows = (offset: number, length: number): TicketRow[] =>
  Array.from({ length }, (_, place) => ({ number: String(offset + place) }) as TicketRow)

const settled = async (): Promise<void> => { await new Promise((resolve) => { setTimeout(resolve) }) }

/** A list of so many rows. */
function list(length: number, most = Infinity, key = ref('a')) {
  const fetch = vi.fn((offset: number, limit: number): Promise<TicketRows> =>
    Promise.resolve({
      rows: rows(offset, Math.max(0, Math.min(limit, length - offset))),
      count: Math.min(length, most),
      exact: length <= most,
    }))
  const scope = effectScope()
  const pages = scope.run(() => usePages(() => key.value, fetch))
  if (pages === undefined) {
    throw new Error('no scope')
  }
  return { ...pages, fetch, key, scope }
}

describe('a long list', () => {
  it('fetches the page that is looked at, once', async () => {
    const { need, row, total, fetch } = list(100_000)
    need(0, 20)
    need(5, 25)
    await settled()
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(total.value).toBe(100_000)
    expect(row(20)?.number).toBe('20')
    expect(row(100)).toBeUndefined()
  })

  it('passes by the pages that nobody looks at any more', async () => {
    const { need, row, fetch } = list(100_000)
    for (let first = 0; first < 90_000; first += 1000) {
      need(first, first + 20)
    }
    await settled()
    expect(fetch.mock.calls.length).toBeLessThan(5)
    expect(row(89_010)?.number).toBe('89010')
  })

  it('that is not counted to its end goes on behind a full page', async () => {
    const { need, total, counted } = list(1234, 1000)
    need(0, 20)
    await settled()
    expect(counted.value).toEqual({ count: 1000, exact: false })
    expect(total.value).toBe(1000)
    need(980, 999)
    await settled()
    expect(total.value).toBe(1100)
    need(1200, 1220)
    await settled()
    expect(total.value).toBe(1234)
  })

  it('keeps what is there until the new list comes', async () => {
    const { need, row, key, fetch } = list(300)
    need(150, 170)
    await settled()
    let come: (answer: TicketRows) => void = () => undefined
    fetch.mockImplementationOnce(() => new Promise((resolve) => { come = resolve }))
    key.value = 'b'
    await settled()
    expect(row(150)?.number).toBe('150')
    come({ rows: rows(0, 100), count: 100, exact: true })
    await settled()
    expect(row(150)).toBeUndefined()
    expect(row(0)?.number).toBe('0')
    expect(fetch).toHaveBeenLastCalledWith(0, 100)
  })

  it('says what keeps it from being fetched, and tries again when asked', async () => {
    const { need, row, trouble, reload, fetch } = list(300)
    fetch.mockRejectedValueOnce(new TypeError('no network'))
    need(0, 20)
    await settled()
    expect(trouble.value?.code).toBe('no_answer')
    reload()
    await settled()
    expect(trouble.value).toBeNull()
    expect(row(0)?.number).toBe('0')
  })
})
