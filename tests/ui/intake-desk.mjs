// A service point for the tests of 受理: an engineer, and customers whom it knows.
import { startDesk } from './support.mjs'

/** What a customer says, with what differs. */
export function intake(change) {
  return {
    kind: 'repair',
    service: 'onsite_town',
    more_appliances: [],
    complaint: '打不着火',
    disclosed: { empty_trip: true },
    note: '',
    ...change,
  }
}

const ADDRESS = { region: '广西/桂林市/七星区', detail: '漓江路 26 号国奥城 3 栋 1802' }

const STOVE = {
  category: 'integrated_stove',
  model: 'JS-JCZ-X9',
  serial: 'intact',
  serial_number: 'JC20250315008841',
  purchased_on: '2025-03-15',
  installed_on: '2025-03-18',
  invoice: 'present',
  card: 'present',
  use: 'household',
  clear: [],
}

/** Starts it. 张三 has three machines, one with work in cover, one with an open ticket; two share a number. */
export async function startPoint() {
  const desk = await startDesk()
  const take = (change) => desk.call('ticket_new', { intake: intake(change), by: '001', clock_confirmed: false })
  const cancel = ({ number }) =>
    desk.call('ticket_do', { number, operation: 'cancel', input: { why: 'customer' }, by: '001', clock_confirmed: false })
  await desk.call('save_staff', {
    staff: { name: '王建国', badge: '101', role: 'engineer' },
    approval: { staff: '001', pin: '2468' },
  })
  const zhang = await take({
    customer: { name: '张三', phones: ['13807731234'], address: ADDRESS, tier: 'gold', tier_proof: '会员卡' },
    appliance: STOVE,
  })
  await cancel(zhang)
  const customer_id = zhang.customer.id
  const heater = await take({
    customer_id,
    appliance: { category: 'electric_water_heater', serial_number: 'RS20200110000032', serial: 'intact', purchased_on: '2020-01-10', clear: [] },
    complaint: '不加热',
  })
  await cancel(heater)
  const washer = await take({
    customer_id,
    appliance: { category: 'washing_machine', serial_number: 'XY20240601005177', serial: 'intact', purchased_on: '2024-06-01', clear: [] },
    complaint: '不脱水',
  })
  await desk.call('enter_job', {
    appliance: zhang.appliance.id,
    number: '旧-0931',
    kind: 'repair',
    completed_on: '2026-10-02',
    place: '点火器',
    parts: [],
    by: '本店',
  })
  for (const name of ['李强', '李小红']) {
    const ticket = await take({ customer: { name, phones: ['13977335678'], address: ADDRESS }, appliance: { ...STOVE, serial_number: null } })
    await cancel(ticket)
  }
  return { ...desk, zhang, heater, washer }
}

/** A scanner's burst: every key is on its way before the first has been seen, then Enter. */
export async function scan(page, code) {
  const session = await page.context().newCDPSession(page)
  const keys = [...code].map((key) => ({ type: 'keyDown', key, text: key }))
  keys.push({ type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' })
  await Promise.all(keys.map((key) => session.send('Input.dispatchKeyEvent', key)))
  await session.detach()
}
