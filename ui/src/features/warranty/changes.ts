// What would change a verdict, put together for reading: one row for each question and outcome.
import type { Cause, Change, Clause, Cover, PolicyOverview, Question } from '../../generated/commands'

type Causes = PolicyOverview['causes']

/** Answers to one question that lead to the same cover. */
export interface ChangeRow {
  field: Question
  cover: Cover
  /** The values, in the program's order; all causes that a clause excludes stand as that clause. */
  values: ({ value: string } | { clause: Clause })[]
}

/** Puts single changes together. */
export function rowsOf(changes: readonly Change[], causes: Causes): ChangeRow[] {
  const rows = new Map<string, { field: Question; cover: Cover; values: string[] }>()
  for (const { field, to, cover } of changes) {
    const key = `${field} ${cover}`
    const row = rows.get(key) ?? { field, cover, values: [] }
    row.values.push(to)
    rows.set(key, row)
  }
  return [...rows.values()].map((row) => ({
    ...row,
    values:
      row.field === 'fault.cause'
        ? byClause(row.values, causes)
        : row.values.map((value) => ({ value })),
  }))
}

function byClause(values: string[], causes: Causes): ChangeRow['values'] {
  const put: ChangeRow['values'] = []
  const done = new Set<Clause>()
  for (const value of values) {
    const clause = causes[value as Cause]?.excluded_by ?? null
    if (clause === null || !isWhole(clause, values, causes)) {
      put.push({ value })
    } else if (!done.has(clause)) {
      done.add(clause)
      put.push({ clause })
    }
  }
  return put
}

function isWhole(clause: Clause, values: string[], causes: Causes): boolean {
  const excluded = Object.entries(causes).filter(([, of]) => of.excluded_by === clause)
  return excluded.every(([cause]) => values.includes(cause))
}
