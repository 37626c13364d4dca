/** Sentences of the overview: the state at a glance and the way from the internet to the containers. */
export const overview = {
  reached: (source: string, dev: string, withIpv6: number, networks: number) =>
    `This host has global IPv6 ${SOURCES[source] ?? ''} on ${dev}; ${networks === 0 ? 'there is no container network' : withIpv6 === 0 ? 'no network has IPv6' : `${withIpv6} of ${networks} networks ${withIpv6 === 1 ? 'has' : 'have'} IPv6`}.`,
  noGlobal: 'This host has no IPv6 to the outside.',
  noRoute: 'This host has a global IPv6 address, but no default route.',
  off: 'IPv6 is switched off on this host.',
  troubled: (bad: number, attention: number) => [bad > 0 ? `${plural(bad, 'thing')} ${bad === 1 ? 'is' : 'are'} wrong` : '', attention > 0 ? `${plural(attention, 'thing')} ${attention === 1 ? 'wants' : 'want'} a look` : ''].filter(Boolean).join(', ') + '.',
  internet: 'Internet',
  internetFact: 'Not asked: dock6 sends nothing by itself.',
  router: 'Router',
  routerNone: 'No default route',
  routerVia: (via: string, dev: string) => `${via} on ${dev}`,
  routerDirect: (dev: string) => `Straight over ${dev}`,
  routerFailed: (via: string) => `${via} does not answer`,
  uplink: 'Uplink',
  uplinkNone: 'None: no default route leaves this host',
  uplinkFact: (dev: string, address: string | null) => (address === null ? `${dev}, without a global address` : `${dev}, ${address}`),
  host: 'This host',
  hostForwards: (proxies: number) => `Forwards IPv6${proxies > 0 ? `, answers for ${plural(proxies, 'address', 'addresses')}` : ''}`,
  hostKeeps: 'Does not forward IPv6',
  hostUnknown: 'Forwarding is not known',
  bridges: 'Networks',
  bridgesFact: (withIpv6: number, total: number) => `${withIpv6} of ${total} with IPv6`,
  containers: 'Containers',
  containersFact: (withIpv6: number, running: number) => `${withIpv6} of ${running} running with IPv6`,
  engineUnknown: 'The engine does not answer',
} as const

/** Where an address comes from, as part of a sentence. */
const SOURCES: Record<string, string> = { ra: 'from RA', dhcp: 'from DHCPv6', static: 'set by hand', engine: 'from the engine', kernel: '' }

function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`
}
