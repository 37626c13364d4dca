import type { Link } from '../../lib/features/links/schema'
import type { Sysctl } from '../../lib/features/sysctls/schema'

/** What a line of the matrix is told about its link; `all` and `default` have none. */
export type LineLink = Pick<Link, 'name' | 'kind' | 'master' | 'uplink' | 'network' | 'container'>

/** One line: a link (or `all`, `default`) and its settings by name. */
export type Line = { dev: string; link: LineLink | null; cells: ReadonlyMap<string, Sysctl> }

/** Settings as links times names, and beside them those that no link has. */
export type Matrix = { names: readonly string[]; lines: readonly Line[]; whole: readonly Sysctl[] }

/** The order in which one reads them: is there IPv6, does it route, what do routers tell, who answers, how addresses are made. Others follow by name. */
const ORDER = ['disable_ipv6', 'forwarding', 'accept_ra', 'accept_ra_defrtr', 'autoconf', 'proxy_ndp', 'proxy_delay', 'use_tempaddr', 'addr_gen_mode', 'accept_dad', 'keep_addr_on_down', 'mtu']

const WHOLE = ['bindv6only', 'ip_nonlocal_bind', 'ip_forward', 'forwarding', 'bridge-nf-call-ip6tables', 'bridge-nf-call-iptables', 'bridge-nf-call-arptables']

const PER_LINK = /^net\/ipv6\/(?:conf|neigh)\//

/** Arranges flat settings. Lines: `all`, `default`, uplinks, other links of the host, bridges, then the ends of virtual cables. */
export function arrange(rows: readonly Sysctl[], links: readonly LineLink[]): Matrix {
  const byName = new Map(links.map((link) => [link.name, link]))
  const lines = new Map<string, Map<string, Sysctl>>()
  const names = new Set<string>()
  const whole: Sysctl[] = []
  for (const row of rows) {
    if (row.dev === null || !PER_LINK.test(row.key)) {
      whole.push(row)
      continue
    }
    names.add(row.name)
    const cells = lines.get(row.dev)
    if (cells) cells.set(row.name, row)
    else lines.set(row.dev, new Map([[row.name, row]]))
  }
  whole.sort((a, b) => WHOLE.indexOf(a.name) - WHOLE.indexOf(b.name))
  const ordered = [...ORDER.filter((name) => names.has(name)), ...[...names].filter((name) => !ORDER.includes(name)).sort()]
  const all = [...lines].map(([dev, cells]): Line => ({ dev, link: byName.get(dev) ?? null, cells }))
  return { names: ordered, lines: all.sort((a, b) => rank(a) - rank(b) || (a.dev < b.dev ? -1 : 1)), whole }
}

function rank({ dev, link }: Line): number {
  if (dev === 'all') return 0
  if (dev === 'default') return 1
  if (link?.uplink) return 2
  if (link && isOwn(link)) return 3
  return dev === 'lo' ? 4 : link?.kind === 'veth' ? 6 : 5
}

/** A link by which the host itself is in the world: no bridge, no end of a container's cable, no port of something. */
function isOwn({ kind, master, network, container }: LineLink): boolean {
  return kind !== 'loopback' && kind !== 'bridge' && master === null && network === null && container === null
}

/** Words narrow the lines by link, network, container or kind; words that only settings have narrow the columns. `name:` and `dev:` say which is meant. */
export function narrow(matrix: Matrix, q: string): Matrix {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return matrix
  const texts = matrix.lines.map(lineText)
  const columns: string[] = []
  const lines: string[] = []
  for (const word of words) {
    const bare = word.replace(/^(name|dev):/, '')
    const isColumn = word.startsWith('name:') || (!word.startsWith('dev:') && !texts.some((text) => text.includes(bare)) && hasName(matrix, bare))
    ;(isColumn ? columns : lines).push(bare)
  }
  return {
    names: matrix.names.filter((name) => columns.every((word) => name.includes(word))),
    lines: matrix.lines.filter((_, i) => lines.every((word) => texts[i]?.includes(word))),
    whole: matrix.whole.filter(({ key }) => lines.length === 0 && columns.every((word) => key.includes(word))),
  }
}

function hasName({ names, whole }: Matrix, word: string): boolean {
  return names.some((name) => name.includes(word)) || whole.some(({ key }) => key.includes(word))
}

function lineText({ dev, link }: Line): string {
  return [dev, link?.network?.name, link?.container?.name, link ? `kind:${link.kind}` : '', link?.uplink ? 'uplink' : ''].filter(Boolean).join(' ').toLowerCase()
}

/**
 * The trap that takes IPv6 away from hosts that start to forward: their own link ignores advertisements from then on.
 * Not asked of uplinks only: once the default route has run out, none is an uplink.
 */
export function ignoresRouters({ link, cells }: Line): boolean {
  return link !== null && isOwn(link) && cells.get('accept_ra')?.value === '1' && cells.get('forwarding')?.value === '1'
}
