import { text } from '../../text/en'
import { addressKind } from '../addresses/kind'
import type { EngineContainer } from '../containers/readings'
import { isApiAtLeast } from '../engine/capabilities'
import type { EngineInfo, EngineProcess, EngineVersion } from '../engine/readings'
import { settingsOf } from '../engine/settings'
import type { EngineNetwork } from '../networks/readings'
import { portless } from '../networks/portless'
import { networkOf } from '../networks/resource'
import { placeText, type Binding } from './bindings'
import type { Translation } from './translations'
import type { Travels } from './schema'

/** What the engine does about ports, by its settings; null where they are not known. */
export type EngineWays = { podman: boolean; rootless: boolean; rules: Record<4 | 6, boolean | null>; proxy: boolean | null }

/** Reads the engine's settings for ports. Before API 1.46 ip6tables counts only with `experimental`. */
export function engineWays(version: EngineVersion | undefined, info: EngineInfo | undefined, process: EngineProcess | undefined): EngineWays {
  const podman = version?.product === 'podman'
  const settings = version && process && !podman ? settingsOf(version, process) : []
  const on = (key: string) => {
    const value = settings.find((s) => s.key === key)?.value
    return value === undefined ? null : value === 'true'
  }
  const six = on('ip6tables')
  const needsExperimental = version !== undefined && !isApiAtLeast(version.apiVersion, '1.46')
  return {
    podman,
    rootless: info?.rootless ?? false,
    rules: { 4: podman || on('iptables'), 6: podman || (six && needsExperimental ? on('experimental') : six) },
    proxy: podman ? false : on('userland-proxy'),
  }
}

/** Where a binding leads and by what means. `network` is the one that ports go through. */
export type Travel = { travels: Travels; why: string; sourceKept: boolean | null; target: string | null; network: EngineNetwork | null }

type Told = { running: boolean; rule: Translation | null; rulesRead: boolean; networks: readonly EngineNetwork[] | undefined; ways: EngineWays }

const t = text.ports.travels

/** Works out how packets of a binding travel: by the rule that is there, else by what the engine does in such a case (Moby, drivers/bridge/port_mapping_linux.go). */
export function travelOf(binding: Binding, container: Pick<EngineContainer, 'attachments'>, { running, rule, rulesRead, networks, ways }: Told): Travel {
  const seat = seatOf(binding, container, rule, networks)
  const { family, hostIp } = binding
  const six = family === 6 ? (seat?.address6 ?? null) : (seat?.address4 ?? null)
  const hasFamily = family === 6 ? seat?.has6 : seat?.has4
  const base = { network: seat?.network ?? null }
  const proxied = (why: string): Travel => ({ ...base, travels: 'proxy', why, sourceKept: false, target: six ?? seat?.address4 ?? null })
  const none = (why: string): Travel => ({ ...base, travels: 'none', why, sourceKept: null, target: six })
  if ((family === 6 ? seat?.network?.gatewayMode6 : seat?.network?.gatewayMode4) === 'routed') return { ...base, travels: 'direct', why: t.direct, sourceKept: true, target: six }
  const closed = seat?.network && !rule ? portless(seat.network, family) : null
  if (closed) return none(t.portless(seat!.network!.name, closed))
  if (ways.rootless) return { ...base, travels: 'proxy', why: t.rootless, sourceKept: null, target: six }
  if (addressKind(hostIp) === 'loopback' && ways.proxy !== false) return proxied(t.loopback)
  if (rule) return { ...base, travels: 'dnat', why: t.rule(placeText({ hostIp: rule.address, hostPort: rule.port })), sourceKept: true, target: rule.address }
  if (hasFamily === false) {
    if (family === 4) return none(t.noIpv4)
    return ways.proxy === false ? none(t.noProxy4) : proxied(t.ipv4Only)
  }
  if (ways.rules[family] === null && !(running && rulesRead)) return { ...base, travels: 'unknown', why: t.unknown, sourceKept: null, target: six }
  const wanted = ways.rules[family] !== false
  if (wanted && !running) return { ...base, travels: 'dnat', why: t.willDnat, sourceKept: true, target: six }
  if (wanted && !rulesRead) return { ...base, travels: 'dnat', why: t.expected, sourceKept: true, target: six }
  if (ways.proxy === false) return none(t.noProxyNoRule)
  return proxied(wanted ? t.noRule : family === 6 ? t.ip6tablesOff : t.iptablesOff)
}

type Seat = { network: EngineNetwork | null; address4: string | null; address6: string | null; has4: boolean; has6: boolean }

/** The attachment that ports go through: the rule's, else the one that gives the default gateway (highest priority, not internal, with that family first, then by name). */
function seatOf({ family }: Binding, { attachments }: Pick<EngineContainer, 'attachments'>, rule: Translation | null, networks: readonly EngineNetwork[] | undefined): Seat | null {
  const seats = attachments.map((a) => {
    const network = networks ? (networkOf(a, [...networks]) ?? null) : null
    const seat: Seat = {
      network,
      address4: a.ipv4 ?? a.fixed4,
      address6: a.ipv6 ?? a.fixed6,
      has4: a.ipv4 !== null || a.fixed4 !== null || (a.ipv6 === null && (network?.ipv4 ?? true)),
      has6: a.ipv6 !== null || a.fixed6 !== null || (a.ipv4 === null && (network?.ipv6 ?? false)),
    }
    return { seat, priority: a.gwPriority ?? 0, internal: network !== null && ['internal', 'isolated'].includes(portless(network, family) ?? ''), name: a.networkName }
  })
  const byRule = rule && seats.find(({ seat }) => seat.address6 === rule.address || seat.address4 === rule.address)
  if (byRule) return byRule.seat
  const has = (seat: Seat) => Number(family === 6 ? seat.has6 : seat.has4)
  const [first] = seats.sort((a, b) => Number(a.internal) - Number(b.internal) || b.priority - a.priority || has(b.seat) - has(a.seat) || (a.name < b.name ? -1 : 1))
  return first?.seat ?? null
}
