import { kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import type { Seat } from '../containers/readings'
import type { ProxyFact } from './readings'
import { ruleKey, type OwnEntry, type ProxyRule } from './rule-schema'

/** One entry's place in the kernel's table: the kernel has at most one for an address on a link. */
export type Place = Pick<OwnEntry, 'dev' | 'address'>

/** What to do so that the kernel's table is as the rules wish. `record` is written down before `add`, `forget` after `remove`. */
export type ProxyWork = { record: OwnEntry[]; add: OwnEntry[]; remove: OwnEntry[]; forget: OwnEntry[] }

/** What the work is made from. */
export type ProxySight = {
  rules: readonly ProxyRule[]
  /** By `wantedEntries`; null: the engine could not be asked, so no container is known to be gone. */
  wanted: readonly OwnEntry[] | null
  /** Entries that are written down as dock6's. */
  own: readonly OwnEntry[]
  kernel: readonly Pick<ProxyFact, 'dev' | 'address'>[]
  /** Places that a change is working on. */
  frozen: ReadonlySet<string>
  /** Whether entries can be added on a link at all. */
  takes(dev: string): boolean
}

/** A place as a key. A link's name holds no slash. */
export function placeOf({ dev, address }: Place): string {
  return `${dev}/${address}`
}

/** The entries that rules ask for: the IPv6 addresses of running containers on their networks, by the engine's word. Link-local addresses are never asked for from outside. */
export function wantedEntries(rules: readonly ProxyRule[], seats: readonly Seat[]): OwnEntry[] {
  if (rules.length === 0) return []
  const byNetwork = new Map<string, ProxyRule[]>()
  for (const rule of rules) byNetwork.set(rule.network, [...(byNetwork.get(rule.network) ?? []), rule])
  const found = new Map<string, OwnEntry>()
  for (const { network, ipv6 } of seats) {
    if (ipv6 === null) continue
    for (const rule of byNetwork.get(network) ?? []) {
      const entry = { dev: rule.dev, address: ipv6, rule: ruleKey(rule) }
      if (!found.has(placeOf(entry)) && isAnswerable(ipv6)) found.set(placeOf(entry), entry)
    }
  }
  return [...found.values()]
}

/** Whether an address is one that neighbors ask for across a proxy: unicast, and of more than one link. */
export function isAnswerable(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && parsed.value.family === 6 && !['link-local', 'multicast', 'loopback', 'unspecified', 'mapped'].includes(kindOf(parsed.value))
}

/**
 * Compares what is wanted, what is written down and what the kernel has.
 * An entry that the kernel has and that is not written down is somebody else's: it is left alone, and does for the rule as well.
 * What is written down and not in the kernel (a crash before the touch, a link that was down) is added again if it is wanted, else forgotten,
 * so that an entry that somebody adds there later is theirs.
 */
export function proxyWork({ rules, wanted, own, kernel, frozen, takes }: ProxySight): ProxyWork {
  const work: ProxyWork = { record: [], add: [], remove: [], forget: [] }
  const there = new Set(kernel.map(placeOf))
  const written = new Map(own.map((entry) => [placeOf(entry), entry]))
  const wished = new Set<string>()
  for (const entry of wanted ?? []) {
    const place = placeOf(entry)
    wished.add(place)
    if (frozen.has(place)) continue
    const known = written.get(place)
    if (there.has(place)) {
      // Another rule's until now: it goes over to this one.
      if (known && known.rule !== entry.rule) work.record.push(entry)
      continue
    }
    if (!takes(entry.dev)) {
      if (known) work.forget.push(known)
      continue
    }
    if (known?.rule !== entry.rule) work.record.push(entry)
    work.add.push(entry)
  }
  const keys = new Set(rules.map(ruleKey))
  for (const entry of own) {
    const place = placeOf(entry)
    if (wished.has(place) || frozen.has(place) || (wanted === null && keys.has(entry.rule))) continue
    work[there.has(place) ? 'remove' : 'forget'].push(entry)
  }
  return work
}
