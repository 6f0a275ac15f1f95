// The list of tickets in a real browser: by keyboard, restricted, arranged, exported.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, readsAs, startBrowser, startDesk } from './support.mjs'

const ALL = 1600
let desk
let browser
before(async () => {
  desk = await startDesk({ demo: ALL })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

const EVERYTHING = { open: false, states: [], kinds: [], services: [], owing: false }

/** What the program says of a filter. */
const ask = (filter, more = {}) =>
  desk.call('tickets', { filter: { ...EVERYTHING, ...filter }, sort: 'number', descending: true, offset: 0, limit: 100, ...more })

const grid = (page) => page.getByRole('grid', { name: '工单列表' })
const rows = (page) => grid(page).locator('[role=rowgroup]:nth-child(2) > [role=row]')
const current = (page) => grid(page).locator('[role=row][aria-selected=true]')
const says = (page, words) => page.getByRole('main').getByRole('status').getByText(words, { exact: true }).waitFor()

/** Opens the list and hands the page to a test that must leave nothing to complain of. */
async function list(look, { query = '', size = SIZES[0], of = desk } = {}) {
  const { page, complaints, close } = await openScreen(browser, of.address, `/tickets${query}`, size)
  try {
    await page.locator('[role=grid][aria-busy=false]').waitFor()
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

describe('by keyboard alone', () => {
  test('the arrows go through the list, Enter opens, and Escape comes back to the same row', () =>
    list(async (page) => {
      const { rows: all, count } = await ask({})
      await says(page, '1,600 张')
      assert.equal(count, ALL)
      assert.equal(await grid(page).getAttribute('aria-rowcount'), String(ALL + 1))
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'grid')
      assert.match(await current(page).innerText(), new RegExp(`^${all[0].number}`))
      for (let step = 0; step < 3; step++) {
        await page.keyboard.press('ArrowDown')
      }
      assert.match(await current(page).innerText(), new RegExp(`^${all[3].number}`))
      assert.equal(await grid(page).getAttribute('aria-activedescendant'), await current(page).getAttribute('id'))
      await page.keyboard.press('End')
      assert.equal(await current(page).getAttribute('aria-rowindex'), String(ALL + 1))
      await page.keyboard.press('PageUp')
      const place = await current(page).getAttribute('aria-rowindex')
      const { number } = (await ask({}, { offset: Number(place) - 2, limit: 1 })).rows[0]
      await current(page).getByText(number).waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.hash === `#/tickets/${number}`)
      await page.goBack()
      await current(page).getByText(number).waitFor()
      assert.equal(await current(page).getAttribute('aria-rowindex'), place)
      await page.keyboard.press('Home')
      await current(page).getByText(all[0].number).waitFor()
    }, { query: '?show=all' }))

  test('what is typed is looked for', () =>
    list(async (page) => {
      const { rows: [newest] } = await ask({})
      const typed = newest.number.toLowerCase()
      await page.keyboard.type(typed, { delay: 45 })
      await page.waitForURL((url) => url.hash.includes(`text=${typed}`))
      const { count } = await ask({ text: typed })
      await says(page, `${count} 张`)
      await page.keyboard.press('Enter')
      assert.match(await current(page).innerText(), new RegExp(newest.number))
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.hash === `#/tickets/${newest.number}`)
    }, { query: '?show=all' }))

  test('what an input method composes goes into the field, and is looked for when committed', () =>
    list(async (page) => {
      const { rows: [{ customer }] } = await ask({})
      await page.keyboard.press('Control+f')
      const keys = await page.context().newCDPSession(page)
      await keys.send('Input.imeSetComposition', { text: 'zhang', selectionStart: 5, selectionEnd: 5 })
      await page.waitForTimeout(300)
      assert.ok(!page.url().includes('text='))
      await keys.send('Input.insertText', { text: customer })
      const { count } = await ask({ text: customer })
      await says(page, `${count} 张`)
    }, { query: '?show=all' }))
})

describe('filters', () => {
  test('what is open comes first', () =>
    list(async (page) => {
      const { count } = await ask({ open: true })
      await says(page, `${count} 张`)
      assert.equal(await page.getByRole('button', { name: '未结' }).getAttribute('aria-pressed'), 'true')
      await page.getByRole('button', { name: '全部' }).click()
      await says(page, '1,600 张')
    }))

  test('are chosen in words, and taken away again', () =>
    list(async (page) => {
      await page.getByRole('button', { name: '类型' }).press('Enter')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: '类型：安装、保养' }).waitFor()
      const { count } = await ask({ kinds: ['installation', 'maintenance'] })
      await says(page, `${count} 张`)
      await page.keyboard.press('Escape')
      await page.waitForURL((url) => url.hash.startsWith('#/tickets'))
      await page.getByRole('button', { name: '去掉 类型' }).click()
      await says(page, '1,600 张')
    }, { query: '?show=all' }))

  test('days are typed, and a wrong one is told at its field', () =>
    list(async (page) => {
      await page.getByRole('button', { name: '受理日期' }).click()
      await page.getByRole('textbox', { name: '从', exact: true }).fill('２０２６１１０１')
      await page.getByRole('button', { name: '受理日期：2026-11-01 起' }).waitFor()
      const { count } = await ask({ created_from: '2026-11-01' })
      await says(page, `${count} 张`)
    }, { query: '?show=all' }))

  for (const attention of ['to_call', 'visits', 'to_consent', 'waiting_parts', 'complaints', 'follow_up', 'unclaimed', 'to_settle']) {
    test(`${attention} lists what the home screen counts`, () =>
      list(async (page) => {
        const { tiles } = await desk.call('today')
        await says(page, `${tiles.find(({ kind }) => kind === attention).count} 张`)
      }, { query: `?attention=${attention}` }))
  }
})

describe('the list', () => {
  test('is sorted by a column, and stays so', () =>
    list(async (page) => {
      await page.getByRole('button', { name: '未收（元）' }).click()
      await page.getByRole('button', { name: '未收（元）' }).click()
      assert.equal(await page.getByRole('columnheader', { name: '未收（元）' }).getAttribute('aria-sort'), 'descending')
      const { rows: [most] } = await ask({}, { sort: 'due' })
      await rows(page).first().getByText(most.number).waitFor()
      await page.reload()
      await rows(page).first().getByText(most.number).waitFor()
    }, { query: '?show=all' }))

  test('shows the columns that are chosen, and stays so', () =>
    list(async (page) => {
      await page.getByRole('button', { name: '列', exact: true }).click()
      await page.getByRole('checkbox', { name: '电话' }).uncheck()
      await page.getByRole('checkbox', { name: '受理时间' }).check()
      await page.getByRole('columnheader', { name: '受理时间' }).waitFor()
      assert.equal(await page.getByRole('columnheader', { name: '电话' }).count(), 0)
      await page.reload()
      await page.getByRole('columnheader', { name: '受理时间' }).waitFor()
    }, { query: '?show=all' }))

  test('masks phone numbers, and a click reveals one', () =>
    list(async (page) => {
      const shown = await grid(page).innerText()
      assert.match(shown, /\d{3}\*{4}\d{4}/)
      assert.doesNotMatch(shown, /\b1[3-9]\d{9}\b/)
      const button = grid(page).getByRole('button', { name: /^看 / }).first()
      const hidden = await button.innerText()
      const number = (await rows(page).filter({ has: page.getByText(hidden) }).first().innerText()).slice(0, 21)
      const row = rows(page).filter({ hasText: number })
      await button.click()
      const whole = new RegExp(hidden.replace('****', '\\d+'))
      await row.getByText(whole).waitFor()
      await page.waitForURL((url) => url.hash.startsWith('#/tickets?'))
    }, { query: '?show=all' }))

  test('is saved as a table, all of it, with masked phones', () =>
    list(async (page) => {
      const { count } = await ask({ kinds: ['repair'] })
      const saved = page.waitForEvent('download')
      await page.keyboard.press('Alt+e')
      const file = await saved
      assert.equal(file.suggestedFilename(), '工单 2026-11-23.csv')
      const text = readFileSync(await file.path(), 'utf8')
      assert.match(text, /^\uFEFF单号,状态,要处理,客户,/)
      const { rows: found, exact } = await ask({ kinds: ['repair'] }, { limit: 1000 })
      assert.equal(text.trimEnd().split('\r\n').length - 1, exact ? count : await total({ kinds: ['repair'] }))
      assert.ok(text.includes(found[0].number))
      assert.doesNotMatch(text, /\b1[3-9]\d{9}\b/)
    }, { query: '?show=all&kind=repair' }))

  test('of many goes on behind the thousand that were counted', () =>
    list(async (page) => {
      const all = await total({ kinds: ['repair'] })
      assert.ok(all > 1000)
      await says(page, '1,000+ 张')
      const last = (await ask({ kinds: ['repair'] }, { descending: false, limit: 1 })).rows[0]
      for (let end = 0; end < 6; end++) {
        await page.keyboard.press('End')
        await page.waitForTimeout(150)
      }
      await current(page).getByText(last.number).waitFor()
      assert.equal(await current(page).getAttribute('aria-rowindex'), String(all + 1))
    }, { query: '?show=all&kind=repair' }))

  test('keeps what it shows when the program does not answer, and asks again', () =>
    list(async (page) => {
      await page.route('**/api/tickets', (route) => route.fulfill({ status: 200, body: 'not JSON' }))
      await page.getByRole('button', { name: '有未收款' }).click()
      await page.getByRole('alert').getByText('程序没有回应').waitFor()
      await page.unroute('**/api/tickets')
      await page.getByRole('button', { name: '再试一次' }).click()
      const { count } = await ask({ open: true, owing: true })
      await says(page, `${count} 张`)
    }))
})

/** How many there are, counted page by page. */
async function total(filter) {
  let count = 0
  for (;;) {
    const { rows: page } = await ask(filter, { offset: count, limit: 1000 })
    count += page.length
    if (page.length < 1000) {
      return count
    }
  }
}

describe('on every screen, light and dark', () => {
  const sought = (page) => current(page)
  test('what is open', () => list((page) => lookAt(page, 'tickets-open', sought), { size: SIZES[2] }))
  test('restricted', () =>
    list((page) => lookAt(page, 'tickets-restricted', sought), {
      size: SIZES[2],
      query: '?state=scheduled,waiting_parts,completed&kind=repair&from=2026-06-01',
    }))
  test('the choices of a filter', () =>
    list(async (page) => {
      await page.getByRole('group', { name: '筛选' }).getByRole('button', { name: '状态' }).click()
      await lookAt(page, 'tickets-filter', (page) => page.getByRole('checkbox', { name: '已受理' }))
    }, { size: SIZES[2] }))
  test('nothing', () =>
    list((page) => lookAt(page, 'tickets-nothing', (page) => page.getByRole('button', { name: '新受理' })), {
      query: '?text=zzzzqq',
      size: SIZES[2],
    }))
})

test('the list reads as it did', () =>
  list(async (page) => {
    await readsAs(page, 'tickets')
  }, { query: '?attention=complaints' }))

test('an empty service point says what to do', async () => {
  const empty = await startDesk()
  try {
    await list(async (page) => {
      await page.getByText('还没有工单。').waitFor()
      await page.getByRole('button', { name: '新受理 F2' }).waitFor()
    }, { of: empty })
  } finally {
    empty.stop()
  }
})
