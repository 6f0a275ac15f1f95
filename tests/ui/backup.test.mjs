// Backups in a real browser: made, checked, put back.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { lookAt, openScreen, picture, startBrowser, startDesk } from './support.mjs'

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

/** Opens the page on a folder of its own. */
async function on(look, { demo = 0, page: name = 'backup' } = {}) {
  const desk = await startDesk({ demo })
  const { page, complaints, close } = await openScreen(browser, desk.address, `/settings/${name}`)
  try {
    await look(page, desk)
    // A refusal is reported by the browser too.
    assert.deepEqual(complaints.filter((line) => !/status of (4|5)\d\d/.test(line)), [])
  } finally {
    await close()
    desk.stop()
  }
}

const button = (page, name) => page.getByRole('button', { name, exact: true })

describe('a backup', () => {
  test('is made, checked and put back', () =>
    on(async (page, desk) => {
      const file = join(desk.folder, '备份 一.fwt')
      await page.getByText('还没有备份').first().waitFor()
      await lookAt(page, 'backup-none', () => button(page, '现在备份'))
      await button(page, '现在备份').press('Enter')
      await page.locator('form').getByRole('alert').getByText('这一项还没有填').waitFor()
      await page.getByRole('textbox', { name: '存到', exact: true }).fill(file)
      await button(page, '现在备份').press('Enter')
      await page.getByText('备份好了，也重新读过、没有问题').waitFor()
      assert.ok(existsSync(file))
      // The file is there already.
      await button(page, '现在备份').press('Enter')
      await page.getByText('同名文件已经有了').waitFor()
      await page.getByRole('textbox', { name: '备份文件' }).fill(file)
      await button(page, '检查这份').press('Enter')
      await page.getByText('这份备份查过了，没有问题').waitFor()
      await button(page, '检查全部数据').press('Enter')
      await page.getByText('全部查过，没有问题。').waitFor()
      await lookAt(page, 'backup-done')

      await button(page, '恢复备份…').press('Enter')
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: '备份文件' }).fill(file)
      await lookAt(page, 'backup-restore', () => form.getByRole('button', { name: /^恢复/ }))
      await page.keyboard.press('Control+Enter')
      await page.getByText('恢复好了。').waitFor()
      await page.getByText('原来的数据留在').waitFor()
      await picture(page, 'backup-restored')
    }))

  test('that is damaged is refused, and taken only by who says so', () =>
    on(async (page, desk) => {
      const file = join(desk.folder, 'b.fwt')
      await desk.call('backup', { file })
      const bytes = readFileSync(file)
      bytes[bytes.length >> 1] ^= 1
      writeFileSync(file, bytes)
      await page.getByRole('textbox', { name: '备份文件' }).fill(file)
      await button(page, '检查这份').press('Enter')
      await page.getByText('这份备份有问题').or(page.getByText('数据文件损坏了')).waitFor()
      await button(page, '恢复备份…').press('Enter')
      const form = page.getByRole('dialog')
      await form.getByRole('textbox', { name: '备份文件' }).fill(file)
      await page.keyboard.press('Control+Enter')
      await form.getByText('这份备份有损坏，没有恢复。').waitFor()
      await lookAt(page, 'backup-damaged')
      // Without the word nothing happens.
      await page.keyboard.press('Control+Enter')
      await form.getByText('这份备份有损坏，没有恢复。').waitFor()
      await page.keyboard.press('Escape')
      await form.waitFor({ state: 'hidden' })
    }))

  test('can be stopped while it is made', () =>
    on(
      async (page, desk) => {
        await page.route('**/api/backup', (route) => setTimeout(() => void route.continue().catch(() => {}), 5000))
        const file = join(desk.folder, 'c.fwt')
        await page.getByRole('textbox', { name: '存到', exact: true }).fill(file)
        await button(page, '现在备份').press('Enter')
        await page.getByRole('progressbar', { name: '正在备份，可以接着干活' }).waitFor()
        await lookAt(page, 'backup-progress')
        await button(page, '取消').press('Enter')
        await page.getByText('已取消').waitFor()
        assert.ok(!existsSync(file))
      },
    ))

  test('goes to a second folder from now on', () =>
    on(async (page, desk) => {
      await page.getByRole('textbox', { name: '再存到' }).fill(desk.folder)
      await button(page, '保存').press('Enter')
      await page.getByText('已保存，下一份备份起也存到那里。').waitFor()
      assert.equal((await desk.call('point')).point.devices.second_folder, desk.folder)
      await page.getByRole('textbox', { name: '再存到' }).fill('')
      await button(page, '保存').press('Enter')
      await page.getByText('备份只存在这台电脑上。').waitFor()
    }))
})
