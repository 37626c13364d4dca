import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { labEngine, must, NO_ENGINE } from '../fixtures/lab-engine'
import { parseSs } from './parse-ss'
import { socketFacts } from './readings'
import { exposureOf, sockets } from './resource'
import { parseUsers } from './users'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const rowsOf = (host: 'modern' | 'old') => sockets.rows({ sockets: must(socketFacts.parse(read(`./fixtures/${host}.txt`))) }, labEngine(host))
const TAIL = 'ino:43522 sk:1001 cgroup:/ v6only:0 <->'
const line = (name: string, tail = TAIL) => `tcp LISTEN 0      511            *:8081       *:* users:(("${name}",pid=25341,fd=19)) ${tail}`

describe('reading ss', () => {
  // Blank lines and unprintable noise besides, everything hostile must be refused as a whole.
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => expect(answerTo(socketFacts, raw)).toBe('unreadable_output'))
  test.each(['', '\n'])('none: %j', (raw) => expect(socketFacts.parse(raw)).toEqual({ ok: true, value: [] }))

  test.each([
    ['*:8081', { family: 6, address: '::', port: 8081, dev: null }],
    ['[::]:8082', { family: 6, address: '::', port: 8082, dev: null }],
    ['0.0.0.0:53', { family: 4, address: '0.0.0.0', port: 53, dev: null }],
    ['0.0.0.0%eth0:68', { family: 4, address: '0.0.0.0', port: 68, dev: 'eth0' }],
    ['[fe80::1]%br-1.5:546', { family: 6, address: 'fe80::1', port: 546, dev: 'br-1.5' }],
    ['[fe80::1%eth0]:546', { family: 6, address: 'fe80::1', port: 546, dev: 'eth0' }],
    ['*%eth0:547', { family: 6, address: '::', port: 547, dev: 'eth0' }],
    ['[::ffff:192.0.2.1]:80', { family: 6, address: '::ffff:192.0.2.1', port: 80, dev: null }],
  ])('address %s', (local, expected) => {
    expect(parseSs(`udp UNCONN 0 0 ${local} *:* ${TAIL}\n`)).toEqual([expect.objectContaining({ proto: 'udp', v6only: false, users: [], ...expected })])
  })

  test.each(['[::]:99999', 'nonsense', '[::]', 'host.name:80', '[::]:http'])('address %s is refused', (local) => expect(typeof parseSs(`tcp LISTEN 0 0 ${local} *:*`)).toBe('string'))
})

describe('process names are in the hands of whoever runs the process', () => {
  test.each([
    ['spaces and quotes', 'a b",(pid=1'],
    ['a forged first user', '",pid=1,fd=3),('],
    ['a forged end', '",pid=1,fd=3))'],
    ['a forged field', ' v6only:1 '],
    ['parentheses', '(sd-pam)))'],
    ['nothing', ''],
    ['not UTF-8', '\ufffd\ufffd'],
    ['a line break', 'a\nb'],
    ['the beginning of a line', '\ntcp LISTEN 0 0'],
  ])('%s', (_what, name) => {
    const facts = parseSs(`${line(name)}\n${line('sshd')}\n`)
    expect(facts).toEqual([
      expect.objectContaining({ users: [{ name, pid: 25341 }], v6only: false, port: 8081 }),
      expect.objectContaining({ users: [{ name: 'sshd', pid: 25341 }] }),
    ])
  })

  test('several holders', () => expect(parseUsers('("nginx",pid=7,fd=6),("nginx",pid=8,fd=6)')).toEqual([{ name: 'nginx', pid: 7 }, { name: 'nginx', pid: 8 }]))
  test.each(['', '(', '("a",pid=x,fd=1)', '("a",pid=1,fd=1),', '("a name of seventeen",pid=1,fd=1)'])('%j is no list', (list) => expect(parseUsers(list)).toBeNull())
  // Were the time to grow with more than the length, this would not end.
  test('a long list that goes wrong at its very end is no list', () => expect(parseUsers(`${'("",pid=1,fd=3),'.repeat(50_000)}(`)).toBeNull())
  test('one program may hold a socket by very many descriptors', () => {
    const users = parseUsers(Array.from({ length: 50_000 }, (_, fd) => `("ten thousand",pid=7,fd=${fd})`).join(','))
    expect([users?.length, users?.at(-1)]).toEqual([50_000, { name: 'ten thousand', pid: 7 }])
  })
  test('a control group with spaces cannot forge v6only', () => expect(parseSs(line('x', 'ino:1 sk:2 cgroup:/a v6only:1 b v6only:0 <->'))).toEqual([expect.objectContaining({ v6only: false })]))
})

describe('sockets of a host', () => {
  test.each([['modern', 8080, 'eng-web'], ['old', 8080, 'eng-web'], ['old', 8082, 'eng-default']] as const)('%s: port %i is published for %s', (host, port, name) => {
    const rows = rowsOf(host).filter((row) => row.port === port && !row.inside)
    expect(rows.map((row) => [row.address, row.enginePort, row.container?.name, row.process?.name, row.alsoIpv4])).toEqual([
      ['::', true, name, 'docker-proxy', false], ['0.0.0.0', true, name, 'docker-proxy', false],
    ])
  })

  test('a published address and UDP are matched, other sockets are nobody’s', () => {
    const rows = rowsOf('modern')
    expect(rows.find((row) => row.port === 8081 && !row.inside)).toMatchObject({ address: '2001:db8:23:42::10', container: { name: 'eng-web' }, exposure: 'address' })
    expect(rows.filter((row) => row.port === 8443 && !row.inside).map((row) => row.container?.name)).toEqual(['eng-web', 'eng-web'])
    expect(rows.find((row) => row.process?.name === 'containerd')).toMatchObject({ enginePort: false, container: null, exposure: 'loopback', inside: false })
  })

  test('what listens inside containers is listed once, under the owner of the namespace', () => {
    const inside = rowsOf('modern').filter((row) => row.inside)
    expect(inside.filter((row) => row.container?.name === 'eng-web' && row.port === 80)).toHaveLength(1)
    expect(inside.some((row) => row.container?.name === 'eng-share')).toBe(false)
    expect(inside.every((row) => !row.enginePort && row.process === null)).toBe(true)
  })

  test.each(['modern', 'old'] as const)('%s: keys are unique', (host) => {
    const rows = rowsOf(host)
    expect(new Set(rows.map(sockets.key)).size).toBe(rows.length)
  })

  test('without the engine a proxy is only a process', () => {
    const rows = sockets.rows({ sockets: must(socketFacts.parse(read('./fixtures/modern.txt'))) }, NO_ENGINE)
    expect(rows.some((row) => row.enginePort || row.inside || row.container)).toBe(false)
    expect(rows.filter((row) => row.process?.name === 'docker-proxy')).toHaveLength(6)
  })

  test('an IPv6 wildcard that does not insist on IPv6 also takes IPv4; several sockets of one port keep apart', () => {
    const rows = sockets.rows({ sockets: must(socketFacts.parse(`${line('a')}\n${line('b')}\n`)) }, NO_ENGINE)
    expect(rows.map((row) => [row.alsoIpv4, row.exposure])).toEqual([[true, 'all'], [true, 'all']])
    expect(rows.map(sockets.key)).toEqual(['host/tcp/::/8081', 'host/tcp/::/8081 #2'])
  })
})

test.each([['::', 'all'], ['0.0.0.0', 'all'], ['::1', 'loopback'], ['127.0.0.53', 'loopback'], ['::ffff:127.0.0.1', 'loopback'], ['fe80::1', 'link-local'], ['2001:db8::1', 'address'], ['fd00::1', 'address']] as const)(
  'exposure of %s: %s', (address, exposure) => expect(exposureOf(address)).toBe(exposure))
