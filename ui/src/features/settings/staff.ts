// A member of staff as typed, and the request that keeps them.
import { wrong, type Trouble } from '../../errors'
import type { Role, SaveStaff, Staff, StaffId, StaffInput } from '../../generated/commands'
import { wrongPins, type TwoPins } from '../start/form'

/** What is typed, but for PINs, which are kept nowhere. */
export interface StaffForm {
  /** Whom it changes; nobody yet when null. */
  id: StaffId | null
  name: string | null
  badge: string | null
  role: Role | null
  phone: string | null
  certificate: string | null
  since: string | null
  active: boolean
}

/** The form of somebody, or of somebody new. */
export function staffForm(staff?: Staff): StaffForm {
  return {
    id: staff?.id ?? null,
    name: staff?.name ?? null,
    badge: staff?.badge ?? null,
    role: staff?.role ?? null,
    phone: staff?.phone ?? null,
    certificate: staff?.certificate ?? null,
    since: staff?.since_year == null ? null : String(staff.since_year),
    active: staff?.active ?? true,
  }
}

/** What is wrong before the program is asked. `before` is who it was. */
export function wrongStaff(form: StaffForm, pins: TwoPins, before?: Staff): Trouble[] {
  const isNewSupervisor = form.role === 'supervisor' && before?.role !== 'supervisor'
  const year = form.since === null || /^(19|20)\d{2}$/.test(form.since)
  return [
    ...(form.name === null ? [wrong('missing', 'staff.name')] : []),
    ...(form.badge === null ? [wrong('missing', 'staff.badge')] : []),
    ...(form.role === null ? [wrong('missing', 'staff.role')] : []),
    ...(year ? [] : [wrong('not_year', 'staff.since_year')]),
    ...(isNewSupervisor || pins.pin !== null || pins.again !== null ? wrongPins(pins, 'staff') : []),
  ]
}

/** The request without its approval. An empty text takes away what was kept. */
export function saveStaffOf(form: StaffForm, pin: string | null): SaveStaff {
  const { id, name, badge, role, phone, certificate, since, active } = form
  const staff: StaffInput = {
    name,
    badge,
    role,
    active,
    phone: phone ?? '',
    certificate: certificate ?? '',
    since_year: since === null ? null : Number(since),
    pin,
  }
  return { id, staff }
}
