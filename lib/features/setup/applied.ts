import type { ChangeRecord } from '../../core/change'
import type { PlannedNetwork } from './schema'

/** What a change of the wizard made, read out of what was wished: its networks, the addresses that the host got, and the prefix that it discards as a whole since then. */
export function appliedBy({ intents }: Pick<ChangeRecord, 'intents'>): { networks: PlannedNetwork[]; addresses: string[]; held: string | null } {
  const networks = intents.flatMap(({ kind, input }) => {
    const { name, pools = [] } = input as { name?: string; pools?: { subnet?: string }[] }
    return kind === 'networks.create' && name ? pools.flatMap(({ subnet }) => (subnet?.includes(':') ? [{ name, subnet }] : [])) : []
  })
  const addresses = intents.flatMap(({ kind, input }) => (kind === 'addresses.add' ? [(input as { address: string }).address.split('/')[0] ?? ''] : []))
  const held = intents.flatMap(({ kind, input }) => { const { dst, type } = input as { dst?: string; type?: string }; return kind === 'routes.add' && type === 'unreachable' && dst ? [dst] : [] })[0] ?? null
  return { networks, addresses, held }
}
