import { ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'
import { portless } from '../networks/portless'
import { refuse } from '../plan-parts'
import { isOn, type PublishFacts } from './publish-facts'
import { isLive, overlap, placesTaken, placeText, type Place } from './publish-place'
import type { Container } from './schema'

/** Whether the host and the container can have these bindings. Answers what should be known besides. */
export function checkPlaces(places: readonly Place[], container: Container, facts: PublishFacts): Result<string[]> {
  const warnings: string[] = []
  for (const place of places) {
    for (const check of [checkAddress, checkWay, checkTaken]) {
      const checked = check(place, container, facts)
      if (!checked.ok) return checked
      warnings.push(...checked.value)
    }
    if (facts.engine?.rootless && place.hostPort !== null && place.hostPort < 1024) warnings.push(text.port.privileged(place.hostPort))
  }
  return ok([...new Set(warnings)])
}

function checkAddress({ line, address, family, isAll }: Place, _container: Container, { addresses }: PublishFacts): Result<string[]> {
  const field = `bindings.${line}.hostAddress`
  if (isAll) return ok([family === 6 ? text.address.all6 : text.address.all4])
  // The kernel takes all of 127.0.0.0/8 for its own.
  if (address.startsWith('127.')) return ok([text.address.loopback(address)])
  const rows = addresses.filter((row) => row.address === address)
  const own = rows.find((row) => !row.container)
  if (!own) {
    const [holder] = rows
    return holder?.container ? refuse(field, text.address.inContainer(address, holder.container.name)) : refuse(field, text.address.notHere(address), 'not_found', text.address.notHereHint)
  }
  // The row of an address that is added in the same batch has no flags yet.
  const flags = own.flags ?? []
  if (flags.includes('dadfailed')) return refuse(field, text.address.dadfailed(address, own.dev), 'conflict')
  if (flags.includes('tentative') && !flags.includes('optimistic')) return refuse(field, text.address.tentative(address), 'conflict', text.address.tentativeHint)
  if (address === '::1') return ok([text.address.loopback(address)])
  return ok([
    text.address.one(address),
    ...(flags.includes('temporary') ? [text.address.temporary(address)] : flags.includes('dynamic') || own.source === 'ra' || own.source === 'dhcp' ? [text.address.dynamic(address)] : []),
    ...(flags.includes('deprecated') ? [text.address.deprecated(address)] : []),
  ])
}

/** By which way connections come to the container, if any (libnetwork/drivers/bridge/port_mapping_linux.go). */
function checkWay({ line, family }: Place, container: Container, facts: PublishFacts): Result<string[]> {
  const field = `bindings.${line}.hostAddress`
  const on = (container.attachments ?? []).flatMap(({ network }) => facts.networks.find(({ id, name }) => name === network.name || id === network.id) ?? [])
  if (on.length === 0) return ok([text.way.unattached(container.name)])
  const open = on.filter((network) => portless(network, family) === null)
  if (open.length === 0) return refuse(field, text.way.portless(on.map((network) => `${network.name} (${portless(network, family)})`).join(', ')))
  const names = open.map(({ name }) => name).join(', ')
  const same = open.filter((network) => (family === 6 ? network.ipv6 : network.ipv4))
  if (same.length === 0) {
    if (family === 4) return refuse(field, text.way.noFour(names))
    return isOn(facts, 'userland-proxy') === false ? refuse(field, text.way.noProxy(names)) : ok([text.way.proxied(names)])
  }
  const mode = (network: (typeof on)[number]) => (family === 6 ? network.gatewayMode6 : network.gatewayMode4)
  if (same.every((network) => mode(network) === 'routed')) return refuse(field, text.way.routed(names))
  return ok(family === 6 && facts.engine?.product === 'docker' && isOn(facts, 'ip6tables') === false ? [text.way.oldProxy] : [])
}

function checkTaken(place: Place, container: Container, { sockets, containers }: PublishFacts): Result<string[]> {
  if (place.hostPort === null) return ok([])
  const field = `bindings.${place.line}.hostPort`
  const shown = placeText(place)
  const taken = (who: string) => refuse(field, text.port.takenBy(shown, who), 'conflict')
  const warnings: string[] = []
  for (const other of containers) {
    // What has a row is told by it: without an address, the network may have put it at one.
    const asked = (other.published ?? []).filter((one) => other.pid === null || !(other.ports ?? []).some((row) => row.hostPort !== null && isLive(row, one, other.published)))
    const asks = asked.some((published) => placesTaken(published).some((one) => overlap(one, place)))
    const has = other.pid !== null && (other.ports ?? []).some((row) => row.hostPort !== null && placesTaken({ port: `${row.port}/${row.proto}`, hostIp: row.hostIp ?? '', hostPort: String(row.hostPort) }).some((one) => overlap(one, place)))
    if (!asks && !has) continue
    if (other.name === container.name) return refuse(field, text.port.there(container.name, shown), 'conflict')
    if (has) return taken(text.port.container(other.name))
    warnings.push(text.port.stopped(other.name, shown))
  }
  for (const socket of sockets) {
    if (socket.inside || socket.proto !== place.proto || socket.port !== place.hostPort || socket.container?.name === container.name) continue
    // A socket of one link holds its address there only; what is bound to all takes it all the same.
    const bound = { proto: place.proto, family: socket.family, address: socket.address, isAll: socket.exposure === 'all', hostPort: socket.port }
    const both = socket.alsoIpv4 && place.family === 4 ? { ...bound, family: 4 as const, isAll: true } : bound
    if (!overlap(bound, place) && !overlap(both, place)) continue
    const { process } = socket
    return taken(socket.container ? text.port.container(socket.container.name) : process ? text.port.process(process.name, process.pid) : text.port.unknown)
  }
  return ok(warnings)
}
