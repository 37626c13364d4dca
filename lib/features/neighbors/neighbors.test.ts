import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { labEngine, must, NO_ENGINE } from '../fixtures/lab-engine'
import { neighborFacts } from './readings'
import { neighbors } from './resource'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const rowsOf = (host: 'modern' | 'old') => neighbors.rows({ neighbors: must(neighborFacts.parse(read(`./fixtures/${host}.json`))) }, labEngine(host))

describe('reading neighbors', () => {
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => expect(answerTo(neighborFacts, raw)).toBe('unreadable_output'))
  test.each(['', '[]', '[ ]'])('none: %j', (raw) => expect(neighborFacts.parse(raw)).toEqual({ ok: true, value: [] }))
  test('an entry without state or MAC', () => {
    expect(must(neighborFacts.parse('[{"dst":"192.0.2.7","dev":"e","state":[],"x":1}]'))).toEqual([{ family: 4, address: '192.0.2.7', dev: 'e', mac: null, state: 'NONE', router: false }])
  })
})

describe('neighbors of a host', () => {
  test.each(['modern', 'old'] as const)('%s: states, router, same MAC', (host) => {
    const rows = rowsOf(host)
    const at = (address: string) => rows.find((row) => row.address === address)
    expect(at('2001:db8:23:42::a')).toMatchObject({ state: 'PERMANENT', router: false, sameMac: ['2001:db8:23:42::c'], sameMacTotal: 1, container: null, network: null })
    expect(at('2001:db8:23:42::c')).toMatchObject({ state: 'STALE', router: true })
    expect(at('2001:db8:23:42::b')).toMatchObject({ state: 'FAILED', mac: null, sameMac: [] })
    expect(at('2001:db8:23:42::dd')?.state).toBe('INCOMPLETE')
    // A router is one machine behind its link-local and its global address.
    expect(at('2001:db8:23:42::1')?.sameMac).toEqual(['fe80::5054:ff:fed6:1'])
  })

  test('containers are known by MAC, on Docker 28 and on 20.10', () => {
    expect(rowsOf('modern').find((row) => row.address === '2001:db8:e:1::80')).toMatchObject({ container: { name: 'eng-web' }, network: { name: 'eng-dual' } })
    const linkLocal = rowsOf('old').find((row) => row.address === 'fe80::42:acff:fe1e:102')
    expect(linkLocal).toMatchObject({ container: { name: 'eng-web' }, kind: 'link-local' })
  })

  test('the same address with a foreign MAC on another link is not the container', () => {
    const fact = { family: 6 as const, address: '2001:db8:e:1::80', dev: 'eth0', mac: '02:00:00:00:00:99', state: 'STALE', router: false }
    expect(neighbors.rows({ neighbors: [fact] }, labEngine('modern'))[0]?.container).toBeNull()
    expect(neighbors.rows({ neighbors: [{ ...fact, mac: null }] }, labEngine('modern'))[0]?.container?.name).toBe('eng-web')
  })

  test('a router that answers for thousands does not make the table grow with the square', () => {
    const facts = Array.from({ length: 5000 }, (_, i) => ({ family: 6 as const, address: `2001:db8::${(i + 1).toString(16)}`, dev: 'eth0', mac: '02:00:00:00:00:01', state: 'STALE', router: false }))
    const rows = neighbors.rows({ neighbors: facts }, NO_ENGINE)
    expect(rows.every((row) => row.sameMac.length === 16 && row.sameMacTotal === 4999 && !row.sameMac.includes(row.address))).toBe(true)
    expect(new Set(rows.map(neighbors.key)).size).toBe(5000)
  })
})
