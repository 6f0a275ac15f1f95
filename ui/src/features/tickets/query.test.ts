import { describe, expect, it } from 'vitest'

import type { TicketsFilter } from '../../generated/commands'
import { EVERYTHING, filterOf, queryOf } from './query'

const NONE = { engineer: null, created_from: null, created_to: null, visit_on: null, attention: null, text: null }

describe('the address of a list', () => {
  it.each<[string, Partial<TicketsFilter>]>([
    ['what is open', { open: true }],
    ['everything', {}],
    ['a tile', { attention: 'follow_up' }],
    ['states of some days', { states: ['registered', 'scheduled'], created_from: '2026-11-20', created_to: '2026-11-22' }],
    ['what somebody is to do', { open: true, engineer: 'GL002', visit_on: '2026-11-23', kinds: ['repair'] }],
    ['who owes', { owing: true, services: ['walk_in'], text: '张 三' }],
  ])('leads back to %s', (_, part) => {
    const filter = { ...EVERYTHING, ...NONE, ...part }
    expect(filterOf(queryOf(filter) as Record<string, string>)).toEqual(filter)
  })

  it('is empty for what is open', () => { expect(queryOf({ open: true })).toEqual({}) })
})
