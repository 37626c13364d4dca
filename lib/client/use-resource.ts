'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { watch } from './freshness'
import type { PageParams, PageState, RowIdentity } from './page-query'
import { pageQuery } from './query-cache'

/** What `useResource` gives: the state of the page, and a way to try again. */
export type ResourceState<Row> = PageState<Row> & { refresh(): void }

/**
 * One page of a resource, live while the component is mounted. Old rows stay while new ones are read.
 * For whole tables use `DataTable`; this is for single rows (`key`), small lists and counts (`limit: 1`).
 */
export function useResource<Row extends object>(host: string, resource: string, params: PageParams = {}, identity?: RowIdentity<Row>): ResourceState<Row> {
  const name = JSON.stringify([host, resource, params])
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `name` stands for all of them by value
  const query = useMemo(() => pageQuery<Row>(host, resource, params, identity), [name])
  useEffect(() => watch(query), [query])
  const state = useSyncExternalStore(query.subscribe, query.get, query.get)
  return useMemo(() => ({ ...state, refresh: () => query.refresh() }), [state, query])
}
