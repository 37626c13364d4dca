import { count } from '../../lib/client/ago'

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** A packet counter: exact up to 99,999, then short with the exact number on hover. Nothing where the tool counts nothing. */
export function Packets({ n }: { n: number | null }) {
  if (n === null) return null
  return <span className={n === 0 ? 'text-faint' : ''} data-tip={n > 99_999 ? count(n) : undefined}>{n > 99_999 ? SHORT.format(n) : count(n)}</span>
}

/** A byte counter in decimal units, exact on hover. */
export function Bytes({ n }: { n: number | null }) {
  if (n === null) return null
  let value = n
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return <span className={n === 0 ? 'text-faint' : ''} data-tip={n >= 1000 ? `${count(n)} B` : undefined}>{`${value.toFixed(unit > 0 && value < 10 ? 1 : 0)} ${UNITS[unit]}`}</span>
}
