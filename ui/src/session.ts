// What every screen knows: the policy, the service point, its staff, who works here, and how the
// program is.
import { computed, reactive, shallowReactive, watch } from 'vue'

import { trouble, type Trouble } from './errors'
import type { Health, PointView, PolicyOverview, Staff } from './generated/commands'
import { call } from './platform'

/** The badge of who works at this machine, kept for the next start. */
const KEPT = 'badge'

interface Session {
  /** Present on every screen but those of the start. */
  policy: PolicyOverview | null
  point: PointView | null
  staff: Staff[]
  health: Health | null
  /** Why the program cannot be worked with. */
  trouble: Trouble | null
}

/** The session. Screens inside the frame read it; only this file writes it. */
export const session: Readonly<Session> = shallowReactive<Session>({
  policy: null,
  point: null,
  staff: [],
  health: null,
  trouble: null,
})
const writable = session as Session

const chosen = reactive({ badge: localStorage.getItem(KEPT) ?? '' })

/** Those who work here now. */
export const activeStaff = computed(() => session.staff.filter((staff) => staff.active))

/** Who works at this machine. Nobody when who was chosen works here no more. */
export const me = computed<Staff | undefined>(
  () => activeStaff.value.find((staff) => staff.badge === chosen.badge),
)

/** It has to be asked who works at this machine. */
export const isNobody = computed(() => me.value === undefined && activeStaff.value.length > 0)

/** The badge that goes with every operation. */
export const by = computed(() => me.value?.badge ?? null)

/** Somebody else works here from now on. */
export function workAs(badge: string): void {
  chosen.badge = badge
}

watch(() => chosen.badge, (badge) => { localStorage.setItem(KEPT, badge) })

// Where nobody was ever chosen and only one works here, it is that one.
watch(activeStaff, ([only, ...others]) => {
  if (chosen.badge === '' && only !== undefined && others.length === 0) {
    workAs(only.badge)
  }
})

/** The policy, inside the frame, where it is always there. */
export function policy(): PolicyOverview {
  if (session.policy === null) {
    throw new Error('the policy is read before any screen opens')
  }
  return session.policy
}

/** Reads everything anew: at the start, and after a restore. */
export async function load(): Promise<void> {
  try {
    // Asked for together, so that the start waits only once. Of a file that cannot be read, health tells more.
    const rest = Promise.all([call('policy', {}), call('point', {}), call('staff', {})])
    rest.catch(() => null)
    const health = await call('health', {})
    writable.health = health
    if (health.trouble != null) {
      writable.trouble = trouble(health.trouble)
      if (writable.trouble.code !== 'damaged') {
        return
      }
    }
    const [policyOverview, point, staff] = await rest
    Object.assign(writable, { policy: policyOverview, point, staff })
    if (health.trouble == null) {
      writable.trouble = null
    }
  } catch (thrown) {
    writable.trouble = trouble(thrown)
  }
}

/** Reads point and staff anew, after they were changed. */
export async function reloadPoint(): Promise<void> {
  const [point, staff] = await Promise.all([call('point', {}), call('staff', {})])
  Object.assign(writable, { point, staff })
}

/** Asks anew how the program is. What cannot be asked is shown where work fails. */
export async function reloadHealth(): Promise<void> {
  const health = await call('health', {}).catch(() => null)
  if (health !== null) {
    writable.health = health
  }
}
