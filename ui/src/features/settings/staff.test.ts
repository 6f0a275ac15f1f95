import { expect, it } from 'vitest'

import type { Staff } from '../../generated/commands'
import { saveStaffOf, staffForm, wrongStaff } from './staff'

const LI: Staff = { id: 'a', name: '李丽', badge: '001', role: 'supervisor', active: true }
const NONE = { pin: null, again: null }
const found = (...of: Parameters<typeof wrongStaff>) => wrongStaff(...of).map(({ field, code }) => `${field} ${code}`)

it('asks a new supervisor for a PIN, a known one only to change it', () => {
  expect(found(staffForm(LI), NONE, LI)).toEqual([])
  expect(found(staffForm(LI), { pin: '1357', again: null }, LI)).toEqual(['staff.pin_again missing'])
  expect(found(staffForm(LI), NONE, { ...LI, role: 'counter' })).toEqual(['staff.pin missing'])
})

it('asks for name, badge and role, and takes years as they are', () => {
  expect(found(staffForm(), NONE)).toEqual(['staff.name missing', 'staff.badge missing', 'staff.role missing'])
  expect(found({ ...staffForm(LI), since: '15' }, NONE, LI)).toEqual(['staff.since_year not_year'])
})

it('takes away what was emptied', () => {
  const form = { ...staffForm({ ...LI, phone: '13807731234', since_year: 2015 }), phone: null }
  expect(saveStaffOf(form, null)).toMatchObject({ id: 'a', staff: { phone: '', since_year: 2015, pin: null } })
})
