import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { EVIDENCE_LIMIT } from '../core/problem'
import { parseJson, parseValue } from './parse-json'

const rows = z.array(z.object({ name: z.string() }))
const problemOf = (raw: unknown) => {
  const result = parseJson(raw, rows, 'ip -j thing', [])
  if (result.ok) throw new Error('accepted')
  return result.problem
}

describe('parseJson', () => {
  test('fields that nobody asked for are left out', () => expect(parseJson('[{"name":"a","more":1}]', rows, 'x')).toEqual({ ok: true, value: [{ name: 'a' }] }))
  test('blank output is what the caller says', () => {
    expect(parseJson(' \n', rows, 'x', [])).toEqual({ ok: true, value: [] })
    expect(parseJson('', rows, 'x').ok).toBe(false)
  })
  test('a Problem names the command and the place', () => {
    const problem = problemOf('[{"name":"a"},{"name":7,"mark":"here"}]')
    expect(problem).toMatchObject({ code: 'unreadable_output', message: expect.stringContaining('ip -j thing'), evidence: { source: 'ip -j thing' } })
    expect(problem.evidence?.text).toMatch(/^1\.name: .*\n7$/)
    expect(problemOf('[{"PASSWORD":"secret"}]').evidence?.text, 'the names of what is there, never the values').toMatch(/^0\.name: .*\nPASSWORD$/)
  })
  test('of a long output the place where it breaks is shown', () => {
    const problem = problemOf(`[${'{"name":"a"},'.repeat(10_000)}{"name":OOPS}]`)
    expect(problem.evidence?.text).toContain('OOPS')
    expect(problem.evidence!.text.length).toBeLessThan(EVIDENCE_LIMIT + 100)
  })
  test('control characters do not reach the evidence', () => expect(problemOf('\u001b[31m\u0000').evidence?.text).not.toMatch(/[\u0000\u001b]/))
})

test('parseValue: values that JSON cannot hold are Problems too', () => {
  const circular: { self?: unknown } = {}
  circular.self = circular
  for (const value of [circular, 10n, undefined, () => 1]) expect(parseValue(value, rows, 'x').ok).toBe(false)
})
