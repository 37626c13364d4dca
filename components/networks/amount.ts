import { networksPage as words } from '../../lib/text/en/pages-networks'

const EXACT_BELOW = 1_000_000n

/** A decimal string with thin separators, exact whatever its size. */
export function exactAmount(decimal: string): string {
  return BigInt(decimal).toLocaleString('en-US')
}

/** A number of addresses for a narrow place: exact up to a million, beyond that the nearest power of two ("~2^64"), as prefixes are counted. */
export function shortAmount(decimal: string): string {
  const value = BigInt(decimal)
  if (value < EXACT_BELOW) return exactAmount(decimal)
  const floor = value.toString(2).length - 1
  // Nearer to the power above than to the one below: 2^64 minus a gateway reads as 2^64.
  const power = value - (1n << BigInt(floor)) > (1n << BigInt(floor)) / 2n ? floor + 1 : floor
  return words.about(power)
}

/** `part` of `whole` as a share between 0 and 1, for drawing. */
export function shareOf(part: bigint, whole: bigint): number {
  if (whole <= 0n) return 0
  // Six digits are more than a screen can show.
  return Number((part * 1_000_000n) / whole) / 1_000_000
}
