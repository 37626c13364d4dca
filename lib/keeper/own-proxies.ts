import { z } from 'zod'
import type { Entry, Kept } from '../changes/ports'
import type { OwnProxies } from '../features/proxies/rule-schema'
import { placeOf } from '../features/proxies/wanted'

const rule = z.object({ kind: z.literal('proxies'), network: z.string(), dev: z.string() })

/** The rules for proxy entries among the kept rules. */
export function proxyRulesOf(kept: readonly Kept[]): OwnProxies['rules'] {
  return kept.flatMap(({ value, by, at }) => {
    const parsed = rule.safeParse(value)
    return parsed.success ? [{ network: parsed.data.network, dev: parsed.data.dev, by, at }] : []
  })
}

/** Proxy entries that a change under way adds or removes by its own steps: until it is over, rules keep away from them. */
export function placesInWork(unfinished: readonly Entry[]): ReadonlySet<string> {
  const working = unfinished.filter(({ record }) => record.state !== 'waiting')
  return new Set(
    working.flatMap(({ record }) =>
      record.plan.deltas.flatMap(({ resource, loose, match: { dev, address } }) => (resource === 'proxies' && !loose && typeof dev === 'string' && typeof address === 'string' ? [placeOf({ dev, address })] : [])),
    ),
  )
}
