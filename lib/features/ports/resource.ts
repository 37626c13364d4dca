import { sortKey } from '../../core/ip'
import { defineResource } from '../../core/resource'
import { addressFacts } from '../addresses/readings'
import { containerNetns, engineContainers } from '../containers/readings'
import { engineInfo, engineProcess, engineVersion } from '../engine/readings'
import { ip6tables, ip6tablesLegacy, iptables, iptablesLegacy, nftRuleset } from '../firewall/readings'
import { engineNetworks } from '../networks/readings'
import { routes4, routes6 } from '../routes/readings'
import { uplinksOf } from '../routes/uplinks'
import { publishedIndex } from '../sockets/published'
import { socketFacts } from '../sockets/readings'
import { exposureOf } from '../sockets/resource'
import { sysctlValues } from '../sysctls/readings'
import { uniqueKeys } from '../unique-keys'
import { bindingsOf, placeText } from './bindings'
import { conflictIndex, type Owned } from './conflicts'
import { filterOf } from './filter'
import { hostAddresses } from './host-addresses'
import { reachOf } from './reach'
import type { PortRow } from './schema'
import { stateOf } from './state'
import { translationIndex } from './translations'
import { engineWays, travelOf } from './travel'
import { widerPlace } from './wider'

const needs = { containers: engineContainers }
const enriches = {
  networks: engineNetworks, netns: containerNetns, sockets: socketFacts, addresses: addressFacts, routes6, routes4, sysctls: sysctlValues,
  version: engineVersion, info: engineInfo, process: engineProcess, ip6tables, iptables, ip6tablesLegacy, iptablesLegacy, nftRuleset,
}

/** Published ports, one row per binding and family: those of stopped containers too, as what they will try. By address, then port. */
export const ports = defineResource<PortRow, typeof needs, typeof enriches>({
  name: 'ports',
  needs,
  enriches,
  rows({ containers }, e) {
    const { networks, sockets } = e
    const bridges = new Set((networks ?? []).flatMap((n) => (n.bridge === null ? [] : [n.bridge])))
    const own = hostAddresses(e.addresses, bridges)
    const ways = engineWays(e.version, e.info, e.process)
    const filter = filterOf(e)
    const rules = translationIndex([...(e.ip6tables ?? []), ...(e.iptables ?? []), ...(e.ip6tablesLegacy ?? []), ...(e.iptablesLegacy ?? []), ...(e.nftRuleset ?? [])])
    const rulesRead = { 4: (e.iptables ?? e.nftRuleset) !== undefined, 6: (e.ip6tables ?? e.nftRuleset) !== undefined }
    const published = publishedIndex(containers)
    const listening = new Map((e.netns ?? []).map((one) => [one.id, one.listening]))
    const uplinks = { 4: uplinksOf(e.routes4), 6: uplinksOf(e.routes6) }
    const nonlocal = e.sysctls?.['net/ipv6/ip_nonlocal_bind'] === '1'
    const owned = containers.flatMap((c) => {
      const siblings = bindingsOf(c, networks)
      return siblings.map((binding) => ({ c, container: { id: c.id, name: c.name }, running: c.pid !== null, binding, siblings }))
    })
    const conflictsOf = conflictIndex(owned satisfies Owned[], sockets, (fact) => published(fact) !== null)
    const unique = uniqueKeys()
    return owned.sort((a, b) => order(a) < order(b) ? -1 : 1).map((one): PortRow => {
      const { c, container, running, binding } = one
      const { family, proto, hostIp, hostPort, port } = binding
      const rule = running && hostPort !== null ? rules(binding) : null
      const travel = travelOf(binding, c, { running, rule, rulesRead: rulesRead[family], networks, ways })
      const addressState = own.state(hostIp)
      const wild = addressState === 'all' ? own.all(family) : { addresses: [{ address: hostIp, dev: own.dev(hostIp) ?? '' }], bridges: 0 }
      const exposure = exposureOf(hostIp)
      const conflicts = conflictsOf(one)
      const wider = widerPlace(binding, c, one.siblings, { rules, sockets, isOthers: (fact) => ![undefined, c.id].includes(published(fact)?.id) })
      const seen = { binding, container: c, wider, travels: travel.travels, why: travel.why, addressState, conflicts, listening: listening.get(c.id), nonlocal }
      const { state, why: stateWhy } = stateOf(seen)
      const { reach, why: reachWhy } = reachOf({
        family, proto, running, exposure, hostIp, hostPort, containerPort: port, travels: travel.travels, target: travel.target, bridge: travel.network?.bridge ?? null,
        addressState: e.addresses === undefined ? null : addressState, addresses: wild.addresses, uplinks: uplinks[family], sysctls: e.sysctls, filter,
      })
      const holder = running ? sockets?.find((fact) => fact.proto === proto && fact.port === hostPort && fact.address === hostIp && published(fact)?.id === c.id)?.users[0] : undefined
      return {
        key: unique(`${placeText(binding)}/${proto} ${c.name}:${port}`),
        family, proto, hostIp, hostPort, container, running, image: c.image, project: c.project, containerPort: port,
        containerAddress: travel.target,
        network: travel.network && { id: travel.network.id, name: travel.network.name },
        travels: travel.travels, travelsWhy: travel.why, sourceKept: travel.sourceKept,
        exposure, addresses: wild.addresses, bridges: wild.bridges, reach, reachWhy,
        holder: holder ? { pid: holder.pid, name: holder.name } : null,
        wider, conflicts, addressState, state, stateWhy, error: running ? '' : c.error,
      }
    })
  },
  key: (row) => row.key,
  search: (row) =>
    [
      placeText(row), row.hostIp, `${row.hostPort ?? ''}/${row.proto}`, `ipv${row.family}`, row.container.name, row.image, row.project ?? '', `${row.containerPort}/${row.proto}`, row.containerAddress ?? '',
      row.network?.name ?? '', row.travels, row.exposure, row.reach, row.state, row.holder?.name ?? '', ...row.conflicts.map((c) => `conflict ${c.name}`), ...row.addresses.map((a) => a.address),
    ].join(' '),
  sorts: { hostIp: 'address', hostPort: 'number', family: 'number', proto: 'text', container: 'text', containerPort: 'number', network: 'text', travels: 'text', exposure: 'text', reach: 'text', state: 'text', project: 'text' },
})

/** IPv6 first, then by address, port and name. */
function order({ binding, container }: Owned): string {
  const { family, hostIp, hostPort, proto } = binding
  return `${family === 6 ? 0 : 1} ${sortKey(hostIp)} ${String(hostPort ?? 0).padStart(5, '0')} ${proto} ${container.name} ${binding.port}`
}
