import { defineResource } from '../../core/resource'
import { text } from '../../text/en'
import { addressFacts } from '../addresses/readings'
import { sourceOf } from '../addresses/source'
import { containerNetns, engineContainers } from '../containers/readings'
import { containers as containersResource } from '../containers/resource'
import { capabilitiesOf } from '../engine/capabilities'
import { engineProcess, engineVersion } from '../engine/readings'
import { isChangedSinceStart, settingsOf } from '../engine/settings'
import { linkFacts } from '../links/readings'
import { neighborFacts } from '../neighbors/readings'
import { engineNetworks } from '../networks/readings'
import { networks as networksResource } from '../networks/resource'
import { proxyFacts } from '../proxies/readings'
import { proxies as proxiesResource } from '../proxies/resource'
import { routes6 } from '../routes/readings'
import { winnerOf } from '../routes/shadow'
import { uplinksOf } from '../routes/uplinks'
import { conf6, sysctlValues } from '../sysctls/readings'
import { defaultRoutes, hostGlobals, realNetworks, type Facts } from './facts'
import { findingsOf } from './findings'
import { hasKernelIpv6 } from './findings-host'
import { pathOf } from './path'
import type { Overview } from './schema'

const needs = { addressFacts, routes6, sysctlValues }
const enriches = { linkFacts, neighborFacts, proxyFacts, engineNetworks, engineContainers, containerNetns, engineVersion, engineProcess }

/** The state of the host's IPv6 at a glance, one row. */
export const overview = defineResource<Overview, typeof needs, typeof enriches>({
  name: 'overview',
  needs,
  enriches,
  rows({ addressFacts: addresses, routes6: six, sysctlValues: sysctls }, e) {
    const { engineNetworks, engineContainers, engineVersion, engineProcess, linkFacts: links, containerNetns } = e
    const docker = engineVersion?.product === 'docker' ? engineVersion : undefined
    return [
      overviewOf({
        addresses, routes6: six, sysctls, links,
        uplinks: uplinksOf(six),
        neighbors: e.neighborFacts,
        proxies: e.proxyFacts && proxiesResource.rows({ proxies: e.proxyFacts }, { sysctls, links, addresses, routes6: six, networks: engineNetworks, containers: engineContainers, netns: containerNetns }),
        networks: engineNetworks && networksResource.rows({ engineNetworks }, { engineContainers, engineVersion }),
        containers: engineContainers && containersResource.rows({ engineContainers }, { engineNetworks, containerNetns, linkFacts: links }),
        capabilities: engineVersion && capabilitiesOf(engineVersion),
        settings: docker && engineProcess && settingsOf(docker, engineProcess),
        configPending: docker && engineProcess && isChangedSinceStart(engineProcess) ? engineProcess.configPath : null,
      }),
    ]
  },
  key: (row) => row.key,
  search: (row) => [row.sentence, ...row.findings.flatMap((f) => [f.code, f.title])].join(' '),
  sorts: {},
})

/** The row, out of facts that were read. */
export function overviewOf(facts: Facts): Overview {
  const route = winnerOf(defaultRoutes(facts).map((r) => ({ route: r, key: '' })))?.route
  const [hop] = route?.nexthops ?? []
  const forwarding = conf6(facts.sysctls, 'all', 'forwarding')
  const running = (facts.containers ?? []).filter((c) => c.pid !== null)
  const real = realNetworks(facts)
  const glance = {
    global: hostGlobals(facts)
      .filter((a) => !a.flags.includes('dadfailed') && !a.flags.includes('tentative'))
      .sort((a, b) => Number(facts.uplinks.has(b.dev)) - Number(facts.uplinks.has(a.dev)))
      .map((a) => ({ address: a.address, length: a.length, dev: a.dev, source: sourceOf(a, false), validUntil: a.validUntil, preferredUntil: a.preferredUntil })),
    defaultRoute: route
      ? { via: route.gateway ?? hop?.gateway ?? null, dev: route.dev ?? hop?.dev ?? null, protocol: route.protocol ?? 'boot', expiresAt: route.expiresAt ?? null }
      : null,
    forwarding: forwarding === undefined ? null : forwarding !== '0',
    networks: { total: real.length, withIpv6: real.filter((n) => n.ipv6).length },
    containers: { running: running.length, withIpv6: running.filter((c) => c.attachments.some((a) => a.ipv6 !== null)).length },
  }
  const findings = findingsOf(facts)
  const kernelIpv6 = hasKernelIpv6(facts)
  return { key: 'overview', sentence: sentenceOf(glance, kernelIpv6, findings), ...glance, kernelIpv6, path: pathOf(facts, glance, findings), findings }
}

function sentenceOf(glance: Pick<Overview, 'global' | 'defaultRoute' | 'networks' | 'containers'>, kernelIpv6: boolean, findings: Overview['findings']): string {
  const t = text.overview
  if (!kernelIpv6) return t.off
  const bad = findings.filter((f) => f.severity === 'bad').length
  const state = glance.global.length === 0 ? t.noGlobal : glance.defaultRoute === null ? t.noRoute : t.reached(glance.global[0]!.source, glance.global[0]!.dev, glance.networks.withIpv6, glance.networks.total)
  return [state, findings.length > 0 ? capitalized(t.troubled(bad, findings.length - bad)) : ''].filter(Boolean).join(' ')
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
