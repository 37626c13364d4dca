import type { RouteRow } from '../routes/schema'
import type { AddressRow } from './schema'

type Words = [string, ...string[]]

/** Flags that `ip addr add` takes as words; the others are the kernel's own (iproute2 6.1, ifa_flag_data `mutable`). */
const WORDS = ['nodad', 'home', 'noprefixroute', 'mngtmpaddr', 'optimistic'] as const

/** How to make an address: canonical text, and what stands behind it. */
export type AddressSpec = { dev: string; address: string; length: number; peer: string | null; flags: readonly string[]; validLft: number | null; preferredLft: number | null; metric: number | null; protocol?: string | null }

/** `ip -6 addr add ...`. The first word is a printed address and the others stand behind keywords, so no name is taken for an option. */
export function addWords(spec: AddressSpec): Words {
  const { dev, flags, validLft, preferredLft, metric, protocol = null } = spec
  return [
    'ip', '-6', 'addr', 'add', ...place(spec), 'dev', dev,
    ...(metric === null ? [] : ['metric', String(metric)]),
    ...(validLft === null ? [] : ['valid_lft', String(validLft)]),
    ...(preferredLft === null ? [] : ['preferred_lft', String(preferredLft)]),
    ...(protocol === null ? [] : ['proto', protocol]),
    ...WORDS.filter((word) => flags.includes(word)),
  ]
}

/** `ip -6 addr del ...` */
export function deleteWords(spec: Pick<AddressSpec, 'dev' | 'address' | 'length' | 'peer'>): Words {
  return ['ip', '-6', 'addr', 'del', ...place(spec), 'dev', spec.dev]
}

/** An address as it stands, so that it can be made again: lifetimes are those left at `now`, the metric is that of its prefix route (256 unless somebody chose another). */
export function specOf(row: AddressRow, prefixRoute: Pick<RouteRow, 'metric'> | undefined, now: number): AddressSpec {
  const left = (until: number | null | undefined, least: number) => (until === null || until === undefined ? null : Math.max(least, Math.round((until - now) / 1000)))
  const flags = row.flags ?? []
  const deprecated = flags.includes('deprecated')
  return {
    dev: row.dev, address: row.address, length: row.length, peer: row.peer ?? null, flags, protocol: row.protocol ?? null,
    validLft: left(row.validUntil, 1),
    preferredLft: deprecated ? 0 : left(row.preferredUntil, 1),
    metric: prefixRoute === undefined || prefixRoute.metric === null || prefixRoute.metric === 256 ? null : prefixRoute.metric,
  }
}

function place({ address, length, peer }: Pick<AddressSpec, 'address' | 'length' | 'peer'>): string[] {
  return peer === null ? [`${address}/${length}`] : [address, 'peer', `${peer}/${length}`]
}
