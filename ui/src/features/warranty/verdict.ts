// How a verdict is shown: derived from what the program answered, never decided here.
import type { Advice, Charge, Clause, Verdict } from '../../generated/commands'
import type { Messages } from '../../locales'

/** What the colour says: free, parts only to pay, or to pay. A word always says it too. */
export type Tone = 'free' | 'parts' | 'charged'

/** The tone of a verdict. */
export function toneOf({ labour, parts, visit }: Verdict): Tone {
  if (labour === 'charged' || visit === 'charged') {
    return 'charged'
  }
  return parts === 'charged' ? 'parts' : 'free'
}

/** Labour, parts or visit in a word. What may still change is never called free outright. */
export function chargeWord(charge: Charge, verdict: Verdict, t: Messages): string {
  if (charge === 'charged') {
    return t.verdict.charged
  }
  return verdict.provisional ? t.verdict.freeForNow : t.verdict.free
}

/** The cover in a line, without what may still change. */
export function headline({ cover, last_day }: Verdict, t: Messages): string {
  if (cover === 'none') {
    // Only a term that has run out has a last day.
    return last_day == null ? t.verdict.excluded : t.verdict.expired
  }
  return t.covers[cover]
}

/** Until when, and since when, as far as the verdict says. */
export function period({ cover, start, last_day }: Verdict, t: Messages): string[] {
  const lines: string[] = []
  if (last_day != null) {
    lines.push(cover === 'none' ? t.verdict.ended(last_day) : t.verdict.until(last_day))
  }
  if (start != null) {
    lines.push(t.verdict.since(start))
  }
  return lines
}

/** The clause whose words a piece of advice has. */
export const CLAUSE_OF_ADVICE: Record<Advice, Clause> = { replace: 'B10', unsafe_age: 'N9' }
