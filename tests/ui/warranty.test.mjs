// 质保查询 in a real browser, by keyboard alone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import {
  SIZES,
  field,
  list,
  lookAt,
  openScreen,
  picture,
  readsAs,
  startBrowser,
  startDesk,
  typeThrough,
  verdict,
} from './support.mjs'

// In the order of the form: category, model, five dates, invoice, card, serial number, use, tier,
// class, cause.
const FREE = ['集成灶', '', '20260315', '', '20260318', '', '', '有', '有', '完好', '家用', '', '普通', '元器件']
const OPEN = ['集成灶', 'JS-JCZ-X9', '20260315', '', '20260318']
const LIFETIME = ['集成灶', '', '20250315', '', '', '', '', '有', '有', '完好', '家用', '金', '普通', '元器件']
const OLD = ['热水器', '', '20100315', '', '', '', '', '没有', '有', '完好', '家用', '', '普通', '进水']

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

/** Opens the screen, types, and hands the page to a test that must leave nothing to complain of. */
async function on(size, texts, look) {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/warranty', size)
  try {
    await typeThrough(page, texts)
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

/** Waits for a line of the verdict: the whole of it, for it changes while the form is filled in. */
const says = (page, line) => verdict(page).getByText(line, { exact: true }).waitFor()

const OPEN_SAYS = '暂按 整机保修 免费 检测后确定'

describe('by keyboard alone', () => {
  test('a case is filled in and decided', () =>
    on(SIZES[0], FREE, async (page) => {
      await says(page, '整机保修 免费')
      const card = await verdict(page).innerText()
      assert.match(card, /保到 2027-03-18（含当天）/)
      assert.match(card, /从 2026-03-18 起算/)
      assert.match(card, /人工\s+免费\s+配件\s+免费\s+上门\s+免费/)
      assert.match(card, /集成灶整机保修1年，核心部件保修3年 B2/)
      assert.doesNotMatch(card, /暂|先问/)
    }))

  test('Enter ends in the last field, the date asked about, which is today', () =>
    on(SIZES[0], FREE, async (page) => {
      assert.equal(await page.evaluate(() => document.activeElement.id), 'on')
      assert.equal(await field(page, '查询日期').inputValue(), '2026-11-23')
    }))

  test('Tab goes the same way', () =>
    on(SIZES[0], [], async (page) => {
      const visited = []
      for (let field = 0; field < 15; field++) {
        visited.push(await page.evaluate(() => document.activeElement.id))
        await page.keyboard.press('Tab')
      }
      assert.deepEqual(visited, [
        'appliance.category',
        'appliance.model',
        'appliance.purchased_on',
        'appliance.delivered_on',
        'appliance.installed_on',
        'appliance.exchanged_on',
        'appliance.manufactured_on',
        'appliance.invoice',
        'appliance.card',
        'appliance.serial',
        'appliance.use',
        'member_tier',
        'fault.part_class',
        'fault.cause',
        'on',
      ])
    }))

  test('a list is chosen from with the arrows', () =>
    on(SIZES[0], [], async (page) => {
      await page.keyboard.press('ArrowDown')
      await page.getByRole('option', { name: '集成灶' }).waitFor()
      await page.keyboard.press('ArrowDown')
      await picture(page, 'list')
      await page.keyboard.press('Enter')
      await list(page, '品类').waitFor()
      await says(page, '暂按 购机日期无法核实 收费 检测后确定')
    }))
})

describe('the verdict', () => {
  test('is provisional while something has not been asked, and never a bare 免费', () =>
    on(SIZES[0], OPEN, async (page) => {
      await says(page, OPEN_SAYS)
      const card = await verdict(page).innerText()
      assert.match(card, /^先问顾客\s+「购机发票还在吗？麻烦拿出来看一下。」/)
      assert.match(card, /人工\s+暂免/)
      assert.match(card, /还要问：保修卡、机身号、用途、故障类别、原因/)
    }))

  test('says what would change it, in words that people use', () =>
    on(SIZES[0], FREE, async (page) => {
      const rows = page.getByRole('region', { name: '哪些事实会改变结论' }).getByRole('listitem')
      await rows.first().waitFor()
      const lines = (await rows.allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' '))
      assert.ok(lines.includes('用途 出租房、公共场所、商用、工程配套 → 收费'), lines.join('\n'))
      assert.ok(lines.some((line) => /^原因 磕碰摔压、.*误用、意外、疏忽 → 收费 C4 .*C14$/.test(line)))
      assert.ok(lines.includes('故障类别 消耗品、附件、外观 → 收费'))
    }))

  test('says parts only, with a word for each', () =>
    on(SIZES[0], LIFETIME, async (page) => {
      await says(page, '终身维修 只收配件费')
      assert.match(await verdict(page).innerText(), /人工\s+免费\s+配件\s+收费\s+上门\s+免费/)
    }))

  test('gives advice with its clause', () =>
    on(SIZES[0], OLD, async (page) => {
      await says(page, '不在保修范围 收费')
      await page.getByText('使用满15年，建议购买新机 B10').waitFor()
    }))

  test('says what national rules give', () =>
    on(SIZES[0], ['洗衣机', '', '20261120', '', '', '', '', '有', '有', '完好', '家用', '', '普通', '制造'], async (page) => {
      await page.getByText('顾客可以要求：修理、换货（没有同型号的，退货）、退货').waitFor()
    }))

  test('follows a number that invoice or card vouch for', () =>
    on(SIZES[0], [...FREE.slice(0, 9), '看不清'], async (page) => {
      await says(page, '暂按 不在保修范围 收费 检测后确定')
      await page.keyboard.press('Space')
      await says(page, OPEN_SAYS)
    }))
})

describe('wrong input', () => {
  test('is shown at its field in words, and nowhere else', () =>
    on(SIZES[0], ['集成灶', '', '20270315'], async (page) => {
      const words = page.locator('form').getByRole('alert')
      await words.waitFor()
      assert.equal(await words.count(), 1)
      assert.match(await words.innerText(), /^这一天还没有到\n/)
      const bought = field(page, '购机')
      assert.equal(await bought.getAttribute('aria-invalid'), 'true')
      assert.equal(await bought.getAttribute('aria-describedby'), await words.getAttribute('id'))
      await says(page, '还不能判定：请先改“购机”')
      await picture(page, 'wrong-date')
    }))

  test('that is no day at all is kept and refused', () =>
    on(SIZES[0], ['集成灶', '', '2025-02-30'], async (page) => {
      await page.locator('form').getByRole('alert').waitFor()
      assert.equal(await field(page, '购机').inputValue(), '2025-02-30')
      await field(page, '购机').fill('2026-02-28')
      await says(page, OPEN_SAYS)
      assert.equal(await page.locator('form').getByRole('alert').count(), 0)
    }))
})

describe('the form', () => {
  test('is cleared, and what stood there can be brought back', () =>
    on(SIZES[0], FREE, async (page) => {
      await page.getByRole('button', { name: '清空' }).press('Enter')
      await says(page, '先选品类，结论会出现在这里。')
      assert.equal(await page.evaluate(() => document.activeElement.id), 'appliance.category')
      await page.getByRole('button', { name: '恢复刚才填的' }).press('Enter')
      await says(page, '整机保修 免费')
      assert.equal(await field(page, '购机').inputValue(), '2026-03-15')
    }))

  test('keeps what was typed when the program does not answer', () =>
    on(SIZES[0], [], async (page) => {
      await page.route('**/api/warranty', (route) => route.fulfill({ status: 200, body: 'not JSON' }))
      await typeThrough(page, ['集成灶'])
      await says(page, '程序没有回应')
      await page.unroute('**/api/warranty')
      await picture(page, 'no-answer')
      await verdict(page).getByRole('button', { name: '再试一次' }).press('Enter')
      await says(page, '暂按 购机日期无法核实 收费 检测后确定')
    }))
})

test('the screen reads as it did', () =>
  on(SIZES[0], OPEN, async (page) => {
    await says(page, OPEN_SAYS)
    await readsAs(page, 'warranty')
  }))

describe('on every screen, light and dark', () => {
  const states = {
    empty: [[], '先选品类，结论会出现在这里。'],
    open: [OPEN, OPEN_SAYS],
    free: [FREE, '整机保修 免费'],
    lifetime: [LIFETIME, '终身维修 只收配件费'],
    old: [OLD, '不在保修范围 收费'],
    wrong: [['集成灶', '', '昨天', ''], '还不能判定：请先改“购机”'],
  }
  for (const [state, [texts, line]] of Object.entries(states)) {
    test(state, () =>
      // Typed on the smallest, where it is hardest to keep in sight.
      on(SIZES[2], texts, async (page) => {
        await says(page, line)
        const strip = await verdict(page).boundingBox()
        const focused = await page.locator(':focus').boundingBox()
        assert.ok(strip.y >= 0, 'the strip is out of sight')
        assert.ok(focused.y >= strip.y + strip.height, 'the strip covers the field')
        assert.ok(focused.y + focused.height <= SIZES[2].height, 'the field is out of sight')
        await lookAt(page, `warranty-${state}`, () => page.locator('[aria-live]'))
      }))
  }

  test('the verdict stays in sight on the way back up', () =>
    on(SIZES[2], FREE, async (page) => {
      for (let field = 0; field < 14; field++) {
        await page.keyboard.press('Shift+Tab')
        const card = await verdict(page).boundingBox()
        const focused = await page.locator(':focus').boundingBox()
        assert.ok(card.y >= 0 && focused.y >= card.y + card.height, `${field}`)
      }
    }))
})
