import { defineResource } from '../../core/resource'
import { addressFacts } from '../addresses/readings'
import { LATE_RULE, ownRules } from '../containers/late-rule'
import { engineContainers } from '../containers/readings'
import { engineInfo, engineProcess, engineVersion } from '../engine/readings'
import { engine as engineResource } from '../engine/resource'
import { settingsOf } from '../engine/settings'
import { ip6tables, ip6tablesLegacy, iptables, iptablesLegacy, nftRuleset } from '../firewall/readings'
import { firewall } from '../firewall/resource'
import { linkFacts } from '../links/readings'
import { ndppdFacts } from '../ndppd/readings'
import { neighborFacts } from '../neighbors/readings'
import { engineNetworks } from '../networks/readings'
import { networks as networksResource } from '../networks/resource'
import { linksWithoutRoute } from '../overview/deaf-links'
import { ownProxies } from '../proxies/rule-readings'
import { routes6 } from '../routes/readings'
import { rules6 } from '../rules/readings'
import { SYSCTL_DROP_IN } from '../sysctls/drop-in'
import { sysctlFiles, sysctlValues } from '../sysctls/readings'
import { discardsOf } from './held'
import { prefixesOf, settingNow, type WayFacts } from './look'
import { lookEngine, lookFirewall } from './look-engine'
import type { Look } from './schema'
import { uplinkOf } from './uplink'

const needs = { addressFacts, routes6, sysctlValues }
const enriches = { sysctlFiles, linkFacts, neighborFacts, rules6, engineVersion, engineInfo, engineProcess, engineNetworks, engineContainers, ip6tables, ip6tablesLegacy, iptables, iptablesLegacy, nftRuleset, ownProxies, ownRules, ndppdFacts }

/** What the first-time wizard sees of the host, one row. */
export const setup = defineResource<Look, typeof needs, typeof enriches>({
  name: 'setup',
  needs,
  enriches,
  rows({ addressFacts: addresses, routes6: six, sysctlValues: sysctls }, e) {
    const { engineNetworks: nets, engineContainers: containers, engineVersion: version, engineInfo: info, engineProcess: process } = e
    const networks = nets ? networksResource.rows({ engineNetworks: nets }, { engineContainers: containers, engineVersion: version }) : []
    const facts: WayFacts = {
      addresses, routes6: six, sysctls,
      keptText: e.sysctlFiles?.find(({ path }) => path === SYSCTL_DROP_IN)?.text ?? null,
      neighbors: e.neighborFacts ?? [],
      links: new Map(e.linkFacts?.map((link) => [link.name, link])),
      rules6: e.rules6,
      bridges: new Set(networks.flatMap(({ bridge }) => bridge ?? [])),
    }
    const uplink = uplinkOf(facts)
    const [row] = version ? engineResource.rows({ engineVersion: version }, { engineInfo: info, engineProcess: process }) : []
    const settings = version?.product === 'docker' && process ? settingsOf(version, process) : []
    const seen = e.ip6tables || e.ip6tablesLegacy || e.nftRuleset
    return [{
      key: 'setup',
      uplink,
      lost: linksWithoutRoute({ addresses, routes6: six, sysctls, networks }),
      prefixes: prefixesOf(uplink, facts),
      discards: discardsOf(six),
      forwarding: settingNow('net/ipv6/conf/all/forwarding', facts),
      engine: row ? lookEngine(row, settings, networks) : null,
      firewall: lookFirewall(seen ? firewall.rows({}, e) : undefined),
      runs: {
        networks: networks.filter(({ ipv6 }) => ipv6).map(({ name, driver, subnets6 }) => ({ name, driver, subnets6 })),
        networkNames: networks.map(({ name }) => name),
        containers: containers?.filter(({ pid }) => pid !== null).length ?? 0,
        proxyRules: e.ownProxies?.rules.map(({ network, dev }) => ({ network, dev })) ?? [],
        startsLate: e.ownRules?.some(({ key }) => key === LATE_RULE) ?? false,
        ndppd: e.ndppdFacts?.unit?.state === 'running',
      },
    }]
  },
  key: (row) => row.key,
  search: (row) => [row.uplink?.dev ?? '', ...row.prefixes.map(({ prefix }) => prefix)].join(' '),
  sorts: {},
})
