// What is known of a customer, put together for the counter.
import type { ApplianceCard, PolicyOverview, State, TicketView } from '../../generated/commands'

const ENDED: State[] = ['cancelled', 'closed', 'returned']

/** The tickets on which something is still to be done. */
export function openTickets(tickets: TicketView[]): TicketView[] {
  return tickets.filter(({ state }) => !ENDED.includes(state))
}

/** The open ticket of an appliance, which a new one would repeat. */
export function openTicketOf(tickets: TicketView[], appliance: string | null): TicketView | undefined {
  return appliance === null
    ? undefined
    : openTickets(tickets).find((ticket) => ticket.appliance?.id === appliance)
}

/** An appliance in a few words: 集成灶 JS-JCZ-X9 …8841. */
export function nameOf({ category, model, serial }: ApplianceCard, policy: PolicyOverview): string {
  const name = policy.categories.find(({ code }) => code === category)?.name ?? category ?? ''
  const tail = serial == null ? '' : `…${serial.slice(-4)}`
  return [name, model ?? '', tail].filter((part) => part !== '').join(' ')
}
