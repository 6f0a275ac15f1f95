// How it is with everything that the program depends on, in words.
import { computed, shallowRef, watch } from 'vue'

import { dayAndTime, dayOf, timeOf } from '../../format'
import type { HealthCheck, HealthLevel } from '../../generated/commands'
import { t } from '../../locales'
import { callWindow, inWindow } from '../../platform'
import { session } from '../../session'

const GRAVE: Record<HealthLevel, number> = { good: 0, warn: 1, bad: 2 }

/** What the window alone knows: whether the printers are there. */
const printers = shallowRef<HealthCheck | null>(null)

if (inWindow) {
  watch(
    () => session.health,
    async () => { printers.value = await callWindow('check_printers', {}).catch(() => null) },
    { immediate: true },
  )
}

/** Everything that was looked at. */
export const checks = computed<HealthCheck[]>(() => [
  ...(session.health?.checks ?? []),
  ...(printers.value === null ? [] : [printers.value]),
])

/** The gravest of them; of several the first. */
export const worst = computed(() =>
  checks.value.reduce<HealthCheck | null>(
    (found, check) => (found === null || GRAVE[check.level] > GRAVE[found.level] ? check : found),
    null,
  ),
)

/** What the light says: the last backup while all is well, else what is gravest. */
export function inShort(today: string): { level: HealthLevel; text: string } {
  const words = t.value.health
  const check = worst.value
  if (check !== null && check.level !== 'good') {
    return { level: check.level, text: words.short[check.kind] }
  }
  const at = session.health?.last_backup?.at
  if (at === undefined) {
    return { level: 'warn', text: words.noBackup }
  }
  return { level: 'good', text: words.backup(dayOf(at) === today ? timeOf(at) : dayAndTime(at, today)) }
}

/** A check in words: how it is, and what to do. */
export function explained({ kind, level, at, count, text }: HealthCheck, today: string): { is: string; todo: string } {
  const words = t.value.health.checks[kind]
  const facts = { at: at == null ? null : dayAndTime(at, today), count: count ?? null, text: text ?? null }
  return { is: words.is(level, facts), todo: level === 'good' ? '' : words.todo }
}
