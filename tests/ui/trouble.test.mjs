// What keeps everybody from working, on folders that are really broken.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { POINT, lookAt, openScreen, picture, startBrowser, startDesk } from './support.mjs'

const INTAKE = {
  kind: 'repair',
  service: 'walk_in',
  customer: { name: '张三', phones: ['13807731234'] },
  appliance: { category: 'integrated_stove' },
  complaint: '打不着火',
}

let browser
before(async () => {
  browser = await startBrowser()
})
after(() => browser?.close())

/** Opens a screen on a folder that `spoil` has spoilt before anybody looked at it. */
async function on(spoil, look, screen = '/warranty') {
  const desk = await startDesk({ named: false })
  let opened
  try {
    await spoil(desk)
    opened = await openScreen(browser, desk.address, screen)
    await look(opened.page, desk)
    assert.deepEqual(opened.complaints.filter((line) => !/status of (4|5)\d\d/.test(line)), [])
  } finally {
    await opened?.close()
    desk.stop()
  }
}

const database = ({ folder }) => join(folder, 'desk.db')

/** A named point with a ticket, a backup, and a ticket more. */
async function work(desk) {
  await desk.call('set_up', POINT)
  await desk.call('ticket_new', { intake: INTAKE, by: '001', clock_confirmed: false })
  const file = join(desk.folder, '备份.fwt')
  await desk.call('backup', { file })
  await desk.call('ticket_new', { intake: { ...INTAKE, complaint: '漏气' }, by: '001', clock_confirmed: false })
  return file
}

/** Changes words in the file and in its log; then everything is checked. */
async function flip(desk) {
  const file = await work(desk)
  for (const name of [database(desk), `${database(desk)}-wal`]) {
    if (existsSync(name)) {
      const bytes = readFileSync(name)
      const from = Buffer.from('打不着火')
      for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
        Buffer.from('打不着水').copy(bytes, at)
      }
      const handle = openSync(name, 'r+')
      writeSync(handle, bytes)
      closeSync(handle)
    }
  }
  const { problems } = await desk.call('verify', { file: null })
  assert.ok(problems.length > 0)
  return file
}

/** A file in the place of the database. */
const put = (bytes) => (desk) => { writeFileSync(database(desk), bytes) }

/** The head of a database of SQLite, with its version and whose it is. */
function head(version, application) {
  const bytes = Buffer.alloc(4096)
  bytes.write('SQLite format 3\0', 'latin1')
  bytes.writeUInt16BE(4096, 16)
  bytes.set([1, 1, 0, 64, 32, 32], 18)
  bytes.writeUInt32BE(1, 28)
  bytes.writeUInt32BE(4, 44)
  bytes.writeUInt32BE(1, 56)
  bytes.writeUInt32BE(version, 60)
  bytes.writeUInt32BE(application, 68)
  bytes[100] = 13
  bytes.writeUInt16BE(4096, 105)
  return bytes
}

describe('nobody can work', () => {
  test('when the data is of a newer program', () =>
    on(
      async (desk) => {
        await desk.call('set_up', POINT)
        const at = join(desk.folder, 'copy.fwt')
        await desk.call('backup', { file: at })
        const bytes = readFileSync(at)
        // As it would be in a folder that a newer program was in: its database is replaced under us.
        for (const name of ['', '-wal', '-shm']) {
          rmSync(database(desk) + name, { force: true })
        }
        const application = bytes.readUInt32BE(68)
        writeFileSync(database(desk), head(9999, application))
      },
      async (page) => {
        await page.getByRole('heading', { name: '数据是新版程序写的，没有动它' }).waitFor()
        await page.getByText('请安装新版程序').waitFor()
        await lookAt(page, 'trouble-newer', () => page.getByRole('button', { name: '再试一次' }))
      },
    ))

  test('when it is another program’s', () =>
    on(put(head(1, 0x12345678)), async (page, desk) => {
      await page.getByRole('heading', { name: '这是别的程序的数据，没有动它' }).waitFor()
      await lookAt(page, 'trouble-not-ours', () => page.getByRole('button', { name: '再试一次' }))
      // Once it is away, work goes on.
      rmSync(database(desk))
      await page.getByRole('button', { name: '再试一次' }).press('Enter')
      await page.getByRole('heading', { name: '这是别的程序的数据，没有动它' }).waitFor({ state: 'hidden' })
    }))

  test('when it is no database at all', () =>
    on(put('不是数据库'.repeat(500)), async (page) => {
      await page.getByRole('heading', { name: '数据文件不是数据库，没有动它' }).waitFor()
      await page.getByRole('button', { name: '选别的备份…' }).press('Enter')
      await page.getByRole('dialog').getByRole('textbox', { name: '备份文件' }).waitFor()
      await lookAt(page, 'trouble-not-a-database')
    }))

  test('when a folder stands in its place', () =>
    on(
      (desk) => { mkdirSync(database(desk)) },
      async (page) => {
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.getByText('怎么办').waitFor()
        await lookAt(page, 'trouble-folder', () => page.getByRole('button', { name: '再试一次' }))
      },
    ))

  test('while the program does not answer', async () => {
    const desk = await startDesk()
    const { page, close } = await openScreen(browser, desk.address, '/warranty')
    await page.route('**/api/health', (route) => route.abort())
    await page.reload()
    await page.getByRole('heading', { name: '程序没有回应' }).waitFor()
    await picture(page, 'trouble-no-answer')
    await page.unroute('**/api/health')
    await page.getByRole('button', { name: '再试一次' }).press('Enter')
    await page.getByRole('heading', { name: '质保查询' }).waitFor()
    await close()
    desk.stop()
  })
})

describe('damaged data', () => {
  test('is looked at under a red bar, and the offered backup restored', () =>
    on(flip, async (page) => {
      const bar = page.getByRole('alert').filter({ hasText: '数据有损坏：可以看，什么都不写入。' })
      await bar.waitFor()
      await page.getByRole('heading', { name: '质保查询' }).waitFor()
      await lookAt(page, 'trouble-bar', () => bar)
      await bar.getByRole('link', { name: '怎么办' }).press('Enter')
      await page.getByText('从现在起什么都不写').waitFor()
      await lookAt(page, 'trouble-damaged', () => page.getByRole('button', { name: '恢复 11-23 10:00 的备份' }))
      await page.getByRole('button', { name: '恢复 11-23 10:00 的备份' }).press('Enter')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Control+Enter')
      await bar.waitFor({ state: 'hidden' })
      await picture(page, 'trouble-restored')
    }))

  test('that was lost leaves numbers to be told', () =>
    on(
      async (desk) => {
        const file = await work(desk)
        renameSync(file, join(desk.folder, '别处.fwt'))
        for (const name of ['', '-wal', '-shm']) {
          rmSync(database(desk) + name, { force: true })
        }
        writeFileSync(database(desk), '不是数据库'.repeat(500))
      },
      async (page, desk) => {
        await page.getByRole('button', { name: '选别的备份…' }).press('Enter')
        const form = page.getByRole('dialog')
        await form.getByRole('textbox', { name: '备份文件' }).fill(join(desk.folder, '别处.fwt'))
        await page.keyboard.press('Control+Enter')
        const bar = page.getByRole('alert').filter({ hasText: '还不知道纸上最后的号' })
        await bar.waitFor()
        await bar.getByRole('button', { name: '现在填' }).press('Enter')
        await form.getByRole('textbox', { name: '收据 SJ' }).fill('SJ-GL01-０００３８１')
        await page.keyboard.press('Control+Enter')
        assert.equal(await form.getByRole('alert').count(), 6)
        await lookAt(page, 'trouble-numbers', () => form.getByRole('button', { name: /^填好了/ }))
        for (const name of ['保修单 BX', '今天的维修单 WX', '今天的安装单 AZ', '今天的保养单 BY', '今天的投诉单 TS', '今天的咨询单 ZX']) {
          await form.getByRole('textbox', { name }).fill('0002')
        }
        await page.keyboard.press('Control+Enter')
        await form.waitFor({ state: 'hidden' })
        await bar.waitFor({ state: 'hidden' })
        assert.deepEqual((await desk.call('point')).numbers_asked, [])
      },
    ))
})
