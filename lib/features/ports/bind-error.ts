import { canonicalText } from '../../core/ip'

/** Why an engine could not bind: the address was not on the host (or still tentative), a process or another container had the port. */
export type BindFailure = { kind: 'address' | 'process' | 'container'; address: string; port: number }

const KINDS: [BindFailure['kind'], RegExp][] = [
  ['address', /cannot assign requested address/i],
  ['process', /address already in use/i],
  ['container', /port is already allocated/i],
]

// Docker up to 27: `listen tcp6 [a]:80: bind: ...`; 27 without proxy: `failed to bind port a:80/tcp: ...`; 28: `failed to bind host port for [a]:80:[c]:80/tcp: ...`;
// 29: `failed to bind host port [a]:80/tcp: ...`; all: `Bind for a:80 failed: ...`, without brackets for IPv6 as well.
const PLACES = [
  /listen (?:tcp|udp|sctp)[46]? \[([0-9a-f:.]+)\]:(\d{1,5}):/i,
  /listen (?:tcp|udp|sctp)[46]? ([0-9.]+):(\d{1,5}):/i,
  /failed to bind (?:host )?port (?:for )?\[([0-9a-f:.]+)\]:(\d{1,5})[:/]/i,
  /failed to bind (?:host )?port (?:for )?([0-9.]+):(\d{1,5})[:/]/i,
  /failed to bind (?:host )?port (?:for )?([0-9a-f:]+):(\d{1,5})\//i,
  /Bind for \[?([0-9a-f:.]+)\]?:(\d{1,5}) failed/i,
]

/** Reads the engine's reason (`State.Error`) of a container that did not start. Null if it was something else. Tested with what Docker 20.10 and 28.5 said. */
export function bindFailureOf(error: string): BindFailure | null {
  const kind = KINDS.find(([, pattern]) => pattern.test(error))?.[0]
  if (kind === undefined) return null
  for (const pattern of PLACES) {
    const match = pattern.exec(error)
    if (match) return { kind, address: canonicalText(match[1] ?? ''), port: Number(match[2]) }
  }
  return null
}
