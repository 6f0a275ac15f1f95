import { describe, expect, it } from 'vitest'

import { amount, dayAndTime, masked, money, readMoney, shortNumber } from './format'

describe('amounts', () => {
  it.each([
    [0, '¥0.00', '0.00'],
    [5, '¥0.05', '0.05'],
    [12_345_678, '¥123,456.78', '123,456.78'],
    [-17_300, '−¥173.00', '−173.00'],
  ])('%i 分 is %s', (fen, withSign, plain) => {
    expect(money(fen)).toBe(withSign)
    expect(amount(fen)).toBe(plain)
  })

  it.each([
    ['128', 12_800],
    ['128.5', 12_850],
    ['¥1,280.50', 128_050],
    ['１２８．０５', 12_805],
    [' 0 ', 0],
    ['', null],
    ['1.234', null],
    ['-5', null],
    ['一百', null],
  ])('%s is read as %s', (typed, fen) => {
    expect(readMoney(typed)).toBe(fen)
  })
})

describe('what lists show', () => {
  it('is short', () => {
    expect(shortNumber('WX-GL01-20261122-0012')).toBe('WX…0012')
    expect(masked('13807731234')).toBe('138****1234')
    expect(dayAndTime('2026-11-22T09:30:00+08:00', '2026-11-23')).toBe('11-22 09:30')
    expect(dayAndTime('2025-11-22T09:30:00+08:00', '2026-11-23')).toBe('2025-11-22 09:30')
  })
})
