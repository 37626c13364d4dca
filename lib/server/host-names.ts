import { readFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { plainAddress } from './source-address'

const FRESH_MS = 2000
/** An address that was added a moment ago counts at once; yet strangers' names cannot make the console read all day. */
const MISSED_MS = 100

/** The names and addresses under which this host can be reached, for the Host allow-list and the certificate. `wanted`: a name that is asked for; if it is missing they are read anew. */
export type OwnNames = (wanted?: string) => ReadonlySet<string>

/** All addresses of this host's interfaces, without zones. */
export function ownAddresses(): string[] {
  const texts = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []).map((entry) => plainAddress(entry.address)?.text)
  return [...new Set(texts.filter((text) => text !== undefined))]
}

/** The host's names: as set, short, by mDNS (RFC 6762), and those that the administrator wrote beside its name into /etc/hosts. */
export function ownHostnames(name: string = hostname(), hostsFile: string = readHosts()): string[] {
  const full = name.toLowerCase()
  const short = full.split('.')[0] ?? full
  // Only the line with the host's own name counts: blocklists map thousands of foreign names to 127.0.0.1, and each would be a way to rebind.
  // The search domains of /etc/resolv.conf are not used either: router advertisements fill them.
  const aliases = hostsFile
    .split('\n')
    .map((line) => (line.split('#')[0] ?? '').trim().toLowerCase().split(/\s+/).slice(1))
    .filter((names) => names.includes(full) || names.includes(short))
    .flat()
  return [...new Set([full, short, `${short}.local`, ...aliases])].filter((alias) => alias !== '')
}

/** Both together with `localhost`, re-read when older than two seconds: addresses come and go while the console runs. */
export function createOwnNames(now: () => number = Date.now, read: () => string[] = readAll): OwnNames {
  let names: ReadonlySet<string> = new Set()
  let readAt = -Infinity
  return (wanted) => {
    const limit = wanted !== undefined && !names.has(wanted) ? MISSED_MS : FRESH_MS
    if (now() - readAt >= limit) {
      names = new Set(read())
      readAt = now()
    }
    return names
  }
}

function readAll(): string[] {
  return ['localhost', ...ownHostnames(), ...ownAddresses()]
}

function readHosts(): string {
  try {
    return readFileSync('/etc/hosts', 'utf8')
  } catch {
    return ''
  }
}
