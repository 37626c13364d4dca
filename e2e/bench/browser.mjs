/** The browser of the person on the LAN, signed in. */
import { chromium } from 'playwright-core'
import { consoleReady, labInfo, setupToken } from '../lab/api.mjs'
import { consoleAddress, HOST } from './host.mjs'

/** @typedef {import('playwright-core').BrowserContext} BrowserContext @typedef {import('playwright-core').Page} Page */

/** The same first administrator as in the end-to-end tests: a host may have been set up by either. */
const ADMIN = { name: 'admin', password: 'correct horse battery staple' }
export const BROWSER_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const VIEW = { width: 1440, height: 900 }

/**
 * Starts a browser, signs in once and gives a maker of contexts, each with an empty cache and that session.
 * @template T
 * @param {(newContext: () => Promise<BrowserContext>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBrowser(work) {
  await consoleReady(HOST)
  const browser = await chromium.launch({ executablePath: labInfo().lan.chromium, args: BROWSER_ARGS })
  try {
    const options = { baseURL: consoleAddress(), ignoreHTTPSErrors: true, viewport: VIEW }
    const first = await browser.newContext(options)
    await signIn(await first.newPage())
    const storageState = await first.storageState()
    await first.close()
    return await work(() => browser.newContext({ ...options, storageState }))
  } finally {
    await browser.close()
  }
}

/** @param {Page} page */
async function signIn(page) {
  await page.goto('/login')
  const post = (/** @type {string} */ path, /** @type {unknown} */ body) =>
    page.evaluate(async ([to, data]) => (await fetch(String(to), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) })).status, [path, body])
  let status = await post('/api/v1/session', ADMIN)
  if (status !== 200) status = await post('/api/v1/setup', { token: await setupToken(HOST), ...ADMIN })
  if (status !== 200 && status !== 201) throw new Error(`signing in was answered with ${status}`)
}

/**
 * Opens a table page and waits for its rows.
 * @param {Page} page
 * @param {string} feature
 */
export async function openTable(page, feature) {
  await page.goto(`/hosts/local/${feature}`)
  await page.locator('[role=grid][aria-busy=false] [data-key]').first().waitFor({ state: 'attached', timeout: 60_000 })
}
