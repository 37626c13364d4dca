/** What the product takes of a host when nobody looks. */
import { setTimeout as pause } from 'node:timers/promises'
import { openTable, withBrowser } from '../browser.mjs'
import { productMemory, restartProduct } from '../host.mjs'
import { median, spread } from '../numbers.mjs'

export const figures = [{ name: 'idle.memory', unit: 'MB', target: 250 }]

const RUNS = 3
const AFTER_START_MS = 30_000

/** @param {(text: string) => void} note */
export async function measure(note) {
  const values = []
  for (let i = 0; i < RUNS; i++) {
    await restartProduct()
    const began = Date.now()
    await withBrowser(async (newContext) => openTable(await (await newContext()).newPage(), 'networks'))
    await pause(AFTER_START_MS - (Date.now() - began))
    const { total, parts } = await productMemory()
    note(`idle memory, MB: ${parts}`)
    values.push(total)
  }
  note(`idle memory, MB: ${spread(values)}`)
  return { 'idle.memory': median(values) }
}
