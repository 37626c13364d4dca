import { isGlobalUnicast, kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'

/** Whom the check asks for a name, and from where: from the probe, as a container would, or from this host, because the probe has IPv6 only (`ipv4`) or because the resolver runs on this host (`own`). */
export type ResolverWay = { server: string; from: 'probe' | 'ipv4' | 'own' }

/** The resolvers in the text of a resolv.conf, in their order, without zones (resolv.conf(5)). */
export function nameServers(config: string): string[] {
  return [...config.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].flatMap(([, given = '']) => {
    const parsed = parseAddress(given.replace(/%.*$/, ''))
    return parsed.ok ? [parsed.value.text] : []
  })
}

/** Whether there is nobody but the stub of systemd-resolved, whose own resolvers stand in another file. */
export function isStub(servers: readonly string[]): boolean {
  return servers.length > 0 && servers.every((server) => server === '127.0.0.53')
}

/** The resolver to ask, what the probe itself reaches first; null where there is none that containers could be asked for. */
export function resolverWay(servers: readonly string[]): ResolverWay | null {
  const six = servers.find((server) => { const parsed = parseAddress(server); return parsed.ok && parsed.value.family === 6 && (isGlobalUnicast(parsed.value) || kind(server) === 'unique-local') })
  if (six !== undefined) return { server: six, from: 'probe' }
  const four = servers.find((server) => !server.includes(':') && kind(server) !== 'loopback')
  if (four !== undefined) return { server: four, from: 'ipv4' }
  const own = servers.find((server) => kind(server) === 'loopback')
  return own === undefined ? null : { server: own, from: 'own' }
}

function kind(server: string): string | null {
  const parsed = parseAddress(server)
  return parsed.ok ? kindOf(parsed.value) : null
}
