/** The Sockets page. */
export const socketsPage = {
  label: 'Sockets',
  columns: { address: 'Listens on', port: 'Port', proto: 'Protocol', exposure: 'Open to', family: 'Takes', process: 'Process', container: 'Container', inside: 'Where', dev: 'Link' },
  help: {
    exposure: 'How far the listening address reaches by itself. The firewall may narrow it further.',
    family: 'Which packets arrive here. An IPv6 wildcard socket usually takes IPv4 as well.',
    container: 'The container the socket lives in, or whose published port it holds.',
    inside: 'host: a socket of this host. published: held by the engine for a container’s port. inside: in the network namespace of the container.',
    dev: 'The link a socket is bound to.',
  },
  quick: { six: 'IPv6', four: 'IPv4 only', all: 'All addresses', published: 'Published', inside: 'Inside containers', onHost: 'Host' },
  exposure: {
    all: { word: 'all addresses', means: 'Every address of this host leads here, whichever link packets come from.' },
    address: { word: 'this address', means: 'Only packets to this one address lead here.' },
    'link-local': { word: 'link-local', means: 'Only neighbors on the same link can reach this address.' },
    loopback: { word: 'loopback', means: 'Only programs in the same network namespace can reach this.' },
  },
  insideMeans: 'It lives in the network namespace of the container, so “all addresses” are those of the container.',
  family: { both: 'IPv6 + IPv4', six: 'IPv6', four: 'IPv4' },
  familyWhy: {
    both: 'The socket listens on :: without IPV6_V6ONLY, so it takes IPv4 too, as ::ffff:a.b.c.d.',
    six: 'Takes IPv6 only.',
    four: 'Takes IPv4 only: over IPv6 nothing listens here.',
  },
  pid: (pid: number) => `pid ${pid}`,
  place: { host: 'host', published: 'published', inside: 'inside' },
  placeWhy: {
    host: 'A socket of a program on this host.',
    published: (name: string) => `The engine holds this socket for a published port of ${name}.`,
    inside: (name: string) => `A program inside ${name} listens here.`,
  },
  facts: { address: 'Address' },
  related: { container: 'container', link: 'link' },
  empty: {
    title: 'Nothing listens',
    why: 'No TCP or UDP socket accepts packets, on this host or inside its containers. Without a listening socket no port can be reached, whatever routes and firewall say.',
  },
} as const
