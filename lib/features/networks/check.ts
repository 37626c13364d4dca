import type { Rows } from '../../core/change'
import type { AddressRow } from '../addresses/schema'
import type { Container } from '../containers/schema'
import type { Engine } from '../engine/schema'
import type { Link } from '../links/schema'
import type { RouteRow } from '../routes/schema'
import { checkOptions } from './check-options'
import { checkOverlaps } from './check-overlaps'
import { checkPools } from './check-pools'
import { USUAL_IPAM } from './create-body'
import type { CreateInput } from './create-input'
import { newJudge, type Facts, type Verdict } from './judge'
import type { Network } from './schema'

// A network that an earlier change of the same batch will make has only the fields that its delta speaks of.
const BARE: Omit<Network, 'name'> = {
  id: '', driver: 'bridge', scope: 'local', ipv4: true, ipv6: false, internal: false, attachable: false, ingress: false, created: '', bridge: null, parent: null,
  gatewayMode4: null, gatewayMode6: null, mtu: null, masquerade: null, icc: null, ipam: USUAL_IPAM, configFrom: null, configOnly: false, pools: [], subnets4: [], subnets6: [], members: [], options: {}, labels: {}, project: null,
}

/** The rows of a plan, typed; resources that the change did not ask for are empty. */
export function factsOf(rows: Rows): Facts {
  const networks = ((rows.networks ?? []) as Network[]).map((row): Network => ({ ...BARE, ...row, pools: poolsOf({ ...BARE, ...row }) }))
  return {
    networks,
    routes: (rows.routes ?? []) as RouteRow[],
    links: (rows.links ?? []) as Link[],
    addresses: (rows.addresses ?? []) as AddressRow[],
    containers: (rows.containers ?? []) as Container[],
    engine: (rows.engine?.[0] as Engine | undefined) ?? undefined,
  }
}

/** Everything that can be known about a new network before the engine is asked. Pure, and all at once: a form can show it while one types. */
export function checkCreate(input: CreateInput, facts: Facts): Verdict {
  const judge = newJudge()
  checkOptions(input, facts, judge)
  checkPools(input, facts.engine, judge)
  // Overlaps of something that is no subnet say nothing.
  if (!judge.verdict.problems.some(({ field }) => /^pools\.\d+\.subnet$/.test(field ?? ''))) checkOverlaps(input, facts, judge)
  return judge.verdict
}

function poolsOf(row: Network): Network['pools'] {
  const known = row.pools.length > 0 ? row.pools : [...row.subnets4, ...row.subnets6].map((subnet) => ({ subnet }))
  return known.map((pool) => ({ family: pool.subnet.includes(':') ? 6 : 4, gateway: null, range: null, aux: {}, ignored: false, size: '0', used: 0, free: '0', ...pool }))
}
