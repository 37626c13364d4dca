// `npm start`: installs and builds what is missing, then runs keeper and console until it is told to stop.
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { consoleUser } from './steps/console-user.mjs'
import { ensureBuild } from './steps/ensure-build.mjs'
import { DIST, ROOT } from './steps/paths.mjs'
import { supervise } from './steps/supervise.mjs'

const root = process.getuid?.() === 0
const owner = statSync(ROOT)

await ensureBuild()

const data = process.env.DOCK6_DATA ?? (root ? '/var/lib/dock6' : join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local/state'), 'dock6'))
const socket = process.env.DOCK6_SOCKET ?? (root ? '/run/dock6/keeper.sock' : join(data, 'keeper.sock'))
const user = root ? consoleUser() : null
mkdirSync(data, { recursive: true, mode: 0o755 })
// On its way to its own folder the console's user comes through here.
if (user) chmodSync(data, statSync(data).mode | 0o011)
mkdirSync(join(data, 'keeper'), { recursive: true, mode: 0o700 })
mkdirSync(join(data, 'console'), { recursive: true, mode: 0o700 })
mkdirSync(dirname(socket), { recursive: true, mode: 0o755 })
if (user) chownSync(join(data, 'console'), user.uid, user.gid)

const env = { ...process.env, DOCK6_DATA: data, DOCK6_SOCKET: socket, NODE_ENV: 'production', DOCK6_PRINT: '1' }
const product = user ? readableFor(user) : DIST
if (!root) console.log(`Running as ${userInfo().username}, read-only: without root dock6 does not see other users' processes, the firewall and container namespaces.`)

supervise([
  { name: 'keeper', argv: [process.execPath, join(DIST, 'keeper.js')], env: { ...env, ...(user ? { DOCK6_CONSOLE_GID: String(user.gid) } : {}) } },
  { name: 'console', argv: [process.execPath, join(product, 'console.js')], env: user ? { ...env, HOME: join(data, 'console'), USER: user.name } : env, ...(user ? { uid: user.uid, gid: user.gid } : {}), cwd: product },
])

/**
 * The product where the console's user can read it: in place, or a copy in the data folder when the checkout is closed to others (as under /root).
 * @param {{ uid: number }} user
 */
function readableFor(user) {
  if (user.uid === owner.uid) return DIST
  for (let folder = DIST; folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) {
      const copy = join(data, 'app')
      const built = join(copy, 'build.json')
      if (!existsSync(built) || readFileSync(built, 'utf8') !== readFileSync(join(DIST, 'build.json'), 'utf8')) {
        rmSync(copy, { recursive: true, force: true })
        cpSync(DIST, copy, { recursive: true, verbatimSymlinks: true })
      }
      accessSync(copy, constants.R_OK)
      return copy
    }
  }
  return DIST
}
