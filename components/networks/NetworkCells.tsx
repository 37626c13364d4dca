import type { Family } from '../../lib/core/ip'
import type { Network } from '../../lib/features/networks/schema'
import { networksPage as words } from '../../lib/text/en/pages-networks'
import { Prefix } from '../address/Prefix'
import { Badge } from '../ui/Badge'
import { RefLink } from '../ui/RefLink'
import { exactAmount, shortAmount } from './amount'
import { longName, More } from './More'
import { ignoredPools, networkState } from './network-state'

/** Subnet and gateway of one family: the first pool, the others behind a count. A pool that is not used says so. */
export function SubnetCell({ network, family }: { network: Network; family: Family }) {
  const [first, ...others] = network.pools.filter((pool) => pool.family === family)
  if (!first) return <span className="text-faint">{(family === 6 ? network.ipv6 : network.ipv4) ? words.noPool[family] : words.off[family]}</span>
  const why = first.ignored ? networkState(network).why : undefined
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className={`max-w-full shrink-0 truncate ${first.ignored ? 'line-through decoration-faint' : ''}`}><Prefix prefix={first.subnet} unmarked={family === 4 || first.ignored} /></span>
      {first.ignored ? <Badge meaning="attention" {...(why ? { tip: why } : {})}>{words.ignored}</Badge> : null}
      {first.gateway && !first.ignored ? <span data-tip={words.gateway(first.gateway)} className="truncate text-12 text-faint max-sm:hidden">{family === 6 ? words.shortGateway(endOf(first.subnet, first.gateway)) : endOf(first.subnet, first.gateway)}</span> : null}
      <More others={others.map(({ subnet, gateway }) => (gateway ? `${subnet}, ${words.gateway(gateway)}` : subnet))} />
    </span>
  )
}

/** What a gateway adds to its subnet: the whole of it is on hover. */
function endOf(subnet: string, gateway: string): string {
  const network = subnet.split('/')[0] ?? ''
  if (gateway.includes(':')) return network.endsWith('::') && gateway.startsWith(network) ? `::${gateway.slice(network.length)}` : gateway
  return `.${gateway.split('.').at(-1)}`
}

/** The gateway mode of IPv6; of IPv4 where IPv6 is off. */
export function ModeCell({ network }: { network: Network }) {
  const mode = network.ipv6 ? network.gatewayMode6 : network.gatewayMode4
  if (!mode) return null
  return <span data-tip={words.mode[mode]} className={mode === 'nat' || !network.ipv6 ? 'text-soft' : ''}>{mode}</span>
}

/** The link that carries the network. */
export function CarrierCell({ network }: { network: Network }) {
  const name = network.bridge ?? network.parent
  if (!name) return null
  return <RefLink to={{ resource: network.bridge ? 'bridges' : 'links', key: name, label: name }} />
}

/** How many containers are on it. */
export function MembersCell({ network }: { network: Network }) {
  const all = network.members.length
  return <span className={all === 0 ? 'text-faint' : ''}>{words.members(network.members.filter((member) => member.running).length, all)}</span>
}

/** Used and free of the first pool of a family, exact on hover. */
export function UseCell({ network, family }: { network: Network; family: Family }) {
  const pools = network.pools.filter((pool) => pool.family === family && !pool.ignored)
  const [first] = pools
  if (!first) return null
  const why = pools.map(({ subnet, used, free }) => words.usedFreeWhy(subnet, exactAmount(String(used)), exactAmount(free))).join('\n')
  return <span data-tip={why} className={first.free === '0' ? 'text-attention' : ''}>{words.usedFree(shortAmount(String(first.used)), shortAmount(first.free))}</span>
}

/** What is special about the network. */
export function FlagsCell({ network }: { network: Network }) {
  const flags = (['internal', 'attachable', 'ingress'] as const).filter((flag) => network[flag])
  return <>{flags.map((flag) => <span key={flag} className="mr-1 inline-flex"><Badge tip={words.flagsWhy[flag]}>{words.flags[flag]}</Badge></span>)}</>
}

/** Name, and on narrow screens whether the IPv6 pool is used. */
export function NameCell({ network }: { network: Network }) {
  const ignored = ignoredPools(network).length > 0
  return <span className="flex min-w-0 items-center gap-1.5"><span className="truncate font-medium" data-tip={ignored ? networkState(network).why : longName(network.name)}>{network.name}</span></span>
}
