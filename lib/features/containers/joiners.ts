import type { Container } from './schema'

/**
 * The names of those that share a container's network, processes or memory. `lost`: they say so by its id, which is what engines make of a name when they create a container
 * (moby/daemon/daemon_unix.go, adaptContainerSettings); once it is gone they cannot start any more. `named`: by its name, which the container that is made anew has too.
 */
export function joinersOf({ id, name }: Pick<Container, 'id' | 'name'>, containers: readonly Container[]): { lost: string[]; named: string[] } {
  const of = (isTo: (to: string) => boolean) => containers.filter((one) => one.id !== id && (one.joins ?? []).some(isTo)).map((one) => one.name)
  const lost = of((to) => to !== name && to !== '' && id.startsWith(to))
  return { lost, named: of((to) => to === name).filter((one) => !lost.includes(one)) }
}
