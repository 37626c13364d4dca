/** A host with 200,000 IPv6 routes. */
import { withBrowser } from '../browser.mjs'
import { onTheHost, productMemory, restartProduct } from '../host.mjs'
import { median, spread } from '../numbers.mjs'

export const figures = [
  { name: 'routes.first-page', unit: 'ms', target: 300 },
  { name: 'routes.filter', unit: 'ms', target: 150 },
  { name: 'routes.memory', unit: 'MB', target: 600 },
]

const ROUTES = 200_000
const TABLE = '4242'
const RUNS = 25
/** Between two reads, so that what they leave behind is not timed with the next. */
const PAUSE_MS = 150

/** @param {(text: string) => void} note */
export async function measure(note) {
  try {
    await onTheHost(['ip', '-6', '-batch', '-'], { input: Array.from({ length: ROUTES }, (_, i) => `route add blackhole ${destination(i)} table ${TABLE}\n`).join(''), timeoutMs: 120_000 })
    await restartProduct()
    return await withBrowser(async (newContext) => {
      const page = await (await newContext()).newPage()
      await page.goto('/api/v1/health')
      const fetched = (/** @type {Record<string, string>} */ query) => page.evaluate(timedFetch, { query: { limit: '200', ...query }, pauseMs: PAUSE_MS })

      const first = await fetched({})
      if (first.total < ROUTES) throw new Error(`only ${first.total} routes are listed`)
      note(`routes, first read of all: ${first.took.toFixed(0)} ms`)
      await fetched({ q: 'blackhole' })
      const pages = []
      for (let i = 0; i < RUNS; i++) pages.push((await fetched({})).took)

      const filters = []
      for (let i = 0; i < RUNS; i++) {
        const { took, matched } = await fetched({ q: filter(i) })
        if (matched < 1) throw new Error(`nothing matched ${filter(i)}`)
        filters.push(took)
      }
      const memory = await productMemory()
      note(`routes, first page, ms: ${spread(pages)}`)
      note(`routes, filter, ms: ${spread(filters)}`)
      note(`routes, memory, MB: ${memory.parts}`)
      return { 'routes.first-page': median(pages), 'routes.filter': median(filters), 'routes.memory': memory.total }
    })
  } finally {
    // Flushing says so with an error when there is nothing to flush.
    await onTheHost(['sh', '-c', `ip -6 route flush table ${TABLE} 2>/dev/null || true`], { timeoutMs: 120_000 })
    await restartProduct()
  }
}

/** Distinct /64s, spread over many /48s. @param {number} i */
const destination = (i) => `2001:db8:${(0x1000 + (i >> 8)).toString(16)}:${(i & 0xff).toString(16)}::/64`

/** A filter that nobody asked before, in each of the three ways in turn: text, field, prefix. @param {number} i */
function filter(i) {
  const group = (0x1000 + i * 7).toString(16)
  return /** @type {string} */ ([`8:${group}:a`, `dst:${group}:b type:blackhole`, `2001:db8:${group}::/48`][i % 3])
}

/**
 * In the page: one read through HTTPS, to the parsed answer.
 * @param {{ query: Record<string, string>, pauseMs: number }} wish
 */
async function timedFetch({ query, pauseMs }) {
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  const began = performance.now()
  const answer = await fetch(`/api/v1/hosts/local/routes?${new URLSearchParams(query)}`, { cache: 'no-store' })
  const { total, matched } = await answer.json()
  return { took: performance.now() - began, total, matched }
}
