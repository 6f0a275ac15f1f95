// A ticket as the screen knows it, and what is done to it.
import type { DocumentKind, Operation, Perform, TicketView } from '../../generated/commands'
import { call } from '../../platform'
import { by } from '../../session'

/** A ticket with every list there, though the program leaves out those that are empty. */
export function whole(ticket: TicketView): TicketView {
  const { course, intake } = ticket
  const none = { findings: 0, visits: [], waits: [], closings: [] }
  const appliance = ticket.appliance == null ? {} : {
    appliance: {
      ...ticket.appliance,
      record: { ...ticket.appliance.record, ...lists(ticket.appliance.record, ['seen', 'exchanges', 'warnings']) },
    },
  }
  return {
    ...ticket,
    ...appliance,
    intake: { ...intake, note: noted(intake.note), address: addressed(intake.address) },
    course: {
      ...none,
      ...course,
      visits: lists(course, ['visits']).visits.map((visit) => ({ ...visit, ...lists(visit, ['checked']) })),
      ...(course.custody == null
        ? {}
        : { custody: { ...course.custody, ...lists(course.custody, ['accessories']), kept_at: noted(course.custody.kept_at), sent_by: noted(course.custody.sent_by) } }),
      ...(course.completion == null
        ? {}
        : { completion: { ...course.completion, ...lists(course.completion, ['done', 'fitted', 'covers', 'checked']) } }),
    },
    lines: ticket.lines.map((line) => ({ ...line, responsible: noted(line.responsible), note: noted(line.note) })),
  }
}

function lists<T, K extends keyof T>(of: T, names: K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, of[name] ?? []])) as Pick<T, K>
}

function noted(text: string | undefined): string {
  return text ?? ''
}

function addressed(address: Partial<TicketView['intake']['address']> | undefined): TicketView['intake']['address'] {
  return { region: address?.region ?? '', detail: address?.detail ?? '' }
}

/** Reads a ticket. */
export async function read(number: string): Promise<TicketView> {
  return whole(await call('ticket_show', { number }))
}

/** Does an operation. */
export async function perform(
  number: string,
  operation: Operation,
  input: Perform['input'],
  { approval, clockConfirmed }: { approval: Perform['approval']; clockConfirmed: boolean },
): Promise<TicketView> {
  return whole(
    await call('ticket_do', { number, operation, input, by: by.value, approval, clock_confirmed: clockConfirmed }),
  )
}

/** A document to look at and to print. */
export interface Paper {
  kind: DocumentKind
  /** The ticket's number, or the document's own. */
  number: string
}

/** The papers of a ticket, the most useful first: what was made last, and the slip of the intake. */
export function papersOf(ticket: TicketView): Paper[] {
  const standing = ticket.documents.filter((document) => document.voided == null)
  const made = standing.toReversed().map(({ number, series }): Paper => ({
    kind: series === 'BX' ? 'repair' : 'receipt',
    number,
  }))
  // A prepayment has its receipt; until the work is done the customer holds the slip of the intake.
  const intake: Paper = { kind: 'intake', number: ticket.number }
  return ticket.bills.length === 0 ? [intake, ...made] : [...made, intake]
}

/** What an operation brought that the customer gets, or has to be told. */
export interface Brought {
  operation: Operation
  papers: Paper[]
  pickupCode?: string
}

/** What came with an operation: papers that were not there before, and the code to fetch a unit with. */
export function broughtBy(operation: Operation, before: TicketView, after: TicketView): Brought {
  const known = before.documents.map(({ number }) => number)
  const papers = after.documents
    .filter(({ number }) => !known.includes(number))
    .map(({ number, series }): Paper => ({ kind: series === 'BX' ? 'repair' : 'receipt', number }))
  const code = before.course.custody == null ? after.course.custody?.pickup_code : undefined
  const brought: Brought = { operation, papers }
  return code === undefined ? brought : { ...brought, pickupCode: code, papers: [{ kind: 'intake', number: after.number }] }
}

/** Whether a unit comes to the service point. */
export function isBench({ service }: TicketView): boolean {
  return service === 'walk_in' || service === 'mail_in'
}

/** Whether it is talk alone, without work. */
export function isTalk({ kind }: TicketView): boolean {
  return kind === 'complaint' || kind === 'consultation'
}
