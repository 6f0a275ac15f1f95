// What holds on every screen: where the cursor goes, what the window is called, who works here.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { lookAt, openScreen, startBrowser, startDesk } from './support.mjs'

let desk
let browser
before(async () => {
  desk = await startDesk()
  await desk.call('save_staff', {
    staff: { name: '欧阳司徒建国', badge: '1002345', role: 'counter' },
    approval: { staff: '001', pin: '2468' },
  })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

test('the window is called by its screen, and a screen without fields is read from its heading', async () => {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/warranty')
  assert.equal(await page.title(), '质保 · 服务台')
  await page.keyboard.press('F1')
  await page.waitForFunction(() => document.activeElement.tagName === 'H1')
  assert.equal(await page.title(), '帮助 · 服务台')
  assert.deepEqual(complaints, [])
  await close()
})

test('the first Tab can skip the rail', async () => {
  const { page, close } = await openScreen(browser, desk.address, '/help')
  await page.evaluate(() => document.activeElement.blur())
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: '跳到内容' }).press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1')
  await close()
})

test('somebody else takes over with Alt+J, and the cursor goes back', async () => {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/warranty')
  await page.waitForFunction(() => document.activeElement.id === 'appliance.category')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Alt+j')
  await page.getByRole('option', { name: /欧阳/ }).waitFor()
  await page.keyboard.type('欧阳', { delay: 45 })
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => localStorage.getItem('badge') === '1002345')
  await page.waitForFunction(() => document.activeElement.id === 'appliance.model')
  assert.deepEqual(complaints, [])
  await close()
})

/** Nobody was ever chosen at this machine. */
async function forgetWho(page) {
  await page.evaluate(() => localStorage.setItem('badge', ''))
  await page.reload()
}

const asked = (page) => page.getByRole('dialog', { name: '现在是谁在用？' })
const kept = (page) => page.evaluate(() => localStorage.getItem('badge'))

test('where several work and nobody was chosen, it is asked who, by keyboard alone and with no way past it', async () => {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/intake')
  await forgetWho(page)
  await asked(page).waitFor()
  for (const key of ['Escape', 'F5', 'Alt+j', 'Control+Enter']) {
    await page.keyboard.press(key)
  }
  assert.equal(await asked(page).getByRole('button').count(), 2)
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 0)
  await page.waitForFunction(() => document.activeElement.matches('[role=dialog] button'))
  await lookAt(page, 'who-works', () => asked(page))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await asked(page).waitFor({ state: 'hidden' })
  assert.equal(await kept(page), '1002345')
  // The screen begins where it always does.
  await page.waitForFunction(() => document.activeElement.id === 'customer.phones[0]')
  await page.reload()
  await page.getByRole('combobox', { name: '经手人' }).waitFor()
  assert.equal(await asked(page).count(), 0)
  assert.deepEqual(complaints, [])
  await close()
})

test('who deactivates themselves is asked at once who works here now', async () => {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/settings/staff')
  await page.evaluate(() => localStorage.setItem('badge', '1002345'))
  await page.reload()
  await page.getByRole('row', { name: /欧阳/ }).click()
  await page.getByRole('dialog').getByText('在职').first().click()
  await page.locator('[id="approval.staff"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: '李丽 001' }).last().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[id="approval.pin"]').fill('2468')
  await page.keyboard.press('Control+Enter')
  await asked(page).getByRole('button', { name: /李丽/ }).waitFor()
  assert.equal(await asked(page).getByRole('button').count(), 1)
  await page.waitForFunction(() => document.activeElement.matches('[role=dialog] button'))
  assert.equal(await kept(page), '1002345')
  await page.keyboard.press('Enter')
  await asked(page).waitFor({ state: 'hidden' })
  assert.equal(await kept(page), '001')
  // The screen is as it was, and the keyboard is in it.
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1')
  await page.getByText('欧阳司徒建国 已保存。').waitFor()
  assert.deepEqual(complaints, [])
  await close()
})

test('who was deactivated works here no more, and is offered no more', async () => {
  const { page, close } = await openScreen(browser, desk.address, '/help')
  await page.evaluate(() => localStorage.setItem('badge', '1002345'))
  await page.reload()
  await page.keyboard.press('F2')
  await asked(page).getByRole('button', { name: /李丽/ }).press('Enter')
  await page.getByRole('combobox', { name: '经手人' }).waitFor()
  await page.keyboard.press('Alt+j')
  await page.getByRole('option', { name: '李丽 001' }).waitFor()
  assert.equal(await page.getByRole('option', { name: /欧阳/ }).count(), 0)
  await close()
})

test('where only one works and nobody was chosen, it is that one', async () => {
  const { page, close } = await openScreen(browser, desk.address, '/help')
  await forgetWho(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => localStorage.getItem('badge') === '001')
  assert.equal(await asked(page).count(), 0)
  await close()
})
