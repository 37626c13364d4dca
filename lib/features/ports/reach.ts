import { isGlobalUnicast } from '../../core/address-scope'
import { parseAddress, type Family } from '../../core/ip'
import { text } from '../../text/en'
import type { Exposure } from '../sockets/schema'
import { conf6, type SysctlValues } from '../sysctls/readings'
import type { Filter } from './filter'
import type { HostAddressState, Reach, Travels } from './schema'

/** What is known about one binding by the time its reach is judged. */
export type ReachFacts = {
  family: Family
  proto: string
  running: boolean
  exposure: Exposure
  hostIp: string
  hostPort: number | null
  containerPort: number
  travels: Travels
  target: string | null
  bridge: string | null
  addressState: HostAddressState | null
  addresses: { address: string; dev: string }[]
  uplinks: ReadonlySet<string>
  sysctls: SysctlValues | undefined
  filter: Filter
}

const t = text.ports.reach

/** From where a binding can be reached, with the fact that decides it: the narrowest of address, forwarding, firewall and routes. */
export function reachOf(f: ReachFacts): { reach: Reach; why: string } {
  if (!f.running) return { reach: 'nobody', why: t.stopped }
  if (f.addressState === 'missing') return { reach: 'nobody', why: t.missing(f.hostIp) }
  if (f.addressState === 'dadfailed') return { reach: 'nobody', why: t.dadfailed(f.hostIp) }
  if (f.addressState === 'tentative') return { reach: 'nobody', why: t.tentative(f.hostIp) }
  if (f.travels === 'none') return { reach: 'nobody', why: t.none }
  if (f.exposure === 'loopback') return { reach: 'host', why: t.loopback }
  const forwarding = forwardingOff(f)
  if (forwarding !== null) return { reach: 'host', why: t.forwarding(forwarding) }
  const filtered = firewallSays(f)
  if (filtered) return filtered
  if (f.exposure === 'link-local') return { reach: 'link', why: t.linkLocal }
  if (f.travels === 'direct') return { reach: 'unknown', why: f.target === null ? t.noAddress : t.direct(f.target) }
  if (f.addressState === null) return { reach: 'unknown', why: t.addressesUnread }
  const [best] = f.addresses
  if (!best) return { reach: 'host', why: t.noAddress }
  if (!isPublic(best.address)) return { reach: 'site', why: t.site(best.address) }
  return f.uplinks.size > 0 ? { reach: 'anywhere', why: t.global(best.address) } : { reach: 'link', why: t.noRoute(best.address) }
}

function isPublic(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && isGlobalUnicast(parsed.value)
}

/** The setting that keeps translated packets from being passed on, if it is off. A proxy needs no forwarding. */
function forwardingOff({ family, travels, sysctls }: ReachFacts): string | null {
  if (travels === 'proxy') return null
  if (family === 6) return conf6(sysctls, 'all', 'forwarding') === '0' ? 'net.ipv6.conf.all.forwarding' : null
  return sysctls?.['net/ipv4/ip_forward'] === '0' ? 'net.ipv4.ip_forward' : null
}

function firewallSays(f: ReachFacts): { reach: Reach; why: string } | null {
  const [first] = f.addresses
  const arrives = f.travels === 'direct' ? f.target : (first?.address ?? f.hostIp)
  if (arrives === null) return null
  const links = f.uplinks.size > 0 ? f.uplinks : new Set(first ? [first.dev] : [])
  const common = { family: f.family, proto: f.proto, in: links }
  const before = { ...common, out: null, dst: arrives, port: f.travels === 'direct' ? f.containerPort : (f.hostPort ?? f.containerPort) }
  const forwarded = f.travels !== 'proxy' && f.target !== null
  const verdict = f.filter({ before, after: forwarded ? { ...common, out: f.bridge, dst: f.target!, port: f.containerPort } : before, hook: forwarded ? 'FORWARD' : 'INPUT' })
  if (verdict === null) return { reach: 'unknown', why: t.unread }
  if (verdict.says === 'drop') return { reach: 'host', why: t.drop(verdict.rule ?? '') }
  return verdict.says === 'unsure' ? { reach: 'unknown', why: t.unsure(verdict.rule ?? '') } : null
}
