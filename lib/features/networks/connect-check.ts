import { parseAddress } from '../../core/ip'
import { text as all } from '../../text/en'
import { changesNetworks as text } from '../../text/en/changes-networks'
import type { Container } from '../containers/schema'
import type { Facts, Judge } from './judge'
import type { ConnectInput } from './connect-input'
import { isSpecial, mayBeChosen } from './connect-seat'
import { isIn } from './pools'
import type { Network } from './schema'

/** Whether a container can take the place that is wished for it (daemon/container_operations.go and libnetwork/ipamapi of moby). */
export function checkSeat(input: ConnectInput, network: Network, container: Container, { engine }: Facts, judge: Judge): void {
  if (network.members.some(({ id, name }) => id === container.id || name === container.name)) judge.refuse('container', text.joint.already(container.name, network.name), undefined, 'conflict')
  if (network.driver === 'host' || network.driver === 'null') judge.refuse('network', text.joint.host(network.name))
  if (/^(host|none|container:.*)$/.test(container.networkMode)) judge.refuse('container', text.joint.shares(container.name, container.networkMode))
  if (network.scope === 'swarm' && !network.attachable) judge.refuse('network', text.joint.notAttachable(network.name))
  checkAddress('ipv4', 4, input, network, container, judge)
  checkAddress('ipv6', 6, input, network, container, judge)
  const isUnsure = (input.ipv4 !== undefined && mayBeChosen(network, 4, engine)) || (input.ipv6 !== undefined && mayBeChosen(network, 6, engine))
  if (isUnsure) judge.warn(text.joint.auto(network.name))
  if (input.mac !== undefined) {
    // The lowest bit of the first byte marks a group address.
    if (!/^[\da-f][02468ace](:[\da-f]{2}){5}$/i.test(input.mac) || /^00(:00){5}$/.test(input.mac)) judge.refuse('mac', text.joint.mac(input.mac))
    else if (network.driver === 'ipvlan') judge.refuse('mac', text.joint.ipvlanMac)
    else judge.warn(text.joint.macCommand)
    const heeded = engine?.capabilities.connectMac
    if (heeded?.state === 'unavailable') judge.refuse('mac', heeded.reason, undefined, 'not_available')
  }
  input.aliases.forEach((alias, i) => {
    if (!/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/.test(alias)) judge.refuse(`aliases.${i}`, text.joint.alias(alias))
  })
  const priority = engine?.capabilities.gwPriority
  if (input.gwPriority !== undefined && priority?.state === 'unavailable') judge.refuse('gwPriority', priority.reason, undefined, 'not_available')
  if (container.attachments.length > 0 && !network.internal && input.gwPriority === undefined) judge.warn(text.joint.defaultRoute(container.name))
}

function checkAddress(field: 'ipv4' | 'ipv6', family: 4 | 6, input: ConnectInput, network: Network, container: Container, judge: Judge): void {
  const given = input[field]
  if (given === undefined) return
  const parsed = parseAddress(given)
  if (!parsed.ok || parsed.value.family !== family || parsed.value.zone !== undefined) return judge.refuse(field, parsed.ok ? all.ip.notAddress(given) : parsed.problem.message)
  const address = parsed.value.text
  if (network.name === 'bridge') return judge.refuse(field, text.joint.defaultBridge)
  if (!(family === 6 ? network.ipv6 : network.ipv4)) return judge.refuse(field, text.joint.noFamily(network.name, family))
  const pools = network.pools.filter((pool) => pool.family === family && !pool.ignored)
  const pool = pools.find(({ subnet }) => isIn(subnet, address))
  if (!pool) return judge.refuse(field, text.joint.outside(address, network.name, pools.map(({ subnet }) => subnet).join(', ')))
  if (isSpecial(pool.subnet, address)) return judge.refuse(field, text.joint.special(address, pool.subnet))
  if (address === pool.gateway) return judge.refuse(field, text.joint.gateway(address, network.name), undefined, 'conflict')
  const kept = Object.entries(pool.aux).find(([, one]) => one === address)
  if (kept) return judge.refuse(field, text.joint.kept(address, kept[0]), undefined, 'conflict')
  const holder = network.members.find((member) => member.name !== container.name && (member.ipv4 === address || member.ipv6 === address))
  if (holder) judge.refuse(field, text.joint.taken(address, holder.name), undefined, 'conflict')
}
