import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { labEngine, must, NO_ENGINE } from '../fixtures/lab-engine'
import { routes6 } from '../routes/readings'
import { linkFacts } from './readings'
import { links } from './resource'
import { standingOn, withLower } from './stacked'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

function rowsOf(host: 'modern' | 'old') {
  const facts = must(linkFacts.parse(read(`./fixtures/${host}.json`)))
  return links.rows({ links: facts }, { ...labEngine(host), routes6: must(routes6.parse(read(`../routes/fixtures/${host}-6.json`))) })
}

describe('reading links', () => {
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => expect(answerTo(linkFacts, raw)).toBe('unreadable_output'))
  test.each(['', '\n', '[]', '[ ]'])('no links: %j', (raw) => expect(linkFacts.parse(raw)).toEqual({ ok: true, value: [] }))

  test('unknown fields and odd names pass', () => {
    const raw = JSON.stringify([{ ifindex: 3, ifname: 'a"b<i>\ufffd', flags: [], mtu: 1500, operstate: 'UP', link_type: 'ether', next_year: { x: [1] } }])
    expect(must(linkFacts.parse(raw))[0]).toMatchObject({ name: 'a"b<i>\ufffd', kind: 'ether', peer: null, bridge: null, received: { bytes: 0 } })
  })

  test('what stands on another link of this host says on which', () => {
    const made = (ifname: string, info_kind: string | undefined, more: object) => ({ ifindex: 9, ifname, flags: [], mtu: 1500, ...(info_kind ? { linkinfo: { info_kind } } : {}), ...more })
    const raw = [made('eth0', undefined, {}), made('eth0.100', 'vlan', { link: 'eth0' }), made('mv0', 'macvlan', { link: 'eth0.100' }), made('mv1', 'macvlan', { link_index: 3, link: 'eth0', link_netnsid: 0 }), made('ve0', 'veth', { link: 've1' }), made('sit0', 'sit', { link: null })]
    expect(must(linkFacts.parse(JSON.stringify(raw))).map(({ name, lower }) => [name, lower])).toEqual([['eth0', null], ['eth0.100', 'eth0'], ['mv0', 'eth0.100'], ['mv1', null], ['ve0', null], ['sit0', null]])
  })

  test('other kinds may use the bridge’s field names for other things', () => {
    const raw = JSON.stringify([{ ifindex: 3, ifname: 'br0', flags: [], mtu: 1500, linkinfo: { info_kind: 'bridge', info_data: { stp_state: 'odd' }, info_slave_kind: 'bond', info_slave_data: { state: 'ACTIVE' } } }])
    expect(must(linkFacts.parse(raw))[0]).toMatchObject({ kind: 'bridge', bridge: {}, port: null })
  })
})

test('links that stand on each other', () => {
  const stack = [{ name: 'mv0', lower: 'br0.10' }, { name: 'eth0', lower: null }, { name: 'br0', lower: null }, { name: 'br0.10', lower: 'br0' }, { name: 'br0.20', lower: 'br0' }, { name: 'odd', lower: 'odd' }]
  expect([...withLower(['mv0', 'eth0', 'gone'], stack)]).toEqual(['mv0', 'eth0', 'gone', 'br0.10', 'br0'])
  expect(['br0', 'br0.10', 'eth0', 'odd'].map((dev) => standingOn(dev, stack).map(({ name }) => name))).toEqual([['br0.10', 'br0.20', 'mv0'], ['mv0'], [], []])
})

describe('links of a host', () => {
  test('a veth knows its container and the name of the other end', () => {
    const rows = rowsOf('modern')
    const veths = rows.filter((row) => row.kind === 'veth' && row.master !== null)
    expect(veths.map((row) => [row.container?.name, row.containerLink, row.peer?.index])).toEqual([
      ['eng-web', 'eth0', 2], ['eng-six', 'eth0', 2], ['eng-routed', 'eth0', 2], ['eng-routed', 'eth1', 3],
    ])
    expect(links.search(veths[0]!)).toContain('eng-web')
  })

  test('engines before 28 give the inner end another index', () => {
    const veths = rowsOf('old').filter((row) => row.kind === 'veth' && row.master !== null)
    expect(veths.map((row) => [row.container?.name, row.containerLink])).toEqual(expect.arrayContaining([['eng-web', 'eth0'], ['eng-default', 'eth0']]))
    expect(veths.every((row) => row.peer!.index === row.index - 1)).toBe(true)
  })

  test.each(['modern', 'old'] as const)('%s: the default route makes the uplink, the engine names its bridges', (host) => {
    const rows = rowsOf(host)
    expect(rows.filter((row) => row.uplink).map((row) => row.name)).toEqual(['eth0'])
    expect(rows.find((row) => row.name === 'docker0')?.network?.name).toBe('bridge')
    expect(rows.find((row) => row.name === 'br-0123456789ab')?.network).toBeNull()
    expect(rows.find((row) => row.name === 'lo')?.kind).toBe('loopback')
  })

  test('rows come without the engine', () => {
    const facts = must(linkFacts.parse(read('./fixtures/modern.json')))
    const rows = links.rows({ links: facts }, { ...NO_ENGINE, routes6: undefined })
    expect(rows).toHaveLength(facts.length)
    expect(rows.every((row) => row.container === null && row.network === null && !row.uplink)).toBe(true)
  })

  test('keys are unique even for names that are not UTF-8', () => {
    const raw = JSON.stringify([1, 2].map((ifindex) => ({ ifindex, ifname: 'x\ufffd', flags: [], mtu: 1500 })))
    const rows = links.rows({ links: must(linkFacts.parse(raw)) }, { ...NO_ENGINE, routes6: undefined })
    expect(new Set(rows.map(links.key)).size).toBe(2)
  })
})
