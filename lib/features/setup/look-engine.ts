import { isApiAtLeast } from '../engine/capabilities'
import { configHost } from '../engine/config/host'
import type { Engine, EngineSetting } from '../engine/schema'
import type { FirewallChain } from '../firewall/schema'
import type { Network } from '../networks/schema'
import { setup as text } from '../../text/en/setup'
import { foreignDrops } from './foreign-drops'
import type { Look, LookEngine, Wanted } from './schema'

const WANTED: readonly Wanted[] = ['gatewayModes', 'natUnprotected', 'ip6tablesByDefault']

/** The engine as far as the wizard decides by it. */
export function lookEngine(engine: Engine, settings: readonly EngineSetting[], networks: readonly Network[]): LookEngine {
  const is = (key: string) => settings.find((one) => one.key === key)?.value === 'true'
  const host = configHost({ engine: [engine] })
  const experimental = isApiAtLeast(engine.apiVersion, '1.46')
  const docker = engine.product === 'docker'
  const needs: LookEngine['ip6tablesNeeds'] = docker ? [...(is('ip6tables') ? [] : ['ip6tables' as const]), ...(experimental || is('experimental') ? [] : ['experimental' as const])] : []
  const flagged = settings.find(({ key, from }) => from === 'flag' && needs.some((need) => need === key))
  return {
    product: engine.product, version: engine.version, apiVersion: engine.apiVersion,
    capabilities: Object.fromEntries(WANTED.map((name) => { const one = engine.capabilities[name]; return [name, one.state === 'available' ? null : one.reason] })) as LookEngine['capabilities'],
    ip6tables: needs.length === 0,
    ip6tablesNeeds: needs,
    rootless: engine.rootless,
    fixed: !host.ok ? host.problem.message : flagged ? text.flagged(flagged.key, flagged.source) : null,
    waits: engine.unit !== null,
    ipv6OnDefaultBridge: networks.some(({ name, ipv6 }) => name === 'bridge' && ipv6),
    userlandProxy: docker && settings.find(({ key }) => key === 'userland-proxy')?.value !== 'false',
    running: engine.running ?? 0,
  }
}

/** Who manages the firewall, told by the names of its chains and tables: ufw and firewalld write their own. */
export function lookFirewall(chains: readonly FirewallChain[] | undefined): Look['firewall'] {
  if (!chains) return { manager: 'none', backend: null, forwardDrops: null, engineRules6: false, foreign: [] }
  const six = chains.filter(({ family }) => family === 'ip6' || family === 'inet')
  const has = (pattern: RegExp) => chains.some(({ chain, table }) => pattern.test(chain) || pattern.test(table))
  const foreign = foreignDrops(chains)
  const people = chains.filter(({ engine, rules, backend }) => !engine && rules.length > 0 && backend === 'nft')
  const manager = has(/^ufw6?-/) ? 'ufw' : has(/^firewalld$|^FWDI_|^IN_public/) ? 'firewalld' : people.length > 0 || foreign.some(({ backend }) => backend === 'nft') ? 'nftables' : six.some(({ backend }) => backend !== 'nft') ? 'iptables' : 'none'
  const isForeign = (one: FirewallChain) => foreign.some(({ backend, family, table, chain }) => one.backend === backend && one.family === family && one.table === table && one.chain === chain)
  const forward = six.filter((one) => one.hook === 'forward' && one.table !== 'mangle' && one.table !== 'raw' && one.table !== 'security' && !isForeign(one))
  return {
    manager,
    backend: six.find(({ hook }) => hook === 'forward')?.backend ?? null,
    forwardDrops: forward.some(({ policy }) => policy !== null && /^drop$/i.test(policy)),
    engineRules6: six.some(({ engine, family }) => engine && family === 'ip6'),
    foreign,
  }
}
