// What keys do, the same on every form.

const FIELDS = 'input:not([disabled])'

/**
 * Enter goes on to the next field of the form, in the order of the paper form, and never submits.
 * In an open list it first takes the choice. Listen in the capture phase: a closed list would open.
 */
export function enterMovesOn(event: KeyboardEvent): void {
  const field = event.target
  // While an input method composes, Enter is its own.
  if (event.key !== 'Enter' || event.isComposing || !(field instanceof HTMLInputElement)) {
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

function isOpenList(field: HTMLInputElement): boolean {
  return field.getAttribute('aria-expanded') === 'true'
}

function focusAfter(field: HTMLInputElement): void {
  const fields = [...(field.closest('form')?.querySelectorAll<HTMLInputElement>(FIELDS) ?? [])]
  const next = fields[fields.indexOf(field) + 1]
  next?.focus()
  next?.select()
}
