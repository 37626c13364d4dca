import { describe, expect, it } from 'vitest'
import { hasWords, nextSort, readTableUrl, toggleWords, writeTableUrl } from './table-url'

describe('the table in the URL', () => {
  it('reads back what it wrote, whatever is in it', () => {
    const state = { q: 'dst:2001:db8::/32 a&b', sort: '-metric', open: '6 main default · eth0?' }
    expect(readTableUrl(new URLSearchParams(writeTableUrl(new URLSearchParams(), state)))).toEqual(state)
  })
  it('leaves out what says nothing and keeps what belongs to others', () => {
    expect(writeTableUrl(new URLSearchParams('view=rules&q=x&open=k'), { q: '', open: null })).toBe('?view=rules')
    expect(writeTableUrl(new URLSearchParams('q=x'), { q: '' })).toBe('')
  })
  it('cycles through the orders of a column', () => {
    expect(nextSort('', 'metric')).toBe('metric')
    expect(nextSort('metric', 'metric')).toBe('-metric')
    expect(nextSort('-metric', 'metric')).toBe('')
    expect(nextSort('-metric', 'dst')).toBe('dst')
  })
  it('switches quick filters, one value per field', () => {
    expect(toggleWords('web1', 'family:6')).toBe('web1 family:6')
    expect(toggleWords('web1 family:4', 'family:6')).toBe('web1 family:6')
    expect(toggleWords('web1 family:6', 'family:6')).toBe('web1')
    expect(hasWords('web1 family:6', 'family:6')).toBe(true)
    expect(hasWords('web1 family:66', 'family:6')).toBe(false)
  })
})
