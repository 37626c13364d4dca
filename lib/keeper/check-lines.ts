import { readFile } from 'node:fs/promises'
import type { Result } from '../core/result'
import type { AddressRow } from '../features/addresses/schema'
import type { Network } from '../features/networks/schema'
import type { PortRow } from '../features/ports/schema'
import type { Ping } from '../features/setup/ping'
import type { ProbePlace } from '../features/setup/probe-place'
import { isStub, nameServers, resolverWay } from '../features/setup/resolver'
import type { CheckLine, Look } from '../features/setup/schema'
import { hostService, servingAt, servingOn, type Place, type Serving } from '../features/setup/serving'
import { answerLine, hopLine, isMasked, nameLine, silenceOf, tcpLine, wayOf, type Measured, type Way } from '../features/setup/verify'
import type { SocketRow } from '../features/sockets/schema'
import { CONNECT_S, pingFrom, resolveFromHost, type Probe } from '../hosts/probe-netns'
import { openOutside } from '../hosts/probe-outside'
import { text } from '../text/en'

const t = text.setup.check
/** The host's resolvers, and where systemd-resolved writes those that its stub asks (systemd-resolved.service(8)). */
const RESOLV_CONFS = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'] as const
/** Where a hop limit ends a packet: at the router, seen from this host. */
const ROUTER_HOPS = 1
/** Root servers' anycast address of IPv6 (c.root-servers.net): routers know a way there or say that they do not. No packet comes so far. */
const BEYOND = '2001:500:2::c'

/** Sends one ping, by whatever way it looks from. */
export type Ask = (address: string, hops?: number) => Promise<Result<{ ping: Ping; took: number }>>
export type Seen = { look: Look; held: readonly AddressRow[]; ports: readonly PortRow[]; sockets: readonly SocketRow[] }

/** All lines of a probe on a network, asked for at the same time. */
export async function networkLines(probe: Probe, place: ProbePlace, network: Network, seen: Seen): Promise<CheckLine[]> {
  const { gateway, kind, link } = place
  const { look } = seen
  const way = wayOf(place, look.runs.proxyRules.some((rule) => rule.network === place.network))
  const host = look.uplink?.addresses[0] ?? null
  const apart = kind === 'bridge' ? null : t.hostApart(kind)
  return Promise.all([
    measured(probe.ping, gateway, t.noGateway).then((m) => answerLine('gateway', t.gateway(gateway ?? ''), m, t.silentGateway(link))),
    measured(probe.ping, apart === null ? host : null, apart ?? t.noHostAddress).then((m) => answerLine('host', t.host(host ?? ''), m, t.silentHost)),
    routerLine(probe.ping, silenceOf(way, network.subnets6[0] ?? '', look.firewall.foreign), seen, kind === 'bridge' ? 1 : 0).then((line) => (line.state === 'ok' && way !== 'private' && isMasked(network, look) ? { ...line, why: `${line.why} ${t.masked}` } : line)),
    resolverLine(probe),
    hostServiceLine(probe, host, apart, seen),
    containerLines(servingOn(network, seen.ports), probe, kind === 'bridge'),
  ]).then((lines) => lines.flat())
}

/** The router, by its address or, where that is not known, as whoever is next behind this host. `before`: hops that lie before it. */
export async function routerLine(ask: Ask, silence: string, { look: { uplink }, held }: Seen, before = 0): Promise<CheckLine> {
  if (!uplink) return answerLine('router', t.routerUnknown, { skipped: t.noUplink }, '')
  if (uplink.router !== null) return answerLine('router', t.router(uplink.router), await measured(ask, uplink.router, ''), silence)
  const own = new Set(held.filter(({ container }) => container === null).map(({ address }) => address))
  return hopLine(t.routerUnknown, await measured(ask, BEYOND, '', ROUTER_HOPS + before), own, silence)
}

/** One of the host's own addresses: whether it may be used, whether the router answers to it, and whether what containers publish on it is reached from outside. */
export async function ownLines(address: string, seen: Seen): Promise<CheckLine[]> {
  const [id, what] = [`own-${address}`, t.own(address)]
  const row = seen.held.find((one) => one.container === null && one.address === address)
  if (!row) return [answerLine(id, what, { failed: t.notOwn(address) }, '')]
  if (row.flags.some((flag) => flag === 'tentative' || flag === 'dadfailed')) return [answerLine(id, what, { failed: t.notReady(address) }, '')]
  const [router, containers] = await Promise.all([
    routerLine((to, hops) => pingFrom(address, to, hops), silenceOf('own-addresses' satisfies Way, address), seen),
    containerLines(servingAt(address, seen.ports), null, true),
  ])
  return [{ ...router, id, what }, ...containers.map((line) => ({ ...line, id: `${line.id}-${address}` }))]
}

/** A TCP connection to a service of this host, whichever listens. */
async function hostServiceLine(probe: Probe, host: string | null, apart: string | null, { sockets }: Seen): Promise<CheckLine> {
  const service = apart === null && host !== null ? hostService(sockets, host) : null
  if (service === null) return answerLine('tcp-host', t.tcp.toHost, { skipped: apart ?? (host === null ? t.noHostAddress : t.tcp.noService) }, '')
  return connected('tcp-host', t.tcp.host, service, probe.connect)
}

/** TCP connections to what containers publish: from the network itself (`probe`), and from a place beyond this host. `outward`: this host stands between. */
async function containerLines(servings: readonly Serving[], probe: Probe | null, outward: boolean): Promise<CheckLine[]> {
  if (servings.length === 0) return [answerLine('tcp-container', t.tcp.toContainer, { skipped: t.tcp.noContainer }, '')]
  const outside = outward && servings.some((one) => one.outside !== null) ? await openOutside() : null
  try {
    const lines = servings.flatMap(({ container, inside, outside: place }, n): (CheckLine | Promise<CheckLine>)[] => [
      ...(probe && inside ? [connected(`tcp-inside-${n}`, t.tcp.inside(container), inside, probe.connect)] : []),
      ...(outside === null || place === null ? [] : [outside.ok ? connected(`tcp-outside-${n}`, t.tcp.outside(container), place, (address, port) => outside.value.connect(address, port, CONNECT_S)) : answerLine(`tcp-outside-${n}`, t.tcp.toContainer, { failed: outside.problem.message }, '')]),
    ])
    return lines.length > 0 ? await Promise.all(lines) : [answerLine('tcp-container', t.tcp.toContainer, { skipped: t.tcp.noWay }, '')]
  } finally {
    if (outside?.ok) await outside.value.end()
  }
}

async function connected(id: string, what: (place: string) => string, place: Place, connect: (address: string, port: number) => Promise<Result<string>>): Promise<CheckLine> {
  const began = Date.now()
  const said = await connect(place.address, place.port)
  return said.ok ? tcpLine(id, what, place, said.value, Date.now() - began) : answerLine(id, what(`[${place.address}]:${place.port}`), { failed: said.problem.evidence?.text || said.problem.message }, '')
}

async function measured(ask: Ask, address: string | null, skipped: string, hops?: number): Promise<Measured> {
  if (address === null) return { skipped }
  const said = await ask(address, hops)
  return said.ok ? said.value : { failed: said.problem.evidence?.text || said.problem.message }
}

/** The resolver that containers get, by the engine or by themselves: asked from the probe where the probe has a way to it, else from this host, and the line says so. */
async function resolverLine(probe: Probe): Promise<CheckLine> {
  const servers = await resolvers()
  const way = resolverWay(servers)
  if (way === null) return answerLine('name', t.names, { skipped: servers.length === 0 ? t.noResolver : t.resolverNear(servers) }, '')
  const { server, from } = way
  const answer = await (from === 'probe' ? probe.resolve(server) : resolveFromHost(server))
  if (!answer.ok) return answerLine('name', t.name(server), { failed: answer.problem.evidence?.text || answer.problem.message }, '')
  const line = nameLine(server, answer.value.said, answer.value.took)
  return from === 'probe' ? line : { ...line, why: `${line.why} ${t.dns.from[from]}` }
}

/** The resolvers that this host asks; behind a stub of its own those of the stub, as the engine takes them for its containers (Moby, resolvconf.Path). */
async function resolvers(): Promise<string[]> {
  const [first = '', ...others] = RESOLV_CONFS
  const own = nameServers(await textOf(first))
  if (!isStub(own)) return own
  const behind = nameServers((await Promise.all(others.map(textOf))).join('\n'))
  return behind.length > 0 ? behind : own
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
