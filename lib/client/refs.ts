import type { Ref } from '../core/resource'

/** Resources that are shown on the page of another one. */
const SHOWN_ON: Record<string, string> = { rules: 'routes?view=rules', 'engine-settings': 'engine', 'ndppd-rules': 'proxies?view=ndppd', ndppd: 'proxies?view=ndppd', 'proxy-rules': 'proxies?view=rules' }

/** Where a row is shown: its page with the row open. */
export function hrefOf(ref: Ref, host = 'local'): string {
  const page = SHOWN_ON[ref.resource] ?? ref.resource
  return `/hosts/${host}/${page}${page.includes('?') ? '&' : '?'}open=${encodeURIComponent(ref.key)}`
}

/** A Ref to the container that stands behind something. */
export function containerRef(container: { id: string; name: string }): Ref {
  return { resource: 'containers', key: container.id, label: container.name }
}

/** A Ref to an engine network. */
export function networkRef(network: { id: string; name: string }): Ref {
  return { resource: 'networks', key: network.id, label: network.name }
}
