import type { Json } from '../../core/action'
import type { Inspect } from './inspection'

type Fields = { [name: string]: Json }

/**
 * Binds and mounts that hold the container's own volumes. An anonymous volume was asked for without a name; to have the same one again,
 * its name has to be said, and that nothing of the image is copied into it: one that was emptied stays empty. Volumes that are named already, binds, tmpfs and what
 * comes from other containers (--volumes-from) stay as they were asked for.
 */
export function withVolumes({ Config, HostConfig, Mounts }: Inspect): Fields {
  const held = new Map((Mounts ?? []).flatMap(({ Type, Name, Destination, RW }) => (Type === 'volume' && Name ? [[clean(Destination), { name: Name, rw: RW !== false }] as const] : [])))
  const mounts = listOf(HostConfig.Mounts).map((mount): Fields => {
    const volume = mount.Type === 'volume' && !mount.Source ? held.get(clean(String(mount.Target))) : undefined
    return volume ? { ...mount, Source: volume.name, VolumeOptions: { ...(mount.VolumeOptions as Fields | null | undefined), NoCopy: true } } : mount
  })
  const bindOf = (destination: string, { name, rw }: { name: string; rw: boolean }) => `${name}:${destination}:${rw ? '' : 'ro,'}nocopy`
  const binds = stringsOf(HostConfig.Binds).map((bind) => {
    // A destination alone asks for a volume without a name.
    const volume = bind.includes(':') ? undefined : held.get(clean(bind))
    return volume ? bindOf(clean(bind), volume) : bind
  })
  const asked = new Set([
    ...binds.map(destinationOf),
    ...mounts.map(({ Target }) => clean(String(Target))),
    ...Object.keys((HostConfig.Tmpfs as Fields | null | undefined) ?? {}).map(clean),
  ])
  const own = new Set(Object.keys((Config.Volumes as Fields | null | undefined) ?? {}).map(clean))
  const isOwn = (destination: string) => stringsOf(HostConfig.VolumesFrom).length === 0 || own.has(destination)
  const named = [...held].filter(([destination]) => !asked.has(destination) && isOwn(destination)).map(([destination, volume]) => bindOf(destination, volume))
  return {
    ...(binds.length + named.length > 0 ? { Binds: [...binds, ...named] } : {}),
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
