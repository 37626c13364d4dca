import { z } from 'zod'
import { canonicalText } from '../../core/ip'
import type { EngineAttachment, EngineContainer, Seat } from './readings'
import type { PortBinding, Published } from './schema'

const text = z.string().nullish().transform((s) => s ?? '')
const count = z.number().nullish().transform((n) => n ?? null)
const words = z.record(z.string(), z.string()).nullish().transform((r) => r ?? {})

const endpointSchema = z.object({
  NetworkID: text,
  IPAddress: text,
  IPPrefixLen: count,
  GlobalIPv6Address: text,
  GlobalIPv6PrefixLen: count,
  Gateway: text,
  IPv6Gateway: text,
  MacAddress: text,
  Aliases: z.array(z.string()).nullish(),
  GwPriority: count,
  IPAMConfig: z.object({ IPv4Address: text, IPv6Address: text }).nullish(),
})

const bindingsSchema = z.record(z.string(), z.array(z.object({ HostIp: text, HostPort: text })).nullish()).nullish()

const networksSchema = z.object({ Networks: z.record(z.string(), endpointSchema).nullish() }).nullish()

const seats = z.object({ Networks: z.record(z.string(), z.object({ GlobalIPv6Address: text })).nullish() }).nullish()

/** As little of a running container as its addresses need: this is read with every start and stop. */
export const seatSchema = z.object({ list: z.object({ State: text, NetworkSettings: seats }), inspect: z.object({ NetworkSettings: seats }).nullable() })

/** What the engine client hands on for one container. The inspection is null where the engine failed to give one. */
export const containerSchema = z.object({
  list: z.object({
    Id: z.string().min(1),
    Names: z.array(z.string()).nullish(),
    Image: text,
    Created: z.union([z.number(), z.string()]).nullish(),
    State: text,
    Status: text,
    Labels: words,
    HostConfig: z.object({ NetworkMode: text }).nullish(),
    NetworkSettings: networksSchema,
  }),
  inspect: z
    .object({
      Name: text,
      Created: text,
      RestartCount: count,
      State: z.object({ Status: text, Pid: count, Error: text, ExitCode: count, StartedAt: text }).nullish(),
      Config: z.object({ Image: text, Labels: words, ExposedPorts: z.record(z.string(), z.unknown()).nullish() }).nullish(),
      HostConfig: z
        .object({
          NetworkMode: text, PidMode: text, IpcMode: text, RestartPolicy: z.object({ Name: text }).nullish(), PortBindings: bindingsSchema,
          AutoRemove: z.boolean().nullish(), PublishAllPorts: z.boolean().nullish(), Links: z.array(z.string()).nullish(),
        })
        .nullish(),
      NetworkSettings: z.object({ Ports: bindingsSchema, Networks: z.record(z.string(), endpointSchema).nullish() }).nullish(),
    })
    .nullable(),
})

/** The places of a running container on its networks; none if it does not run. */
export function toSeats({ list, inspect }: z.infer<typeof seatSchema>): Seat[] {
  if (!['running', 'paused'].includes(list.State)) return []
  const endpoints = inspect?.NetworkSettings?.Networks ?? list.NetworkSettings?.Networks ?? {}
  return Object.entries(endpoints).map(([network, { GlobalIPv6Address }]) => ({ network, ipv6: address(GlobalIPv6Address) }))
}

/** One container out of its line in the list and its inspection. */
export function toContainer({ list, inspect }: z.infer<typeof containerSchema>): EngineContainer {
  const state = inspect?.State
  const running = (state?.Pid ?? 0) > 0
  const labels = inspect?.Config?.Labels ?? list.Labels
  const endpoints = inspect?.NetworkSettings?.Networks ?? list.NetworkSettings?.Networks ?? {}
  const live = inspect?.NetworkSettings?.Ports ?? {}
  // A container that does not run has no ports; what it asked for is what it will try to bind at its next start.
  const host = inspect?.HostConfig
  const ports = running || Object.keys(live).length > 0 ? live : (inspect?.HostConfig?.PortBindings ?? {})
  return {
    id: list.Id,
    name: (inspect?.Name || list.Names?.[0] || list.Id.slice(0, 12)).replace(/^\//, ''),
    image: list.Image || (inspect?.Config?.Image ?? ''),
    state: state?.Status || list.State,
    status: list.Status,
    error: state?.Error ?? '',
    // The engine says 0 for a container that never ran or still does; only an exit has a code.
    exitCode: running || state === null || state === undefined || (isNever(state.StartedAt) && !state.Error) ? null : state.ExitCode,
    pid: running ? (state?.Pid ?? null) : null,
    createdAt: inspect?.Created || toIso(list.Created),
    startedAt: state && !isNever(state.StartedAt) ? state.StartedAt : null,
    networkMode: inspect?.HostConfig?.NetworkMode || list.HostConfig?.NetworkMode || '',
    attachments: Object.entries(endpoints).map(([name, endpoint]) => toAttachment(name, endpoint)),
    ports: Object.entries(ports ?? {}).flatMap(([port, bindings]) => toBindings(port, bindings ?? [])).sort(byPlace),
    published: toPublished(host?.PortBindings ?? {}),
    exposed: Object.keys(inspect?.Config?.ExposedPorts ?? {}).sort(),
    publishAll: host?.PublishAllPorts ?? false,
    autoRemove: host?.AutoRemove ?? false,
    joins: [...new Set([host?.NetworkMode, host?.PidMode, host?.IpcMode].flatMap((mode) => (mode?.startsWith('container:') ? [mode.slice('container:'.length)] : [])))],
    // "/db:/web/alias": the other container, and what it is called here.
    links: (host?.Links ?? []).map((link) => (link.split(':')[0] ?? '').replace(/^\//, '')),
    restartPolicy: inspect?.HostConfig?.RestartPolicy?.Name || 'no',
    labels,
    project: labels['com.docker.compose.project'] ?? null,
    service: labels['com.docker.compose.service'] ?? null,
  }
}

function toAttachment(networkName: string, e: z.infer<typeof endpointSchema>): EngineAttachment {
  const ipv4 = address(e.IPAddress)
  const ipv6 = address(e.GlobalIPv6Address)
  return {
    networkId: e.NetworkID,
    networkName,
    ipv4,
    ipv4Length: ipv4 === null ? null : e.IPPrefixLen,
    ipv6,
    ipv6Length: ipv6 === null ? null : e.GlobalIPv6PrefixLen,
    gateway4: address(e.Gateway),
    gateway6: address(e.IPv6Gateway),
    mac: e.MacAddress === '' ? null : e.MacAddress.toLowerCase(),
    aliases: e.Aliases ?? [],
    gwPriority: e.GwPriority,
    fixed4: address(e.IPAMConfig?.IPv4Address ?? ''),
    fixed6: address(e.IPAMConfig?.IPv6Address ?? ''),
  }
}

/** `8080/tcp` with its bindings; without any it is exposed only. An empty host address means all of them, told as null. */
export function toBindings(key: string, bindings: readonly { HostIp: string; HostPort: string }[]): PortBinding[] {
  const [number = '', proto = 'tcp'] = key.split('/')
  const port = portOf(number)
  if (port === null) return []
  if (bindings.length === 0) return [{ proto, port, hostIp: null, hostPort: null }]
  return bindings.map((b) => ({ proto, port, hostIp: address(b.HostIp), hostPort: portOf(b.HostPort) }))
}

/** The bindings as they were asked for, by container port. */
function toPublished(bindings: NonNullable<z.infer<typeof bindingsSchema>>): Published[] {
  const all = Object.entries(bindings).sort(([a], [b]) => (a < b ? -1 : 1))
  return all.flatMap(([port, places]) => (places ?? []).map(({ HostIp, HostPort }) => ({ port, hostIp: HostIp, hostPort: HostPort })))
}

/** The engine lists bindings in no order that holds. */
export function byPlace(a: PortBinding, b: PortBinding): number {
  return a.port - b.port || compare(a.proto, b.proto) || compare(a.hostIp ?? '', b.hostIp ?? '') || (a.hostPort ?? 0) - (b.hostPort ?? 0)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function portOf(digits: string): number | null {
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  return port > 0 && port <= 65535 ? port : null
}

function address(s: string): string | null {
  // Podman 5 prints the zero value of netip.Addr where Docker prints nothing.
  return s === '' || s === 'invalid IP' ? null : canonicalText(s)
}

/** Go's zero time: it never started. */
function isNever(time: string): boolean {
  return time === '' || time.startsWith('0001-01-01')
}

function toIso(created: number | string | null | undefined): string {
  if (typeof created === 'string') return created
  const date = new Date((created ?? 0) * 1000)
  return created && !Number.isNaN(date.getTime()) ? date.toISOString() : ''
}
