/** What dock6 keeps across restarts: the page, its rows, and the changes that forget. */
export const keptText = {
  noLink: (dev: string) => `There is no link ${dev} now. It comes back with it.`,
  down: (dev: string) => `${dev} is down. It comes back when the link is set up.`,
  takenAway: 'It was taken away by hand or by another program. It comes back when the link is set up again, or the host restarts.',
  refused: (said: string) => `The kernel refused it when it was last brought back: ${said}`,
  noSetting: 'The kernel has no such setting now.',
  otherValue: (now: string) => `It is ${now} now: somebody set it since. The kept value holds again after a restart.`,
  notKept: 'dock6 keeps no such thing.',
  forget: (what: string) => `Forget ${what}`,
  forgets: 'It stays on the host as it is, and is not brought back after a restart.',
  stays: (what: string) => `dock6 goes on keeping ${what}: it comes back with its link, or when the host restarts.`,
  remember: (what: string) => `Remember ${what} across restarts`,
  no: (what: string) => `Remember ${what} no longer`,
} as const

export const keptPage = {
  label: 'Kept by dock6',
  columns: { what: 'What', kind: 'Kind', dev: 'Link', state: 'Now', why: 'Why not', by: 'By', since: 'Since' },
  kinds: { sysctls: 'sysctl', bridges: 'bridge', ports: 'bridge port', addresses: 'address', routes: 'route', neighbors: 'neighbor', proxies: 'NDP proxy', other: 'not understood' } as Record<string, string>,
  states: { there: 'there', missing: 'missing', unknown: 'unknown' } as const,
  stateWhy: { there: 'The host has it now.', missing: 'The host does not have it now.', unknown: 'Its table could not be read, or a newer dock6 wrote the record.' } as const,
  quick: { missing: 'missing', sysctls: 'sysctls', addresses: 'addresses', routes: 'routes', proxies: 'NDP proxy' },
  facts: { kind: 'Kind', dev: 'Link', state: 'On the host now', by: 'Kept by', since: 'Kept since', restored: 'Last brought back', commands: 'Brought back by', key: 'Name of the record', file: 'File' },
  inFile: 'line in /etc/sysctl.d/90-dock6.conf',
  forget: 'Forget',
  forgetTitle: (what: string) => `Forget ${what}`,
  mark: 'Kept across restarts',
  markYes: 'yes',
  markBy: (who: string) => `yes, by ${who}`,
  markNo: 'no',
  markUnread: 'unknown: dock6’s records could not be read',
  markWhy: 'dock6 brings it back when the link comes up again and when the host restarts.',
  related: { link: 'link', row: 'on the host' },
  empty: {
    title: 'dock6 keeps nothing',
    why: 'Tick “Keep across restarts” where you add an address, a route, a neighbor, a proxy entry or a bridge, or set a sysctl. What others configured stays theirs and is not listed here.',
  },
} as const
