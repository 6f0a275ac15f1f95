// How somebody has arranged a list: which columns, in which order. It is kept on this machine.
import { ref, watch, type Ref } from 'vue'

import type { RowSort } from '../generated/commands'
import { COLUMNS, USUAL, type ColumnKey } from './columns'

/** How a list is arranged. */
export interface Layout {
  columns: ColumnKey[]
  sort: RowSort
  descending: boolean
}

const layouts = new Map<string, Ref<Layout>>()

/** The layout before anybody changed it: the newest first. */
export function usualLayout(): Layout {
  return { columns: [...USUAL], sort: 'number', descending: true }
}

/** The layout of the list of this name, which every screen that shows it shares. */
export function useLayout(name: string): Ref<Layout> {
  const known = layouts.get(name)
  if (known !== undefined) {
    return known
  }
  const kept = `list.${name}`
  const layout = ref(read(localStorage.getItem(kept)))
  watch(layout, (now) => { localStorage.setItem(kept, JSON.stringify(now)) })
  layouts.set(name, layout)
  return layout
}

/** What was kept, as far as this version knows it. */
function read(kept: string | null): Layout {
  const usual = usualLayout()
  try {
    const { columns, sort, descending } = JSON.parse(kept ?? '{}') as Partial<Layout>
    const known = COLUMNS.map(({ key }) => key).filter((key) => columns?.includes(key))
    const isSort = COLUMNS.some((column) => column.sort === sort)
    return {
      columns: known.length > 0 ? known : usual.columns,
      ...(isSort && sort !== undefined ? { sort, descending: descending === true } : { sort: usual.sort, descending: usual.descending }),
    }
  } catch {
    return usual
  }
}
