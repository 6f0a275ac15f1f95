import { describe, expect, it } from 'vitest'

import { isFinished, plusDays, readDate, readDay, readTime } from './dates'

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

describe('days that are to come', () => {
  const words = { today: '今天', tomorrow: '明天', dayAfter: '后天' }
  it.each([
    ['今天', '2026-11-23'],
    ['明天', '2026-11-24'],
    ['1124', '2026-11-24'],
    ['11-24', '2026-11-24'],
    ['11月24日', '2026-11-24'],
    ['1/5', '2027-01-05'],
    ['1123', '2026-11-23'],
    ['2027-03-01', '2027-03-01'],
    ['24', null],
    ['大后天', null],
    ['', null],
  ])('%s is %s', (typed, day) => {
    expect(readDay(typed, '2026-11-23', words)).toBe(day)
  })

  it('go over the ends of months', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(plusDays('2028-02-28', 1)).toBe('2028-02-29')
  })
})

describe('times of day', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['14:30', '14:30'],
    ['９：３０', '09:30'],
    ['9点', '09:00'],
    ['9点30分', '09:30'],
    ['2460', null],
    ['25', null],
    ['', null],
    ['上午', null],
  ])('%s is %s', (typed, time) => {
    expect(readTime(typed)).toBe(time)
  })
})
