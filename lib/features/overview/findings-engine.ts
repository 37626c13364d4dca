import { text } from '../../text/en'
import type { Container, PortBinding } from '../containers/schema'
import { bindFailureOf } from '../ports/bind-error'
import { placeText } from '../ports/bindings'
import { bridges6, isGlobal, realNetworks, type Facts } from './facts'
import type { Finding } from './schema'

// What Docker 20.10 to 29 and Podman say when an address or port cannot be had.
const BIND_FAILED = /cannot assign requested address|address already in use|port is already allocated|failed to bind host port/i

/** F16 to F18. By the engine's words: exit code and state are those of the run before. */
export function bindFailed({ containers = [], addresses }: Facts): Finding[] {
  return containers
    .filter((c) => c.pid === null && BIND_FAILED.test(c.error))
    .map((c) => {
      const race = bootRace(c, addresses)
      if (race) return race
      const named = c.ports.find((p) => p.hostIp !== null && c.error.includes(p.hostIp)) ?? c.ports.find((p) => p.hostPort !== null && c.error.includes(`:${p.hostPort}`))
      const about = { resource: 'containers', key: c.id, label: c.name }
      return { code: 'bind_failed', severity: 'bad', ...text.findings.bind_failed(c.name, named ? bindingText(named) : null, c.error.slice(0, 500)), about }
    })
}

/** F16: the address was not on the host when the container was to start. Whether it is now makes the difference between adding it and starting the container. */
function bootRace({ name, error, ports }: Container, addresses: Facts['addresses']): Finding | null {
  const failure = bindFailureOf(error)
  const port = failure?.kind === 'address' ? ports.find((p) => p.hostIp === failure.address && p.hostPort === failure.port) : undefined
  if (!failure || !port) return null
  const place = placeText({ hostIp: failure.address, hostPort: failure.port })
  const isThere = addresses.some((a) => a.address === failure.address && !a.flags.includes('tentative') && !a.flags.includes('dadfailed'))
  const { title, why, advice } = text.findings.boot_race(name, place, failure.address, isThere)
  return { code: 'boot_race', severity: 'bad', title, why, advice, about: { resource: 'ports', key: `${place}/${port.proto} ${name}:${port.port}`, label: place } }
}

function bindingText({ hostIp, hostPort, proto }: PortBinding): string {
  const host = hostIp === null ? '' : hostIp.includes(':') ? `[${hostIp}]` : hostIp
  return `${host}:${hostPort ?? ''}/${proto}`
}

/** F59 */
export function poolIgnored(facts: Facts): Finding[] {
  return realNetworks(facts).flatMap((n) => {
    const pool = n.pools.find((p) => p.ignored && p.family === 6)
    if (!pool || n.ipv6) return []
    return [{ code: 'network_pool_ignored', severity: 'attention' as const, ...text.findings.network_pool_ignored(n.name, pool.subnet), about: { resource: 'networks', key: n.id, label: n.name } }]
  })
}

/** F40. Only TCP: a UDP socket without a listener's state can be anything. */
export function ipv4OnlyListeners({ containers = [] }: Facts): Finding[] {
  return containers.flatMap((c) => {
    const { inside } = c
    if (!inside || !c.attachments.some((a) => a.ipv6 !== null)) return []
    const ports = new Set(c.ports.filter((p) => p.proto === 'tcp' && p.hostIp?.includes(':')).map((p) => p.port))
    const dead = [...ports].filter((port) => {
      const listeners = inside.listening.filter((l) => l.proto === 'tcp' && l.port === port)
      return listeners.some((l) => l.family === 4 && l.address === '0.0.0.0') && !listeners.some((l) => l.family === 6)
    })
    if (dead.length === 0) return []
    return [{ code: 'ipv4_only_listener', severity: 'bad' as const, ...text.findings.ipv4_only_listener(c.name, dead.join(', ')), about: { resource: 'containers', key: c.id, label: c.name } }]
  })
}

/** F22 */
export function configPending({ configPending }: Facts): Finding[] {
  if (configPending === null) return []
  return [{ code: 'config_pending', severity: 'attention', ...text.findings.config_pending(configPending), about: { resource: 'engine', key: 'engine', label: configPending } }]
}

/** F07, seen in the lab: replies die in the engine's rule in raw PREROUTING. */
export function masqueradeOffNat(facts: Facts): Finding[] {
  if (facts.capabilities?.directAccessDropped.state !== 'available') return []
  const direct = facts.settings?.find((s) => s.key === 'allow-direct-routing')
  if (direct?.value !== 'false') return []
  return bridges6(facts)
    .filter((n) => n.gatewayMode6 === 'nat' && n.masquerade === false && !n.internal && !n.options['com.docker.network.bridge.trusted_host_interfaces'])
    .filter((n) => n.pools.some((p) => p.family === 6 && isGlobal(p.subnet.split('/')[0] ?? '')))
    .map((n) => ({ code: 'masquerade_off_nat', severity: 'bad', ...text.findings.masquerade_off_nat(n.name), about: { resource: 'networks', key: n.id, label: n.name } }))
}

/** F26: what the setting means. Whether something else on the host filters is not looked at. */
export function ip6tablesOff(facts: Facts): Finding[] {
  const networks = bridges6(facts)
  const off = facts.settings?.some((s) => s.key === 'ip6tables' && s.value === 'false') ?? false
  if (!off || networks.length === 0) return []
  return [{ code: 'ip6tables_off', severity: 'attention', ...text.findings.ip6tables_off(networks.length), about: { resource: 'engine-settings', key: 'ip6tables', label: 'ip6tables' } }]
}

/** F11 */
export function bridgeAddressMissing(facts: Facts): Finding[] {
  const { links } = facts
  if (!links) return []
  const has = new Set(facts.addresses.map((a) => `${a.dev} ${a.address}`))
  return bridges6(facts).flatMap((n) => {
    const { bridge } = n
    const pool = n.pools.find((p) => p.family === 6)
    if (bridge === null || !pool?.gateway || !links.some((link) => link.name === bridge) || has.has(`${bridge} ${pool.gateway}`)) return []
    // Networks whose bridge has no address on purpose, or whose gateway is another router.
    if (n.gatewayMode6 === 'isolated' || 'DefaultGatewayIPv6' in pool.aux) return []
    return [{ code: 'bridge_address_missing', severity: 'bad' as const, ...text.findings.bridge_address_missing(n.name, pool.gateway, bridge), about: { resource: 'networks', key: n.id, label: n.name } }]
  })
}
