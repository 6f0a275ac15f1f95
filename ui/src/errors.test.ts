import { describe, expect, it } from 'vitest'

import { trouble } from './errors'
import { zhCn } from './locales/zh-CN'

describe('trouble', () => {
  it('keeps the code and the field of a refusal', () => {
    const refusal = { code: 'after_today', field: 'appliance.purchased_on', message: 'too late' }
    expect(trouble(refusal)).toEqual({
      code: 'after_today',
      severity: 'input',
      field: 'appliance.purchased_on',
    })
  })

  it('knows the program’s own faults from wrong input', () => {
    expect(trouble({ code: 'broken_json', field: '', message: '' }).severity).toBe('fault')
  })

  it.each([
    ['no connection', new TypeError('Failed to fetch')],
    ['text, as the window gives when the program fails', 'task panicked'],
    ['nothing', undefined],
    ['null', null],
    ['a code that is not in the table', { code: 'toString', field: '', message: '' }],
    ['a refusal without a field', { code: 'missing' }],
  ])('takes %s as no answer', (_, thrown) => {
    expect(trouble(thrown)).toEqual({ code: 'no_answer', severity: 'fault', field: '' })
  })
})

describe('what is meant at a field', () => {
  it.each([
    ['invalid', 'point.branch', 'not_branch'],
    ['invalid', 'point.complaint_phone', 'not_phone'],
    ['invalid', 'customer.phones[1]', 'not_phone'],
    ['invalid', 'supervisor.pin', 'not_pin'],
    ['invalid', 'lines[0].qty', 'not_quantity'],
    ['invalid', 'appliance.purchased_on', 'not_date'],
    ['invalid', 'on', 'not_date'],
    ['invalid', 'tariff.effective_from', 'not_date'],
    ['date_order', 'to', 'time_order'],
    ['date_order', 'appliance.manufactured_on', 'date_order'],
    ['missing', 'point.branch', 'missing'],
    ['invalid', 'approval.staff', 'invalid'],
    ['invalid', 'lines[0].code', 'invalid'],
  ])('%s at %s is %s', (code, field, meant) => {
    expect(trouble({ code, field, message: '' }).code).toBe(meant)
  })
})

describe('the words for errors', () => {
  it('say what happened and what to do, each in words of its own', () => {
    const words = Object.values(zhCn.errors)
    expect(words.every(({ text, todo }) => text !== '' && todo !== '')).toBe(true)
    expect(new Set(words.map(({ text }) => text)).size).toBe(words.length)
  })
})
