import { describe, expect, it } from 'vitest'

import type { TariffData, TariffView } from '../../generated/commands'
import { newItem, newPart, newest, tariffForm, tariffOf, versionOf, withCode, wrongCells } from './tariff'

const LIST: TariffData = {
  version: 'demo',
  effective_from: '2026-01-01',
  example: true,
  rates: [
    {
      categories: ['gas_stove'],
      services: ['onsite_town', 'onsite_far'],
      visit_fen: { onsite_town: 3000 },
      labour: [{ code: 'AZ', name: '安装', unit: '台', price_fen: 8050 }],
      extras: [{ code: 'BY', name: '搬运', unit: '层', price_fen: 2000 }],
    },
    {
      categories: ['gas_stove'],
      services: ['walk_in', 'mail_in'],
      visit_fen: {},
      labour: [],
      extras: [{ code: 'BY', name: '搬运', unit: '层', price_fen: 1000 }],
    },
  ],
  part: [{ code: 'P-1', name: '点火器', class: 'ordinary', price_fen: 4500, categories: ['gas_stove'], cover_months: 4 }],
}
const found = (form: ReturnType<typeof tariffForm>) => wrongCells(form).map(({ field, code }) => `${field} ${code}`)

it('is the same list again when nothing is changed, but no example', () => {
  const form = tariffForm(LIST)
  expect(form.rates[0]?.visit).toEqual({ onsite_town: '30.00', onsite_far: '' })
  expect(found(form)).toEqual([])
  expect(tariffOf(form, '2026-12-01', '2026-12-01')).toEqual({
    ...LIST,
    version: '2026-12-01',
    effective_from: '2026-12-01',
    example: false,
  })
})

describe('what is wrong', () => {
  it('stands at the path of the request', () => {
    const form = tariffForm(LIST)
    form.rates[0]?.labour.push({ ...newItem(), code: 'AZ', price: '八十' })
    form.rates[0]!.visit.onsite_far = '远'
    form.part.push({ ...newPart([]), code: 'P-1', name: '火盖', price: '35', months: '一' })
    expect(found(form)).toEqual([
      'tariff.rates[0].visit_fen.onsite_far not_money',
      'tariff.rates[0].labour[1].code duplicate',
      'tariff.rates[0].labour[1].name missing',
      'tariff.rates[0].labour[1].unit missing',
      'tariff.rates[0].labour[1].price_fen not_money',
      'tariff.part[1].code duplicate',
      'tariff.part[1].cover_months out_of_range',
    ])
  })

  it('is a code that means something else elsewhere', () => {
    const form = tariffForm(LIST)
    form.rates[1]!.extras[0]!.unit = '次'
    expect(found(form)).toEqual(['tariff.rates[1].extras[0].code contradicts'])
    expect(withCode(form, 'BY').length).toBe(2)
  })
})

it('changes the last list that is to come, and takes the place of the one of that day', () => {
  const coming = { ...LIST, version: 'winter', effective_from: '2026-12-01' }
  const view: TariffView = { in_force: LIST, coming: [coming], versions: [] }
  expect(newest(view)).toBe(coming)
  expect(newest({ ...view, coming: [] })).toBe(LIST)
  expect(versionOf(view, '2026-12-01')).toBe('winter')
  expect(versionOf(view, '2026-12-02')).toBe('2026-12-02')
})
