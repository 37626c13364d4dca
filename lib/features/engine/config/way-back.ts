import type { Action, Step } from '../../../core/action'
import type { Delta } from '../../../core/change'
import { parsePrefix } from '../../../core/ip'
import { changesEngine as text } from '../../../text/en/changes-engine'
import { isApiAtLeast } from '../capabilities'
import { rules6Before } from '../rules6'
import type { ConfigHost } from './host'
import { keysOfFlags } from './keys'

/** What an engine leaves behind when a setting is taken back, as steps whose undo takes it away, and what shows that the setting took effect. */
type Back = { steps: Step[]; deltas: Delta[] }
const NOTHING: Back = { steps: [], deltas: [] }
const BRIDGE = 'docker0'

/**
 * Where the engine is to write IPv6 rules from now on: what has to be taken away again on the way back, after the restart, because the engine does not.
 * Undo runs backwards, so it stands before the steps that restart.
 */
export function rulesBack(host: ConfigHost, config: Record<string, unknown>): Back {
  const before = host.firewall && !writesRules6(host, host.config) && writesRules6(host, config) ? rules6Before(host.firewall) : null
  if (!before) return NOTHING
  const note: Action = { type: 'daemon', act: 'note', what: text.notes.rules6 }
  return {
    steps: [{ title: text.steps.noteRules6, do: note, undo: { type: 'daemon', act: 'rules6-away', ...before } }],
    deltas: [{ resource: 'firewall', label: text.rules6, match: { family: 'ip6', table: 'filter', chain: 'DOCKER' }, before: null, after: { engine: true } }],
  }
}

/** Whether an engine with this file writes rules with ip6tables: by default since API 1.46, before only as an experiment. */
function writesRules6({ engine: { apiVersion }, flagList }: ConfigHost, config: Record<string, unknown>): boolean {
  const flags = keysOfFlags(flagList)
  const is = (key: string, byDefault: boolean) => { const flag = flags.get(key); return flag ? flag.value !== 'false' : (config[key] ?? byDefault) === true }
  const today = isApiAtLeast(apiVersion, '1.46')
  return is('ip6tables', today) && (today || is('experimental', false)) && is('iptables', true) && config['firewall-backend'] !== 'nftables'
}

/** Whether a new file gives IPv6 to the default bridge that the engine makes. */
export function givesBridge6(host: ConfigHost, config: Record<string, unknown>): boolean {
  const own = typeof config['bridge'] === 'string' && config['bridge'] !== '' && config['bridge'] !== BRIDGE
  return !own && host.config['ipv6'] !== true && config['ipv6'] === true
}

/**
 * Where the default bridge gets IPv6: an engine that is told otherwise later leaves the address (seen with 28.5), or fe80::1 and the route (20.10).
 * `hidden`: containers run on through the restart, so that the engine keeps the bridge as it is.
 */
export function bridgeBack(host: ConfigHost, config: Record<string, unknown>, hidden: boolean): Back {
  if (!givesBridge6(host, config)) return NOTHING
  const here = host.addresses.filter(({ dev, family, container }) => dev === BRIDGE && family === 6 && !container)
  if (here.some(({ scope }) => scope === 'global')) return NOTHING
  const routes = ['fixed-cidr-v6', 'bip6'].flatMap((key) => { const prefix = parsePrefix(String(config[key] ?? '')); return prefix.ok ? [prefix.value.text] : [] })
  const note: Action = { type: 'daemon', act: 'note', what: text.notes.bridge6 }
  const row = host.networks.find(({ name }) => name === 'bridge')
  return {
    steps: [{ title: text.steps.noteBridge6, do: note, undo: { type: 'daemon', act: 'bridge6-away', dev: BRIDGE, routes, linkLocal: !here.some(({ address }) => address === 'fe80::1') } }],
    deltas: row && !row.ipv6 && !hidden ? [{ resource: 'networks', label: 'bridge', match: { name: 'bridge' }, before: { ipv6: false }, after: { ipv6: true } }] : [],
  }
}
