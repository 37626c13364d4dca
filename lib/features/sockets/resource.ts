import { defineResource } from '../../core/resource'
import { addressKind } from '../addresses/kind'
import { containerNetns, engineContainers } from '../containers/readings'
import { ownersOf, type Owners } from '../owners'
import { uniqueKeys } from '../unique-keys'
import type { SocketFact } from './parse-ss'
import { publishedIndex } from './published'
import { socketFacts } from './readings'
import type { Exposure, SocketRow } from './schema'

const needs = { sockets: socketFacts }
const enriches = { containers: engineContainers, netns: containerNetns }

/** Listening sockets: those of the host by port, then those inside containers. */
export const sockets = defineResource<SocketRow, typeof needs, typeof enriches>({
  name: 'sockets',
  needs,
  enriches,
  rows({ sockets: facts }, { containers, netns }) {
    const owners = ownersOf({ networks: undefined, containers, netns })
    const published = publishedIndex(containers)
    const unique = uniqueKeys()
    const onHost = [...facts].sort(byPort).map((fact): SocketRow => {
      const holder = fact.users[0]
      const container = published(fact)
      return {
        key: unique(`host/${fact.proto}/${fact.address}${fact.dev === null ? '' : `%${fact.dev}`}/${fact.port}`),
        family: fact.family,
        alsoIpv4: fact.address === '::' && fact.v6only !== true,
        proto: fact.proto,
        address: fact.address,
        port: fact.port,
        dev: fact.dev,
        exposure: exposureOf(fact.address),
        process: holder ? { pid: holder.pid, name: holder.name } : null,
        enginePort: container !== null,
        container,
        inside: false,
      }
    })
    return [...onHost, ...insideRows(owners, unique)]
  },
  key: (row) => row.key,
  search: (row) =>
    [
      row.proto, place(row), row.address, row.dev ?? '', `port ${row.port}`, `ipv${row.family}`, row.exposure, row.process ? `${row.process.name} pid ${row.process.pid}` : '',
      row.container?.name ?? '', row.inside ? 'inside' : 'host', row.enginePort ? 'published' : '', row.alsoIpv4 ? 'ipv4' : '',
    ].join(' '),
  sorts: { port: 'number', address: 'address', family: 'number', proto: 'text', dev: 'text', exposure: 'text', process: 'text', container: 'text' },
})

function insideRows(owners: Owners, unique: (key: string) => string): SocketRow[] {
  return owners.namespaces.flatMap(({ container, netns }) =>
    [...netns.listening].sort(byPort).map(({ proto, family, address, port }): SocketRow => ({
      key: unique(`${container.id}/${proto}/${address}/${port}`),
      family,
      // /proc/net/tcp6 does not tell IPV6_V6ONLY; an IPv6 wildcard takes IPv4 too unless the program asked otherwise or bound both.
      alsoIpv4: address === '::' && !netns.listening.some((other) => other.proto === proto && other.family === 4 && other.port === port),
      proto,
      address,
      port,
      dev: null,
      exposure: exposureOf(address),
      process: null,
      enginePort: false,
      container,
      inside: true,
    })),
  )
}

/** Who can reach an address by its scope alone. An IPv4-mapped address is reached over IPv4 only. */
export function exposureOf(address: string): Exposure {
  const kind = addressKind(address.replace(/^::ffff:(?=[0-9.]+$)/, ''))
  return kind === 'unspecified' ? 'all' : kind === 'loopback' ? 'loopback' : kind === 'link-local' ? 'link-local' : 'address'
}

/** `[::]:80`, as one writes it in a URL. */
function place({ family, address, port }: Pick<SocketRow, 'family' | 'address' | 'port'>): string {
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`
}

function byPort(a: Pick<SocketFact, 'port' | 'proto' | 'family' | 'address'>, b: typeof a): number {
  return a.port - b.port || text(a.proto, b.proto) || b.family - a.family || text(a.address, b.address)
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
