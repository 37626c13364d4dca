import { z } from 'zod'
import type { Json } from '../../core/action'
import { sourceText, type Reading } from '../../core/reading'
import { parseValue } from '../parse-json'

/** One record of the keeper's store. `triedAt`, `said`: when it was last brought back (ms), and what stood in the way then. */
export type KeptFact = { key: string; value: Json; by: string; at: number; triedAt: number | null; said: string | null }

const source = { type: 'gather', gatherer: 'kept', shows: 'dock6’s own records' } as const

/** What dock6 keeps across restarts, besides kernel settings. */
export const keptRecords: Reading<KeptFact[]> = {
  name: 'kept',
  source,
  wakes: ['own'],
  parse: (raw) => parseValue(raw, z.array(z.object({ key: z.string(), value: z.json(), by: z.string(), at: z.number(), triedAt: z.number().nullable(), said: z.string().nullable() })), sourceText(source)) ,
}

/** What a record says: commands in order, or (of older versions) a kernel setting. `also`: a second link that it needs. */
export const keptValue = z.union([
  z.object({ dev: z.string().nullish(), also: z.string().nullish(), run: z.array(z.array(z.string()).min(1)).min(1) }),
  z.object({ path: z.string(), value: z.string() }),
])
