/** The Routes page. */
export const routes = {
  label: 'Routes',
  columns: { dst: 'Destination', via: 'Next hop', dev: 'Link', protocol: 'Added by', metric: 'Metric', table: 'Table', type: 'Type', scope: 'Scope', src: 'Source', pref: 'Preference', expiresAt: 'Expires', network: 'Network', mtu: 'MTU', state: 'State' },
  quick: { six: 'IPv6', four: 'IPv4', defaults: 'Default', ra: 'From RA', main: 'Table main' },
  onLink: 'on-link',
  several: (n: number) => `${n} next hops`,
  state: { used: 'in use', shadowed: 'shadowed', linkdown: 'link down', refuses: 'refuses' },
  stateWhy: {
    used: 'The kernel takes this route for its destination.',
    shadowed: 'Another route to the same destination has a lower metric.',
    linkdown: 'The link has no carrier, nothing can pass.',
    refuses: 'Packets to this destination are dropped or refused on purpose.',
  },
  facts: { from: 'Only for packets from', flags: 'Flags', weight: (n: number) => `weight ${n}`, family: 'Family', shadowedBy: 'Shadowed by', metrics: 'Further metrics', carrier: 'Carried by' },
  related: { link: (name: string) => name, network: (name: string) => name, shadow: 'the route that wins' },
  rules: {
    label: 'Policy rules',
    columns: { priority: 'Priority', text: 'Rule', family: 'Family', from: 'From', to: 'To', iif: 'Arriving on', oif: 'Leaving by', fwmark: 'Mark', action: 'Action' },
    priorityWhy: 'Rules are asked from the lowest number up; the first that leads to a route decides.',
    all: 'all',
    empty: { title: 'The kernel has no policy rules', why: 'Without rules no routing table is ever asked, so nothing can be sent. Normally there are at least two per family: local and main.' },
  },
  empty: {
    title: 'The kernel has no routes',
    why: 'Even a host without IPv6 has a route to itself. Nothing here means that the network namespace of the keeper is empty: is it running in a container without host networking?',
  },
} as const
