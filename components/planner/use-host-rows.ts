'use client'
import { useMemo } from 'react'
import { useAllRows } from '../../lib/client/use-all-rows'
import type { RowIdentity } from '../../lib/client/page-query'
import type { Rows } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'

const BY_KEY: RowIdentity<object> = {}

/** What of this host has to do with prefixes, live. `problem` is why something of it could not be read: a plan then does not go around that. */
export function useHostRows(host: string): { state: 'loading' | 'ready' | 'failed'; rows: Rows; problem: Problem | null } {
  const networks = useAllRows<object>(host, 'networks', BY_KEY)
  const routes = useAllRows<object>(host, 'routes', BY_KEY)
  const addresses = useAllRows<object>(host, 'addresses', BY_KEY)
  const neighbors = useAllRows<object>(host, 'neighbors', BY_KEY)
  const all = [networks, routes, addresses, neighbors]
  const problem = all.flatMap((one) => [...(one.problem ? [one.problem] : []), ...one.problems])[0] ?? null
  const state = all.some((one) => one.state === 'failed') ? 'failed' : all.some((one) => one.state === 'loading') ? 'loading' : 'ready'
  const rows = useMemo(() => ({ networks: networks.rows, routes: routes.rows, addresses: addresses.rows, neighbors: neighbors.rows }), [networks.rows, routes.rows, addresses.rows, neighbors.rows])
  return { state, rows: rows as Rows, problem }
}
