import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { call, callWatched } from './http'

const fetched = vi.fn<typeof fetch>()

beforeEach(() => {
  sessionStorage.clear()
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
  history.replaceState(null, '', '/?token=secret&kept=1')
})

afterEach(() => void vi.unstubAllGlobals())

describe('call', () => {
  it('sends the token, which leaves the address bar and is kept for the session', async () => {
    fetched.mockImplementation(() => Promise.resolve(Response.json('壹元整')))
    await expect(call('amount_words', { amount: '1' })).resolves.toBe('壹元整')
    await call('amount_words', { amount: '1' })
    expect(location.search).toBe('?kept=1')
    for (const [address, init] of fetched.mock.calls) {
      expect(address).toBe('/api/amount_words')
      expect(init?.headers).toMatchObject({ Authorization: 'Bearer secret' })
      expect(init?.body).toBe('{"amount":"1"}')
    }
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('rejects with the error as the program gives it', async () => {
    const refusal = { code: 'invalid', field: 'amount', message: 'no amount' }
    fetched.mockResolvedValue(Response.json(refusal, { status: 422 }))
    await expect(call('amount_words', { amount: 'x' })).rejects.toEqual(refusal)
  })

  it('lets a draft outlive the page, unless it is more than browsers let through', async () => {
    fetched.mockImplementation(() => Promise.resolve(Response.json({ id: 'a', saved_at: '' })))
    await call('save_draft', { kind: 'intake', body: '张三' })
    await call('save_draft', { kind: 'tariff', body: '价'.repeat(30_000) })
    await call('drafts', {})
    expect(fetched.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true, false, false])
  })
})

describe('callWatched', () => {
  const REQUEST = { file: '/usb/a.fwt' }
  const MADE = { bytes: 1, rows: 2, head: '', of_damaged: false }
  const STAYS = new AbortController().signal
  const told = (...news: unknown[]) => new Response(news.map((line) => `${JSON.stringify(line)}\n`).join(''))

  it('tells the progress, then answers', async () => {
    const progress = [{ done: 1, all: 2 }, { done: 2, all: 2 }]
    fetched.mockResolvedValue(told({ progress: progress[0] }, { progress: progress[1] }, { answer: MADE }))
    const seen = vi.fn()
    await expect(callWatched('backup', REQUEST, seen, STAYS)).resolves.toEqual(MADE)
    expect(seen.mock.calls.flat()).toEqual(progress)
    expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ Accept: 'application/x-ndjson' })
  })

  it('rejects with the error at the end, and when the end is missing', async () => {
    const error = { code: 'exists', field: 'file', message: 'there already' }
    fetched.mockResolvedValueOnce(told({ error }))
    await expect(callWatched('backup', REQUEST, vi.fn(), STAYS)).rejects.toEqual(error)
    fetched.mockResolvedValueOnce(told({ progress: { done: 1, all: 2 } }))
    await expect(callWatched('backup', REQUEST, vi.fn(), STAYS)).rejects.toThrow('ended early')
  })

  it('rejects as the window does when it was stopped', async () => {
    const stop = new AbortController()
    fetched.mockImplementation((_, init) => {
      stop.abort()
      return Promise.reject(init?.signal?.reason as Error)
    })
    const stopped = callWatched('backup', REQUEST, vi.fn(), stop.signal)
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  })
})
