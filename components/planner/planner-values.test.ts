import { expect, test } from 'vitest'
import { EMPTY_PLANNER, readPlanner, requestOf, valuesOf, writePlanner } from './planner-values'

test('the request lives in the URL, and what is as usual does not', () => {
  const search = writePlanner(new URLSearchParams('x=1'), { from: 'typed', prefix: '2001:db8:1::/48', networks: '4', containers: EMPTY_PLANNER.containers })
  expect(search).toBe('?x=1&from=typed&prefix=2001%3Adb8%3A1%3A%3A%2F48&networks=4')
  expect(readPlanner(new URLSearchParams(search))).toEqual({ ...EMPTY_PLANNER, from: 'typed', prefix: '2001:db8:1::/48', networks: '4' })
  expect(writePlanner(new URLSearchParams(search), { networks: EMPTY_PLANNER.networks, prefix: '', from: 'host' })).toBe('?x=1')
})

test('what is no answer is as usual', () => expect(readPlanner(new URLSearchParams('from=moon&situation=x'))).toEqual(EMPTY_PLANNER))

test('answers make a request; a wrong number stays wrong', () => {
  const made = requestOf({ ...EMPTY_PLANNER, from: 'typed', prefix: '2001:db8::/32', hosts: '2', names: 'web, db', length: '/64' })
  expect(made).toEqual({ ok: true, value: { prefix: '2001:db8::/32', situation: 'routed', networks: 3, containers: 50, names: ['web', 'db'], hosts: 2, length: 64 } })
  expect(requestOf({ ...EMPTY_PLANNER, networks: 'x' })).toMatchObject({ value: { networks: Number.NaN } })
  expect(requestOf({ ...EMPTY_PLANNER, from: '6to4', ipv4: '192.0.2.4' })).toMatchObject({ value: { prefix: '2002:c000:204::/48' } })
  expect(requestOf({ ...EMPTY_PLANNER, from: '6to4', ipv4: '' })).toMatchObject({ ok: false, problem: { field: 'ipv4' } })
  expect(valuesOf({ length: 80, names: ['a', 'b'] })).toEqual({ length: '80', names: 'a, b' })
})
