// Who may call commands over HTTP, and what a page may do.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
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

test('the pages come with the policy that the window has', async () => {
  const served = (await fetch(new URL('/', desk.address))).headers.get('content-security-policy')
  const window = JSON.parse(
    readFileSync(new URL('../../src-tauri/tauri.conf.json', import.meta.url), 'utf8'),
  )
  assert.equal(served, window.app.security.csp)
  assert.match(served, /default-src 'self'/)
  assert.doesNotMatch(served, /unsafe/)
})
