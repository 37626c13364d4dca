import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Wake } from '../core/reading'
import { COMMAND_ENV } from './run'

/** The kernel's words for what changed, as `ip monitor label` prints them in front of each line. */
const LABELS: Record<string, Extract<Wake, string>> = { LINK: 'link', ADDR: 'address', ROUTE: 'route', NEIGH: 'neigh', RULE: 'rule', NETCONF: 'netconf' }

/** Reads the label of one line of `ip monitor label`; undefined for continuation lines and namespaces. */
export function labelOf(line: string): Extract<Wake, string> | undefined {
  const match = /^(?:\[nsid [^\]]*\])?\[([A-Z]+)\]/.exec(line)
  return match?.[1] === undefined ? undefined : LABELS[match[1]]
}

/**
 * A link as one line of the monitor shows it. `names`: with the far end of a veth behind an `@`, which a name may hold itself, so both readings are told.
 * `up`: it can have IPv6: set up, and with an MTU of at least 1280 (below, the kernel takes IPv6 off it; addrconf_notify in net/ipv6/addrconf.c).
 */
export type LinkSeen = { index: number; names: string[]; up: boolean; gone: boolean }

const LINK_LINE = /^(?:\[nsid [^\]]*\])?\[LINK\](Deleted )?(\d+): (\S+): <([^>]*)> mtu (\d+) qdisc /
/** Every IPv6 link carries this (RFC 8200 section 5). */
export const LEAST_MTU = 1280

/** Reads a line about a link; null for others. Lines of the bridge about its ports have no queue discipline and say nothing of the link itself. */
export function linkOf(line: string): LinkSeen | null {
  const match = LINK_LINE.exec(line)
  if (!match) return null
  const [, deleted, index, name = '', flags = '', mtu] = match
  const at = name.lastIndexOf('@')
  return { index: Number(index), names: at > 0 ? [name.slice(0, at), name] : [name], up: flags.split(',').includes('UP') && Number(mtu) >= LEAST_MTU, gone: deleted !== undefined }
}

/** IPv6 began or ended on a link, as one line of the monitor shows it: `disable_ipv6` has no event of its own. */
export type BeginSeen = { name: string; gone: boolean }

/**
 * What the kernel gives a link on which IPv6 begins, whatever took it away: the multicast route (links that speak multicast, also those without a link-local address), a link-local address (also those without multicast), `::1` on lo.
 */
const BEGIN_LINES = [/^(?:\[nsid [^\]]*\])?\[ROUTE\](Deleted )?multicast ff00::\/8 dev (\S+) table local\b/, /^(?:\[nsid [^\]]*\])?\[ADDR\](Deleted )?\d+: (\S+)\s+inet6 (?:fe80:\S* .*\bscope link\b|::1\/128 .*\bscope host\b)/]

/** Reads a line that tells that IPv6 began or ended on a link; null for others. */
export function beginOf(line: string): BeginSeen | null {
  const match = BEGIN_LINES.map((words) => words.exec(line)).find((found) => found !== null)
  return match ? { name: match[2] ?? '', gone: match[1] !== undefined } : null
}

const RESTART_MS = { first: 200, most: 10_000 }

/**
 * Follows netlink through one long-running `ip monitor` (its `-j` prints text anyway, so only the labels are believed).
 * `onWake` is called per event, `onLink` and `onBegin` also with what it says of a link and of IPv6 on it; `onState(false)` when the stream broke, `onState(true)` when it runs again and everything has to be read anew.
 */
export function followKernel(onWake: (wake: Extract<Wake, string>) => void, onState: (up: boolean) => void, onLink: (link: LinkSeen) => void = () => undefined, onBegin: (begin: BeginSeen) => void = () => undefined): () => void {
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | undefined
  let delay = RESTART_MS.first
  let disposed = false

  const start = () => {
    child = spawn('ip', ['monitor', 'label', 'link', 'address', 'route', 'neigh', 'rule', 'netconf'], { env: COMMAND_ENV, stdio: ['ignore', 'pipe', 'ignore'] })
    let up = false
    child.on('spawn', () => {
      up = true
      onState(true)
    })
    const lines = createInterface({ input: child.stdout! })
    lines.on('line', (line) => {
      delay = RESTART_MS.first
      const wake = labelOf(line)
      if (wake !== undefined) onWake(wake)
      const link = wake === 'link' ? linkOf(line) : null
      if (link) onLink(link)
      const begin = wake === 'address' || wake === 'route' ? beginOf(line) : null
      if (begin) onBegin(begin)
    })
    const again = () => {
      if (disposed || timer !== undefined) return
      if (up) onState(false)
      timer = setTimeout(() => {
        timer = undefined
        start()
      }, delay)
      delay = Math.min(delay * 2, RESTART_MS.most)
    }
    child.on('error', again)
    child.on('close', again)
  }
  start()

  return () => {
    disposed = true
    clearTimeout(timer)
    child?.kill('SIGTERM')
  }
}
