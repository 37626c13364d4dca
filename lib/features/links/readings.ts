import { z } from 'zod'
import { sourceText, type Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseJson } from '../parse-json'
import type { Counters } from './schema'

const counters = z.object({ bytes: z.number(), packets: z.number(), errors: z.number(), dropped: z.number() })
// Every field of info_data belongs to some kind of link only; the bridge's are read here, other kinds use the same names for other things.
const bridgeData = z.object({ stp_state: z.number(), mcast_snooping: z.number(), mcast_querier: z.number(), vlan_filtering: z.number() }).partial()
const portData = z.object({ state: z.string(), hairpin: z.boolean() }).partial()

const rawLink = z.object({
  ifindex: z.number().int(),
  ifname: z.string(),
  link_type: z.string().default('none'),
  flags: z.array(z.string()),
  mtu: z.number(),
  operstate: z.string().default('UNKNOWN'),
  address: z.string().optional(),
  master: z.string().optional(),
  ifalias: z.string().optional(),
  // The other end (or the lower link): by name if it is in this namespace, else by its index and the id of its namespace.
  link: z.string().nullish(),
  link_index: z.number().int().optional(),
  link_netnsid: z.number().int().optional(),
  linkinfo: z.object({ info_kind: z.string().optional(), info_data: z.unknown().optional(), info_slave_kind: z.string().optional(), info_slave_data: z.unknown().optional() }).optional(),
  stats64: z.object({ rx: counters, tx: counters }).optional(),
})

/** What a bridge or a bridge port says about itself in `ip -d link`. */
export type BridgeData = z.output<typeof bridgeData>
export type PortData = z.output<typeof portData>

/** One link as the kernel tells it. */
export type LinkFact = {
  index: number
  name: string
  kind: string
  flags: string[]
  mtu: number
  state: string
  mac: string | null
  master: string | null
  alias: string | null
  peer: { index: number; netns: number | null } | null
  /** The link of this host on which a VLAN, macvlan or tunnel stands. */
  lower: string | null
  bridge: BridgeData | null
  port: PortData | null
  received: Counters
  sent: Counters
}

const source = { type: 'argv', argv: ['ip', '-j', '-d', '-s', 'link', 'show'] } as const

/** All links of the host, with the bridge facts that `-d` holds (so that nothing under /sys has to be read). */
export const linkFacts: Reading<LinkFact[]> = {
  name: 'links',
  source,
  wakes: ['link'],
  parse: (raw) => mapResult(parseJson(raw, z.array(rawLink), sourceText(source), []), facts),
}

const NOTHING: Counters = { bytes: 0, packets: 0, errors: 0, dropped: 0 }

function facts(links: z.output<typeof rawLink>[]): LinkFact[] {
  const indexOf = new Map(links.map((link) => [link.ifname, link.ifindex]))
  return links.map((link) => {
    const kind = link.linkinfo?.info_kind ?? link.link_type
    return {
      index: link.ifindex,
      name: link.ifname,
      kind,
      flags: link.flags,
      mtu: link.mtu,
      state: link.operstate,
      mac: link.address ?? null,
      master: link.master ?? null,
      alias: link.ifalias ?? null,
      peer: kind === 'veth' ? peerOf(link, indexOf) : null,
      // With an id of a namespace the lower link is elsewhere, and a name would mean another.
      lower: kind !== 'veth' && link.link_netnsid === undefined ? (link.link ?? null) : null,
      bridge: kind === 'bridge' ? (bridgeData.safeParse(link.linkinfo?.info_data).data ?? {}) : null,
      port: link.linkinfo?.info_slave_kind === 'bridge' ? (portData.safeParse(link.linkinfo.info_slave_data).data ?? {}) : null,
      received: link.stats64?.rx ?? NOTHING,
      sent: link.stats64?.tx ?? NOTHING,
    }
  })
}

function peerOf(link: z.output<typeof rawLink>, indexOf: Map<string, number>): LinkFact['peer'] {
  if (link.link_index !== undefined) return { index: link.link_index, netns: link.link_netnsid ?? null }
  const index = typeof link.link === 'string' ? indexOf.get(link.link) : undefined
  return index === undefined ? null : { index, netns: null }
}
