import { bitsOf, contains, overlaps, parsePrefix, type Prefix } from '../../../core/ip'
import { changesEngine as text } from '../../../text/en/changes-engine'
import { isApiAtLeast } from '../capabilities'
import type { ConfigFacts, Judge } from './judge'

const KEY = 'default-address-pools'
const OPTIONS = 'default-network-opts'
const ENABLE = 'com.docker.network.enable_ipv6'
/** Before 27.0 the engine lists every subnet of a pool in memory (moby#40275). */
const MOST_BITS = 16
/** Links that the engine makes for its networks; their prefixes come out of the pools. */
const ENGINE_LINK = /^(docker0|docker_gwbridge|br-[0-9a-f]{12})$/

/** Address pools and default options of new networks. `--validate` takes every pool; the engine looks at them when it starts, and at the host's IPv6 routes not at all. */
export function checkPools(config: Record<string, unknown>, facts: ConfigFacts, judge: Judge): void {
  const pools = (config[KEY] ?? []) as { base: string; size: number }[]
  const read: Prefix[] = []
  for (const { base, size } of pools) {
    const parsed = parsePrefix(base)
    if (!parsed.ok) return judge.refuse(KEY, text.notPrefix(KEY, base, '2001:db8:1::/48'))
    const prefix = parsed.value
    const most = bitsOf(prefix.family)
    if (!prefix.canonical) return judge.refuse(KEY, text.notCanonical(base, prefix.text))
    if (size < prefix.length || size > most || size === 0) return judge.refuse(KEY, text.poolSize(prefix.text, size, most))
    if (!isApiAtLeast(facts.api, '1.46') && size - prefix.length > MOST_BITS) return judge.refuse(KEY, text.poolHuge(prefix.text, size))
    const twin = read.find((one) => overlaps(one, prefix))
    if (twin) return judge.refuse(KEY, text.poolOverlap(twin.text, prefix.text))
    read.push(prefix)
    if (!againstRoutes(prefix, facts, judge)) return
  }
  const six = read.some(({ family }) => family === 6)
  if (six && !read.some(({ family }) => family === 4)) judge.warn(KEY, text.warn.onlySix)
  if (six && !isApiAtLeast(facts.api, '1.46')) judge.warn(KEY, text.warn.oldPools6)
  options(config, facts, judge)
}

/**
 * False if the pool takes what the host reaches elsewhere. A wider route, such as the default one, does not hinder: the engine's are longer; nor does a pool that the engine has already.
 * Out of IPv4 pools, of which its own defaults are some, the engine takes no subnet that the host has on-link (Moby, netutils.InferReservedNetworks).
 */
function againstRoutes(pool: Prefix, { routes, before }: ConfigFacts, judge: Judge): boolean {
  for (const { dst, dev, via, nexthops, type, family, table } of routes) {
    if (dev === null || dev === 'lo' || ENGINE_LINK.test(dev) || type !== 'unicast' || family !== pool.family || table === 'local' || dst === 'default') continue
    const parsed = parsePrefix(dst)
    if (!parsed.ok || !overlaps(parsed.value, pool)) continue
    if (contains(parsed.value, pool) && parsed.value.length < pool.length) judge.warn(KEY, text.warn.poolInside(pool.text, parsed.value.text, dev))
    else if (pool.family === 4) judge.warn(KEY, via === null && nexthops.length === 0 ? text.warn.poolSkips(pool.text, parsed.value.text, dev) : text.warn.poolVia(pool.text, parsed.value.text, dev))
    else if (!isKept(pool, before)) {
      judge.refuse(KEY, text.poolRoute(pool.text, parsed.value.text, dev))
      return false
    }
  }
  return true
}

/** The engine has it already: whatever is changed now makes it no worse. */
function isKept(pool: Prefix, before: Record<string, unknown>): boolean {
  const pools = before[KEY]
  if (!Array.isArray(pools)) return false
  return pools.some((one: unknown) => {
    const parsed = parsePrefix(String((one as { base?: unknown } | null)?.base ?? ''))
    return parsed.ok && contains(parsed.value, pool)
  })
}

function options(config: Record<string, unknown>, { api }: ConfigFacts, judge: Judge): void {
  for (const [, map] of Object.entries((config[OPTIONS] ?? {}) as Record<string, Record<string, unknown>>)) {
    const wrong = Object.entries(map).find(([, value]) => typeof value !== 'string')
    if (wrong) return judge.refuse(OPTIONS, text.optionText(wrong[0]))
    const enable = map[ENABLE]
    if (enable === undefined) continue
    if (enable !== 'true' && enable !== 'false') return judge.refuse(OPTIONS, text.optionBool(String(enable)))
    if (!isApiAtLeast(api, '1.46')) judge.warn(OPTIONS, text.warn.noEffect(ENABLE, text.needs.pools))
  }
}
