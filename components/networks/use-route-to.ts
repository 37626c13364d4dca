'use client'
import type { Ref } from '../../lib/core/resource'
import type { RouteRow } from '../../lib/features/routes/schema'
import { useResource } from '../../lib/client/use-resource'

/** The host's route to a subnet: a Ref, null where the kernel has none, undefined while that is not known. */
export function useRouteTo(host: string, subnet: string | null): { route: Ref | null | undefined; failed: boolean } {
  // Without a subnet nothing is asked for but the smallest page there is: hooks cannot be left out.
  const { page, problem } = useResource<RouteRow>(host, 'routes', subnet ? { q: `dst:${subnet} table:main`, limit: 20 } : { limit: 1 })
  if (subnet === null) return { route: null, failed: false }
  if (!page) return { route: undefined, failed: problem !== null }
  const row = page.rows.find((one) => one.dst === subnet && one.table === 'main' && one.type === 'unicast')
  return { route: row ? { resource: 'routes', key: row.key, label: row.dst } : null, failed: false }
}
