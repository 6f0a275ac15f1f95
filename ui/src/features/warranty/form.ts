// What the clerk fills in: a case of the warranty command. Its paths name the fields, so that an
// error finds its field without a table.
import type { Case, Cause, PolicyOverview } from '../../generated/commands'

/** The members of a case that this form has, in the order of the paper form. */
export const FIELD_PATHS = [
  'appliance.category',
  'appliance.model',
  'appliance.purchased_on',
  'appliance.delivered_on',
  'appliance.installed_on',
  'appliance.exchanged_on',
  'appliance.manufactured_on',
  'appliance.invoice',
  'appliance.card',
  'appliance.serial',
  'appliance.identity_confirmed',
  'appliance.use',
  'member_tier',
  'fault.part_class',
  'fault.cause',
  'on',
] as const

/** The path of a member that this form has. */
export type FieldPath = (typeof FIELD_PATHS)[number]

/** The field at a path of the request, if this form has it. */
export function fieldAt(path: string): FieldPath | undefined {
  return FIELD_PATHS.find((field) => field === path)
}

/**
 * A form on which nothing is filled in. Without a date it asks about today, whatever day that is by
 * then.
 */
export function emptyForm(): Case {
  return {
    on: null,
    appliance: {
      category: null,
      model: null,
      purchased_on: null,
      delivered_on: null,
      installed_on: null,
      exchanged_on: null,
      manufactured_on: null,
      invoice: 'unknown',
      card: 'unknown',
      serial: 'unknown',
      use: 'unknown',
      no_warranty_agreed: false,
      identity_confirmed: false,
      extended: [],
      downtime: [],
    },
    member_tier: 'none',
    fault: { part_class: 'unknown', cause: 'unknown' },
    jobs: [],
    present_job: { waiting_parts_days: 0, own_reason_days: 0 },
  }
}

/** What each cause is called, in the policy's order. */
export function causeNames(causes: PolicyOverview['causes']): Partial<Record<Cause, string>> {
  return Object.fromEntries(Object.entries(causes).map(([cause, { name }]) => [cause, name]))
}

/** What to ask the program; null while there is nothing to ask, for want of a category. */
export function caseOf(form: Case, today: string): Case | null {
  const { appliance } = form
  if (appliance.category == null) {
    return null
  }
  return {
    ...form,
    on: form.on ?? today,
    appliance: {
      ...appliance,
      // It stands on the form only with a number that cannot be read.
      identity_confirmed: appliance.serial === 'illegible' && appliance.identity_confirmed,
    },
    fault: { ...form.fault },
  }
}
