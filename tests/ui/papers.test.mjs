// Papers and printers in a real browser.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { lookAt, openScreen, startBrowser, startDesk } from './support.mjs'

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

async function on(look) {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/settings/papers')
  try {
    await look(page)
    assert.deepEqual(complaints.filter((line) => !/status of 4\d\d/.test(line)), [])
  } finally {
    await close()
  }
}

const save = (page) => page.getByRole('button', { name: /^保存对准和联次/ }).first()

/** The supervisor approves in the form that is open. */
async function approve(page, pin) {
  const form = page.getByRole('dialog')
  await form.getByRole('combobox').press('ArrowDown')
  await page.getByRole('option', { name: '李丽 001' }).click()
  await form.getByRole('textbox', { name: 'PIN' }).fill(pin)
  await page.keyboard.press('Control+Enter')
}

describe('papers', () => {
  test('are calibrated in millimetres, which a supervisor approves', () =>
    on(async (page) => {
      assert.ok(await save(page).isDisabled())
      await page.getByRole('textbox', { name: 'A5 向右几毫米' }).fill('１．５')
      await page.getByRole('textbox', { name: 'A5 向下几毫米' }).fill('-2')
      await page.keyboard.press('Control+Enter')
      await lookAt(page, 'papers-approval')
      await approve(page, '0000')
      await page.getByRole('dialog').getByText('PIN 不对').waitFor()
      await page.getByRole('dialog').getByRole('textbox', { name: 'PIN' }).fill('2468')
      await page.keyboard.press('Control+Enter')
      await page.getByText('已保存，下一张就按这个印。').waitFor()
      const { point } = await desk.call('point')
      assert.deepEqual(point.print.offsets, [{ paper: 'a5', offset: { right: 15, down: -20 } }])
      assert.ok(await save(page).isDisabled())
    }))

  test('an offset that is none, or too far, is told at its field', () =>
    on(async (page) => {
      const field = page.getByRole('textbox', { name: '三联 241×93 向下几毫米' })
      await field.fill('11')
      await field.blur()
      await page.getByText('要像 1.5 或 -2 这样写').waitFor()
      assert.equal(await field.getAttribute('aria-invalid'), 'true')
      await lookAt(page, 'papers-wrong', () => save(page))
      await save(page).click()
      assert.equal(await page.getByRole('dialog').count(), 0)
      assert.ok(await field.evaluate((input) => input === document.activeElement))
    }))

  test('a test page shows where the print will stand', () =>
    on(async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '小票 58 mm 的测试页' }).press('Enter'),
      ])
      assert.equal(download.suggestedFilename(), '测试页-58mm.pdf')
    }))

  test('the copies of a receipt are named, and none twice', () =>
    on(async (page) => {
      await page.getByRole('button', { name: '加一联' }).press('Enter')
      await page.getByRole('textbox', { name: '第 3 联', exact: true }).fill('存根联')
      await page.keyboard.press('Control+Enter')
      await approve(page, '2468')
      await page.getByText('重复了').waitFor()
      await page.getByRole('textbox', { name: '第 3 联', exact: true }).fill('记账联')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('dialog').getByRole('textbox', { name: 'PIN' }).fill('2468')
      await page.keyboard.press('Control+Enter')
      await page.getByText('已保存，下一张就按这个印。').waitFor()
      assert.equal((await desk.call('point')).point.print.copies.length, 3)
      await page.getByRole('button', { name: '去掉第 3 联' }).press('Enter')
      await page.getByRole('button', { name: '放弃改动' }).press('Enter')
      assert.equal(await page.getByRole('textbox', { name: '第 3 联', exact: true }).inputValue(), '记账联')
    }))
})

test('on every screen, light and dark', () =>
  on((page) => lookAt(page, 'papers', () => save(page))))
