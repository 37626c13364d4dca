import { parsePrefix, type Prefix } from '../../lib/core/ip'
import type { Pool } from '../../lib/features/networks/schema'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import { exactAmount, shareOf } from './amount'

/** Below this share of the bar nothing could be seen; it is then drawn at this width and said so. */
const LEAST_SHARE = 0.006

/** A subnet as a proportional bar: what is used, and the range that the engine hands out from. Where the used part is too small to be seen, a sentence says that. */
export function PoolBar({ pool }: { pool: Pool }) {
  const size = BigInt(pool.size)
  const used = shareOf(BigInt(pool.used), size)
  const drawn = pool.used === 0 ? 0 : Math.max(used, LEAST_SHARE)
  const range = rangeOf(pool)
  const start = range?.start ?? 0
  return (
    <div className="mt-1.5">
      <div role="img" aria-label={words.pool.bar(exactAmount(String(pool.used)), exactAmount(pool.size))} data-tip={words.pool.bar(exactAmount(String(pool.used)), exactAmount(pool.size))} className="relative h-2 overflow-hidden rounded-[3px] bg-raised ring-1 ring-line ring-inset">
        {range ? <span data-tip={words.pool.rangeMark} className="absolute inset-y-0 bg-accent/25" style={{ left: `${range.start * 100}%`, width: `${Math.max(range.share, LEAST_SHARE) * 100}%` }} /> : null}
        <span className="absolute inset-y-0 bg-accent" style={{ left: `${Math.min(start, 1 - drawn) * 100}%`, width: `${drawn * 100}%` }} />
      </div>
      {pool.used > 0 && used < LEAST_SHARE ? <p className="mt-0.5 text-12 text-faint">{words.pool.tooSmall}</p> : null}
    </div>
  )
}

/** Where in the subnet the range lies, as shares of the bar. */
function rangeOf(pool: Pool): { start: number; share: number } | null {
  const subnet = parsePrefix(pool.subnet)
  const range = pool.range === null ? null : parsePrefix(pool.range)
  if (!subnet.ok || !range?.ok) return null
  const size = BigInt(pool.size)
  const width = (prefix: Prefix) => 1n << BigInt((prefix.family === 4 ? 32 : 128) - prefix.length)
  return { start: shareOf(range.value.network - subnet.value.network, size), share: shareOf(width(range.value), size) }
}
