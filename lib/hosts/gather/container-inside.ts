import { run } from '../run'

/** Raw facts of one container for its drawer: what `ip` prints in its namespace, and its IPv6 settings as lines `path:value`. Null: could not be read. */
export type GatheredInside = { pid: number; addresses: string | null; routes: string | null; neighbors: string | null; settings: string | null; problem: string | null }

const TIMEOUT_MS = 3000
const SETTINGS = ['disable_ipv6', 'accept_ra', 'forwarding', 'autoconf', 'accept_dad', 'use_tempaddr'] as const

/**
 * Looks into one container's network namespace with the host's own tools, never with those of the image.
 * /proc/sys/net shows the namespace of whoever reads it, hence a reader inside: one `grep`, which prints `path:value` (`sysctl` would print names in which a link's dots cannot be told apart).
 */
export async function gatherContainerInside(pid: number): Promise<GatheredInside> {
  const enter = ['nsenter', `--net=/proc/${pid}/ns/net`]
  const ask = (argv: string[]) => run([...enter, ...argv], { timeoutMs: TIMEOUT_MS })
  const [addresses, routes, neighbors, settings] = await Promise.all([
    ask(['ip', '-j', 'addr']),
    ask(['ip', '-j', '-6', 'route']),
    ask(['ip', '-j', '-6', 'neigh']),
    ask(['grep', '-rHs', '', ...SETTINGS.map((name) => `--include=${name}`), '/proc/sys/net/ipv6/conf']),
  ])
  const value = (result: typeof addresses) => (result.ok ? result.value : null)
  const failed = [addresses, routes, neighbors, settings].find((r) => !r.ok)
  return { pid, addresses: value(addresses), routes: value(routes), neighbors: value(neighbors), settings: value(settings), problem: failed && !failed.ok ? failed.problem.message : null }
}
