// Who they are, while the digits go in.
import { onScopeDispose, shallowRef, watch } from 'vue'

import { trouble, wrong, type Trouble } from '../../errors'
import type { CustomerView } from '../../generated/commands'
import { call } from '../../platform'

/** Long enough to type on, short enough to seem at once; in milliseconds. */
const PAUSE = 120
/** Fewer characters than these would find half the town. */
const LEAST = 3
/** How many are shown of a number that is not finished. */
const MOST = 5

/** What there is to show for what was typed. */
export interface Customers {
  /** For this. */
  typed: string
  found: CustomerView[]
  /** The number cannot be one, or the question could not be put. */
  trouble: Trouble | null
}

/** The customers of a number that is being typed: of a whole one all, of its beginning or end a few. */
export function useCustomers(phone: () => string) {
  const customers = shallowRef<Customers>({ typed: '', found: [], trouble: null })
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Those who begin or end with it, as long as it is no whole number. */
  async function alike(typed: string): Promise<CustomerView[]> {
    const found = typed.length < LEAST ? [] : await call('search', { text: typed, limit: 20 })
    const ids = found.filter(({ kind }) => kind === 'customer').slice(0, MOST)
    return Promise.all(ids.map(({ id }) => call('customer_show', { id })))
  }

  async function look(typed: string): Promise<Customers> {
    try {
      const found = await call('customers_by_phone', { phone: typed })
      return { typed, found, trouble: null }
    } catch (thrown) {
      const why = trouble(thrown)
      // What is no number yet may be the end of one.
      return why.severity === 'input'
        ? { typed, found: await alike(typed), trouble: wrong('not_phone', 'customer.phones[0]') }
        : { typed, found: [], trouble: why }
    }
  }

  watch(phone, (typed) => {
    const question = ++newest
    clearTimeout(timer)
    customers.value = { ...customers.value, trouble: null }
    if (typed === '') {
      customers.value = { typed, found: [], trouble: null }
      return
    }
    timer = setTimeout(() => {
      void look(typed)
        .catch((thrown: unknown) => ({ typed, found: [], trouble: trouble(thrown) }))
        .then((answer) => {
          if (question === newest) {
            customers.value = answer
          }
        })
    }, PAUSE)
  })
  onScopeDispose(() => {
    newest++
    clearTimeout(timer)
  })
  return customers
}
