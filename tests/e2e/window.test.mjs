// The real window, driven as a person would: its pages reach the program through the command list,
// and reach nothing else.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { By, Key, until } from 'selenium-webdriver'

import { SOON, open } from './support.mjs'

const pictures = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'fuwutai-pictures-'))

let opened
let window

const POINT = { name: '桂林店', branch: 'GL01', city: '桂林', address: '', phone: '', complaint_phone: '', print: { copies: [{ name: '客户联', colour: '白' }], offsets: [] } }

before(async () => {
  opened = await open(['--data', mkdtempSync(join(tmpdir(), 'fuwutai-window-'))])
  window = opened.window
  const supervisor = { name: '李丽', badge: '001', pin: '2468' }
  assert.ok((await call('set_up', { point: POINT, supervisor })).answer)
  await window.executeScript("location.hash = '#/warranty'")
  await window.navigate().refresh()
})

after(() => opened?.close())

const call = (command, request) => opened.call(command, request)

const byId = (id) => window.findElement(By.id(id))

test('a case is filled in, and its verdict read', async () => {
  const category = await window.wait(until.elementLocated(By.id('appliance.category')), SOON)
  assert.match(await window.getTitle(), /服务台$/)
  await category.sendKeys(Key.ARROW_DOWN)
  const options = By.xpath("//li[@role='option'][.='集成灶']")
  await window.wait(until.elementIsVisible(await window.wait(until.elementLocated(options), SOON)), SOON)
  await category.sendKeys(Key.ENTER)
  await byId('appliance.purchased_on').sendKeys('20260315', Key.ENTER)
  // The day asked about is set, so that the verdict is the same on every day.
  await byId('on').sendKeys(Key.chord(Key.CONTROL, 'a'), '20261123', Key.ENTER)

  const card = await window.findElement(By.css('[aria-live]'))
  await window.wait(until.elementTextContains(card, '保到 2027-03-15（含当天）'), SOON)
  const text = await card.getText()
  assert.match(text, /暂按 整机保修 免费\s+检测后确定/)
  assert.match(text, /「购机发票还在吗？麻烦拿出来看一下。」/)
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(pictures, 'window.png'), await window.takeScreenshot(), 'base64')
})

test('wrong input is shown at its field', async () => {
  await byId('appliance.manufactured_on').sendKeys('20260401', Key.ENTER)
  const words = await window.wait(
    until.elementLocated(By.id('appliance.manufactured_on-trouble')),
    SOON,
  )
  assert.match(await words.getText(), /^日期先后矛盾/)
})

test('the window answers and refuses as the command list does', async () => {
  assert.deepEqual(await call('amount_words', { amount: '1680.32' }), {
    answer: '壹仟陆佰捌拾元叁角贰分',
  })
  const { refused } = await call('working_day', { date: '2026-02-30', n: 1 })
  assert.equal(refused.code, 'invalid')
  assert.equal(refused.field, 'date')
})

test('the pages reach no more than the commands of the list', async () => {
  for (const command of ['no_such_command', 'plugin:event|listen', 'plugin:window|close', 'plugin:window-state|save_window_state']) {
    const { refused } = await call(command, {})
    assert.match(refused, /not allowed|not found/i, command)
  }
  assert.equal(await window.executeScript('return typeof window.__TAURI__'), 'undefined')
})

test('the pages may not do what their policy forbids', async () => {
  const blocked = await window.executeAsyncScript(`
    const done = arguments[0]
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true })
    const script = document.createElement('script')
    script.textContent = 'window.ranInline = true'
    document.head.append(script)`)
  assert.match(blocked, /^script-src/)
  assert.equal(await window.executeScript('return window.ranInline'), null)
})
