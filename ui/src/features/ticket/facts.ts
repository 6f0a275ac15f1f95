// What is known of an appliance, as a form holds it, and what of it was changed.
import type { ApplianceCard, ApplianceInput } from '../../generated/commands'

/** The facts that people ask for and put right. */
const MEMBERS = [
  'category',
  'model',
  'serial_number',
  'purchased_on',
  'delivered_on',
  'installed_on',
  'manufactured_on',
  'invoice',
  'card',
  'serial',
  'use',
  'identity_confirmed',
  'no_warranty_agreed',
  'gas',
  'price_fen',
] as const

/** What is known, to begin with. */
export function knownFacts({ facts, record }: ApplianceCard): ApplianceInput {
  return {
    ...facts,
    serial_number: record.serial_number ?? null,
    price_fen: record.price_fen ?? null,
    exchanged_on: null,
    card_terms: null,
    extended: null,
    downtime: null,
    proof: null,
    clear: [],
  }
}

/** What was changed: it alone is sent. What was emptied is cleared. */
export function changedFacts(known: ApplianceInput, typed: ApplianceInput): Partial<ApplianceInput> {
  const changed: Partial<ApplianceInput> = {}
  const clear: string[] = []
  for (const member of MEMBERS) {
    const now = typed[member] ?? null
    if (now === (known[member] ?? null)) {
      continue
    }
    if (now === null) {
      clear.push(member)
    } else {
      Object.assign(changed, { [member]: now })
    }
  }
  if (typed.proof != null && typed.proof.trim() !== '') {
    changed.proof = typed.proof
  }
  return clear.length === 0 ? changed : { ...changed, clear }
}
