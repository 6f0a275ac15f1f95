import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'

import { zhCn } from '../locales/zh-CN'
import DateField from './DateField.vue'

function field(modelValue: string | null = null) {
  const wrapper = mount(DateField, {
    props: {
      id: 'appliance.purchased_on',
      label: '购机',
      modelValue,
      'onUpdate:modelValue': (value: string | null | undefined) =>
        wrapper.setProps({ modelValue: value ?? null }),
    },
  })
  const input = wrapper.get('input')
  async function type(text: string): Promise<void> {
    input.element.value = text
    await input.trigger('input')
  }
  return { wrapper, input, type, leave: () => input.trigger('change'), model: () => wrapper.props('modelValue') }
}

describe('DateField', () => {
  it('passes a date on as soon as it is complete, and leaves it as typed until the field is left', async () => {
    const { input, type, leave, model } = field()
    await type('2025031')
    expect(model()).toBeNull()
    await type('20250315')
    expect(model()).toBe('2025-03-15')
    expect(input.element.value).toBe('20250315')
    await leave()
    expect(input.element.value).toBe('2025-03-15')
  })

  it('reads other ways of writing when the field is left', async () => {
    const { type, leave, model } = field()
    await type('2025年3月1日')
    await leave()
    expect(model()).toBe('2025-03-01')
  })

  it('keeps what is no date, for the program to refuse', async () => {
    const { input, type, leave, model } = field()
    await type('昨天')
    await leave()
    expect(model()).toBe('昨天')
    expect(input.element.value).toBe('昨天')
  })

  it('can be emptied', async () => {
    const { type, leave, model } = field('2025-03-15')
    await type('')
    await leave()
    expect(model()).toBeNull()
  })

  it('says in words what is wrong, tied to the input', async () => {
    const { wrapper, input } = field('2030-01-01')
    await wrapper.setProps({
      trouble: { code: 'after_today', severity: 'input', field: 'appliance.purchased_on' },
    })
    const words = wrapper.get('[role=alert]')
    expect(words.text()).toContain(zhCn.errors.after_today.text)
    expect(input.attributes('aria-describedby')).toBe(words.attributes('id'))
    expect(input.attributes('aria-invalid')).toBe('true')
  })
})
