import { describe, expect, it } from 'vitest'

import type { DraftView, NeedsAction } from '../../generated/commands'
import { t } from '../../locales'
import { draftWords, lateness, partsOf, reason } from './words'

const notice = (part: Partial<NeedsAction>): NeedsAction =>
  ({ late: true, since_or_due: '2026-11-23T09:46:00.000+08:00', ...part }) as NeedsAction

describe('how late', () => {
  it.each<[Partial<NeedsAction>, string]>([
    [{ kind: 'to_call', minutes: 4 }, '超时 4 分'],
    [{ kind: 'to_call', minutes: 150 }, '超时 2 小时'],
    [{ kind: 'to_call', minutes: -12 }, '还有 12 分'],
    [{ kind: 'complaints', days: 0 }, '今日到期'],
    [{ kind: 'follow_up', days: 2 }, '逾期 2 天'],
    [{ kind: 'waiting_parts', days: 61 }, '61 天'],
  ])('%o is %s', (part, words) => { expect(lateness(notice(part), t.value)).toBe(words) })
})

describe('why', () => {
  it('says the time of today, the day of other days', () => {
    expect(reason(notice({ kind: 'to_call', minutes: 4 }), '2026-11-23', t.value)).toContain('09:46')
    expect(reason(notice({ kind: 'to_call', minutes: 4 }), '2026-11-24', t.value)).toContain('11-23 09:46')
    expect(reason(notice({ kind: 'waiting_parts', days: 61 }), '2026-11-23', t.value)).toBe('11-23 起待件')
  })
})

it('a date has its weekday', () => { expect(partsOf('2026-11-23')).toEqual([11, 23, 1]) })

describe('a draft', () => {
  it.each([
    [{ name: '欧阳', phone: '13877331234', complaint: '不热' }, '欧阳 不热'],
    [{ phone: '13877331234' }, '…1234'],
    [{}, ''],
    [null, ''],
  ])('%o', (body, words) => { expect(draftWords({ body } as DraftView)).toBe(words) })
})
