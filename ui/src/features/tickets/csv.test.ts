import { describe, expect, it } from 'vitest'

import { csv } from './csv'

describe('a table', () => {
  it('is marked as UTF-8, with lines as spreadsheets end them', () => {
    expect(csv([['单号', '客户'], ['WX-1', '张三']])).toBe('\uFEFF单号,客户\r\nWX-1,张三\r\n')
  })

  it.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', '5"', '"5"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a plus', '+86', "'+86"],
    ['a minus', '-1', "'-1"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a formula with a comma', '=A(1,2)', `"'=A(1,2)"`],
  ])('keeps %s as it is meant', (_, text, written) => {
    expect(csv([[text]])).toBe(`\uFEFF${written}\r\n`)
  })
})
