import type { Link } from './schema'

type Stacked = Pick<Link, 'name' | 'lower'>

/** These links with all that they stand on: a VLAN ends with the link below it. */
export function withLower(devs: Iterable<string>, links: readonly Stacked[]): Set<string> {
  const lowerOf = new Map(links.map(({ name, lower }) => [name, lower ?? null]))
  const all = new Set(devs)
  // A set goes on to what is added while it is walked.
  for (const dev of all) {
    const lower = lowerOf.get(dev)
    if (lower) all.add(lower)
  }
  return all
}

/** Links that stand on this one, directly or on each other, in the order of the rows for each level. */
export function standingOn<T extends Stacked>(dev: string, links: readonly T[]): T[] {
  const found = new Set<T>()
  const names = new Set([dev])
  for (const name of names) {
    for (const link of links) {
      if (link.lower !== name || names.has(link.name)) continue
      found.add(link)
      names.add(link.name)
    }
  }
  return [...found]
}
