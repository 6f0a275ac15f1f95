import { describe, expect, it } from 'vitest'

import { millimetres, readOffsets, readTenths, typedOffsets } from './papers'

describe('offsets', () => {
  it.each([
    ['', 0],
    ['0', 0],
    ['-0', 0],
    ['1.5', 15],
    ['-2', -20],
    ['\u22122', -20],
    ['+3', 30],
    ['１．５', 15],
    ['－1', -10],
    ['2 mm', 20],
    ['10', 100],
    ['10.1', null],
    ['-11', null],
    ['1.55', null],
    ['左', null],
  ])('reads %s', (typed, tenths) => {
    expect(readTenths(typed)).toBe(tenths)
  })

  it.each([
    [0, '0'],
    [15, '1.5'],
    [-20, '-2'],
    [-5, '-0.5'],
    [100, '10'],
  ])('writes %d', (tenths, text) => {
    expect(millimetres(tenths)).toBe(text)
  })

  it('keeps those that move something, and none while one cannot be read', () => {
    const typed = typedOffsets([{ paper: 'a5', offset: { right: 15, down: -20 } }])
    expect(typed.a5).toEqual({ right: '1.5', down: '-2' })
    typed.a4.down = '1'
    expect(readOffsets(typed)).toEqual([
      { paper: 'a4', offset: { right: 0, down: 10 } },
      { paper: 'a5', offset: { right: 15, down: -20 } },
    ])
    typed.a4.down = 'x'
    expect(readOffsets(typed)).toBeNull()
  })
})
