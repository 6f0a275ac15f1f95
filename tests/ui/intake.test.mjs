// 受理 in a real browser: who they are, what it will cost, and that nothing typed is lost.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { scan, startPoint } from './intake-desk.mjs'
import { SIZES, field, list, lookAt, openScreen, readsAs, startBrowser, verdict } from './support.mjs'

let desk
let browser
before(async () => {
  desk = await startPoint()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

/** A person types, who is no scanner. */
const slowly = { delay: 45 }

/** Hands the screen to a test that must leave nothing to complain of, without drafts of others. */
async function on(screen, look, size = SIZES[0]) {
  for (const { id } of await desk.call('drafts')) {
    await desk.call('drop_draft', { id })
  }
  const { page, complaints, close } = await openScreen(browser, desk.address, screen, size)
  try {
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    // What is half-typed would be kept as the page goes away, for the next test to find.
    await page.context().setOffline(true)
    await close()
  }
}

const phone = (page) => page.locator('[id="customer.phones[0]"]')
const focused = (page, id) => page.locator(`:focus[id="${id}"]`).waitFor()
const save = (page) => page.getByRole('button', { name: '保存并打印' })
const says = (page, line) => verdict(page).getByText(line, { exact: true }).waitFor()
const tickets = () => desk.call('ticket_list', { unclaimed: false, limit: 100 })

/** Chooses from a list by typing. */
async function choose(page, label, typed) {
  await list(page, label).click()
  await page.keyboard.type(typed, slowly)
  await page.keyboard.press('Enter')
}

/** A new customer, all that has to be filled in. */
async function fillNew(page, { name = '王芳', number = '13633330001' } = {}) {
  await phone(page).fill(number)
  await field(page, '姓名').fill(name)
  await choose(page, '品类', '燃气灶')
  await field(page, '购机').fill('20260315')
  await field(page, '现象').fill('松手就灭')
}

/** 张三 with the stove. */
async function fillKnown(page) {
  await phone(page).fill('13807731234')
  await page.getByRole('option', { name: /张三/ }).waitFor()
  await phone(page).press('Enter')
  await page.locator('button:focus').waitFor()
  await page.getByRole('button', { name: /^集成灶/ }).press('Enter')
  await focused(page, 'complaint')
}

describe('who they are', () => {
  test('the cursor is in the phone, and a new number is a new customer', () =>
    on('/intake', async (page) => {
      await focused(page, 'customer.phones[0]')
      await page.keyboard.type('13633330001', slowly)
      await page.getByText('没有找到，按新客户填写').waitFor()
      await page.keyboard.press('Enter')
      await focused(page, 'customer.name')
    }))

  test('full-width digits are digits', () =>
    on('/intake', async (page) => {
      await focused(page, 'customer.phones[0]')
      await page.keyboard.insertText('１３８０７７３１２３４')
      await page.getByRole('option', { name: /张三/ }).waitFor()
      assert.equal(await phone(page).inputValue(), '13807731234')
    }))

  test('of two on one number the arrows choose', () =>
    on('/intake', async (page) => {
      await focused(page, 'customer.phones[0]')
      await page.keyboard.type('13977335678', slowly)
      await page.getByRole('option', { name: /李强/ }).waitFor()
      assert.equal(await page.getByRole('option').count(), 3)
      const second = await page.getByRole('option').nth(1).locator('b').innerText()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByText('已有客户').waitFor()
      assert.equal(await field(page, '姓名').inputValue(), second)
    }))

  test('a customer that is taken brings what is known, and nothing is sent of it', () =>
    on('/intake', async (page) => {
      await fillKnown(page)
      assert.equal(await field(page, '姓名').inputValue(), '张三')
      assert.equal(await field(page, '购机').inputValue(), '2025-03-15')
      await page.getByText('旧-0931').waitFor()
      await field(page, '现象').fill('又打不着火')
      let sent
      await page.route('**/api/ticket_new', (route) => {
        sent = route.request().postDataJSON()
        return route.abort()
      })
      await page.keyboard.press('Control+S')
      await page.getByText('不知道存上没有').waitFor()
      assert.equal(sent.intake.customer, null)
      assert.equal(sent.intake.appliance, null)
      assert.equal(sent.intake.customer_id, desk.zhang.customer.id)
    }).catch((error) => {
      // The browser itself complains of what was cut off.
      assert.match(String(error), /Failed to load resource|ERR_FAILED/)
    }))

  test('what is changed of a known customer says that it changes the record', () =>
    on('/intake', async (page) => {
      await fillKnown(page)
      await field(page, '地址').fill('中山路 1 号')
      await page.getByText('会改客户资料：地址').waitFor()
      await field(page, '型号').fill('JS-2')
      await page.getByText('会改机器资料：型号').waitFor()
    }))

  test('an address with a customer, or a number that rings, fills the form', async () => {
    const { customer, appliance, number } = desk.zhang
    await on(`/intake?customer=${customer.id}&appliance=${appliance.id}`, async (page) => {
      await focused(page, 'complaint')
      assert.equal(await field(page, '机身号').inputValue(), 'JC20250315008841')
    })
    await on('/intake?phone=13807731234', (page) => page.getByRole('option', { name: /张三/ }).waitFor())
    await on(`/intake?about=${number}`, async (page) => {
      await focused(page, 'complaint')
      assert.equal(await field(page, '原单号').inputValue(), number)
      await page.getByText('2026-11-25 下班前要解决，或给出明确方案').waitFor()
    })
  })
})

describe('a scanner', () => {
  test('puts the number on the plate into its field, wherever the cursor is, and finds its owner', () =>
    on('/intake', async (page) => {
      await field(page, '姓名').focus()
      await scan(page, 'JC20250315008841')
      await focused(page, 'appliance.serial_number')
      assert.equal(await field(page, '姓名').inputValue(), '')
      assert.equal(await field(page, '机身号').inputValue(), 'JC20250315008841')
      await page.getByRole('button', { name: '用这台' }).press('Enter')
      await focused(page, 'complaint')
      assert.equal(await field(page, '姓名').inputValue(), '张三')
    }))
})

describe('saving', () => {
  test('a new customer, with a visit in the same write', () =>
    on('/intake', async (page) => {
      await fillNew(page)
      await field(page, '预约').fill('明天')
      await page.getByRole('textbox', { name: '预约 从' }).fill('930')
      await choose(page, '工程师', '王建国')
      const download = page.waitForEvent('download')
      await page.keyboard.press('Control+Enter')
      assert.match((await download).suggestedFilename(), /\.pdf$/)
      await page.getByText('已受理').first().waitFor()
      await page.getByText('11-24 09:30 王建国 上门').waitFor()
      const [ticket] = await tickets()
      assert.equal(ticket.state, 'scheduled')
      assert.equal(ticket.customer.name, '王芳')
      // Its own is gone; tests before this one may have left theirs.
      assert.ok(!(await desk.call('drafts')).some(({ body }) => body.name === '王芳'))
      await page.keyboard.press('F2')
      await focused(page, 'customer.phones[0]')
      assert.equal(await field(page, '姓名').inputValue(), '')
    }))

  test('alone prints nothing', () =>
    on('/intake', async (page) => {
      await fillNew(page, { name: '王芳芳', number: '13633330002' })
      await page.keyboard.press('Control+S')
      await page.getByText('只保存，没有打印').waitFor()
      assert.equal((await tickets())[0].prints.length, 0)
    }))

  test('twice makes one ticket', () =>
    on('/intake', async (page) => {
      await fillNew(page, { name: '王二', number: '13633330003' })
      const before = (await tickets()).length
      await page.keyboard.press('Control+Enter')
      await page.keyboard.press('Control+Enter')
      await page.getByText('受理单已打印').waitFor()
      assert.equal((await tickets()).length, before + 1)
    }))

  test('whose answer is lost is looked up first', () =>
    on('/intake', async (page) => {
      await fillNew(page, { name: '王三', number: '13633330004' })
      const before = (await tickets()).length
      await page.route('**/api/ticket_new', async (route) => {
        await route.fetch()
        await route.fulfill({ status: 200, body: 'not JSON' })
      })
      await page.keyboard.press('Control+S')
      await page.getByText('不知道存上没有').waitFor()
      await page.keyboard.press('Control+S')
      await page.getByRole('heading', { name: /已受理/ }).waitFor()
      assert.equal((await tickets()).length, before + 1)
    }))
})

describe('wrong input', () => {
  const cases = [
    ['电话', (page) => phone(page).fill('1380773'), /^不像电话号码/],
    ['购机', async (page) => {
      await choose(page, '品类', '冰箱')
      await field(page, '购机').fill('20270315')
    }, /^这一天还没有到/],
    ['预约', (page) => field(page, '预约').fill('不知道'), /^日子或时间认不出来/],
  ]
  for (const [label, fill, words] of cases) {
    test(`${label} shows at its field when leaving it`, () =>
      on('/intake', async (page) => {
        await fill(page)
        await page.keyboard.press('Tab')
        const alert = page.locator('form').getByRole('alert')
        await alert.waitFor()
        assert.match(await alert.innerText(), words)
      }))
  }

  test('saving goes to what is missing, one after the other', () =>
    on('/intake', async (page) => {
      const missing = async (id) => {
        await page.keyboard.press('Control+Enter')
        await focused(page, id)
        assert.match(await page.locator('form').getByRole('alert').first().innerText(), /^这一项还没有填/)
      }
      await phone(page).fill('13633330009')
      await missing('customer.name')
      await field(page, '姓名').fill('赵六')
      await missing('appliance.category')
      await choose(page, '品类', '冰箱')
      await missing('complaint')
      await field(page, '现象').fill('不制冷')
      await field(page, '预约').fill('明天')
      await page.getByRole('textbox', { name: '预约 从' }).fill('930')
      await missing('schedule.engineer')
    }))
})

describe('nothing typed is lost', () => {
  test('what was typed last is kept when the page is closed', () =>
    on('/intake', async (page) => {
      await field(page, '姓名').fill('张三丰')
      // No pause passes: the clock stands still.
      await page.close()
      let kept = []
      while (kept.length === 0) {
        kept = await desk.call('drafts')
      }
      assert.deepEqual(kept.map(({ kind, body }) => [kind, body.name]), [['intake', '张三丰']])
    }))

  test('a draft is kept, offered, gone on with, dropped and brought back', () =>
    on('/intake', async (page) => {
      await phone(page).fill('13633330010')
      await field(page, '姓名').fill('钱七')
      await page.getByText(/^\s*草稿已存 10:00:0\d\s*$/).waitFor()
      await page.keyboard.press('Escape')
      await page.getByText('草稿已存，回到受理可以接着填').first().waitFor()
      await page.keyboard.press('F2')
      const offer = page.getByRole('region', { name: /有 1 份没填完的受理/ })
      await offer.getByText('钱七').waitFor()
      await offer.getByText('136****0010').waitFor()
      await offer.getByRole('button', { name: '不要了' }).press('Enter')
      await page.getByText('已丢掉一份草稿').waitFor()
      await page.getByRole('button', { name: '恢复' }).press('Enter')
      await offer.waitFor()
      await page.keyboard.press('Alt+D')
      await focused(page, 'complaint')
      assert.equal(await field(page, '姓名').inputValue(), '钱七')
    }))

  test('an input method composes without any shortcut', () =>
    on('/intake', async (page) => {
      await field(page, '姓名').focus()
      const session = await page.context().newCDPSession(page)
      await session.send('Input.imeSetComposition', { text: 'qian', selectionStart: 4, selectionEnd: 4 })
      await page.keyboard.press('Enter')
      await focused(page, 'customer.name')
      await session.send('Input.insertText', { text: '钱八' })
      assert.match(await field(page, '姓名').inputValue(), /钱八$/)
    }))
})

test('a word of the category goes in with one chord', () =>
  on('/intake', async (page) => {
    await fillKnown(page)
    await page.keyboard.press('Alt+1')
    await page.keyboard.press('Alt+2')
    assert.equal(await field(page, '现象').inputValue(), '打不着火、熄火')
  }))

test('the estimate takes what is expected, and the most that it can cost', () =>
  on('/intake', async (page) => {
    await fillKnown(page)
    await page.getByRole('combobox', { name: /加人工、配件/ }).click()
    await page.keyboard.type('点火器', slowly)
    await page.keyboard.press('Enter')
    const estimate = page.getByRole('region', { name: '费用预估' })
    await estimate.getByRole('row', { name: /点火器/ }).waitFor()
    assert.match(await estimate.innerText(), /最高可能/)
    await estimate.getByRole('button', { name: /去掉/ }).press('Enter')
    await estimate.getByRole('row', { name: /点火器/ }).waitFor({ state: 'detached' })
  }))

test('the screen reads as it did', () =>
  on('/intake', async (page) => {
    await focused(page, 'customer.phones[0]')
    await readsAs(page, 'intake')
  }))

describe('on every screen, light and dark', () => {
  const void_ = async (page) => {
    await choose(page, '品类', '集成灶')
    await field(page, '购机').fill('20260315')
    await choose(page, '原因', '进水')
    await says(page, '暂按 不在保修范围 收费 检测后确定')
  }
  const states = {
    empty: () => undefined,
    new: fillNew,
    known: fillKnown,
    two: async (page) => {
      await phone(page).fill('13977335678')
      await page.getByRole('option', { name: /李强/ }).waitFor()
    },
    unproven: (page) => choose(page, '品类', '冰箱'),
    void: void_,
    charged: async (page) => {
      await choose(page, '品类', '冰箱')
      await field(page, '购机').fill('20100315')
      await choose(page, '发票', '有')
    },
    lifetime: async (page) => {
      await choose(page, '会员', '金')
      await choose(page, '品类', '集成灶')
      await field(page, '购机').fill('20230315')
      await choose(page, '发票', '有')
    },
    repeat: async (page) => {
      await fillKnown(page)
      await page.getByRole('button', { name: /洗衣机/ }).click()
      await page.getByText('这台机器有没结的工单').waitFor()
    },
    wrong: async (page) => {
      await phone(page).fill('1380773')
      await choose(page, '品类', '冰箱')
      await field(page, '购机').fill('昨天')
      await page.keyboard.press('Tab')
      await page.locator('form').getByRole('alert').nth(1).waitFor()
    },
    drafts: async (page) => {
      await desk.call('save_draft', { kind: 'intake', body: { name: '钱七', phone: '13633330010', complaint: '漏水' } })
      await page.reload()
      await page.getByRole('region', { name: /没填完的受理/ }).waitFor()
    },
    saving: async (page) => {
      await fillNew(page, { number: '13633330020' })
      await page.route('**/api/ticket_new', () => undefined)
      await page.keyboard.press('Control+Enter')
      await page.getByRole('button', { name: '正在保存' }).waitFor()
    },
    saved: async (page) => {
      await fillNew(page, { number: '13633330021' })
      await page.keyboard.press('Control+Enter')
      await page.getByText('受理单已打印').waitFor()
    },
    complaint: (page) => page.keyboard.press('Alt+T'),
  }
  for (const [state, fill] of Object.entries(states)) {
    test(state, () =>
      on('/intake', async (page) => {
        await focused(page, 'customer.phones[0]')
        await fill(page)
        const primary = state === 'saved' ? () => page.getByRole('button', { name: '受理下一张' }) : undefined
        await page.waitForTimeout(300)
        await lookAt(page, `intake-${state}`, primary ?? (state === 'saving' ? undefined : save))
      }))
  }
})
