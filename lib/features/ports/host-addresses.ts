import type { Family } from '../../core/ip'
import { addressKind } from '../addresses/kind'
import type { AddressFact } from '../addresses/readings'
import type { HostAddressState } from './schema'
import { WILDCARD } from './bindings'

/** Answers about the addresses of this host. */
export type HostAddresses = {
  state(hostIp: string): HostAddressState | null
  /** The addresses that a wildcard of a family means, those that reach farthest first, and how many on the engine's bridges come on top. */
  all(family: Family): { addresses: { address: string; dev: string }[]; bridges: number }
  dev(address: string): string | null
}

// The most addresses that are listed for one wildcard.
const LISTED = 32

/** Builds the index. `facts` undefined: the addresses could not be read. */
export function hostAddresses(facts: readonly AddressFact[] | undefined, bridges: ReadonlySet<string>): HostAddresses {
  const byText = new Map<string, AddressFact>()
  for (const fact of facts ?? []) {
    const known = byText.get(fact.address)
    // The same address may be on two links; one good one is enough.
    if (!known || known.flags.some(isPending)) byText.set(fact.address, fact)
  }
  const allOf = (family: Family) => {
    const usable = (facts ?? []).filter((a) => a.family === family && !['loopback', 'link-local'].includes(addressKind(a.address)) && !a.flags.some(isPending))
    const own = usable.filter((a) => !bridges.has(a.dev)).sort((a, b) => weight(a) - weight(b))
    return { addresses: own.slice(0, LISTED).map(({ address, dev }) => ({ address, dev })), bridges: usable.length - own.length }
  }
  const wild = { 4: allOf(4), 6: allOf(6) }
  return {
    state(hostIp) {
      if (hostIp === WILDCARD[4] || hostIp === WILDCARD[6]) return 'all'
      if (facts === undefined) return null
      const fact = byText.get(hostIp)
      // All of 127.0.0.0/8 is this host's.
      if (!fact) return hostIp.startsWith('127.') ? 'present' : 'missing'
      return fact.flags.includes('dadfailed') ? 'dadfailed' : fact.flags.includes('tentative') ? 'tentative' : 'present'
    },
    all: (family) => wild[family],
    dev: (address) => byText.get(address)?.dev ?? null,
  }
}

function isPending(flag: string): boolean {
  return flag === 'tentative' || flag === 'dadfailed'
}

/** Lasting global addresses first, then those that will go, then private ones. */
function weight({ address, flags }: AddressFact): number {
  const kind = addressKind(address)
  const far = ['global', 'documentation', '6to4'].includes(kind) ? 0 : 10
  return far + (flags.includes('deprecated') ? 3 : 0) + (flags.includes('temporary') ? 2 : 0) + (flags.includes('dynamic') ? 1 : 0)
}
