// What the clerk fills in, and what is sent of it: of a known customer and appliance only what was
// changed. The paths of fields are those of the request, so that an error finds its field.
import type {
  ApplianceCard,
  ApplianceInput,
  Cause,
  Customer,
  CustomerInput,
  Evidence,
  Gas,
  IntakeInput,
  IntakeLookQuery,
  Kind,
  LookItem,
  Money,
  PartClass,
  ScheduleInput,
  SerialState,
  Service,
  Tier,
  Usage,
} from '../../generated/commands'
import type { VisitTime } from '../../components/VisitField.vue'

/** The form. It is kept as a draft as it stands. */
export interface IntakeForm {
  kind: Kind
  customerId: string | null
  phone: string | null
  name: string | null
  tier: Tier
  tierProof: string | null
  channel: string | null
  region: string | null
  detail: string | null
  applianceId: string | null
  category: string | null
  model: string | null
  serialNumber: string | null
  serial: SerialState
  purchased: string | null
  delivered: string | null
  installed: string | null
  exchanged: string | null
  exchangeReason: string | null
  manufactured: string | null
  invoice: Evidence
  card: Evidence
  use: Usage
  gas: Gas | null
  identityConfirmed: boolean
  noWarranty: boolean
  complaint: string | null
  place: string | null
  partClass: PartClass
  cause: Cause
  service: Service
  visit: VisitTime
  engineer: string | null
  emptyTrip: boolean
  inspection: Money | null
  note: string | null
  about: string | null
  /** Work and parts that are expected: for the estimate alone. */
  items: LookItem[]
  /** The visit fee that was agreed where the price list has none: for the estimate alone. */
  visitFee: Money | null
}

/** The records that the form began from. */
export interface Known {
  customer: Customer | null
  appliance: ApplianceCard | null
}

/** A form on which nothing is filled in. */
export function emptyForm(): IntakeForm {
  return {
    kind: 'repair',
    customerId: null,
    phone: null,
    name: null,
    tier: 'none',
    tierProof: null,
    channel: null,
    region: null,
    detail: null,
    ...emptyAppliance(),
    complaint: null,
    place: null,
    partClass: 'unknown',
    cause: 'unknown',
    service: 'onsite_town',
    visit: { from: null, to: null },
    engineer: null,
    emptyTrip: false,
    inspection: null,
    note: null,
    about: null,
    items: [],
    visitFee: null,
  }
}

/** The form that was kept as a draft. Another version of the program may have kept it. */
export function formOf(draft: unknown): IntakeForm {
  const empty = emptyForm()
  const kept = Object.entries(typeof draft === 'object' && draft !== null ? draft : {})
  const known = kept.filter(([member, value]) => {
    const here = empty[member as keyof IntakeForm] as unknown
    // What is empty on a form may be anything; the others keep what they are.
    return member in empty && (here === null || (value !== null && typeof value === typeof here))
  })
  return { ...empty, ...(Object.fromEntries(known) as Partial<IntakeForm>) }
}

/** No appliance. */
function emptyAppliance() {
  return {
    applianceId: null as string | null,
    category: null as string | null,
    model: null as string | null,
    serialNumber: null as string | null,
    serial: 'unknown' as SerialState,
    purchased: null as string | null,
    delivered: null as string | null,
    installed: null as string | null,
    exchanged: null as string | null,
    exchangeReason: null as string | null,
    manufactured: null as string | null,
    invoice: 'unknown' as Evidence,
    card: 'unknown' as Evidence,
    use: 'unknown' as Usage,
    gas: null as Gas | null,
    identityConfirmed: false,
    noWarranty: false,
  }
}

/** Each field of the form by its path in the request, in the order of the form. */
export const PATHS = {
  'customer.phones[0]': 'phone',
  'customer.name': 'name',
  'customer.tier': 'tier',
  'customer.tier_proof': 'tierProof',
  channel: 'channel',
  'customer.address.region': 'region',
  'customer.address.detail': 'detail',
  'appliance.category': 'category',
  'appliance.model': 'model',
  'appliance.serial_number': 'serialNumber',
  'appliance.serial': 'serial',
  'appliance.identity_confirmed': 'identityConfirmed',
  'appliance.purchased_on': 'purchased',
  'appliance.installed_on': 'installed',
  'appliance.manufactured_on': 'manufactured',
  'appliance.invoice': 'invoice',
  'appliance.card': 'card',
  'appliance.use': 'use',
  'appliance.gas': 'gas',
  'appliance.delivered_on': 'delivered',
  'appliance.exchanged_on': 'exchanged',
  'appliance.exchange_reason': 'exchangeReason',
  'appliance.no_warranty_agreed': 'noWarranty',
  complaint: 'complaint',
  'fault.place': 'place',
  'fault.part_class': 'partClass',
  'fault.cause': 'cause',
  service: 'service',
  'schedule.from': 'visit',
  'schedule.engineer': 'engineer',
  'disclosed.empty_trip': 'emptyTrip',
  'disclosed.inspection_fen': 'inspection',
  visit_fen: 'visitFee',
  note: 'note',
  about: 'about',
} as const satisfies Record<string, keyof IntakeForm>

/** The path of a field. */
export type Path = keyof typeof PATHS

/** The field that an error is about, if the form has it. */
export function pathOf(field: string): Path | undefined {
  const path = field.replace(/^intake\./, '')
  const same: Record<string, Path> = {
    customer: 'customer.name',
    'customer.phones': 'customer.phones[0]',
    phone: 'customer.phones[0]',
    appliance: 'appliance.category',
    'schedule.to': 'schedule.from',
  }
  return Object.hasOwn(PATHS, path) ? (path as Path) : same[path]
}

/** Whether anything was filled in. */
export function isEmpty(form: IntakeForm): boolean {
  return JSON.stringify(form) === JSON.stringify({ ...emptyForm(), kind: form.kind })
}

/** A customer goes onto the form. */
export function withCustomer(form: IntakeForm, customer: Customer, phone: string | null): IntakeForm {
  const address = customer.addresses[0]
  return {
    ...form,
    ...emptyAppliance(),
    customerId: customer.id,
    phone: phone ?? customer.phones[0]?.number ?? null,
    name: customer.name,
    tier: customer.tier,
    tierProof: customer.tier_seen?.proof ?? null,
    region: address?.region || null,
    detail: address?.detail || null,
  }
}

/** The customer goes off the form: somebody else has this number. */
export function withoutCustomer(form: IntakeForm): IntakeForm {
  const { phone, kind, complaint, channel } = form
  return { ...emptyForm(), phone, kind, complaint, channel }
}

/** An appliance goes onto the form. */
export function withAppliance(form: IntakeForm, { id, serial, facts }: ApplianceCard): IntakeForm {
  return {
    ...form,
    applianceId: id,
    category: facts.category ?? null,
    model: facts.model ?? null,
    serialNumber: serial ?? null,
    serial: facts.serial,
    purchased: facts.purchased_on ?? null,
    delivered: facts.delivered_on ?? null,
    installed: facts.installed_on ?? null,
    exchanged: facts.exchanged_on ?? null,
    exchangeReason: null,
    manufactured: facts.manufactured_on ?? null,
    invoice: facts.invoice,
    card: facts.card,
    use: facts.use,
    gas: facts.gas ?? null,
    identityConfirmed: facts.identity_confirmed,
    noWarranty: facts.no_warranty_agreed,
  }
}

/** The appliance goes off the form: it is a new one. */
export function withoutAppliance(form: IntakeForm): IntakeForm {
  return { ...form, ...emptyAppliance() }
}

/** Whether this kind is work on an appliance. */
export function isWork(kind: Kind): boolean {
  return kind !== 'complaint' && kind !== 'consultation'
}

/** The first field that has to be filled in and is not, in the order of the form. */
export function firstMissing(form: IntakeForm): Path | undefined {
  const required: Path[] = ['customer.name', ...(isWork(form.kind) ? (['appliance.category'] as const) : []), 'complaint']
  return required.find((path) => String(form[PATHS[path]] ?? '').trim() === '')
}

/** Whether somebody goes there. */
export function isVisit({ kind, service }: IntakeForm): boolean {
  return isWork(kind) && service.startsWith('onsite')
}

/** What the customer's record would be changed in, by the paths of the fields. */
export function customerChanges(form: IntakeForm, customer: Customer): Path[] {
  const address = customer.addresses[0]
  const phones = customer.phones.map(({ number }) => number)
  const same = (typed: string | null, kept: string | null | undefined): boolean =>
    (typed ?? '').trim() === (kept ?? '')
  const changed: Path[] = []
  if (form.phone !== null && !phones.includes(digits(form.phone))) {
    changed.push('customer.phones[0]')
  }
  if (!same(form.name, customer.name)) {
    changed.push('customer.name')
  }
  if (form.tier !== customer.tier || (form.tier !== 'none' && !same(form.tierProof, customer.tier_seen?.proof))) {
    changed.push('customer.tier')
  }
  if (!same(form.region, address?.region) || !same(form.detail, address?.detail)) {
    changed.push('customer.address.detail')
  }
  return changed
}

function digits(phone: string): string {
  return phone.normalize('NFKC').replaceAll(/[ ()+]/g, '')
}

function customerOf(form: IntakeForm, known: Customer | null): CustomerInput | null {
  const address = { region: form.region ?? '', detail: form.detail ?? '' }
  const tier = { tier: form.tier, tier_proof: form.tier === 'none' ? null : form.tierProof }
  if (known === null) {
    const phones = form.phone === null ? [] : [form.phone]
    return { name: form.name, phones, ...tier, ...(address.region + address.detail === '' ? {} : { address }) }
  }
  const changed = customerChanges(form, known)
  if (changed.length === 0) {
    return null
  }
  const others = known.phones.slice(1).map(({ number }) => number)
  return {
    ...(changed.includes('customer.phones[0]') ? { phones: [form.phone ?? '', ...others] } : {}),
    ...(changed.includes('customer.name') ? { name: form.name ?? '' } : {}),
    ...(changed.includes('customer.tier') ? tier : {}),
    ...(changed.includes('customer.address.detail') ? { address } : {}),
  }
}

/** Each member of an appliance that the form has, by its path. */
function membersOf(form: IntakeForm): Partial<Record<Path, string | boolean | null>> {
  return {
    'appliance.category': form.category,
    'appliance.model': form.model,
    'appliance.serial_number': form.serialNumber,
    'appliance.serial': form.serial,
    'appliance.purchased_on': form.purchased,
    'appliance.delivered_on': form.delivered,
    'appliance.installed_on': form.installed,
    'appliance.exchanged_on': form.exchanged,
    'appliance.manufactured_on': form.manufactured,
    'appliance.invoice': form.invoice,
    'appliance.card': form.card,
    'appliance.use': form.use,
    'appliance.gas': form.gas,
    'appliance.identity_confirmed': form.serial === 'illegible' && form.identityConfirmed,
    'appliance.no_warranty_agreed': form.noWarranty,
  }
}

/** What the appliance's record would be changed in, by the paths of the fields. */
export function applianceChanges(form: IntakeForm, known: ApplianceCard): Path[] {
  const was = membersOf(withAppliance(form, known))
  return Object.entries(membersOf(form))
    .filter(([path, value]) => was[path as Path] !== value)
    .map(([path]) => path as Path)
}

function applianceOf(form: IntakeForm, known: ApplianceCard | null): ApplianceInput | null {
  const members = membersOf(form)
  const paths = known === null ? (Object.keys(members) as Path[]) : applianceChanges(form, known)
  const isThere = form.category !== null || form.model !== null || form.serialNumber !== null
  if (paths.length === 0 || (known === null && !isWork(form.kind) && !isThere)) {
    return null
  }
  const input: Record<string, unknown> = {}
  const clear: string[] = []
  for (const path of paths) {
    const member = path.slice('appliance.'.length)
    const value = members[path] ?? null
    if (value !== null) {
      input[member] = value
    } else if (known !== null) {
      clear.push(member)
    }
  }
  if (input.exchanged_on !== undefined && form.exchangeReason !== null) {
    input.exchange_reason = form.exchangeReason
  }
  return { ...input, clear }
}

/** What is asked for when the form is saved. */
export function intakeOf(form: IntakeForm, known: Known): IntakeInput {
  const { customer, appliance } = known
  const isKnownPhone = customer?.phones.slice(1).some(({ number }) => number === digits(form.phone ?? ''))
  const isRepair = form.kind === 'repair'
  return {
    kind: form.kind,
    service: isWork(form.kind) ? form.service : null,
    channel: form.channel,
    customer_id: customer?.id ?? null,
    customer: customerOf(form, customer),
    appliance_id: appliance?.id ?? null,
    appliance: applianceOf(form, appliance),
    more_appliances: [],
    complaint: form.complaint ?? '',
    fault: isRepair
      ? { place: form.place, part_class: form.partClass, cause: form.cause }
      : null,
    address: null,
    phone: isKnownPhone === true ? form.phone : null,
    disclosed: {
      empty_trip: isVisit(form) && form.emptyTrip,
      inspection_fen: isRepair ? form.inspection : null,
    },
    note: form.note ?? '',
    about: form.kind === 'complaint' ? form.about : null,
  }
}

/** The visit that is agreed with it, if one is. */
export function scheduleOf(form: IntakeForm): ScheduleInput | null {
  const { engineer, visit } = form
  return isVisit(form) && (engineer !== null || visit.from !== null)
    ? { engineer, from: visit.from, to: visit.to, called: false }
    : null
}

/**
 * What to look at while the form is filled in; null while there is nothing to look at. Of a number
 * that is not finished nothing is asked.
 */
export function lookOf(form: IntakeForm, known: Known, isWholePhone: boolean): IntakeLookQuery | null {
  if (!isWork(form.kind) || (form.category === null && form.customerId === null)) {
    return null
  }
  return {
    intake: intakeOf(isWholePhone ? form : { ...form, phone: null }, known),
    items: form.category === null ? [] : form.items,
    visit_fen: form.visitFee,
  }
}
