import { describe, expect, it } from 'vitest'

import { caseOf, emptyForm, fieldAt } from './form'

function filled(): ReturnType<typeof emptyForm> {
  const form = emptyForm()
  form.appliance.category = 'washing_machine'
  return form
}

describe('caseOf', () => {
  it('asks nothing without a category', () => {
    expect(caseOf(emptyForm(), '2026-11-23')).toBeNull()
  })

  it('asks about today unless another date is set', () => {
    expect(caseOf(filled(), '2026-11-23')?.on).toBe('2026-11-23')
    expect(caseOf({ ...filled(), on: '2026-01-02' }, '2026-11-23')?.on).toBe('2026-01-02')
  })

  it('confirms the identity only of a unit whose number cannot be read', () => {
    const form = filled()
    form.appliance.identity_confirmed = true
    expect(caseOf(form, '2026-11-23')?.appliance.identity_confirmed).toBe(false)
    form.appliance.serial = 'illegible'
    expect(caseOf(form, '2026-11-23')?.appliance.identity_confirmed).toBe(true)
  })
})

describe('fieldAt', () => {
  it('finds the field of a path, and none for a path that is not on the form', () => {
    expect(fieldAt('appliance.purchased_on')).toBe('appliance.purchased_on')
    expect(fieldAt('jobs[0].completed_on')).toBeUndefined()
    expect(fieldAt('')).toBeUndefined()
  })
})
