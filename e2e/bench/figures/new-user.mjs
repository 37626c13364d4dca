/** From the README to a container that the router fetches a page from: what it takes a person who has a checkout and a clean host. */
import { chromium } from 'playwright-core'
import { labInfo, routerExec } from '../../lab/api.mjs'
import { hosts } from '../../lab/config.mjs'
import { until } from '../../lab/run.mjs'
import { apply, choose, finish, firstLogin, pick, toWays } from '../../setup/clicks.mjs'
import { BROWSER_ARGS, VIEW } from '../browser.mjs'
import { onTheHost } from '../host.mjs'
import { CHECKOUT, counted, freshHost, usualHost } from '../newcomer.mjs'
import { median, spread } from '../numbers.mjs'

/** @typedef {import('../../lab/config.mjs').HostName} HostName */
/** @typedef {{ commands: number, clicks: number, fields: number, minutes: number }} Effort */

const RUNS = /** @type {const} */ ({ modern: 3, old: 1 })
const ENGINES = /** @type {HostName[]} */ (Object.keys(RUNS))

export const figures = ENGINES.flatMap((host) => [
  { name: `new-user.${host}.commands`, unit: 'commands', target: 3 },
  { name: `new-user.${host}.clicks`, unit: 'clicks', target: 10 },
  { name: `new-user.${host}.fields`, unit: 'fields', target: 5 },
  { name: `new-user.${host}.minutes`, unit: 'min of machine', target: 5 },
])

const PAGE = 'reached'
const ADMIN = { name: 'newcomer', password: 'a long walk by the sea 42' }

/** @param {(text: string) => void} note */
export async function measure(note) {
  /** @type {Record<string, number>} */
  const values = {}
  for (const host of ENGINES) {
    /** @type {Effort[]} */
    const efforts = []
    try {
      for (let n = 0; n < RUNS[host]; n++) {
        await freshHost(host)
        efforts.push(await reach(host, note))
      }
    } finally {
      await usualHost(host)
    }
    note(`new user on ${host}, minutes: ${spread(efforts.map(({ minutes }) => minutes))}`)
    for (const what of /** @type {const} */ (['commands', 'clicks', 'fields', 'minutes'])) values[`new-user.${host}.${what}`] = median(efforts.map((effort) => effort[what]))
  }
  return values
}

/**
 * The whole way. The time is the machine's, with building and without fetching packages (the lab reaches no registry); what a person takes to read and type is on top.
 * @param {HostName} host
 * @param {(text: string) => void} note
 * @returns {Promise<Effort>}
 */
async function reach(host, note) {
  const began = Date.now()
  const passed = () => ((Date.now() - began) / 60_000)
  let commands = 0
  const type = (/** @type {string} */ line) => {
    commands++
    return onTheHost(['sh', '-c', line], { host, timeoutMs: 600_000 })
  }
  const stdout = await type(`cd ${CHECKOUT} && npm run install:host`)
  note(`${host}: installed after ${passed().toFixed(2)} min`)
  const address = found(stdout, new RegExp(`https://\\[${hosts[host].address}\\]:\\d+/`))
  const token = found(stdout, /\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b/)

  const browser = await chromium.launch({ executablePath: labInfo().lan.chromium, args: BROWSER_ARGS })
  try {
    const { page, counts } = counted(await browser.newPage({ ignoreHTTPSErrors: true, viewport: VIEW }))
    await page.goto(address)
    await firstLogin(page, token, ADMIN)
    await toWays(page)
    await choose(page, 'I have only an on-link prefix')
    await pick(page, 'Only published ports')
    await apply(page)
    await finish(page)
    // The command that the last page shows, with something to serve.
    const network = found((await page.getByText(/^docker run --network/).first().textContent()) ?? '', /(?<=--network )\S+/)
    await type(`docker run --detach --name page --network ${network} --publish 80 busybox:lab sh -c 'echo ${PAGE} > index.html && exec httpd -f -p "[::]:80"'`)
    const target = (await type(`docker inspect --format '{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}' page`)).trim()
    await until(`the router to fetch a page from ${target}`, 30_000, async () => (await routerExec(['curl', '-gs', '--max-time', '3', `http://[${target}]/`])).stdout.trim() === PAGE)
    const minutes = passed()
    note(`${host}: reached after ${minutes.toFixed(2)} min, ${commands} commands, ${counts.clicks} clicks and ${counts.fields} fields`)
    return { commands, ...counts, minutes }
  } finally {
    await browser.close()
  }
}

/** @param {string} text @param {RegExp} what @returns {string} */
function found(text, what) {
  const [match] = what.exec(text) ?? []
  if (match === undefined) throw new Error(`nothing like ${what} in: ${text.slice(-2000)}`)
  return match
}
