import { bitsOf, parseAddress, parsePrefix, type Address, type Family } from '../core/ip'

/** Finds the longest prefix that holds an address, in time that grows with the number of distinct lengths and not of prefixes. */
export type PrefixIndex<T> = { find(address: Pick<Address, 'family' | 'value'>): T | undefined; findText(address: string): T | undefined }

/** Builds a PrefixIndex. Text that is no prefix is left out: it can hold no address. The first of two equal prefixes wins. */
export function prefixIndex<T>(entries: Iterable<readonly [prefix: string, value: T]>): PrefixIndex<T> {
  const byLength: Record<Family, Map<number, Map<bigint, T>>> = { 4: new Map(), 6: new Map() }
  for (const [text, value] of entries) {
    const prefix = parsePrefix(text)
    if (!prefix.ok) continue
    const { family, network, length } = prefix.value
    const lengths = byLength[family]
    const networks = lengths.get(length) ?? new Map<bigint, T>()
    lengths.set(length, networks)
    const bits = network >> BigInt(bitsOf(family) - length)
    if (!networks.has(bits)) networks.set(bits, value)
  }
  const longestFirst = { 4: sorted(byLength[4]), 6: sorted(byLength[6]) }
  const find = ({ family, value }: Pick<Address, 'family' | 'value'>) => {
    for (const [length, networks] of longestFirst[family]) {
      const found = networks.get(value >> BigInt(bitsOf(family) - length))
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    find,
    findText(text) {
      const address = parseAddress(text)
      return address.ok ? find(address.value) : undefined
    },
  }
}

function sorted<V>(lengths: Map<number, V>): [number, V][] {
  return [...lengths].sort(([a], [b]) => b - a)
}
