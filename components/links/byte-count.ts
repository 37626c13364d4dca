import { linksPage as words } from '../../lib/text/en/pages-links'

/** A number of bytes in the unit that fits: "532 B", "1.2 MB". Units of 1000, as counters of networks are read. */
export function byteCount(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < words.units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${words.units[unit]}`
}
