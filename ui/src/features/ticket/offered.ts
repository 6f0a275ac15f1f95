// What the price list has for a ticket.
import type { IntakeLook, Money, OfferedItem, TicketView } from '../../generated/commands'
import { call } from '../../platform'

/** Prices to choose from, and what the visit costs by the list. */
export interface Offered {
  labour: OfferedItem[]
  parts: OfferedItem[]
  extras: OfferedItem[]
  /** None where it has to be agreed. */
  visit_fen: Money | null
  /** The fee for an inspection without a repair; none where it has to be agreed. */
  inspection_fen: Money | null
  /** The prices are examples, not the point's own. */
  isExample: boolean
}

/** Nothing to choose from: what the list does not have can still be written by hand. */
export const NOTHING: Offered = {
  labour: [],
  parts: [],
  extras: [],
  visit_fen: null,
  inspection_fen: null,
  isExample: false,
}

/** Reads what the price list has for the ticket's appliance and service. */
export async function offeredFor(ticket: TicketView): Promise<Offered> {
  const look: IntakeLook = await call('intake_look', {
    intake: {
      kind: ticket.kind,
      service: ticket.service,
      customer_id: ticket.customer.id,
      appliance_id: ticket.appliance?.id ?? null,
      complaint: ticket.intake.complaint,
      more_appliances: [],
      disclosed: ticket.intake.disclosed,
      note: '',
    },
    items: [],
  })
  return {
    ...look.offered,
    visit_fen: look.visit_fen ?? null,
    inspection_fen: look.inspection_fen ?? null,
    isExample: look.example_tariff,
  }
}
