import type { Ref } from '../../lib/core/resource'

/** The key of a link or bridge, as the keeper makes it: two names that are not UTF-8 may read the same, so those carry their index. */
export function linkRowKey({ name, index }: { name: string; index: number }): string {
  return name.includes('\ufffd') ? `${name} #${index}` : name
}

/** A Ref to a link that is known by name only. */
export function linkRef(name: string): Ref {
  return { resource: 'links', key: name, label: name }
}
