import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { call } from './http'

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
})
