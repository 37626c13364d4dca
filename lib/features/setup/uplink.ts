import { kindOf } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'
import { winnerOf } from '../routes/shadow'
import { byLife, isToReachAt, isWide, settingNow, type WayFacts } from './look'
import type { Uplink } from './schema'

/** The link and the router of the default route that the kernel takes; null without one. */
export function uplinkOf(facts: WayFacts): Uplink | null {
  const defaults = facts.routes6.filter((route) => route.dst === 'default' && route.table === undefined && route.from === undefined)
  const winner = winnerOf(defaults.map((route) => ({ route, key: '' })))?.route
  if (!winner || (winner.type !== undefined && winner.type !== 'unicast')) return null
  const [hop] = winner.nexthops ?? []
  const dev = winner.dev ?? hop?.dev
  if (dev === undefined) return null
  const via = winner.gateway ?? hop?.gateway ?? null
  const setting = (name: string) => settingNow(`net/ipv6/conf/${dev}/${name}`, facts)
  return { dev, via, router: routerAddress(dev, via, facts), protocol: winner.protocol ?? 'boot', expires: winner.expiresAt !== undefined, mtu: facts.mtus.get(dev) ?? 0, acceptRa: setting('accept_ra'), proxyNdp: setting('proxy_ndp'), ...ownOf(dev, facts) }
}

/** An address of the router that packets from elsewhere reach too: the route's own, or one that the neighbor cache has for the same machine. */
function routerAddress(dev: string, via: string | null, { neighbors }: WayFacts): string | null {
  if (via !== null && isWide(via)) return via
  const here = neighbors.filter((one) => one.dev === dev && one.family === 6)
  const mac = here.find(({ address }) => address === via)?.mac
  return here.find((one) => one.router && one.mac !== null && one.mac === mac && isWide(one.address))?.address ?? null
}

/** This host's own addresses on the uplink: those that routers elsewhere know too, global and lasting ones first, and the link-local one. */
function ownOf(dev: string, { addresses }: WayFacts): Pick<Uplink, 'addresses' | 'linkLocal'> {
  const own = addresses.filter((one) => one.dev === dev && isToReachAt(one))
  const wide = own.filter(({ address }) => isWide(address)).toSorted((a, b) => Number(isLocal(a.address)) - Number(isLocal(b.address)) || byLife(a, b))
  return { addresses: wide.map(({ address }) => address), linkLocal: own.find(({ address }) => kind(address) === 'link-local')?.address ?? null }
}

function isLocal(address: string): boolean {
  return kind(address) === 'unique-local'
}

function kind(address: string): string | null {
  const parsed = parseAddress(address)
  return parsed.ok ? kindOf(parsed.value) : null
}
