/**
 * Runs on the host: times a full read through a just-started keeper, the same again, and the raw commands for the same facts.
 * Told by its argument: `{ resources, commands, containers, rawFirst }`. Prints `{ cold, warm, raw }` in ms.
 */
import { execFileSync, spawn } from 'node:child_process'
import { get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const SOCKET = '/run/dock6/keeper.sock'
const START_MS = 20_000
const NETNS_FILES = ['if_inet6', 'ipv6_route', 'tcp', 'tcp6', 'udp', 'udp6']

/** @type {{ resources: string[], commands: string[][], containers: number, rawFirst: boolean }} */
const { resources, commands, containers, rawFirst } = JSON.parse(process.argv[2] ?? '{}')

/** @param {string} path @returns {Promise<{ status: number, body: Buffer }>} */
function ask(path) {
  return new Promise((resolve, reject) => {
    get({ socketPath: SOCKET, path, agent: false }, (answer) => {
      /** @type {Buffer[]} */
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }))
      answer.on('error', reject)
    }).on('error', reject)
  })
}

const lines = (/** @type {string} */ command, /** @type {string[]} */ ...args) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n').filter(Boolean)

/** The first page of everything, all at once. */
async function readAll() {
  const began = performance.now()
  const answers = await Promise.all(resources.map((name) => ask(`/v1/read/${name}?limit=200`)))
  const took = performance.now() - began
  // A fast answer that lacks something is none.
  answers.forEach(({ status, body }, i) => {
    const { total, problems } = status === 200 ? JSON.parse(body.toString()) : { total: 0, problems: [body.toString()] }
    if (problems.length > 0) throw new Error(`${resources[i]}: ${JSON.stringify(problems)}`)
    if (resources[i] === 'containers' && total < containers) throw new Error(`only ${total} of ${containers} containers`)
  })
  return took
}

async function freshKeeper() {
  execFileSync('systemctl', ['restart', 'dock6-keeper'])
  const end = Date.now() + START_MS
  for (;;) {
    const health = await ask('/v1/health').then(({ body }) => JSON.parse(body.toString()), () => null)
    if (health?.events.kernel && health.events.engine) return
    if (Date.now() > end) throw new Error('the keeper does not come up')
    await pause(10)
  }
}

/** Every path that the keeper reads under /proc/sys, by its own word. */
async function sysctlPaths() {
  const paths = []
  for (;;) {
    const { body } = await ask(`/v1/read/sysctls?limit=1000&offset=${paths.length}`)
    const { rows, total } = JSON.parse(body.toString())
    paths.push(...rows.map((/** @type {{ path: string }} */ row) => row.path))
    if (rows.length === 0 || paths.length >= total) return paths
  }
}

/** Everything that is read, as commands with their whole argument lists: finding out ids and pids is not timed. */
async function rawCommands() {
  const ids = lines('docker', 'ps', '-q')
  const pids = lines('docker', 'inspect', '--format', '{{.State.Pid}}', ...ids)
  return [
    ...commands,
    ['docker', 'network', 'inspect', ...lines('docker', 'network', 'ls', '-q')],
    ['docker', 'inspect', ...ids],
    ['docker', 'version'],
    ['docker', 'info'],
    ['cat', ...(await sysctlPaths())],
    ...pids.map((pid) => ['cat', ...NETNS_FILES.map((file) => `/proc/${pid}/net/${file}`)]),
  ]
}

/** @param {string[][]} all @returns {Promise<number>} */
async function runRaw(all) {
  const began = performance.now()
  await Promise.all(all.map(([file = '', ...args]) => new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore'] })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`${file} ${args.slice(0, 4).join(' ')} ended with ${code}`))))
  })))
  return performance.now() - began
}

await freshKeeper()
const all = await rawCommands()
let raw = rawFirst ? await runRaw(all) : 0
await freshKeeper()
const cold = await readAll()
const warm = await readAll()
if (!rawFirst) raw = await runRaw(all)
process.stdout.write(JSON.stringify({ cold, warm, raw }))
