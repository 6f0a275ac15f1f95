// Who may call commands over HTTP, and what a page may do.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'

import { startDesk } from './support.mjs'

let desk
before(async () => {
  desk = await startDesk()
})
after(() => desk?.stop())

const bearer = () => ({ Authorization: `Bearer ${desk.token}` })

/** The status of a call with any headers; `fetch` does not let Host and Origin be set. */
function status(headers) {
  return new Promise((resolve, reject) => {
    const call = request(new URL('/api/policy', desk.address), { method: 'POST', headers })
    call.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject).end('{}')
  })
}

test('a command with the token is answered', async () => {
  const answer = await desk.post('policy', {}, bearer())
  assert.equal(answer.status, 200)
  assert.equal((await answer.json()).brand, '杰森')
})

test('a command without the token, or with another, is refused', async () => {
  assert.equal((await desk.post('policy', {})).status, 401)
  assert.equal((await desk.post('policy', {}, { Authorization: 'Bearer 0' })).status, 401)
})

test('a page from elsewhere is refused even with the token', async () => {
  const { host, origin } = desk.address
  assert.equal(await status({ ...bearer(), Origin: origin }), 200)
  assert.equal(await status({ ...bearer(), Origin: 'http://example.com' }), 403)
  assert.equal(await status({ ...bearer(), Origin: `https://${host}` }), 403)
  assert.equal(await status({ ...bearer(), Host: 'example.com' }), 403)
})

/**
 * The status of a request. Who is refused is hung up on; what is still under way then takes the answer
 * with it, so no more is written than the program reads.
 */
function statusOf(head, body) {
  const { hostname, port, host } = desk.address
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on('data', (data) => resolve(Number(String(data).split(' ')[1])))
    socket.on('error', () => {}).on('close', () => reject(new Error('no answer')))
    const lines = ['POST /api/policy HTTP/1.1', `Host: ${host}`, `Authorization: ${bearer().Authorization}`]
    socket.write([...lines, head, '', ''].join('\r\n'))
    socket.write(body)
  })
}

test('a request larger than any form is refused', async () => {
  const fits = JSON.stringify({ x: 'x'.repeat(1024 * 1024 - 8) })
  assert.equal(fits.length, 1024 * 1024)
  assert.equal(await statusOf(`Content-Length: ${fits.length}`, fits), 200)
  assert.equal(await statusOf(`Content-Length: ${fits.length + 1}`, ''), 413)
  // One that does not say how long it is, either.
  const chunk = (text) => `${text.length.toString(16)}\r\n${text}`
  assert.equal(await statusOf('Transfer-Encoding: chunked', `${chunk(fits)}\r\n0\r\n\r\n`), 200)
  assert.equal(await statusOf('Transfer-Encoding: chunked', chunk(`${fits} `)), 413)
})

test('neither the token nor an answer stays where it does not belong', async () => {
  for (const answer of [
    await fetch(new URL('/', desk.address)),
    await desk.post('policy', {}, bearer()),
    await desk.post('policy', {}),
  ]) {
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  }
})

test('only this machine is listened to', async () => {
  const { status, stderr } = spawnSync(process.env.DESK, ['serve', '--listen', '0.0.0.0:0'], {
    encoding: 'utf8',
  })
  assert.equal(status, 2)
  assert.match(stderr, /^desk: listen: /)
})

test('the pages come with the policy that the window has', async () => {
  const served = (await fetch(new URL('/', desk.address))).headers.get('content-security-policy')
  const window = JSON.parse(
    readFileSync(new URL('../../src-tauri/tauri.conf.json', import.meta.url), 'utf8'),
  )
  assert.equal(served, window.app.security.csp)
  assert.match(served, /default-src 'self'/)
  assert.doesNotMatch(served, /unsafe/)
})
