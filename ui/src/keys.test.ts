import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'

import { enterMovesOn, listenToKeys, useScan, useShortcuts } from './keys'

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

listenToKeys()

function type(init: KeyboardEventInit & { at?: number; keyCode?: number }): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  if (init.at !== undefined) {
    Object.defineProperty(event, 'timeStamp', { value: init.at })
  }
  ;(document.activeElement ?? document.body).dispatchEvent(event)
  return event
}

describe('shortcuts', () => {
  const scopes: ReturnType<typeof effectScope>[] = []
  function layer(name: string, modal = false): ReturnType<typeof vi.fn> {
    const action = vi.fn()
    const scope = effectScope()
    scope.run(() => { useShortcuts(() => ({ [name]: action }), { modal }) })
    scopes.push(scope)
    return action
  }
  afterEach(() => {
    for (const scope of scopes.splice(0)) {
      scope.stop()
    }
  })

  it('are a chord each, and what the web view would do with it does not happen', () => {
    const action = layer('F5')
    const event = type({ key: 'F5', code: 'F5' })
    expect(action).toHaveBeenCalledOnce()
    expect(event.defaultPrevented).toBe(true)
    expect(type({ key: 'F7', code: 'F7' }).defaultPrevented).toBe(true)
  })

  it('are told by the key, whatever letter Alt makes of it', () => {
    const action = layer('Alt+P')
    type({ key: 'π', code: 'KeyP', altKey: true })
    expect(action).toHaveBeenCalledOnce()
  })

  it('wait for an input method', () => {
    const action = layer('F2')
    type({ key: 'F2', code: 'F2', isComposing: true })
    type({ key: 'Process', code: 'F2', keyCode: 229 })
    expect(action).not.toHaveBeenCalled()
  })

  it('of the last come first, and none gets past a form over the screen', () => {
    const [below, above] = [layer('F2'), layer('F2')]
    type({ key: 'F2', code: 'F2' })
    expect([below.mock.calls.length, above.mock.calls.length]).toEqual([0, 1])
    layer('Escape', true)
    type({ key: 'F2', code: 'F2' })
    expect(above).toHaveBeenCalledOnce()
  })
})

describe('a scan', () => {
  const taken = vi.fn()
  const scope = effectScope()
  beforeEach(() => {
    taken.mockReset()
    scope.run(() => { useScan((code) => code.startsWith('JC'), taken) })
  })

  /** Types as a browser does: the key, then the character. */
  function scan(code: string, pause: number): KeyboardEvent {
    const field = document.getElementById('a') as HTMLInputElement
    field.focus()
    let at = 1000
    for (const key of code) {
      type({ key, at })
      field.value += key
      at += pause
    }
    return type({ key: 'Enter', at })
  }

  it('goes to whoever wants it, and leaves the field as it was', () => {
    const end = scan('JC20250315008841', 10)
    expect(taken).toHaveBeenCalledWith('JC20250315008841')
    expect((document.getElementById('a') as HTMLInputElement).value).toBe('1')
    expect(end.defaultPrevented).toBe(true)
    expect(focused()).toBe('a')
  })

  it('that nobody wants stays where it was typed', () => {
    scan('6901234567890', 10)
    expect((document.getElementById('a') as HTMLInputElement).value).toBe('16901234567890')
  })

  it('is nothing that people type', () => {
    scan('JC20250315008841', 90)
    expect(taken).not.toHaveBeenCalled()
  })
})
