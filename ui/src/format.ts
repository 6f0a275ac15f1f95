// How amounts, times, numbers and phones are written, everywhere the same.
import type { Moment, Money } from './generated/commands'

/** An amount with its sign: ¥1,234.50. */
export function money(fen: Money): string {
  const sign = fen < 0 ? '−' : ''
  return `${sign}¥${amount(Math.abs(fen))}`
}

/** An amount in 元 without a sign, as columns show it: 1,234.50. */
export function amount(fen: Money): string {
  const yuan = Math.trunc(Math.abs(fen) / 100)
  const rest = String(Math.abs(fen) % 100).padStart(2, '0')
  return `${fen < 0 ? '−' : ''}${String(yuan).replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${rest}`
}

/**
 * The 分 of an amount as people type it: 128, 128.5, ¥1,280.50, in full width too. Null when it is
 * none, or when it has more than two decimals.
 */
export function readMoney(typed: string): Money | null {
  const text = typed.normalize('NFKC').replaceAll(/[\s,¥元]/g, '')
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text)
  return parts === null ? null : Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
}

/** The day of a moment at the service point: 2026-11-23. Moments are written at +08:00. */
export function dayOf(moment: Moment): string {
  return moment.slice(0, 10)
}

/** The month and day: 11-23. */
export function shortDay(moment: Moment): string {
  return moment.slice(5, 10)
}

/** The time: 09:30. */
export function timeOf(moment: Moment): string {
  return moment.slice(11, 16)
}

/** Day and time: 11-23 09:30, with the year when it is not this one. */
export function dayAndTime(moment: Moment, today: string): string {
  const day = moment.startsWith(today.slice(0, 4)) ? shortDay(moment) : dayOf(moment)
  return `${day} ${timeOf(moment)}`
}

/** A ticket's number where there is little room: WX…0012. */
export function shortNumber(number: string): string {
  return `${number.slice(0, 2)}…${number.slice(number.lastIndexOf('-') + 1)}`
}

/** A phone number as lists show it, the one masked form: 138****1234. */
export function masked(phone: string): string {
  return phone.length < 7 ? phone : `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
