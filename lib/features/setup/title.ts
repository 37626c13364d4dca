import type { Intent } from '../../core/change'
import { setup as text } from '../../text/en/setup'
import { appliedBy } from './applied'

const t = text.titles
/** What a batch of the wizard is made of. */
const KINDS: readonly string[] = ['sysctls.set', 'routes.add', 'engine.configure', 'networks.create', 'proxies.rule-add', 'addresses.add', 'containers.start-late']

/** What a batch is called that sets up IPv6 for containers, whoever made it: by the networks and addresses that it is for; null for every other batch. */
export function setupTitle(intents: readonly Intent[]): string | null {
  if (!intents.every(({ kind, input }) => KINDS.includes(kind) && (kind !== 'addresses.add' || isForServices(input)) && (kind !== 'routes.add' || isHolding(input)))) return null
  const { networks, bridge, addresses } = appliedBy({ intents: [...intents] })
  const [network, ...more] = networks
  const [address, ...others] = addresses
  if (network) return address === undefined ? t.networks(network.name, network.subnet, more.length) : null
  if (address !== undefined) return t.addresses(address, others.length)
  return bridge && t.bridge(bridge.subnet)
}

/** The wizard's only route: what no network takes of a prefix goes nowhere. */
function isHolding(input: unknown): boolean {
  const { type, keep } = input as { type?: unknown; keep?: unknown }
  return type === 'unreachable' && keep === true
}

/** The wizard adds addresses that containers publish on, and that nothing of the host is sent from. */
function isForServices(input: unknown): boolean {
  const { address, deprecated, keep } = input as { address?: unknown; deprecated?: unknown; keep?: unknown }
  return typeof address === 'string' && address.endsWith('/128') && deprecated === true && keep === true
}
