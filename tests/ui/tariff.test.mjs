// The price list and the parts in a real browser.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, startBrowser, startDesk } from './support.mjs'

let browser
let desk
let opened
before(async () => { browser = await startBrowser() })
after(() => browser?.close())
beforeEach(async () => { desk = await startDesk() })
afterEach(async () => {
  await opened?.close()
  desk?.stop()
})

async function open(size = SIZES[0]) {
  opened = await openScreen(browser, desk.address, '/settings/tariff', size)
  await opened.page.getByText('现在用的是示例价目').waitFor()
  return opened.page
}

const cell = (page, name, column) => page.getByRole('textbox', { name: `${name} ${column}`, exact: true })
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label'))
const SAVE = (page) => page.getByRole('button', { name: /^保存/ })

test('the example says that it is one, on every screen', async () => {
  const page = await open(SIZES[2])
  await page.getByText('集成灶安装').or(cell(page, '集成灶安装', '名称')).waitFor()
  await lookAt(page, 'tariff', SAVE)
})

test('cells are gone through by arrows and Enter', async () => {
  const page = await open()
  await cell(page, '集成灶安装', '单价（元）').focus()
  await page.keyboard.press('Enter')
  assert.equal(await focused(page), '集成灶更换点火器等小件 单价（元）')
  await page.keyboard.press('ArrowUp')
  assert.equal(await focused(page), '集成灶安装 单价（元）')
  await page.keyboard.press('ArrowLeft')
  assert.equal(await focused(page), '集成灶安装 单位')
})

test('prices of another category, and what a word finds everywhere', async () => {
  const page = await open()
  await page.getByRole('textbox', { name: '查找项目或配件' }).fill('ｐ-100')
  await cell(page, '点火器', '名称').waitFor()
  assert.equal(await cell(page, '火盖', '名称').count(), 0)
  await page.getByRole('textbox', { name: '查找项目或配件' }).fill('没有这种')
  await page.getByText('没有找到。换个词').waitFor()
})

describe('what is wrong stands at its cell', () => {
  test('no amount at once, nothing at all when it is saved', async () => {
    const page = await open(SIZES[2])
    await cell(page, '集成灶安装', '单价（元）').fill('两百')
    await page.getByRole('alert').getByText('不是金额').waitFor()
    await cell(page, '集成灶安装', '单价（元）').fill('２２０')
    await page.getByRole('button', { name: '加人工项目' }).first().click()
    await page.keyboard.press('Control+Enter')
    await page.getByText('有 4 格要改').waitFor()
    assert.match(await focused(page), /编号$/)
    await lookAt(page, 'tariff-wrong', SAVE)
  })

  test('a code that stands twice', async () => {
    const page = await open()
    await cell(page, '集成灶拆机维修', '编号').fill('jcz-az')
    await page.getByRole('alert').getByText('重复了').waitFor()
  })
})

test('what was half changed survives a kill', async () => {
  const page = await open()
  const kept = page.waitForResponse(/save_draft/)
  await cell(page, '集成灶安装', '单价（元）').fill('230')
  await page.clock.runFor(1000)
  await kept
  await opened.close()
  const again = await open()
  await again.getByText('上次改到一半的价目还在').waitFor()
  assert.equal(await cell(again, '集成灶安装', '单价（元）').inputValue(), '230')
  await again.getByRole('button', { name: '改回原样' }).click()
  assert.equal(await cell(again, '集成灶安装', '单价（元）').inputValue(), '200.00')
})

test('opening it keeps no draft', async () => {
  const page = await open()
  await page.clock.runFor(2000)
  await page.keyboard.press('Alt+1')
  await page.getByRole('heading', { level: 1, name: '网点' }).waitFor()
  assert.deepEqual(await desk.call('drafts'), [])
})

test('a day that is past, a wrong PIN; then a new version from a day to come', async () => {
  const page = await open()
  await cell(page, '集成灶安装', '单价（元）').fill('220')
  await page.keyboard.press('Control+Enter')
  const from = page.locator('[id="tariff.effective_from"]')
  await from.waitFor()
  assert.equal(await from.inputValue(), '2026-11-24')
  await from.fill('20261122')
  await page.locator('[id="approval.staff"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: '李丽 001' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[id="approval.pin"]').fill('1111')
  await page.keyboard.press('Control+Enter')
  await page.getByText('不能早于今天').waitFor()
  await from.fill('20261201')
  await page.keyboard.press('Control+Enter')
  await page.getByText('PIN 不对').waitFor()
  await page.locator('[id="approval.pin"]').fill('2468')
  await page.keyboard.press('Control+Enter')
  await page.getByText('已保存，2026-12-01 起用').waitFor()
  const { in_force, coming } = await desk.call('tariff')
  assert.ok(in_force.example)
  assert.equal(coming[0].effective_from, '2026-12-01')
  const [item] = coming[0].rates.flatMap(({ labour }) => labour).filter(({ code }) => code === 'JCZ-AZ')
  assert.equal(item.price_fen, 22000)
  assert.deepEqual(await desk.call('drafts'), [])
  assert.deepEqual(opened.complaints, [])
})
