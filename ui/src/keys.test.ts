import { beforeEach, describe, expect, it, vi } from 'vitest'

import { enterMovesOn } from './keys'

let form: HTMLFormElement
const submitted = vi.fn((event: Event) => { event.preventDefault() })

beforeEach(() => {
  document.body.innerHTML =
    '<form><input id="a" value="1"><input id="off" disabled><input id="list" role="combobox" aria-expanded="false"><input id="last"><button></button></form>'
  form = document.querySelector('form')!
  submitted.mockClear()
  form.addEventListener('submit', submitted)
  form.addEventListener('keydown', enterMovesOn, { capture: true })
})

function press(id: string, init: KeyboardEventInit = {}): KeyboardEvent {
  const field = document.getElementById(id)!
  field.focus()
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init })
  field.dispatchEvent(event)
  return event
}

const focused = (): string => document.activeElement?.id ?? ''

describe('Enter', () => {
  it('goes on to the next field that can be filled in, and never submits', () => {
    const event = press('a')
    expect(focused()).toBe('list')
    expect(event.defaultPrevented).toBe(true)
    expect(submitted).not.toHaveBeenCalled()
  })

  it('does not open a closed list on its way', () => {
    const opened = vi.fn()
    document.getElementById('list')!.addEventListener('keydown', opened)
    press('list')
    expect(opened).not.toHaveBeenCalled()
    expect(focused()).toBe('last')
  })

  it('first lets an open list take the choice', () => {
    const list = document.getElementById('list')!
    list.setAttribute('aria-expanded', 'true')
    const taken = vi.fn(() => { list.setAttribute('aria-expanded', 'false') })
    list.addEventListener('keydown', taken)
    press('list')
    expect(taken).toHaveBeenCalledOnce()
    expect(focused()).toBe('last')
  })

  it('stays in a list that has nothing to take', () => {
    document.getElementById('list')!.setAttribute('aria-expanded', 'true')
    press('list')
    expect(focused()).toBe('list')
  })

  it('is left to an input method that composes', () => {
    const event = press('a', { isComposing: true })
    expect(focused()).toBe('a')
    expect(event.defaultPrevented).toBe(false)
  })

  it('stays in the last field', () => {
    press('last')
    expect(focused()).toBe('last')
  })
})
