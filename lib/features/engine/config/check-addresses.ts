import { kindOf } from '../../../core/address-scope'
import { contains, formatAddress, makePrefix, overlaps, parseAddress, parsePrefix, type Family, type Prefix } from '../../../core/ip'
import { changesEngine as text } from '../../../text/en/changes-engine'
import { isApiAtLeast } from '../capabilities'
import type { ConfigFacts, Judge } from './judge'

const EXAMPLE: Record<string, string> = { 'fixed-cidr-v6': '2001:db8:1::/64', bip6: '2001:db8:1::1/64', 'default-gateway-v6': '2001:db8:1::1', bip: '172.26.0.1/16', 'fixed-cidr': '172.26.1.0/24' }
/** Longest prefix of a default bridge whose containers get addresses out of their MAC addresses, 48 bits: engines before 28.0 (Moby, bridge driver: “At least 48 host bits are needed”). */
const MAC_PREFIX = 80
/** Bridges that the engine makes and takes away by itself. */
const OWN = 'docker0'

type Config = Record<string, unknown>

/** The addresses of the default bridge: the engine looks at them at its start only, after `--validate` has called the file right. */
export function checkAddresses(config: Config, facts: ConfigFacts, judge: Judge): void {
  const { api } = facts
  const six = config['ipv6'] === true
  const fixed6 = prefixIn(config, 'fixed-cidr-v6', 6, judge)
  const bip6 = bridgeAddress(config, 'bip6', 6, judge)
  const fixed4 = prefixIn(config, 'fixed-cidr', 4, judge)
  const bip4 = bridgeAddress(config, 'bip', 4, judge)
  if (six && !fixed6 && config['fixed-cidr-v6'] === undefined && !isApiAtLeast(api, '1.48')) judge.refuse('ipv6', text.noPrefix)
  if (!six) for (const key of ['fixed-cidr-v6', 'bip6', 'default-gateway-v6']) if (config[key]) judge.warn(key, text.warn.noEffect(key, text.needs.ipv6))
  if (fixed6) roomForMac(fixed6, facts, judge)
  if (fixed6 && bip6 && !contains(bip6, fixed6)) judge.refuse('fixed-cidr-v6', text.outside('fixed-cidr-v6', fixed6.text, bip6.text, 'bip6'))
  if (fixed4 && bip4 && !contains(bip4, fixed4)) judge.refuse('fixed-cidr', text.outside('fixed-cidr', fixed4.text, bip4.text, 'bip'))
  gateway(config, 'default-gateway-v6', 6, bip6 ?? fixed6, bip6 ? 'bip6' : 'fixed-cidr-v6', judge)
  gateway(config, 'default-gateway', 4, bip4 ?? fixed4, bip4 ? 'bip' : 'fixed-cidr', judge)
  againstRoutes('fixed-cidr-v6', fixed6, facts, judge)
  againstRoutes('bip6', bip6, facts, judge)
  againstRoutes('bip', bip4, facts, judge)
  bridge(config, facts, judge)
}

function prefixIn(config: Config, key: string, family: Family, judge: Judge): Prefix | null {
  const value = config[key]
  if (typeof value !== 'string' || value === '') return null
  const example = EXAMPLE[key] ?? ''
  const parsed = parsePrefix(value)
  if (!parsed.ok) return refused(() => judge.refuse(key, text.notPrefix(key, value, example)))
  if (parsed.value.family !== family) return refused(() => judge.refuse(key, text.family(key, family, example)))
  const kind = kindOf({ family, value: parsed.value.network })
  if (kind === 'multicast' || kind === 'loopback' || (kind === 'link-local' && family === 6)) return refused(() => judge.refuse(key, text.special(key, parsed.value.text, kind)))
  return parsed.value
}

/** The engine starts with a longer one all the same; what cannot be made is every container on the default bridge. */
function roomForMac({ length, network, text: given }: Prefix, { api, before }: ConfigFacts, judge: Judge): void {
  const key = 'fixed-cidr-v6'
  if (length <= MAC_PREFIX || isApiAtLeast(api, '1.48')) return
  const message = text.noRoomForMac(given, makePrefix(6, network, MAC_PREFIX).text)
  // What was so before keeps nobody from changing something else.
  if (parsedOf(before[key])?.text === given) judge.warn(key, message)
  else judge.refuse(key, message)
}

/** The address of the bridge with its length: an address of the prefix, not the prefix itself. */
function bridgeAddress(config: Config, key: string, family: Family, judge: Judge): Prefix | null {
  const prefix = prefixIn(config, key, family, judge)
  if (prefix && prefix.canonical && prefix.length < (family === 4 ? 31 : 127)) {
    judge.refuse(key, text.hostPart(key, prefix.text, `${formatAddress(family, prefix.network + 1n)}/${prefix.length}`))
    return null
  }
  return prefix
}

function gateway(config: Config, key: string, family: Family, prefix: Prefix | null, of: string, judge: Judge): void {
  const value = config[key]
  if (typeof value !== 'string' || value === '') return
  const parsed = parseAddress(value)
  if (!parsed.ok || parsed.value.zone !== undefined) judge.refuse(key, text.notAddress(key, value))
  else if (parsed.value.family !== family) judge.refuse(key, text.family(key, family, family === 6 ? '2001:db8:1::1' : '172.26.0.1'))
  else if (prefix && !contains(prefix, parsed.value)) judge.refuse(key, text.outside(key, parsed.value.text, prefix.text, of))
}

/** A default bridge on a prefix that another link of the host has: two connected routes, of which one wins silently. */
function againstRoutes(key: string, prefix: Prefix | null, { routes, before }: ConfigFacts, judge: Judge): void {
  // What the engine runs with has its own route there already.
  if (!prefix || before[key] !== undefined && parsePrefix(String(before[key])).ok && contains(parsedOf(before[key])!, prefix)) return
  for (const route of routes) {
    if (route.dev === OWN || route.dev === null || route.type !== 'unicast' || route.via !== null || route.family !== prefix.family) continue
    const dst = parsedOf(route.dst)
    if (dst && dst.length > 0 && overlaps(dst, prefix) && !(contains(dst, prefix) && dst.length < prefix.length)) return judge.refuse(key, text.bridgeRoute(key, prefix.text, dst.text, route.dev))
    if (dst && dst.length > 0 && overlaps(dst, prefix)) judge.warn(key, text.warn.poolInside(prefix.text, dst.text, route.dev))
  }
}

function bridge(config: Config, { links }: ConfigFacts, judge: Judge): void {
  const name = config['bridge']
  if (typeof name !== 'string' || name === '') return
  for (const key of ['bip', 'bip6']) if (config[key]) judge.refuse(key, text.bridgeAnd(key))
  if (name === 'none' || name === OWN || links === null) return
  const link = links.find((one) => one.name === name)
  if (!link) judge.refuse('bridge', text.noBridge(name), text.noBridgeHint)
  else if (link.kind !== 'bridge') judge.refuse('bridge', text.notABridge(name, link.kind))
}

function parsedOf(value: unknown): Prefix | null {
  const parsed = parsePrefix(String(value))
  return parsed.ok ? parsed.value : null
}

function refused(say: () => void): null {
  say()
  return null
}
