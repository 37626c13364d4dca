import type { PortBinding } from '../../lib/features/containers/schema'
import { containersPage as words } from '../../lib/text/en/pages-containers'

/** One listening place on the host. */
export type HostEnd = { text: string; why: string; six: boolean }

/** A port of the container with every place on the host that leads to it, IPv6 first. No ends: exposed, not published. */
export type PortGroup = { inside: string; ends: HostEnd[] }

/** Bindings by the port they lead to. */
export function portGroups(ports: readonly PortBinding[]): { published: PortGroup[]; exposed: string[] } {
  const groups = new Map<string, HostEnd[]>()
  for (const binding of [...ports].sort((a, b) => a.port - b.port)) {
    const inside = `${binding.port}/${binding.proto}`
    const ends = groups.get(inside) ?? []
    if (binding.hostIp !== null || binding.hostPort !== null) ends.push(endOf(binding))
    groups.set(inside, ends)
  }
  const all = [...groups].map(([inside, ends]) => ({ inside, ends: ends.sort((a, b) => Number(b.six) - Number(a.six)) }))
  return { published: all.filter((group) => group.ends.length > 0), exposed: all.filter((group) => group.ends.length === 0).map((group) => group.inside) }
}

/** One binding as a line of text, for tooltips and copying. */
export function portText(group: PortGroup): string {
  return `${group.ends.map((end) => end.text).join(', ')} ${words.port.to} ${group.inside}`
}

function endOf({ hostIp, hostPort }: PortBinding): HostEnd {
  const six = hostIp?.includes(':') ?? false
  const host = hostIp === null ? words.port.all : six ? `[${hostIp}]` : hostIp
  const text = hostPort === null ? host : `${host}:${hostPort}`
  const where = hostIp === null ? words.port.unset : hostIp === '::' ? words.port.any6 : hostIp === '0.0.0.0' ? words.port.any4 : words.port.one
  return { text, six, why: hostPort === null ? `${where}\n${words.port.routed}` : where }
}
