// The columns of a list of tickets: what stands in them, how wide they are, which there is room for.
import { amount, dayAndTime, dayOf, shortDay, timeOf } from '../format'
import type { Attention, PolicyOverview, RowSort, TicketRow } from '../generated/commands'
import type { Messages } from '../locales'

/** A column. */
export interface Column {
  key: ColumnKey
  /** The least that it needs, in px. */
  width: number
  /** Its share of what is left over; none when absent. */
  grows?: number
  sort?: RowSort
  /** Amounts stand at the right. */
  isAmount?: boolean
}

/** The columns by name. */
export type ColumnKey =
  | 'number'
  | 'state'
  | 'customer'
  | 'complaint'
  | 'attention'
  | 'visit'
  | 'machine'
  | 'engineer'
  | 'due'
  | 'phone'
  | 'address'
  | 'kind'
  | 'service'
  | 'created'
  | 'tier'
  | 'serial'
  | 'total'

/** All columns in the order of the list. */
export const COLUMNS: Column[] = [
  { key: 'number', width: 200, sort: 'number' },
  { key: 'kind', width: 56 },
  { key: 'state', width: 88, sort: 'state' },
  { key: 'attention', width: 116 },
  { key: 'customer', width: 104, sort: 'customer' },
  { key: 'tier', width: 76 },
  { key: 'phone', width: 124 },
  { key: 'address', width: 170, grows: 2 },
  { key: 'machine', width: 130, grows: 1 },
  { key: 'serial', width: 72 },
  { key: 'complaint', width: 130, grows: 3 },
  { key: 'service', width: 112 },
  { key: 'engineer', width: 80 },
  { key: 'visit', width: 166, sort: 'visit' },
  { key: 'created', width: 128 },
  { key: 'total', width: 96, sort: 'total', isAmount: true },
  { key: 'due', width: 96, sort: 'due', isAmount: true },
]

/** Where there is little room, these stay, the first the longest. */
const PRIORITY: ColumnKey[] = [
  'number',
  'customer',
  'state',
  'complaint',
  'attention',
  'visit',
  'due',
  'machine',
  'phone',
  'engineer',
  'address',
  'kind',
  'created',
  'service',
  'total',
  'tier',
  'serial',
]

/** What is shown before anybody chose. */
export const USUAL: ColumnKey[] = PRIORITY.slice(0, 10)

/** A column with the width that it has now. */
export interface PlacedColumn extends Column {
  px: number
}

/** Those of the chosen columns that there is room for, which then fill the room. */
export function placed(chosen: readonly ColumnKey[], room: number): PlacedColumn[] {
  let left = room
  const kept = new Set<ColumnKey>()
  for (const key of PRIORITY.filter((key) => chosen.includes(key))) {
    const width = COLUMNS.find((column) => column.key === key)?.width ?? 0
    if (width <= left || kept.size === 0) {
      kept.add(key)
      left -= width
    }
  }
  const shown = COLUMNS.filter((column) => kept.has(column.key))
  const shares = shown.reduce((sum, column) => sum + (column.grows ?? 0), 0)
  // Nothing grows: the last one takes what is left.
  return shown.map((column, place) => {
    const share = shares > 0 ? (column.grows ?? 0) / shares : Number(place === shown.length - 1)
    return { ...column, px: column.width + Math.max(0, Math.floor(left * share)) }
  })
}

/** What the words in a row are made of. */
export interface Words {
  t: Messages
  policy: PolicyOverview
  today: string
}

/** What presses, in words: late first. */
export function attentionWords(attention: readonly Attention[], t: Messages): string[] {
  return attention
    .toSorted((a, b) => Number(b.late) - Number(a.late))
    .map(({ kind, late }) => t.tickets.attention[kind][late ? 'late' : 'soon'])
}

/** The machine of a row: its category and its model. */
export function machineOf(row: TicketRow, policy: PolicyOverview): string {
  const category = policy.categories.find(({ code }) => code === row.category)?.name ?? row.category
  return [category, row.model].filter((part) => part != null).join(' ')
}

/** When the visit is: 11-23 09:00–10:00. */
export function visitOf(row: TicketRow, today: string): string {
  if (row.visit_from == null) {
    return ''
  }
  const end = row.visit_to == null ? '' : `–${timeOf(row.visit_to)}`
  const day = dayOf(row.visit_from)
  return day.startsWith(today.slice(0, 4)) ? `${shortDay(day)} ${timeOf(row.visit_from)}${end}` : day
}

/** The district and what follows of an address: the clerk knows the city. */
export function placeOf(row: TicketRow): string {
  return [row.region.split('/').at(-1), row.address].filter((part) => part !== '').join(' ')
}

/** What stands in a column of a row. */
export function cell(row: TicketRow, key: ColumnKey, { t, policy, today }: Words): string {
  switch (key) {
    case 'number':
      return row.number
    case 'kind':
      return t.names.kind[row.kind]
    case 'state':
      return t.names.state[row.state]
    case 'attention':
      return t.list(attentionWords(row.attention, t))
    case 'customer':
      return row.customer
    case 'tier':
      return row.tier === 'none' ? '' : t.values.tier[row.tier]
    case 'phone':
      return row.phone ?? ''
    case 'address':
      return placeOf(row)
    case 'machine':
      return machineOf(row, policy)
    case 'serial':
      return row.serial_tail == null ? '' : `…${row.serial_tail}`
    case 'complaint':
      return row.complaint
    case 'service':
      return t.names.service[row.service]
    case 'engineer':
      return row.engineer ?? ''
    case 'visit':
      return visitOf(row, today)
    case 'created':
      return dayAndTime(row.created_at, today)
    case 'total':
      return row.total_fen === 0 ? '' : amount(row.total_fen)
    case 'due':
      return row.due_fen > 0 ? amount(row.due_fen) : row.refund_fen > 0 ? t.tickets.refund(amount(row.refund_fen)) : ''
  }
}

/** How wide a sign is drawn at most, at 14 px: Chinese and full width as high as wide, others less. */
function widthOf(sign: string): number {
  return sign > '\u2e7f' || sign === '…' ? 14 : /[MWmw@%]/.test(sign) ? 13 : /[A-Z]/.test(sign) ? 10 : /[-–.,:;|ilt'() ]/.test(sign) ? 6 : 8.2
}

/** A text as it fits into so many px, with … for what does not: nothing is measured while it scrolls. */
export function fitted(text: string, px: number): string {
  if (text.length * 14 <= px) {
    return text
  }
  let width = 0
  let kept = ''
  for (const sign of text) {
    width += widthOf(sign)
    if (width > px) {
      return `${[...kept].slice(0, -1).join('')}…`
    }
    kept += sign
  }
  return text
}
