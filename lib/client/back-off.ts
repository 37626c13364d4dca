/** First wait after a lost connection, and the longest one. */
const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * Milliseconds to wait before try number `attempt` (0 is the first). Doubles up to half a minute; the upper half is random,
 * so that the browsers of a whole team do not come back in the same moment after the console restarted.
 */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
