import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../fixtures/lab-engine'
import { parseConfig } from './config'
import { withoutRule, withRule } from './edit'
import { configOf, ndppd, ndppdRules } from './resource'
import type { NdppdFacts } from './readings'

const DIST = `# route-ttl <integer> (NEW)
route-ttl 30000

proxy eth0 {
   router yes   # the flag
   timeout = 500
   /* a comment
      of C { */
   rule 1111:: {
      static
   }
   rule 2001:DB8:1::/80 { iface "br-p"
      autovia yes }
   // and of C++
   rule 2001:db8:2::/80 { auto }
}
`
const facts = (text: string | null, unit: NdppdFacts['unit'] = { state: 'running', boot: true, startedAt: 5_000 }, writtenAt = 4_000): NdppdFacts => ({ text, writtenAt: text === null ? null : writtenAt, unit })
const brief = (text: string) => configOf({ text }).rules.map(({ dev, prefix, method, iface, line }) => [dev, prefix, method, iface, line])

describe('reading ndppd.conf', () => {
  test('as ndppd does', () => {
    expect(brief(DIST)).toEqual([['eth0', '1111::/128', 'static', null, 9], ['eth0', '2001:db8:1::/80', 'iface', 'br-p', 12], ['eth0', '2001:db8:2::/80', 'auto', null, 15]])
    expect(configOf({ text: DIST }).remarks).toEqual([])
  })

  // Measured with 0.2.5-6: it starts with the first and third of these without a word, and does nothing.
  test.each([
    ['proxy eth0 { rul 2001:db8::/80 { auto } }', 'rul'],
    ['prox eth0 { rule 2001:db8::/80 { auto } }', 'prox'],
    ['proxy eth0 { rule 2001:db8:1:0:d6::zz/80 { auto } }', 'zz'],
    ['proxy eth0 { rule 192.0.2.0/24 { auto } }', '192.0.2.0/24'],
    ['proxy eth0 { rule 2001:db8::/80 { } }', 'neither'],
    ['proxy eth0 { rule 2001:db8::/80 }', 'neither'],
    ['proxy eth0 { rule 2001:db8::/80 { auto\nstatic } }', 'Only one'],
    ['proxy { rule 2001:db8::/80 { auto } }', 'without the name'],
    ['proxy eth0 { rule 2001:db8::/80 { atuo } }', 'atuo'],
  ])('what does not work is told: %s', (text, word) => expect(configOf({ text }).remarks.map(({ message }) => message).join(' ')).toContain(word))

  test.each([['proxy eth0 {\n rule ::/80 { auto }\n', 'line 1'], ['}\n', 'Line 1'], ['proxy eth0 { }\n}', 'Line 2']])('braces that do not fit: %j', (text, where) => {
    expect(configOf({ text })).toMatchObject({ rules: [], error: expect.stringContaining(where) })
  })

  test('any text is read or refused, and every statement lies in it', () => {
    const soup = fc.array(fc.constantFrom('proxy', 'rule', ' ', '\n', '{', '}', '=', '"', "'", '#', '//', '/*', '*/', 'eth0', '2001:db8::/80', 'auto', 'é', '|', '\0', '('), { maxLength: 40 }).map((parts) => parts.join(''))
    fc.assert(fc.property(soup, (text) => {
      const parsed = parseConfig(text)
      if (parsed.ok) for (const { start, end } of parsed.value) expect(start < end && end <= text.length).toBe(true)
    }), { numRuns: 2000 })
  })
})

describe('editing ndppd.conf', () => {
  const add = (text: string | null, rule: Parameters<typeof withRule>[2]) => withRule(text, must(parseConfig(text ?? '')), rule)
  test('a rule goes into the block of its link', () => {
    const text = add(DIST, { dev: 'eth0', prefix: '2001:db8:3::/80', method: 'iface', iface: 'br0' })
    expect(text).toBe(DIST.replace(/\}\n$/, '   rule 2001:db8:3::/80 {\n      iface br0\n   }\n}\n'))
  })
  test('another link gets a block of its own', () => expect(brief(add(DIST, { dev: 'eth1', prefix: '2001:db8:3::/80', method: 'auto' })).at(-1)).toEqual(['eth1', '2001:db8:3::/80', 'auto', null, 19]))
  test('no file yet', () => expect(brief(add(null, { dev: 'eth1', prefix: '2001:db8:3::/80', method: 'static' }))).toEqual([['eth1', '2001:db8:3::/80', 'static', null, 4]]))

  const statement = fc.oneof(fc.constant('# rule ::1 { auto }'), fc.constant('timeout 500'), fc.constant('strange "word {" '), fc.constant('rule 2001:db8:9::/96 { auto }'), fc.constant('rule 2001:db8:8::1 {\n static # }\n }'))
  const file = fc.array(statement, { maxLength: 5 }).map((list) => `route-ttl 5\nproxy eth0 {\n${list.join('\n')}\n}\n`)
  test('what is added and taken away again leaves the file as it was', () => {
    fc.assert(fc.property(file, fc.constantFrom('eth0', 'eth1'), (text, dev) => {
      const more = add(text, { dev, prefix: '2001:db8:7::/80', method: 'auto' })
      const rules = configOf({ text: more }).rules
      expect(rules).toHaveLength(configOf({ text }).rules.length + 1)
      const less = withoutRule(more, rules.find(({ prefix }) => prefix === '2001:db8:7::/80')!)
      if (dev === 'eth0') expect(less).toBe(text)
      else expect(configOf({ text: less }).rules.map(({ prefix }) => prefix)).toEqual(configOf({ text }).rules.map(({ prefix }) => prefix))
    }))
  })
})

describe('rules of a host', () => {
  const NOTHING = { links: undefined, sysctls: undefined, proxies: undefined, networks: undefined }
  const links = [{ name: 'eth0' }, { name: 'br-p' }] as never
  const faults = (given: NdppdFacts, more: object = { links }) => ndppdRules.rows({ facts: given }, { ...NOTHING, ...more }).map((row) => row.faults)
  test('what keeps them from answering', () => {
    expect(faults(facts(DIST))).toEqual([[], [], []])
    expect(faults(facts(DIST, null))[0]).toEqual(['not_installed'])
    expect(faults(facts(DIST, { state: 'dead', boot: false, startedAt: null }))[0]).toEqual(['stopped'])
    expect(faults(facts(DIST, { state: 'exited', boot: false, startedAt: 5_000 }))[0]).toEqual(['failed'])
    expect(faults(facts(DIST, { state: 'running', boot: true, startedAt: 5_000 }, 6_500))[0]).toEqual(['not_loaded'])
    expect(faults(facts(DIST, { state: 'running', boot: true, startedAt: 5_000 }, 5_900))[0]).toEqual([])
    expect(faults(facts(DIST), { links: [{ name: 'eth0' }] })[1]).toEqual(['inner_missing'])
    expect(faults(facts(DIST), { links: [] })[0]).toEqual(['link_missing'])
    expect(faults(facts(DIST), { links, sysctls: { 'net/ipv6/conf/eth0/forwarding': '0' } })[0]).toEqual(['forwarding_off'])
  })
  test('where the kernel answers too, and for which networks', () => {
    const [, second] = ndppdRules.rows({ facts: facts(DIST) }, {
      ...NOTHING,
      proxies: [{ address: '2001:db8:1::5', dev: 'eth0', protocol: null }, { address: '2001:db8:1::6', dev: 'eth1', protocol: null }, { address: '2001:db8:2::5', dev: 'eth0', protocol: null }],
      networks: [{ name: 'apps', pools: [{ subnet: '2001:db8:1::/112' }] }, { name: 'other', pools: [{ subnet: '10.0.0.0/8' }] }] as never,
    })
    expect(second).toMatchObject({ entries: ['2001:db8:1::5'], networks: ['apps'] })
  })
  test('the service', () => {
    expect(ndppd.rows({ facts: facts(null, null) }, {})).toEqual([{ key: 'ndppd', unit: null, text: null, error: null, remarks: [], restartNeeded: false, rules: 0 }])
    expect(ndppd.rows({ facts: facts(DIST) }, {})[0]).toMatchObject({ unit: { running: true, boot: true }, rules: 3 })
  })
})
