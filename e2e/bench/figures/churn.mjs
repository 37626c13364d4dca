/** Rules keep 1,000 proxy entries while containers come and go, on each engine. */
import { labImage } from '../../lab/config.mjs'
import { onTheHost, scriptOnHost } from '../host.mjs'
import { median, spread } from '../numbers.mjs'

const HOSTS = /** @type {const} */ (['modern', 'old'])

export const figures = HOSTS.flatMap((host) => [
  { name: `proxies.churn.${host}.settled`, unit: 'ms', target: 1000 },
  { name: `proxies.churn.${host}.cpu`, unit: '% of a core', target: 25 },
])

const LABEL = 'dock6-churn'
/** Rules on five links for 192 containers that stay, and on one for 40 that come and go: 960 to 1,000 entries. */
const LINKS = ['eth0', 'churn1', 'churn2', 'churn3', 'churn4']
const CHURN = { image: labImage, label: LABEL, links: LINKS, stay: 192, move: 40, opsPerSecond: 10, seconds: 60, runs: 3 }

const DOWN = `
docker ps -aq --filter label=${LABEL} | xargs -r -n 25 -P 4 docker rm -f >/dev/null
docker network ls -q --filter label=${LABEL} | xargs -r docker network rm >/dev/null
for link in ${LINKS.slice(1).join(' ')}; do ip link del "$link" 2>/dev/null; done; true
`
const UP = LINKS.slice(1).map((link) => `ip link add "${link}" type bridge && ip link set "${link}" up`).join(' && ')

/** @param {(text: string) => void} note */
export async function measure(note) {
  /** @type {Record<string, number>} */
  const values = {}
  for (const host of HOSTS) {
    const shell = (/** @type {string} */ script) => onTheHost(['sh', '-c', script], { host, timeoutMs: 240_000 })
    await shell(DOWN)
    try {
      await shell(UP)
      /** @type {{ cpu: number, settled: number, rate: number, entries: number }[]} */
      const runs = await scriptOnHost('churn.mjs', CHURN, { host, timeoutMs: 900_000 })
      const of = (/** @type {'cpu' | 'settled' | 'rate'} */ what) => runs.map((run) => run[what])
      // The wish is one thing, what engine and machine manage is another: a figure at half the rate has to say so.
      note(`churn on ${host}: ${spread(of('rate'))} of ${CHURN.opsPerSecond} starts and stops per second, ${runs.map(({ entries }) => entries).join(' ')} entries at the end`)
      note(`churn on ${host}, table exact after, ms: ${spread(of('settled'))}`)
      note(`churn on ${host}, keeper and console, % of a core: ${spread(of('cpu'))}`)
      values[`proxies.churn.${host}.settled`] = median(of('settled'))
      values[`proxies.churn.${host}.cpu`] = median(of('cpu'))
    } finally {
      await shell(DOWN)
    }
  }
  return values
}
