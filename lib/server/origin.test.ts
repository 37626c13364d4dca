import { describe, expect, test } from 'vitest'
import { originProblem } from './origin'

const HOST = '[2001:db8::1]:8666'
const OWN = `https://${HOST}`
const JSON_TYPE = 'application/json'

// origin, sec-fetch-site, content-type -> code of the Problem
const CASES: [string | null, string | null, string | null, string | null][] = [
  [OWN, 'same-origin', JSON_TYPE, null],
  [OWN, null, JSON_TYPE, null],
  [OWN.toUpperCase().replace('HTTPS', 'https'), 'same-origin', 'Application/JSON; charset=UTF-8', null],
  [null, null, JSON_TYPE, 'foreign_origin'],
  ['null', 'same-origin', JSON_TYPE, 'foreign_origin'],
  [null, 'same-origin', JSON_TYPE, 'foreign_origin'],
  ['https://evil.example.com', 'cross-site', JSON_TYPE, 'foreign_origin'],
  ['https://[2001:db8::1]:9000', 'same-site', JSON_TYPE, 'foreign_origin'],
  [`http://${HOST}`, 'cross-site', JSON_TYPE, 'foreign_origin'],
  [`${OWN}.evil.example.com`, null, JSON_TYPE, 'foreign_origin'],
  [OWN, 'same-site', JSON_TYPE, 'foreign_origin'],
  [OWN, 'cross-site', JSON_TYPE, 'foreign_origin'],
  [OWN, 'none', JSON_TYPE, 'foreign_origin'],
  ['', 'same-origin', JSON_TYPE, 'foreign_origin'],
  [OWN, 'same-origin', 'text/plain', 'wrong_content_type'],
  [OWN, 'same-origin', 'application/x-www-form-urlencoded', 'wrong_content_type'],
  [OWN, 'same-origin', 'multipart/form-data; boundary=x', 'wrong_content_type'],
  [OWN, 'same-origin', 'application/json, text/plain', 'wrong_content_type'],
]

const headersOf = ([origin, site, type]: (string | null)[]) => {
  const headers = new Headers()
  if (origin !== null && origin !== undefined) headers.set('origin', origin)
  if (site) headers.set('sec-fetch-site', site)
  if (type) headers.set('content-type', type)
  return headers
}

describe.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s', (method) => {
  test.each(CASES)('origin %s, site %s, type %s: %s', (origin, site, type, code) => {
    expect(originProblem(method, headersOf([origin, site, type]), HOST)?.code ?? null).toBe(code)
  })
})

test.each(['GET', 'HEAD'])('%s changes nothing and may come from anywhere', (method) => {
  for (const [origin, site, type] of CASES) expect(originProblem(method, headersOf([origin, site, type]), HOST)).toBeNull()
})

test('no content type: only for DELETE without a body', () => {
  const headers = headersOf([OWN, 'same-origin', null])
  expect(originProblem('DELETE', headers, HOST)).toBeNull()
  expect(originProblem('POST', headers, HOST)?.code).toBe('wrong_content_type')
  headers.set('content-length', '2')
  expect(originProblem('DELETE', headers, HOST)?.code).toBe('wrong_content_type')
})
