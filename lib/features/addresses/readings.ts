import { z } from 'zod'
import { canonicalText, type Family } from '../../core/ip'
import { sourceText, type Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseJson } from '../parse-json'

// `loose`: a flag is any key with the value true, so that flags of newer kernels show without a new dock6.
const rawAddress = z.looseObject({
  family: z.string(),
  local: z.string().optional(),
  address: z.string().optional(),
  prefixlen: z.number().int(),
  scope: z.string().default('global'),
  protocol: z.string().optional(),
  valid_life_time: z.number().optional(),
  preferred_life_time: z.number().optional(),
})
const rawLink = z.object({ ifname: z.string(), addr_info: z.array(rawAddress).default([]) })

/** One address of the host as the kernel tells it. `protocol` (kernel_ra, kernel_ll, kernel_lo ...) is printed by iproute2 from 6.3 on. */
export type AddressFact = {
  dev: string
  family: Family
  address: string
  length: number
  /** The far end of a point-to-point address. */
  peer: string | null
  scope: string
  flags: string[]
  protocol: string | null
  validUntil: number | null
  preferredUntil: number | null
}

const source = { type: 'argv', argv: ['ip', '-j', 'addr', 'show'] } as const

/** All addresses of the host. Lifetimes become points in time here, where the time of the read is known. */
export const addressFacts: Reading<AddressFact[]> = {
  name: 'addresses',
  source,
  wakes: ['address', 'link'],
  parse: (raw) => mapResult(parseJson(raw, z.array(rawLink), sourceText(source), []), (links) => facts(links, Date.now())),
}

const FAMILIES: Partial<Record<string, Family>> = { inet: 4, inet6: 6 }
// INFINITY_LIFE_TIME of the kernel (net/addrconf.h): all 32 bits set.
const FOREVER = 0xffffffff

function facts(links: z.output<typeof rawLink>[], now: number): AddressFact[] {
  return links.flatMap(({ ifname, addr_info }) =>
    addr_info.flatMap((raw) => {
      const family = FAMILIES[raw.family]
      const address = raw.local ?? raw.address
      if (family === undefined || address === undefined) return []
      return {
        dev: ifname,
        family,
        address: canonicalText(address),
        length: raw.prefixlen,
        peer: raw.local !== undefined && raw.address !== undefined ? canonicalText(raw.address) : null,
        scope: raw.scope,
        flags: Object.keys(raw).filter((key) => raw[key] === true),
        protocol: raw.protocol ?? null,
        validUntil: until(raw.valid_life_time, now),
        preferredUntil: until(raw.preferred_life_time, now),
      }
    }),
  )
}

function until(seconds: number | undefined, now: number): number | null {
  return seconds === undefined || seconds >= FOREVER ? null : (Math.round(now / 1000) + seconds) * 1000
}
