/** The Links page. */
export const linksPage = {
  label: 'Links',
  columns: { name: 'Name', kind: 'Kind', state: 'State', mtu: 'MTU', mac: 'MAC', master: 'Part of', container: 'Container', network: 'Network', rx: 'Received', tx: 'Sent', errors: 'Lost', index: 'Index', flags: 'Flags', alias: 'Alias', peer: 'Other end' },
  help: {
    master: 'The bridge or bond that this link is a port of.',
    container: 'Whose end is at the other side of this veth.',
    errors: 'Errors and dropped packets in both directions since the link came up.',
    mtu: 'The largest packet that passes. IPv6 needs at least 1280.',
  },
  quick: { uplink: 'Uplink', veths: 'veth', bridges: 'Bridges', down: 'Down' },
  uplink: 'uplink',
  state: { up: 'up', down: 'no carrier', off: 'off', dormant: 'dormant', unknown: 'up', lower: 'layer below down' },
  stateWhy: {
    up: 'The link passes packets.',
    unknown: 'The link is on; its driver does not say whether there is a carrier.',
    down: 'The link is on, but there is no carrier: no cable, or nothing at the other end.',
    off: 'The link is switched off.',
    dormant: 'The link waits for something else, for example authentication.',
    lower: 'The link below this one is down.',
  },
  lost: (errors: string, dropped: string) => `${errors} errors, ${dropped} dropped`,
  packets: (n: string) => `${n} packets`,
  smallMtu: 'Below 1280: the kernel keeps IPv6 off this link.',
  facts: { direction: 'Direction', received: 'Received', sent: 'Sent', errors: 'errors', dropped: 'dropped', packets: 'packets', bytes: 'bytes', peerIndex: (index: number, netns: number | null) => (netns === null ? `index ${index}, on this host` : `index ${index}, in namespace ${netns}`) },
  sections: { counters: 'Since the link came up' },
  chain: { link: 'link', bridge: 'bridge', network: 'network', container: 'container', master: 'master' },
  units: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  empty: {
    title: 'There is no link at all',
    why: 'Even a host without a network has lo. Nothing here means that the keeper sees an empty network namespace.',
  },
} as const
