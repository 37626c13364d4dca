import type { Step } from '../../core/action'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { execStep, sysctlStep, type KernelRows } from '../plan-parts'

/**
 * A link that is no port any more hears router advertisements itself and takes addresses and routes from them; as a port again it would keep them, and packets would leave by the wrong link.
 * Undo makes it forget, after it has become a port (undo runs backwards): IPv6 off and on again. A link that holds something of its own would lose that with it, so there addresses with a lifetime
 * and advertised routes are taken away, if it has none of them now. Before, all of it is as it is already.
 */
export function forgetting(dev: string, rows: KernelRows): Step[] {
  const value = (name: string) => rows.sysctls.find(({ key }) => key === `net/ipv6/conf/${dev}/${name}`)?.value
  const hears = value('accept_ra') === '2' || (value('accept_ra') === '1' && value('forwarding') === '0')
  const own = [
    ...rows.addresses.filter((row) => !row.container && row.family === 6 && row.dev === dev && row.kind !== 'link-local'),
    ...rows.routes.filter((row) => row.family === 6 && row.dev === dev && row.protocol !== 'kernel'),
    ...rows.proxies.filter((row) => row.dev === dev),
    ...rows.neighbors.filter((row) => row.dev === dev && row.family === 6 && row.state === 'PERMANENT'),
  ]
  if (!hears || value('disable_ipv6') !== '0') return []
  if (own.length > 0) return own.some(isLearned) ? [] : learnable(dev, rows).map((words) => flush(dev, words))
  const path = `net/ipv6/conf/${dev}/disable_ipv6`
  // Switched on again, the link's IPv6 MTU is that of the link (addrconf_notify).
  const mtu = value('mtu') ?? ''
  const ownMtu = mtu !== '' && mtu !== String(rows.links.find(({ name }) => name === dev)?.mtu)
  return [...(ownMtu ? [sysctlStep(text.sysctls.set(`net/ipv6/conf/${dev}/mtu`, mtu), `net/ipv6/conf/${dev}/mtu`, mtu, mtu)] : []), sysctlStep(text.bridges.alone(dev), path, '0', '0'), sysctlStep(text.bridges.alone(dev), path, '0', '1')]
}

type Own = KernelRows['addresses'][number] | KernelRows['routes'][number] | KernelRows['proxies'][number] | KernelRows['neighbors'][number]

const isLearned = (row: Own) => ('validUntil' in row && row.validUntil !== null) || ('protocol' in row && row.protocol === 'ra')

/** What an advertisement brings: addresses, routes by the router, and a route to the prefix, which only range and kind tell from those of the link's own addresses. */
function learnable(dev: string, { routes }: KernelRows): string[][] {
  const onLink = routes.some((row) => row.family === 6 && row.dev === dev && row.protocol === 'kernel' && row.table === 'main' && !/^f[ef]/.test(row.dst))
  const ranges = onLink ? [] : ['2000::/3', 'fc00::/7']
  return [['addr', 'flush', 'dev', dev, 'dynamic'], ['route', 'flush', 'dev', dev, 'proto', 'ra'], ...ranges.map((range) => ['route', 'flush', 'dev', dev, 'proto', 'kernel', 'root', range])]
}

/** Finds nothing to take away the first time. */
function flush(dev: string, words: readonly string[]): Step {
  const argv = ['ip', '-6', ...words] as const
  return execStep(text.bridges.forget(dev), argv, [], { argv, done: [] })
}
