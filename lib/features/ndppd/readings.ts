import { z } from 'zod'
import type { Reading } from '../../core/reading'
import { parseValue } from '../parse-json'

/** Where ndppd reads its rules, and the unit that runs it (a SysV script on Debian, which systemd wraps). */
export const NDPPD_CONF = '/etc/ndppd.conf'
export const NDPPD_UNIT = 'ndppd.service'

const raw = z.object({
  text: z.string().nullable(),
  /** ms since the epoch */
  writtenAt: z.number().nullable(),
  unit: z.object({ state: z.string(), boot: z.boolean(), startedAt: z.number().nullable() }).nullable(),
})
export type NdppdFacts = z.output<typeof raw>

/** The file of ndppd and the state of its service; the service tells nobody when it changes, hence the poll. */
export const ndppdFacts: Reading<NdppdFacts> = {
  name: 'ndppd',
  source: { type: 'gather', gatherer: 'ndppd', shows: `${NDPPD_CONF}, systemctl show ${NDPPD_UNIT}` },
  wakes: [{ poll: 3000 }, { file: NDPPD_CONF }],
  parse: (value) => parseValue(value, raw, 'ndppd'),
}
