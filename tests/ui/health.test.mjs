// The health light and the page behind it, in a real browser.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'

import { join } from 'node:path'

import { lookAt, openScreen, picture, startBrowser, startDesk } from './support.mjs'

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

async function on(screen, look, checks) {
  const { page, complaints, close } = await openScreen(browser, desk.address, '/help')
  try {
    if (checks !== undefined) {
      // Full disks and dead batteries are hard to come by.
      await page.route('**/api/health', async (route) => {
        const answer = await route.fetch()
        await route.fulfill({ json: { ...(await answer.json()), checks } })
      })
    }
    await page.goto(`${desk.address.origin}/#${screen}`)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page)
    assert.deepEqual(complaints, [])
  } finally {
    await close()
  }
}

const light = (page) => page.getByRole('link', { name: /^运行状况：/ })
const GOOD = [
  { kind: 'database', level: 'good' },
  { kind: 'backup', level: 'good', at: '2026-11-23T09:30:00.000+08:00' },
  { kind: 'disk', level: 'good', count: 96_000_000_000 },
  { kind: 'clock', level: 'good', at: '2026-11-23T09:59:00.000+08:00' },
  { kind: 'calendar', level: 'good', count: 2026 },
  { kind: 'numbers', level: 'good', count: 0 },
  { kind: 'folder', level: 'good' },
]
const WRONG = [
  { kind: 'database', level: 'good' },
  { kind: 'backup', level: 'warn', at: '2026-11-20T09:30:00.000+08:00' },
  { kind: 'second_folder', level: 'warn', text: 'E:\\备份', at: null },
  { kind: 'disk', level: 'bad', count: 90_000_000 },
  { kind: 'clock', level: 'bad', at: '2026-11-24T08:00:00.000+08:00' },
  { kind: 'calendar', level: 'warn', count: 2026 },
  { kind: 'numbers', level: 'bad', count: 7 },
  { kind: 'folder', level: 'warn', text: 'OneDrive' },
]

describe('the light', () => {
  test('tells the last backup, and leads to the page', () =>
    on(
      '/warranty',
      async (page) => {
        await desk.call('backup', { file: join(desk.folder, 'a.fwt') })
        await page.reload()
        await page.getByText('备份 10:00').waitFor()
        await light(page).press('Enter')
        await page.getByRole('heading', { name: '逐项', level: 2 }).waitFor()
        await page.getByText('最近一份验证过的是 11-23 09:30').waitFor()
        await lookAt(page, 'health-good', () => light(page))
      },
      GOOD,
    ))

  test('tells what is gravest, and the page what to do', () =>
    on(
      '/settings/health',
      async (page) => {
        assert.equal(await light(page).innerText(), '磁盘快满了')
        await page.getByText('比上一笔记录（11-24 08:00）还早').waitFor()
        await page.getByText('会被 OneDrive 同步到云端').waitFor()
        await page.getByRole('alert').getByText('请先校准时间').waitFor()
        await lookAt(page, 'health-wrong', () => light(page))
        await page.getByRole('link', { name: '备份与恢复' }).first().press('Enter')
        await page.getByRole('button', { name: '恢复备份…' }).waitFor()
      },
      WRONG,
    ))
})

test('everything is checked, and the search made anew', () =>
  on('/settings/health', async (page) => {
    await page.getByRole('button', { name: '检查全部数据' }).press('Enter')
    await page.getByText('全部查过，没有问题。').waitFor()
    await page.getByText('操作记录 ').waitFor()
    await page.getByRole('button', { name: '重建查找' }).press('Enter')
    await page.getByText('查找已重建。').waitFor()
    await picture(page, 'health-checked')
  }))
