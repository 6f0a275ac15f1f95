// How long the window takes from its start until the first screen can be worked with, and what it holds
// in memory when nobody does anything: with 100,000 tickets, against a window with an empty page. FOLDER
// is a folder of `desk demo --tickets 100000`; FUWUTAI and TAURI_DRIVER as for the tests; EMPTY is the
// empty window. Prints a line for each figure, as `cargo xtask bench` reads them.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

import { open } from './support.mjs'

const { FUWUTAI, EMPTY, FOLDER } = process.env
assert(FUWUTAI && EMPTY && FOLDER, 'FUWUTAI, EMPTY and FOLDER are needed')

const TURNS = 9
/** Long enough that nothing of the start still goes on, in milliseconds. */
const IDLE = 6000

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** What the system says of each process: who started it, when (milliseconds), its program. */
function processes() {
  const booted = Date.now() - parseFloat(readFileSync('/proc/uptime', 'utf8')) * 1000
  const found = []
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      // After the name, which is in brackets and may have any character.
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
      found.push({ id, parent: fields[1], began: booted + Number(fields[19]) * 10, program: readlinkSync(`/proc/${id}/exe`) })
    } catch {
      // It has ended meanwhile, or is not ours.
    }
  }
  return found
}

/** The memory of a process and all that it started, in MB, what is shared in shares. */
function memory(id) {
  const all = processes()
  const ids = [id]
  for (const of of ids) {
    ids.push(...all.filter(({ parent }) => parent === of).map((child) => child.id))
  }
  const held = ids.map((one) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))[1]))
  return held.reduce((sum, kilobytes) => sum + kilobytes / 1024, 0)
}

/** Starts a program: milliseconds until its page has `selector`, and its memory when it idles, if asked. */
async function start(program, args, selector, asksMemory) {
  const { window, close } = await open(args, {}, program)
  const there = await window.executeAsyncScript(
    `const [selector, done] = arguments
    const look = () => document.querySelector(selector)
      ? requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())))
      : requestAnimationFrame(look)
    look()`,
    selector,
  )
  const { id, began } = processes().find((process) => process.program === program)
  const taken = there - began
  let held = null
  if (asksMemory) {
    await pause(IDLE)
    held = memory(id)
  }
  await end(close, program)
  return { taken, held }
}

/** Closes a window; its program at times stays without a page, where the next would bring it forward. */
async function end(close, program) {
  await close()
  for (const { id } of processes().filter((process) => process.program === program)) {
    process.kill(id, 'SIGKILL')
  }
}

// The supervisor of the demonstration is left alone, so that nobody is asked who works here.
const { call, close } = await open(['--data', FOLDER])
for (const { id, ...staff } of (await call('staff', {})).answer.filter(({ badge }) => badge !== 'GL001')) {
  const request = { approval: { staff: 'GL001', pin: '2468' }, id, staff: { ...staff, active: false } }
  assert.ok((await call('save_staff', request)).answer, staff.badge)
}
await end(close, FUWUTAI)

const ours = []
const empty = []
// The first of each warms the disk and does not count.
for (let turn = 0; turn <= TURNS; turn++) {
  const asksMemory = turn % 3 === 1
  const one = await start(FUWUTAI, ['--data', FOLDER], 'nav.tiles', asksMemory)
  const other = await start(EMPTY, [], 'main', asksMemory)
  if (turn > 0) {
    ours.push(one)
    empty.push(other)
  }
}

const taken = (starts) => median(starts.map(({ taken }) => taken))
const held = (starts) => median(starts.flatMap(({ held }) => held ?? []))
const figure = (name, one, other, unit, value, of) =>
  console.log(['measured', name, `${one.toFixed(0)} ${unit}`, 'an empty window', `${other.toFixed(0)} ${unit}`, value.toFixed(3), of].join('\t'))
figure('start until usable', taken(ours), taken(empty), 'ms', taken(ours) / taken(empty), '×')
figure('start over an empty window', taken(ours), taken(empty), 'ms', taken(ours) - taken(empty), 'ms')
figure('idle memory over an empty window', held(ours), held(empty), 'MB', held(ours) - held(empty), 'MB')
