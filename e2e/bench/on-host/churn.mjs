/**
 * Runs on the host: containers come and go by the engine's API while rules keep their proxy entries, and the kernel's table is compared with who runs.
 * Told by its argument: `{ image, label, links, stay, move, opsPerSecond, seconds, runs }`. Prints an array of `{ cpu, settled, rate, entries }`:
 * percent of one core taken by keeper and console, ms from the end of the last start or stop until the table is exact, starts and stops per second, entries at the end.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const ENGINE = '/var/run/docker.sock'
const KEEPER = '/run/dock6/keeper.sock'
const UNITS = ['dock6-keeper', 'dock6-console']
const NETWORKS = { stay: { name: 'bench-stay', six: '2001:db8:23:42:be::/80', four: '198.18.0.0/22' }, move: { name: 'bench-move', six: '2001:db8:23:42:bf::/80', four: '198.18.4.0/22' } }
/** So many starts and stops may be under way; an engine that is slower than wanted is not buried. */
const UNDER_WAY = 6
const SETTLE_MS = 30_000
/** Whoever started this has given up by then: what churns on would be in the way of the next. */
const LONGEST_MS = 14 * 60_000
setTimeout(() => process.exit(3), LONGEST_MS).unref()

/** @type {{ image: string, label: string, links: string[], stay: number, move: number, opsPerSecond: number, seconds: number, runs: number }} */
const { image, label, links, stay, move, opsPerSecond, seconds, runs } = JSON.parse(process.argv[2] ?? '{}')
const exec = promisify(execFile)

/** @param {string} socketPath @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
function ask(socketPath, method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers: body === undefined ? {} : { 'content-type': 'application/json' } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject)
      answer.on('end', () => ((answer.statusCode ?? 500) < 400 ? resolve(text.trim() ? JSON.parse(text) : null) : reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 500)}`))))
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const engine = (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body) => ask(ENGINE, method, path, body)

/** Plans and applies one change, as the console asks for it. @param {string} kind @param {unknown} input */
async function change(kind, input) {
  const who = { actor: { type: 'system', job: 'benchmark' }, admin: null }
  const { id } = await ask(KEEPER, 'POST', '/v1/changes', { ...who, intents: [{ kind, input }] })
  let { state } = await ask(KEEPER, 'POST', `/v1/changes/${id}`, { ...who, action: 'apply' })
  for (; state === 'applying'; await pause(100)) ({ state } = await ask(KEEPER, 'GET', `/v1/changes/${id}`))
  if (state !== 'done') throw new Error(`${kind} ${JSON.stringify(input)} ended as ${state}`)
}

const rules = [...links.map((dev) => ({ network: NETWORKS.stay.name, dev })), { network: NETWORKS.move.name, dev: links[0] ?? 'eth0' }]

/** What the rules ask for, by who runs. @returns {Promise<Set<string>>} */
async function wanted() {
  const all = await engine('GET', '/containers/json')
  return new Set(all.flatMap((/** @type {any} */ { NetworkSettings: { Networks } }) => rules.flatMap(({ network, dev }) => (Networks[network]?.GlobalIPv6Address ? [`${dev} ${Networks[network].GlobalIPv6Address}`] : []))))
}

/** @returns {Promise<Set<string>>} */
async function table() {
  const { stdout } = await exec('ip', ['-j', '-6', 'neigh', 'show', 'proxy'], { maxBuffer: 64 * 1024 * 1024 })
  return new Set(JSON.parse(stdout || '[]').map((/** @type {{ dev: string, dst: string }} */ { dev, dst }) => `${dev} ${dst}`))
}

const same = (/** @type {Set<string>} */ a, /** @type {Set<string>} */ b) => a.size === b.size && [...a].every((one) => b.has(one))

/** CPU time of keeper and console with all the commands that they ran, in ms. */
const taken = () => UNITS.reduce((sum, unit) => sum + Number(/usage_usec (\d+)/.exec(readFileSync(`/sys/fs/cgroup/system.slice/${unit}.service/cpu.stat`, 'utf8'))?.[1]) / 1000, 0)

/** Waits until the table is what is wanted; answers how long it took after `since`, to the look that saw it. @param {number} since */
async function exact(since) {
  for (;;) {
    // Asked anew each time: a container that was killed is gone some milliseconds after the engine took the order.
    const should = await wanted()
    const looked = performance.now()
    const now = await table()
    if (same(now, should)) return { ms: Math.max(0, looked - since), entries: now.size }
    if (looked - since > SETTLE_MS) throw new Error(`after ${SETTLE_MS} ms the table has ${now.size} entries, wanted are ${should.size}`)
    await pause(10)
  }
}

/** Starts and stops one after the other of the containers for a while. @param {{ id: string, runs: boolean, busy: boolean }[]} containers */
async function churn(containers) {
  let [done, next] = [0, 0]
  /** @type {Set<Promise<void>>} */
  const underWay = new Set()
  const began = performance.now()
  const cpu = taken()
  for (let tick = 1; tick <= opsPerSecond * seconds; tick++) {
    const free = containers.findIndex((_, i) => !containers[(next + i) % containers.length]?.busy)
    const one = containers[(next + free) % containers.length]
    if (underWay.size < UNDER_WAY && one && free >= 0) {
      next += free + 1
      one.busy = true
      const work = engine('POST', `/containers/${one.id}/${one.runs ? 'kill' : 'start'}`).then(() => {
        one.runs = !one.runs
        one.busy = false
        done++
        underWay.delete(work)
      })
      underWay.add(work)
    }
    await pause(Math.max(0, began + (tick * 1000) / opsPerSecond - performance.now()))
  }
  const span = performance.now() - began
  const percent = ((taken() - cpu) / span) * 100
  await Promise.all(underWay)
  const ended = performance.now()
  const { ms, entries } = await exact(ended)
  // Exact once is not enough: it has to stay so.
  await pause(1000)
  if (!same(await table(), await wanted())) throw new Error('the table was exact and then was not')
  return { cpu: percent, settled: ms, rate: done / (span / 1000), entries }
}

/** @param {number} count @param {string} network @returns {Promise<string[]>} */
async function containersOn(count, network) {
  /** @type {string[]} */
  const ids = []
  const worker = async () => {
    while (ids.length < count) {
      const at = ids.push('') - 1
      const { Id } = await engine('POST', `/containers/create?name=${network}-${at}`, { Image: image, Cmd: ['sleep', '100000'], Labels: { [label]: '' }, HostConfig: { NetworkMode: network } })
      await engine('POST', `/containers/${Id}/start`)
      ids[at] = Id
    }
  }
  await Promise.all([1, 2, 3, 4].map(worker))
  return ids
}

const results = []
try {
  for (const { name, six, four } of Object.values(NETWORKS)) await engine('POST', '/networks/create', { Name: name, Driver: 'bridge', EnableIPv6: true, Labels: { [label]: '' }, IPAM: { Config: [{ Subnet: six }, { Subnet: four }] } })
  await containersOn(stay, NETWORKS.stay.name)
  const moving = (await containersOn(move, NETWORKS.move.name)).map((id) => ({ id, runs: true, busy: false }))
  for (const rule of rules) await change('proxies.rule-add', rule)
  await exact(performance.now())
  for (let run = 0; run < runs; run++) results.push(await churn(moving))
} finally {
  for (const rule of rules) await change('proxies.rule-remove', rule).catch(() => undefined)
}
process.stdout.write(JSON.stringify(results))
