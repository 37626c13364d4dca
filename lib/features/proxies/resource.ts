import { defineResource } from '../../core/resource'
import { addressFacts } from '../addresses/readings'
import { containerNetns, engineContainers } from '../containers/readings'
import { linkFacts } from '../links/readings'
import { engineNetworks } from '../networks/readings'
import { ownersOf } from '../owners'
import { routes6 } from '../routes/readings'
import { sysctlValues } from '../sysctls/readings'
import { uniqueKeys } from '../unique-keys'
import { onLinkPrefixes } from './on-link'
import { proxyFacts } from './readings'
import { ownProxies } from './rule-readings'
import { ruleKey } from './rule-schema'
import type { ProxyRow } from './schema'
import { answersProbes, silentReasons } from './silent'
import { placeOf } from './wanted'

const needs = { proxies: proxyFacts }
const enriches = { sysctls: sysctlValues, links: linkFacts, addresses: addressFacts, routes6, networks: engineNetworks, containers: engineContainers, netns: containerNetns, own: ownProxies }

/** The device of an entry that holds on all links. */
const ANY_LINK = '*'

/** NDP proxy entries, with everything that keeps one from working. */
export const proxies = defineResource<ProxyRow, typeof needs, typeof enriches>({
  name: 'proxies',
  needs,
  enriches,
  rows({ proxies: facts }, { sysctls, links, addresses, routes6: six, networks, containers, netns, own: mine }) {
    const owners = ownersOf({ networks, containers, netns })
    const unique = uniqueKeys()
    const byName = new Map(links?.map((link) => [link.name, link]))
    const own = new Set(addresses?.map((fact) => fact.address))
    const onLink = onLinkPrefixes(new Set(facts.map((fact) => fact.dev)), six, addresses)
    const rules = new Map(mine?.rules.map((rule) => [ruleKey(rule), { key: ruleKey(rule), network: rule.network }]))
    const ruled = new Map(mine?.entries.map((entry) => [placeOf(entry), rules.get(entry.rule) ?? null]))
    return facts.map(({ address, dev, protocol }): ProxyRow => {
      const container = owners.address(address)
      const silent = dev === ANY_LINK ? [] : silentReasons(dev, byName.get(dev), links !== undefined, sysctls)
      return {
        key: unique(`${dev}/${address}`),
        address,
        dev,
        protocol,
        container,
        network: owners.networkOf(address),
        stale: container || own.has(address) ? false : containers === undefined ? null : true,
        offLink: onLink !== null && dev !== ANY_LINK && onLink(dev).findText(address) === undefined,
        silent,
        answersProbes: answersProbes(sysctls, silent),
        rule: ruled.get(placeOf({ dev, address })) ?? null,
      }
    })
  },
  key: (row) => row.key,
  search: (row) =>
    [
      row.address, row.dev, row.protocol ?? '', row.container?.name ?? '', row.network?.name ?? '', row.stale ? 'stale' : '', row.offLink ? 'off-link' : '',
      row.rule ? `rule ${row.rule.network}` : '',
      row.silent.length > 0 ? `silent ${row.silent.join(' ')}` : '',
    ].join(' '),
  sorts: { address: 'address', dev: 'text', container: 'text', network: 'text', stale: 'text', offLink: 'text', answersProbes: 'text' },
})
