// The filter of the list as the address has it, so that every count can lead to what it counts.
import type { LocationQuery, LocationQueryRaw } from 'vue-router'

import type { Kind, Service, State, TicketsFilter, TileKind } from '../../generated/commands'

/** What restricts nothing. */
export const EVERYTHING: TicketsFilter = { open: false, states: [], kinds: [], services: [], owing: false }

/**
 * The filter that an address asks for. Without anything else it is what is open: a tile counts closed
 * tickets too, and a state says enough.
 */
export function filterOf(query: LocationQuery): TicketsFilter {
  const one = (name: string): string | null => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) || null
  }
  const several = (name: string): string[] => one(name)?.split(',') ?? []
  const states = several('state') as State[]
  const attention = one('attention') as TileKind | null
  return {
    open: one('show') === null && attention === null && states.length === 0,
    states,
    kinds: several('kind') as Kind[],
    services: several('service') as Service[],
    engineer: one('engineer'),
    created_from: one('from'),
    created_to: one('to'),
    visit_on: one('visit'),
    owing: one('owing') !== null,
    attention,
    text: one('text'),
  }
}

/** The address that asks for a filter. */
export function queryOf(filter: Partial<TicketsFilter>): LocationQueryRaw {
  const { states = [], kinds = [], services = [], attention } = filter
  const isAll = filter.open !== true && attention == null && states.length === 0
  const query: Record<string, string | null | undefined> = {
    show: isAll ? 'all' : null,
    state: states.join(','),
    kind: kinds.join(','),
    service: services.join(','),
    engineer: filter.engineer,
    from: filter.created_from,
    to: filter.created_to,
    visit: filter.visit_on,
    owing: filter.owing === true ? '1' : null,
    attention,
    text: filter.text,
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value != null && value !== ''))
}
