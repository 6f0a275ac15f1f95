// THE table of what can go wrong: from the program's code to how grave it is; the words for it, and
// what to do, stand under the same codes in the locales. Never match on an error's message.
import type { Error as Refusal, ErrorCode } from './generated/commands'

/** What can go wrong: what the program answers, or no answer from it. */
export type TroubleCode = ErrorCode | 'no_answer'

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
  broken_json: 'fault',
  no_such_command: 'fault',
  failed: 'fault',
  no_answer: 'fault',
}

/** Something that went wrong, ready to be shown. */
export interface Trouble {
  code: TroubleCode
  severity: Severity
  /** The path of the member at fault, as the request has it; empty for the whole. */
  field: string
}

/** Reads what a call rejected with, whatever it is. */
export function trouble(thrown: unknown): Trouble {
  if (isRefusal(thrown)) {
    return { code: thrown.code, severity: SEVERITY[thrown.code], field: thrown.field }
  }
  return { code: 'no_answer', severity: SEVERITY.no_answer, field: '' }
}

function isRefusal(thrown: unknown): thrown is Refusal {
  if (typeof thrown !== 'object' || thrown === null) {
    return false
  }
  const { code, field } = thrown as Partial<Record<keyof Refusal, unknown>>
  return typeof code === 'string' && Object.hasOwn(SEVERITY, code) && typeof field === 'string'
}
