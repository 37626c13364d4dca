import { z } from 'zod'
import { canonicalText, type Family } from '../../core/ip'
import { sourceText, type Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseJson } from '../parse-json'

// IPv4 routes may go through an IPv6 router (RFC 8950): `via` with the other family instead of `gateway`.
const via = z.object({ host: z.string() }).optional()
// A word in iproute2 6.1, an object with `encap_type` in 7.2.
const encap = z.union([z.string(), z.object({ encap_type: z.string() }).transform((told) => told.encap_type), z.unknown().transform(() => 'unknown')]).optional()
const rawRoute = z.object({
  type: z.string().optional(),
  dst: z.string(),
  from: z.string().optional(),
  tos: z.string().optional(),
  gateway: z.string().optional(),
  via,
  dev: z.string().optional(),
  table: z.string().optional(),
  protocol: z.string().optional(),
  scope: z.string().optional(),
  prefsrc: z.string().optional(),
  metric: z.number().optional(),
  flags: z.array(z.string()),
  expires: z.number().optional(),
  metrics: z.array(z.object({ mtu: z.number().optional() }).catchall(z.unknown())).optional(),
  nhid: z.number().optional(),
  encap,
  pref: z.string().optional(),
  nexthops: z.array(z.object({ gateway: z.string().optional(), via, dev: z.string().optional(), weight: z.number().optional(), flags: z.array(z.string()).optional(), encap })).optional(),
})

/** One route as `ip` prints it. `dst` is made a prefix, `expiresAt` a point in time; what `ip` leaves out (table main, type unicast) stays out, to keep 200,000 of them small. */
export type RouteFact = z.output<typeof rawRoute> & { expiresAt?: number }

/** All IPv6 routes of all tables. Their `linkdown` flag changes with links, without a route event. */
export const routes6: Reading<RouteFact[]> = routesOf(6)

/** All IPv4 routes of all tables. */
export const routes4: Reading<RouteFact[]> = routesOf(4)

function routesOf(family: Family): Reading<RouteFact[]> {
  const source = { type: 'argv', argv: ['ip', '-j', `-${family}`, 'route', 'show', 'table', 'all'] } as const
  return {
    name: `routes${family}`,
    source,
    wakes: ['route', 'link'],
    parse: (raw) => mapResult(parseJson(raw, z.array(rawRoute), sourceText(source), []), (routes) => finish(routes, family, Date.now())),
  }
}

/** Completes the facts in place: they were made by the parser just now and nobody else has them. */
function finish(routes: RouteFact[], family: Family, now: number): RouteFact[] {
  const host = family === 6 ? '/128' : '/32'
  for (const route of routes) {
    if (route.dst !== 'default') {
      if (!route.dst.includes('/')) route.dst += host
      // glibc prints IPv4-compatible addresses dotted; everything else it prints is RFC 5952 already, and 200,000 conversions cost a second.
      if (family === 6 && route.dst.includes('.')) route.dst = canonicalText(route.dst)
    }
    if (route.expires !== undefined) route.expiresAt = (Math.round(now / 1000) + route.expires) * 1000
  }
  return routes
}
