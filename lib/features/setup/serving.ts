import { isGlobalUnicast, kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import type { Network } from '../networks/schema'
import type { PortRow } from '../ports/schema'
import type { SocketRow } from '../sockets/schema'

/** Where a TCP connection can be tried. */
export type Place = { address: string; port: number }
/** A container that publishes a TCP port: its own place on the network, and the one where somebody beyond this host finds it. Null where there is none. */
export type Serving = { container: string; inside: Place | null; outside: Place | null }

/** Published ports of one check that are tried. */
const MOST = 3

/** A service of the host itself that listens on IPv6 for everybody, the lowest port first; null without one. Ports that the engine holds lead to containers. */
export function hostService(sockets: readonly SocketRow[], address: string): Place | null {
  const own = sockets.filter((one) => one.proto === 'tcp' && one.family === 6 && !one.inside && !one.enginePort && (one.exposure === 'all' || one.address === address))
  const [first] = own.toSorted((a, b) => a.port - b.port)
  return first ? { address, port: first.port } : null
}

/** What running containers publish by TCP on a network. */
export function servingOn(network: Pick<Network, 'name' | 'members'>, ports: readonly PortRow[]): Serving[] {
  const seen = new Set<string>()
  return ports
    .filter((row) => isTried(row) && row.network?.name === network.name)
    .flatMap((row): Serving[] => {
      const { container, containerPort } = row
      if (seen.has(`${container.id} ${containerPort}`)) return []
      seen.add(`${container.id} ${containerPort}`)
      const own = network.members.find(({ id }) => id === container.id)?.ipv6?.split('/')[0]
      return [{ container: container.name, inside: own ? { address: own, port: containerPort } : null, outside: outsideOf(row, own) }]
    })
    .slice(0, MOST)
}

/** What running containers publish by TCP on an address of the host, or on all of them. */
export function servingAt(address: string, ports: readonly PortRow[]): Serving[] {
  return ports
    .filter((row) => isTried(row) && row.hostPort !== null && (row.hostIp === address || row.hostIp === '::'))
    .map(({ container, hostPort }) => ({ container: container.name, inside: null, outside: { address, port: hostPort! } }))
    .slice(0, MOST)
}

function isTried({ family, proto, running, travels, exposure }: PortRow): boolean {
  return family === 6 && proto === 'tcp' && running && travels !== 'none' && exposure !== 'loopback' && exposure !== 'link-local'
}

function outsideOf({ travels, hostIp, hostPort, containerPort, addresses }: PortRow, own: string | undefined): Place | null {
  if (travels === 'direct') return own ? { address: own, port: containerPort } : null
  const address = hostIp === '::' ? addresses.map((one) => one.address).find(isWide) : hostIp
  return address === undefined || hostPort === null ? null : { address, port: hostPort }
}

function isWide(address: string): boolean {
  const parsed = parseAddress(address)
  return parsed.ok && (isGlobalUnicast(parsed.value) || kindOf(parsed.value) === 'unique-local')
}
