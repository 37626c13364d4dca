import { z } from 'zod'
import { canonicalText, type Family } from '../../core/ip'
import { fail, ok, type Result } from '../../core/result'
import { parseJson, parseValue } from '../parse-json'

/** Everything about one running container's network, read with the host's tools when somebody opens its drawer. */
export type InsideDetail = {
  addresses: { dev: string; family: Family; address: string; length: number; scope: string; flags: string[] }[]
  routes: { dst: string; via: string | null; dev: string | null; protocol: string; metric: number | null }[]
  neighbors: { address: string; dev: string; mac: string | null; state: string; router: boolean }[]
  /** net.ipv6.conf.<dev>.<name> as they hold in the container's namespace; `all` and `default` count as devices. */
  settings: { dev: string; name: string; value: string }[]
  /** What could not be read, if anything. */
  problem: string | null
}

const gatheredSchema = z.object({
  addresses: z.string().nullable(),
  routes: z.string().nullable(),
  neighbors: z.string().nullable(),
  settings: z.string().nullable(),
  problem: z.string().nullable(),
})

// `ip -j` prints flags of addresses as members that are true.
const FLAGS = ['temporary', 'nodad', 'optimistic', 'dadfailed', 'deprecated', 'tentative', 'dynamic', 'mngtmpaddr', 'noprefixroute', 'home', 'secondary']
const addrSchema = z.array(
  z.object({
    ifname: z.string(),
    addr_info: z.array(z.looseObject({ family: z.string(), local: z.string(), prefixlen: z.number(), scope: z.string() })).nullish(),
  }),
)
const routeSchema = z.array(
  z.object({ dst: z.string(), gateway: z.string().optional(), dev: z.string().optional(), protocol: z.string().optional(), metric: z.number().optional() }),
)
const neighSchema = z.array(z.object({ dst: z.string(), dev: z.string(), lladdr: z.string().optional(), state: z.array(z.string()), router: z.null().optional() }))

/** Reads what `gatherContainerInside` handed on. */
export function parseInsideDetail(raw: unknown): Result<InsideDetail> {
  const gathered = parseValue(raw, gatheredSchema, 'container-inside')
  if (!gathered.ok) return gathered
  const { addresses, routes, neighbors, settings, problem } = gathered.value
  const links = parseJson(addresses ?? '', addrSchema, 'ip -j addr', [])
  if (!links.ok) return fail(links.problem)
  const table = parseJson(routes ?? '', routeSchema, 'ip -j -6 route', [])
  if (!table.ok) return fail(table.problem)
  const cache = parseJson(neighbors ?? '', neighSchema, 'ip -j -6 neigh', [])
  if (!cache.ok) return fail(cache.problem)
  return ok({
    addresses: links.value.flatMap(({ ifname, addr_info }) =>
      (addr_info ?? []).flatMap((a) => {
        const family: Family | null = a.family === 'inet6' ? 6 : a.family === 'inet' ? 4 : null
        if (family === null) return []
        return [{ dev: ifname, family, address: canonicalText(a.local), length: a.prefixlen, scope: a.scope, flags: FLAGS.filter((flag) => a[flag] === true) }]
      }),
    ),
    routes: table.value.map((r) => ({ dst: canonicalText(r.dst), via: r.gateway ?? null, dev: r.dev ?? null, protocol: r.protocol ?? 'boot', metric: r.metric ?? null })),
    neighbors: cache.value.map((n) => ({ address: canonicalText(n.dst), dev: n.dev, mac: n.lladdr ?? null, state: n.state[0] ?? 'NONE', router: n.router === null })),
    settings: parseSettings(settings ?? ''),
    problem,
  })
}

function parseSettings(printed: string): InsideDetail['settings'] {
  return printed.split('\n').flatMap((line) => {
    // A link's name holds neither a slash nor a colon.
    const match = /^\/proc\/sys\/net\/ipv6\/conf\/([^/]+)\/([a-z0-9_]+):(.*)$/.exec(line)
    return match ? [{ dev: match[1] ?? '', name: match[2] ?? '', value: match[3] ?? '' }] : []
  })
}
