import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lookUp, type Asker, type NameRecord } from './resolver'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dock6-resolver-'))
  file = join(folder, 'resolv.conf')
  writeFileSync(file, 'nameserver 2001:db8::53\nsearch lab.example\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

type Answers = Record<string, NameRecord[] | string>
const asker = (six: Answers, four: Answers = {}): Asker & { asked: string[] } => {
  const asked: string[] = []
  const answer = async (from: Answers, name: string) => {
    asked.push(name)
    const found = from[name] ?? 'ENOTFOUND'
    if (typeof found === 'string') throw Object.assign(new Error(found), { code: found })
    return found
  }
  return { asked, servers: () => ['2001:db8::53'], six: (name) => answer(six, name), four: (name) => answer(four, name), cancel: () => undefined }
}
const record = { address: '2001:db8::80', ttl: 300 }

test('both families, in the search domain first', async () => {
  const dns = asker({ 'web2.lab.example': [record] }, { 'web2.lab.example': [{ address: '192.0.2.80', ttl: 60 }] })
  expect(await lookUp('web2', { asker: dns, file })).toEqual({ ok: true, value: { asked: 'web2.lab.example', servers: ['2001:db8::53'], records: [record, { address: '192.0.2.80', ttl: 60 }] } })
  expect(dns.asked).not.toContain('web2')
})

test('one family is enough', async () => {
  expect(await lookUp('a.example.', { asker: asker({ 'a.example': 'ENODATA' }, { 'a.example': [record] }), file })).toMatchObject({ ok: true })
  expect(await lookUp('a.example.', { asker: asker({ 'a.example': [record] }, { 'a.example': 'ESERVFAIL' }), file })).toMatchObject({ ok: true })
})

test.each([
  ['ENOTFOUND', 'not_found', /There is no name/], ['ENODATA', 'not_found', /neither an AAAA nor an A/], ['ECONNREFUSED', 'not_available', /No DNS server answers at 2001:db8::53/],
  ['ETIMEOUT', 'timed_out', /did not answer/], ['EREFUSED', 'not_available', /refuses/], ['ESERVFAIL', 'not_available', /could not find out/], ['EBADRESP', 'not_available', /could not find out/],
])('%s', async (code, problem, says) => {
  const answers = { 'a.example': code, 'a.example.lab.example': code }
  expect(await lookUp('a.example', { asker: asker(answers, answers), file })).toMatchObject({ ok: false, problem: { code: problem, field: 'name', message: expect.stringMatching(says) } })
})

test('names of multicast DNS are told apart', async () => expect(await lookUp('printer.local', { asker: asker({}), file })).toMatchObject({ ok: false, problem: { hint: expect.stringContaining('RFC 6762') } }))
test('without resolv.conf nothing is asked', async () => expect(await lookUp('a', { file: join(folder, 'none') })).toMatchObject({ ok: false, problem: { code: 'not_available' } }))

test('servers that never answer end at the limit', async () => {
  let end: (() => void) | undefined
  const never = () => new Promise<NameRecord[]>((_resolve, reject) => {
    const before = end
    end = () => (before?.(), reject(Object.assign(new Error('x'), { code: 'ECANCELLED' })))
  })
  const dns: Asker = { servers: () => ['2001:db8::53'], six: never, four: never, cancel: () => end?.() }
  expect(await lookUp('a.example', { asker: dns, file, limitMs: 20 })).toMatchObject({ ok: false, problem: { code: 'timed_out' } })
})
