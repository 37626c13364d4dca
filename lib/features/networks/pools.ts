import { bitsOf, contains, parseAddress, parsePrefix, type Prefix } from '../../core/ip'
import type { EnginePool } from './readings'
import type { Pool } from './schema'

/**
 * A subnet with its use: gateway, auxiliary and known member addresses. `free` are the addresses the engine can still hand out:
 * those of the range if there is one, without the subnet's first address (IPv6: the subnet-router anycast, RFC 4291 section 2.6.1)
 * and, for IPv4, its last (broadcast).
 */
export function poolUse(pool: EnginePool, enabled: boolean, members: (string | null)[]): Pool {
  const subnet = parsePrefix(pool.subnet)
  const base = { ...pool, ignored: !enabled }
  if (!subnet.ok) return { ...base, size: '0', used: 0, free: '0' }
  const size = sizeOf(subnet.value)
  if (!enabled) return { ...base, size: String(size), used: 0, free: '0' }
  const range = pool.range === null ? null : parsePrefix(pool.range)
  const given = range?.ok ? range.value : subnet.value
  const used = new Set([pool.gateway, ...Object.values(pool.aux), ...members].flatMap((text) => numberIn(subnet.value, text)))
  // Only addresses that the engine would hand out can be taken away from what it has left.
  const inRange = [...used].filter((value) => contains(given, { ...given, value, length: bitsOf(given.family) })).length
  const free = sizeOf(given) - BigInt(inRange) - reservedIn(given, subnet.value, used)
  return { ...base, size: String(size), used: used.size, free: String(free > 0n ? free : 0n) }
}

/** Whether an address lies in a subnet; text that is neither lies nowhere. */
export function isIn(subnet: string, address: string): boolean {
  const prefix = parsePrefix(subnet)
  return prefix.ok && numberIn(prefix.value, address).length > 0
}

function numberIn(subnet: Prefix, text: string | null): bigint[] {
  if (text === null) return []
  const address = parseAddress(text)
  return address.ok && contains(subnet, address.value) ? [address.value.value] : []
}

function reservedIn(given: Prefix, subnet: Prefix, used: Set<bigint>): bigint {
  // Point-to-point subnets keep nothing back.
  if (bitsOf(subnet.family) - subnet.length < 2) return 0n
  const first = subnet.network
  const last = subnet.network + sizeOf(subnet) - 1n
  const reserved = subnet.family === 4 ? [first, last] : [first]
  return BigInt(reserved.filter((value) => !used.has(value) && value >= given.network && value < given.network + sizeOf(given)).length)
}

function sizeOf(prefix: Prefix): bigint {
  return 1n << BigInt(bitsOf(prefix.family) - prefix.length)
}
