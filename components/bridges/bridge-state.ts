import type { Bridge } from '../../lib/features/bridges/schema'
import { bridgesPage as words } from '../../lib/text/en/pages-bridges'
import type { Meaning } from '../../lib/core/meaning'

/** What the state of a bridge means. An orphan needs a look whatever its carrier says. */
export function bridgeState(row: Bridge): { meaning: Meaning; word: string; why: string } {
  if (row.orphan) return { meaning: 'attention', word: words.orphan, why: words.orphanWhy(row.name) }
  return carrierState(row)
}

/** Whether packets can pass. A bridge without ports is down by nature, which is no fault. */
export function carrierState(row: Bridge): { meaning: Meaning; word: string; why: string } {
  if (!row.up) return { meaning: 'unknown', word: words.state.off, why: words.stateWhy.off }
  if (row.state === 'UP' || row.state === 'UNKNOWN') return { meaning: 'good', word: words.state.up, why: words.stateWhy.up }
  return { meaning: 'unknown', word: words.state.noPorts, why: words.stateWhy.down }
}

/** Addresses that are valid beyond the link first, IPv6 before IPv4. */
export function widestFirst(addresses: readonly string[]): string[] {
  const weight = (text: string) => (text.startsWith('fe80:') ? 2 : text.includes(':') ? 0 : 1)
  return [...addresses].sort((a, b) => weight(a) - weight(b))
}
