import { sourceOf } from '../addresses/source'
import { conf6 } from '../sysctls/readings'
import { defaultRoutes, hostGlobals, type Facts } from './facts'

type DeafFacts = Pick<Facts, 'addresses' | 'routes6' | 'sysctls' | 'networks'>

/**
 * Links of a host without a default route that have an address from a router's advertisement: the route that came with it is gone. `deaf`: by their settings they take no
 * further advertisement; `waiting`: they take the next one, which brings the route back.
 */
export function linksWithoutRoute(facts: DeafFacts): { deaf: string[]; waiting: string[] } {
  if (defaultRoutes(facts).length > 0) return { deaf: [], waiting: [] }
  const links = [...new Set(hostGlobals(facts).filter((address) => sourceOf(address, false) === 'ra').map(({ dev }) => dev))]
  return { deaf: links.filter((dev) => isRaIgnored(facts, dev)), waiting: links.filter((dev) => isRaHeard(facts, dev)) }
}

/** accept_ra=1 takes advertisements only while the link does not forward (ipv6_accept_ra in net/ipv6/ndisc.c). With 0 a network manager does it, or nobody wants it. */
export function isRaIgnored({ sysctls }: Pick<Facts, 'sysctls'>, dev: string): boolean {
  return conf6(sysctls, dev, 'accept_ra') === '1' && conf6(sysctls, dev, 'forwarding') === '1'
}

function isRaHeard({ sysctls }: Pick<Facts, 'sysctls'>, dev: string): boolean {
  const accept = conf6(sysctls, dev, 'accept_ra')
  return accept === '2' || (accept === '1' && conf6(sysctls, dev, 'forwarding') === '0')
}
