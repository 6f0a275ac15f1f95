// A day at the counter in the real window, by keyboard: the first start, intakes, a repair to its
// end, the three documents, and the program killed in the middle of an intake.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { By, Key, until } from 'selenium-webdriver'

import { SOON, open } from './support.mjs'

const home = mkdtempSync(join(tmpdir(), 'fuwutai-counter-'))
const data = join(home, '数据')
const documents = join(home, '文档')
const env = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
const pictures = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'fuwutai-pictures-'))

let opened
let window

async function start() {
  opened = await open(['--data', data], env)
  window = opened.window
}

before(async () => {
  mkdirSync(join(home, '.config'), { recursive: true })
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(home, '.config/user-dirs.dirs'), `XDG_DOCUMENTS_DIR="${documents}"\n`)
  await start()
})
after(() => opened?.close())

const found = (locator) => window.wait(until.elementLocated(locator), SOON)
const text = (words) => found(By.xpath(`//*[contains(normalize-space(.), '${words}')][not(self::script)]`))
const heading = (words) => found(By.xpath(`//h1[contains(., '${words}')]`))
const press = (...keys) => window.actions({ async: true }).sendKeys(...keys).perform()
const chord = async (key, ...keys) => {
  const actions = window.actions({ async: true }).keyDown(key)
  await keys.reduce((sofar, each) => sofar.sendKeys(each), actions).keyUp(key).perform()
}
const save = () => chord(Key.CONTROL, Key.ENTER)
const picture = async (name) =>
  writeFileSync(join(pictures, `window-${name}.png`), await window.takeScreenshot(), 'base64')

/** Types into a field. */
async function fill(id, typed) {
  const field = await found(By.css(`[id="${id}"]`))
  await window.wait(until.elementIsVisible(field), SOON)
  await field.sendKeys(typed)
}

/** Chooses in a list by typing. */
async function choose(id, typed) {
  await fill(id, typed)
  await offered(typed)
  await press(Key.ENTER)
}

/** Waits until a list offers something; lists that are closed have it too. */
const offered = (words) =>
  window.wait(async () => {
    const options = await window.findElements(By.xpath(`//*[@role='option'][contains(., '${words}')]`))
    const seen = await Promise.all(options.map((option) => option.isDisplayed()))
    return seen.includes(true)
  }, SOON)

/** Calls a command as the pages do; fails when it is refused. */
async function call(command, request = {}) {
  const { answer, refused } = await opened.call(command, request)
  assert.ok(refused === undefined, `${command}: ${JSON.stringify(refused)}`)
  return answer
}

/** The form of the next step, filled in and saved. */
async function step(title, input = async () => {}) {
  await window.wait(async () => (await window.findElements(By.css('form.modal'))).length === 0, SOON)
  await window.wait(async () => (await window.findElement(By.css('.next')).getText()).length > 0, SOON)
  await save()
  await found(By.xpath(`//*[@role='dialog']//*[starts-with(normalize-space(.), '${title}')]`))
  await window.wait(
    () => window.executeScript("return document.activeElement?.closest('[role=dialog]') != null"),
    SOON,
  )
  await input()
  await save()
  await window.wait(async () => (await window.findElements(By.css('form.modal'))).length === 0, SOON)
}

let number

test('the first start names the service point and its supervisor', async () => {
  await heading('开始使用')
  assert.match(await window.getTitle(), /服务台$/)
  await fill('point.name', '桂林七星店')
  await fill('point.city', '桂林')
  await offered('桂林')
  await press(Key.ENTER)
  await fill('point.branch', 'GL01')
  await fill('point.address', '漓江路 26 号')
  await fill('point.phone', '0773-5831234')
  await fill('point.complaint_phone', '0773-5831235')
  await fill('supervisor.name', '李丽')
  await fill('supervisor.badge', '001')
  await fill('supervisor.pin', '2468')
  await fill('supervisor.pin_again', '2468')
  await picture('start')
  await save()
  await heading('今日')
  const { point, practice } = await call('point')
  assert.deepEqual([point.name, point.branch, practice], ['桂林七星店', 'GL01', false])
  const staff = { name: '王建国', badge: '101', role: 'engineer' }
  await call('save_staff', { staff, approval: { staff: '001', pin: '2468' } })
  await window.navigate().refresh()
  await heading('今日')
})

test('a new customer is taken in', async () => {
  await press(Key.F2)
  await heading('受理')
  await fill('customer.phones[0]', '13807731234')
  await fill('customer.name', '张三')
  await choose('appliance.category', '燃气灶')
  await fill('appliance.purchased_on', '20210315')
  await fill('complaint', '打不着火')
  await picture('intake')
  await save()
  await text('PDF 存在')
  const tickets = await call('ticket_list', { limit: 10 })
  assert.deepEqual(tickets.map(({ customer, prints }) => [customer.name, prints.length]), [['张三', 1]])
  number = tickets[0].number
})

test('a known customer is taken in by the last four digits', async () => {
  await press(Key.F5)
  await heading('今日')
  await press(Key.F2)
  await heading('受理')
  await fill('customer.phones[0]', '1234')
  await offered('张三')
  await press(Key.ENTER)
  // Their machine, which may be broken again.
  await window.wait(() => window.executeScript("return document.activeElement?.tagName === 'BUTTON'"), SOON)
  await press(Key.ENTER)
  await window.wait(() => window.executeScript("return document.activeElement?.id === 'complaint'"), SOON)
  await press('熄火')
  await save()
  await text('PDF 存在')
  const tickets = await call('ticket_list', { limit: 10 })
  assert.equal(tickets.length, 2)
  assert.equal(tickets[0].customer.id, tickets[1].customer.id)
  assert.equal(tickets[0].appliance.id, tickets[1].appliance.id)
})

test('a repair goes from its appointment to its end', async () => {
  await window.executeScript(`location.hash = '#/tickets/${number}'`)
  await heading(number)
  await step('约时间', async () => {
    await choose('engineer', '王建国')
    await fill('from', '今天')
    await press(Key.TAB, '2200', Key.TAB)
  })
  await step('出发')
  await step('到达')
  await step('检测', async () => {
    await fill('lines[0].place', '点火系统')
    await choose('lines[0].part', '点火器')
    await choose('lines[0].cause', '磨损')
    // What is still to be asked, before a price can be told.
    for (const [id, answer] of [['appliance.invoice', '有'], ['appliance.card', '有'], ['appliance.serial', '完好'], ['appliance.use', '家用']]) {
      if ((await window.findElements(By.css(`form.modal [id="${id}"]`))).length > 0) {
        await choose(id, answer)
      }
    }
  })
  await step('报价', async () => {
    await choose('lines[0].code', 'RQZ-WX1')
    await text('顾客应付')
  })
  await picture('ticket')
  await step('顾客同意', () => press('1'))
  await step('开始维修')
  await step('完工', () => fill('work', '更换点火器，试火正常'))
  await step('验收')
  await step('收款', () => press('2'))
  await step('结清')
  const ticket = await call('ticket_show', { number })
  assert.equal(ticket.state, 'closed')
  assert.equal(ticket.due_fen, 0)
  assert.ok(ticket.paid_fen > 0 && ticket.receipts.length === 1 && ticket.warranty_slips.length === 1)
})

test('the three documents are shown and printed', async () => {
  const { receipts } = await call('ticket_show', { number })
  for (const [kind, of] of [['intake', number], ['repair', number], ['receipt', receipts[0]]]) {
    await window.executeScript(`location.hash = '#/documents/${kind}/${of}'`)
    await found(By.css('main img'))
    await window.wait(
      () => window.executeScript("return [...document.querySelectorAll('main img')].every((page) => page.complete && page.naturalWidth > 0)"),
      SOON,
    )
    await picture(kind)
    const before = (await call('ticket_show', { number })).prints.length
    await press(Key.F9)
    await window.wait(async () => (await call('ticket_show', { number })).prints.length > before, SOON)
    await text('PDF 存在')
  }
  const days = readdirSync(join(documents, '服务台'))
  const kept = days.flatMap((day) => readdirSync(join(documents, '服务台', day)).map((name) => join(documents, '服务台', day, name)))
  assert.ok(kept.length >= 5, kept.join('\n'))
  for (const path of kept) {
    assert.equal(readFileSync(path).subarray(0, 5).toString(), '%PDF-', path)
  }
})

/** The process of the window on the data folder. */
function programOf() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const isOurs = (pid) => {
    try {
      const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return program === process.env.FUWUTAI && args.includes(data)
    } catch {
      // It has ended since.
      return false
    }
  }
  return Number(pids.find(isOurs))
}

test('killed in the middle of an intake, it offers the draft when it is started again', async () => {
  await press(Key.F2)
  await heading('受理')
  await fill('customer.phones[0]', '13977775678')
  await fill('customer.name', '覃海燕')
  await fill('complaint', '热水器不出热水，')
  await text('草稿已存')
  await window.wait(async () => {
    const [draft] = await call('drafts')
    return draft?.body.complaint === '热水器不出热水，'
  }, SOON)
  process.kill(programOf(), 'SIGKILL')
  await opened.close().catch(() => {})
  await start()
  await text('没写完的受理')
  await press(Key.F2)
  await heading('受理')
  await text('覃海燕')
  await picture('draft')
  await chord(Key.ALT, 'd')
  await window.wait(async () => {
    const field = await found(By.id('complaint'))
    return (await field.getAttribute('value')) === '热水器不出热水，'
  }, SOON)
})
