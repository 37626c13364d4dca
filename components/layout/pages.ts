import { Activity, Box, Cable, Cpu, DoorOpen, Ear, Globe, History, LayoutGrid, Network, Pin, Route, ShieldCheck, SlidersHorizontal, Split, Users, WandSparkles, Waypoints, type LucideIcon } from 'lucide-react'
import { shell } from '../../lib/text/en/shell'

/** Pages by their part of the URL. */
export type PageName = keyof typeof shell.pages

/** The icon of each page. */
export const PAGE_ICONS: Record<PageName, LucideIcon> = {
  overview: Activity,
  networks: Network,
  containers: Box,
  ports: DoorOpen,
  addresses: Globe,
  bridges: Split,
  routes: Route,
  neighbors: Users,
  proxies: Waypoints,
  firewall: ShieldCheck,
  sockets: Ear,
  links: Cable,
  sysctls: SlidersHorizontal,
  engine: Cpu,
  kept: Pin,
  setup: WandSparkles,
  planner: LayoutGrid,
  history: History,
}

/** Pages in the order of the navigation. */
export const PAGE_GROUPS: readonly { title: string; pages: readonly PageName[] }[] = [
  { title: shell.groups.see, pages: ['overview', 'networks', 'containers', 'ports', 'addresses', 'bridges', 'routes', 'neighbors', 'proxies', 'firewall', 'sockets'] },
  { title: shell.groups.host, pages: ['links', 'sysctls', 'engine'] },
  { title: shell.groups.change, pages: ['setup', 'planner', 'kept', 'history'] },
]

/** The URL of a page of a host. */
export function pageHref(page: PageName, host = 'local'): string {
  return `/hosts/${host}/${page}`
}

/** The page that a path belongs to, if any. */
export function pageOfPath(path: string): PageName | null {
  const name = path.split('/')[3] ?? ''
  return name in shell.pages ? (name as PageName) : null
}
