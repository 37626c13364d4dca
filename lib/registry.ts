import type { Resource } from './core/resource'
import { addresses } from './features/addresses/resource'
import { bridges } from './features/bridges/resource'
import { containers } from './features/containers/resource'
import { containerRules } from './features/containers/late-rule'
import { engine, engineSettings } from './features/engine/resource'
import { firewall } from './features/firewall/resource'
import { images } from './features/images/resource'
import { kept } from './features/kept/resource'
import { links } from './features/links/resource'
import { neighbors } from './features/neighbors/resource'
import { ndppd, ndppdRules } from './features/ndppd/resource'
import { networks } from './features/networks/resource'
import { overview } from './features/overview/resource'
import { ports } from './features/ports/resource'
import { proxies } from './features/proxies/resource'
import { proxyRules } from './features/proxies/rule-resource'
import { routes } from './features/routes/resource'
import { rules } from './features/rules/resource'
import { setup } from './features/setup/resource'
import { sockets } from './features/sockets/resource'
import { sysctlFileRows, sysctls } from './features/sysctls/resource'

/** Every resource of the product. What is not in this list does not exist for a reader. */
export const RESOURCES: readonly Resource<unknown>[] = [
  overview,
  networks,
  containers,
  images,
  containerRules,
  ports,
  addresses,
  bridges,
  routes,
  rules,
  neighbors,
  proxies,
  proxyRules,
  firewall,
  sockets,
  links,
  sysctls,
  sysctlFileRows,
  kept,
  engine,
  engineSettings,
  ndppd,
  ndppdRules,
  setup,
] as unknown as readonly Resource<unknown>[]

/** The resources that the search box looks through, in the order in which it shows them. */
export const SEARCHED = ['containers', 'networks', 'ports', 'addresses', 'proxies', 'neighbors', 'routes', 'bridges', 'links', 'sockets'] as const
