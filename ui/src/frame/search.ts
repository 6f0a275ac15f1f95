// What the search box does with a text and with what was found.
import type { Found } from '../generated/commands'

/** How many things are asked for. */
export const MOST = 20

/** The kinds, in the order of the list. */
const KINDS = ['customer', 'appliance', 'ticket'] as const

/** What was found of one kind. */
export interface Group {
  kind: Found['kind']
  found: Found[]
}

/** What was found by kind: who it is, what they have, what was done. */
export function grouped(found: Found[]): Group[] {
  return KINDS.map((kind) => ({ kind, found: found.filter((thing) => thing.kind === kind) })).filter(
    (group) => group.found.length > 0,
  )
}

/** A number as it is compared: without what people leave out or write otherwise. */
function bare(text: string): string {
  return text.normalize('NFKC').toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}

/**
 * The ticket that a text is the whole number of: its own, or that of a receipt or slip of this branch.
 * Null while it may still be the beginning of one.
 */
export function whole(typed: string, found: Found[], branch: string): Found | null {
  const [only] = found
  if (only?.kind !== 'ticket' || only.why !== 'number' || found.length > 1) {
    return null
  }
  const number = bare(typed)
  const isDocument = new RegExp(`^(SJ|BX)${branch}\\d{6}$`).test(number)
  return isDocument || number === bare(only.number ?? '') ? only : null
}

/** The phone number that was typed, for a new ticket; null when it is none. */
export function phoneOf(typed: string): string | null {
  const digits = typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
  return /^\d{7,12}$/.test(digits) ? digits : null
}
