import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPageQuery, pageUrl } from './page-query'

const page = (version: number, ...rows: { key: string; n: number }[]) => ({ resource: 'things', version, total: rows.length, matched: rows.length, offset: 0, rows, sources: [], problems: [] })

/** A fetch whose answers are given one by one, so that a test decides what is under way. */
function controlledFetch() {
  const calls: { etag: string | null; answer(body: object | null, etag?: string): Promise<void> }[] = []
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => new Promise<Response>((resolve) => {
    calls.push({
      etag: new Headers(init.headers).get('if-none-match'),
      answer: async (body, etag = '"1"') => {
        resolve(body === null ? new Response(null, { status: 304 }) : Response.json(body, { headers: { etag } }))
        await new Promise((done) => setTimeout(done))
      },
    })
  }))
  return calls
}

afterEach(() => vi.unstubAllGlobals())

describe('pageUrl', () => {
  it('has its parameters in a fixed order and leaves out what says nothing', () => {
    expect(pageUrl('local', 'routes', { limit: 200, q: 'a b', offset: 0, sort: '' })).toBe('/api/v1/hosts/local/routes?q=a+b&limit=200')
  })
})

describe('createPageQuery', () => {
  it('keeps one request under way and one waiting', async () => {
    const calls = controlledFetch()
    const query = createPageQuery('local', 'things', {})
    query.refresh()
    query.refresh()
    query.refresh()
    expect(calls).toHaveLength(1)
    await calls[0]!.answer(page(1, { key: 'a', n: 1 }))
    expect(calls).toHaveLength(2)
    await calls[1]!.answer(null)
    expect(calls).toHaveLength(2)
    expect(query.get().state).toBe('ready')
  })

  it('asks with the etag and keeps its rows on 304', async () => {
    const calls = controlledFetch()
    const query = createPageQuery('local', 'things', {})
    query.refresh()
    await calls[0]!.answer(page(1, { key: 'a', n: 1 }), '"7"')
    const { page: before } = query.get()
    query.refresh()
    expect(calls[1]!.etag).toBe('"7"')
    await calls[1]!.answer(null)
    expect(query.get().page).toBe(before)
  })

  it('does not read again for a version that its answer already has', async () => {
    const calls = controlledFetch()
    const query = createPageQuery('local', 'things', {})
    query.refresh()
    query.heard(5)
    await calls[0]!.answer(page(5, { key: 'a', n: 1 }))
    query.heard(5)
    expect(calls).toHaveLength(1)
    query.heard(6)
    expect(calls).toHaveLength(2)
  })

  it('tells which rows changed, and none the first time', async () => {
    const calls = controlledFetch()
    const query = createPageQuery<{ key: string; n: number }>('local', 'things', {})
    query.refresh()
    await calls[0]!.answer(page(1, { key: 'a', n: 1 }, { key: 'b', n: 1 }))
    expect(query.get().changedKeys).toEqual([])
    query.refresh()
    await calls[1]!.answer(page(2, { key: 'a', n: 1 }, { key: 'b', n: 2 }, { key: 'c', n: 1 }))
    expect(query.get().changedKeys).toEqual(['b', 'c'])
  })

  it('keeps old rows when a later read fails', async () => {
    const calls = controlledFetch()
    const query = createPageQuery('local', 'things', {})
    query.refresh()
    await calls[0]!.answer(page(1, { key: 'a', n: 1 }))
    query.refresh()
    await calls[1]!.answer({ nonsense: true })
    expect(query.get()).toMatchObject({ state: 'failed', refreshing: false, problem: { code: 'internal' } })
    expect(query.get().page?.rows).toHaveLength(1)
  })
})
