// The keys of the operations, which one comes next, and which stand beside it.
import type { Operation, State, TicketView } from '../../generated/commands'

/** The letter of each operation, with Alt, the same on every ticket. */
export const LETTERS: Record<Operation, string> = {
  schedule: 'T',
  depart: 'D',
  arrive: 'A',
  receive: 'R',
  inspect: 'I',
  quote: 'Q',
  consent: 'C',
  start: 'S',
  wait_parts: 'W',
  resume: 'U',
  complete: 'F',
  accept: 'V',
  pay: 'P',
  refund: 'B',
  return: 'H',
  close: 'L',
  refuse: 'N',
  cancel: 'X',
  fail: 'Z',
  give_up: 'G',
  correct: 'E',
  reopen: 'O',
}

/** The letter that opens the list of all other operations. */
export const MORE = 'M'

/** The chord of an operation. */
export function chordOfOperation(operation: Operation): string {
  return `Alt+${LETTERS[operation]}`
}

/**
 * The step that comes next: the first that is allowed. What is owed is settled before a ticket is.
 */
export function nextOf(ticket: TicketView): Operation | undefined {
  const [first] = ticket.allowed
  if (first !== 'close') {
    return first
  }
  const money: Operation = ticket.due_fen > 0 ? 'pay' : 'refund'
  const owes = ticket.due_fen > 0 || ticket.refund_fen > 0
  return owes && ticket.allowed.includes(money) ? money : first
}

/** What is seldom done, and never by a slip of the hand. */
const RARE: Operation[] = ['refuse', 'cancel', 'fail', 'give_up', 'correct', 'reopen']

/** How many stand beside the next step. */
const BESIDE = 3

/** The other operations: those that stand beside the next step, and the rest. */
export function othersOf(ticket: TicketView): { beside: Operation[]; rest: Operation[] } {
  const next = nextOf(ticket)
  const others = ticket.allowed.filter((operation) => operation !== next)
  const usual = others.filter((operation) => !RARE.includes(operation))
  // Where nothing usual is left, what ends or mends the ticket is what people come for.
  const beside = (usual.length > 0 ? usual : others).slice(0, BESIDE)
  return { beside, rest: others.filter((operation) => !beside.includes(operation)) }
}

/** In which states an operation is done once more, and is called so. */
const AGAIN: Partial<Record<Operation, State[]>> = {
  schedule: ['scheduled', 'departed', 'arrived', 'waiting_parts'],
  inspect: ['inspected', 'quoted', 'consented', 'repairing', 'waiting_parts'],
  quote: ['quoted', 'consented', 'repairing'],
}

/** Whether the operation would be done once more. */
export function isAgain(operation: Operation, state: State): boolean {
  return AGAIN[operation]?.includes(state) ?? false
}
