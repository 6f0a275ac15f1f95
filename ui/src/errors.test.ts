import { describe, expect, it } from 'vitest'

import { trouble } from './errors'
import { en } from './locales/en'
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

describe('the words for errors', () => {
  it.each([
    ['Chinese', zhCn],
    ['English', en],
  ])('say in %s what happened and what to do, each in words of its own', (_, texts) => {
    const words = Object.values(texts.errors)
    expect(words.every(({ text, todo }) => text !== '' && todo !== '')).toBe(true)
    expect(new Set(words.map(({ text }) => text)).size).toBe(words.length)
  })
})
