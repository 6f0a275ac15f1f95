import { describe, expect, it } from 'vitest'

import type { Found } from '../generated/commands'
import { grouped, phoneOf, whole } from './search'

const ticket = (number: string, why = 'number'): Found => ({ kind: 'ticket', id: number, number, title: '', why })
const customer: Found = { kind: 'customer', id: '1', number: '13800001234', title: '张三', why: 'tail' }

describe('what was found', () => {
  it('stands by kind, the customer first', () => {
    const groups = grouped([ticket('A'), customer, ticket('B')])
    expect(groups.map(({ kind, found }) => [kind, found.length])).toEqual([['customer', 1], ['ticket', 2]])
  })
})

describe('a whole number', () => {
  const found = [ticket('WX-GL01-20261122-0001')]

  it.each([
    'WX-GL01-20261122-0001',
    'wxgl01202611220001',
    'ｗｘ－ＧＬ０１－２０２６１１２２－０００１',
    'SJ-GL01-000381',
    'bxgl01000381',
  ])('%s', (typed) => {
    expect(whole(typed, found, 'GL01')).toBe(found[0])
  })

  it.each(['WX-GL01-20261122-000', 'SJ-GL01-00038', '0001'])('%s may be a beginning', (typed) => {
    expect(whole(typed, found, 'GL01')).toBeNull()
  })

  it('is none when more was found, or by something else', () => {
    const number = 'WX-GL01-20261122-0001'
    expect(whole(number, [...found, customer], 'GL01')).toBeNull()
    expect(whole(number, [ticket(number, 'words')], 'GL01')).toBeNull()
  })
})

describe('a phone number', () => {
  it.each([['138 0000 1234', '13800001234'], ['０７７３－５８３１２３４', '07735831234'], ['1234', null], ['zs', null]])(
    '%s',
    (typed, phone) => { expect(phoneOf(typed)).toBe(phone) },
  )
})
