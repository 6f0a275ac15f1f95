// THE table of what can go wrong: from the program's code to how grave it is; the words for it, and
// what to do, stand under the same codes in the locales. Never match on an error's message.
import type { Error as Refusal, ErrorCode } from './generated/commands'

/** What can go wrong: what the program answers, no answer from it, or what cannot even be asked. */
export type TroubleCode =
  | ErrorCode
  | 'no_answer'
  | 'not_money'
  | 'not_date'
  | 'not_time'
  | 'time_order'
  | 'not_quantity'
  | 'not_branch'
  | 'not_phone'
  | 'not_pin'
  | 'pins_differ'
  | 'not_year'
  | 'before_today'
  | 'day_taken'

/**
 * `input` is put right by who types, at the field; `warning` is a rule that stands in the way now; `fault`
 * is the program's or the machine's, and is worth a retry.
 */
export type Severity = 'input' | 'warning' | 'fault'

const SEVERITY: Record<TroubleCode, Severity> = {
  missing: 'input',
  invalid: 'input',
  out_of_range: 'input',
  after_today: 'input',
  date_order: 'input',
  duplicate: 'input',
  no_such_line: 'input',
  contradicts: 'input',
  too_long: 'input',
  bad_character: 'input',
  unprintable: 'input',
  not_allowed: 'warning',
  approval_needed: 'warning',
  no_consent: 'warning',
  provisional_verdict: 'warning',
  quote_outdated: 'warning',
  wrong_pickup_code: 'warning',
  money_moved: 'warning',
  clock_behind: 'warning',
  numbers_asked: 'warning',
  newer_file: 'fault',
  not_ours: 'fault',
  not_a_database: 'fault',
  damaged: 'fault',
  folder: 'fault',
  exists: 'input',
  cancelled: 'warning',
  disk_full: 'fault',
  busy: 'fault',
  read_only: 'fault',
  io: 'fault',
  not_empty: 'input',
  not_found: 'input',
  wrong_pin: 'warning',
  practice_only: 'input',
  paper_too_small: 'input',
  fonts_missing: 'fault',
  printer_gone: 'input',
  printer_paper: 'input',
  printer_failed: 'fault',
  no_viewer: 'fault',
  broken_json: 'fault',
  no_such_command: 'fault',
  failed: 'fault',
  no_answer: 'fault',
  not_money: 'input',
  not_date: 'input',
  not_time: 'input',
  time_order: 'input',
  not_quantity: 'input',
  not_branch: 'input',
  not_phone: 'input',
  not_pin: 'input',
  pins_differ: 'input',
  not_year: 'input',
  before_today: 'input',
  day_taken: 'input',
}

/** Something that went wrong, ready to be shown. */
export interface Trouble {
  code: TroubleCode
  severity: Severity
  /** The path of the member at fault, as the request has it; empty for the whole. */
  field: string
  /** The character that cannot be kept or printed. */
  character?: string
}

/** What is wrong with what was typed, before anybody is asked. */
export function wrong(code: TroubleCode, field: string): Trouble {
  return { code, severity: SEVERITY[code], field }
}

/** What is meant by a code at a field, where the code alone would say too little. */
const MEANS: [TroubleCode, RegExp, TroubleCode][] = [
  ['invalid', /\bbranch$/, 'not_branch'],
  ['invalid', /phone(s\[\d+\])?$/, 'not_phone'],
  ['invalid', /\bpin$/, 'not_pin'],
  ['invalid', /\bqty$/, 'not_quantity'],
  ['invalid', /(\b|_)(on|date|from|to)$/, 'not_date'],
  ['date_order', /\b(from|to)$/, 'time_order'],
]

/** Reads what a call rejected with, whatever it is. */
export function trouble(thrown: unknown): Trouble {
  if (isRefusal(thrown)) {
    const { code, field, character } = thrown
    const meant = MEANS.find(([told, at]) => told === code && at.test(field))?.[2]
    return { ...wrong(meant ?? code, field), ...(character == null ? {} : { character }) }
  }
  return wrong('no_answer', '')
}

function isRefusal(thrown: unknown): thrown is Refusal {
  if (typeof thrown !== 'object' || thrown === null) {
    return false
  }
  const { code, field } = thrown as Partial<Record<keyof Refusal, unknown>>
  return typeof code === 'string' && Object.hasOwn(SEVERITY, code) && typeof field === 'string'
}
