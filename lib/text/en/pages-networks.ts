/** The Networks page, and the few parts that other pages share with it. */
export const networksPage = {
  label: 'Networks',
  columns: {
    name: 'Name', driver: 'Driver', v6: 'IPv6 subnet', v4: 'IPv4 subnet', mode: 'Gateway mode', bridge: 'Bridge', members: 'Containers', use: 'IPv6 used / free',
    flags: 'Flags', use4: 'IPv4 used / free', project: 'Project', mtu: 'MTU', created: 'Created',
  },
  help: {
    members: 'Running containers on this network, and how many there are in all.',
    use: 'Addresses in use in the IPv6 pool, and those the engine can still hand out. The exact number is on hover.',
    bridge: 'The link that carries the network: its bridge, or the parent of macvlan and ipvlan.',
  },
  quick: { six: 'With IPv6', without: 'Without IPv6', routed: 'Routed', internal: 'Internal', ignored: 'Pool not used' },
  off: 'off',
  noPool: 'no pool',
  ignored: 'not used',
  ignoredWhy: (subnets: string) => `${subnets} is listed by the engine, but IPv6 is off on this network, so nobody gets an address from it. It was created with an IPv6 subnet and without --ipv6; the network has to be made again with it.`,
  gateway: (address: string) => `gateway ${address}`,
  more: (n: number) => `+${n}`,
  members: (running: number, all: number) => (running === all ? String(all) : `${running} of ${all}`),
  usedFree: (used: string, free: string) => `${used} / ${free}`,
  usedFreeWhy: (subnet: string, used: string, free: string) => `${subnet}: ${used} used, ${free} free`,
  about: (power: number) => `~2^${power}`,
  flags: { internal: 'internal', attachable: 'attachable', ingress: 'ingress' },
  flagsWhy: {
    internal: 'No way out: the network has no gateway to the outside.',
    attachable: 'Containers outside of services may join this swarm network.',
    ingress: 'The network through which a swarm takes connections to published ports.',
  },
  mode: {
    nat: 'Packets from outside reach published ports only; outgoing packets are translated to an address of the host.',
    routed: 'No translation: published ports are reached at the container’s own address, if a route leads there.',
    'nat-unprotected': 'All ports of a container are open to whoever can route to it.',
    isolated: 'The bridge has no address: containers see each other, not the host.',
  } as Record<string, string>,
  state: { on: 'IPv6 on', only6: 'IPv6 only', off: 'IPv4 only', ignored: 'IPv6 pool not used', none: 'no addresses' },
  facts: {
    mode6: 'IPv6 gateway mode', mode4: 'IPv4 gateway mode', parent: 'Parent link', masquerade: 'Masquerading', masqueradeWhy: 'Outgoing packets take an address of the host as sender.',
    icc: 'Containers may talk to each other', scope: 'Scope', id: 'Id', created: 'Created', project: 'Compose project', internal: 'Internal', attachable: 'Attachable',
  },
  sections: { pools: 'Address pools', members: 'Containers', options: 'Options', labels: 'Labels' },
  pool: {
    subnet: 'Subnet', gateway: 'Gateway', noGateway: 'none set', range: 'Handed out from', aux: 'Kept free',
    inUse: (used: string, free: string) => `${used} used · ${free} free`,
    bar: (used: string, size: string) => `${used} of ${size} addresses used`,
    tooSmall: 'Drawn wider than it is: at this size the used part could not be seen.',
    rangeMark: 'the range the engine hands out from',
  },
  member: { name: 'Container', six: 'IPv6', four: 'IPv4', stopped: 'not running', noAddress: 'none' },
  noMembers: 'No container is on this network.',
  noPools: (driver: string) => `A network of the driver “${driver}” has no address pool of its own.`,
  chain: {
    network: 'network', bridge: 'bridge', link: 'link', route: 'route', noRoute: (subnet: string) => `no route to ${subnet}`, reading: 'reading', unread: 'could not be read',
  },
  empty: {
    title: 'The engine has no networks',
    why: 'Even a fresh engine has bridge, host and none. Nothing here means that the engine answered with an empty list; see the Engine page for what it says of itself.',
  },
} as const
