import { mapResult } from '../../core/result'
import type { Family } from '../../core/ip'
import type { Reading } from '../../core/reading'
import { z } from 'zod'
import { parseValue } from '../parse-json'
import { containerSchema, seatSchema, toContainer, toSeats } from './parse-engine'
import { netnsSchema, toNetns } from './parse-netns'
import type { PortBinding, Published } from './schema'

/** A container's endpoint on one network, by the engine's word. Podman gives the network's name where Docker gives its id. */
export type EngineAttachment = {
  networkId: string
  networkName: string
  ipv4: string | null
  ipv4Length: number | null
  ipv6: string | null
  ipv6Length: number | null
  gateway4: string | null
  gateway6: string | null
  mac: string | null
  aliases: string[]
  gwPriority: number | null
  fixed4: string | null
  fixed6: string | null
}

/** One container by the engine's word: its line in the list and its inspection. */
export type EngineContainer = {
  id: string
  name: string
  image: string
  state: string
  status: string
  error: string
  exitCode: number | null
  /** Its first process on the host; null unless it runs. */
  pid: number | null
  createdAt: string
  startedAt: string | null
  networkMode: string
  attachments: EngineAttachment[]
  ports: PortBinding[]
  published: Published[]
  exposed: string[]
  publishAll: boolean
  autoRemove: boolean
  joins: string[]
  links: string[]
  restartPolicy: string
  labels: Record<string, string>
  project: string | null
  service: string | null
}

/** What holds inside a running container's network namespace. `iflink` is the index of the other end of a veth, in the namespace where that end lives. */
export type ContainerNetns = {
  id: string
  pid: number
  links: { name: string; index: number; iflink: number | null; mac: string | null }[]
  addresses: { dev: string; address: string; length: number; scope: string; flags: string[] }[]
  listening: { proto: 'tcp' | 'udp'; family: Family; address: string; port: number }[]
  defaultRoute6: { via: string; dev: string } | null
}

/** All containers of the engine, running or not. */
export const engineContainers: Reading<EngineContainer[]> = {
  name: 'engine-containers',
  source: { type: 'engine', call: 'containers', shows: 'docker ps -aq | xargs docker inspect' },
  wakes: ['container', 'network', 'daemon'],
  parse: (raw) => mapResult(parseValue(raw, z.array(containerSchema), 'GET /containers/<id>/json'), (containers) => containers.map(toContainer)),
}

/** Where one running container sits: a network by name, and its IPv6 address there. */
export type Seat = { network: string; ipv6: string | null }

/** The seats of all running containers, without asking for each of them. */
export const runningSeats: Reading<Seat[]> = {
  name: 'running-seats',
  source: { type: 'engine', call: 'running', shows: 'docker ps' },
  wakes: ['container', 'network', 'daemon'],
  parse: (raw) => mapResult(parseValue(raw, z.array(seatSchema), 'GET /containers/json'), (containers) => containers.flatMap(toSeats)),
}

/** The network namespaces of the running containers; sockets inside come without events, hence the poll. */
export const containerNetns: Reading<ContainerNetns[]> = {
  name: 'container-netns',
  source: { type: 'gather', gatherer: 'container-netns', shows: '/proc/<pid>/net/{if_inet6,ipv6_route,tcp,tcp6,udp,udp6} of every container' },
  wakes: ['container', 'network', 'daemon', 'link', { poll: 3000 }],
  parse: (raw) => mapResult(parseValue(raw, z.array(netnsSchema), 'container-netns'), (all) => all.map(toNetns)),
}
