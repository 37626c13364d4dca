import { z } from 'zod'
import type { Reading } from '../../core/reading'
import { mapResult } from '../../core/result'
import { parseValue } from '../parse-json'
import type { UnitFile } from './config/unit'
import { masked } from './masked'

/** What `GET /version` says. */
export type EngineVersion = { product: 'docker' | 'podman'; version: string; apiVersion: string; minApiVersion: string | null; os: string; kernel: string }

/** What `GET /info` says besides. */
export type EngineInfo = {
  os: string
  rootless: boolean
  liveRestore: boolean | null
  swarm: string | null
  firewallBackend: string | null
  containers: number | null
  running: number | null
  pools: { base: string; size: number }[]
  warnings: string[]
}

/** The engine's process and its config file, by the host. `pid` is null where no engine process was found. Credentials in URLs are masked. */
export type EngineProcess = {
  pid: number | null
  commandLine: string[]
  startedAt: number | null
  configPath: string
  configText: string | null
  /** When the file was last written, ms since the epoch. */
  configWrittenAt: number | null
  /** The systemd unit it runs in, null outside of systemd; and the files that say how that unit starts it. */
  unit?: string | null
  unitFiles?: UnitFile[]
}

const text = z.string().nullish().transform((s) => s ?? '')
const count = z.number().nullish().transform((n) => n ?? null)

const versionSchema = z.object({
  Version: text,
  ApiVersion: z.string().min(1),
  MinAPIVersion: z.string().nullish(),
  Os: text,
  KernelVersion: text,
  Components: z.array(z.object({ Name: text })).nullish(),
})

export const engineVersion: Reading<EngineVersion> = {
  name: 'engine-version',
  source: { type: 'engine', call: 'version', shows: 'docker version' },
  wakes: ['daemon'],
  parse: (raw) =>
    mapResult(parseValue(raw, versionSchema, 'GET /version'), (v) => ({
      product: v.Components?.some((c) => c.Name === 'Podman Engine') ? 'podman' : 'docker',
      version: v.Version,
      apiVersion: v.ApiVersion,
      minApiVersion: v.MinAPIVersion ?? null,
      os: v.Os,
      kernel: v.KernelVersion,
    })),
}

const infoSchema = z.object({
  OperatingSystem: text,
  SecurityOptions: z.array(z.string()).nullish(),
  LiveRestoreEnabled: z.boolean().nullish(),
  Swarm: z.object({ LocalNodeState: text }).nullish(),
  FirewallBackend: z.object({ Driver: text }).nullish(),
  Containers: count,
  ContainersRunning: count,
  DefaultAddressPools: z.array(z.object({ Base: text, Size: z.number() })).nullish(),
  Warnings: z.array(z.string()).nullish(),
})

export const engineInfo: Reading<EngineInfo> = {
  name: 'engine-info',
  source: { type: 'engine', call: 'info', shows: 'docker info' },
  wakes: ['container', 'daemon'],
  parse: (raw) =>
    mapResult(parseValue(raw, infoSchema, 'GET /info'), (info) => ({
      os: info.OperatingSystem,
      rootless: (info.SecurityOptions ?? []).some((option) => option.startsWith('name=rootless')),
      liveRestore: info.LiveRestoreEnabled ?? null,
      swarm: info.Swarm?.LocalNodeState || null,
      firewallBackend: info.FirewallBackend?.Driver || null,
      containers: info.Containers,
      running: info.ContainersRunning,
      pools: (info.DefaultAddressPools ?? []).map(({ Base, Size }) => ({ base: Base, size: Size })),
      warnings: info.Warnings ?? [],
    })),
}

const processSchema = z.object({
  pid: z.number().nullable(),
  commandLine: z.array(z.string()),
  startedAt: z.number().nullable(),
  configPath: z.string(),
  configText: z.string().nullable(),
  configWrittenAt: z.number().nullable(),
  unit: z.string().nullish().transform((unit) => unit ?? null),
  unitFiles: z.array(z.object({ path: z.string(), kind: z.enum(['unit', 'drop-in', 'environment']), text: z.string() })).nullish().transform((files) => files ?? []),
})

export const engineProcess: Reading<EngineProcess> = {
  name: 'engine-process',
  source: { type: 'gather', gatherer: 'engine-process', shows: '/proc/<dockerd>/cmdline, /etc/docker/daemon.json, systemctl cat docker.service' },
  // A restart of the engine is an event; what somebody writes into a folder of drop-ins is none.
  wakes: ['daemon', { file: '/etc/docker/daemon.json' }, { poll: 15_000 }],
  parse: (raw) =>
    mapResult(parseValue(raw, processSchema, 'engine-process'), (p) => ({
      ...p,
      commandLine: p.commandLine.map(masked),
      configText: p.configText === null ? null : masked(p.configText),
      unitFiles: p.unitFiles.map((file) => ({ ...file, text: masked(file.text) })),
    })),
}
