import type { Rows } from '../../lib/core/change'
import { formatAddress, lastOf, parseAddress, parsePrefix } from '../../lib/core/ip'

/** Where services begin: above the numbers that people give to hosts and routers by hand. */
const FIRST = 0x201n

/** The next address of a prefix from ::201 on that neither the host nor a neighbor has, nor anybody typed; null where there is none. */
export function freeAddress(prefix: string, rows: Rows, typed: readonly string[]): string | null {
  const outer = parsePrefix(prefix)
  if (!outer.ok) return null
  const seen = ['addresses', 'neighbors'].flatMap((name) => (rows[name] ?? []).map((row) => String((row as { address?: string }).address ?? '')))
  const used = new Set([...seen, ...typed].flatMap((text) => {
    const parsed = parseAddress(text.split(/[/%]/)[0] ?? '')
    return parsed.ok ? [parsed.value.value] : []
  }))
  for (let value = outer.value.network + FIRST; value <= lastOf(outer.value); value++) if (!used.has(value)) return formatAddress(outer.value.family, value)
  return null
}
