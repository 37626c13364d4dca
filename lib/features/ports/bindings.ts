import type { Family } from '../../core/ip'
import type { EngineContainer } from '../containers/readings'
import type { EngineNetwork } from '../networks/readings'
import { networkOf } from '../networks/resource'

/** One binding with one address family. */
export type Binding = { family: Family; proto: string; hostIp: string; hostPort: number | null; port: number }

const HOST_BINDING = 'com.docker.network.bridge.host_binding_ipv4'
export const WILDCARD: Record<Family, string> = { 4: '0.0.0.0', 6: '::' }

/**
 * The bindings of a container, those of one without a host address taken apart: it means what its network says (`host_binding_ipv4`, which takes
 * IPv6 too), else all addresses of both families (Docker from 20.10.2 on). Ports that are exposed only are left out.
 */
export function bindingsOf(container: Pick<EngineContainer, 'pid' | 'ports' | 'attachments'>, networks: readonly EngineNetwork[] | undefined): Binding[] {
  // A container that does not run lists what it asked for: nothing said means any address and any port.
  const published = container.ports.filter((p) => p.hostIp !== null || p.hostPort !== null || container.pid === null)
  return published.flatMap(({ proto, port, hostIp, hostPort }) => {
    const [first] = container.attachments
    const byNetwork = first && networks ? networkOf(first, [...networks])?.options[HOST_BINDING] : undefined
    // The default bridge says 0.0.0.0, which is the engine's word for both families here.
    const given = hostIp ?? (byNetwork && byNetwork !== WILDCARD[4] ? byNetwork : null)
    const places = given === null ? [WILDCARD[6], WILDCARD[4]] : [given]
    return places.map((place): Binding => ({ family: place.includes(':') ? 6 : 4, proto, hostIp: place, hostPort, port }))
  })
}

/** `[2001:db8::1]:80`, `192.0.2.1:80`; without a port just the address. */
export function placeText({ hostIp, hostPort }: Pick<Binding, 'hostIp' | 'hostPort'>): string {
  const host = hostIp.includes(':') ? `[${hostIp}]` : hostIp
  return hostPort === null ? host : `${host}:${hostPort}`
}

/** Whether packets to one place could be for the other: same address, or one of them is every address of the family. */
export function overlaps(a: string, b: string): boolean {
  if (a.includes(':') !== b.includes(':')) return false
  return a === b || a === '::' || b === '::' || a === '0.0.0.0' || b === '0.0.0.0'
}
