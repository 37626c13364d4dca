import { addresses } from './en/addresses'
import { auth } from './en/auth'
import { changes } from './en/changes'
import { changeUi } from './en/change-ui'
import { changesContainers } from './en/changes-containers'
import { changesNetworks } from './en/changes-networks'
import { changesEngine } from './en/changes-engine'
import { changesKernel } from './en/changes-kernel'
import { engine } from './en/engine'
import { findings } from './en/findings'
import { forms } from './en/forms'
import { formsEngine } from './en/forms-engine'
import { glossary } from './en/glossary'
import { historyPage } from './en/history'
import { hosts } from './en/hosts'
import { ip } from './en/ip'
import { keeper } from './en/keeper'
import { kernel } from './en/kernel'
import { backup } from './en/backup'
import { bridgesPage } from './en/pages-bridges'
import { containersPage } from './en/pages-containers'
import { enginePage } from './en/pages-engine'
import { linksPage } from './en/pages-links'
import { networksPage } from './en/pages-networks'
import { firewallPage } from './en/pages-firewall'
import { ndppd } from './en/ndppd'
import { ndppdPage } from './en/pages-ndppd'
import { neighborsPage } from './en/pages-neighbors'
import { ports } from './en/ports'
import { portsPage } from './en/pages-ports'
import { proxiesPage } from './en/pages-proxies'
import { proxyRules } from './en/proxy-rules'
import { socketsPage } from './en/pages-sockets'
import { sysctlsPage } from './en/pages-sysctls'
import { overviewPage } from './en/pages-overview'
import { routes } from './en/routes'
import { server } from './en/server'
import { setup } from './en/setup'
import { shell } from './en/shell'
import { table } from './en/table'
import { overview } from './en/overview'

/** The one catalogue of every text a person sees: an entry per area, functions where a value goes into the sentence. */
export const text = {
  changesNetworks,
  addresses,
  auth,
  backup,
  changes,
  changesKernel,
  engine,
  findings,
  glossary,
  hosts,
  ip,
  keeper,
  kernel,
  routes,
  server,
  setup,
  shell,
  table,
  bridgesPage,
  containersPage,
  enginePage,
  linksPage,
  networksPage,
  changeUi,
  historyPage,
  forms,
  overviewPage,
  sysctlsPage,
  socketsPage,
  proxiesPage,
  proxyRules,
  neighborsPage,
  firewallPage,
  overview,
  ndppd,
  ndppdPage,
  changesEngine,
  ports,
  portsPage,
  changesContainers,
  formsEngine,
} as const
