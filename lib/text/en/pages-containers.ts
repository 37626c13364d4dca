/** The Containers page. */
export const containersPage = {
  label: 'Containers',
  columns: {
    name: 'Name', state: 'State', networks: 'Networks', v6: 'IPv6', v4: 'IPv4', ports: 'Ports', image: 'Image', project: 'Project', error: 'Engine’s error',
    service: 'Service', mode: 'Network mode', started: 'Started', created: 'Created', veth: 'veth', mac: 'MAC', exitCode: 'Exit code', pid: 'PID',
  },
  help: {
    v6: 'The address on each network, as the engine assigned it.',
    ports: 'Where the host listens, and the port inside. IPv6 addresses stand in brackets; [::] and 0.0.0.0 are all addresses of the host.',
    veth: 'The host’s end of the cable into the container.',
  },
  quick: { running: 'Running', stopped: 'Stopped', failed: 'Could not start', unhealthy: 'Unhealthy' },
  state: {
    running: 'running', created: 'created', paused: 'paused', restarting: 'restarting', exited: 'exited', dead: 'dead', removing: 'removing', unhealthy: 'unhealthy', starting: 'starting',
    exitedWith: (code: number) => `exited ${code}`,
  } as { exitedWith: (code: number) => string } & Record<string, string | ((code: number) => string)>,
  failure: { portTaken: 'port is taken', noAddress: 'address not here', bind: 'bind failed', other: 'cannot start' },
  failureWhy: {
    portTaken: 'Somebody else on this host already listens on an address and port that this container publishes.',
    noAddress: 'The container publishes a port on an address that this host does not have. Add the address to a link, or publish on another one.',
    bind: 'The engine could not take a port that this container publishes.',
    other: 'The engine could not start this container.',
  },
  errorTitle: 'The engine said',
  port: {
    any6: 'All IPv6 addresses of this host', any4: 'All IPv4 addresses of this host', one: 'This address only',
    unset: 'Published without an address: all addresses of this host once the container runs.',
    routed: 'No port of the host: the network is routed, the container’s own address is used; or the engine chooses one at start.',
    all: '*', anyPort: 'any', to: '→', none: 'none published', exposed: 'exposed, not published',
    exposedWhy: 'The image names this port. Nothing on the host listens for it.',
    planned: 'The container does not run: this is what the engine will try to bind.',
  },
  noNetwork: (mode: string) => `network mode ${mode}`,
  hostMode: 'host',
  facts: {
    image: 'Image', health: 'Health', mode: 'Network mode', project: 'Compose project', service: 'Service', restart: 'Restart policy', started: 'Started', created: 'Created',
    exitCode: 'Exit code', pid: 'PID', id: 'Id', error: 'Why it does not run',
  },
  sections: { attachments: 'On networks', ports: 'Ports', inside: 'Inside the container', labels: 'Labels' },
  attachment: {
    v6: 'IPv6', v4: 'IPv4', gateway: 'Gateway', mac: 'MAC', aliases: 'Aliases', links: 'Link', priority: 'Gateway priority', none: 'none', fixed: 'asked for', fixedWhy: 'This address was asked for when the container was created or connected.',
    cable: (inner: string, veth: string) => `${inner} ↔ ${veth}`,
  },
  noAttachments: (mode: string) => `No network of its own: network mode “${mode}”.`,
  chain: {
    container: 'container', veth: 'veth', bridge: 'bridge', link: 'link', network: 'network', route: 'route', proxy: 'NDP proxy',
    noRoute: (subnet: string) => `none to ${subnet}`, noProxy: 'no entry', parent: 'parent',
  },
  inside: {
    addresses: 'Addresses', defaultRoute: 'Default route', listening: 'Listens on', noDefault: 'none: this container cannot reach beyond its own networks over IPv6', noListeners: 'nothing',
    noAddresses: 'none', via: (via: string, dev: string) => `${via} on ${dev}`,
    stopped: 'The container does not run: it has no network namespace now.',
    unread: 'Its network namespace could not be read. The keeper needs root for that.',
    look: 'Look inside',
    lookWhy: 'Reads addresses, routes, neighbors and kernel settings from the container’s own network namespace.',
    looking: 'Reading inside',
    close: 'Fold',
    again: 'Read again',
    detail: { addresses: 'All addresses', routes: 'IPv6 routes', neighbors: 'Neighbors', settings: 'IPv6 settings' },
    columns: { address: 'Address', dev: 'Link', dst: 'Destination', via: 'Next hop', protocol: 'Added by', metric: 'Metric', mac: 'MAC', state: 'State', setting: 'Setting' },
    onLink: 'on-link', router: 'router', nothing: 'none',
  },
  empty: {
    title: 'The engine has no containers',
    why: 'Start one, for example docker run -d --name web nginx, and it appears here by itself. Stopped containers are listed, too, with the reason why they do not run.',
  },
} as const
