// The rows of a long list, fetched a page at a time where somebody looks.
import { onScopeDispose, ref, shallowRef, triggerRef, watch, type Ref, type ShallowRef } from 'vue'

import { trouble as readTrouble, type Trouble } from '../errors'
import type { TicketRow, TicketRows } from '../generated/commands'

/** So many rows are fetched at once. */
export const PAGE = 100

/** So many pages are kept; the oldest go first. */
const KEPT = 60

/** So many are fetched at a time: who scrolls far passes many pages by. */
const AT_ONCE = 2

/** The rows of a list. */
export interface Rows {
  /** The row at a place, as far as it is there yet. */
  row: (place: number) => TicketRow | undefined
  /** How many rows can be scrolled through: as far as is known. */
  total: Readonly<Ref<number>>
  /** The list has exactly so many, otherwise at least; null before the first answer. */
  counted: Readonly<ShallowRef<{ count: number; exact: boolean } | null>>
  trouble: Readonly<ShallowRef<Trouble | null>>
  /** Fetches what is missing between two places, which may still change while it is on its way. */
  need: (first: number, last: number) => void
  /** Fetches everything anew; what is there is shown until then. */
  reload: () => void
}

/** Fetches the rows of a list that `key` describes; another key is another list. */
export function usePages(
  key: () => string,
  fetch: (offset: number, limit: number) => Promise<TicketRows>,
  known = 0,
): Rows {
  const pages = shallowRef(new Map<number, readonly TicketRow[]>())
  const total = ref(known)
  const counted = shallowRef<{ count: number; exact: boolean } | null>(null)
  const trouble = shallowRef<Trouble | null>(null)
  let wanted: [number, number] = [0, 0]
  let underWay = new Set<number>()
  /** The pages that are there are of an earlier list. */
  let isOld = true

  function take(page: number, { rows, count, exact }: TicketRows): void {
    if (isOld) {
      pages.value.clear()
      total.value = 0
      isOld = false
    }
    pages.value.delete(page)
    pages.value.set(page, rows)
    for (const oldest of pages.value.keys()) {
      if (pages.value.size <= KEPT) {
        break
      }
      pages.value.delete(oldest)
    }
    counted.value = { count, exact }
    // Not all are counted: behind a full page there may be one more.
    const end = page * PAGE + rows.length
    total.value = exact ? count : rows.length < PAGE ? end : Math.max(total.value, count, end + PAGE)
    trouble.value = null
    triggerRef(pages)
  }

  async function load(page: number): Promise<void> {
    const mine = underWay
    mine.add(page)
    try {
      const answer = await fetch(page * PAGE, PAGE)
      if (mine === underWay) {
        take(page, answer)
      }
    } catch (thrown) {
      if (mine === underWay) {
        trouble.value = readTrouble(thrown)
        return
      }
    } finally {
      mine.delete(page)
    }
    if (mine === underWay) {
      fill()
    }
  }

  function fill(): void {
    for (let page = wanted[0]; page <= wanted[1] && underWay.size < AT_ONCE; page++) {
      const isThere = !isOld && pages.value.has(page)
      if (!isThere && !underWay.has(page)) {
        void load(page)
      }
    }
  }

  function need(first: number, last: number): void {
    wanted = [Math.floor(first / PAGE), Math.floor(last / PAGE)]
    if (trouble.value === null) {
      fill()
    }
  }

  function reload(): void {
    underWay = new Set()
    isOld = true
    trouble.value = null
    fill()
  }

  watch(key, () => {
    wanted = [0, 0]
    reload()
  })
  onScopeDispose(() => { underWay = new Set() })

  return {
    row: (place) => pages.value.get(Math.floor(place / PAGE))?.[place % PAGE],
    total,
    counted,
    trouble,
    need,
    reload,
  }
}
