import { describe, expect, it } from 'vitest'

import type { Change, PolicyOverview } from '../../generated/commands'
import { rowsOf as rows } from './changes'

const causes = (...values: string[]): Change[] =>
  values.map((to) => ({ field: 'fault.cause', to, cover: 'none' }))

const known: PolicyOverview['causes'] = {
  transport: { name: '', excluded_by: 'C4' },
  drop: { name: '', excluded_by: 'C4' },
  user_software: { name: '', excluded_by: 'C12' },
  delivery: { name: '', excluded_by: 'C13' },
  third_party: { name: '', excluded_by: 'C13' },
  defect: { name: '', excluded_by: null },
}
const rowsOf = (changes: Change[]) => rows(changes, known)

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

  it('puts all causes that a clause excludes into one, in their place', () => {
    const changes = causes('transport', 'drop', 'user_software', 'defect')
    expect(rowsOf(changes)[0]?.values).toEqual([
      { clause: 'C4' },
      { clause: 'C12' },
      { value: 'defect' },
    ])
  })

  it('names the causes of a clause one by one when they are not all there', () => {
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
