// What keys do: Enter on every form, the chords of the screens, and scanners. One listener of each
// kind, in the capture phase, for a web view binds F3, F5, F7 and Ctrl+P itself.
import { onScopeDispose } from 'vue'

const FIELDS = 'input:not([disabled])'

/**
 * Enter goes on to the next field of the form, in the order of the paper form, and never submits.
 * In an open list it first takes the choice. Listen in the capture phase: a closed list would open.
 */
export function enterMovesOn(event: KeyboardEvent): void {
  const field = event.target
  // While an input method composes, Enter is its own. With Ctrl it saves the form.
  if (event.key !== 'Enter' || composes(event) || event.ctrlKey || !(field instanceof HTMLInputElement)) {
    return
  }
  if (isOpenList(field)) {
    // Right after the list's own listener, so that keys typed ahead go to the next field. With
    // nothing to take the list stays open.
    const afterList = (): void => {
      if (!isOpenList(field)) {
        focusAfter(field)
      }
    }
    field.addEventListener('keydown', afterList, { once: true })
    return
  }
  event.preventDefault()
  event.stopPropagation()
  focusAfter(field)
}

function isOpenList(field: Element): boolean {
  return field.getAttribute('aria-expanded') === 'true'
}

function focusAfter(field: HTMLInputElement): void {
  const fields = [...(field.closest('form')?.querySelectorAll<HTMLInputElement>(FIELDS) ?? [])]
  const next = fields[fields.indexOf(field) + 1]
  next?.focus()
  next?.select()
}

/** Whether an input method has the key: WebKit tells some of them by the code 229 alone. */
function composes(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** What chords do: `F2`, `Ctrl+Enter`, `Alt+P`, `Escape`. */
export type Shortcuts = Record<string, () => void>

interface Layer {
  shortcuts: () => Shortcuts
  isModal: boolean
}

const layers: Layer[] = []

/** What the web view would do with these by itself: search, reload, print, find. */
const TAKEN = ['F1', 'F3', 'F5', 'F6', 'F7', 'Ctrl+P', 'Ctrl+R', 'Ctrl+F', 'Ctrl+G', 'Ctrl+J', 'Ctrl+S']

/**
 * Shortcuts for as long as the component is there. Those of the last one go first; behind a modal
 * one no other gets any.
 */
export function useShortcuts(shortcuts: () => Shortcuts, { modal = false } = {}): void {
  const layer = { shortcuts, isModal: modal }
  layers.push(layer)
  onScopeDispose(() => { layers.splice(layers.indexOf(layer), 1) })
}

/** The name of a chord. Letters are those on the keys: some layouts write others with Alt. */
export function chordOf(event: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  const key = letter ?? (event.key === ' ' ? 'Space' : event.key)
  const control = event.ctrlKey || event.metaKey
  return [control && 'Ctrl', event.altKey && 'Alt', event.shiftKey && key.length > 1 && 'Shift', key]
    .filter((part) => part !== false)
    .join('+')
}

/** Who saves has finished typing: the field is left, so that it reads what stands in it. */
function leave(field: EventTarget | null): void {
  if (field instanceof HTMLElement && field !== document.body) {
    field.blur()
    field.focus()
  }
}

function onShortcut(event: KeyboardEvent): void {
  if (composes(event)) {
    return
  }
  const chord = chordOf(event)
  // Escape closes an open list first.
  if (chord === 'Escape' && event.target instanceof Element && isOpenList(event.target)) {
    return
  }
  for (const { shortcuts, isModal } of layers.toReversed()) {
    const action = shortcuts()[chord]
    if (action !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) {
        if (chord === 'Ctrl+Enter') {
          leave(event.target)
        }
        action()
      }
      return
    }
    if (isModal) {
      break
    }
  }
  if (TAKEN.includes(chord)) {
    event.preventDefault()
  }
}

/** The longest pause between two keys of a scanner, in milliseconds. People take twice as long. */
const SCAN_PAUSE = 35
/** The fewest characters of a scan. */
const SCAN_LENGTH = 8

interface ScanTaker {
  wants: (code: string) => boolean
  take: (code: string) => void
}

const takers: ScanTaker[] = []

/**
 * Scans for as long as the component is there, wherever the cursor is. The last one is asked first.
 * What nobody wants stays where it was typed.
 */
export function useScan(wants: ScanTaker['wants'], take: ScanTaker['take']): void {
  const taker = { wants, take }
  takers.push(taker)
  onScopeDispose(() => { takers.splice(takers.indexOf(taker), 1) })
}

interface Burst {
  text: string
  last: number
  /** The field that it ran into, and what stood there before. */
  field: HTMLInputElement | HTMLTextAreaElement | null
  before: string
}

let burst: Burst | null = null

function onScan(event: KeyboardEvent): void {
  if (composes(event) || event.ctrlKey || event.altKey || event.metaKey) {
    burst = null
    return
  }
  const isGoingOn = burst !== null && event.timeStamp - burst.last <= SCAN_PAUSE
  if (event.key.length === 1) {
    if (burst === null || !isGoingOn) {
      const { target } = event
      const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
      const field = isField ? target : null
      burst = { text: '', last: 0, field, before: field?.value ?? '' }
    }
    burst.text += event.key
    burst.last = event.timeStamp
    return
  }
  if (event.key === 'Shift') {
    return
  }
  const ended = burst
  burst = null
  const isEnd = event.key === 'Enter' || event.key === 'Tab'
  if (!isEnd || ended === null || !isGoingOn || ended.text.length < SCAN_LENGTH) {
    return
  }
  const code = ended.text.normalize('NFKC').trim()
  const taker = takers.toReversed().find(({ wants }) => wants(code))
  if (taker === undefined) {
    return
  }
  event.preventDefault()
  event.stopPropagation()
  // Put back first: the field that it goes to may be the one that it ran into.
  const { field, before } = ended
  if (field !== null) {
    field.value = before
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  taker.take(code)
}

/** Listens from now on. Once, when the program starts. */
export function listenToKeys(target: Window = window): void {
  target.addEventListener('keydown', onScan, { capture: true })
  target.addEventListener('keydown', onShortcut, { capture: true })
}
