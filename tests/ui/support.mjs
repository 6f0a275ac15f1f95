// Starts the program and a browser for a test, and stops both after it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { chromium } from 'playwright-core'

/** The day on which every test takes place. */
export const TODAY = '2026-11-23'

/** The screens that the pages are drawn for: a full one, and the same at 125 % and 150 %. */
export const SIZES = [
  { width: 1366, height: 697 },
  { width: 1093, height: 557 },
  { width: 911, height: 464 },
]

/** Starts `desk serve` with the built pages. The program is DESK, the pages are UI. */
export async function startDesk() {
  const { DESK, UI } = process.env
  assert(DESK && UI, 'DESK names the desk program, UI the folder of the built pages')
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const desk = spawn(DESK, ['--data', folder, 'serve', '--ui', UI], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: desk.stdout })
  const address = new URL((await lines[Symbol.asyncIterator]().next()).value)
  return {
    address,
    token: address.searchParams.get('token'),
    /** Posts a command as a page does, but for what `headers` says otherwise. */
    post: (command, body, headers = {}) =>
      fetch(new URL(`/api/${command}`, address), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
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

/** Opens the screen on a day that is always the same; `complaints` gathers what must not happen. */
export async function openScreen(browser, address, size = SIZES[0]) {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN' })
  const page = await context.newPage()
  const complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // The browser itself reports every answer that refuses; refusing is what some tests are about.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('422')) {
      complaints.push(message.text())
    }
  })
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`page policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    )
  })
  await page.clock.install({ time: new Date(`${TODAY}T10:00:00+08:00`) })
  await page.goto(address.href)
  await page.getByRole('heading', { name: '质保查询' }).waitFor()
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
