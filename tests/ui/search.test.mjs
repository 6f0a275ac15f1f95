// The search box in a real browser: what is typed, what is found, and where it leads.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { SIZES, lookAt, openScreen, readsAs, startBrowser, startDesk } from './support.mjs'

let desk
let browser
let customer
let ticket
before(async () => {
  desk = await startDesk({ demo: 300 })
  browser = await startBrowser()
  // Somebody with a mobile phone and a ticket, of whom there is no other with the name.
  const tickets = await desk.call('ticket_list', { unclaimed: false, limit: 60 })
  ticket = tickets.find(({ customer: { phones }, appliance }) => phones[0]?.length === 11 && appliance?.serial)
  customer = ticket.customer
})
after(async () => {
  await browser?.close()
  desk?.stop()
})

const box = (page) => page.getByRole('combobox', { name: '查找' })
const things = (page) => page.getByRole('listbox', { name: '找到的' }).getByRole('option')

/** Opens the home screen and hands the page to a test that must leave nothing to complain of. */
async function home(look, size = SIZES[0]) {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/today', size)
  try {
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

const isAt = (page, hash) => page.waitForURL((url) => decodeURIComponent(url.hash) === `#${hash}`)

describe('by keyboard alone', () => {
  test('on the home screen the box has the cursor, elsewhere a chord puts it there', () =>
    home(async (page) => {
      await page.locator('input:focus').waitFor()
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '查找')
      await page.keyboard.press('F1')
      await isAt(page, '/help')
      for (const chord of ['Control+k', 'F3']) {
        await page.evaluate(() => document.activeElement.blur())
        await page.keyboard.press(chord)
        await page.locator('input:focus').waitFor()
      }
    }))

  test('arrows choose, Enter opens', () =>
    home(async (page) => {
      await page.keyboard.insertText(customer.phones[0].slice(-4))
      await things(page).first().waitFor()
      assert.match(await things(page).first().innerText(), /\d{3}\*{4}\d{4}\s+后四位/)
      await page.keyboard.press('ArrowDown')
      assert.equal(await things(page).nth(1).getAttribute('aria-selected'), 'true')
      assert.equal(
        await box(page).getAttribute('aria-activedescendant'),
        await things(page).nth(1).getAttribute('id'),
      )
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await page.waitForURL(/#\/customers\//)
      assert.equal(await box(page).inputValue(), '')
    }))

  test('Enter before the answer opens what it brings', () =>
    home(async (page) => {
      await page.keyboard.insertText(customer.phones[0])
      await page.keyboard.press('Enter')
      await page.waitForURL(/#\/customers\//)
    }))

  test('Escape clears, and then leaves', () =>
    home(async (page) => {
      await page.keyboard.insertText('zs')
      await things(page).first().waitFor()
      await page.keyboard.press('Escape')
      assert.equal(await box(page).inputValue(), '')
      await things(page).first().waitFor({ state: 'hidden' })
      await page.keyboard.press('Escape')
      assert.equal(await box(page).evaluate((input) => input === document.activeElement), false)
      await isAt(page, '/today')
    }))
})

describe('a whole number opens at once', () => {
  const opens = (typed) =>
    home(async (page) => {
      await page.keyboard.insertText(typed())
      await isAt(page, `/tickets/${ticket.number}`)
    })

  test('of a ticket', () => opens(() => ticket.number))
  test('without hyphens, in small letters', () => opens(() => ticket.number.replaceAll('-', '').toLowerCase()))
  test('in full width', () =>
    opens(() => ticket.number.replaceAll(/[0-9A-Z-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))))

  test('of a receipt', async () => {
    const paid = (await desk.call('ticket_list', { unclaimed: false, limit: 200 })).find(({ receipts }) => receipts.length > 0)
    await home(async (page) => {
      await page.keyboard.insertText(paid.receipts[0].replaceAll('-', ''))
      await isAt(page, `/tickets/${paid.number}`)
    })
  })

  test('and its beginning does not', () =>
    home(async (page) => {
      await page.keyboard.insertText(ticket.number.slice(0, -1))
      await things(page).first().waitFor()
      await isAt(page, '/today')
    }))
})

describe('what was found', () => {
  test('of an appliance leads to its owner', () =>
    home(async (page) => {
      await page.keyboard.insertText(ticket.appliance.serial)
      await page.getByRole('group', { name: '机器' }).getByRole('option').click()
      await page.waitForURL((url) => url.hash.includes('/customers/') && url.hash.includes(`appliance=${ticket.appliance.id}`))
    }))

  test('never shows a whole phone number', () =>
    home(async (page) => {
      await page.keyboard.insertText('138')
      await things(page).first().waitFor()
      assert.doesNotMatch(await page.getByRole('listbox', { name: '找到的' }).innerText(), /1[3-9]\d{9}/)
    }))
})

describe('typing', () => {
  test('digits in full width become half width', () =>
    home(async (page) => {
      const tail = customer.phones[0].slice(-4)
      await page.keyboard.insertText(tail.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))
      await things(page).first().waitFor()
      assert.equal(await box(page).inputValue(), tail)
    }))

  test('what an input method composes is not looked for before it is committed', () =>
    home(async (page) => {
      const asked = []
      page.on('request', (request) => {
        if (request.url().endsWith('/api/search')) {
          asked.push(request.postDataJSON().text)
        }
      })
      const keys = await page.context().newCDPSession(page)
      await keys.send('Input.imeSetComposition', { text: 'han', selectionStart: 3, selectionEnd: 3 })
      await page.waitForTimeout(300)
      await keys.send('Input.insertText', { text: customer.name })
      await things(page).first().waitFor()
      assert.deepEqual(asked, [customer.name])
    }))

  test('an answer that is late is dropped', () =>
    home(async (page) => {
      let holdBack
      const held = new Promise((resolve) => { holdBack = resolve })
      await page.route('**/api/search', async (route) => {
        if (route.request().postDataJSON().text === 'z') {
          await held
        }
        await route.continue()
      })
      await page.keyboard.insertText('z')
      await page.waitForRequest(/search$/)
      await page.keyboard.insertText('qqqq')
      await page.getByText('没有找到“zqqqq”。').waitFor()
      const late = page.waitForResponse((answer) => answer.request().postDataJSON()?.text === 'z')
      holdBack()
      await late
      await page.getByText('没有找到“zqqqq”。').waitFor()
      assert.equal(await things(page).count(), 0)
    }))
})

describe('nothing found', () => {
  test('leads to a new ticket with the phone that was typed', () =>
    home(async (page) => {
      await page.keyboard.insertText('１９９ 0000 0001')
      await page.getByText('没有找到“199 0000 0001”。').waitFor()
      await lookAt(page, 'search-nothing', () => page.getByRole('button', { name: '用这个电话新受理' }))
      await page.keyboard.press('F2')
      await isAt(page, '/intake?phone=19900000001')
    }))

  test('no answer is told, and what was typed stays', () =>
    home(async (page) => {
      await page.route('**/api/search', (route) => route.fulfill({ status: 200, body: 'not JSON' }))
      await page.keyboard.insertText('张')
      await page.getByText('程序没有回应').waitFor()
      assert.equal(await box(page).inputValue(), '张')
      await page.unroute('**/api/search')
      await page.keyboard.insertText('三')
      await page.getByText('程序没有回应').waitFor({ state: 'hidden' })
    }))
})

test('the list reads as it did', () =>
  home(async (page) => {
    await page.keyboard.insertText(customer.phones[0])
    await things(page).first().waitFor()
    await readsAs(page, 'search', page.getByRole('search'))
  }))

test('on every screen, light and dark', () =>
  home(async (page) => {
    await page.keyboard.insertText('漓江')
    await things(page).first().waitFor()
    await lookAt(page, 'search', () => things(page).first())
  }, SIZES[2]))
