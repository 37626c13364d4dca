import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { makePrefix, parsePrefix, type Prefix } from '../core/ip'
import { fail, ok, type Result } from '../core/result'
import { text } from '../text/en'
import { parseHost, type HostPort } from './host-header'
import { plainAddress } from './source-address'

/** The settings of the console process; docs/architecture.md lists their names in the environment. */
export type Config = {
  /** Folder of the console's own state, below DOCK6_DATA. */
  folder: string
  socket: string
  port: number
  hostnames: HostPort[]
  proxies: Prefix[]
  /** Started by scripts/start.mjs, which holds our standard input open as long as it lives. */
  supervised: boolean
}

const list = z.string().default('').transform((value) => value.split(',').map((part) => part.trim()).filter((part) => part !== ''))

const Env = z.object({
  DOCK6_DATA: z.string().min(1).optional(),
  DOCK6_SOCKET: z.string().min(1).optional(),
  DOCK6_PORT: z.coerce.number().int().min(1).max(65535).default(8666),
  DOCK6_HOSTNAMES: list,
  DOCK6_TRUSTED_PROXY: list,
  DOCK6_SUPERVISED: z.string().optional(),
})

/** Reads the environment. An empty variable counts as absent, as in a systemd unit. */
export function readConfig(env: Record<string, string | undefined>, asRoot: boolean = process.getuid?.() === 0): Result<Config> {
  const parsed = Env.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return bad(String(issue?.path[0] ?? ''), issue?.message ?? '')
  }
  const { DOCK6_DATA, DOCK6_SOCKET, DOCK6_PORT, DOCK6_HOSTNAMES, DOCK6_TRUSTED_PROXY, DOCK6_SUPERVISED } = parsed.data
  const data = DOCK6_DATA ?? (asRoot ? '/var/lib/dock6' : join(homedir(), '.local/state/dock6'))
  const hostnames: HostPort[] = []
  for (const name of DOCK6_HOSTNAMES) {
    // An IPv6 address without brackets cannot carry a port, so it is unambiguous here.
    const host = plainAddress(name) ? { host: plainAddress(name)?.text ?? '', port: null } : parseHost(name)
    if (host === null) return bad('DOCK6_HOSTNAMES', text.server.notName(name))
    hostnames.push(host)
  }
  const proxies: Prefix[] = []
  for (const value of DOCK6_TRUSTED_PROXY) {
    const prefix = value.includes('/') ? parsePrefix(value) : null
    const address = plainAddress(value)
    if (prefix?.ok) proxies.push(prefix.value)
    else if (address) proxies.push(makePrefix(address.family, address.value, address.family === 4 ? 32 : 128))
    else return bad('DOCK6_TRUSTED_PROXY', text.ip.notAddress(value))
  }
  return ok({
    folder: join(data, 'console'),
    socket: DOCK6_SOCKET ?? (asRoot ? '/run/dock6/keeper.sock' : join(data, 'keeper.sock')),
    port: DOCK6_PORT,
    hostnames,
    proxies,
    supervised: DOCK6_SUPERVISED === '1',
  })
}

function bad(name: string, why: string): Result<never> {
  return fail({ code: 'bad_input', message: text.server.badSetting(name, why), field: name })
}
