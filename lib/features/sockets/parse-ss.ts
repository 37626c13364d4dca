import { canonicalText, type Family } from '../../core/ip'
import { parseUsers, type SocketUser } from './users'

/** One listening socket as `ss` prints it. `v6only` is null where it does not say. */
export type SocketFact = { proto: 'tcp' | 'udp' | 'sctp' | 'other'; family: Family; address: string; port: number; dev: string | null; v6only: boolean | null; users: SocketUser[] }

// Netid, state, two queues, local and peer address; then what belongs to options. State and queues are numbers and capitals, so that no process
// name (15 bytes) can hold the beginning of a line.
const LINE = /^(\S+)\s+[A-Z0-9-]+\s+\d+\s+\d+\s+(\S+)\s+(\S+)(?:\s+(.*))?$/s
const BEGINNING = /^[a-z0-9_]+\s+(?:LISTEN|UNCONN)\s+\d+\s+\d+\s/
/** `ss` prints no more than this for one socket unless hundreds of processes share it. */
const TAIL_MAX = 65_536

/** Reads the output of `ss -H -n -l -t -u -p -e -O`. A string is the line that could not be read. */
export function parseSs(output: string): SocketFact[] | string {
  const facts: SocketFact[] = []
  for (const line of wholeLines(output)) {
    const fact = parseLine(line)
    if (fact === null) return line
    facts.push(fact)
  }
  return facts
}

/** Lines, with those put together again that a line break in a process name tore apart. */
function wholeLines(output: string): string[] {
  const lines: string[] = []
  for (const line of output.split('\n')) {
    if (lines.length > 0 && !BEGINNING.test(line)) lines[lines.length - 1] += `\n${line}`
    else lines.push(line)
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

function parseLine(line: string): SocketFact | null {
  const [, netid = '', local = '', , tail = ''] = LINE.exec(line) ?? []
  const place = parsePlace(local)
  if (!place) return null
  const { users, rest } = splitTail(tail.slice(0, TAIL_MAX))
  // Behind the users stand fields in a fixed order; a control group's path, which may hold spaces, comes before v6only.
  const v6only = [...rest.matchAll(/(?:^| )v6only:([01])(?= |$)/g)].at(-1)?.[1]
  return { proto: netid === 'tcp' || netid === 'udp' || netid === 'sctp' ? netid : 'other', ...place, v6only: v6only === undefined ? null : v6only === '1', users }
}

/** `*:80`, `0.0.0.0%eth0:68`, `[::1]:80`, `[fe80::1]%eth0:546`, `[fe80::1%eth0]:546`. */
function parsePlace(text: string): Pick<SocketFact, 'family' | 'address' | 'port' | 'dev'> | null {
  const colon = text.lastIndexOf(':')
  const port = text.slice(colon + 1)
  if (colon < 0 || !(port === '*' || (/^\d{1,5}$/.test(port) && Number(port) <= 65_535))) return null
  const [bare = '', zone = ''] = text.slice(0, colon).split('%', 2)
  const host = bare.replace(/^\[|\]$/g, '')
  // `ss` prints a star for an IPv6 wildcard that takes IPv4 as well.
  const address = host === '*' ? '::' : canonicalText(host)
  if (!/^[0-9a-f:.]+$/.test(address)) return null
  return { family: address.includes(':') ? 6 : 4, address, port: port === '*' ? 0 : Number(port), dev: zone.replace(/\]$/, '') || null }
}

/** Parts the users from the fields behind them. The end is the first `))` up to which all users can be read. */
function splitTail(tail: string): { users: SocketUser[]; rest: string } {
  const START = 'users:('
  if (!tail.startsWith(START)) return { users: [], rest: tail }
  for (let end = tail.indexOf('))'); end >= 0; end = tail.indexOf('))', end + 1)) {
    const after = tail[end + 2]
    if (after !== undefined && after !== ' ' && after !== '\t') continue
    const users = parseUsers(tail.slice(START.length, end + 1))
    if (users) return { users, rest: tail.slice(end + 2) }
  }
  return { users: [], rest: '' }
}
