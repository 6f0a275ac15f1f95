// Quotes and what they come to. The sums are the program's; here is only what it is asked.
import type { FaultLine, FeeCase, LineKind, Money, QuoteLine, TicketView } from '../../generated/commands'

/** The last quote that the customer agreed to, on which the work stands. */
export function linesToDo(ticket: TicketView): QuoteLine[] {
  const agreed = ticket.quotes.findLast((quote) =>
    ticket.consents.some((consent) => consent.quote_version === quote.version),
  )
  return agreed?.lines ?? []
}

/** Whether the inspection fee was never agreed, so that it may still be: farther out only (E4). */
export function asksInspectionFee(ticket: TicketView): boolean {
  const told = ticket.quotes.at(-1)?.inspection_fen ?? ticket.intake.disclosed.inspection_fen
  return ticket.service === 'onsite_far' && told == null
}

/** A line whose price is known. */
export interface Priced {
  id: string
  kind: LineKind
  fault?: string | null | undefined
  belongs_to?: string | null | undefined
  unit_fen: Money
  qty: string
}

/** A quote whose prices are known. */
export interface PricedQuote {
  lines: Priced[]
  visit_fen: Money
  inspection_fen?: Money | null | undefined
  freight_in_fen: Money
  freight_out_fen: Money
  discount_fen: Money
}

/** What to ask the program of a quote, if all of it is done. */
export function feeCaseOf(ticket: TicketView, quote: PricedQuote): FeeCase {
  const { disclosed } = ticket.intake
  return {
    id: null,
    service: ticket.service,
    outcome: 'repaired',
    lines: quote.lines.map((line) => ({
      id: line.id,
      kind: line.kind,
      unit_fen: line.unit_fen,
      qty: line.qty,
      verdict: line.kind === 'extra' ? null : verdictOf(ticket.lines, line.fault),
      belongs_to: line.belongs_to ?? null,
    })),
    visit_fen: quote.visit_fen,
    inspection_fen: quote.inspection_fen ?? disclosed.inspection_fen ?? null,
    empty_trip_fen: disclosed.empty_trip_fen ?? null,
    empty_trip_disclosed: disclosed.empty_trip,
    freight_in_fen: quote.freight_in_fen,
    freight_out_fen: quote.freight_out_fen,
    paid_fen: 0,
    discount_fen: quote.discount_fen,
  }
}

function verdictOf(faults: FaultLine[], id: string | null | undefined): FeeCase['lines'][number]['verdict'] {
  const verdict = faults.find((fault) => fault.id === id)?.verdict
  return verdict === undefined
    ? { cover: 'none', labour: 'charged', parts: 'charged', visit: 'charged' }
    : { cover: verdict.cover, labour: verdict.labour, parts: verdict.parts, visit: verdict.visit }
}
