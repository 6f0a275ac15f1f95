// How the form of an operation begins, and what is sent of it in the end.
import type { FaultInput, Operation, OperationInputs, Perform, QuoteInput, TicketView } from '../../generated/commands'
import { changedFacts, knownFacts } from './facts'
import { filledIn, type Typed } from './inputs'
import { linesToDo } from './quote'

type Fresh = { [O in Operation]: (ticket: TicketView) => OperationInputs[O] }

const FRESH: Fresh = {
  schedule: ({ course, state }) => {
    const visit = state === 'scheduled' ? course.visits.at(-1) : undefined
    return { engineer: visit?.badge ?? null, from: visit?.from ?? null, to: visit?.to ?? null, called: false }
  },
  depart: () => ({ checked: [] }),
  arrive: () => ({ checked: [] }),
  receive: () => ({ looks: '', accessories: [], kept_at: '', sent_by: '' }),
  inspect: (ticket) => ({
    lines: ticket.kind === 'repair' ? foundBefore(ticket) : [],
    appliance: ticket.appliance == null ? null : knownFacts(ticket.appliance),
    more_appliances: [],
  }),
  quote: (ticket) => quotedBefore(ticket),
  consent: () => ({ person: null, how: null, called: null, version: null }),
  start: () => ({ reason: null }),
  wait_parts: () => ({ part: '' }),
  resume: () => ({ checked: [], reason: null }),
  complete: (ticket) => ({ work: '', done: linesToDo(ticket).map(({ id }) => id), fitted: [], checked: [] }),
  accept: () => ({ person: null }),
  pay: ({ due_fen }) => ({
    amount_fen: due_fen > 0 ? due_fen : null,
    method: null,
    payer: null,
    discount_fen: 0,
    reason: null,
  }),
  refund: ({ bills, refund_fen, paid_fen }) => ({
    amount_fen: bills.length > 0 ? refund_fen : paid_fen,
    method: null,
    reason: '',
  }),
  return: () => ({ to: null, pickup_code: null, proof: null }),
  close: () => ({ reason: null, answer: '' }),
  refuse: ({ course }) => ({
    reason: '',
    done: course.started_at == null ? null : [],
    work: '',
    fitted: [],
    inspection_fen: null,
  }),
  cancel: () => ({ why: 'customer', reason: '' }),
  fail: () => ({ reason: '' }),
  give_up: () => ({ reason: '', note: '' }),
  correct: () => ({ reason: '', split: false, void_slip: false }),
  reopen: () => ({ reason: '' }),
}

/** What was written down before, to be made more exact. */
function foundBefore(ticket: TicketView): FaultInput[] {
  const ids = [ticket.appliance, ...ticket.more_appliances].map((card) => card?.id)
  const lines = ticket.lines.map((line) => ({
    appliance: Math.max(ids.indexOf(line.appliance), 0),
    place: line.place ?? null,
    part: line.part ?? null,
    part_class: line.part_class,
    cause: line.cause,
    responsible: line.responsible,
    note: line.note,
  }))
  return lines.length > 0 ? lines : [{ appliance: 0, responsible: '', note: '' }]
}

/** The last quote, to be changed, or one line of work for each fault. */
function quotedBefore(ticket: TicketView): QuoteInput {
  const last = ticket.quotes.at(-1)
  if (last !== undefined) {
    return {
      lines: last.lines.map((line) => ({
        kind: line.kind,
        fault: line.fault ?? null,
        belongs_to: line.belongs_to ?? null,
        code: line.code ?? null,
        name: line.code == null ? line.name : null,
        unit: line.code == null ? line.unit : null,
        unit_fen: line.unit_fen === line.list_fen ? null : line.unit_fen,
        qty: line.qty,
      })),
      visit_fen: null,
      inspection_fen: last.inspection_fen ?? null,
      freight_in_fen: last.freight_in_fen,
      freight_out_fen: last.freight_out_fen,
      discount_fen: last.discount_fen,
      reason: null,
    }
  }
  const work = ticket.lines.flatMap(({ id, part }) => [
    { kind: 'labour' as const, fault: id },
    ...(part == null ? [] : [{ kind: 'part' as const, fault: id, code: part }]),
  ])
  return {
    lines: work.length > 0 ? work : [{ kind: 'labour' }],
    visit_fen: null,
    inspection_fen: null,
    freight_in_fen: 0,
    freight_out_fen: 0,
    discount_fen: 0,
    reason: null,
  }
}

/** The form of an operation as it begins. */
export function fresh(operation: Operation, ticket: TicketView): Typed {
  return FRESH[operation](ticket)
}

/** What is sent of a form: of records only what was changed. */
export function prepared(operation: Operation, typed: Typed, ticket: TicketView): Perform['input'] {
  if (operation === 'inspect') {
    const { appliance, ...rest } = typed as OperationInputs['inspect']
    return sent({ ...rest, appliance: factsOf(appliance, ticket) })
  }
  if (operation === 'correct') {
    const { what, appliance, customer, note, ...rest } = typed as OperationInputs['correct'] & { what?: string }
    const { name, tier } = ticket.customer
    const person = customer == null ? undefined : {
      ...(customer.name === name ? {} : { name: customer.name }),
      ...(customer.tier === tier ? {} : { tier: customer.tier, tier_proof: customer.tier_proof }),
    }
    const corrected = sent({ ...rest, customer: person, appliance: factsOf(appliance, ticket) })
    // A note may be emptied.
    return what === 'note' ? { ...corrected, note: note ?? '' } : corrected
  }
  return sent(typed)
}

function factsOf(typed: OperationInputs['inspect']['appliance'], { appliance }: TicketView): unknown {
  return typed == null || appliance == null ? undefined : changedFacts(knownFacts(appliance), typed)
}

function sent(typed: unknown): Perform['input'] {
  return (filledIn(typed) ?? {})
}

/** Whether somebody has to approve before the program is even asked. */
export function takesApproval(operation: Operation, ticket: TicketView): boolean {
  const isOpen = ticket.due_fen > 0 || ticket.refund_fen > 0
  return operation === 'reopen' || (operation === 'close' && isOpen)
}
