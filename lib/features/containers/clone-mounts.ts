import type { Json } from '../../core/action'
import type { Inspect } from './inspection'

type Fields = { [name: string]: Json }

/**
 * Binds and mounts that hold the container's own volumes. An anonymous volume was asked for without a name; to have the same one again,
 * its name has to be said. Volumes that are named already, binds, tmpfs and what comes from other containers stay as they were asked for.
 */
export function withVolumes({ HostConfig, Mounts }: Inspect): Fields {
  const held = new Map((Mounts ?? []).flatMap(({ Type, Name, Destination, RW }) => (Type === 'volume' && Name ? [[clean(Destination), { name: Name, rw: RW !== false }] as const] : [])))
  const mounts = listOf(HostConfig.Mounts).map((mount) => {
    const volume = mount.Type === 'volume' && !mount.Source ? held.get(clean(String(mount.Target))) : undefined
    return volume ? { ...mount, Source: volume.name } : mount
  })
  const asked = new Set([
    ...stringsOf(HostConfig.Binds).map(destinationOf),
    ...mounts.map(({ Target }) => clean(String(Target))),
    ...Object.keys((HostConfig.Tmpfs as Fields | null | undefined) ?? {}).map(clean),
  ])
  const named = [...held].filter(([destination]) => !asked.has(destination)).map(([destination, { name, rw }]) => `${name}:${destination}${rw ? '' : ':ro'}`)
  return {
    ...(named.length > 0 ? { Binds: [...stringsOf(HostConfig.Binds), ...named] } : {}),
    ...(mounts.length > 0 ? { Mounts: mounts } : {}),
  }
}

/** `source:destination[:options]`, or a destination alone. */
function destinationOf(bind: string): string {
  const [first = '', second] = bind.split(':')
  return clean(second ?? first)
}

function clean(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
}

function listOf(value: Json | undefined): Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : []
}

function stringsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
