import { z } from 'zod'
import type { CloneChange, Json } from '../../core/action'
import { mapResult, type Result } from '../../core/result'
import { isApiAtLeast } from '../engine/capabilities'
import { withVolumes } from './clone-mounts'
import { readInspect, type Fields, type Inspect } from './inspection'

/** The image that the container was made from, and the one that now has the name by which it was asked for; null if there is none. */
export type CloneImages = { own: unknown; tagged: string | null }

/** How to make the clone: the request of its creation (`platform` is its word of that name), then the networks to put it on, and those to take it off. */
export type Clone = { body: Fields; platform: string | null; connect: { network: string; endpoint: Fields }[]; disconnect: string[] }

/**
 * The requests that make a container with everything the same but for `change`. Pure; `api` is the engine's API version.
 * What the container has from its image (env, command, labels) is said explicitly: the engine merges both when a container is created, so nothing changes,
 * and the inspection is the same. Not said: the hostname, if it was the engine's own, and addresses that the engine chose.
 */
export function cloneBody(inspection: unknown, images: CloneImages, change: CloneChange, api: string): Result<Clone> {
  return mapResult(readInspect(inspection), (inspect) => clone(inspect, images, change, api))
}

function clone(inspect: Inspect, images: CloneImages, change: CloneChange, api: string): Clone {
  const mode = textOf(inspect.HostConfig.NetworkMode)
  const config = configOf(inspect, images, mode, api)
  const host: Fields = { ...inspect.HostConfig, ...withVolumes(inspect) }
  if (change.ports) {
    config.ExposedPorts = Object.fromEntries(change.ports.exposed.map((port) => [port, {}]))
    host.PortBindings = change.ports.bindings
    if (change.ports.all !== undefined) host.PublishAllPorts = change.ports.all
  }
  // Those that share another's namespaces have no endpoints of their own, and host and none need no word.
  const own = /^(container:|host$|none$)/.test(mode) ? {} : (inspect.NetworkSettings.Networks ?? {})
  const endpoints = Object.entries(own).map(([name, found]) => {
    // The engine looks for the network of its mode by the word in the mode, which may be an id.
    const network = found.NetworkID === mode && mode !== '' ? mode : name
    const isFirst = isMode(mode, name, found)
    return { network, isFirst, endpoint: { ...endpointOf(found, inspect, change.addresses?.[name], api), ...macOf(found, inspect, { isFirst, byName: network === name }, api) } }
  })
  const first = endpoints.find(({ isFirst }) => isFirst)
  // API versions before 1.44 take one network at the creation ("Container cannot be connected to network endpoints: a, b"); later ones take all, and MAC addresses only there.
  const atOnce = isApiAtLeast(api, '1.44') ? endpoints : endpoints.filter(({ isFirst }) => isFirst)
  const said: Fields = Object.fromEntries(atOnce.filter(({ isFirst, endpoint }) => !isFirst || Object.keys(endpoint).length > 0).map(({ network, endpoint }) => [network, endpoint]))
  return {
    platform: platformOf(inspect, api),
    body: { ...config, HostConfig: host, NetworkingConfig: Object.keys(said).length > 0 ? { EndpointsConfig: said } : {} },
    connect: endpoints.filter((one) => !atOnce.includes(one)).map(({ network, endpoint }) => ({ network, endpoint })),
    // A container that was taken off the network of its mode is put on it at its creation.
    disconnect: first || endpoints.length === 0 || /^(container:|host$|none$)/.test(mode) ? [] : [mode === 'default' || mode === '' ? 'bridge' : mode],
  }
}

/** `linux/arm64/v8`: of an image for several platforms the engine would take the host's own. Null where it tells of none. */
function platformOf({ ImageManifestDescriptor: made }: Inspect, api: string): string | null {
  if (!made?.platform || !isApiAtLeast(api, '1.48')) return null
  const { os, architecture, variant } = made.platform
  return [os, architecture, ...(variant ? [variant] : [])].join('/')
}

function configOf({ Id, Image, Config }: Inspect, { own, tagged }: CloneImages, mode: string, api: string): Fields {
  const config = { ...Config }
  // The name may belong to another image by now; the container stays what it is.
  config.Image = tagged === Image ? (Config.Image ?? Image) : Image
  // The engine's own choice: the short id of a container that will be gone.
  if (config.Hostname === Id.slice(0, 12)) delete config.Hostname
  // Refused as "conflicting options" there; the engine filled it in.
  if (mode.startsWith('container:') || mode === 'host') for (const name of ['Hostname', 'Domainname', 'ExposedPorts', 'MacAddress']) delete config[name]
  // From 1.44 on it is said with the endpoint.
  if (config.MacAddress === '' || isApiAtLeast(api, '1.44')) delete config.MacAddress
  // An entrypoint that was taken away: without a word the image's would come back, and "" is the word for none (moby/daemon/create.go).
  const image = z.object({ Config: z.object({ Entrypoint: z.array(z.string()).nullish() }).nullish() }).safeParse(own)
  const hadOne = (image.data?.Config?.Entrypoint?.length ?? 0) > 0
  if (hadOne && (!Array.isArray(config.Entrypoint) || config.Entrypoint.length === 0)) config.Entrypoint = ['']
  return config
}

function isMode(mode: string, name: string, endpoint: Fields): boolean {
  return mode === name || (mode !== '' && mode === endpoint.NetworkID) || ((mode === 'default' || mode === '') && name === 'bridge')
}

/** What was asked for of an endpoint, out of what the engine tells of it. */
function endpointOf(found: Fields, { Id, Config }: Inspect, addresses: NonNullable<CloneChange['addresses']>[string] | undefined, api: string): Fields {
  const endpoint: Fields = {}
  const ipam = { ...(isFields(found.IPAMConfig) ? found.IPAMConfig : {}) }
  if (addresses?.ipv4 !== undefined) ipam.IPv4Address = addresses.ipv4 ?? ''
  if (addresses?.ipv6 !== undefined) ipam.IPv6Address = addresses.ipv6 ?? ''
  for (const name of ['IPv4Address', 'IPv6Address']) if (ipam[name] === '') delete ipam[name]
  if (Object.keys(ipam).length > 0) endpoint.IPAMConfig = ipam
  // Engines up to 24 put the short id and the hostname among the aliases by themselves.
  const theirs = isApiAtLeast(api, '1.44') ? [Id.slice(0, 12)] : [Id.slice(0, 12), Config.Hostname]
  const aliases = listOf(found.Aliases).filter((alias) => !theirs.includes(alias))
  if (aliases.length > 0) endpoint.Aliases = aliases
  if (listOf(found.Links).length > 0) endpoint.Links = found.Links!
  if (isFields(found.DriverOpts) && Object.keys(found.DriverOpts).length > 0) endpoint.DriverOpts = found.DriverOpts
  if (isApiAtLeast(api, '1.48') && typeof found.GwPriority === 'number' && found.GwPriority !== 0) endpoint.GwPriority = found.GwPriority
  return endpoint
}

/**
 * The MAC address that was asked for on an endpoint. Up to API 1.43 it is a word of the whole container, and said there; up to 1.51 that word still tells the wish for the network of the mode, also while the container
 * does not run (moby/daemon/inspect.go; not if the mode names the network by its id). For other networks only the one in use is told: it is said again unless an engine before 28 made it of the IPv4 address, where it would follow the container to addresses of others.
 */
function macOf(found: Fields, { Config }: Inspect, { isFirst, byName }: { isFirst: boolean; byName: boolean }, api: string): Fields {
  if (!isApiAtLeast(api, '1.44')) return {}
  const wish = isFirst ? textOf(Config.MacAddress) : ''
  const isTold = isFirst && byName && !isApiAtLeast(api, '1.52')
  const mac = wish === '' && !isTold && !isGenerated(found) ? textOf(found.MacAddress) : wish
  return mac === '' ? {} : { MacAddress: mac }
}

/** `02:42` and the four bytes of the IPv4 address; random ones where there is none (moby/libnetwork/netutils, up to 27). */
function isGenerated({ MacAddress, IPAddress }: Fields): boolean {
  const mac = textOf(MacAddress).toLowerCase()
  const bytes = textOf(IPAddress).split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'))
  return bytes.length === 4 ? mac === ['02', '42', ...bytes].join(':') : mac.startsWith('02:42:')
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
