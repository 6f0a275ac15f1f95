import { describe, expect, it } from 'vitest'

import { isFinished, readDate } from './dates'

describe('readDate', () => {
  it.each([
    '2025-03-15',
    '20250315',
    '2025.3.15',
    '2025/3/15',
    '2025年3月15日',
    '２０２５０３１５',
    ' 2025 - 03 - 15 ',
  ])('reads %s', (typed) => {
    expect(readDate(typed)).toBe('2025-03-15')
  })

  it.each(['', '2025', '2025-03', '250315', '15.3.2025', '昨天', '2025-03-155'])(
    'leaves %s to be refused',
    (typed) => {
      expect(readDate(typed)).toBeNull()
    },
  )

  it('does not decide whether there is such a day', () => {
    expect(readDate('2025-2-30')).toBe('2025-02-30')
  })
})

describe('isFinished', () => {
  it.each(['20250315', '2025-03-15', '２０２５-０３-１５'])('takes %s as complete', (typed) => {
    expect(isFinished(typed)).toBe(true)
  })

  it.each(['2025-3-1', '2025031', '2025-03-1'])('waits for more after %s', (typed) => {
    expect(isFinished(typed)).toBe(false)
  })
})
