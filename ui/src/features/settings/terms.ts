// The terms as people search them.
import { money } from '../../format'
import type { Clause, ParameterView, PolicyOverview } from '../../generated/commands'
import type { Messages } from '../../locales'

/** The words of a page of terms that is searched by any of them. */
function has(words: string, text: (string | number | null | undefined)[]): boolean {
  const all = text.join(' ').toLowerCase()
  return words.toLowerCase().split(/\s+/).every((word) => all.includes(word))
}

/** What a search has left of the terms. */
export interface FoundTerms {
  categories: PolicyOverview['categories']
  clauses: { clause: Clause; text: string; source: string; to_verify: boolean }[]
  parameters: ParameterView[]
}

/** The terms that have every word, or of them those that are still to be verified. */
export function findTerms(policy: PolicyOverview, words: string, toVerify: boolean, t: Messages): FoundTerms {
  const text = words.normalize('NFKC').trim()
  const isWanted = (it: { to_verify: boolean }, texts: (string | number | null | undefined)[]): boolean =>
    (!toVerify || it.to_verify) && has(text, texts)
  return {
    categories: policy.categories.filter((it) =>
      isWanted(it, [it.name, ...it.aliases, ...it.clauses, it.source, ...it.core_parts]),
    ),
    clauses: Object.entries(policy.clauses)
      .map(([clause, it]) => ({ clause: clause as Clause, ...it }))
      .filter((it) => isWanted(it, [it.clause, it.text, it.source])),
    parameters: policy.parameters.filter((it) =>
      isWanted(it, [nameOf(it, t), valueOf(it, t), it.clause, it.source]),
    ),
  }
}

/** How many places are still to be verified. */
export function countToVerify(policy: PolicyOverview): number {
  const all = [...policy.categories, ...Object.values(policy.clauses), ...policy.parameters]
  return all.filter(({ to_verify }) => to_verify).length
}

/** What a number or switch of the rules is called; its key where nobody has named it. */
export function nameOf({ key }: ParameterView, t: Messages): string {
  const names: Partial<Record<string, string>> = t.settings.terms.parameterNames
  return names[key] ?? key
}

/** Its value with the unit that its key ends with. */
export function valueOf({ key, value }: ParameterView, t: Messages): string {
  const { units, yes, no } = t.settings.terms
  if (value === 'true' || value === 'false') {
    return value === 'true' ? yes : no
  }
  if (key.endsWith('_fen')) {
    return money(Number(value))
  }
  const tiers: Partial<Record<string, string>> = t.values.tier
  const unit = Object.entries(units).find(([part]) => new RegExp(`_${part}(_|$)`).test(key))?.[1]
  return tiers[value] ?? (unit === undefined ? value : unit(value))
}
