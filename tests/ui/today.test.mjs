// The home screen in a real browser: what it counts, where that leads, what is printed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, picture, readsAs, startBrowser, startDesk } from './support.mjs'

let desk
let browser
before(async () => {
  desk = await startDesk({ demo: 300 })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

const tile = (page, name) => page.getByRole('navigation', { name: '待办数' }).getByRole('link', { name })
const region = (page, name) => page.getByRole('region', { name, exact: true })

/** Opens the home screen and hands the page to a test that must leave nothing to complain of. */
async function home(look, { size = SIZES[0], of = desk } = {}) {
  const { page, complaints, close } = await openScreen(browser, of.address, '/today', size)
  try {
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

test('says the day, and by when a complaint of today is answered', () =>
  home(async (page) => {
    await page.getByText('11月23日 周一 10:00 · 今日受理的投诉须在 11月25日 前答复', { exact: true }).waitFor()
  }))

describe('every number', () => {
  test('is the program’s, and leads to the list that it counts', () =>
    home(async (page) => {
      const { tiles, open } = await desk.call('today')
      await tile(page, '待联系客户').waitFor()
      const shown = await page.getByRole('navigation', { name: '待办数' }).getByRole('link').allInnerTexts()
      assert.deepEqual(shown.map((text) => Number(/\n(\d+)/.exec(text)[1])), tiles.map(({ count }) => count))
      await tile(page, '待件').click()
      await page.waitForURL((url) => url.hash === '#/tickets?attention=waiting_parts')
      await page.goBack()
      const oldest = open.find(({ ages }) => ages[3] > 0)
      const link = region(page, '未结工单').locator(`a[href*="${oldest.state}"]`)
      await link.last().click()
      await page.locator('[role=grid][aria-busy=false]').waitFor()
      await page.getByText(`${oldest.count} 张`, { exact: true }).waitFor()
      await page.goBack()
      await link.nth(-2).click()
      await page.getByText(`${oldest.ages[3]} 张`, { exact: true }).waitFor()
    }))
})

describe('by keyboard alone', () => {
  test('from the search box down to what presses most, and Enter opens it', () =>
    home(async (page) => {
      const { attention } = await desk.call('today')
      await region(page, '需要处理').getByRole('link').first().waitFor()
      await page.keyboard.press('ArrowDown')
      await region(page, '需要处理').locator('a:focus').waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.hash === `#/tickets/${attention[1].row.number}`)
    }))

  test('a half-written intake is gone on with', () =>
    home(async (page) => {
      const drafts = (await desk.call('drafts')).filter(({ kind }) => kind === 'intake')
      await page.getByText(`有 ${drafts.length} 张没写完的受理`).waitFor()
      await page.keyboard.press('Alt+g')
      await page.waitForURL((url) => url.hash === `#/intake?draft=${drafts[0].id}`)
    }))
})

describe('each minute', () => {
  test('it is asked for anew, and the cursor stays where it is', () =>
    home(async (page) => {
      const link = region(page, '需要处理').getByRole('link').nth(1)
      await link.focus()
      const stood = await link.getAttribute('href')
      const asked = page.waitForRequest(/api\/today$/)
      await page.clock.runFor(61_000)
      await asked
      await page.waitForTimeout(200)
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), stood)
    }))

  test('what was there stays when the program does not answer', () =>
    home(async (page) => {
      await tile(page, '待件').waitFor()
      await page.route('**/api/today', (route) => route.fulfill({ status: 200, body: 'not JSON' }))
      await page.keyboard.press('F5')
      await page.getByRole('alert').getByText('程序没有回应').waitFor()
      assert.equal(await tile(page, '待件').count(), 1)
      await page.unroute('**/api/today')
      await page.getByRole('button', { name: '再试一次' }).click()
      await page.getByRole('alert').waitFor({ state: 'hidden' })
    }))
})

test('F9 prints the visits and the money of the day, and nothing else', () =>
  home(async (page) => {
    await region(page, '今日收款').waitFor()
    await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true } })
    await page.keyboard.press('F9')
    assert.equal(await page.evaluate(() => globalThis.printed), true)
    await page.emulateMedia({ media: 'print' })
    await picture(page, 'today-print')
    const text = await page.locator('body').innerText()
    assert.match(text, /今日上门/)
    assert.match(text, /今日收款/)
    assert.doesNotMatch(text, /需要处理|未结工单|设置|待联系客户/)
    assert.doesNotMatch(text, /\b1[3-9]\d{9}\b/)
  }))

test('a first day says what to do', async () => {
  const empty = await startDesk()
  try {
    await home(async (page) => {
      await page.getByText('电话来了，先问号码：按 F2 开始受理。').waitFor()
      await lookAt(page, 'today-first', (page) => page.getByRole('button', { name: '受理 F2' }))
    }, { of: empty, size: SIZES[2] })
  } finally {
    empty.stop()
  }
})

test('the screen reads as it did', () =>
  home(async (page) => {
    await region(page, '今日收款').waitFor()
    await readsAs(page, 'today')
  }))

test('on every screen, light and dark', () =>
  home(async (page) => {
    await region(page, '今日收款').waitFor()
    await lookAt(page, 'today', (page) => page.getByRole('button', { name: '受理 F2' }))
  }, { size: SIZES[2] }))
