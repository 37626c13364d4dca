import { defineResource } from '../../core/resource'
import { proxyRules as text } from '../../text/en/proxy-rules'
import { addressFacts } from '../addresses/readings'
import { engineContainers } from '../containers/readings'
import { capabilitiesOf } from '../engine/capabilities'
import { engineProcess, engineVersion, type EngineProcess, type EngineVersion } from '../engine/readings'
import { settingsOf } from '../engine/settings'
import { linkFacts } from '../links/readings'
import { engineNetworks } from '../networks/readings'
import { routes6 } from '../routes/readings'
import { sysctlValues } from '../sysctls/readings'
import { hasNeighbors } from './asks'
import { onLinkPrefixes } from './on-link'
import { proxyFacts } from './readings'
import { ownProxies } from './rule-readings'
import { ruleKey, type ProxyRuleRow } from './rule-schema'
import { delegatedPrefixes, nonsenseOf } from './rule-sense'
import { ruleState } from './rule-state'
import { answersProbes, silentReasons } from './silent'
import { placeOf, wantedEntries } from './wanted'

const needs = { ownProxies }
const enriches = { networks: engineNetworks, containers: engineContainers, proxies: proxyFacts, links: linkFacts, sysctls: sysctlValues, routes6, addresses: addressFacts, version: engineVersion, process: engineProcess }

/** Rules “containers of a network answer on a link”, with how each stands. A rule that is gone stays as long as entries of it do. */
export const proxyRules = defineResource<ProxyRuleRow, typeof needs, typeof enriches>({
  name: 'proxy-rules',
  needs,
  enriches,
  rows({ ownProxies: { rules, entries, problems } }, { networks, containers, proxies, links, sysctls, routes6: six, addresses, version, process }) {
    const wanted = containers && wantedEntries(rules, containers.flatMap(({ pid, attachments }) => (pid === null ? [] : attachments.map(({ networkName, ipv6 }) => ({ network: networkName, ipv6 })))))
    const there = proxies && new Set(proxies.map(placeOf))
    const devs = new Set([...rules.map(({ dev }) => dev), ...(links ?? []).flatMap(({ name, kind }) => (kind === 'veth' ? [] : [name]))])
    const onLink = rules.length === 0 ? null : onLinkPrefixes(devs, six, addresses)
    const delegated = delegatedPrefixes(rules.length === 0 ? [] : (six ?? []))
    const byLink = new Map(links?.map((link) => [link.name, link]))
    const drops = dropsDirect(version, process)
    const ofRule = (key: string) => entries.filter((entry) => entry.rule === key)

    const rows = rules.map(({ network: name, dev, by, at }): ProxyRuleRow => {
      const key = ruleKey({ network: name, dev })
      const network = networks?.find((one) => one.name === name)
      const silent = silentReasons(dev, byLink.get(dev), links !== undefined, sysctls)
      const mine = wanted?.filter((entry) => entry.rule === key)
      const missing = mine && there ? mine.filter((entry) => !there.has(placeOf(entry))).length : null
      const subnets6 = (network?.pools ?? []).filter(({ family }) => family === 6).map(({ subnet }) => subnet)
      const nonsense = network
        ? nonsenseOf({
            dev, network, subnets6, dropsDirect: drops, delegated, neighbors: hasNeighbors(byLink.get(dev)?.flags),
            onLink: (subnet) => onLink && [...devs].filter((one) => onLink(one).findText(subnet.split('/')[0] ?? '') !== undefined),
          })
        : []
      const problem = problems[key] ?? null
      const facts = { key, network: name, networkId: network?.id ?? null, dev, subnets6, silent, answersProbes: answersProbes(sysctls, silent), problem, wants: mine?.length ?? null, owns: ofRule(key).length, missing, by, since: at }
      return { ...facts, ...ruleState({ ...facts, networksKnown: networks !== undefined, nonsense }) }
    })
    const kept = new Set(rows.map(({ key }) => key))
    const left = [...new Set(entries.map(({ rule }) => rule))].filter((key) => !kept.has(key))
    return [...rows, ...left.map((key) => leaving(key, ofRule(key).length, problems[key] ?? null))]
  },
  key: (row) => row.key,
  search: (row) => [row.network, row.dev, row.state, row.why, row.by].join(' '),
  sorts: { network: 'text', dev: 'text', state: 'text', owns: 'number' },
})

function leaving(key: string, owns: number, problem: ProxyRuleRow['problem']): ProxyRuleRow {
  const [, ...rest] = key.split('/')
  const dev = rest.pop() ?? ''
  return { key, network: rest.join('/'), networkId: null, dev, subnets6: [], state: 'leaving', why: text.state.leaving(owns), silent: [], answersProbes: null, problem, wants: 0, owns, missing: 0, by: '', since: 0 }
}

function dropsDirect(version: EngineVersion | undefined, process: EngineProcess | undefined): boolean | null {
  if (version === undefined) return null
  if (capabilitiesOf(version).directAccessDropped.state !== 'available') return false
  return !(process && settingsOf(version, process).some(({ key, value }) => key === 'allow-direct-routing' && value === 'true'))
}
