// The first start in a real browser, on a data folder that is new.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import { SIZES, field, list, lookAt, openScreen, readsAs, startBrowser, startDesk } from './support.mjs'

let browser
let desk
let opened
before(async () => { browser = await startBrowser() })
after(() => browser?.close())
beforeEach(async () => { desk = await startDesk({ named: false }) })
afterEach(async () => {
  await opened?.close()
  desk?.stop()
})

async function open(size = SIZES[0]) {
  opened = await openScreen(browser, desk.address, '/', size)
  return opened.page
}

/** Types a text into the field that has the cursor, as slowly as a fast hand, and goes on. */
async function typeOn(page, texts) {
  for (const text of texts) {
    await page.keyboard.type(text, { delay: 40 })
    await page.keyboard.press('Enter')
  }
}

const POINT = ['桂林七星店', '桂林', 'gl01', '漓江路 26 号', '0773-5831234', '0773-5831235']
const SUPERVISOR = ['李丽', '001', '2468', '2468']
const at = (page, id) => page.locator(`[id="${id}-trouble"]`)
const focused = (page) => page.evaluate(() => document.activeElement.id)

test('by keyboard alone: the point, the supervisor and an engineer, straight to today', async () => {
  const page = await open()
  assert.equal(await focused(page), 'point.name')
  await typeOn(page, POINT)
  await page.getByText('WX-GL01-20261123-0001').waitFor()
  await typeOn(page, SUPERVISOR)
  await page.keyboard.press('Alt+a')
  await page.waitForFunction(() => document.activeElement.id === 'others.0.name')
  await typeOn(page, ['王建国', '002'])
  await page.keyboard.press('Control+Enter')
  await page.getByRole('navigation', { name: '栏目' }).waitFor()
  assert.match(page.url(), /#\/today$/)
  const { point, named } = await desk.call('point')
  assert.ok(named)
  assert.deepEqual(
    [point.name, point.city, point.branch, point.address, point.phone],
    ['桂林七星店', '桂林', 'GL01', '漓江路 26 号', '0773-5831234'],
  )
  const staff = await desk.call('staff')
  assert.deepEqual(staff.map(({ name, badge, role }) => `${name} ${badge} ${role}`), ['李丽 001 supervisor', '王建国 002 engineer'])
  assert.deepEqual(await desk.call('drafts'), [])
  assert.deepEqual(opened.complaints, [])
})

describe('wrong input is shown at its field', () => {
  test('the branch code, when it is left', async () => {
    const page = await open()
    await field(page, '网点代码').fill('G')
    assert.equal(await at(page, 'point.branch').count(), 0)
    await page.keyboard.press('Tab')
    await at(page, 'point.branch').getByText('网点代码要 2 至 6 位字母或数字').waitFor()
  })

  test('PINs that differ, too short ones, and none', async () => {
    const page = await open()
    await field(page, 'PIN').fill('2468')
    await field(page, '再输一遍').fill('2467')
    await page.keyboard.press('Tab')
    await at(page, 'supervisor.pin_again').getByText('两次输入的 PIN 不一样').waitFor()
    await field(page, 'PIN').fill('24a8')
    await page.keyboard.press('Tab')
    await at(page, 'supervisor.pin').getByText('PIN 要 4 至 12 位数字').waitFor()
  })

  test('what is missing, when it is saved; the cursor goes to the first', async () => {
    const page = await open(SIZES[2])
    await page.keyboard.press('Control+Enter')
    await page.getByText('还有 5 处要改').waitFor()
    assert.equal(await focused(page), 'point.name')
    for (const id of ['point.name', 'point.branch', 'supervisor.name', 'supervisor.badge', 'supervisor.pin']) {
      await at(page, id).waitFor()
    }
    await lookAt(page, 'start-missing', () => page.getByRole('button', { name: /保存/ }))
    assert.equal((await desk.call('point')).named, false)
  })

  test('what only the program knows: a phone that is none, a badge that is taken', async () => {
    const page = await open()
    await typeOn(page, [...POINT.slice(0, 4), '12', ''])
    await typeOn(page, SUPERVISOR)
    await page.keyboard.press('Control+Enter')
    await at(page, 'point.phone').getByText('不像电话号码').waitFor()
    assert.equal(await focused(page), 'point.phone')
    await field(page, '本店电话').fill('13807731234')
    await page.keyboard.press('Alt+a')
    await page.locator('[id="others.0.name"]').fill('王建国')
    await page.locator('[id="others.0.badge"]').fill('001')
    await page.keyboard.press('Control+Enter')
    await at(page, 'others.0.badge').getByText('重复了').waitFor()
    assert.equal((await desk.call('point')).named, false)
  })
})

test('full-width digits and small letters become what numbers carry', async () => {
  const page = await open()
  await field(page, '网点代码').fill('ｇｌ０１')
  assert.equal(await field(page, '网点代码').inputValue(), 'GL01')
  await field(page, 'PIN').fill('２４６８')
  await field(page, '再输一遍').fill('2468')
  await page.keyboard.press('Tab')
  assert.equal(await at(page, 'supervisor.pin_again').count(), 0)
})

test('no shortcut fires while a name is composed', async () => {
  const page = await open()
  const session = await page.context().newCDPSession(page)
  await field(page, '名称').focus()
  await session.send('Input.imeSetComposition', { text: 'gui lin', selectionStart: 7, selectionEnd: 7 })
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, modifiers: 2 })
  assert.equal(await focused(page), 'point.name')
  assert.equal(await page.getByText(/还有 \d+ 处要改/).count(), 0)
  await session.send('Input.insertText', { text: '桂林店' })
  assert.equal(await field(page, '名称').inputValue(), '桂林店')
})

test('what was typed survives a kill, but for the PIN', async () => {
  const page = await open()
  await typeOn(page, POINT.slice(0, 3))
  await field(page, 'PIN').fill('2468')
  const kept = page.waitForResponse(/save_draft/)
  await page.clock.runFor(1000)
  await kept
  await opened.close()
  const [draft] = await desk.call('drafts')
  assert.equal(draft.kind, 'start')
  assert.doesNotMatch(JSON.stringify(draft.body), /2468/)
  const again = await open()
  await again.getByText('上次没填完的都还在，PIN 要重新输入。').waitFor()
  assert.equal(await field(again, '名称').inputValue(), '桂林七星店')
  assert.equal(await field(again, '网点代码').inputValue(), 'GL01')
  await list(again, '城市').and(again.getByRole('combobox', { name: '城市 桂林' })).waitFor()
  assert.equal(await field(again, 'PIN').inputValue(), '')
})

test('the screen, empty and filled, on every screen', async () => {
  const page = await open(SIZES[2])
  await readsAs(page, 'start')
  await lookAt(page, 'start-empty', () => page.getByRole('button', { name: /保存/ }))
  await typeOn(page, [...POINT, ...SUPERVISOR])
  await page.keyboard.press('Alt+a')
  await lookAt(page, 'start-filled', () => page.getByRole('button', { name: /保存/ }))
})

test('a backup can be put back instead, and Escape leads back to what was typed', async () => {
  const page = await open()
  await field(page, '名称').fill('桂林店')
  await page.getByRole('button', { name: '从备份恢复' }).click()
  await page.getByRole('heading', { level: 1, name: '从备份恢复' }).waitFor()
  await page.getByRole('button', { name: /^恢复|从备份恢复/ }).first().waitFor()
  await lookAt(page, 'start-restore')
  await page.keyboard.press('Escape')
  assert.equal(await field(page, '名称').inputValue(), '桂林店')
  assert.deepEqual(opened.complaints, [])
})
