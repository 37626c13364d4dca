import type { Link } from '../../lib/features/links/schema'
import { linksPage as words } from '../../lib/text/en/pages-links'
import type { Meaning } from '../../lib/core/meaning'

/** What the kernel's `operstate` means for packets. Drivers without carrier detection (loopback, tunnels) say UNKNOWN and work. */
export function linkState(row: Link): { meaning: Meaning; word: string; why: string } {
  if (!row.up) return { meaning: 'unknown', word: words.state.off, why: words.stateWhy.off }
  switch (row.state) {
    case 'UP':
      return { meaning: 'good', word: words.state.up, why: words.stateWhy.up }
    case 'UNKNOWN':
      return { meaning: 'good', word: words.state.unknown, why: words.stateWhy.unknown }
    case 'DORMANT':
      return { meaning: 'attention', word: words.state.dormant, why: words.stateWhy.dormant }
    case 'LOWERLAYERDOWN':
      return { meaning: 'attention', word: words.state.lower, why: words.stateWhy.lower }
    default:
      // A bridge without ports has no carrier by nature; an uplink without one is cut off.
      return { meaning: row.uplink ? 'bad' : row.kind === 'bridge' ? 'unknown' : 'attention', word: words.state.down, why: words.stateWhy.down }
  }
}

/** The smallest MTU with which IPv6 works (RFC 8200 section 5). */
const LEAST_MTU = 1280

/** Whether the kernel keeps IPv6 off this link for its MTU. */
export function isTooSmall(row: Link): boolean {
  return row.mtu < LEAST_MTU
}
