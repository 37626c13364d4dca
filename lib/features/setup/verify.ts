import { setup as text } from '../../text/en/setup'
import { kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import { chainName, dropping, passLines, type ForeignDrop } from './foreign-drops'
import type { Ping } from './ping'
import type { ProbePlace } from './probe-place'
import type { Network } from '../networks/schema'
import type { CheckLine, Look } from './schema'
import type { Place } from './serving'

const t = text.check

/** What was measured of one line: packets and what they met, or why none was sent. */
export type Measured = { ping: Ping; took: number } | { skipped: string } | { failed: string }

/** What decides how silence of the router is explained. */
export type Way = 'routed' | 'ndp-proxy' | 'private' | 'lan' | 'own-addresses'

/**
 * Whether what leaves a network is sent from the host's address: by all gateway modes but routed, where the engine writes IPv6 rules. An answer from the router then says nothing about
 * the way in.
 */
export function isMasked({ driver, gatewayMode6, masquerade }: Pick<Network, 'driver' | 'gatewayMode6' | 'masquerade'>, { engine }: Pick<Look, 'engine'>): boolean {
  return driver === 'bridge' && gatewayMode6 !== 'routed' && masquerade !== false && engine?.ip6tables === true
}

/** How packets of a network find their way, by what is there: its addresses, its driver and the rules for proxy entries. */
export function wayOf({ kind, address }: Pick<ProbePlace, 'kind' | 'address'>, hasRule: boolean): Way {
  if (kind !== 'bridge') return 'lan'
  const parsed = parseAddress(address)
  if (parsed.ok && kindOf(parsed.value) === 'unique-local') return 'private'
  return hasRule ? 'ndp-proxy' : 'routed'
}

/** The line about an address that has to answer by itself. */
export function answerLine(id: string, what: string, measured: Measured, silence: string): CheckLine {
  if ('skipped' in measured) return { id, what, state: 'skipped', why: measured.skipped, took: null }
  if ('failed' in measured) return { id, what, state: 'failed', why: measured.failed, took: null }
  const { ping, took } = measured
  if (ping.kind === 'reply') return { id, what, state: 'ok', why: t.answered(ping.ms), took }
  return { id, what, state: 'failed', why: ping.kind === 'error' ? t.error(ping.from, ping.said) : silence, took }
}

/**
 * The line about the router where its address is not known: a packet that may go two hops and no further. Whatever the second hop says of it (time exceeded, or that it knows no way)
 * came back to the probe, so the way to the router and back is whole. An error from the first hop, which is this host, is none of that.
 */
export function hopLine(what: string, measured: Measured, own: ReadonlySet<string>, silence: string): CheckLine {
  const line = answerLine('router', what, measured, silence)
  if (!('ping' in measured) || measured.ping.kind !== 'error' || own.has(measured.ping.from)) return line
  return { ...line, what: t.routerAt(measured.ping.from), state: 'ok', why: t.hop(measured.ping.from) }
}

/** Why the router may be silent, in the words of the way that was chosen, with what to do. What this host itself drops comes first. */
export function silenceOf(way: Way, subnet: string, drops: readonly ForeignDrop[] = []): string {
  const [here] = way === 'lan' || way === 'own-addresses' ? [] : dropping(drops, subnet)
  return here ? t.silence.firewall(chainName(here), passLines(here, [subnet])) : t.silence[way](subnet)
}

/** The line about a TCP connection. `said`: empty if it was accepted, else why not, as the kernel names it. */
export function tcpLine(id: string, what: (place: string) => string, { address, port }: Place, said: string, took: number): CheckLine {
  const line = { id, what: what(`[${address}]:${port}`), took }
  if (said === '') return { ...line, state: 'ok', why: t.tcp.accepted }
  const why = said === 'ECONNREFUSED' ? t.tcp.refused : said === 'ETIMEDOUT' ? t.tcp.silent : said === 'closed at once' ? t.tcp.closed : t.tcp.other(said)
  return { ...line, state: 'failed', why }
}

/**
 * The line about a resolver that was asked for a name that does not exist by definition (RFC 6761 section 6.4). `said` is the code of node:dns (c-ares): that there is no such name is
 * the right answer; a refusal or a failure of the server shows that packets go there and back, and not whether it resolves names.
 */
export function nameLine(server: string, said: string, took: number): CheckLine {
  const line = { id: 'name', what: t.name(server), took }
  switch (said) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return { ...line, state: 'ok', why: t.dns.answered }
    case 'EREFUSED':
    case 'ESERVFAIL':
      return { ...line, state: 'unclear', why: t.dns.noVerdict(said === 'EREFUSED' ? 'REFUSED' : 'SERVFAIL') }
    case 'ECONNREFUSED':
      return { ...line, state: 'failed', why: t.dns.nobody }
    case 'ETIMEOUT':
      return { ...line, state: 'failed', why: t.dns.silent }
    default:
      return { ...line, state: 'failed', why: t.dns.other(said) }
  }
}
