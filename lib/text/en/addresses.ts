/** The Addresses page. */
export const addresses = {
  label: 'Addresses',
  columns: { address: 'Address', where: 'Where', dev: 'Link', source: 'From', flags: 'Flags', validUntil: 'Valid', preferredUntil: 'Preferred', scope: 'Scope', network: 'Network', container: 'Container', kind: 'Kind', length: 'Length' },
  quick: { six: 'IPv6', four: 'IPv4', global: 'Global', temporary: 'Temporary', failed: 'DAD failed' },
  host: 'host',
  uplink: 'uplink',
  source: { ra: 'RA', dhcp: 'DHCP', static: 'static', kernel: 'kernel', engine: 'engine' },
  sourceWhy: {
    ra: 'Made by the kernel out of a router’s advertisement (SLAAC).',
    dhcp: 'Given by a DHCP server.',
    static: 'Set by an administrator or a network manager.',
    kernel: 'Made by the kernel itself.',
    engine: 'Given by the container engine.',
  },
  state: { usable: 'usable', tentative: 'tentative', failed: 'DAD failed', deprecated: 'deprecated', expired: 'expired' },
  facts: { peer: 'Far end', interfacePart: 'Interface part' },
  empty: {
    title: 'There is no address at all',
    why: 'Even a host without a network has ::1 and 127.0.0.1 on lo. Nothing here means that the keeper sees an empty network namespace.',
  },
} as const
