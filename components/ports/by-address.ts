import { sortKey } from '../../lib/core/ip'
import type { AddressRow } from '../../lib/features/addresses/schema'
import type { PortRow } from '../../lib/features/ports/schema'
import type { SocketRow } from '../../lib/features/sockets/schema'

/** A program of the host that listens on an address, besides published ports. */
export type Program = { name: string; port: number; proto: string; key: string }

/** One address of the host (or one that a port wants and the host lacks) with everything on it. `free`: nothing is, and it could be used. */
export type AddressGroup = { address: string; family: 4 | 6; wild: boolean; row: AddressRow | null; missing: boolean; ports: PortRow[]; programs: Program[]; besides: number; free: boolean }

/** Sorts ports and programs to the addresses they are on. Link-local, loopback and the engine's own addresses are shown only where something is on them. */
export function groupByAddress(ports: readonly PortRow[], addresses: readonly AddressRow[], sockets: readonly SocketRow[]): AddressGroup[] {
  const own = new Map<string, AddressRow>()
  for (const row of addresses) if (row.container === null && !own.has(row.address)) own.set(row.address, row)
  const onAddress = grouped(ports.filter((port) => port.travels !== 'direct'), (port) => port.hostIp)
  const programs = grouped(sockets.filter((socket) => !socket.inside && socket.container === null && socket.dev === null && socket.port > 0), (socket) => socket.address)
  const texts = new Set(['::', '0.0.0.0', ...onAddress.keys(), ...[...own.values()].filter(isWorth).map((row) => row.address), ...[...programs.keys()].filter((address) => own.has(address))])
  const wildPorts = { 6: onAddress.get('::')?.length ?? 0, 4: onAddress.get('0.0.0.0')?.length ?? 0 }
  return [...texts]
    .map((address): AddressGroup => {
      const family = address.includes(':') ? 6 : 4
      const wild = address === '::' || address === '0.0.0.0'
      const row = own.get(address) ?? null
      const here = onAddress.get(address) ?? []
      const listening = programs.get(address) ?? []
      return {
        address, family, wild, row,
        missing: !wild && here.some((port) => port.addressState === 'missing'),
        ports: here,
        programs: listening.map((socket) => ({ name: socket.process?.name ?? '', port: socket.port, proto: socket.proto, key: socket.key })),
        besides: wild ? 0 : wildPorts[family],
        free: row !== null && isWorth(row) && here.length === 0 && listening.length === 0 && !row.flags.includes('dadfailed'),
      }
    })
    .filter((group) => !group.wild || group.ports.length > 0 || group.programs.length > 0)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** Whether an address is one to publish on. */
function isWorth(row: AddressRow): boolean {
  return row.scope === 'global' && row.network === null && row.kind !== 'loopback' && row.kind !== 'link-local'
}

/** What is wrong first, then wildcards, then what serves, then what is free; IPv6 before IPv4. */
function order(group: AddressGroup): string {
  const place = group.missing ? 0 : group.wild ? 1 : group.ports.length > 0 ? 2 : group.programs.length > 0 ? 3 : 4
  return `${group.missing ? 0 : 1}${group.family === 6 ? 0 : 1}${place}${sortKey(group.address)}`
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Groups in which every word of the filter occurs; `free`, `missing` and `used` ask for the state. */
export function narrowGroups(groups: readonly AddressGroup[], q: string): AddressGroup[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return groups.filter((group) => {
    const text = [
      group.address, group.row?.dev ?? '', ...(group.row?.flags ?? []), group.free ? 'is:free' : '', group.missing ? 'is:missing' : '', group.ports.length > 0 ? 'is:used' : '',
      ...group.ports.flatMap((port) => [port.container.name, `${port.hostPort}/${port.proto}`, port.state]), ...group.programs.flatMap((program) => [program.name, `${program.port}/${program.proto}`]),
    ].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
