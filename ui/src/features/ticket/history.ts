// What happened to a ticket, in words: from what was typed at each operation.
import { dayAndTime, money } from '../../format'
import type { Happened, Operation } from '../../generated/commands'
import type { Messages } from '../../locales'

/** Something that happened. */
export interface Told {
  at: string
  by: string
  what: string
  /** What was written down with it. */
  details: string[]
  /** What a correction replaced. */
  changes: { name: string; was: string; is: string }[]
}

type Facts = Record<string, unknown>

function factsOf(value: unknown): Facts {
  return typeof value === 'object' && value !== null ? (value as Facts) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function named(names: Record<string, string>, value: unknown): string {
  return names[text(value)] ?? text(value)
}

/** What happened, as it is told. */
export function told({ at, by, operation, facts }: Happened, today: string, t: Messages): Told {
  const [area, name] = operation.split('.') as [string, string | undefined]
  const { input, before } = factsOf(facts)
  const isOperation = area === 'ticket' && name !== undefined && name in t.names.operation
  const what = isOperation
    ? t.names.operation[name as Operation]
    : ((t.ticket.happened as Record<string, string>)[operation] ?? operation)
  const typed = factsOf(input)
  return {
    at,
    by,
    what,
    details: isOperation ? detailsOf(name as Operation, typed, today, t) : [],
    changes: name === 'correct' ? changesOf(factsOf(before), typed, t) : [],
  }
}

function detailsOf(operation: Operation, typed: Facts, today: string, t: Messages): string[] {
  const fen = (value: unknown): string => (typeof value === 'number' && value !== 0 ? money(value) : '')
  const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
  const words: Partial<Record<Operation, unknown[]>> = {
    schedule: [
      typed.from == null ? '' : dayAndTime(text(typed.from), today),
      text(typed.engineer),
      typed.called === true ? t.ticket.due.calledAtOnce : '',
    ],
    depart: [checks(typed, t)],
    arrive: [checks(typed, t)],
    resume: [checks(typed, t)],
    receive: [typed.looks, typed.kept_at, typed.sent_by],
    inspect: items(typed.lines).map((line) => {
      const { place, part, note } = factsOf(line)
      return [place, part, note].map(text).filter((word) => word !== '').join(' ')
    }),
    quote: [t.ticket.linesCount(items(typed.lines).length), discounted(typed, t), typed.reason],
    consent: [named(t.names.consent, typed.how), typed.called == null ? '' : typed.called, typed.person],
    wait_parts: [typed.part],
    complete: [typed.work, checks(typed, t)],
    accept: [typed.person],
    pay: [named(t.names.method, typed.method), fen(typed.amount_fen), discounted(typed, t), typed.payer, typed.reason],
    refund: [named(t.names.method, typed.method), fen(typed.amount_fen), typed.reason],
    return: [typed.to, typed.proof],
    close: [typed.answer, typed.reason],
    refuse: [typed.reason, typed.work],
    cancel: [named(t.ticket.cancelWhy, typed.why ?? 'customer'), typed.reason],
    fail: [typed.reason],
    give_up: [typed.reason, typed.note],
    correct: [typed.reason],
    reopen: [typed.reason],
    start: [typed.reason],
  }
  return (words[operation] ?? []).map(text).filter((word) => word !== '')
}

function checks(typed: Facts, t: Messages): string {
  const count = Array.isArray(typed.checked) ? typed.checked.length : 0
  return count > 0 ? t.ticket.checkedCount(count) : ''
}

function discounted(typed: Facts, t: Messages): string {
  const fen = typed.discount_fen
  return typeof fen === 'number' && fen !== 0 ? `${t.ticket.form.discount} ${money(fen)}` : ''
}

/** Old and new of what was put right. */
function changesOf(before: Facts, typed: Facts, t: Messages): Told['changes'] {
  const changes: Told['changes'] = []
  const intake = factsOf(before.intake)
  const address = (value: unknown): string => {
    const { region, detail } = factsOf(value)
    return [text(region), text(detail)].filter((part) => part !== '').join(' ')
  }
  const add = (name: string, was: string, is: string): void => {
    if (is !== '' && was !== is) {
      changes.push({ name, was: was === '' ? t.ticket.nothing : was, is })
    }
  }
  add(t.ticket.form.complaint, text(intake.complaint), text(typed.complaint))
  add(t.ticket.form.phone, text(intake.phone), text(typed.phone))
  add(t.ticket.form.detail, address(intake.address), address(typed.address))
  add(t.ticket.form.note, text(intake.note), text(typed.note))
  add(t.ticket.form.service, named(t.names.service, before.service), named(t.names.service, typed.service))
  add(t.ticket.form.payment, '', text(typed.payment))
  add(t.ticket.form.duplicateOf, '', text(typed.duplicate_of))
  return changes
}
