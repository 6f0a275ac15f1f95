// The price list while it is changed: everything as typed, what is wrong at its cell, and the list made
// of it. Its paths are those of the request.
import { wrong, type Trouble } from '../../errors'
import { amount, readMoney } from '../../format'
import type { PartClass, Service, TariffData, TariffItem, TariffView } from '../../generated/commands'

/** An item as typed; its price in 元. */
export interface EditItem {
  code: string
  name: string
  unit: string
  price: string
}

/** A part as typed. */
export interface EditPart {
  code: string
  name: string
  class: PartClass
  price: string
  months: string
  categories: string[]
}

/** The prices of some services for some categories. */
export interface EditRates {
  categories: string[]
  services: Service[]
  /** The visit fee of each service on site; empty when it is agreed each time (E3). */
  visit: Partial<Record<Service, string>>
  labour: EditItem[]
  extras: EditItem[]
}

/** A price list that is being changed. */
export interface TariffForm {
  rates: EditRates[]
  part: EditPart[]
}

const ON_SITE: Service[] = ['onsite_town', 'onsite_far']

/** The lists of items of some rates. */
export const LISTS = ['labour', 'extras'] as const

/** The list to be changed: the last that is to come, or the one in force. */
export function newest({ in_force, coming }: TariffView): TariffData {
  return coming.at(-1) ?? in_force
}

/** A price list as it is typed. */
export function tariffForm(tariff: TariffData): TariffForm {
  const item = ({ code, name, unit, price_fen }: TariffItem): EditItem => ({ code, name, unit, price: amount(price_fen) })
  return {
    rates: tariff.rates.map(({ categories, services, visit_fen, labour, extras }) => ({
      categories,
      services,
      visit: Object.fromEntries(
        services
          .filter((service) => ON_SITE.includes(service))
          .map((service) => [service, visit_fen[service] === undefined ? '' : amount(visit_fen[service])]),
      ),
      labour: labour.map(item),
      extras: extras.map(item),
    })),
    part: tariff.part.map(({ code, name, class: kind, price_fen, categories, cover_months }) => ({
      code,
      name,
      class: kind,
      price: amount(price_fen),
      months: cover_months == null ? '' : String(cover_months),
      categories,
    })),
  }
}

/** An item without anything yet. */
export function newItem(): EditItem {
  return { code: '', name: '', unit: '', price: '' }
}

/** A part without anything but the categories that it fits. */
export function newPart(categories: string[]): EditPart {
  return { code: '', name: '', class: 'ordinary', price: '', months: '', categories }
}

/** Every item that has the code. */
export function withCode({ rates }: TariffForm, code: string): EditItem[] {
  return rates.flatMap((of) => LISTS.flatMap((list) => of[list])).filter((item) => item.code === code)
}

/** What is wrong, in the order of the page. */
export function wrongCells(form: TariffForm): Trouble[] {
  const missing = (at: string, typed: string): Trouble[] => (typed.trim() === '' ? [wrong('missing', at)] : [])
  const price = (at: string, typed: string): Trouble[] =>
    typed.trim() === '' ? [wrong('missing', at)] : readMoney(typed) === null ? [wrong('not_money', at)] : []
  const meanings = new Map<string, string>()
  return [
    ...form.rates.flatMap((rates, index) => {
      const here = new Set<string>()
      return [
        ...Object.entries(rates.visit).flatMap(([service, typed]) =>
          typed.trim() === '' ? [] : price(`tariff.rates[${index}].visit_fen.${service}`, typed),
        ),
        ...LISTS.flatMap((list) =>
          rates[list].flatMap((item, row) => {
            const at = `tariff.rates[${index}].${list}[${row}]`
            const { code } = item
            const meaning = `${item.name} ${item.unit}`
            const isTwice = code !== '' && here.has(code)
            const isOther = code !== '' && (meanings.get(code) ?? meaning) !== meaning
            here.add(code)
            meanings.set(code, meanings.get(code) ?? meaning)
            return [
              ...missing(`${at}.code`, code),
              ...(isTwice ? [wrong('duplicate', `${at}.code`)] : []),
              ...(isOther && !isTwice ? [wrong('contradicts', `${at}.code`)] : []),
              ...missing(`${at}.name`, item.name),
              ...missing(`${at}.unit`, item.unit),
              ...price(`${at}.price_fen`, item.price),
            ]
          }),
        ),
      ]
    }),
    ...form.part.flatMap((part, row) => {
      const at = `tariff.part[${row}]`
      const isTaken = part.code !== '' && form.part.slice(0, row).some(({ code }) => code === part.code)
      return [
        ...missing(`${at}.code`, part.code),
        ...(isTaken ? [wrong('duplicate', `${at}.code`)] : []),
        ...missing(`${at}.name`, part.name),
        ...price(`${at}.price_fen`, part.price),
        ...(/^\d{0,3}$/.test(part.months) ? [] : [wrong('out_of_range', `${at}.cover_months`)]),
      ]
    }),
  ]
}

/** The whole list, from a day on. Only what is not wrong can be made into one. */
export function tariffOf(form: TariffForm, version: string, effectiveFrom: string): TariffData {
  const item = ({ code, name, unit, price }: EditItem): TariffItem => ({ code, name, unit, price_fen: readMoney(price) ?? 0 })
  return {
    version,
    effective_from: effectiveFrom,
    example: false,
    rates: form.rates.map(({ categories, services, visit, labour, extras }) => ({
      categories,
      services,
      visit_fen: Object.fromEntries(
        Object.entries(visit)
          .filter(([, typed]) => typed.trim() !== '')
          .map(([service, typed]) => [service, readMoney(typed) ?? 0]),
      ),
      labour: labour.map(item),
      extras: extras.map(item),
    })),
    part: form.part.map(({ code, name, class: kind, price, months, categories }) => ({
      code,
      name,
      class: kind,
      price_fen: readMoney(price) ?? 0,
      categories,
      cover_months: months === '' ? null : Number(months),
    })),
  }
}

/** The name of a version: that of the one to come that it takes the place of, or else its first day. */
export function versionOf({ coming }: TariffView, effectiveFrom: string): string {
  return coming.find((known) => known.effective_from === effectiveFrom)?.version ?? effectiveFrom
}
