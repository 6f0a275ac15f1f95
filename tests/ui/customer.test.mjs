// A customer in a real browser: what they have, what was done, merged and split, earlier work.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, readsAs, startBrowser, startDesk } from './support.mjs'

let desk
let browser
let rich
let others
before(async () => {
  desk = await startDesk({ demo: 300 })
  browser = await startBrowser()
  // Those with the most to show, and a phone.
  const tickets = await desk.call('ticket_list', { unclaimed: false, limit: 200 })
  const ids = [...new Set(tickets.map(({ customer }) => customer.id))]
  const views = await Promise.all(ids.map((id) => desk.call('customer_show', { id })))
  const weight = ({ appliances, guard, tickets: theirs, customer }) =>
    appliances.length + 2 * Math.min(guard.length, 2) + theirs.length / 10 + (customer.tier === 'none' ? 0 : 2)
  const full = views.filter(({ customer, appliances }) => customer.phones.length > 0 && appliances.length > 0)
  full.sort((a, b) => weight(b) - weight(a))
  ;[rich, ...others] = full
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

const region = (page, name) => page.getByRole('region', { name, exact: true })
const dialog = (page) => page.getByRole('dialog')
const says = (page, words) => page.getByRole('main').getByRole('status').getByText(words).waitFor()

/** Opens a customer and hands the page to a test that must leave nothing to complain of. */
async function show(view, look, size = SIZES[0]) {
  const { page, complaints, close } = await openScreen(browser, desk.address, `/customers/${view.customer.id}`, size)
  try {
    await page.getByRole('heading', { level: 1, name: view.customer.name }).waitFor()
    await page.locator('[role=grid][aria-busy=false]').waitFor()
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

test('phones are masked, and shown whole when somebody asks', () =>
  show(rich, async (page) => {
    const { number } = rich.customer.phones[0]
    const main = page.getByRole('main')
    assert.ok(!(await main.innerText()).includes(number))
    await page.getByRole('button', { name: '看全号' }).press('Enter')
    await main.getByText(number).waitFor()
    await says(page, '看过全号，已记录')
  }))

test('a new ticket takes the customer along, and the appliance that is chosen', () =>
  show(rich, async (page) => {
    const { id } = rich.customer
    await page.keyboard.press('Alt+n')
    await page.waitForURL((url) => url.hash === `#/intake?customer=${id}`)
    await page.goBack()
    await region(page, '机器').getByRole('button').first().press('Enter')
    const appliance = rich.appliances[0].id
    await page.waitForURL((url) => url.hash === `#/customers/${id}?appliance=${appliance}`)
    const { count } = await desk.call('tickets', {
      filter: { open: false, states: [], kinds: [], services: [], owing: false, appliance },
      sort: 'number', descending: true, offset: 0, limit: 1,
    })
    await page.locator(`[role=grid][aria-rowcount="${count + 1}"]`).waitFor()
    await page.keyboard.press('Alt+n')
    await page.waitForURL((url) => url.hash === `#/intake?customer=${id}&appliance=${appliance}`)
  }))

describe('earlier work', () => {
  test('is entered, and its cover is known then', () =>
    show(others[0], async (page) => {
      await region(page, '机器').getByRole('button').first().press('Enter')
      await page.keyboard.press('Alt+b')
      await dialog(page).getByRole('textbox', { name: '单号' }).fill('ｗｘ－０８１５')
      assert.equal(await dialog(page).getByRole('textbox', { name: '单号' }).inputValue(), 'WX-0815')
      await page.keyboard.press('Control+Enter')
      await dialog(page).getByText('这一项还没有填').waitFor()
      const day = dialog(page).getByRole('textbox', { name: '完工日期' })
      await day.fill('20270101')
      await page.keyboard.press('Control+Enter')
      await dialog(page).getByRole('alert').filter({ hasText: '还没有到' }).waitFor()
      await lookAt(page, 'customer-job', (page) => dialog(page).getByRole('button', { name: /^保存/ }))
      await day.fill('20261020')
      await page.keyboard.press('Control+Enter')
      await says(page, /已补录 WX-0815，保到 \d{4}-\d{2}-\d{2}/)
      await region(page, '还在质保期内的活').getByText('WX-0815').waitFor()
    }))
})

describe('two records of one person', () => {
  test('are merged with a reason, and split again', () =>
    show(rich, async (page) => {
      const other = others[1]
      await page.getByRole('button', { name: '合并重复' }).press('Enter')
      await dialog(page).getByRole('textbox', { name: '重复的那一位' }).fill(other.customer.phones[0].number)
      await dialog(page).getByRole('radio').first().waitFor()
      await page.keyboard.press('Control+Enter')
      await dialog(page).getByRole('alert').filter({ hasText: '这一项还没有填' }).waitFor()
      await dialog(page).getByRole('textbox', { name: '理由' }).fill('同一个人，换过号')
      await lookAt(page, 'customer-merge', (page) => dialog(page).getByRole('button', { name: /^合并重复/ }))
      await page.keyboard.press('Control+Enter')
      await says(page, /^已把 .+ 并进来$/)
      await page.getByRole('button', { name: '拆开' }).press('Enter')
      await dialog(page).getByRole('textbox', { name: '理由' }).fill('同名的两个人')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('heading', { level: 1, name: other.customer.name }).waitFor()
      assert.equal((await desk.call('customer_show', { id: other.customer.id })).customer.merged_into ?? null, null)
    }))
})

test('an unknown customer is told', async () => {
  const { page, close } = await openScreen(browser, desk.address, '/customers/01a18a5e-dc31-78c8-8b25-67fcaae6a38e')
  try {
    await page.getByRole('alert').getByText('没有找到').waitFor()
  } finally {
    await close()
  }
})

test('the screen reads as it did', () => show(rich, (page) => readsAs(page, 'customer')))

test('on every screen, light and dark', () =>
  show(rich, async (page) => {
    await region(page, '机器').getByRole('button').first().press('Enter')
    await lookAt(page, 'customer', (page) => page.getByRole('button', { name: '新受理 Alt N' }))
  }, SIZES[2]))
