import type { ChangeRecord } from '../../core/change'
import type { PlannedNetwork } from './schema'

/** The network of docker0. */
const DEFAULT_BRIDGE = 'bridge'

/** What a change of the wizard made, read out of what was wished: its networks (the default bridge by the name that the engine gives it), the addresses that the host got, and the prefix that it discards as a whole since then. */
export function appliedBy({ intents }: Pick<ChangeRecord, 'intents'>): { networks: PlannedNetwork[]; bridge: PlannedNetwork | null; addresses: string[]; held: string | null } {
  const networks = intents.flatMap(({ kind, input }) => {
    const { name, pools = [] } = input as { name?: string; pools?: { subnet?: string }[] }
    return kind === 'networks.create' && name ? pools.flatMap(({ subnet }) => (subnet?.includes(':') ? [{ name, subnet }] : [])) : []
  })
  const bridge = intents.flatMap(({ kind, input }) => { const subnet = kind === 'engine.configure' ? (input as { set?: Record<string, unknown> }).set?.['fixed-cidr-v6'] : null; return typeof subnet === 'string' ? [{ name: DEFAULT_BRIDGE, subnet }] : [] })
  const addresses = intents.flatMap(({ kind, input }) => (kind === 'addresses.add' ? [(input as { address: string }).address.split('/')[0] ?? ''] : []))
  const held = intents.flatMap(({ kind, input }) => { const { dst, type } = input as { dst?: string; type?: string }; return kind === 'routes.add' && type === 'unreachable' && dst ? [dst] : [] })[0] ?? null
  return { networks, bridge: bridge[0] ?? null, addresses, held }
}
