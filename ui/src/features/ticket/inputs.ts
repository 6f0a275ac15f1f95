// What the forms of the operations hold, and what is sent of it.
import type { Operation, OperationInputs } from '../../generated/commands'

/** An operation's input, while it is typed. */
export type Typed<O extends Operation = Operation> = OperationInputs[O]

/**
 * What is sent: without what was left empty, for what is absent stays as it is or is filled in. Lists
 * stay, though they be empty: nothing done is not the same as not saying.
 */
export function filledIn(typed: unknown): unknown {
  if (Array.isArray(typed)) {
    return typed.map((item) => filledIn(item) ?? {})
  }
  if (typeof typed === 'string') {
    return typed.trim() === '' ? undefined : typed
  }
  if (typeof typed !== 'object' || typed === null) {
    return typed ?? undefined
  }
  const members = Object.entries(typed)
    .map(([key, value]) => [key, filledIn(value)] as const)
    .filter(([, value]) => value !== undefined)
  return members.length === 0 ? undefined : Object.fromEntries(members)
}
