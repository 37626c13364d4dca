/** The first visit of a signed-in person to a table, with nothing in the browser's cache. */
import { setTimeout as pause } from 'node:timers/promises'
import { withBrowser } from '../browser.mjs'
import { median, spread } from '../numbers.mjs'

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

export const figures = [
  { name: 'load.script', unit: 'kB', target: 300 },
  { name: 'load.interactive', unit: 'ms', target: 1000 },
]

const RUNS = 7
const LATER_MS = 1000
const PATH = '/hosts/local/networks'

/** @param {(text: string) => void} note */
export async function measure(note) {
  return withBrowser(async (newContext) => {
    const visits = []
    for (let i = 0; i < RUNS; i++) visits.push(await visit(await newContext()))
    const kilobytes = visits.map(({ script }) => script / 1000)
    const interactive = visits.map(({ ready }) => ready)
    note(`scripts, kB: ${spread(kilobytes)}`)
    note(`interactive, ms: ${spread(interactive)}`)
    return { 'load.script': median(kilobytes), 'load.interactive': median(interactive) }
  })
}

/** @param {BrowserContext} context */
async function visit(context) {
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  /** @type {Set<string>} */
  const scripts = new Set()
  let script = 0
  wire.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void (scripts.has(requestId) && (script += encodedDataLength)))
  await page.addInitScript(watchForRows)
  await page.goto(PATH)
  const ready = await page.waitForFunction(() => Reflect.get(window, 'benchReady'), undefined, { timeout: 30_000 })
  const at = Number(await ready.jsonValue())
  // Scripts that come later, for parts nobody opened yet, count as well.
  await pause(LATER_MS)
  await context.close()
  return { script, ready: at }
}

/** In the page, before anything else: notes the time at which the first row is there and `/` leads to the filter box. */
function watchForRows() {
  const ask = () => {
    if (document.querySelector('[role=grid] [data-key]')) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))
      if (document.activeElement?.matches('[role=searchbox]')) {
        Object.assign(window, { benchReady: performance.now() })
        return
      }
    }
    setTimeout(ask, 4)
  }
  ask()
}
