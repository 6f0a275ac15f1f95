// How fast the pages are with 100,000 tickets, as ratios to a bare page in the same browser. FOLDER is a
// folder of `desk demo --tickets 100000`; DESK and UI as for the tests. Prints a line for each figure, as
// `cargo xtask bench` reads them.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { startBrowser } from './support.mjs'

const { DESK, UI, FOLDER } = process.env
assert(DESK && UI && FOLDER, 'DESK, UI and FOLDER are needed')

const desk = spawn(DESK, ['--data', FOLDER, 'serve', '--ui', UI], { stdio: ['ignore', 'pipe', 'inherit'] })
const address = new URL((await createInterface({ input: desk.stdout })[Symbol.asyncIterator]().next()).value)
const browser = await startBrowser()

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const ratio = (name, ours, baseline, bare) =>
  console.log(['measured', name, `${ours.toFixed(1)} ms`, baseline, `${bare.toFixed(1)} ms`, (ours / bare).toFixed(3), '×'].join('\t'))

/** A bare page on the same address, so that nothing but its content differs. */
async function bare(content) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 697 } })
  await page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: content }))
  await page.goto(new URL('/bare', address).href)
  return page
}

/**
 * From a keystroke until its result is painted, in milliseconds: `isThere` tells of the text that it
 * makes whether the page shows its result.
 */
async function keystrokes(page, texts, isThere) {
  const times = []
  for (const text of texts) {
    times.push(
      await page.evaluate(
        async ([text, source]) => {
          const isThere = new Function('text', `return (${source})(text)`)
          const input = document.querySelector('input')
          input.focus()
          const start = performance.now()
          input.value = text
          input.dispatchEvent(new InputEvent('input', { bubbles: true, data: text.at(-1) }))
          while (!isThere(text)) {
            await new Promise((resolve) => requestAnimationFrame(resolve))
          }
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
          return performance.now() - start
        },
        [text, isThere.toString()],
      ),
    )
  }
  return median(times)
}

/** Scrolls by a page so many times; the median and the worst frame in milliseconds, and long tasks. */
function scroll(page, selector, pages) {
  return page.evaluate(
    async ([selector, pages]) => {
      const list = document.querySelector(selector)
      const frames = []
      let long = 0
      const observer = new PerformanceObserver((entries) => { long += entries.getEntries().length })
      observer.observe({ type: 'longtask' })
      let last = performance.now()
      for (let page = 0; page < pages; page++) {
        list.scrollTop += list.clientHeight
        await new Promise((resolve) => requestAnimationFrame(resolve))
        await new Promise((resolve) => setTimeout(resolve))
        const now = performance.now()
        frames.push(now - last)
        last = now
      }
      observer.disconnect()
      frames.sort((a, b) => a - b)
      return { median: frames[Math.floor(pages / 2)], worst: frames[Math.floor(pages * 0.99)], long: long / pages }
    },
    [selector, pages],
  )
}

try {
  // Not as the tests open it: their clock is a false one, by which nothing can be measured.
  const ours = await browser.newPage({ viewport: { width: 1366, height: 697 }, locale: 'zh-CN' })
  // The supervisor of the demonstration works here.
  await ours.addInitScript(() => { localStorage.badge = 'GL001' })
  await ours.goto(`${address.href}#/today`)
  await ours.getByRole('combobox', { name: '查找' }).waitFor()

  const texts = Array.from({ length: 40 }, (_, index) => ['z', 'zs', '138', '1387', 'li', 'wx', '26', 'h', 'ch', '139'][index % 10] + (index > 9 ? String(index) : ''))
  const echo = await bare('<input><p></p><script>document.querySelector("input").oninput = (event) => { document.querySelector("p").textContent = event.target.value }</script>')
  const echoed = await keystrokes(echo, texts, (text) => document.querySelector('p').textContent === text)
  const found = await keystrokes(ours, texts, (text) => {
    // The answer to this text and no other, found or not.
    const box = document.querySelector('[role=search]')
    return box.querySelector('[role=status]').dataset.about === text
  })
  ratio('keystroke to painted result', found, 'an input that is echoed', echoed)

  await ours.goto(`${address.href}#/tickets?show=all`)
  await ours.locator('[role=grid][aria-busy=false]').waitFor()
  const rows = await ours.locator('[role=grid] [role=rowgroup]:nth-child(2) > [role=row]').allInnerTexts()
  const columns = rows[0].split('\n').length
  const list = await bare(`<style>
    #list { height: 560px; overflow-y: auto } #all { position: relative; height: ${100_000 * 36}px }
    .row { position: absolute; display: grid; grid-template-columns: repeat(${columns}, 1fr); width: 100%; height: 36px }
    </style><div id="list"><div id="all"></div></div><script>
    const texts = ${JSON.stringify(rows.map((row) => row.split('\n')))}
    const list = document.getElementById('list'), all = document.getElementById('all'), drawn = new Map()
    function draw() {
      const first = Math.max(0, Math.floor(list.scrollTop / 36) - 8), last = Math.min(99_999, first + Math.ceil(list.clientHeight / 36) + 16)
      for (const [place, row] of drawn) if (place < first || place > last) { row.remove(); drawn.delete(place) }
      for (let place = first; place <= last; place++) if (!drawn.has(place)) {
        const row = document.createElement('div')
        row.className = 'row'; row.style.transform = 'translateY(' + place * 36 + 'px)'
        for (const text of texts[place % texts.length]) { const cell = document.createElement('div'); cell.textContent = text; row.append(cell) }
        all.append(row); drawn.set(place, row)
      }
    }
    list.addEventListener('scroll', draw); draw()
    </script>`)
  const bareScroll = await scroll(list, '#list', 400)
  const ourScroll = await scroll(ours, '[role=grid]', 400)
  ratio('a scrolled page, median', ourScroll.median, 'a bare virtual list', bareScroll.median)
  ratio('a scrolled page, 99 of 100', ourScroll.worst, 'a bare virtual list', bareScroll.worst)
  console.log(`long tasks for a scrolled page: ${ourScroll.long.toFixed(3)} / ${bareScroll.long.toFixed(3)}`)
} finally {
  await browser.close()
  desk.kill()
}
