// Where the cursor goes in a form.

const CONTROLS = 'input:not([disabled]), textarea:not([disabled])'

/** Puts the cursor into the first field. */
export function focusFirst(form: Element | null): void {
  form?.querySelector<HTMLElement>(CONTROLS)?.focus()
}

/** Puts the cursor into the first field that is wrong, and says whether there was one. */
export function focusFirstWrong(form: Element | null): boolean {
  const field = form?.querySelector<HTMLElement>(`.wrong :is(${CONTROLS})`)
  field?.focus()
  return field != null
}
