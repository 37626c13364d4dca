import { defineResource } from '../../core/resource'
import { capabilitiesOf } from './capabilities'
import { readConfig } from './config-file'
import { unitStart } from './config/unit'
import { engineInfo, engineProcess, engineVersion } from './readings'
import type { Engine, EngineSetting } from './schema'
import { isChangedSinceStart, settingsOf } from './settings'

const DEFAULT_CONFIG = '/etc/docker/daemon.json'

/** The engine itself, one row. */
export const engine = defineResource({
  name: 'engine',
  needs: { engineVersion },
  enriches: { engineInfo, engineProcess },
  rows: ({ engineVersion: version }, { engineInfo: info, engineProcess: process }): Engine[] => {
    const configPath = process?.configPath ?? DEFAULT_CONFIG
    const start = unitStart(process?.unitFiles ?? [])
    const commandLine = process?.commandLine ?? []
    return [
      {
        key: 'engine',
        product: version.product,
        version: version.version,
        apiVersion: version.apiVersion,
        minApiVersion: version.minApiVersion,
        os: info?.os || version.os,
        kernel: version.kernel,
        rootless: info?.rootless ?? false,
        liveRestore: info?.liveRestore ?? null,
        swarm: info?.swarm ?? null,
        firewallBackend: info?.firewallBackend ?? null,
        containers: info?.containers ?? null,
        running: info?.running ?? null,
        pools: info?.pools ?? [],
        warnings: info?.warnings ?? [],
        capabilities: capabilitiesOf(version),
        pid: process?.pid ?? null,
        startedAt: process?.startedAt ?? null,
        commandLine,
        configPath,
        configText: process?.configText ?? null,
        configError: readConfig(configPath, process?.configText ?? null).error,
        configUnread: process !== undefined && process.configText === null && process.configWrittenAt !== null,
        unit: process?.unit ?? null,
        unitFiles: process?.unitFiles ?? [],
        unitWords: start?.words ?? null,
        unitFrom: start === null ? null : (start.environmentFrom.at(-1) ?? start.from),
        unitChanged: start !== null && commandLine.length > 0 && start.words.join('\0') !== commandLine.join('\0'),
        restartNeeded: process !== undefined && isChangedSinceStart(process),
      },
    ]
  },
  key: (row) => row.key,
  search: (row) => [row.product, row.version, row.os, row.kernel, ...row.commandLine, ...row.warnings].join(' '),
  sorts: {},
})

/** The engine's settings that have a say in IPv6. */
export const engineSettings = defineResource({
  name: 'engine-settings',
  needs: { engineVersion, engineProcess },
  enriches: {},
  // Podman has neither daemon.json nor these flags.
  rows: ({ engineVersion: version, engineProcess: process }): EngineSetting[] => (version.product === 'podman' ? [] : settingsOf(version, process)),
  key: (row) => row.key,
  search: (row) => [row.key, row.value, row.from, row.scope].join(' '),
  sorts: { key: 'text', value: 'text', from: 'text', scope: 'text' },
})
