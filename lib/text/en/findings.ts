/** What is wrong, why, and what to do about it, one entry per finding. */
export const findings = {
  kernel_ipv6_disabled: {
    title: 'IPv6 is switched off in the kernel',
    why: 'net.ipv6.conf.all.disable_ipv6 is 1, or the kernel was started with ipv6.disable=1: no link has an IPv6 address.',
    advice: 'Set net.ipv6.conf.all.disable_ipv6=0 in /etc/sysctl.d (or take ipv6.disable=1 off the kernel command line), then restart the engine: it looks once, at its start.',
  },
  no_global_address: {
    title: 'This host has no global IPv6 address',
    why: 'None of its links has an address that the internet could answer to; containers behind NAT have nothing to leave with.',
    advice: 'See whether the router advertises a prefix (Addresses, Neighbors), or give the uplink a static address.',
  },
  no_default_route: {
    title: 'There is no default route for IPv6',
    why: 'This host has a global address, but packets to anything beyond its own links have no way out, and answers to strangers do not either.',
    advice: 'See whether a router advertises itself on the uplink (accept_ra has to be 2 there once this host forwards), or add a static route: ip -6 route add default via ROUTER dev LINK.',
  },
  accept_ra_ignored: (dev: string) => ({
    title: `${dev} ignores router advertisements, and there is no default route`,
    why: `Forwarding is on and net.ipv6.conf.${dev}.accept_ra is 1: the kernel then drops the default routes that routers advertised and takes no new ones. The address from an earlier advertisement is still there, a route is not.`,
    advice: `Set net.ipv6.conf.${dev}.accept_ra=2 in /etc/sysctl.d; the next advertisement brings the route back. net.ipv6.conf.all.accept_ra does not help.`,
  }),
  ra_route_expiring: (dev: string) => ({
    title: `The default route over ${dev} will not be renewed`,
    why: `It came from a router advertisement and has an end, but with forwarding on and net.ipv6.conf.${dev}.accept_ra=1 the kernel ignores the advertisements that would prolong it.`,
    advice: `Set net.ipv6.conf.${dev}.accept_ra=2 in /etc/sysctl.d before it ends.`,
  }),
  forwarding_off: {
    title: 'This host does not forward IPv6',
    why: 'net.ipv6.conf.all.forwarding is 0: no packet gets from a container to the outside or back, whatever the firewall says.',
    advice: 'Set net.ipv6.conf.all.forwarding=1 in /etc/sysctl.d, and accept_ra=2 on the uplink before it if its route comes from router advertisements.',
  },
  dadfailed: (address: string, place: string) => ({
    title: `${address} is in use by another machine`,
    why: `Duplicate address detection failed on ${place}: somebody else on the link answers for the address, so the kernel does not use it.`,
    advice: 'Find the other machine (Neighbors shows its MAC address) or take another address, then remove and add the address anew.',
  }),
  proxy_silent: (addresses: string[], reasons: string) => ({
    title: addresses.length === 1 ? `The NDP proxy entry for ${addresses[0]} answers nothing` : `${addresses.length} NDP proxy entries answer nothing`,
    why: `The kernel answers for an entry only on a link that is up, forwards, and has proxy_ndp on: ${reasons}.`,
    advice: 'Switch on what is missing for that link; NDP proxy shows which entries it concerns.',
  }),
  silent: { proxy_ndp_off: 'proxy_ndp is off', forwarding_off: 'the link does not forward', link_down: 'the link is down', link_missing: 'the link does not exist' },
  proxy_stale: (addresses: string[]) => ({
    title: addresses.length === 1 ? `The NDP proxy entry for ${addresses[0]} belongs to nobody` : `${addresses.length} NDP proxy entries belong to nobody`,
    why: 'No running container and no link of this host has the address: neighbors are told to send packets here, and the packets vanish.',
    advice: 'Remove the entry (ip -6 neigh del proxy ADDRESS dev LINK), or start the container it was meant for.',
  }),
  bind_failed: (name: string, binding: string | null, error: string) => ({
    title: `${name} did not start: its address or port could not be had`,
    why: `${binding === null ? '' : `It wants ${binding}. `}The engine said: ${error}`,
    advice: 'Add the missing address to the host (or free the port), then start the container: the engine does not try again by itself.',
  }),
  boot_race: (name: string, place: string, address: string, isThere: boolean) => ({
    title: isThere ? `${name} is not running, though its address is there now` : `${name} did not start: ${address} is not on this host`,
    why: `It is published at ${place}. When the engine started it, ${address} was not there (or still tentative). The engine does not wait for addresses and does not try again, whatever the restart policy says.`,
    advice: isThere ? 'Start it.' : 'Add the address and have it kept across reboots, so that it is there before the engine starts; then start the container.',
  }),
  network_pool_ignored: (name: string, subnet: string) => ({
    title: `${name} has an IPv6 subnet but no IPv6`,
    why: `The engine keeps ${subnet} on file and does not use it, because the network was made without IPv6 being enabled. It gave no warning.`,
    advice: 'Make the network anew with IPv6 enabled (--ipv6, or enable_ipv6: true in compose); a network cannot be changed later.',
  }),
  overlap_host_prefix: (name: string, subnet: string, prefix: string, dev: string) => ({
    title: `${name} covers a prefix of ${dev}`,
    why: `Its subnet ${subnet} holds ${prefix}, which is on-link on ${dev}: the kernel has two ways to the same addresses, and neighbors or containers are looked for on the wrong link. The engine does not check this.`,
    advice: 'Make the network anew with another subnet: a longer prefix inside the link’s (such as a /80, with NDP proxy), or one of its own.',
  }),
  shadowed_route: (name: string, subnet: string, dev: string) => ({
    title: `${name} cannot be reached: ${dev} takes its packets`,
    why: `Two routes lead to ${subnet}, and the kernel takes the one over ${dev} instead of the network’s bridge.`,
    advice: `If ${dev} is a left-over of another engine, remove it (ip link delete dev ${dev}); else give the network another subnet.`,
  }),
  container_no_ndp_proxy: (name: string, address: string, dev: string) => ({
    title: `Nobody on ${dev} can find ${name}`,
    why: `${address} lies in the on-link prefix of ${dev}, so neighbors and the router ask for it there, and the kernel has no proxy entry that would answer. (A daemon such as ndppd may do so; dock6 does not see that.)`,
    advice: `ip -6 neigh add proxy ${address} dev ${dev}, with net.ipv6.conf.${dev}.proxy_ndp=1; or have the router route the prefix to this host.`,
  }),
  ipv4_only_listener: (name: string, port: string) => ({
    title: `${name} does not listen for IPv6 on port ${port}`,
    why: 'The port is published for IPv6 and the container has an IPv6 address, so packets go there; but its process listens on 0.0.0.0 only. IPv6 clients get “connection refused”.',
    advice: 'Make the process listen on [::] (in most servers: listen [::]:PORT).',
  }),
  config_pending: (path: string) => ({
    title: 'The engine does not run with its current config',
    why: `${path} was written after the engine started. What has to do with networks is read at the start only; “reload” does not apply it.`,
    advice: 'Restart the engine (systemctl restart docker). Without live-restore this stops the containers.',
  }),
  masquerade_off_nat: (name: string) => ({
    title: `${name} gets no answers from outside`,
    why: 'It is in gateway mode nat with masquerading off: packets leave with the container’s own address, and since Docker 28.2 the engine drops everything that comes back straight to it.',
    advice: 'Make the network anew with com.docker.network.bridge.gateway_mode_ipv6=routed, or switch masquerading on.',
  }),
  ip6tables_off: (count: number) => ({
    title: 'The engine writes no IPv6 firewall rules',
    why: `ip6tables is off: ${count === 1 ? 'one network has' : `${count} networks have`} IPv6 without NAT, without filtering and without isolation from each other. What the host itself does not filter is open, and published ports go through a proxy that hides the client’s address.`,
    advice: 'Set "ip6tables": true in the engine’s config (before Docker 27 with "experimental": true) and restart the engine.',
  }),
  bridge_address_missing: (name: string, address: string, dev: string) => ({
    title: `${name} lost its gateway`,
    why: `The engine put ${address} on ${dev} and it is not there any more: a network manager has taken it away. Containers have no way out.`,
    advice: `Keep network managers off ${dev} (networkd: Unmanaged=yes; NetworkManager: unmanaged-devices), then restart the engine.`,
  }),
} as const
