import { isGlobalUnicast, kindOf } from '../../core/address-scope'
import { parseAddress, parsePrefix } from '../../core/ip'
import { text as all } from '../../text/en'
import { changesNetworks as text } from '../../text/en/changes-networks'
import type { CapabilityName } from '../engine/schema'
import type { Facts, Judge } from './judge'
import { OPTION_OF, type OptionField } from './create-body'
import type { CreateInput } from './create-input'

const BRIDGE_ONLY: OptionField[] = ['bridgeName', 'icc', 'masquerade', 'gatewayMode4', 'gatewayMode6', 'hostBinding', 'trustedHostInterfaces', 'hostIpv6']
/** What Podman takes without a word and does nothing with (pkg/api/handlers/compat/networks.go). */
const PODMAN_IGNORES: OptionField[] = ['icc', 'masquerade', 'hostBinding']
/** Engines take longer ones, which nothing then can show or find. */
const LONGEST_NAME = 255
const RESERVED = ['bridge', 'host', 'none', 'default', 'ingress']
// Parts of Moby that are flags of the request elsewhere in the input.
const FLAG_OPTIONS: Record<string, string> = { 'com.docker.network.enable_ipv4': 'ipv4', 'com.docker.network.enable_ipv6': 'ipv6', 'com.docker.network.internal': 'internal', mtu: 'mtu' }

/** Names, driver and options of a new network. Engine versions are never compared here: the engine's capabilities carry their own reasons. */
export function checkOptions(input: CreateInput, facts: Facts, judge: Judge): void {
  checkName(input, facts, judge)
  checkDriver(input, facts, judge)
  checkGiven(input, facts, judge)
  checkModes(input, facts, judge)
  checkHostSide(input, facts, judge)
  const fields = Object.fromEntries([...Object.entries(OPTION_OF).map(([field, option]) => [option, field]), ...Object.entries(FLAG_OPTIONS)])
  for (const option of Object.keys(input.options)) {
    const field = Object.hasOwn(fields, option) ? fields[option] : undefined
    if (field !== undefined && (field !== 'mode' || input.driver === 'ipvlan')) judge.refuse('options', text.ownField(option, field))
  }
}

function checkName({ name, bridgeName }: CreateInput, { networks, links }: Facts, judge: Judge): void {
  if (name === '') judge.refuse('name', text.name.missing)
  else if (name.length > LONGEST_NAME) judge.refuse('name', text.name.long(LONGEST_NAME))
  else if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) judge.refuse('name', text.name.chars(name))
  else if (RESERVED.includes(name)) judge.refuse('name', text.name.reserved(name))
  else if (networks.some((network) => network.name === name)) judge.refuse('name', text.name.taken(name), undefined, 'conflict')
  if (bridgeName === undefined) return
  const owner = networks.find((network) => network.bridge === bridgeName)
  // IFNAMSIZ is 16 with the end mark. The kernel takes nearly any other sign (dev_valid_name), of which some cannot be seen or typed.
  if (new TextEncoder().encode(bridgeName).length > 15) judge.refuse('bridgeName', text.bridgeName.long(bridgeName))
  else if (!/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/.test(bridgeName)) judge.refuse('bridgeName', text.bridgeName.chars(bridgeName))
  else if (owner) judge.refuse('bridgeName', text.bridgeName.network(bridgeName, owner.name), undefined, 'conflict')
  else if (links.some((link) => link.name === bridgeName)) judge.refuse('bridgeName', text.bridgeName.link(bridgeName), undefined, 'conflict')
}

function checkDriver(input: CreateInput, { links, engine }: Facts, judge: Judge): void {
  const { driver, parent } = input
  if (!input.ipv4 && !input.ipv6) judge.refuse('ipv6', text.noFamily)
  if (driver === 'overlay') {
    if (engine && engine.swarm !== 'active') judge.refuse('driver', text.noSwarm, undefined, 'not_available')
    if (!input.ipv4) judge.refuse('ipv4', text.overlayIpv4)
    if (input.ipv6) judge.warn(text.overlayIpv6)
  }
  if (driver !== 'macvlan' && driver !== 'ipvlan') return
  if (parent === undefined) {
    if (!input.internal) judge.refuse('parent', text.parent.missing(driver))
    return
  }
  if (!links.some(({ name }) => name === parent)) {
    // `eth0.50`: the engine makes the VLAN link on eth0.
    const below = /^(.+)\.\d{1,4}$/.exec(parent)?.[1]
    if (below !== undefined && links.some(({ name }) => name === below)) judge.warn(text.parent.vlan(parent, below))
    else judge.refuse('parent', text.parent.unknown(parent))
  }
  judge.warn(text.parent.noHost(driver))
  for (const { subnet, gateway } of input.pools) {
    if (driver === 'ipvlan' && input.mode !== undefined && input.mode !== 'l2') judge.warn(text.parent.l3(subnet))
    else if (gateway === undefined && !input.internal) judge.warn(text.parent.noRouter(driver, subnet))
  }
}

/** Fields that the driver or the engine has nothing for. */
function checkGiven(input: CreateInput, { engine }: Facts, judge: Judge): void {
  const isGiven = (field: OptionField) => input[field] !== undefined && !(field === 'trustedHostInterfaces' && input.trustedHostInterfaces.length === 0)
  for (const field of BRIDGE_ONLY) if (isGiven(field) && input.driver !== 'bridge') judge.refuse(field, text.onlyFor(text.what[field], 'bridge', input.driver))
  if (isGiven('mode') && input.driver !== 'ipvlan') judge.refuse('mode', text.onlyFor(text.what.mode, 'ipvlan', input.driver))
  if (isGiven('parent') && input.driver !== 'macvlan' && input.driver !== 'ipvlan') judge.refuse('parent', text.onlyFor(text.what.parent, 'macvlan / ipvlan', input.driver))
  if (engine?.product === 'podman') for (const field of PODMAN_IGNORES) if (isGiven(field)) judge.refuse(field, text.podmanIgnores(text.what[field]), undefined, 'not_available')
  const need = (field: string, name: CapabilityName, isWanted: boolean) => {
    const capability = engine?.capabilities[name]
    if (isWanted && capability?.state === 'unavailable') judge.refuse(field, capability.reason, undefined, 'not_available')
  }
  need('ipv4', 'ipv6OnlyNetworks', !input.ipv4)
  for (const field of ['gatewayMode4', 'gatewayMode6'] as const) {
    // nat is what engines without modes do anyway; the others they take without a word and do nat (seen with 20.10).
    need(field, 'gatewayModes', input[field] === 'routed')
    need(field, 'natUnprotected', input[field] === 'nat-unprotected')
    need(field, 'isolatedMode', input[field] === 'isolated')
  }
  need('trustedHostInterfaces', 'trustedHostInterfaces', isGiven('trustedHostInterfaces'))
  need('hostIpv6', 'egressSource6', isGiven('hostIpv6'))
}

function checkModes(input: CreateInput, { links, engine }: Facts, judge: Judge): void {
  for (const field of ['gatewayMode4', 'gatewayMode6'] as const) if (input[field] === 'isolated' && !input.internal) judge.refuse(field, text.mode.isolated)
  const { mtu } = input
  const uplink = links.find((link) => link.uplink)
  if (mtu !== undefined && (mtu < 68 || mtu > 65535)) judge.refuse('mtu', text.mtu.small)
  else if (mtu !== undefined && mtu < 1280 && input.ipv6) judge.refuse('mtu', text.mtu.small6(mtu))
  else if (mtu === undefined && uplink && uplink.mtu < 1500 && input.driver === 'bridge' && !input.internal) judge.warn(text.mtu.uplink(uplink.name, uplink.mtu))
  if (input.driver !== 'bridge') return
  if (input.gatewayMode6 !== undefined && !input.ipv6) judge.warn(text.mode.needsIpv6)
  const nat6 = input.ipv6 && (input.gatewayMode6 ?? 'nat') === 'nat' && !input.internal
  if (input.hostIpv6 !== undefined && input.gatewayMode6 === 'routed') judge.warn(text.mode.egressNotNat)
  if (!nat6 || engine?.capabilities.directAccessDropped.state !== 'available') return
  // F07 of the fault catalogue; measured with the engine's own rules.
  if (input.masquerade === false) judge.warn(text.mode.masqueradeOff)
  for (const { subnet } of input.pools) {
    const prefix = parsePrefix(subnet)
    if (prefix.ok && prefix.value.family === 6 && prefix.value.network !== 0n && isGlobalUnicast(prefix.value)) judge.warn(text.mode.globalBehindNat(prefix.value.text))
  }
}

/** Addresses and links that have to be this host's: the engine takes any and fails, or does nothing, later (libnetwork/drivers/bridge/labels.go). */
function checkHostSide(input: CreateInput, { addresses, links }: Facts, judge: Judge): void {
  const own = addresses.filter((row) => row.container === null)
  for (const field of ['hostBinding', 'hostIpv6'] as const) {
    const given = input[field]
    if (given === undefined) continue
    const parsed = parseAddress(given)
    if (!parsed.ok || parsed.value.zone !== undefined) {
      judge.refuse(field, parsed.ok ? all.ip.notAddress(given) : parsed.problem.message)
      continue
    }
    const { family, value, text: address } = parsed.value
    if (field === 'hostIpv6' && family !== 6) judge.refuse(field, text.onlyV6(address))
    // The unspecified address: publish on all of one family.
    else if (value === 0n && field === 'hostBinding') continue
    else if (!own.some((row) => row.address === address)) {
      const some = own.filter((row) => row.family === family && row.scope === 'global').slice(0, 5).map((row) => row.address)
      judge.refuse(field, text.notHere(address), some.length > 0 ? text.notHereHint(some.join(', ')) : undefined)
    } else if (field === 'hostIpv6' && ['link-local', 'loopback'].includes(kindOf(parsed.value))) judge.refuse(field, text.notGlobal(address))
  }
  input.trustedHostInterfaces.forEach((name, i) => {
    if (!links.some((link) => link.name === name)) judge.refuse(`trustedHostInterfaces.${i}`, text.unknownLink(name))
  })
}
