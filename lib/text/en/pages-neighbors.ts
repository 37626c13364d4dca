/** The Neighbors page. */
export const neighborsPage = {
  label: 'Neighbors',
  columns: { address: 'Address', dev: 'Link', mac: 'MAC', state: 'State', router: 'Router', sameMac: 'Same MAC', container: 'Container', network: 'Network', kind: 'Kind', family: 'Family' },
  help: {
    mac: 'The link-layer address that frames to this neighbor are sent to.',
    state: 'What the kernel knows about reaching the neighbor (RFC 4861, neighbor unreachability detection).',
    router: 'The neighbor said of itself that it forwards packets (the R flag of its advertisement).',
    sameMac: 'Other addresses on this link behind the same MAC.',
    container: 'The container that has this MAC or address.',
  },
  quick: { six: 'IPv6', four: 'IPv4', routers: 'Routers', reachable: 'Reachable', failed: 'Failed' },
  router: 'router',
  noMac: 'no MAC',
  others: (n: number, said: string) => (n === 1 ? '1 other' : `${said} others`),
  /** A sentence for each state of the cache, after RFC 4861 section 7.3.2 and what Linux adds. */
  state: {
    REACHABLE: 'The neighbor answered within the last half minute or so: packets go to its MAC without asking.',
    STALE: 'It answered once, but not lately. Nothing is wrong: the next packet goes to this MAC, and the kernel checks then whether it still holds.',
    DELAY: 'A packet was just sent to the old MAC. The kernel waits some seconds for a sign of life before it asks.',
    PROBE: 'The kernel is asking this MAC directly whether it still has the address, with unicast solicitations.',
    INCOMPLETE: 'The kernel is asking the link who has this address, and nobody has answered yet. Packets wait.',
    FAILED: 'Nobody on this link answered for the address. Packets to it are refused with “address unreachable”.',
    NOARP: 'This link needs no resolution, or the address is resolved by rule (multicast, loopback, tunnels).',
    PERMANENT: 'An administrator set this entry by hand. The kernel neither checks nor forgets it.',
    NONE: 'The entry was just made; nothing is known yet.',
  } as Record<string, string>,
  unknownState: (state: string) => `The kernel calls this ${state}; dock6 has no words for it.`,
  sameMac: {
    title: (n: number, said: string) => (n === 1 ? 'Same MAC as one other address' : `Same MAC as ${said} other addresses`),
    router: 'This MAC belongs to a router: it answers for its own addresses, and for others if it proxies for them.',
    machine: 'A machine usually has a link-local address and one or more global ones on the same link, so this is normal.',
    proxy: 'Many addresses behind one MAC: a router, a machine with many addresses, or a host that answers in the place of others (NDP proxy).',
    more: (said: string) => `and ${said} more`,
  },
  related: { container: 'container', network: 'network', link: 'link' },
  empty: {
    title: 'The neighbor cache is empty',
    why: 'The kernel adds an entry when it first sends a packet to an address on one of its links, or hears from it. Nothing here means that this host has exchanged no packet with any neighbor yet.',
  },
} as const
