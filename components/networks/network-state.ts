import type { Network, Pool } from '../../lib/features/networks/schema'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import type { Meaning } from '../../lib/core/meaning'

/** Pools that the engine lists but does not use. */
export function ignoredPools(network: Network): Pool[] {
  return network.pools.filter((pool) => pool.ignored)
}

/** Whether a network has IPv6, as meaning, word and reason. */
export function networkState(network: Network): { meaning: Meaning; word: string; why?: string } {
  const ignored = ignoredPools(network)
  if (ignored.length > 0) return { meaning: 'attention', word: words.state.ignored, why: words.ignoredWhy(ignored.map((pool) => pool.subnet).join(', ')) }
  if (network.ipv6) return { meaning: 'good', word: network.ipv4 ? words.state.on : words.state.only6 }
  return { meaning: 'unknown', word: network.pools.length > 0 ? words.state.off : words.state.none }
}
