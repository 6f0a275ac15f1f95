// What the window does besides showing pages: one window a folder, practice, printing, files, the
// log, and a folder in which something is wrong.
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { open, startAgain } from './support.mjs'

const scratch = (name) => mkdtempSync(join(tmpdir(), `fuwutai-${name}-`))

describe('a practice folder', () => {
  const home = scratch('home')
  const data = join(home, '数据')
  const documents = join(home, '文档')
  const bin = join(home, 'bin')
  const printed = join(home, 'printed.pdf')
  const told = join(home, 'told')
  const args = ['--practice', '--data', data]
  let shell
  let print

  before(async () => {
    mkdirSync(join(home, '.config'), { recursive: true })
    writeFileSync(join(home, '.config/user-dirs.dirs'), `XDG_DOCUMENTS_DIR="${documents}"\n`)
    // The programs of CUPS, as far as they are asked here: they record what they are given.
    mkdirSync(bin)
    const programs = {
      lpstat: 'echo "A5_Laser accepting requests since today"; echo "system default destination: A5_Laser"',
      lp: `printf "%s\\n" "$@" > "${told}"; cat > "${printed}"`,
    }
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
      chmodSync(join(bin, name), 0o755)
    }
    const env = { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), PATH: `${bin}${delimiter}${process.env.PATH}` }
    shell = await open(args, env)
    const [ticket] = (await shell.call('ticket_list', {})).answer
    const request = { kind: 'intake', number: ticket.number, paper: 'a5' }
    print = (await shell.call('document_print', request)).answer
  })

  after(() => shell?.close())

  test('it is filled, and says what it is', async () => {
    const { answer } = await shell.call('point', {})
    assert.equal(answer.practice, true)
    const about = (await shell.call('about', {})).answer
    assert.equal(about.folder, data)
  })

  test('a second start ends at once, and the window stays', async () => {
    assert.equal(await startAgain(args), 0)
    assert.ok((await shell.call('about', {})).answer)
  })

  test('a page to calibrate a printer by goes straight to it', async () => {
    const page = { paper: 'a5', offset: { right: 2, down: -1 }, printer: 'A5_Laser' }
    assert.equal((await shell.call('print_test_page', page)).answer, true)
    assert.match(readFileSync(told, 'utf8'), /^-d\nA5_Laser\n-n\n1\n/)
    assert.match(readFileSync(printed, 'latin1'), /^%PDF-/)
    const { refused } = await shell.call('print_test_page', { ...page, printer: 'none' })
    assert.equal(refused.code, 'printer_gone')
  })

  test('a print is kept without a printer, and never over another file', async () => {
    const request = { document: print.document, print: print.print }
    const { answer: path } = await shell.call('keep_pdf', request)
    assert.ok(path.startsWith(join(documents, '服务台')), path)
    assert.deepEqual(readFileSync(path), Buffer.from(print.pdf, 'base64'))
    assert.equal((await shell.call('keep_pdf', request)).answer, path)
    writeFileSync(path, 'mine')
    const other = (await shell.call('keep_pdf', request)).answer
    assert.notEqual(other, path)
    assert.equal(readFileSync(path, 'utf8'), 'mine')
  })

  test('a print goes to a printer at its true size', async () => {
    const { answer } = await shell.call('printers', {})
    assert.deepEqual(answer, [{ name: 'A5_Laser', is_default: true }])
    const request = { document: print.document, print: print.print, printer: 'A5_Laser', copies: 2 }
    assert.deepEqual(await shell.call('print_pdf', request), { answer: true })
    assert.deepEqual(readFileSync(printed), Buffer.from(print.pdf, 'base64'))
    const words = readFileSync(told, 'utf8').split('\n').join(' ')
    assert.match(words, /^-d A5_Laser -n 2 .*-o print-scaling=none -o media=A5/)
    const { refused } = await shell.call('print_pdf', { ...request, printer: 'gone' })
    assert.equal(refused.code, 'printer_gone')
  })

  test('a long command tells how far it has come', async () => {
    const { answer, told } = await shell.window.executeAsyncScript(
      `const [file, done] = arguments
      const { invoke, transformCallback } = window.__TAURI_INTERNALS__
      let told = 0
      const id = transformCallback(() => (told += 1))
      invoke('backup', { request: { file }, progress: '__CHANNEL__:' + id })
        .then((answer) => done({ answer, told }), (refused) => done({ refused, told }))`,
      join(home, 'whole.fwt'),
    )
    assert.ok(answer.rows > 300)
    assert.ok(told > 0)
    assert.equal((await shell.call('cancel', { channel: 1 })).answer, false, 'nothing is being done')
  })

  test('the log has what was done, and nobody in it', async () => {
    await shell.call('customers_by_phone', { phone: '13800138000' })
    await shell.call('search', { text: '王芳' })
    await shell.call('working_day', { date: '13800138000', n: 1 })
    await shell.call('log_trouble', { kind: 'TypeError', place: 'index-x.js:1:2' })
    await shell.call('log_trouble', { kind: '王芳', place: '13800138000' })
    const logs = join(data, 'logs')
    const text = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8')).join('')
    for (const wanted of ['customers_by_phone', 'code="invalid"', 'index-x.js:1:2']) {
      assert.ok(text.includes(wanted), wanted)
    }
    const { answer: tickets } = await shell.call('ticket_list', {})
    const people = JSON.stringify(tickets).match(/1[3-9]\d{9}/g) ?? []
    for (const unwanted of ['13800138000', '王芳', ...people]) {
      assert.ok(!text.includes(unwanted), unwanted)
    }
  })
})

describe('a folder in which something is wrong', () => {
  const head = (version) => {
    const bytes = Buffer.alloc(4096)
    bytes.write('SQLite format 3\0')
    bytes.set([1, 1], 18)
    bytes.writeInt32BE(version, 60)
    bytes.write('FWTD', 68)
    bytes[100] = 13
    return bytes
  }
  for (const [name, code, prepare] of [
    ['of a newer program', 'newer_file', (data) => writeFileSync(join(data, 'desk.db'), head(999))],
    ['that lost its database', 'damaged', (data) => writeFileSync(join(data, 'desk.made'), '')],
    ['that is none', 'folder', undefined],
  ]) {
    test(`the window opens on one ${name}, and says so`, async () => {
      const data = prepare ? scratch('wrong') : join(scratch('wrong'), 'file')
      if (prepare) {
        prepare(data)
      } else {
        writeFileSync(data, '')
      }
      const shell = await open(['--data', data])
      try {
        const { answer } = await shell.call('health', {})
        assert.equal(answer.trouble.code, code)
        assert.equal(answer.checks[0].level, 'bad')
      } finally {
        await shell.close()
      }
    })
  }
})
