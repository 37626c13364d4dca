import type { ContainerRef } from '../containers/ref'
import type { SocketFact } from '../sockets/parse-ss'
import { overlaps, type Binding } from './bindings'
import type { PortConflict } from './schema'

/** A binding and whose it is. */
export type Owned = { container: ContainerRef; running: boolean; binding: Binding }

/** Finds who else has the protocol and port of a binding on an address that overlaps: other containers, and processes that hold a socket (`isEngine` tells the engine's own apart). */
export function conflictIndex(owned: readonly Owned[], sockets: readonly SocketFact[] | undefined, isEngine: (fact: SocketFact) => boolean): (of: Owned) => PortConflict[] {
  const bindings = grouped(owned, ({ binding }) => `${binding.proto} ${binding.hostPort}`)
  const held = grouped((sockets ?? []).filter((fact) => !isEngine(fact)), (fact) => `${fact.proto} ${fact.port}`)
  return ({ container, binding }) => {
    if (binding.hostPort === null) return []
    const key = `${binding.proto} ${binding.hostPort}`
    const others = (bindings.get(key) ?? []).filter((other) => other.container.id !== container.id && overlaps(other.binding.hostIp, binding.hostIp))
    const processes = (held.get(key) ?? []).filter((fact) => overlaps(fact.address, binding.hostIp) || takesIpv4Too(fact, binding))
    return [
      ...processes.map((fact): PortConflict => ({ what: 'process', name: fact.users[0]?.name ?? '', pid: fact.users[0]?.pid ?? null, container: null, running: true, address: fact.address, port: fact.port })),
      ...others.map((other): PortConflict => ({ what: 'container', name: other.container.name, pid: null, container: other.container, running: other.running, address: other.binding.hostIp, port: binding.hostPort! })),
    ]
  }
}

/** An IPv6 wildcard without IPV6_V6ONLY has the port for IPv4 as well. */
function takesIpv4Too(fact: SocketFact, binding: Binding): boolean {
  return binding.family === 4 && fact.address === '::' && fact.v6only === false
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
