import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DaemonAct, Setting } from '../../core/action'
import { fail, ok, type Result } from '../../core/result'
import { keptValue, SYSCTL_DROP_IN } from '../../features/sysctls/drop-in'
import { text } from '../../text/en'
import { writeSysctl } from '../act-sysctl'
import { run } from '../run'

const FORWARDING = 'net/ipv6/conf/all/forwarding'

/** A network of the engine, as far as it matters for forwarding. */
export type EngineNetwork = { Name: string; Driver: string; EnableIPv6?: boolean }
/** Where settings and dock6's own file lie; tests bring folders of their own. */
export type Places = { folder: string; dropIn: string }
const PLACES: Places = { folder: '/proc/sys', dropIn: SYSCTL_DROP_IN }

/** Tells links to go on hearing routers although this host is about to forward (accept_ra 2; Linux ip-sysctl). A link that is gone hears nothing. */
export function hearRouters(links: readonly string[], places = PLACES): Promise<Result<string>> {
  return writeAll(links.map((dev) => ({ path: `net/ipv6/conf/${dev}/accept_ra`, value: '2' })), places)
}

/**
 * Puts forwarding back to how it was before a network was made, then the policy of FORWARD and accept_ra. Nothing is done while another bridge with IPv6 is there, for which the engine would turn it on
 * again, or while forwarding is kept. A host that does not forward anyway (the engine was told not to, or the host has just started) keeps the settings of its links.
 */
export async function forwardingBack(act: DaemonAct & { act: 'forwarding-back' }, networks: readonly EngineNetwork[], places = PLACES): Promise<Result<string>> {
  const other = networks.find(({ Name, Driver, EnableIPv6 }) => EnableIPv6 === true && Driver === 'bridge' && Name !== act.network)
  if (other) return ok(text.changesNetworks.forwarding.stays(other.Name))
  if (existsSync(places.dropIn) && keptValue(readFileSync(places.dropIn, 'utf8'), FORWARDING) === '1') return ok(text.changesNetworks.forwarding.kept)
  const all = act.settings.find(({ path }) => path === FORWARDING)
  const now = existsSync(join(places.folder, FORWARDING)) ? readFileSync(join(places.folder, FORWARDING), 'utf8').trim() : null
  const stands = all !== undefined && now === all.value
  const forwarding = stands ? ok('') : await writeAll(act.settings, places)
  if (!forwarding.ok) return forwarding
  const policy = act.policy === null || stands ? ok('') : await acceptForwarded()
  return policy.ok ? writeAll(act.accept, places) : policy
}

async function writeAll(settings: readonly Setting[], { folder }: Places): Promise<Result<string>> {
  for (const { path, value } of settings) {
    if (!existsSync(join(folder, path))) continue
    const written = await writeSysctl(path, value, folder)
    if (!written.ok) return written
  }
  return ok('')
}

/** Without the tool, or without its table, the engine has set no policy. */
async function acceptForwarded(): Promise<Result<string>> {
  const rules = await run(['ip6tables', '-S', 'FORWARD'])
  if (!rules.ok || !rules.value.startsWith('-P FORWARD DROP')) return ok('')
  const set = await run(['ip6tables', '-P', 'FORWARD', 'ACCEPT'])
  return set.ok ? ok('') : fail({ ...set.problem, message: text.changesNetworks.forwarding.policy })
}
