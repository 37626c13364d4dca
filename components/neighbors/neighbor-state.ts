import { neighborsPage as words } from '../../lib/text/en/pages-neighbors'
import type { Meaning } from '../../lib/core/meaning'

// Waiting states are no trouble: the kernel moves through them by itself. They are told quietly.
const MEANINGS: Partial<Record<string, Meaning>> = { REACHABLE: 'good', PERMANENT: 'good', INCOMPLETE: 'attention', FAILED: 'bad' }

/** What a state of the neighbor cache means (RFC 4861 section 7.3.2); `quiet` states are neither good nor bad. */
export function neighborState(state: string): { meaning: Meaning | 'quiet'; why: string } {
  return { meaning: MEANINGS[state] ?? 'quiet', why: words.state[state] ?? words.unknownState(state) }
}
