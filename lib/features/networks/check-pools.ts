import { kindOf } from '../../core/address-scope'
import { bitsOf, contains, formatAddress, lastOf, overlaps, parseAddress, parsePrefix, type Address, type Prefix } from '../../core/ip'
import { changesNetworks as text } from '../../text/en/changes-networks'
import type { Engine } from '../engine/schema'
import type { Judge } from './judge'
import type { CreateInput, PoolInput } from './create-input'

// Longest prefix that can work (a gateway and one container), and from where on it gets tight.
const LONGEST = { 4: 30, 6: 126 } as const
const TIGHT = 113
const REFUSED = new Set(Object.keys(text.pool.kinds))

/** The subnets by themselves: text, kind, size, and what is given inside each. */
export function checkPools(input: CreateInput, engine: Engine | undefined, judge: Judge): void {
  const seen: Prefix[] = []
  input.pools.forEach((pool, i) => {
    const at = `pools.${i}`
    const subnet = readPrefix(pool.subnet, `${at}.subnet`, judge)
    if (!subnet || !isUsable(subnet, input, engine, `${at}.subnet`, judge)) return
    const same = seen.find(({ family }) => family === subnet.family)
    const other = seen.find((one) => overlaps(one, subnet))
    // Moby answers 403 "bridge driver doesn't support multiple subnets" (libnetwork/drivers/bridge/bridge_linux.go).
    if (same && input.driver === 'bridge') judge.refuse(`${at}.subnet`, text.pool.second(subnet.family, same.text))
    else if (other) judge.refuse(`${at}.subnet`, text.pool.each(subnet.text, other.text))
    seen.push(subnet)
    if (!isBySize(subnet)) checkInside(pool, subnet, at, judge)
  })
  // The client keeps --aux-address in one map for all subnets (seen with 20.10 and 28.5: the later one wins, without a word).
  const names = input.pools.flatMap(({ aux }) => Object.keys(aux))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) judge.warn(text.pool.auxName(twice))
  // Engines without automatic subnets fail with "could not find an available, non-overlapping IPv6 address pool", unless their own pools hold IPv6.
  const chooses = engine === undefined || engine.capabilities.autoUla.state === 'available' || engine.pools.some(({ base }) => base.includes(':'))
  if (input.ipv6 && !chooses && !input.pools.some(({ subnet }) => subnet.includes(':'))) judge.refuse('pools', text.pool.needed, text.pool.neededHint)
}

/** `::/64`: not a subnet, but the wish for one of this size. */
export function isBySize(subnet: Prefix): boolean {
  return subnet.family === 6 && subnet.network === 0n && subnet.length > 0
}

function readPrefix(given: string, field: string, judge: Judge): Prefix | null {
  const parsed = parsePrefix(given)
  if (!parsed.ok) {
    judge.refuse(field, parsed.problem.message, hintFor(given))
    return null
  }
  // Engines from 25.0 refuse set host bits, older ones keep them as they are (daemon/network.go).
  if (!parsed.value.canonical) judge.refuse(field, text.pool.canonical(given), text.pool.write(parsed.value.text))
  return parsed.value
}

/** `2001:db8:1/64` is short of a `::`; that is the likeliest thing that was meant. */
function hintFor(given: string): string | undefined {
  const [bare = '', length] = given.split('/')
  if (!/^[\da-f]{1,4}(:[\da-f]{1,4}){0,6}:?$/i.test(bare)) return undefined
  const meant = parsePrefix(`${bare.replace(/:$/, '')}::/${length ?? 64}`)
  return meant.ok ? text.pool.write(meant.value.text) : undefined
}

function isUsable(subnet: Prefix, input: CreateInput, engine: Engine | undefined, field: string, judge: Judge): boolean {
  if (subnet.family === 6 && !input.ipv6) judge.refuse(field, text.pool.off6(subnet.text), text.pool.off6Hint)
  if (subnet.family === 4 && !input.ipv4) judge.refuse(field, text.pool.off4(subnet.text))
  if (isBySize(subnet)) {
    const bySize = engine?.capabilities.prefixSizeRequest
    if (bySize?.state === 'unavailable') judge.refuse(field, bySize.reason, undefined, 'not_available')
    else judge.warn(text.pool.sizeOnly)
    return true
  }
  const kind = kindOf({ family: subnet.family, value: subnet.network })
  if (subnet.length === 0 || REFUSED.has(kind)) {
    judge.refuse(field, text.pool.kind(subnet.text, text.pool.kinds[kind] ?? text.pool.kinds.unspecified!))
    return false
  }
  if (kind === 'documentation') judge.warn(text.pool.documentation(subnet.text))
  if (kind === '6to4') judge.warn(text.pool.sixToFour(subnet.text))
  if (kind === 'teredo') judge.warn(text.pool.teredo(subnet.text))
  if (subnet.length > LONGEST[subnet.family]) judge.refuse(field, text.pool.tooLong(subnet.text, `/${LONGEST[subnet.family]}`))
  else if (subnet.family === 6 && subnet.length >= TIGHT) judge.warn(text.pool.long(subnet.text, String(2 ** (128 - subnet.length) - 2)))
  else if (subnet.length < (subnet.family === 6 ? 16 : 8)) judge.refuse(field, text.pool.wide(subnet.text))
  return true
}

function checkInside(pool: PoolInput, subnet: Prefix, at: string, judge: Judge): void {
  const gateway = pool.gateway === undefined ? null : readInside(pool.gateway, subnet, `${at}.gateway`, text.pool.gatewayOutside, judge)
  const between = text.pool.between(formatAddress(subnet.family, subnet.network + 1n), formatAddress(subnet.family, lastOf(subnet) - (subnet.family === 4 ? 1n : 0n)))
  // The subnet-router anycast address (RFC 4291 section 2.6.1): Moby's IPAM never gives it out.
  if (gateway?.value === subnet.network) judge.refuse(`${at}.gateway`, text.pool.gatewayNetwork(gateway.text, subnet.text), between)
  if (gateway && isBroadcast(gateway, subnet)) judge.refuse(`${at}.gateway`, text.pool.gatewayBroadcast(gateway.text, subnet.text), between)
  if (pool.range !== undefined) checkRange(pool.range, subnet, `${at}.range`, judge)
  const names = new Map<bigint, string>()
  for (const [name, given] of Object.entries(pool.aux)) {
    const field = `${at}.aux.${name}`
    const address = readInside(given, subnet, field, (one, net) => text.pool.auxOutside(name, one, net), judge)
    if (!address) continue
    const other = names.get(address.value)
    if (address.value === gateway?.value) judge.refuse(field, text.pool.auxGateway(name, address.text))
    else if (other !== undefined) judge.refuse(field, text.pool.auxTwice(name, other, address.text))
    else if (address.value === subnet.network || isBroadcast(address, subnet)) judge.refuse(field, text.pool.auxNetwork(name, address.text))
    names.set(address.value, name)
  }
}

function checkRange(given: string, subnet: Prefix, field: string, judge: Judge): void {
  const range = readPrefix(given, field, judge)
  if (!range) return
  if (range.family !== subnet.family) judge.refuse(field, text.pool.wrongFamily(range.text, subnet.text))
  else if (!contains(subnet, range)) judge.refuse(field, text.pool.rangeOutside(range.text, subnet.text))
}

function readInside(given: string, subnet: Prefix, field: string, outside: (address: string, subnet: string) => string, judge: Judge): Address | null {
  const parsed = parseAddress(given)
  if (!parsed.ok || parsed.value.zone !== undefined) {
    judge.refuse(field, parsed.ok ? outside(parsed.value.text, subnet.text) : parsed.problem.message)
    return null
  }
  const address = parsed.value
  if (address.family !== subnet.family) judge.refuse(field, text.pool.wrongFamily(address.text, subnet.text))
  else if (!contains(subnet, address)) judge.refuse(field, outside(address.text, subnet.text))
  else return address
  return null
}

/** The last address of an IPv4 subnet; IPv6 has no such thing. */
export function isBroadcast(address: Address, subnet: Prefix): boolean {
  return subnet.family === 4 && bitsOf(4) - subnet.length >= 2 && address.value === lastOf(subnet)
}
