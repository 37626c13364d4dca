import type { Setting, Step } from '../../core/action'
import type { Delta, Rows } from '../../core/change'
import { changesNetworks as text } from '../../text/en/changes-networks'
import { flagsOf, keysOfFlags } from '../engine/config/keys'
import { readConfig } from '../engine/config-file'
import type { Engine } from '../engine/schema'
import type { FirewallChain } from '../firewall/schema'
import { kernelRows } from '../plan-parts'
import { deafened } from '../sysctls/advertised'
import type { Sysctl } from '../sysctls/schema'
import type { CreateInput } from './create-input'

/** What goes in front of making a network. */
type Before = { steps: Step[]; deltas: Delta[]; warnings: string[]; commands: string[] }

/**
 * The engine turns IPv6 forwarding of the whole host on when it makes, or meets at its start, a bridge with IPv6 (and Docker 28 then sets the policy of FORWARD to DROP). A host that forwards drops
 * the default routes it learned from routers (rt6_purge_dflt_routers of the kernel's net/ipv6/route.c). So links that live on those are told to go on hearing routers, and the way back, which comes after the network is gone, puts all of it back.
 * It is one step, because until the network is gone the engine may turn forwarding on again at any start.
 */
export function beforeForwarding({ name, driver, ipv6 }: Pick<CreateInput, 'name' | 'driver' | 'ipv6'>, engine: Engine, rows: Rows): Before {
  const kernel = kernelRows(rows)
  const now = kernel.sysctls.filter((one) => one.name === 'forwarding' && one.dev !== null && one.key.startsWith('net/ipv6/conf/'))
  const [all, byDefault] = ['all', 'default'].map((dev) => now.find((one) => one.dev === dev))
  if (driver !== 'bridge' || !ipv6 || !all || !byDefault || !turnsForwardingOn(engine) || (all.value !== '0' && byDefault.value !== '0')) return { steps: [], deltas: [], warnings: [], commands: [] }
  const hit = all.value === '0' ? now : [byDefault]
  // Writing `all` writes every link, so it goes first and what differed from it follows.
  const settings = all.value === '0' ? [all, ...now.filter((one) => one !== all && one.value !== all.value)] : [byDefault]
  const deaf = all.value === '0' ? deafened(kernel) : []
  const links = deaf.map(({ dev }) => dev)
  return {
    steps: [{
      title: text.forwarding.remember(links.join(', ')),
      do: { type: 'daemon', act: 'routers-heard', links },
      undo: { type: 'daemon', act: 'forwarding-back', network: name, settings: settings.map(settingOf), policy: policyOf((rows['firewall'] ?? []) as readonly FirewallChain[]), accept: deaf.map(settingOf) },
    }],
    // Loose: another network may need forwarding when this one goes.
    deltas: [...hit.filter(({ value }) => value === '0').map((one) => delta(one, '1')), ...deaf.map((one) => delta(one, '2'))],
    warnings: [...(all.value === '0' ? [text.forwarding.turnsOn] : []), ...links.map(text.forwarding.hears)],
    commands: links.map((dev) => `sysctl -w net.ipv6.conf.${dev}.accept_ra=2`),
  }
}

/** Whether this engine turns IPv6 forwarding on by itself: Docker, unless it is told not to or writes nftables (libnetwork/drivers/bridge/setup_ip_forwarding.go). */
function turnsForwardingOn({ product, firewallBackend, commandLine, configPath, configText }: Engine): boolean {
  const flag = keysOfFlags(flagsOf(commandLine)).get('ip-forward')
  const said = flag ? flag.value !== 'false' : readConfig(configPath, configText).config['ip-forward'] !== false
  return product === 'docker' && said && !(firewallBackend ?? '').startsWith('nftables')
}

/** The policy to give back: Docker 28 sets DROP together with forwarding. Null where it was DROP before. */
function policyOf(chains: readonly FirewallChain[]): 'ACCEPT' | null {
  return chains.some(({ family, backend, table, chain, policy }) => family === 'ip6' && backend !== 'nft' && table === 'filter' && chain === 'FORWARD' && policy === 'DROP') ? null : 'ACCEPT'
}

function settingOf({ key, value }: Sysctl): Setting {
  return { path: key, value }
}

function delta({ key, value }: Sysctl, after: string): Delta {
  return { resource: 'sysctls', label: key, match: { key }, before: { value }, after: { value: after }, loose: true }
}
