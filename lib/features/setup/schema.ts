import type { FirewallBackend } from '../firewall/schema'
import type { CapabilityName } from '../engine/schema'
import type { ForeignDrop } from './foreign-drops'

/** A kernel setting as it is, and what dock6 keeps of it for the next start; null where there is none. */
export type SettingNow = { value: string; kept: string | null }

/** The link that the default route leaves through. `via` is the router as the route names it, `router` an address of it that is reached from elsewhere too. */
export type Uplink = {
  dev: string
  via: string | null
  router: string | null
  /** Who added the default route: ra, static, dhcp ... */
  protocol: string
  /** The router has to say it again now and then (RFC 4861 section 6.2.1), or the route ends. */
  expires: boolean
  mtu: number
  /** A tunnel, PPP or the like: there are no neighbors, so nobody asks who has an address. */
  pointToPoint: boolean
  acceptRa: SettingNow | null
  proxyNdp: SettingNow | null
  /** This host's own addresses there, global and unique local ones, the lasting global ones first. */
  addresses: string[]
  linkLocal: string | null
}

/** `on-link`: a router looks for each address on the link. `routed`: this host holds the prefix as a whole, so a router sends it here. */
export type Reach = 'on-link' | 'routed'

/** A global or unique local prefix that this host has. `why` says how the reach is known; `sure` is false where only a test shows it. */
export type LookPrefix = {
  prefix: string
  length: number
  kind: 'global' | 'unique-local'
  dev: string | null
  source: 'ra' | 'dhcp' | 'static' | 'route'
  /** It ends unless a router says it again. */
  expires: boolean
  reach: Reach
  sure: boolean
  why: string
  /** This host's own addresses in it, the lasting ones first. */
  addresses: string[]
}

export type FirewallManager = 'ufw' | 'firewalld' | 'nftables' | 'iptables' | 'none'

/** The engine as far as the wizard decides by it. `ip6tables`: it writes IPv6 rules now; `ip6tablesNeeds`: what has to be set so that it does. */
export type LookEngine = {
  product: 'docker' | 'podman'
  version: string
  apiVersion: string
  capabilities: Record<Wanted, string | null>
  ip6tables: boolean
  ip6tablesNeeds: ('ip6tables' | 'experimental')[]
  /** It runs as a user, in a network namespace of its own. */
  rootless: boolean
  /** Why its settings cannot be changed from here; null if they can. */
  fixed: string | null
  /** At the host's start it waits until dock6 has brought back what is kept: dock6's unit comes before its own, where dock6 can reach that. */
  waits: boolean
  ipv6OnDefaultBridge: boolean
  userlandProxy: boolean
  running: number
}

/** What the choices ask of an engine; the value is the reason why it cannot, null if it can. */
export type Wanted = Extract<CapabilityName, 'gatewayModes' | 'natUnprotected' | 'ip6tablesByDefault'>

/** What runs already: networks with IPv6, containers, and who answers for neighbors. */
export type Running = {
  networks: { name: string; driver: string; subnets6: string[] }[]
  networkNames: string[]
  containers: number
  proxyRules: { network: string; dev: string }[]
  /** The rule “start containers whose address came late” is on. */
  startsLate: boolean
  ndppd: boolean
}

/** Everything that the wizard saw of the host, one row of resource `setup`. What could not be read is null, and why is among the read's problems. */
export type Look = {
  key: 'setup'
  uplink: Uplink | null
  /** Links with an address from a router's advertisement and no default route any more: by their settings they take no further advertisement (`deaf`), or the next one brings it back (`waiting`). */
  lost: { deaf: string[]; waiting: string[] }
  prefixes: LookPrefix[]
  /** Prefixes that this host discards as a whole. */
  discards: string[]
  forwarding: SettingNow | null
  engine: LookEngine | null
  /** `forwardDrops`: packets through this host are dropped unless a rule lets them pass; null if that is not known. `foreign`: chains that drop them besides, into which the engine does not write. */
  firewall: { manager: FirewallManager; backend: FirewallBackend | null; forwardDrops: boolean | null; engineRules6: boolean; foreign: ForeignDrop[] }
  runs: Running
}

/** The five ways to IPv6 for containers. */
export const CHOICES = ['routed', 'ndp-proxy', 'private', 'own-addresses', 'lan'] as const
export type Choice = (typeof CHOICES)[number]

/** How a choice fits this host: one is recommended; what is not possible says why. `needs` is what it will change besides, in sentences. */
export type ChoiceFit = { choice: Choice; fit: 'recommended' | 'possible' | 'impossible'; why: string; needs: string[] }

/** Who outside reaches containers with global addresses. Never assumed: without an answer there is no plan. */
export const EXPOSURES = ['published', 'everything'] as const
export type Exposure = (typeof EXPOSURES)[number]
export type ExposureFit = { exposure: Exposure; possible: boolean; why: string }

/** One network to make, as the planner worked it out. */
export type PlannedNetwork = { name: string; subnet: string; gateway?: string | undefined }

/**
 * What a person answered. `here`: which of the planned Docker hosts this one is, empty where that is not said yet, null where the plan is for one. `networks`, only of this host, and the `prefix` that is divided for it, for routed, ndp-proxy and private; exactly one for lan, whose subnet is the prefix of the link;
 * `range` (lan): the part of it that containers get, `router` (lan): the router's address in it. `addresses` for own-addresses.
 * `defaultBridge`: a subnet for docker0, for containers without a network of their own; null leaves it as it is.
 */
export type Answers = {
  networks: PlannedNetwork[]
  prefix: string | null
  here: string | null
  exposure: Exposure | null
  addresses: string[]
  defaultBridge: string | null
  driver: 'macvlan' | 'ipvlan'
  range: string | null
  router: string | null
}

/** One line of the check with real packets. `unclear`: something answered, and it does not show what was asked. `took` in ms. */
export type CheckLine = { id: string; what: string; state: 'ok' | 'failed' | 'unclear' | 'skipped'; why: string; took: number | null }
/**
 * The check of a network, of the host's own addresses (`network` null), or of how a prefix comes here: where it looked from, and its lines in order.
 * `routed`: only for a prefix: whether a router sends it here; null where that could not be tried.
 */
export type CheckReport = { network: string | null; from: string | null; at: number; lines: CheckLine[]; routed?: boolean | null }
