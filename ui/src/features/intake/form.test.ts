import { describe, expect, it } from 'vitest'

import type { ApplianceCard, Customer } from '../../generated/commands'
import {
  applianceChanges,
  customerChanges,
  emptyForm,
  firstMissing,
  intakeOf,
  isEmpty,
  pathOf,
  scheduleOf,
  withAppliance,
  withCustomer,
  withoutCustomer,
} from './form'

const CUSTOMER: Customer = {
  id: 'c1',
  name: '张三',
  phones: [
    { number: '13807731234', kind: 'mobile' },
    { number: '07735831234', kind: 'landline' },
  ],
  addresses: [{ region: '广西/桂林市/七星区', detail: '漓江路 26 号' }],
  tier: 'gold',
  tier_seen: { proof: '会员卡', by: '李丽', on: '2026-01-01' },
  note: '',
  created_at: '2026-01-01T09:00:00.000+08:00',
}

const facts = {
  category: 'integrated_stove',
  model: 'JS-JCZ-X9',
  purchased_on: '2025-03-15',
  invoice: 'present',
  card: 'present',
  serial: 'intact',
  use: 'household',
  no_warranty_agreed: false,
  identity_confirmed: false,
  extended: [],
  downtime: [],
} as const

const STOVE = { id: 'a1', serial: 'JC8841', serial_state: 'intact', facts, record: {} } as unknown as ApplianceCard
const BOTH = { customer: CUSTOMER, appliance: STOVE }

const onForm = () => withAppliance(withCustomer(emptyForm(), CUSTOMER, null), STOVE)

describe('what is sent', () => {
  it('is nothing of a customer and an appliance that stayed as they were', () => {
    const sent = intakeOf(onForm(), BOTH)
    expect(sent).toMatchObject({ customer_id: 'c1', customer: null, appliance_id: 'a1', appliance: null, phone: null })
    expect(customerChanges(onForm(), CUSTOMER)).toEqual([])
    expect(applianceChanges(onForm(), STOVE)).toEqual([])
  })

  it('is what was changed, and what was emptied', () => {
    const form = { ...onForm(), name: '张珊', model: 'JS-2', purchased: null }
    expect(intakeOf(form, BOTH)).toMatchObject({
      customer: { name: '张珊' },
      appliance: { model: 'JS-2', clear: ['purchased_on'] },
    })
    expect(customerChanges(form, CUSTOMER)).toEqual(['customer.name'])
  })

  it('is another number of theirs as the one to call, and a new one as theirs', () => {
    expect(intakeOf({ ...onForm(), phone: '07735831234' }, BOTH)).toMatchObject({ customer: null, phone: '07735831234' })
    expect(intakeOf({ ...onForm(), phone: '13900000000' }, BOTH).customer).toEqual({
      phones: ['13900000000', '07735831234'],
    })
  })

  it('is the whole of a new customer, who may have no phone', () => {
    const form = { ...emptyForm(), name: '王芳', category: 'refrigerator' }
    const sent = intakeOf(form, { customer: null, appliance: null })
    expect(sent.customer).toMatchObject({ name: '王芳', phones: [], tier: 'none' })
    expect(sent.appliance).toMatchObject({ category: 'refrigerator', invoice: 'unknown', clear: [] })
  })

  it('is no appliance for a consultation about none', () => {
    const form = { ...emptyForm(), kind: 'consultation' as const, name: '王芳' }
    expect(intakeOf(form, { customer: null, appliance: null })).toMatchObject({ appliance: null, fault: null, service: null })
  })

  it('is a visit once an engineer or a time is given', () => {
    expect(scheduleOf(emptyForm())).toBeNull()
    expect(scheduleOf({ ...emptyForm(), engineer: '101' })).toMatchObject({ engineer: '101', from: null })
    expect(scheduleOf({ ...emptyForm(), engineer: '101', service: 'walk_in' })).toBeNull()
  })
})

describe('the form', () => {
  it('keeps what the caller said when it is somebody else', () => {
    const form = withoutCustomer({ ...onForm(), complaint: '漏水' })
    expect(form).toMatchObject({ phone: '13807731234', complaint: '漏水', name: null, category: null })
  })

  it('asks for what is missing in its own order', () => {
    expect(firstMissing(emptyForm())).toBe('customer.name')
    expect(firstMissing({ ...emptyForm(), name: '王芳' })).toBe('appliance.category')
    expect(firstMissing({ ...emptyForm(), name: '王芳', kind: 'complaint' })).toBe('complaint')
    expect(firstMissing({ ...onForm(), complaint: '漏水' })).toBeUndefined()
  })

  it('is empty whatever its kind', () => {
    expect(isEmpty({ ...emptyForm(), kind: 'complaint' })).toBe(true)
    expect(isEmpty({ ...emptyForm(), phone: '1' })).toBe(false)
  })

  it('has a field for what the program refuses', () => {
    expect(pathOf('intake.appliance.purchased_on')).toBe('appliance.purchased_on')
    expect(pathOf('customer')).toBe('customer.name')
    expect(pathOf('schedule.to')).toBe('schedule.from')
    expect(pathOf('by')).toBeUndefined()
  })
})
