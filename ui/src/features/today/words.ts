// How late something is, in words, and the days and drafts of the home screen.
import { dayAndTime, shortDay } from '../../format'
import type { DraftView, NeedsAction, TileKind } from '../../generated/commands'
import type { Messages } from '../../locales'
import { formOf } from '../intake/form'

/** What is due at a time or on a day; the others say since when. */
const DUE = new Set<NeedsAction['kind']>(['to_call', 'visits', 'complaints', 'follow_up'] satisfies TileKind[])

/** How late something is. */
export function lateness({ kind, minutes, days }: NeedsAction, { today }: Messages): string {
  if (minutes != null) {
    return minutes > 0 ? today.tag.minutesLate(minutes) : today.tag.minutesLeft(-minutes)
  }
  const count = days ?? 0
  if (!DUE.has(kind)) {
    return today.tag.days(count)
  }
  return count > 0 ? today.tag.daysLate(count) : today.tag.today
}

/** Why somebody has to see to it. */
export function reason({ kind, minutes, since_or_due: at }: NeedsAction, day: string, { today }: Messages): string {
  return today.reason[kind](minutes == null ? shortDay(at) : dayAndTime(at, day).replace(`${shortDay(day)} `, ''))
}

/** The month, the day and the weekday of a date, Sunday as 0. */
export function partsOf(date: string): [month: number, day: number, weekday: number] {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return [month, day, new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
}

/** What tells a half-written intake from another: who called, and what about. */
export function draftWords({ body }: DraftView): string {
  const { name, phone, complaint } = formOf(body)
  const who = name ?? phone?.replace(/.*(?=.{4})/, '…')
  return [who, complaint].filter((word) => word != null && word !== '').join(' ')
}
