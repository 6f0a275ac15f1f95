// How many keys it takes from an empty 今日 to the printed slip of a known customer's machine.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { startPoint } from './intake-desk.mjs'
import { openScreen, startBrowser } from './support.mjs'

let desk
let browser
before(async () => {
  desk = await startPoint()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

/** What is aimed at. A chord is one; the characters of free text do not count. */
const MOST = 25

/** Counts the keydowns of the page, all of them: Ctrl of a chord is none of its own. */
async function counted(page) {
  await page.evaluate(() => {
    globalThis.keydowns = 0
    addEventListener('keydown', ({ key }) => {
      if (!['Control', 'Alt', 'Shift'].includes(key)) {
        globalThis.keydowns++
      }
    }, { capture: true })
  })
  return () => page.evaluate(() => globalThis.keydowns)
}

/** A person types, who is no scanner. */
const slowly = { delay: 60 }

test('a known customer with a known machine, from an empty 今日 to the printed slip', async () => {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/today')
  const keydowns = await counted(page)
  const before = (await desk.call('ticket_list', { unclaimed: false, limit: 50 })).length
  await page.keyboard.press('F2')
  await page.getByRole('heading', { name: '受理' }).waitFor()
  await page.locator(':focus[id="customer.phones[0]"]').waitFor()
  // The last four digits are enough.
  await page.keyboard.type('1234', slowly)
  await page.getByRole('option', { name: /张三/ }).waitFor()
  await page.keyboard.press('Enter')
  // Of three machines taken in at one moment any may come first.
  await page.locator('button:focus').waitFor()
  while (!(await page.locator(':focus').innerText()).startsWith('集成灶')) {
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Enter')
  await page.locator(':focus#complaint').waitFor()
  const beforeText = await keydowns()
  await page.keyboard.type('zuo zao', slowly)
  const text = (await keydowns()) - beforeText
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+Enter')
  await download
  await page.getByText('受理单已打印').waitFor()
  const total = (await keydowns()) - text
  assert.ok(total <= MOST, `${total} keydowns`)

  const tickets = await desk.call('ticket_list', { unclaimed: false, limit: 50 })
  assert.equal(tickets.length, before + 1)
  const [ticket] = tickets
  assert.equal(ticket.customer.id, desk.zhang.customer.id)
  assert.equal(ticket.appliance.id, desk.zhang.appliance.id)
  assert.equal(ticket.intake.complaint, 'zuo zao')
  assert.equal(ticket.prints.length, 1)
  assert.deepEqual(complaints, [])
  await close()
})
