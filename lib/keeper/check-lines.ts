import { readFile } from 'node:fs/promises'
import { isGlobalUnicast } from '../core/address-scope'
import { parseAddress } from '../core/ip'
import type { Result } from '../core/result'
import type { AddressRow } from '../features/addresses/schema'
import type { Network } from '../features/networks/schema'
import type { Ping } from '../features/setup/ping'
import type { ProbePlace } from '../features/setup/probe-place'
import type { CheckLine, Look } from '../features/setup/schema'
import { answerLine, hopLine, isMasked, silenceOf, wayOf, type Measured, type Way } from '../features/setup/verify'
import { pingFrom, type Probe } from '../hosts/probe-netns'
import { text } from '../text/en'

const t = text.setup.check
/** Where a hop limit ends a packet: at the router, seen from this host. */
const ROUTER_HOPS = 1
/** Root servers' anycast address of IPv6 (c.root-servers.net): routers know a way there or say that they do not. No packet comes so far. */
const BEYOND = '2001:500:2::c'

/** Sends one ping, by whatever way it looks from. */
export type Ask = (address: string, hops?: number) => Promise<Result<{ ping: Ping; took: number }>>
export type Seen = { look: Look; held: readonly AddressRow[] }

/** All lines of a probe on a network, asked for at the same time. */
export async function networkLines(probe: Probe, place: ProbePlace, network: Network, seen: Seen): Promise<CheckLine[]> {
  const { gateway, kind, link } = place
  const { look } = seen
  const way = wayOf(place, look.runs.proxyRules.some((rule) => rule.network === place.network))
  const host = look.prefixes.flatMap((prefix) => (prefix.dev === look.uplink?.dev ? prefix.addresses : []))[0] ?? null
  const apart = kind === 'bridge' ? null : t.hostApart(kind)
  return Promise.all([
    measured(probe.ping, gateway, t.noGateway).then((m) => answerLine('gateway', t.gateway(gateway ?? ''), m, t.silentGateway(link))),
    measured(probe.ping, apart === null ? host : null, apart ?? t.noHostAddress).then((m) => answerLine('host', t.host(host ?? ''), m, t.silentHost)),
    routerLine(probe.ping, silenceOf(way, network.subnets6[0] ?? ''), seen, kind === 'bridge' ? 1 : 0).then((line) => (line.state === 'ok' && way !== 'private' && isMasked(network, look) ? { ...line, why: `${line.why} ${t.masked}` } : line)),
    nameLine(probe),
  ])
}

/** The router, by its address or, where that is not known, as whoever is next behind this host. `before`: hops that lie before it. */
export async function routerLine(ask: Ask, silence: string, { look: { uplink }, held }: Seen, before = 0): Promise<CheckLine> {
  if (!uplink) return answerLine('router', t.routerUnknown, { skipped: t.noUplink }, '')
  if (uplink.router !== null) return answerLine('router', t.router(uplink.router), await measured(ask, uplink.router, ''), silence)
  const own = new Set(held.filter(({ container }) => container === null).map(({ address }) => address))
  return hopLine(t.routerUnknown, await measured(ask, BEYOND, '', ROUTER_HOPS + before), own, silence)
}

/** One of the host's own addresses: whether it may be used, and whether the router answers to it. */
export async function ownLine(address: string, seen: Seen): Promise<CheckLine> {
  const [id, what] = [`own-${address}`, t.own(address)]
  const row = seen.held.find((one) => one.container === null && one.address === address)
  if (!row) return answerLine(id, what, { failed: t.notOwn(address) }, '')
  if (row.flags.some((flag) => flag === 'tentative' || flag === 'dadfailed')) return answerLine(id, what, { failed: t.notReady(address) }, '')
  return { ...(await routerLine((to, hops) => pingFrom(address, to, hops), silenceOf('own-addresses' satisfies Way, address), seen)), id, what }
}

async function measured(ask: Ask, address: string | null, skipped: string, hops?: number): Promise<Measured> {
  if (address === null) return { skipped }
  const said = await ask(address, hops)
  return said.ok ? said.value : { failed: said.problem.evidence?.text || said.problem.message }
}

async function nameLine(probe: Probe): Promise<CheckLine> {
  const servers = await resolvers()
  const six = servers.find((server) => { const parsed = parseAddress(server); return parsed.ok && isGlobalUnicast(parsed.value) })
  if (six === undefined) return answerLine('name', t.names, { skipped: servers.length === 0 ? t.noResolver : t.resolver4(servers) }, '')
  const said = await probe.resolve(six)
  return said.ok ? { id: 'name', what: t.name(six), state: 'ok', why: t.resolverAnswered, took: said.value } : answerLine('name', t.name(six), { failed: t.silentResolver }, '')
}

/** The resolvers that this host asks, as it names them. */
async function resolvers(): Promise<string[]> {
  const content = await readFile('/etc/resolv.conf', 'utf8').catch(() => '')
  return [...content.matchAll(/^\s*nameserver\s+(\S+)/gm)].map((match) => match[1]!.replace(/%.*$/, ''))
}
