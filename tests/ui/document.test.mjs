// A document in a real browser: looked at, printed, printed again, voided.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, picture, startBrowser, startDesk } from './support.mjs'

const INTAKE = {
  kind: 'repair',
  service: 'walk_in',
  customer: { name: '张三', phones: ['13807731234'], address: { region: '广西/桂林市/七星区', detail: '漓江路26号' } },
  appliance: { category: 'integrated_stove', purchased_on: '2025-03-15', invoice: 'present' },
  complaint: '打不着火',
}

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

/** A ticket that was received and paid for in advance. */
async function paid() {
  const { number } = await desk.call('ticket_new', { intake: INTAKE, by: '001', clock_confirmed: false })
  const act = (operation, input) =>
    desk.call('ticket_do', { number, operation, input, by: '001', clock_confirmed: false })
  return act('pay', { amount_fen: 12_345, method: 'wechat', payer: '张三' })
}

/** A ticket whose work is done, with its warranty slip. */
async function repaired() {
  const appliance = { category: 'gas_stove', use: 'household', purchased_on: '2021-03-15', invoice: 'present', card: 'present', serial: 'intact' }
  const { number } = await desk.call('ticket_new', { intake: { ...INTAKE, appliance }, by: '001', clock_confirmed: false })
  const steps = {
    receive: { looks: '外壳有划痕', kept_at: 'B-03' },
    inspect: { lines: [{ appliance: 0, place: '点火系统', part: 'P-100', cause: 'normal_wear', responsible: '', note: '点火器无高压' }] },
    quote: { lines: [{ kind: 'labour', code: 'DD-WX1' }, { kind: 'part', code: 'P-100' }] },
    consent: { how: 'in_person' },
    start: {},
    complete: { work: '更换点火器，试火正常' },
    accept: {},
  }
  for (const [operation, input] of Object.entries(steps)) {
    await desk.call('ticket_do', { number, operation, input, by: '001', clock_confirmed: false })
  }
  return desk.call('ticket_show', { number })
}

async function on(address, look, size = SIZES[0]) {
  const { page, complaints, close } = await openScreen(browser, desk.address, address, size)
  try {
    await page.getByRole('img', { name: '第 1 页' }).waitFor()
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

/** Presses a key and takes the PDF that the browser gets. */
async function downloadBy(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const says = (page, text) => page.getByRole('status').filter({ hasText: text }).waitFor()

describe('a document', () => {
  test('is printed by F9 and Ctrl+Enter, and every print is listed', async () => {
    const ticket = await paid()
    await on(`/documents/intake/${ticket.number}`, async (page) => {
      assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), '打印 F9')
      const first = await downloadBy(page, () => page.keyboard.press('F9'))
      assert.equal(first.name, `${ticket.number}.pdf`)
      assert.equal(first.bytes.subarray(0, 5).toString(), '%PDF-')
      await says(page, `已下载 ${ticket.number}.pdf`)
      await page.getByText('第 1 次').waitFor()
      await downloadBy(page, () => page.keyboard.press('Control+Enter'))
      await page.getByText('第 2 次').waitFor()
      const prints = page.getByRole('listitem').filter({ hasText: '第 2 次' })
      assert.match((await prints.innerText()).replaceAll(/\s+/g, ' '), /第 2 次 ?补打 1 ?第 1 版 ?11-23 10:00 · 李丽 · A5/)
      // The earlier print comes out again as it was, and is no print of its own.
      const again = await downloadBy(page, () =>
        page.getByRole('listitem').filter({ hasText: '第 1 次' }).getByRole('button', { name: '照样再打' }).press('Enter'))
      assert.ok(again.bytes.equals(first.bytes))
      assert.equal((await desk.call('ticket_show', { number: ticket.number })).prints.length, 2)
    })
  })

  test('remembers the paper of its kind, and says which has no room', async () => {
    const ticket = await paid()
    const receipt = ticket.receipts[0]
    await on(`/documents/receipt/${receipt}`, async (page) => {
      assert.ok(await page.getByRole('radio', { name: '小票 80 mm' }).isChecked())
      assert.deepEqual(
        await page.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.closest('label').textContent)),
        ['客户联', '存根联'],
      )
      await page.getByRole('radio', { name: 'A4' }).press('ArrowDown')
      assert.ok(await page.getByRole('radio', { name: 'A5' }).isChecked())
      await page.getByRole('radio', { name: '三联 241×140' }).check()
      await page.getByText('多联纸一次打出全部联次').waitFor()
      await page.reload()
      await page.getByRole('img', { name: '第 1 页' }).waitFor()
      assert.ok(await page.getByRole('radio', { name: '三联 241×140' }).isChecked())
    })
  })

  test('prints the chosen copies of a receipt, and not none', async () => {
    const ticket = await paid()
    await on(`/documents/receipt/${ticket.receipts[0]}`, async (page) => {
      await page.getByText('存根联', { exact: true }).click()
      await downloadBy(page, () => page.keyboard.press('F9'))
      await page.getByText('A5 · 客户联').or(page.getByText('小票 80 mm · 客户联')).waitFor()
      await page.getByText('客户联', { exact: true }).first().click()
      await page.getByText('至少选一联。').waitFor()
      assert.ok(await page.getByRole('button', { name: '打印 F9' }).isDisabled())
    })
  })

  test('is voided with a reason, which reverses the payment', async () => {
    const ticket = await paid()
    const receipt = ticket.receipts[0]
    await on(`/documents/receipt/${receipt}`, async (page) => {
      await page.getByRole('button', { name: '作废…' }).press('Enter')
      const form = page.getByRole('dialog')
      await form.getByText('这笔 ¥123.45（微信）整笔冲正').waitFor()
      await lookAt(page, 'document-void')
      await page.keyboard.press('Control+Enter')
      assert.match(await form.getByRole('alert').innerText(), /这一项还没有填/)
      await form.getByRole('textbox', { name: '理由' }).fill('金额打错')
      await page.keyboard.press('Control+Enter')
      await says(page, '已作废，冲正收据是 SJ-')
      await page.getByText('11-23 10:00 作废：金额打错').waitFor()
      await lookAt(page, 'document-voided', () => page.getByRole('button', { name: '打印 F9' }))
      const now = await desk.call('ticket_show', { number: ticket.number })
      assert.equal(now.paid_fen, 0)
      await page.getByRole('link', { name: now.receipts[1] }).click()
      await page.getByText(`冲的是 ${receipt}`).waitFor()
    })
  })

  test('is voided, when it is a warranty slip, and another is issued', async () => {
    const ticket = await repaired()
    const [slip] = ticket.warranty_slips
    await on(`/documents/repair/${slip}`, async (page) => {
      await page.getByRole('button', { name: '作废…' }).press('Enter')
      const form = page.getByRole('dialog')
      await form.getByText('按原来的保修另开一张新号的').waitFor()
      await lookAt(page, 'document-void-slip')
      await page.keyboard.press('Control+Enter')
      assert.match(await form.getByRole('alert').innerText(), /这一项还没有填/)
      await form.getByRole('textbox', { name: '理由' }).fill('客户遗失')
      await page.keyboard.press('Control+Enter')
      await page.getByText('11-23 10:00 作废：客户遗失').waitFor()
      const { documents } = await desk.call('ticket_show', { number: ticket.number })
      const slips = documents.filter(({ series }) => series === 'BX')
      assert.deepEqual(slips.map(({ voided }) => voided?.reason), ['客户遗失', undefined])
      await says(page, `已作废，新的保修单是 ${slips[1].number}`)
      assert.equal(await page.getByRole('button', { name: '作废…' }).count(), 0)
      await page.getByRole('link', { name: slips[1].number }).click()
      await page.getByRole('button', { name: '作废…' }).waitFor()
    })
  })

  test('that does not exist says so', async () => {
    const { page, close } = await openScreen(browser, desk.address, '/documents/repair/BX-GL01-009999')
    await page.getByRole('alert').getByText('没有找到').waitFor()
    await picture(page, 'document-none')
    await close()
  })

  test('whose print is refused says why, and asks about a clock that is behind', async () => {
    const ticket = await paid()
    const { page, close } = await openScreen(browser, desk.address, `/documents/intake/${ticket.number}`)
    await page.getByRole('img', { name: '第 1 页' }).waitFor()
    const refuse = (body) => page.route('**/api/document_print', (route) => route.fulfill({ status: 422, json: body }), { times: 1 })
    await refuse({ code: 'unprintable', field: 'customer.name', message: '', character: '😀' })
    await page.keyboard.press('F9')
    await page.getByText('印不出来的字符：“😀” 在“名称”里。').waitFor()
    await refuse({ code: 'clock_behind', field: '', message: '' })
    await page.getByRole('button', { name: /^打印/ }).click()
    await downloadBy(page, () => page.getByRole('button', { name: '时间没错，照打' }).press('Enter'))
    await says(page, '已下载')
    await close()
  })
})

describe('on every screen, light and dark', () => {
  for (const kind of ['intake', 'receipt']) {
    test(kind, async () => {
      const ticket = await paid()
      const number = kind === 'intake' ? ticket.number : ticket.receipts[0]
      await on(`/documents/${kind}/${number}`, async (page) => {
        await downloadBy(page, () => page.keyboard.press('F9'))
        await says(page, '已下载')
        await lookAt(page, `document-${kind}`, () => page.getByRole('button', { name: '打印 F9' }))
        await page.getByRole('button', { name: '整页' }).click()
        await picture(page, `document-${kind}-whole`)
      })
    })
  }
})
