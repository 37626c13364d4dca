import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isGlobalUnicast } from '../core/address-scope'
import { parseAddress } from '../core/ip'
import { fail, ok, type Result } from '../core/result'
import type { Rows } from '../core/change'
import type { AddressRow } from '../features/addresses/schema'
import type { Seat } from '../features/containers/readings'
import type { Network } from '../features/networks/schema'
import { probePlace, type ProbePlace } from '../features/setup/probe-place'
import type { CheckLine, CheckReport, Look } from '../features/setup/schema'
import { answerLine, hopLine, silenceOf, wayOf, type Measured, type Way } from '../features/setup/verify'
import { openProbe, pingFrom, type Probe } from '../hosts/probe-netns'
import { text } from '../text/en'

const t = text.setup.check
const NEEDS = ['setup', 'networks', 'addresses'] as const
/** A packet with this limit comes as far as the router, and no further. */
const HOPS = 2
/** Root servers' anycast address of IPv6 (c.root-servers.net): routers know a way there or say that they do not. No packet comes so far. */
const BEYOND = '2001:500:2::c'

export type CheckWish = { network: string | null; addresses: string[] }

/**
 * Checks with real packets whether a network (or addresses of the host's own) works, one check at a time and never beside a change.
 * `seat` makes the probe count as a container for as long as the check lasts, so that rules for proxy entries answer for it too; its answer ends that.
 */
export function createCheck(parts: {
  observe(names: readonly string[]): Promise<Result<Rows>>
  whileFree(work: () => Promise<void>): Promise<boolean>
  seat(seat: Seat): Promise<() => Promise<void>>
}) {
  let running = false

  return async function check({ network, addresses }: CheckWish): Promise<Result<CheckReport>> {
    if (running) return fail({ code: 'busy', message: t.again })
    running = true
    let report: Result<CheckReport> = fail({ code: 'busy', message: t.busy })
    try {
      await parts.whileFree(async () => void (report = await checkNow(network, addresses)))
      return report
    } finally {
      running = false
    }
  }

  async function checkNow(name: string | null, addresses: readonly string[]): Promise<Result<CheckReport>> {
    const seen = await parts.observe(NEEDS)
    if (!seen.ok) return seen
    const look = (seen.value['setup'] as Look[])[0]!
    const held = seen.value['addresses'] as AddressRow[]
    if (name === null) return ok({ network: null, from: null, at: Date.now(), lines: await Promise.all(addresses.map((address) => ownLine(address, look, held))) })
    const network = (seen.value['networks'] as Network[]).find((one) => one.name === name)
    if (!network) return fail({ code: 'not_found', field: 'network', message: t.noNetwork(name) })
    const place = probePlace(network, new Set(held.map(({ address }) => address)), randomBelow)
    if (!place) return fail({ code: 'not_available', field: 'network', message: t.noPlace(name) })
    const leave = await parts.seat({ network: name, ipv6: place.address })
    try {
      const probe = await openProbe(place)
      if (!probe.ok) return probe
      try {
        return ok({ network: name, from: place.address, at: Date.now(), lines: await linesOf(probe.value, place, network, look, held) })
      } finally {
        await probe.value.end()
      }
    } finally {
      await leave()
    }
  }
}

async function linesOf(probe: Probe, place: ProbePlace, { subnets6 }: Network, look: Look, held: readonly AddressRow[]): Promise<CheckLine[]> {
  const { gateway, kind, link } = place
  const own = held.filter(({ container }) => container === null)
  const way = wayOf(place, look.runs.proxyRules.some(({ network }) => network === place.network))
  const hostAddress = look.prefixes.flatMap((prefix) => (prefix.dev === look.uplink?.dev ? prefix.addresses : []))[0] ?? null
  const measured = async (address: string | null, skipped: string, hops?: number): Promise<Measured> => {
    if (address === null) return { skipped }
    const said = await probe.ping(address, hops)
    return said.ok ? said.value : { failed: said.problem.evidence?.text || said.problem.message }
  }
  return Promise.all([
    measured(gateway, t.noGateway).then((m) => answerLine('gateway', t.gateway(gateway ?? ''), m, t.silentGateway(link))),
    kind === 'bridge'
      ? measured(hostAddress, t.noHostAddress).then((m) => answerLine('host', t.host(hostAddress ?? ''), m, t.silentHost))
      : answerLine('host', t.host(hostAddress ?? ''), { skipped: t.hostApart(kind) }, ''),
    routerLine(way, subnets6[0] ?? '', look, own, measured),
    nameLine(probe),
  ])
}

async function routerLine(way: Way, subject: string, { uplink }: Look, own: readonly AddressRow[], measured: (address: string | null, skipped: string, hops?: number) => Promise<Measured>): Promise<CheckLine> {
  const silence = silenceOf(way, subject)
  if (!uplink) return answerLine('router', t.routerUnknown, { skipped: t.noUplink }, '')
  if (uplink.router !== null) return answerLine('router', t.router(uplink.router), await measured(uplink.router, ''), silence)
  const hops = way === 'lan' || way === 'own-addresses' ? HOPS - 1 : HOPS
  return hopLine(t.routerUnknown, await measured(BEYOND, '', hops), new Set(own.map(({ address }) => address)), silence)
}

async function nameLine(probe: Probe): Promise<CheckLine> {
  const servers = await resolvers()
  const six = servers.find((server) => { const parsed = parseAddress(server); return parsed.ok && isGlobalUnicast(parsed.value) })
  if (six === undefined) return answerLine('name', t.names, { skipped: servers.length === 0 ? t.noResolver : t.resolver4(servers) }, '')
  const said = await probe.resolve(six)
  return said.ok ? { id: 'name', what: t.name(six), state: 'ok', why: t.resolverAnswered, took: said.value } : answerLine('name', t.name(six), { failed: t.silentResolver }, '')
}

/** One of the host's own addresses: whether it may be used, and whether the router answers to it. */
async function ownLine(address: string, look: Look, held: readonly AddressRow[]): Promise<CheckLine> {
  const id = `own-${address}`
  const row = held.find((one) => one.container === null && one.address === address)
  if (!row) return answerLine(id, t.own(address), { failed: t.notOwn(address) }, '')
  if (row.flags.some((flag) => flag === 'tentative' || flag === 'dadfailed')) return answerLine(id, t.own(address), { failed: t.notReady(address) }, '')
  const own = held.filter(({ container }) => container === null)
  const line = await routerLine('own-addresses', address, look, own, async (to, skipped, hops) => {
    if (to === null) return { skipped }
    const said = await pingFrom(address, to, hops)
    return said.ok ? said.value : { failed: said.problem.evidence?.text || said.problem.message }
  })
  return { ...line, id, what: t.own(address) }
}

/** The resolvers that this host asks, as it names them. */
async function resolvers(): Promise<string[]> {
  const content = await readFile('/etc/resolv.conf', 'utf8').catch(() => '')
  return [...content.matchAll(/^\s*nameserver\s+(\S+)/gm)].map((match) => match[1]!.replace(/%.*$/, ''))
}

function randomBelow(below: bigint): bigint {
  return below <= 0n ? 0n : BigInt(`0x${randomBytes(16).toString('hex')}`) % below
}
