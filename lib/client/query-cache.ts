import { createPageQuery, pageUrl, type PageParams, type PageQuery, type RowIdentity } from './page-query'

/** Pages kept after nobody shows them, so that going back is instant: old rows at once, fresh ones a moment later. */
const KEPT = 60

const queries = new Map<string, PageQuery<never>>()

/** The one query for a page: whoever asks for the same rows shares request, answer and freshness. */
export function pageQuery<Row extends object>(host: string, resource: string, params: PageParams, identity?: RowIdentity<Row>): PageQuery<Row> {
  const url = pageUrl(host, resource, params)
  const known = queries.get(url) as PageQuery<Row> | undefined
  const query = known ?? createPageQuery<Row>(host, resource, params, identity)
  // Re-inserting moves it to the young end of the map's order.
  queries.delete(url)
  queries.set(url, query as unknown as PageQuery<never>)
  if (queries.size > KEPT) queries.delete(queries.keys().next().value ?? '')
  return query
}
