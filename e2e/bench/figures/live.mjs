/** From a command on the host to the changed row in the open page. */
import { setTimeout as pause } from 'node:timers/promises'
import { openTable, withBrowser } from '../browser.mjs'
import { openShell } from '../host.mjs'
import { median, percentile, spread } from '../numbers.mjs'

export const figures = [
  { name: 'live.kernel-to-dom.median', unit: 'ms', target: 100 },
  { name: 'live.kernel-to-dom.p95', unit: 'ms', target: 250 },
]

/** Each address comes and goes: two changes. */
const ADDRESSES = 40
const GIVE_UP_MS = 10_000
/** Random, so that no timer of the product or the kernel can run in step with the changes. */
const PAUSE_MS = { least: 100, most: 1200 }

/** Host and browser run on one machine, so that both sides read the same clock. @param {(text: string) => void} note */
export async function measure(note) {
  const shell = openShell()
  try {
    const took = await withBrowser(async (newContext) => {
      const page = await (await newContext()).newPage()
      await openTable(page, 'addresses')
      await page.evaluate(observe)
      const times = []
      for (let i = 0; i < ADDRESSES; i++) {
        const address = `2001:db8:23:42::be:${(0x100 + i).toString(16)}`
        for (const verb of ['add', 'del']) {
          await pause(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least))
          const shown = verb === 'add'
          const expected = page.evaluate(expect, { address, shown, giveUpMs: GIVE_UP_MS })
          // The page has to know what it waits for before it happens.
          await page.evaluate(() => undefined)
          const { sent, code } = await shell.run(`ip addr ${verb} ${address}/64 dev eth0`)
          if (code !== 0) throw new Error(`ip addr ${verb} ${address} failed with ${code}`)
          times.push((await expected) - sent)
        }
      }
      return times
    })
    note(`kernel to DOM, ms: ${spread(took)}`)
    return { 'live.kernel-to-dom.median': median(took), 'live.kernel-to-dom.p95': percentile(took, 95) }
  } finally {
    // A run that broke off leaves an address behind.
    await shell.run('ip -6 addr flush dev eth0 to 2001:db8:23:42::be:0/112')
    shell.close()
  }
}

/** In the page: asks `window.benchWaits` after every change of the document. */
function observe() {
  /** @type {Set<() => void>} */
  const waits = new Set()
  Object.assign(window, { benchWaits: waits })
  new MutationObserver(() => waits.forEach((ask) => ask())).observe(document.body, { subtree: true, childList: true, characterData: true })
}

/**
 * In the page: resolves with the time at which a row with the address is there (or no longer).
 * @param {{ address: string, shown: boolean, giveUpMs: number }} wish
 * @returns {Promise<number>}
 */
function expect({ address, shown, giveUpMs }) {
  const waits = /** @type {Set<() => void>} */ (Reflect.get(window, 'benchWaits'))
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${address} did not ${shown ? 'appear' : 'disappear'}`)), giveUpMs)
    const ask = () => {
      if ([...document.querySelectorAll('[role=grid] [data-key]')].some((row) => row.textContent?.includes(address)) !== shown) return
      clearTimeout(timer)
      waits.delete(ask)
      resolve(Date.now())
    }
    waits.add(ask)
  })
}
