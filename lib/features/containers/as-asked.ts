import type { EngineBindings } from '../../core/action'
import { canonicalText, parseAddress } from '../../core/ip'

type Live = Record<string, readonly { HostIp?: string | undefined; HostPort?: string | undefined }[] | null>

const ALL = ['', '0.0.0.0', '::']

/**
 * The first place at which an engine published a container although nobody asked for it: engines before 29 take a text that they cannot read for all addresses (net.ParseIP gives nil, which is everything; since 29 HostIp is a netip.Addr).
 * Null if all are as asked. A binding without an address asks for all of them; a port without one on the host (routed networks) is open nowhere on it.
 */
export function placeNotAsked(live: Live, asked: EngineBindings): { port: string; hostIp: string; hostPort: string } | null {
  for (const [port, places] of Object.entries(live)) {
    for (const { HostIp = '', HostPort = '' } of places ?? []) {
      if (HostPort === '') continue
      const wanted = asked[port] ?? []
      const isAsked = wanted.some((one) => isForAll(one.HostIp) || canonicalText(one.HostIp) === canonicalText(HostIp) || (HostIp === '' && ALL.includes(one.HostIp)))
      if (!isAsked) return { port, hostIp: HostIp, hostPort: HostPort }
    }
  }
  return null
}

/** Whether a binding names no address that the engine can read. One that was made with such a text asks for all addresses, whatever was meant, or for those of its network. New bindings never have one. */
export function isForAll(text: string): boolean {
  const parsed = parseAddress(text)
  return !parsed.ok || parsed.value.zone !== undefined
}
