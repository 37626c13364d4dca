import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRowWindow, PAGE_ROWS } from './row-window'

type Row = { key: string; n: number }
let rows: Row[] = []
let version = 1
let asked: number[] = []
let host = 0

const settled = () => new Promise((done) => setTimeout(done, 80))

beforeEach(() => {
  rows = Array.from({ length: 1000 }, (_, n) => ({ key: `k${n}`, n }))
  asked = []
  // Queries are shared by URL for the life of the page; another host is another URL.
  host++
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => {} })
  vi.stubGlobal('window', { addEventListener: () => {} })
  vi.stubGlobal('fetch', async (url: string) => {
    const offset = Number(new URL(url, 'http://x').searchParams.get('offset') ?? 0)
    asked.push(offset)
    const cut = structuredClone(rows.slice(offset, offset + PAGE_ROWS))
    return Response.json({ resource: 'things', version, total: rows.length, matched: rows.length, offset, rows: cut, sources: [], problems: [] })
  })
})
afterEach(() => vi.unstubAllGlobals())

const make = () => createRowWindow<Row>({ host: `h${host}`, resource: 'things', q: '', sort: '' })

describe('createRowWindow', () => {
  it('reads the first page at once and others when they stay in sight', async () => {
    const window = make()
    const detach = window.attach()
    await settled()
    expect(asked).toEqual([0])
    expect(window.get()).toMatchObject({ state: 'ready', matched: 1000 })
    expect(window.get().rowAt(450)).toBeUndefined()
    window.setRange(390, 450)
    await settled()
    expect(asked).toEqual([0, 200, 400])
    expect(window.get().rowAt(450)?.key).toBe('k450')
    expect(window.get().indexOf('k450')).toBe(450)
    detach()
  })

  it('asks for nothing that was only passed by', async () => {
    const window = make()
    const detach = window.attach()
    window.setRange(400, 420)
    window.setRange(600, 620)
    await settled()
    expect(asked).toEqual([0, 600])
    detach()
  })

  it('lights only the new row when it pushes others from page to page', async () => {
    const window = make()
    const detach = window.attach()
    window.setRange(150, 250)
    await settled()
    rows.splice(3, 0, { key: 'new', n: -1 })
    version++
    const { pageQuery } = await import('./query-cache')
    for (const offset of [0, PAGE_ROWS]) pageQuery(`h${host}`, 'things', { q: '', sort: '', offset, limit: PAGE_ROWS }).refresh()
    await settled()
    expect([...window.get().glow.keys()]).toEqual(['new'])
    expect(window.get().rowAt(3)?.key).toBe('new')
    detach()
  })
})
