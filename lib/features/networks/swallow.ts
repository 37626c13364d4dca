import type { AdminPath, Plan, Rows } from '../../core/change'
import { contains, parseAddress, type Prefix } from '../../core/ip'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { adminWay, dstPrefix, leadsToAdmin } from '../admin-path'
import { kernelRows } from '../plan-parts'
import { listed } from './changes-remove'
import { isBySize } from './check-pools'
import { mayTouch, prefixOf } from './check-overlaps'
import type { Facts } from './judge'

/** Who is looked for on the new bridge from now on: the sentence that the admin or their router is among them (null if not), and what to say about others. */
type Swallowed = { cuts: string | null; warnings: string[] }

/** A bridge of the host makes its subnets on-link. Whoever is inside, and was reached by a shorter prefix or the default route, is asked for there and nowhere else. `facts` as they are when the network is made. */
export function swallowed({ driver, pools }: { driver: string; pools: readonly { subnet: string }[] }, facts: Pick<Facts, 'addresses' | 'routes'>, rows: Rows, admin: AdminPath): Swallowed {
  if (driver !== 'bridge') return { cuts: null, warnings: [] }
  const subnets = pools.flatMap(({ subnet }) => prefixOf(subnet) ?? []).filter((subnet) => !isBySize(subnet))
  const way = adminWay(admin, facts.addresses, facts.routes)
  const now = way.route === null ? null : dstPrefix(way.route)
  const taking = subnets.find((subnet) => (now === null || subnet.length > now.length) && leadsToAdmin(way, subnet))
  return { cuts: taking === undefined ? null : text.swallows(taking.text), warnings: subnets.flatMap((subnet) => neighborsInside(subnet, rows)) }
}

/** The risk of a plan with that. */
export function withSwallowed(plan: Plan, { cuts, warnings }: Swallowed): Plan {
  return { ...plan, warnings: [...plan.warnings, ...warnings], ...(cuts === null ? {} : { risk: 'may-disconnect', riskText: `${plan.riskText} ${cuts}`.trim() }) }
}

function neighborsInside(subnet: Prefix, rows: Rows): string[] {
  const near = mayTouch(subnet)
  const seen = kernelRows(rows).neighbors.filter(({ family, address, mac, state, network, container }) => {
    if (family !== subnet.family || mac === null || state === 'FAILED' || network !== null || container !== null || !near(address)) return false
    const parsed = parseAddress(address)
    return parsed.ok && contains(subnet, parsed.value)
  })
  return seen.length === 0 ? [] : [text.neighborsInside(subnet.text, listed(seen.map(({ address, dev }) => `${address} (${dev})`)))]
}
