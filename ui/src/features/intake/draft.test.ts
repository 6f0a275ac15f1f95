import { describe, expect, it } from 'vitest'

import { emptyForm, formOf } from './form'

describe('a draft', () => {
  it('is the form that was kept', () => {
    const form = { ...emptyForm(), name: '张三', phone: '138', visit: { from: '2026-11-24T09:00:00+08:00', to: null } }
    expect(formOf(JSON.parse(JSON.stringify(form)))).toEqual(form)
  })

  it.each([null, 7, 'x', {}, { kind: null, items: null, visit: 3, other: 1 }])('%o is no form, and an empty one is shown', (body) => {
    expect(formOf(body)).toEqual(emptyForm())
  })
})
