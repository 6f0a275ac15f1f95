import { describe, expect, it } from 'vitest'

import type { Verdict } from '../../generated/commands'
import { zhCn as t } from '../../locales/zh-CN'
import { chargeWord, headline, period, toneOf } from './verdict'

const free: Verdict = {
  cover: 'term_whole',
  labour: 'free',
  parts: 'free',
  visit: 'free',
  start: '2025-03-15',
  last_day: '2026-03-16',
  clauses: ['B2', 'E13'],
  provisional: false,
  ask: [],
  advice: [],
  remedies: ['repair'],
}
const charged = { labour: 'charged', parts: 'charged', visit: 'charged' } as const

describe('toneOf', () => {
  it('tells free, parts only and charged apart', () => {
    expect(toneOf(free)).toBe('free')
    expect(toneOf({ ...free, parts: 'charged' })).toBe('parts')
    expect(toneOf({ ...free, ...charged })).toBe('charged')
    expect(toneOf({ ...free, visit: 'charged' })).toBe('charged')
  })
})

describe('chargeWord', () => {
  it('never says a bare free while something is open', () => {
    expect(chargeWord('free', free, t)).toBe('免费')
    expect(chargeWord('free', { ...free, provisional: true }, t)).toBe('暂免')
    expect(chargeWord('charged', { ...free, provisional: true }, t)).toBe('收费')
  })
})

describe('headline', () => {
  it('says whether the term has run out or nothing was ever covered', () => {
    expect(headline({ ...free, ...charged, cover: 'none' }, t)).toBe('已过保修期 收费')
    expect(headline({ ...free, ...charged, cover: 'none', start: null, last_day: null }, t)).toBe(
      '不在保修范围 收费',
    )
  })
})

describe('period', () => {
  it('says until when and since when', () => {
    expect(period(free, t)).toEqual(['保到 2026-03-16（含当天）', '从 2025-03-15 起算'])
    expect(period({ ...free, cover: 'none' }, t)[0]).toBe('2026-03-16 到期')
  })

  it('says nothing that is not known', () => {
    expect(period({ ...free, start: null, last_day: null }, t)).toEqual([])
  })
})
