import type { AddressRow } from '../../lib/features/addresses/schema'
import { contains, parseAddress, parsePrefix } from '../../lib/core/ip'

/**
 * The link on which a missing address belongs: the one that has an address of the narrowest prefix around it, else the uplink.
 * Inside a prefix that is on-link it takes that length; elsewhere 128, so that no new on-link prefix comes with it.
 */
export function linkForAddress(address: string, rows: readonly AddressRow[]): { dev: string; length: number } | null {
  const wanted = parseAddress(address)
  if (!wanted.ok) return null
  const own = rows.filter((row) => row.container === null && row.network === null && row.scope === 'global' && row.family === wanted.value.family)
  const around = own
    .filter((row) => {
      const prefix = parsePrefix(`${row.address}/${row.length}`)
      return prefix.ok && contains(prefix.value, wanted.value)
    })
    .sort((a, b) => b.length - a.length)[0]
  if (around) return { dev: around.dev, length: around.length }
  const uplink = own.find((row) => row.uplink)
  return uplink ? { dev: uplink.dev, length: 128 } : null
}
