// The way of a ticket, as far as it has come.
import type { Kind, Service, State, TicketView } from '../../generated/commands'

/** A step of the bar. */
export interface Step {
  state: State
  /** Done, the one that comes next or goes on, or still to come. */
  is: 'done' | 'now' | 'ahead'
  /** It ends the ticket otherwise than by finished work. */
  isEnd: boolean
}

const WORK: State[] = ['inspected', 'quoted', 'consented', 'repairing', 'completed', 'accepted']

/** Ends that the usual way does not have. */
const ENDS: State[] = ['refused', 'cancelled', 'failed_by_us', 'not_repairable']

function isBench(service: Service): boolean {
  return service === 'walk_in' || service === 'mail_in'
}

/** The usual way of a kind and a service. */
export function wayOf(kind: Kind, service: Service): State[] {
  if (kind === 'complaint' || kind === 'consultation') {
    return ['registered', 'closed']
  }
  return isBench(service)
    ? ['registered', 'received', ...WORK, 'returned', 'closed']
    : ['registered', 'scheduled', 'departed', 'arrived', ...WORK, 'closed']
}

/** Where an ended ticket stands on its way: what was done before it ended. */
function doneBefore(ticket: TicketView): State[] {
  const { course, quotes, consents } = ticket
  const visit = course.visits.at(-1)
  const facts: Partial<Record<State, unknown>> = {
    registered: true,
    scheduled: visit,
    departed: visit?.departed_at,
    arrived: visit?.arrived_at,
    received: course.custody,
    inspected: course.findings > 0,
    quoted: quotes.length > 0,
    consented: consents.length > 0,
    repairing: course.started_at,
  }
  return wayOf(ticket.kind, ticket.service).filter((state) => Boolean(facts[state]))
}

/** The steps of a ticket, from the first to the last. */
export function stepsOf(ticket: TicketView): Step[] {
  const { course, state } = ticket
  const ended = ENDS.find((end) => end === state || (course.end != null && end === endOf(ticket)))
  if (ended !== undefined) {
    const back: State[] = course.custody == null ? [] : ['returned']
    const way = [...doneBefore(ticket), ended, ...back, 'closed' as const]
    return marked(way, state, ended)
  }
  // While work goes on, and while parts are awaited, it is not done.
  const reached = state === 'waiting_parts' ? 'repairing' : state
  return marked(wayOf(ticket.kind, ticket.service), reached)
}

/** The state that the end of a ticket led to. */
function endOf({ course, state }: TicketView): State | undefined {
  if (ENDS.includes(state)) {
    return state
  }
  const led: Partial<Record<string, State>> = {
    refuse: 'refused',
    cancel: 'cancelled',
    correct: 'cancelled',
    fail: 'failed_by_us',
    give_up: 'not_repairable',
  }
  return course.end == null ? undefined : led[course.end.operation]
}

function marked(way: State[], reached: State, end?: State): Step[] {
  const at = way.indexOf(reached)
  const now = reached === 'repairing' ? at : at + 1
  return way.map((state, index) => ({
    state,
    is: index < now ? 'done' : index === now ? 'now' : 'ahead',
    isEnd: state === end,
  }))
}
