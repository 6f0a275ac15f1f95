import { describe, expect, it } from 'vitest'

import type { Change } from '../../generated/commands'
import { rowsOf } from './changes'

const causes = (...values: string[]): Change[] =>
  values.map((to) => ({ field: 'fault.cause', to, cover: 'none' }))

describe('rowsOf', () => {
  it('puts answers to one question with one outcome into a row', () => {
    const changes: Change[] = [
      { field: 'appliance.card', to: 'absent', cover: 'unproven' },
      { field: 'appliance.card', to: 'altered', cover: 'none' },
      { field: 'appliance.card', to: 'mismatched', cover: 'none' },
      { field: 'appliance.use', to: 'rental', cover: 'none' },
    ]
    expect(rowsOf(changes)).toEqual([
      { field: 'appliance.card', cover: 'unproven', values: [{ value: 'absent' }] },
      { field: 'appliance.card', cover: 'none', values: [{ value: 'altered' }, { value: 'mismatched' }] },
      { field: 'appliance.use', cover: 'none', values: [{ value: 'rental' }] },
    ])
  })

  it('says whole groups of causes in one word, in their place', () => {
    const changes = causes('transport', 'drop', 'collision', 'squeeze', 'user_software', 'defect')
    expect(rowsOf(changes)[0]?.values).toEqual([
      { group: 'impact' },
      { group: 'software' },
      { value: 'defect' },
    ])
  })

  it('names the causes of a group one by one when it is not whole', () => {
    expect(rowsOf(causes('delivery', 'drop'))[0]?.values).toEqual([
      { value: 'delivery' },
      { value: 'drop' },
    ])
  })

  it('does not put different outcomes together', () => {
    const changes: Change[] = [
      ...causes('delivery'),
      { field: 'fault.cause', to: 'third_party', cover: 'lifetime' },
    ]
    expect(rowsOf(changes).map(({ cover, values }) => [cover, values.length])).toEqual([
      ['none', 1],
      ['lifetime', 1],
    ])
  })
})
