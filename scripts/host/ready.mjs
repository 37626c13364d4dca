import { get } from 'node:https'
import { fallingUnit } from './systemd.mjs'

/** A host that starts many containers at this moment is slow; a change that is taken back first needs its time. */
const READY_MS = 90_000
const POLL_MS = 250
/** A unit that fell this often will not stand up by waiting. */
const FALLS = 3

/**
 * Waits until dock6 says that it can be worked with.
 * @param {number} port
 * @returns {Promise<string | null>} null, or why it is not ready
 */
export async function untilReady(port, within = READY_MS) {
  for (const end = Date.now() + within; ; await new Promise((resolve) => setTimeout(resolve, POLL_MS))) {
    const said = await askReady(port)
    if (said === 200) return null
    const falling = await fallingUnit(FALLS)
    if (falling) return `${falling} falls again and again`
    if (Date.now() > end) return `it was not ready within ${within / 1000} s (${typeof said === 'number' ? `status ${said}` : said})`
  }
}

/** @param {number} port @returns {Promise<number | string>} the status, or why there is none */
function askReady(port) {
  return new Promise((resolve) => {
    // The certificate is the console's own, and what is asked is public.
    const asked = get({ host: '127.0.0.1', port, path: '/api/v1/ready', headers: { host: `localhost:${port}` }, rejectUnauthorized: false, timeout: 5000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', (error) => resolve(error.message))
  })
}
