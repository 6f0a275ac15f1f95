// Opens the real window, and calls its commands as the pages do.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

import { Builder, Capabilities } from 'selenium-webdriver'

/** Long enough for a slow machine, in milliseconds. */
export const SOON = 20_000

const { FUWUTAI, TAURI_DRIVER } = process.env

/** A port that nobody listens on. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Waits until a driver answers. */
async function answering(port) {
  for (const end = performance.now() + SOON; ; ) {
    try {
      return await fetch(`http://127.0.0.1:${port}/status`)
    } catch (error) {
      assert.ok(performance.now() < end, `no driver answers: ${error}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Opens the window with arguments of the program, and what its surroundings are to have; or another's. */
export async function open(args = [], env = {}, application = FUWUTAI) {
  assert(FUWUTAI && TAURI_DRIVER, 'FUWUTAI names the window program, TAURI_DRIVER the driver')
  const [port, nativePort] = [await freePort(), await freePort()]
  const driver = spawn(TAURI_DRIVER, ['--port', port, '--native-port', nativePort], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  // It passes calls on to the web view's own driver, which has to be there first.
  await answering(nativePort)
  await answering(port)
  const wanted = new Capabilities({ 'tauri:options': { application, args } })
  const window = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(wanted.setBrowserName('wry'))
    .build()
  await window.manage().setTimeouts({ script: SOON })
  return {
    window,
    /** Calls a command as the pages do; gives what it resolved or rejected with. */
    call: (command, request) =>
      window.executeAsyncScript(
        `const [command, request, done] = arguments
        window.__TAURI_INTERNALS__.invoke(command, { request })
          .then((answer) => done({ answer }), (refused) => done({ refused }))`,
        command,
        request,
      ),
    close: async () => {
      await window.quit()
      driver.kill()
    },
  }
}

/** Starts the program beside a window that is open; gives the code that it ends with. */
export function startAgain(args, env = {}) {
  const started = spawn(FUWUTAI, args, { env: { ...process.env, ...env }, stdio: 'inherit' })
  return new Promise((resolve) => void started.on('exit', resolve))
}
