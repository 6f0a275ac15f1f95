// 工单: every operation on a ticket, by keyboard alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, picture, readsAs, startBrowser, startDesk } from './support.mjs'

const PHONE = '13877315566'
const APPROVAL = { staff: '001', pin: '2468' }

let desk
let browser
before(async () => {
  desk = await startDesk()
  browser = await startBrowser()
  for (const [name, badge] of [['王建国', '101'], ['唐一鸣', '102']]) {
    await desk.call('save_staff', { staff: { name, badge, role: 'engineer' }, approval: APPROVAL })
  }
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

const CUSTOMER = { name: '张三', phones: [PHONE], address: { region: '广西/桂林市/七星区', detail: '漓江路 8 号 2 栋 301' } }
const STOVE = { category: 'gas_stove', model: 'JS-JZT-X1', use: 'household', invoice: 'present', card: 'present', serial: 'intact' }

/** Takes a ticket in; of an old, charged stove unless it says otherwise. */
async function take({ appliance = {}, ...rest } = {}) {
  const intake = {
    kind: 'repair',
    service: 'onsite_town',
    customer: CUSTOMER,
    appliance: { ...STOVE, purchased_on: '2021-03-15', ...appliance },
    complaint: '打不着火，有时要按好几次',
    disclosed: { empty_trip: true },
    more_appliances: [],
    note: '',
    ...rest,
  }
  if (!['repair', 'installation', 'maintenance'].includes(intake.kind)) {
    delete intake.appliance
  }
  const { number } = await desk.call('ticket_new', { intake, by: '001', clock_confirmed: false })
  return number
}

const FAULT = { appliance: 0, place: '点火系统', part: 'P-100', cause: 'normal_wear', responsible: '', note: '点火器无高压' }
const STEPS = {
  schedule: { engineer: '101', from: '2026-11-23T14:00:00+08:00', called: true },
  depart: {},
  arrive: {},
  receive: { looks: '外壳有划痕', kept_at: 'B-03' },
  inspect: { lines: [FAULT] },
  quote: { lines: [{ kind: 'labour', code: 'RQZ-WX1' }, { kind: 'part', code: 'P-100' }] },
  consent: { how: 'in_person' },
  start: {},
  complete: { work: '更换点火器，试火正常' },
  accept: {},
}
const ONSITE = ['schedule', 'depart', 'arrive', 'inspect', 'quote', 'consent', 'start', 'complete', 'accept']
const BENCH = ['receive', ...ONSITE.slice(3)]

const BENCH_QUOTE = { lines: [{ kind: 'labour', code: 'DD-WX1' }, { kind: 'part', code: 'P-100' }] }

const act = (number, operation, input = {}, approval = null) =>
  desk.call('ticket_do', { number, operation, input, by: '001', approval, clock_confirmed: false })

/** Takes a ticket in and brings it as far as an operation, that one included. */
async function upTo(operation, intake = {}) {
  const number = await take(intake)
  const way = ['walk_in', 'mail_in'].includes(intake.service) ? BENCH : ONSITE
  for (const step of way.slice(0, way.indexOf(operation) + 1)) {
    await act(number, step, STEPS[step])
  }
  return number
}

/** Opens a ticket and hands the page to a test that must leave nothing to complain of. */
async function on(number, look, size = SIZES[0]) {
  const { page, complaints, close } = await openScreen(browser, desk.address, `/tickets/${number}`, size)
  try {
    page.setDefaultTimeout(8_000)
    await page.getByRole('region', { name: '接下来' }).waitFor()
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

const dialog = (page) => page.getByRole('dialog')
const at = (page, path) => page.locator(`form.modal [id="${path}"]`)
const tabPanel = (page) => page.getByRole('tabpanel')
const primary = (page) => page.locator('.next')
const state = async (number) => (await desk.call('ticket_show', { number })).state

/** Presses a chord that opens a form, and waits for it. */
async function opens(page, chord, title) {
  await page.keyboard.press(chord)
  await dialog(page).getByRole('heading', { name: new RegExp(`^${title}`) }).waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]') != null)
}

/** Saves the form, and waits until it is gone. */
async function saves(page) {
  await page.keyboard.press('Control+Enter')
  await page.locator('form.modal').waitFor({ state: 'detached' })
}

/** Chooses in a list by typing. */
async function choose(page, path, text) {
  await at(page, path).focus()
  await page.keyboard.type(text, { delay: 45 })
  await page.getByRole('option').filter({ hasText: text }).first().waitFor()
  await page.keyboard.press('Enter')
}

/** Saves a form that is wrong; it stays, and says so at the field, which has the cursor's form. */
async function refusedAt(page, path, words) {
  await page.keyboard.press('Control+Enter')
  const alert = page.locator(`form.modal [id="${path}-trouble"]`)
  await alert.waitFor()
  assert.match(await alert.innerText(), words)
}

describe('the main path on site, by keyboard alone', () => {
  test('from the intake to the end', async () => {
    const number = await take()
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '约时间')
      await page.keyboard.type('王建', { delay: 45 })
      await page.keyboard.press('Enter')
      await page.keyboard.type('今天')
      await page.keyboard.press('Enter')
      await page.keyboard.type('14')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await saves(page)
      await tabPanel(page).getByText('王建国').waitFor()

      await opens(page, 'Control+Enter', '出发')
      await page.keyboard.press('Space')
      await saves(page)
      await opens(page, 'Control+Enter', '到达')
      await saves(page)

      await opens(page, 'Control+Enter', '检测')
      await page.keyboard.type('点火系统')
      await choose(page, 'lines[0].part', '点火器')
      await choose(page, 'lines[0].cause', '磨损')
      await dialog(page).getByRole('status').getByText(/收费/).first().waitFor()
      await saves(page)

      await opens(page, 'Control+Enter', '报价')
      await choose(page, 'lines[0].code', 'RQZ-WX1')
      await dialog(page).getByText(/顾客应付 ¥\d/).waitFor()
      await saves(page)
      await page.getByText('顾客还没有同意').waitFor()

      await opens(page, 'Control+Enter', '顾客同意')
      await page.keyboard.press('1')
      await saves(page)
      await page.getByText(/张三 已同意 · 当面/).waitFor()

      await opens(page, 'Control+Enter', '开始维修')
      await saves(page)
      await opens(page, 'Control+Enter', '完工')
      await at(page, 'work').focus()
      await page.keyboard.type('更换点火器，试火正常')
      await saves(page)
      await page.getByRole('status').getByText(/维修凭证/).waitFor()

      await opens(page, 'Control+Enter', '验收')
      await saves(page)
      await opens(page, 'Control+Enter', '收款')
      await page.keyboard.press('2')
      await saves(page)
      await page.getByRole('status').getByText(/收据/).waitFor()

      await opens(page, 'Control+Enter', '结清')
      await saves(page)
      await page.getByText('这张工单已经结清').or(page.getByRole('button', { name: /重新打开/ }).first()).first().waitFor()
    })
    assert.equal(await state(number), 'closed')
  })
})

describe('the bench', () => {
  test('a unit comes in, its code is shown, and it goes back against the code', async () => {
    const number = await take({ service: 'walk_in' })
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '收机')
      await refusedAt(page, 'looks', /还没有填/)
      await page.keyboard.type('外壳有划痕', { delay: 45 })
      await page.keyboard.press('Tab')
      await page.keyboard.type('遥控器、电源线', { delay: 45 })
      await saves(page)
      const code = await page.locator('.notice .code').innerText()
      assert.match(code, /^\d{6}$/)
      await lookAt(page, 'ticket-received', primary)
      for (const step of BENCH.slice(1)) {
        await act(number, step, step === 'quote' ? BENCH_QUOTE : STEPS[step])
      }
      await page.reload()
      await primary(page).waitFor()
      await opens(page, 'Control+Enter', '取机')
      await at(page, 'pickup_code').fill('０００')
      await refusedAt(page, 'pickup_code', /取件码不对/)
      await lookAt(page, 'ticket-return')
      await at(page, 'pickup_code').fill(code)
      await saves(page)
      await tabPanel(page).getByText('遥控器、电源线').waitFor()
    })
    assert.equal(await state(number), 'returned')
  })

  test('freight is quoted for what comes by post', async () => {
    const number = await upTo('inspect', { service: 'mail_in' })
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '报价')
      await choose(page, 'lines[0].code', 'DD-WX1')
      await at(page, 'freight_in_fen').fill('41')
      await at(page, 'freight_out_fen').fill('37.5')
      await dialog(page).getByText('寄回运费').last().waitFor()
      await saves(page)
      await tabPanel(page).getByText('37.50').first().waitFor()
    })
  })
})

describe('money', () => {
  test('a price of one’s own takes a reason and a supervisor with the PIN', async () => {
    const number = await upTo('inspect')
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '报价')
      await choose(page, 'lines[0].code', 'RQZ-WX1')
      await at(page, 'lines[0].unit_fen').fill('45')
      await page.keyboard.press('Control+Enter')
      await at(page, 'approval.pin').waitFor()
      await choose(page, 'approval.staff', '李丽')
      await at(page, 'approval.pin').fill('1111')
      await at(page, 'reason').fill('老顾客')
      await refusedAt(page, 'approval.pin', /PIN 不对/)
      await lookAt(page, 'ticket-approval', () => dialog(page).getByRole('button', { name: /保存报价/ }))
      await at(page, 'approval.pin').fill('2468')
      await saves(page)
    })
    const { quotes } = await desk.call('ticket_show', { number })
    assert.equal(quotes[0].lines[0].unit_fen, 4500)
    assert.equal(quotes[0].approval.reason, '老顾客')
  })

  test('change is told, too much is refused at its field, and what was paid is paid back', async () => {
    const number = await upTo('accept')
    await on(number, async (page) => {
      await opens(page, 'Alt+P', '收款')
      await refusedAt(page, 'method', /还没有填/)
      await page.keyboard.press('1')
      await at(page, 'amount_fen').fill('99999')
      await refusedAt(page, 'amount_fen', /超出了允许的范围/)
      await at(page, 'amount_fen').fill('100')
      await at(page, 'handed').fill('２００')
      await dialog(page).getByText('找零').waitFor()
      await lookAt(page, 'ticket-pay', () => dialog(page).getByRole('button', { name: /收款/ }))
      await saves(page)
      await page.getByRole('status').getByText(/SJ-GL01/).waitFor()
      await page.keyboard.press('F9')
      await page.waitForURL(/documents\/receipt\/SJ/)
    })
    assert.equal((await desk.call('ticket_show', { number })).paid_fen, 10000)
  })

  test('a prepayment is paid back when we cannot do it', async () => {
    const number = await upTo('arrive')
    await act(number, 'pay', { amount_fen: 5000, method: 'wechat' })
    await on(number, async (page) => {
      await opens(page, 'Alt+Z', '我方未能修')
      await refusedAt(page, 'reason', /还没有填/)
      await page.keyboard.type('配件停产', { delay: 45 })
      await saves(page)
      await opens(page, 'Control+Enter', '退款')
      await page.keyboard.press('2')
      await refusedAt(page, 'reason', /还没有填/)
      await page.keyboard.type('没有修成', { delay: 45 })
      await saves(page)
      await page.getByText('退款').first().waitFor()
    })
    assert.equal((await desk.call('ticket_show', { number })).paid_fen, 0)
  })
})

describe('ends', () => {
  test('cancelled at the door', async () => {
    const number = await upTo('arrive')
    await on(number, async (page) => {
      await opens(page, 'Alt+X', '取消')
      await page.keyboard.press('2')
      await lookAt(page, 'ticket-cancel')
      await saves(page)
      await page.getByText('出发后取消').first().waitFor()
      await lookAt(page, 'ticket-cancelled', primary)
    })
    assert.equal(await state(number), 'cancelled')
  })

  test('given up after the quote, half of it done', async () => {
    const number = await upTo('start')
    await on(number, async (page) => {
      await opens(page, 'Alt+N', '顾客放弃')
      await refusedAt(page, 'reason', /还没有填/)
      await page.keyboard.type('不想修了', { delay: 45 })
      await saves(page)
    })
    assert.equal(await state(number), 'refused')
  })

  test('not to be repaired, for one of the reasons', async () => {
    const number = await upTo('inspect')
    await on(number, async (page) => {
      await opens(page, 'Alt+G', '不能修')
      await refusedAt(page, 'reason', /还没有填/)
      await page.keyboard.press('3')
      await saves(page)
    })
    assert.equal(await state(number), 'not_repairable')
  })

  test('settled while something is owed, and opened again: a supervisor, and why', async () => {
    const number = await upTo('accept')
    await on(number, async (page) => {
      await opens(page, 'Alt+L', '结清')
      await dialog(page).getByText(/没收，这样结清要主管同意/).waitFor()
      await choose(page, 'approval.staff', '李丽')
      await at(page, 'approval.pin').fill('2468')
      await refusedAt(page, 'reason', /还没有填/)
      await at(page, 'reason').fill('顾客投诉，免收')
      await saves(page)
      await opens(page, 'Control+Enter', '重新打开')
      await page.keyboard.type('还要再看', { delay: 45 })
      await choose(page, 'approval.staff', '李丽')
      await at(page, 'approval.pin').fill('2468')
      await saves(page)
    })
    assert.equal(await state(number), 'accepted')
  })

  test('a complaint is answered', async () => {
    const number = await take({ kind: 'complaint', complaint: '师傅没有按时来' })
    await on(number, async (page) => {
      await page.getByText(/前答复/).waitFor()
      await lookAt(page, 'ticket-complaint', primary)
      await opens(page, 'Control+Enter', '结清')
      await refusedAt(page, 'answer', /还没有填/)
      await page.keyboard.type('已道歉，明天上午上门', { delay: 45 })
      await saves(page)
    })
    assert.equal(await state(number), 'closed')
  })
})

describe('corrections', () => {
  test('old and new of it stand in the course', async () => {
    const number = await take()
    await on(number, async (page) => {
      await opens(page, 'Alt+E', '更正')
      await choose(page, 'what', '顾客的话')
      await at(page, 'complaint').fill('打不着火')
      await refusedAt(page, 'reason', /还没有填/)
      await at(page, 'reason').fill('听错了')
      await saves(page)
      await tabPanel(page).getByText('打不着火', { exact: false }).first().waitFor()
      assert.match(await tabPanel(page).innerText(), /打不着火，有时要按好几次.* → 打不着火/)
    })
  })

  test('a wrong number is refused at its field; a payment is reversed', async () => {
    const number = await take()
    await act(number, 'pay', { amount_fen: 5000, method: 'wechat' })
    await on(number, async (page) => {
      await opens(page, 'Alt+E', '更正')
      await choose(page, 'what', '电话和地址')
      await at(page, 'phone').fill('123')
      await at(page, 'reason').fill('号码错')
      await refusedAt(page, 'phone', /./)
      await lookAt(page, 'ticket-correct')
      await choose(page, 'what', '收错的款')
      await saves(page)
    })
    assert.equal((await desk.call('ticket_show', { number })).paid_fen, 0)
  })
})

describe('forms', () => {
  test('wrong input is told at its field', async () => {
    const scheduled = await take()
    await on(scheduled, async (page) => {
      await opens(page, 'Control+Enter', '约时间')
      await refusedAt(page, 'engineer', /还没有填/)
      await choose(page, 'engineer', '王建')
      await refusedAt(page, 'from', /还没有填/)
      await lookAt(page, 'ticket-schedule', () => dialog(page).getByRole('button', { name: /约定/ }))
    })
    const arrived = await upTo('arrive')
    await on(arrived, async (page) => {
      await opens(page, 'Control+Enter', '检测')
      await at(page, 'appliance.purchased_on').fill('20270101')
      await refusedAt(page, 'appliance.purchased_on', /还没有到/)
      await lookAt(page, 'ticket-inspect', () => dialog(page).getByRole('button', { name: /保存检测/ }))
    })
    const inspected = await upTo('inspect')
    await on(inspected, async (page) => {
      await opens(page, 'Control+Enter', '报价')
      await refusedAt(page, 'lines[0].code', /还没有填/)
      await choose(page, 'lines[0].code', 'RQZ-WX1')
      await at(page, 'lines[0].qty').fill('两个')
      await refusedAt(page, 'lines[0].qty', /./)
      await lookAt(page, 'ticket-quote', () => dialog(page).getByRole('button', { name: /保存报价/ }))
    })
    const quoted = await upTo('quote')
    await on(quoted, async (page) => {
      await opens(page, 'Control+Enter', '顾客同意')
      await refusedAt(page, 'how', /还没有填/)
      await page.keyboard.press('2')
      assert.equal(await at(page, 'called').inputValue(), PHONE)
      await at(page, 'called').fill('12')
      await refusedAt(page, 'called', /./)
    })
    const begun = await upTo('start')
    await on(begun, async (page) => {
      await opens(page, 'Control+Enter', '完工')
      await refusedAt(page, 'work', /还没有填/)
      await lookAt(page, 'ticket-complete', () => dialog(page).getByRole('button', { name: /完工/ }))
      await page.keyboard.press('Escape')
      await opens(page, 'Alt+W', '待件')
      await refusedAt(page, 'part', /还没有填/)
    })
  })

  test('half-typed, it is kept and offered again', async () => {
    const number = await upTo('arrive')
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '检测')
      await at(page, 'lines[0].place').fill('点火针')
      await page.keyboard.press('Escape')
      await page.getByText(/“检测”写到一半/).waitFor()
    })
    // Another window, as after a crash.
    await on(number, async (page) => {
      await page.getByText(/“检测”写到一半/).waitFor()
      await lookAt(page, 'ticket-half-typed', primary)
      await page.getByRole('button', { name: '接着写' }).press('Enter')
      assert.equal(await at(page, 'lines[0].place').inputValue(), '点火针')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: '丢掉' }).press('Enter')
      await page.getByText(/写到一半/).waitFor({ state: 'detached' })
    })
  })

  test('no shortcut fires while an input method composes', async () => {
    const number = await upTo('arrive')
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '检测')
      await at(page, 'lines[0].place').focus()
      const ime = await page.context().newCDPSession(page)
      await ime.send('Input.imeSetComposition', { text: 'dian', selectionStart: 4, selectionEnd: 4 })
      await ime.send('Input.insertText', { text: '点火针' })
      assert.equal(await at(page, 'lines[0].place').inputValue(), '点火针')
      await dialog(page).waitFor()
    })
  })

  test('moved on by somebody else, the ticket is read anew and says what is allowed', async () => {
    const number = await take()
    await on(number, async (page) => {
      await opens(page, 'Control+Enter', '约时间')
      await choose(page, 'engineer', '王建')
      await act(number, 'cancel', { reason: '不修了' })
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').getByText(/工单现在是“已取消”/).waitFor()
      await picture(page, 'ticket-moved')
    })
  })
})

describe('on every screen, light and dark', () => {
  test('each tab', async () => {
    const number = await upTo('complete')
    await act(number, 'pay', { amount_fen: 5000, method: 'wechat' })
    await on(number, async (page) => {
      for (const [index, name] of ['faults', 'money', 'visits', 'parts', 'papers', 'history'].entries()) {
        await page.keyboard.press(`Alt+${index + 1}`)
        await lookAt(page, `ticket-${name}`, primary)
      }
      await page.keyboard.press('Alt+M')
      await page.getByRole('menu').waitFor()
      await lookAt(page, 'ticket-more')
    })
  })

  test('a new ticket, a quoted one, one in repair', async () => {
    await on(await take(), (page) => lookAt(page, 'ticket-new', primary))
    await on(await upTo('quote'), async (page) => {
      await page.keyboard.press('Alt+2')
      await lookAt(page, 'ticket-quoted', primary)
    })
    await on(await upTo('start', { appliance: { purchased_on: '2026-03-15' } }), async (page) => {
      await lookAt(page, 'ticket-repairing', primary)
    })
  })

  test('one that is not there', async () => {
    const { page, close } = await openScreen(browser, desk.address, '/tickets/WX-GL01-20261123-9999')
    await page.getByText(/没有 WX-GL01-20261123-9999 这张工单/).waitFor()
    await close()
  })
})

test('a phone is masked until somebody asks', async () => {
  await on(await take(), async (page) => {
    await page.getByRole('button', { name: '138****5566' }).press('Enter')
    await page.getByText(PHONE).waitFor()
  })
})

test('the screen reads as it did', async () => {
  const fresh = await startDesk()
  try {
    await fresh.call('save_staff', { staff: { name: '王建国', badge: '101', role: 'engineer' }, approval: APPROVAL })
    const intake = {
      kind: 'repair',
      service: 'onsite_town',
      customer: CUSTOMER,
      appliance: { ...STOVE, purchased_on: '2021-03-15' },
      complaint: '打不着火',
      disclosed: { empty_trip: true },
      more_appliances: [],
      note: '',
    }
    const { number } = await fresh.call('ticket_new', { intake, by: '001', clock_confirmed: false })
    const { page, close } = await openScreen(browser, fresh.address, `/tickets/${number}`)
    await primary(page).waitFor()
    await page.getByText('受理 李丽').waitFor()
    await readsAs(page, 'ticket')
    await close()
  } finally {
    fresh.stop()
  }
})
