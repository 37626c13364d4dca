import { describe, expect, test } from 'vitest'
import { fullNames, readName, searchRulesOf } from './names'

describe('readName', () => {
  test.each([
    ['web2.example.org', 'web2.example.org'], [' WEB2.Example.ORG ', 'web2.example.org'], ['web2', 'web2'], ['web2.example.org.', 'web2.example.org.'],
    ['bücher.example', 'xn--bcher-kva.example'], ['_dns.example.org', '_dns.example.org'], ['4you.example', '4you.example'],
  ])('%j is %j', (given, name) => expect(readName(given)).toEqual({ ok: true, value: name }))

  test.each(['', ' ', '.', '..', 'a..b', '-a.example', 'a-.example', 'a b', 'a/b', 'a:80', 'a@b', 'a%41', 'http://a', '[::1]', '::1', '192.0.2.1', '127.1', '0x7f.1', '2130706433', '1', 'localhost', 'x.localhost', `${'a'.repeat(64)}.example`, `${'a.'.repeat(130)}b`, 'x'.repeat(2000), 'a\u0000b', 'a\nb', '*', '*.example.org', '$(id)'])(
    '%j is refused at its field', (given) => expect(readName(given)).toMatchObject({ ok: false, problem: { code: 'bad_input', field: 'name', message: expect.stringMatching(/\w/) } }),
  )
})

test('resolv.conf: the last search line and the last ndots count', () => {
  expect(searchRulesOf('# x\nnameserver ::1\ndomain old.example\nsearch a.example B.example. ; bad!\noptions ndots:2 timeout:1 ndots:3\n')).toEqual({ search: ['a.example', 'b.example'], ndots: 3 })
  expect(searchRulesOf('')).toEqual({ search: [], ndots: 1 })
})

test('short names are asked for in the search domains first', () => {
  const rules = { search: ['a.example', 'b.example'], ndots: 1 }
  expect(fullNames('web2', rules)).toEqual(['web2.a.example', 'web2.b.example', 'web2'])
  expect(fullNames('web2.lab', rules)).toEqual(['web2.lab', 'web2.lab.a.example', 'web2.lab.b.example'])
  expect(fullNames('web2.', rules)).toEqual(['web2'])
  expect(fullNames('web2', { search: [], ndots: 1 })).toEqual(['web2'])
})
