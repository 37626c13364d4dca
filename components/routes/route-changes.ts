import type { RouteRow } from '../../lib/features/routes/schema'
import { forms } from '../../lib/text/en/forms'

const words = forms.route

/** Why a route cannot be given another way; null if it can. */
export function whyNotChanged({ family, protocol, nexthops, from, type, carrier }: RouteRow): string | null {
  if (family !== 6) return words.changeType('IPv4')
  if (protocol === 'kernel') return words.changeKernel
  if (nexthops.length > 1) return words.changeSeveral
  if (from) return words.changeFrom
  if (carrier) return words.changeCarrier(carrier)
  return type in words.typeHelp ? null : words.changeType(type)
}

/** Whether somebody else than a person made a route: to change it has to be meant. */
export function isManaged({ protocol }: RouteRow): boolean {
  return protocol !== 'static' && protocol !== 'boot'
}
