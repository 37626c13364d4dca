import { expect, test } from 'vitest'
import type { Json, Step } from '../core/action'
import { emptyPlan } from '../core/change'
import { withKept } from './kept-steps'

const keep = (key: string, value: Json, back: Json): Step => ({ title: key, do: { type: 'keep', table: 'row', key, value }, undo: { type: 'keep', table: 'row', key, value: back } })
const planned = (steps: Step[], now: Record<string, Json>) => withKept({ ...emptyPlan('x'), steps }, (_, key) => now[key] ?? null).steps.map(({ do: act, undo }) => [act, undo].map((one) => (one?.type === 'keep' ? one.value : one)))

test('what was never kept is not forgotten, and taking back keeps nothing new', () => expect(planned([keep('a', null, 'x')], {})).toEqual([]))
test('what was kept comes back as it was', () => expect(planned([keep('a', null, 'x'), keep('b', 'new', null)], { a: 'own', b: 'old' })).toEqual([[null, 'own'], ['new', 'old']]))
test('what is kept already is no step', () => expect(planned([keep('a', { run: [['ip']] }, null)], { a: { run: [['ip']] } })).toEqual([]))
test('in a batch each step goes back to what the one before it left', () => expect(planned([keep('a', 1, null), keep('a', 2, null), keep('a', null, 9)], {})).toEqual([[1, null], [2, 1], [null, 2]]))
test('other steps stay as they are', () => {
  const step: Step = { title: 'x', do: { type: 'write-sysctl', path: 'net/ipv6/x', value: '1' }, undo: null }
  expect(withKept({ ...emptyPlan('x'), steps: [step] }, () => null).steps).toEqual([step])
})
