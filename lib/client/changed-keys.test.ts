import { describe, expect, it } from 'vitest'
import { reconcile } from './changed-keys'

type Row = { key: string; metric: number; packets: number; nested?: { a: number } }
const keyOf = (row: Row) => row.key
const known = (...rows: Row[]) => new Map(rows.map((row) => [row.key, row]))

describe('reconcile', () => {
  const one: Row = { key: 'one', metric: 1, packets: 5 }
  const two: Row = { key: 'two', metric: 2, packets: 5 }

  it('keeps the object of a row that says the same', () => {
    const { rows, changed } = reconcile(known(one, two), [{ ...two }, { ...one }], keyOf)
    expect(rows[0]).toBe(two)
    expect(rows[1]).toBe(one)
    expect(changed).toEqual([])
  })
  it('tells new and different rows', () => {
    const { changed } = reconcile(known(one, two), [{ ...one, metric: 9 }, two, { key: 'three', metric: 3, packets: 0 }], keyOf)
    expect(changed).toEqual(['one', 'three'])
  })
  it('takes a row whose counters moved, but does not call it changed', () => {
    const moved = { ...one, packets: 6 }
    const { rows, changed } = reconcile(known(one), [moved], keyOf, ['packets'])
    expect(rows[0]).toBe(moved)
    expect(changed).toEqual([])
    expect(reconcile(known(one), [{ ...moved, metric: 2 }], keyOf, ['packets']).changed).toEqual(['one'])
  })
})
