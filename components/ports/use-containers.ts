'use client'
import { useAllRows, type AllRows } from '../../lib/client/use-all-rows'
import type { Container } from '../../lib/features/containers/schema'

const IDENTITY = { rowKey: (row: Container) => row.id, volatile: ['status'] }

/** All containers, live: what one is to the others is told by them. */
export function useContainers(host: string): AllRows<Container> {
  return useAllRows(host, 'containers', IDENTITY)
}
