import { randomBytes } from 'node:crypto'
import type { Rows } from '../core/change'
import { fail, ok, type Result } from '../core/result'
import type { AddressRow } from '../features/addresses/schema'
import type { Seat } from '../features/containers/readings'
import type { Network } from '../features/networks/schema'
import type { PortRow } from '../features/ports/schema'
import { freeAddress, probePlace } from '../features/setup/probe-place'
import type { CheckLine, CheckReport, Look } from '../features/setup/schema'
import type { SocketRow } from '../features/sockets/schema'
import { echoFrom, openProbe, pingFrom } from '../hosts/probe-netns'
import { text } from '../text/en'
import { networkLines, ownLines, routerLine, type Seen } from './check-lines'

const t = text.setup.check
const NEEDS = ['setup', 'networks', 'addresses', 'ports', 'sockets'] as const

/** A network by name, or a prefix of which it is not known how it comes here, or addresses of the host's own. */
export type CheckWish = { network: string | null; addresses: string[]; prefix: string | null }

/**
 * Checks with real packets whether a network (or addresses of the host's own) works, or whether a prefix is routed here; one check at a time and never beside a change.
 * `seat` makes the probe count as a container for as long as the check lasts, so that rules for proxy entries answer for it too; its answer ends that.
 */
export function createCheck(parts: {
  observe(names: readonly string[]): Promise<Result<Rows>>
  whileFree(work: () => Promise<void>): Promise<boolean>
  seat(seat: Seat): Promise<() => Promise<void>>
}) {
  let running = false

  return async function check(wish: CheckWish): Promise<Result<CheckReport>> {
    if (running) return fail({ code: 'busy', message: t.again })
    running = true
    let report: Result<CheckReport> = fail({ code: 'busy', message: t.busy })
    try {
      await parts.whileFree(async () => void (report = await checkNow(wish)))
      return report
    } finally {
      running = false
    }
  }

  async function checkNow({ network: name, addresses, prefix }: CheckWish): Promise<Result<CheckReport>> {
    const rows = await parts.observe(NEEDS)
    if (!rows.ok) return rows
    const seen: Seen = { look: (rows.value['setup'] as Look[])[0]!, held: rows.value['addresses'] as AddressRow[], ports: rows.value['ports'] as PortRow[], sockets: rows.value['sockets'] as SocketRow[] }
    if (prefix !== null) return prefixReport(prefix, seen, rows.value['networks'] as Network[])
    if (name === null) return ok({ network: null, from: null, at: Date.now(), lines: (await Promise.all(addresses.map((address) => ownLines(address, seen)))).flat() })
    const network = (rows.value['networks'] as Network[]).find((one) => one.name === name)
    return network ? networkReport(network, seen) : fail({ code: 'not_found', field: 'network', message: t.noNetwork(name) })
  }

  async function networkReport(network: Network, seen: Seen): Promise<Result<CheckReport>> {
    const { name } = network
    const place = probePlace(network, takenBy(seen), randomBelow)
    if (!place) return fail({ code: 'not_available', field: 'network', message: t.noPlace(name) })
    const leave = await parts.seat({ network: name, ipv6: place.address })
    try {
      const probe = await openProbe(place)
      if (!probe.ok) return probe
      try {
        return ok({ network: name, from: place.address, at: Date.now(), lines: await networkLines(probe.value, place, network, seen) })
      } finally {
        await probe.value.end()
      }
    } finally {
      await leave()
    }
  }
}

/** Whether a prefix is routed here: what the router answers to an address in it that nobody on the link has. What it answers to this host itself is the control. */
async function prefixReport(prefix: string, seen: Seen, networks: readonly Network[]): Promise<Result<CheckReport>> {
  // What is sent from a network's subnet may leave with the host's address, and its answer would show nothing.
  const from = freeAddress(prefix, takenBy(seen), networks.flatMap(({ subnets6 }) => subnets6), randomBelow)
  if (from === null) return fail({ code: 'bad_input', field: 'prefix', message: t.notPrefix(prefix) })
  const own = seen.look.uplink?.addresses[0]
  const control = { ...(await routerLine((to, hops) => (own === undefined ? echoFrom(from, to, hops) : pingFrom(own, to, hops)), t.onTheLink, seen)), id: 'control', what: t.control }
  if (control.state !== 'ok') return ok({ network: null, from, at: Date.now(), lines: [control], routed: null })
  const line = await routerLine((to, hops) => echoFrom(from, to, hops), t.notRouted(from), seen)
  const reach: CheckLine = { ...line, id: 'reach', what: t.reach(prefix), ...(line.state === 'ok' ? { why: t.isRouted(from) } : {}) }
  return ok({ network: null, from, at: Date.now(), lines: [control, reach], routed: line.state === 'ok' })
}

function takenBy({ held }: Seen): Set<string> {
  return new Set(held.map(({ address }) => address))
}

function randomBelow(below: bigint): bigint {
  return below <= 0n ? 0n : BigInt(`0x${randomBytes(16).toString('hex')}`) % below
}
