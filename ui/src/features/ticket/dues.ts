// What is due on a ticket, in words. What is late the program says; here are the facts beside it.
import { plusDays } from '../../dates'
import { dayAndTime, dayOf, timeOf } from '../../format'
import type { Attention, AttentionKind, TicketView } from '../../generated/commands'
import type { Messages } from '../../locales'

/** A line of what is due. */
export interface Due {
  name: string
  words: string
  /** A word that goes with it, and what it means. */
  tag?: { word: string; tone: 'free' | 'caution' | 'wrong' }
}

/** What the lines are made of. */
export interface Known {
  today: string
  /** What the program says has to be seen to. */
  attention: Attention[]
  /** The numbers of the rules by their names. */
  limits: Record<string, string>
  /** The last day for a complaint. */
  complaintDay: string | null
  t: Messages
}

/** Days from one day to another, both as days of the service point. */
export function daysBetween(from: string, to: string): number {
  const at = (day: string): number => {
    const [year, month, date] = day.split('-').map(Number) as [number, number, number]
    return Date.UTC(year, month - 1, date)
  }
  return Math.round((at(to) - at(from)) / 86_400_000)
}

/** What is due on a ticket, the first first. */
export function duesOf(ticket: TicketView, known: Known): Due[] {
  return [call, visit, complaint, parts, repair, followUp].flatMap((line) => line(ticket, known) ?? [])
}

function urgencyOf(kind: AttentionKind, { attention, t }: Known): { tag: NonNullable<Due['tag']> } | object {
  const found = attention.find((item) => item.kind === kind)
  if (found === undefined) {
    return {}
  }
  return { tag: found.late ? { word: t.ticket.due.late, tone: 'wrong' } : { word: t.ticket.due.soon, tone: 'caution' } }
}

function call(ticket: TicketView, known: Known): Due | null {
  const { t, limits } = known
  const visit = ticket.course.visits.at(-1)
  if (visit === undefined) {
    return null
  }
  const name = t.ticket.due.call
  if (visit.called_at != null) {
    return { name, words: t.ticket.due.called(dayAndTime(visit.called_at, known.today)) }
  }
  if (ticket.state !== 'scheduled') {
    return null
  }
  const isTimed = ticket.service === 'onsite_town'
  const words = isTimed ? t.ticket.due.callWithin(limits.call_minutes ?? '') : t.ticket.due.callFirst
  return { name, words, ...urgencyOf('to_call', known) }
}

function visit({ course, state }: TicketView, known: Known): Due | null {
  const last = course.visits.at(-1)
  if (last === undefined) {
    return null
  }
  const { t, today } = known
  const words = `${dayAndTime(last.from, today)}\u2013${timeOf(last.to)} ${last.engineer}`
  if (last.arrived_at != null) {
    return { name: t.ticket.due.visit, words, tag: { word: t.ticket.due.arrived(timeOf(last.arrived_at)), tone: 'free' } }
  }
  const isAwaited = state === 'scheduled' || state === 'departed'
  const late = known.attention.find(({ kind }) => kind === 'visits')?.late === true
  return { name: t.ticket.due.visit, words, ...(isAwaited && late ? urgencyOf('visits', known) : {}) }
}

function complaint({ kind, state }: TicketView, known: Known): Due | null {
  if (kind !== 'complaint' || state === 'closed' || state === 'cancelled' || known.complaintDay === null) {
    return null
  }
  const words = known.t.ticket.due.answerBy(known.complaintDay)
  return { name: known.t.ticket.due.complaint, words, ...urgencyOf('complaints', known) }
}

function parts({ course, state }: TicketView, known: Known): Due | null {
  const wait = course.waits.at(-1)
  if (wait === undefined || state !== 'waiting_parts') {
    return null
  }
  const { t, limits } = known
  const days = daysBetween(dayOf(wait.from), known.today)
  const words = t.ticket.due.dayOf(days, limits.parts_wait_exchange_days ?? '')
  return { name: t.ticket.due.parts, words, ...pressing('waiting_parts', days, limits.parts_wait_warn_days, known) }
}

function repair(ticket: TicketView, known: Known): Due | null {
  const isOver = ticket.course.completion != null || ticket.course.end != null
  if (ticket.kind !== 'repair' || isOver) {
    return null
  }
  const { t, limits } = known
  const days = daysBetween(dayOf(ticket.created_at), known.today)
  const words = t.ticket.due.dayOf(days, limits.repair_exchange_days ?? '')
  return { name: t.ticket.due.repair, words, ...urgencyOf('repair_time', known) }
}

/** A wait is listed from its first day; it presses only once it is said to. */
function pressing(kind: AttentionKind, days: number, from: string | undefined, known: Known): object {
  const late = known.attention.find((item) => item.kind === kind)?.late === true
  return late || days >= Number(from ?? Infinity) ? urgencyOf(kind, known) : {}
}

function followUp({ course }: TicketView, known: Known): Due | null {
  if (course.completion == null) {
    return null
  }
  const { t, limits } = known
  const done = dayOf(course.completion.at)
  const [opens, last] = [limits.follow_up_opens_days, limits.follow_up_last_days].map((days) => Number(days ?? 0))
  const words = t.ticket.due.between(plusDays(done, opens ?? 0).slice(5), plusDays(done, last ?? 0).slice(5))
  return { name: t.ticket.due.followUp, words, ...urgencyOf('follow_up', known) }
}
