// Starts the program and a browser for a test, and stops both after it.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import axe from 'axe-core'
import { chromium } from 'playwright-core'

/** The day on which every test takes place. */
export const TODAY = '2026-11-23'

/** The screens that the pages are drawn for: a full one, and the same at 125 % and 150 %. */
export const SIZES = [
  { width: 1366, height: 697 },
  { width: 1093, height: 557 },
  { width: 911, height: 464 },
]

/** The time at which every test takes place, unless it says otherwise. */
export const NOW = `${TODAY}T10:00:00+08:00`

/** The service point of the tests, as its first start makes it. */
export const POINT = {
  point: {
    name: '桂林七星店',
    branch: 'GL01',
    city: '桂林',
    address: '漓江路 26 号',
    phone: '0773-5831234',
    complaint_phone: '0773-5831235',
    print: { copies: [{ name: '客户联', colour: '白' }, { name: '存根联', colour: '红' }], offsets: [] },
  },
  supervisor: { name: '李丽', badge: '001', pin: '2468' },
}

/**
 * Starts `desk serve` with the built pages on a data folder of its own. The program is DESK, the pages
 * are UI. The folder is new and its point named, or not even that (`named: false`), or filled
 * by the demonstration with that many tickets. Its clock stands at NOW, for which it is one for practice;
 * with `real` it is a real one, with the machine's clock.
 */
export async function startDesk({ demo = 0, named = true, real = false } = {}) {
  const { DESK, UI } = process.env
  assert(DESK && UI, 'DESK names the desk program, UI the folder of the built pages')
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  if (demo > 0) {
    execFileSync(DESK, ['--data', folder, 'demo', '--tickets', String(demo), '--today', TODAY])
  }
  const clock = real ? [] : ['--now', NOW]
  const desk = spawn(DESK, ['--data', folder, ...clock, 'serve', '--ui', UI], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: desk.stdout })
  const address = new URL((await lines[Symbol.asyncIterator]().next()).value)
  const token = address.searchParams.get('token')
  const post = (command, body, headers = {}) =>
    fetch(new URL(`/api/${command}`, address), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  /** Runs a command; fails the test when it is refused. */
  const call = async (command, request = {}) => {
    const answer = await post(command, request, { Authorization: `Bearer ${token}` })
    const body = await answer.json()
    assert(answer.ok, `${command}: ${JSON.stringify(body)}`)
    return body
  }
  if (named && demo === 0) {
    await call('set_up', POINT)
  }
  return {
    address,
    token,
    folder,
    post,
    call,
    stop: () => {
      desk.once('exit', () => rmSync(folder, { recursive: true, force: true }))
      desk.kill()
    },
  }
}

/** Starts Debian's Chromium so that it asks nobody outside this machine anything. */
export function startBrowser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** The badge of the first of the staff, for whom a screen opens unless somebody else was chosen. */
async function firstBadge(address) {
  const answer = await fetch(new URL('/api/staff', address), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${address.searchParams.get('token')}`,
    },
    body: '{}',
  })
  const [first] = answer.ok ? await answer.json() : []
  return first?.badge ?? ''
}

/**
 * Opens a screen (`/warranty`) at a time that is always the same; `complaints` gathers what must not
 * happen.
 */
export async function openScreen(browser, address, screen, size = SIZES[0]) {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN' })
  const page = await context.newPage()
  const complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // The browser itself reports every answer that refuses; refusing is what some tests are about.
    if (['error', 'warning'].includes(message.type()) && !/\b4(03|09|22)\b/.test(message.text())) {
      complaints.push(message.text())
    }
  })
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`page policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    )
  })
  await page.addInitScript((badge) => { localStorage.badge ??= badge }, await firstBadge(address))
  await page.clock.install({ time: new Date(NOW) })
  const at = new URL(address)
  at.hash = screen
  await page.goto(at.href)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  return { page, complaints, close: () => context.close() }
}

/** A field by its label. Of a list the name goes on with what is chosen. */
export function field(page, label) {
  return page.locator('form').getByRole('textbox', { name: label, exact: true })
}

/** A list by its label. */
export function list(page, label) {
  return page.locator('form').getByRole('combobox', { name: new RegExp(`^${label} `) })
}

/** The verdict card. */
export function verdict(page) {
  return page.getByRole('region', { name: '结论', exact: true })
}

/**
 * Fills in fields from the first on by keyboard alone, faster than any hand: a text for each, empty
 * to pass.
 */
export async function typeThrough(page, texts) {
  for (const text of texts) {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
}

const pictures = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'fuwutai-pictures-'))
mkdirSync(pictures, { recursive: true })

/** Takes a picture for people to look at. */
export async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

/** Texts that are cut, and what sticks out of the screen sideways; for `page.evaluate`. */
export function misplaced() {
  const found = []
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    // Hidden, or there for screen readers only.
    if (box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) {
      continue
    }
    const name = `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 30)}`
    if (box.left < 0 || box.right > innerWidth) {
      found.push(`sticks out: ${name}`)
    }
    const { overflowX, overflowY } = getComputedStyle(element)
    const isText = element instanceof HTMLInputElement || element.textContent.trim() !== ''
    // What flows out of a box is cut by its edge, or stands on what is beside it.
    const isBox = element.clientWidth > 0
    if (isText && isBox && element.scrollWidth > element.clientWidth + 1) {
      found.push(`${overflowX === 'visible' ? 'flows over' : 'cut'} at the side: ${name}`)
    }
    if (isText && ['hidden', 'clip'].includes(overflowY) && element.scrollHeight > element.clientHeight + 1) {
      found.push(`cut below: ${name}`)
    }
  }
  return found
}

/** What axe finds that keeps people out. */
export async function barriers(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(axe.source)
  }
  const { violations } = await page.evaluate(() => globalThis.axe.run())
  const grave = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/**
 * Looks at a state of a screen at all three sizes, light and dark: takes its picture; no text is cut,
 * nobody is kept out, and what `inSight` finds is wholly in view without scrolling.
 */
export async function lookAt(page, state, inSight) {
  for (const size of SIZES.toReversed()) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      const name = `${state}-${size.width}-${colorScheme}`
      await picture(page, name)
      assert.deepEqual(await page.evaluate(misplaced), [], name)
      assert.deepEqual(await barriers(page), [], name)
      if (inSight !== undefined) {
        const box = await inSight(page).boundingBox()
        const isSeen = box !== null && box.x >= 0 && box.y >= 0
        assert.ok(isSeen && box.y + box.height <= size.height && box.x + box.width <= size.width, `${name}: out of sight`)
      }
    }
  }
  await page.setViewportSize(SIZES[0])
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Compares what a screen reader is told with what it was (`UPDATE=1` takes it over). */
export async function readsAs(page, name, locator = page.getByRole('main')) {
  const file = new URL(`${name}.aria.yml`, import.meta.url)
  // Ids are made by chance.
  const read = (await locator.ariaSnapshot()).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
  const snapshot = `${read}\n`
  if (process.env.UPDATE) {
    writeFileSync(file, snapshot)
  }
  assert.equal(snapshot, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), 'UPDATE=1 takes it over')
}
