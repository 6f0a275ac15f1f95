// What would change a verdict, put together for reading: one row for each question and outcome.
import type { Cause, Change, Cover, Question } from '../../generated/commands'

/** Causes that people put into one word. Wording only: which causes cost money the program says. */
export type CauseGroup =
  | 'impact'
  | 'wet'
  | 'opened'
  | 'installed'
  | 'nature'
  | 'software'
  | 'others'
  | 'people'

const GROUP_OF: Record<Cause, CauseGroup | null> = {
  transport: 'impact',
  drop: 'impact',
  collision: 'impact',
  squeeze: 'impact',
  liquid: 'wet',
  heat: 'wet',
  damp: 'wet',
  abnormal_voltage: 'wet',
  self_disassembly: 'opened',
  conversion: 'opened',
  unofficial_part: 'opened',
  unofficial_repair: 'opened',
  installation_other: 'installed',
  poor_maintenance: 'installed',
  fire: 'nature',
  earthquake: 'nature',
  flood: 'nature',
  lightning: 'nature',
  other_force_majeure: 'nature',
  user_software: 'software',
  delivery: 'others',
  third_party: 'others',
  misuse: 'people',
  abuse: 'people',
  accident: 'people',
  negligence: 'people',
  defect: null,
  component_failure: null,
  normal_wear: null,
  installation_ours: null,
  unknown: null,
}

/** Answers to one question that lead to the same cover. */
export interface ChangeRow {
  field: Question
  cover: Cover
  /** The values, in the program's order; whole groups of causes as one. */
  values: ({ value: string } | { group: CauseGroup })[]
}

/** Puts single changes together. */
export function rowsOf(changes: readonly Change[]): ChangeRow[] {
  const rows = new Map<string, { field: Question; cover: Cover; values: string[] }>()
  for (const { field, to, cover } of changes) {
    const key = `${field} ${cover}`
    const row = rows.get(key) ?? { field, cover, values: [] }
    row.values.push(to)
    rows.set(key, row)
  }
  return [...rows.values()].map((row) => ({
    ...row,
    values: row.field === 'fault.cause' ? grouped(row.values) : row.values.map((value) => ({ value })),
  }))
}

function grouped(causes: string[]): ChangeRow['values'] {
  const values: ChangeRow['values'] = []
  const done = new Set<CauseGroup>()
  for (const value of causes) {
    const group = GROUP_OF[value as Cause]
    if (group === null || !isWhole(group, causes)) {
      values.push({ value })
    } else if (!done.has(group)) {
      done.add(group)
      values.push({ group })
    }
  }
  return values
}

function isWhole(group: CauseGroup, causes: string[]): boolean {
  const members = Object.entries(GROUP_OF).filter(([, of]) => of === group)
  return members.every(([cause]) => causes.includes(cause))
}
