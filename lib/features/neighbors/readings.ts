import { z } from 'zod'
import { canonicalText, type Family } from '../../core/ip'
import { sourceText, type Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseJson } from '../parse-json'

const rawNeighbor = z.object({
  dst: z.string(),
  dev: z.string().default('*'),
  lladdr: z.string().optional(),
  state: z.array(z.string()).default([]),
  // `ip` prints flags of an entry as a key with the value null.
  router: z.null().optional(),
})

/** One neighbor cache entry as the kernel tells it. */
export type NeighborFact = { family: Family; address: string; dev: string; mac: string | null; state: string; router: boolean }

const source = { type: 'argv', argv: ['ip', '-j', 'neigh', 'show'] } as const

/** The neighbor caches of both families. */
export const neighborFacts: Reading<NeighborFact[]> = {
  name: 'neighbors',
  source,
  wakes: ['neigh'],
  parse: (raw) => mapResult(parseJson(raw, z.array(rawNeighbor), sourceText(source), []), (entries) => entries.map(fact)),
}

function fact(raw: z.output<typeof rawNeighbor>): NeighborFact {
  return {
    family: raw.dst.includes(':') ? 6 : 4,
    address: canonicalText(raw.dst),
    dev: raw.dev,
    mac: raw.lladdr ?? null,
    state: raw.state[0] ?? 'NONE',
    router: raw.router === null,
  }
}
