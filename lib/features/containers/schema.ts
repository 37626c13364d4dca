import type { NetworkRef } from '../networks/ref'

/** Where a container sits on one network, by the engine's word, with the links that carry it as the kernel shows them. */
export type Attachment = {
  network: NetworkRef
  ipv4: string | null
  ipv4Length: number | null
  ipv6: string | null
  ipv6Length: number | null
  gateway4: string | null
  gateway6: string | null
  mac: string | null
  aliases: string[]
  gwPriority: number | null
  /** Addresses asked for at create or connect. */
  fixed4: string | null
  fixed6: string | null
  /** Interface inside, and its veth on the host. */
  inner: string | null
  veth: string | null
}

/**
 * One port binding. `hostIp` and `hostPort` are null for a port that is exposed but not published; `hostIp` alone is null where it was
 * published without an address (all of them), `hostPort` alone where the network is routed or the engine is to choose the port.
 * A container that does not run shows what it will try to bind.
 */
export type PortBinding = { proto: string; port: number; hostIp: string | null; hostPort: number | null }

/** One binding as it was asked for, in the engine's words: `80/tcp`, an address or nothing (all), a port, a range or nothing (the engine's choice). */
export type Published = { port: string; hostIp: string; hostPort: string }

/** What holds inside the container's network namespace, read from /proc/<pid>/net. */
export type Inside = {
  addresses: { dev: string; address: string; length: number; scope: string; flags: string[] }[]
  defaultRoute6: { via: string; dev: string } | null
  listening: { proto: 'tcp' | 'udp'; family: 4 | 6; address: string; port: number }[]
}

/** One container. */
export type Container = {
  id: string
  name: string
  image: string
  /** created, running, paused, restarting, exited, dead */
  state: string
  status: string
  /** What its health check says (healthy, unhealthy, starting), null without one. */
  health: string | null
  /** The engine's reason why it could not start, empty if none. */
  error: string
  exitCode: number | null
  pid: number | null
  createdAt: string
  startedAt: string | null
  networkMode: string
  attachments: Attachment[]
  ports: PortBinding[]
  published: Published[]
  /** Container ports that are exposed by the image or at create, as `80/tcp`. */
  exposed: string[]
  /** Every exposed port is published at a port of the engine's choice. */
  publishAll: boolean
  /** The engine removes it as soon as it stops. */
  autoRemove: boolean
  /** Containers whose network, processes or memory it shares, as named in its modes. */
  joins: string[]
  /** Containers that it knows by an old-style link. */
  links: string[]
  inside: Inside | null
  project: string | null
  service: string | null
  restartPolicy: string
  labels: Record<string, string>
}
