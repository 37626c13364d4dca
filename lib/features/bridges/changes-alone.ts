import type { Step } from '../../core/action'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { sysctlStep, type KernelRows } from '../plan-parts'

/**
 * A link that is no port any more hears router advertisements itself and takes addresses and routes from them; as a port again it would keep them, and packets would leave by the wrong link.
 * Undo makes it forget: IPv6 off and on again, after it has become a port (undo runs backwards). Before, both are as they are already.
 * Not for a link that holds anything of its own, which would be lost with it.
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
  if (!hears || value('disable_ipv6') !== '0' || own.length > 0) return []
  const path = `net/ipv6/conf/${dev}/disable_ipv6`
  // Switched on again, the link's IPv6 MTU is that of the link (addrconf_notify).
  const mtu = value('mtu') ?? ''
  const ownMtu = mtu !== '' && mtu !== String(rows.links.find(({ name }) => name === dev)?.mtu)
  return [...(ownMtu ? [sysctlStep(text.sysctls.set(`net/ipv6/conf/${dev}/mtu`, mtu), `net/ipv6/conf/${dev}/mtu`, mtu, mtu)] : []), sysctlStep(text.bridges.alone(dev), path, '0', '0'), sysctlStep(text.bridges.alone(dev), path, '0', '1')]
}
