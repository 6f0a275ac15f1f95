// The help in a real browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { SIZES, lookAt, openScreen, readsAs, startBrowser, startDesk } from './support.mjs'

let desk
let browser
before(async () => {
  desk = await startDesk()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

test('F1 opens it from anywhere; it names keys, steps, troubles and clauses', async () => {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/warranty')
  await page.keyboard.press('F1')
  await page.getByRole('heading', { name: '帮助和快捷键' }).waitFor()
  await page.getByText('Alt+Q 报价').waitFor()
  await page.getByText('练习里主管的 PIN 是 2468').waitFor()
  await page.getByText('维修后90天内同一故障免费返修').waitFor()
  await readsAs(page, 'help')
  assert.deepEqual(complaints, [])
  await close()
})

test('on every screen, and on paper without the frame', async () => {
  const { page, close } = await openScreen(browser, desk.address, '/help', SIZES[2])
  await lookAt(page, 'help', () => page.getByRole('button', { name: /打印/ }))
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('navigation', { name: '栏目' }).isVisible(), false)
  assert.equal(await page.getByText('启动程序时加上 --practice').isVisible(), true)
  await close()
})
