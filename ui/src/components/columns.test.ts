import { describe, expect, it } from 'vitest'

import type { TicketRow } from '../generated/commands'
import { t } from '../locales'
import { USUAL, attentionWords, cell, fitted, placed, type Words } from './columns'

const row: TicketRow = {
  number: 'WX-GL01-20261122-0012',
  kind: 'repair',
  service: 'onsite_town',
  state: 'scheduled',
  created_at: '2026-11-22T16:20:00.000+08:00',
  customer_id: '1',
  customer: '张三',
  phone: '138****1234',
  tier: 'gold',
  region: '广西/桂林市/七星区',
  address: '漓江路 26 号',
  category: 'integrated_stove',
  model: 'JS-JCZ-X9',
  serial_tail: '8841',
  complaint: '打不着火',
  engineer: '王建国',
  visit_from: '2026-11-23T09:00:00.000+08:00',
  visit_to: '2026-11-23T10:00:00.000+08:00',
  total_fen: 17_300,
  due_fen: 12_300,
  refund_fen: 0,
  attention: [],
}
const words = {
  t: t.value,
  policy: { categories: [{ code: 'integrated_stove', name: '集成灶' }] },
  today: '2026-11-23',
} as unknown as Words

describe('a cell', () => {
  it.each([
    ['state', '已约时间'],
    ['address', '七星区 漓江路 26 号'],
    ['machine', '集成灶 JS-JCZ-X9'],
    ['serial', '…8841'],
    ['visit', '11-23 09:00–10:00'],
    ['created', '11-22 16:20'],
    ['tier', '金卡'],
    ['due', '123.00'],
  ] as const)('%s', (key, text) => { expect(cell(row, key, words)).toBe(text) })

  it('says what is to be paid back', () => {
    expect(cell({ ...row, due_fen: 0, refund_fen: 5000 }, 'due', words)).toBe('退 50.00')
  })

  it('of another year says the day alone', () => {
    expect(cell({ ...row, visit_from: '2025-11-23T09:00:00.000+08:00' }, 'visit', words)).toBe('2025-11-23')
  })

  it('says what is late first', () => {
    const attention = [{ kind: 'follow_up', late: false } as const, { kind: 'to_call', late: true } as const]
    expect(attentionWords(attention, t.value)).toEqual(['联系超时', '今天回访'])
  })
})

describe('columns', () => {
  it.each([827, 981, 1254])('fill %i px and no more', (room) => {
    const width = placed(USUAL, room).reduce((sum, { px }) => sum + px, 0)
    expect(width).toBeLessThanOrEqual(room)
    expect(width).toBeGreaterThan(room - 4)
  })

  it('that there is no room for are left out, the least needed first', () => {
    expect(placed(USUAL, 400).map(({ key }) => key)).toEqual(['number', 'state', 'customer'])
  })
})

describe('a text', () => {
  it('that fits stays as it is', () => { expect(fitted('打不着火', 56)).toBe('打不着火') })
  it('that does not ends in dots', () => { expect(fitted('楼顶漏水，管子炸了', 84)).toBe('楼顶漏水，…') })
})
