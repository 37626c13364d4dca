import { addresses } from './en/addresses'
import { auth } from './en/auth'
import { engine } from './en/engine'
import { findings } from './en/findings'
import { glossary } from './en/glossary'
import { hosts } from './en/hosts'
import { ip } from './en/ip'
import { keeper } from './en/keeper'
import { kernel } from './en/kernel'
import { bridgesPage } from './en/pages-bridges'
import { containersPage } from './en/pages-containers'
import { enginePage } from './en/pages-engine'
import { linksPage } from './en/pages-links'
import { networksPage } from './en/pages-networks'
import { overviewPage } from './en/pages-overview'
import { routes } from './en/routes'
import { server } from './en/server'
import { shell } from './en/shell'
import { table } from './en/table'
import { overview } from './en/overview'

/** The one catalogue of every text a person sees: an entry per area, functions where a value goes into the sentence. */
export const text = {
  addresses, auth, engine, findings, glossary, hosts, ip, keeper, kernel, routes, server, shell, table, bridgesPage, containersPage, enginePage, linksPage, networksPage, overviewPage, overview,
} as const
