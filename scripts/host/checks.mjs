/** What has to hold before an installation touches anything. Each check throws one sentence that says what to do. */
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { ask } from './command.mjs'
import { places } from './places.mjs'
import { portOf } from './settings.mjs'
import { isRunning, waitingChange } from './systemd.mjs'

/** What package.json asks for (engines). */
const NODE = [20, 9]

/** @param {string} version like 20.9.0 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [least = 0, point = 0] = NODE
  return major > least || (major === least && minor >= point) ? null : `dock6 needs Node.js ${NODE.join('.')} or newer; this is ${version}.`
}

export function needRoot() {
  if (process.getuid?.() !== 0) throw new Error('This writes to /opt and /etc/systemd: run it as root (sudo npm run install:host).')
}

/** systemd as the init of this host, as sd_booted(3) asks. */
export function needSystemd() {
  if (!existsSync('/run/systemd/system')) throw new Error('This host was not started by systemd, so there are no units to install. sudo npm start runs dock6 without them; compose.yaml runs it in containers.')
}

export function needNode() {
  const problem = nodeProblem(process.versions.node)
  if (problem) throw new Error(problem)
}

/** The units have one data folder. @param {NodeJS.ProcessEnv} env */
export function needUsualData(env) {
  const { data } = places()
  if (env.DOCK6_DATA && env.DOCK6_DATA !== data) throw new Error(`DOCK6_DATA is ${env.DOCK6_DATA}, but the units keep their data in ${data}. Move the data there, or mount it there.`)
}

/** A dock6 that somebody started by hand holds socket and port. */
export async function needNoOther() {
  const { socket } = places()
  if (await isRunning('dock6-keeper.service')) return
  if (await answers(socket)) throw new Error(`Another dock6 answers on ${socket} (sudo npm start?). Stop it first.`)
}

/** @param {number} port */
export async function needFreePort(port) {
  if (port === portOf() && (await isRunning('dock6-console.service'))) return
  const code = await bindError(port)
  if (code === null) return
  if (code !== 'EADDRINUSE') throw new Error(`dock6 cannot listen on port ${port}: ${code}.`)
  const { stdout } = await ask(['ss', '-Hltnp', `sport = :${port}`])
  const holder = /\(\("([^"]+)",pid=(\d+)/.exec(stdout)
  throw new Error(`Port ${port} is taken${holder ? ` by ${holder[1]} (pid ${holder[2]})` : ''}. Stop that, or choose another: sudo DOCK6_PORT=9666 npm run install:host`)
}

/** The timer that takes an unconfirmed change back runs the program that is about to be replaced. */
export async function needNothingWaiting() {
  const change = await waitingChange()
  if (change) throw new Error(`Change ${change} waits to be confirmed. Confirm it or let it be taken back (at most some minutes), then run this again.`)
}

/** @param {string} path */
function answers(path) {
  return new Promise((resolve) => {
    const probe = connect(path)
    probe.on('connect', () => resolve(true) ?? probe.destroy())
    probe.on('error', () => resolve(false))
  })
}

/** @param {number} port @returns {Promise<string | null>} */
function bindError(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === 'EAFNOSUPPORT' ? null : (error.code ?? error.message)))
    server.listen({ host: '::', port }, () => server.close(() => resolve(null)))
  })
}
