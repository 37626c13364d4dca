import { z } from 'zod'
import type { MadeNetwork } from '../../core/action'
import { contains, parseAddress, parsePrefix } from '../../core/ip'
import { ok, type Result } from '../../core/result'
import { parseJson } from '../../features/parse-json'
import { run } from '../run'

/** A network as the engine lists it, as far as it says which bridge is its own. */
export type Listed = { Id: string; Options?: Record<string, string> | null }

/** The engine's option that names a bridge. */
export const BRIDGE_NAME = 'com.docker.network.bridge.name'
const OWN_NAME = /^br-[0-9a-f]{12}$/
const shownLinks = z.array(z.object({ ifname: z.string(), addr_info: z.array(z.object({ local: z.string().optional() })).default([]) }).partial())

/**
 * Takes away the bridge that an engine left which fell while it made or removed a network: it has addresses of that network, no ports, and no network of the engine is on it
 * (the engine forgets it, and gives the prefix to another bridge; seen with 20.10). A name that nobody asked for counts only if it is one that the engine gives.
 */
export async function orphansAway({ subnets, bridge }: MadeNetwork, networks: readonly Listed[]): Promise<Result<string>> {
  if (subnets.length === 0) return ok('')
  const argv = ['ip', '-j', 'address', 'show', 'type', 'bridge']
  const shown = await run(argv)
  if (!shown.ok) return shown
  const links = parseJson(shown.value, shownLinks, argv.join(' '), [])
  if (!links.ok) return links
  for (const name of orphansAmong(links.value, { subnets, bridge }, networks)) {
    const ports = await run(['ip', '-o', 'link', 'show', 'master', name])
    if (!ports.ok || ports.value.trim() !== '') continue
    const gone = await run(['ip', 'link', 'del', 'dev', name])
    if (!gone.ok && !/Cannot find device/.test(gone.problem.evidence?.text ?? '')) return gone
  }
  return ok('')
}

/** Names of bridges with an address of the subnets that are no network's. */
export function orphansAmong(links: z.output<typeof shownLinks>, { subnets, bridge }: MadeNetwork, networks: readonly Listed[]): string[] {
  const prefixes = subnets.flatMap((subnet) => { const prefix = parsePrefix(subnet); return prefix.ok ? [prefix.value] : [] })
  const owned = new Set(networks.map(({ Id, Options }) => Options?.[BRIDGE_NAME] ?? `br-${Id.slice(0, 12)}`))
  const isInside = (local = '') => { const address = parseAddress(local); return address.ok && prefixes.some((prefix) => contains(prefix, address.value)) }
  return links.flatMap(({ ifname = '', addr_info = [] }) => ((OWN_NAME.test(ifname) || ifname === bridge) && !owned.has(ifname) && addr_info.some(({ local }) => isInside(local)) ? [ifname] : []))
}
