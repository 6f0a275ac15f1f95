// The settings in a real browser: point, staff, terms, about.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import { SIZES, field, lookAt, openScreen, readsAs, startBrowser, startDesk } from './support.mjs'

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

async function open(name, size = SIZES[0]) {
  opened = await openScreen(browser, desk.address, `/settings/${name}`, size)
  return opened.page
}

const at = (page, id) => page.locator(`[id="${id}-trouble"]`)
const focused = (page) => page.evaluate(() => document.activeElement.id)

/** A supervisor approves, by keyboard. */
async function approve(page, pin = '2468') {
  await page.locator('[id="approval.staff"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: '李丽 001' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[id="approval.pin"]').fill(pin)
}

test('the pages are reached by arrows and by Alt and a digit', async () => {
  const page = await open('point')
  await page.keyboard.press('Alt+2')
  await page.getByRole('heading', { level: 1, name: '员工' }).waitFor()
  await page.locator('#settings-staff').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('heading', { level: 1, name: '价目和配件' }).waitFor()
  assert.equal(await focused(page), 'settings-tariff')
  assert.deepEqual(opened.complaints, [])
})

describe('the point', () => {
  test('is changed once a supervisor approves; what it prints on stays', async () => {
    const page = await open('point')
    await field(page, '地址').fill('漓江路 28 号')
    await page.keyboard.press('Control+Enter')
    await at(page, 'approval.staff').getByText('这一项还没有填').waitFor()
    await approve(page, '1111')
    await page.keyboard.press('Control+Enter')
    await at(page, 'approval.pin').getByText('PIN 不对').waitFor()
    await field(page, 'PIN').fill('２４６８')
    await page.keyboard.press('Control+Enter')
    await page.getByText('已保存。').waitFor()
    const { point } = await desk.call('point')
    assert.equal(point.address, '漓江路 28 号')
    assert.deepEqual(point.print.copies.map(({ name }) => name), ['客户联', '存根联'])
  })

  test('says what another branch code means, and what is no code', async () => {
    const page = await open('point', SIZES[2])
    await field(page, '网点代码').fill('桂林')
    await page.getByText('新单号用新代码').waitFor()
    await approve(page)
    await page.keyboard.press('Control+Enter')
    await at(page, 'point.branch').getByText('网点代码要 2 至 6 位').waitFor()
    assert.equal(await focused(page), 'point.branch')
    await lookAt(page, 'settings-point', () => page.getByRole('button', { name: /^保存/ }))
  })

  test('keeps what was half changed', async () => {
    const page = await open('point')
    const kept = page.waitForResponse(/save_draft/)
    await field(page, '名称').fill('桂林象山店')
    await page.clock.runFor(1000)
    await kept
    await opened.close()
    const again = await open('point')
    await again.getByText('上次改到一半的内容还在').waitFor()
    assert.equal(await field(again, '名称').inputValue(), '桂林象山店')
    await again.getByRole('button', { name: '改回原样' }).click()
    assert.equal(await field(again, '名称').inputValue(), '桂林七星店')
  })
})

describe('staff', () => {
  test('somebody is added by keyboard, and refused with a badge that is taken', async () => {
    const page = await open('staff')
    // Its keys come with the page.
    await page.getByRole('button', { name: /^新员工/ }).waitFor()
    await page.keyboard.press('Alt+n')
    const form = page.getByRole('dialog')
    await form.waitFor()
    await page.locator('[id="staff.name"]').fill('王建国')
    await page.locator('[id="staff.badge"]').fill('００１')
    await page.locator('[id="staff.role"]').focus()
    await page.keyboard.type('工程', { delay: 45 })
    await page.keyboard.press('Enter')
    await page.locator('[id="staff.since_year"]').fill('15')
    await approve(page)
    await page.keyboard.press('Control+Enter')
    await at(page, 'staff.since_year').getByText('不是年份').waitFor()
    await page.locator('[id="staff.since_year"]').fill('2015')
    await page.keyboard.press('Control+Enter')
    await at(page, 'staff.badge').getByText('重复了').waitFor()
    assert.equal(await focused(page), 'staff.badge')
    await page.locator('[id="staff.badge"]').fill('002')
    await page.keyboard.press('Control+Enter')
    await page.getByText('王建国 已保存。').waitFor()
    const kept = (await desk.call('staff')).find(({ badge }) => badge === '002')
    assert.deepEqual([kept.name, kept.role, kept.since_year], ['王建国', 'engineer', 2015])
    assert.deepEqual(opened.complaints, [])
  })

  test('a wrong PIN is refused at its field, and the last supervisor stays one', async () => {
    const page = await open('staff', SIZES[2])
    await page.getByRole('row', { name: /李丽/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[id="staff.name"]').fill('李莉')
    await approve(page, '9999')
    await page.keyboard.press('Control+Enter')
    await at(page, 'approval.pin').getByText('PIN 不对').waitFor()
    await lookAt(page, 'settings-staff-wrong-pin', () => page.getByRole('button', { name: /^保存/ }))
    await page.locator('[id="approval.pin"]').fill('2468')
    await page.locator('[id="staff.active"]').press('Space')
    await page.keyboard.press('Control+Enter')
    await at(page, 'staff.role').getByText('与另一项矛盾').waitFor()
    assert.equal((await desk.call('staff'))[0].name, '李丽')
  })

  test('PINs that differ are refused before anybody is asked', async () => {
    const page = await open('staff')
    await page.getByRole('row', { name: /李丽/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[id="staff.pin"]').fill('1357')
    await page.locator('[id="staff.pin_again"]').fill('1358')
    await page.keyboard.press('Tab')
    await at(page, 'staff.pin_again').getByText('两次输入的 PIN 不一样').waitFor()
  })
})

test('terms are found by a word, and what is second-hand says so', async () => {
  const page = await open('terms', SIZES[2])
  await page.getByRole('row', { name: /燃气灶 待核对 1 年 3 年/ }).waitFor()
  await page.keyboard.type('空跑', { delay: 45 })
  await page.getByRole('row', { name: /空跑费.*¥50\.00 E5/ }).waitFor()
  assert.equal(await page.getByRole('row', { name: /集成灶/ }).count(), 0)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('N6', { delay: 45 })
  await page.getByRole('row', { name: /^N6 .* 待核对/ }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.getByText(/只看待核对的/).click()
  assert.equal(await page.getByRole('row', { name: /电热水器/ }).count(), 0)
  await lookAt(page, 'settings-terms', () => page.getByRole('textbox', { name: '查找品类、条款、规则' }))
})

test('what it is and whose work is in it', async () => {
  const page = await open('about')
  await page.getByText('jason-2026.1').waitFor()
  await page.getByText('思源黑体').waitFor()
  await lookAt(page, 'settings-about')
})

test('it reads as it did', async () => {
  const page = await open('staff')
  await page.getByRole('row', { name: /李丽/ }).waitFor()
  await readsAs(page, 'settings', page.getByRole('main').locator('.page'))
})
