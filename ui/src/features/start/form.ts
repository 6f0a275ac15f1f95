// What the first start asks for, and what is wrong with it before the program is asked.
import { wrong, type Trouble } from '../../errors'
import type { ApprovalInput, Role, SaveStaff, SetUp } from '../../generated/commands'

/** A field that is typed into; empty is null. */
type Typed = string | null

/** Somebody else who works here. Supervisors come later, with a PIN of their own. */
export interface Colleague {
  name: Typed
  badge: Typed
  role: Exclude<Role, 'supervisor'>
}

/** What is typed, but for the PIN, which is kept nowhere. */
export interface StartForm {
  point: Record<'name' | 'branch' | 'city' | 'address' | 'phone' | 'complaint_phone', Typed>
  supervisor: Record<'name' | 'badge', Typed>
  others: Colleague[]
}

/** The PIN, typed twice. */
export interface TwoPins {
  pin: Typed
  again: Typed
}

/** The form before anybody typed. */
export function emptyStart(): StartForm {
  return {
    point: { name: null, branch: null, city: null, address: null, phone: null, complaint_phone: null },
    supervisor: { name: null, badge: null },
    others: [],
  }
}

/** One more colleague, of whom nothing is known yet. */
export function newColleague(): Colleague {
  return { name: null, badge: null, role: 'engineer' }
}

function isTold({ name, badge }: Colleague): boolean {
  return name !== null || badge !== null
}

/** What is wrong with the PINs, with fields below `at`. */
export function wrongPins({ pin, again }: TwoPins, at: string): Trouble[] {
  if (pin === null) {
    return [wrong('missing', `${at}.pin`)]
  }
  if (!/^\d{4,12}$/.test(pin)) {
    return [wrong('not_pin', `${at}.pin`)]
  }
  return again === pin ? [] : [wrong(again === null ? 'missing' : 'pins_differ', `${at}.pin_again`)]
}

/** What is wrong, in the order of the form. */
export function wrongAt(form: StartForm, pins: TwoPins): Trouble[] {
  const { point, supervisor, others } = form
  const missing = (at: string, typed: Typed): Trouble[] =>
    typed === null || typed.trim() === '' ? [wrong('missing', at)] : []
  const branch =
    point.branch !== null && !/^[A-Z0-9]{2,6}$/.test(point.branch) ? [wrong('not_branch', 'point.branch')] : []
  const badges = [supervisor.badge]
  return [
    ...missing('point.name', point.name),
    ...missing('point.branch', point.branch),
    ...branch,
    ...missing('supervisor.name', supervisor.name),
    ...missing('supervisor.badge', supervisor.badge),
    ...wrongPins(pins, 'supervisor'),
    ...others.flatMap((other, index) => {
      if (!isTold(other)) {
        return []
      }
      const at = `others.${index}`
      const isTaken = other.badge !== null && badges.includes(other.badge)
      badges.push(other.badge)
      return [
        ...missing(`${at}.name`, other.name),
        ...missing(`${at}.badge`, other.badge),
        ...(isTaken ? [wrong('duplicate', `${at}.badge`)] : []),
      ]
    }),
  ]
}

/** The request that names the point and its first supervisor. */
export function setUpOf({ point, supervisor }: StartForm, pin: string): SetUp {
  const { name, branch, city, address, phone, complaint_phone } = point
  return {
    point: {
      name: name ?? '',
      branch: branch ?? '',
      city: city ?? '',
      address: address ?? '',
      phone: phone ?? '',
      complaint_phone: complaint_phone ?? '',
    },
    supervisor: { ...supervisor, pin },
  }
}

/** The requests that add the others, each with the place of its row. */
export function colleaguesOf(form: StartForm, pin: string): { index: number; request: SaveStaff }[] {
  const approval: ApprovalInput = { staff: form.supervisor.badge ?? '', pin }
  return form.others
    .map((staff, index) => ({ index, staff }))
    .filter(({ staff }) => isTold(staff))
    .map(({ index, staff }) => ({ index, request: { staff, approval } }))
}
