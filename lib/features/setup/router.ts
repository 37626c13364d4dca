import { setup as text } from '../../text/en/setup'
import { isInside } from './look'
import type { Choice, Look, PlannedNetwork } from './schema'

/** What has to be typed on the router, once per kind of router. `via`: this host's address there; `dev`: what stands for the router's own link, null if it needs none. */
export type RouterWords = { via: string; dev: string | null; routes: string[]; ways: { name: 'Linux' | 'systemd-networkd' | 'ifupdown' | 'OpenWrt' | 'FRR' | 'MikroTik'; lines: string[] }[] }

/** Stands for the name of the router's link, which only its owner knows. */
const LINK = 'LAN'

/**
 * The routes that the router needs for a prefix that it shall send here; null where it needs none: it finds the containers on the link itself (NDP proxy, own addresses, LAN),
 * or never sees their addresses (private). `held`: the prefix that this host discards as a whole, so that one route does for all networks in it; of any other the router must
 * not send here what is for no network, or it comes back to it and so on (RFC 7084 WPD-5).
 */
export function routerWords(choice: Choice, { networks, held }: { networks: readonly Pick<PlannedNetwork, 'subnet'>[]; held: string | null }, look: Look): RouterWords | null {
  if (choice !== 'routed') return null
  const subnets = networks.map(({ subnet }) => subnet)
  const apart = held === null ? subnets : subnets.filter((subnet) => !isInside(subnet, held))
  const routes = held !== null && apart.length < subnets.length ? [held, ...apart] : subnets
  const via = viaOf(look)
  if (routes.length === 0 || via === null) return null
  const dev = via.startsWith('fe80:') ? LINK : null
  const each = (line: (route: string) => string) => routes.map(line)
  return {
    via, dev, routes,
    ways: [
      { name: 'Linux', lines: each((route) => `ip -6 route add ${route} via ${via}${dev ? ` dev ${dev}` : ''}`) },
      { name: 'systemd-networkd', lines: routes.flatMap((route) => ['[Route]', `Destination=${route}`, `Gateway=${via}`]) },
      { name: 'ifupdown', lines: each((route) => `up ip -6 route add ${route} via ${via} dev $IFACE`) },
      { name: 'OpenWrt', lines: [...routes.flatMap((route) => ['uci add network route6', `uci set network.@route6[-1].interface='lan'`, `uci set network.@route6[-1].target='${route}'`, `uci set network.@route6[-1].gateway='${via}'`]), 'uci commit network', '/etc/init.d/network reload'] },
      { name: 'FRR', lines: ['configure terminal', ...each((route) => `ipv6 route ${route} ${via}${dev ? ` ${dev}` : ''}`), 'end', 'write memory'] },
      { name: 'MikroTik', lines: each((route) => `/ipv6 route add dst-address=${route} gateway=${via}${dev ? `%${dev}` : ''}`) },
    ],
  }
}

/** The address by which a router reaches this host: on the uplink, a global one if there is any. */
function viaOf({ uplink }: Look): string | null {
  return uplink?.addresses[0] ?? uplink?.linkLocal ?? null
}

/** What one says about the router, for every choice: what it has to do, or why nothing. */
export function routerSentence(choice: Choice): string {
  return text.router[choice]
}
