import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'

import { useToday } from './clock'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('useToday', () => {
  it('is the date in China, whatever the zone of the machine', () => {
    vi.setSystemTime('2026-11-22T15:59:00Z')
    const scope = effectScope()
    scope.run(() => {
      const today = useToday()
      expect(today.value).toBe('2026-11-22')
      vi.advanceTimersByTime(60_000)
      expect(today.value).toBe('2026-11-23')
    })
    scope.stop()
  })
})
