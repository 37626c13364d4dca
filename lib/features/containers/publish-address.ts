import { kindOf } from '../../core/address-scope'
import { formatAddress, parseAddress, type Family } from '../../core/ip'
import type { Problem } from '../../core/problem'
import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { refuse } from '../plan-parts'

/**
 * Reads a host address. What goes to the engine is always printed anew from the number: engines before 29 publish on all addresses
 * if they cannot read the text (net.ParseIP gives nil, which is everything), so nothing of what was typed ever reaches them.
 */
export function readAddress(given: string, field: string): Result<{ family: Family; address: string; isAll: boolean }> {
  const no = (message: string) => refuse(field, message)
  if (given.trim() === '') return no(text.address.empty)
  // Nothing but the characters of addresses: other spaces and digits look the same on a screen.
  const parsed = parseAddress(given)
  if (!parsed.ok) return { ok: false, problem: { ...parsed.problem, field } satisfies Problem }
  const { family, value, zone } = parsed.value
  if (zone !== undefined) return no(text.address.zone(parsed.value.text))
  const address = formatAddress(family, value)
  switch (kindOf({ family, value })) {
    case 'mapped':
      return no(text.address.mapped(address, formatAddress(4, value & 0xffffffffn)))
    case 'multicast':
    case 'broadcast':
      return no(text.address.multicast(address))
    case 'link-local':
      return family === 6 ? no(text.address.linkLocal(address)) : ok({ family, address, isAll: false })
    default:
      return ok({ family, address, isAll: value === 0n })
  }
}
