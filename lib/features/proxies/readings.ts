import { z } from 'zod'
import { canonicalText } from '../../core/ip'
import { sourceText, type Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseJson } from '../parse-json'

// The kernel knows entries without a device (they hold on all); iproute2 never makes one, and prints no `dev` for it.
const rawProxy = z.object({ dst: z.string(), dev: z.string().default('*'), protocol: z.string().optional() })

/** One NDP proxy entry. `protocol` is who added it, by `ip neigh add ... proto N`; null if nobody said. */
export type ProxyFact = { address: string; dev: string; protocol: string | null }

const source = { type: 'argv', argv: ['ip', '-j', '-6', 'neigh', 'show', 'proxy'] } as const

/** The kernel's NDP proxy table. `ip monitor` says nothing about it (seen on 6.18), so it is polled while somebody looks. */
export const proxyFacts: Reading<ProxyFact[]> = {
  name: 'proxies',
  source,
  wakes: [{ poll: 1000 }, 'link', 'own'],
  parse: (raw) =>
    mapResult(parseJson(raw, z.array(rawProxy), sourceText(source), []), (entries) =>
      entries.map(({ dst, dev, protocol }) => ({ address: canonicalText(dst), dev, protocol: protocol ?? null })),
    ),
}
