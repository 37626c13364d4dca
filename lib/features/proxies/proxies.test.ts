import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addressFacts } from '../addresses/readings'
import { answerTo, HOSTILE } from '../fixtures/hostile'
import { labEngine, must, NO_ENGINE } from '../fixtures/lab-engine'
import { linkFacts } from '../links/readings'
import { routes6 } from '../routes/readings'
import { proxyFacts } from './readings'
import { proxies } from './resource'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const conf = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`net/ipv6/conf/${name}`, value]))
const GOOD = conf({ 'all/proxy_ndp': '1', 'all/forwarding': '1', 'eth0/proxy_ndp': '1', 'eth0/forwarding': '1', 'br-0123456789ab/forwarding': '1', 'br-0123456789ab/proxy_ndp': '0' })

function rowsOf(host: 'modern' | 'old', change: object = {}) {
  const enriches = {
    sysctls: GOOD, links: must(linkFacts.parse(read(`../links/fixtures/${host}.json`))), addresses: must(addressFacts.parse(read(`../addresses/fixtures/${host}.json`))),
    routes6: must(routes6.parse(read(`../routes/fixtures/${host}-6.json`))), ...labEngine(host), ...change,
  }
  return proxies.rows({ proxies: must(proxyFacts.parse(read(`./fixtures/${host}.json`))) }, enriches)
}
const onEth0 = (sysctls: Record<string, string> | undefined) => rowsOf('modern', { sysctls }).find((row) => row.address === '2001:db8:23:42::77')!

describe('reading proxies', () => {
  test.each(HOSTILE)('%s is a Problem', (_name, raw) => expect(answerTo(proxyFacts, raw)).toBe('unreadable_output'))
  test.each(['', '[]', '[ ]'])('none: %j', (raw) => expect(proxyFacts.parse(raw)).toEqual({ ok: true, value: [] }))
  test('an entry for all links', () => {
    const facts = must(proxyFacts.parse('[{"dst":"2001:DB8::1","proxy":null,"protocol":"5"}]'))
    expect(facts).toEqual([{ address: '2001:db8::1', dev: '*', protocol: '5' }])
    const none = { sysctls: undefined, links: [], addresses: undefined, routes6: undefined, ...NO_ENGINE }
    expect(proxies.rows({ proxies: facts }, none)[0]).toMatchObject({ silent: [], offLink: false, stale: null })
  })
})

describe('proxies of a host', () => {
  test.each([['modern', '2001:db8:e:1::80'], ['old', '2001:db8:f:1::80']] as const)('%s: container, stale, off-link', (host, ofContainer) => {
    const rows = rowsOf(host)
    const at = (address: string) => rows.find((row) => row.address === address)
    expect(at(ofContainer)).toMatchObject({ dev: 'eth0', container: { name: 'eng-web' }, network: { name: 'eng-dual' }, stale: false, offLink: true, silent: [] })
    expect(at('2001:db8:23:42::77')).toMatchObject({ container: null, stale: true, offLink: false, answersProbes: true })
    expect(at('2001:db8:ffff::77')).toMatchObject({ dev: 'br-0123456789ab', offLink: true, silent: [], answersProbes: true })
    expect(new Set(rows.map(proxies.key)).size).toBe(rows.length)
  })

  test('an address of the host itself is not stale; without the engine only that is known', () => {
    const facts = [{ address: '2001:db8:23:42::10', dev: 'eth0', protocol: null }, { address: '2001:db8:23:42::77', dev: 'eth0', protocol: null }]
    const addresses = must(addressFacts.parse(read('../addresses/fixtures/modern.json')))
    const rows = proxies.rows({ proxies: facts }, { sysctls: undefined, links: undefined, addresses, routes6: undefined, ...NO_ENGINE })
    expect(rows.map((row) => [row.stale, row.offLink, row.answersProbes])).toEqual([[false, false, null], [null, false, null]])
  })

  test('a stopped container does not answer', () => {
    const engine = labEngine('modern')
    const stopped = engine.containers.map((container) => ({ ...container, pid: null }))
    expect(rowsOf('modern', { ...engine, containers: stopped, netns: [] }).find((row) => row.address === '2001:db8:e:1::80')?.stale).toBe(true)
  })

  test('a bridge without carrier answers nothing', () => {
    const links = must(linkFacts.parse(read('../links/fixtures/modern.json')))
    const dead = links.find((link) => link.flags.includes('NO-CARRIER'))!
    const facts = [{ address: '2001:db8::1', dev: dead.name, protocol: null }]
    const rows = proxies.rows({ proxies: facts }, { sysctls: GOOD, links, addresses: undefined, routes6: undefined, ...NO_ENGINE })
    expect(rows[0]).toMatchObject({ silent: ['link_down'], answersProbes: false })
  })

  test('the link is gone', () => {
    expect(rowsOf('modern', { links: [] }).every((row) => row.silent.includes('link_missing') && row.silent.length === 1)).toBe(true)
  })
})

describe('why an entry is silent', () => {
  test.each([
    ['all is well', {}, [], true],
    ['only the link has proxy_ndp: solicited, but probes go unanswered', { 'all/proxy_ndp': '0' }, [], false],
    ['only all has proxy_ndp: enough', { 'eth0/proxy_ndp': '0' }, [], true],
    ['neither has', { 'all/proxy_ndp': '0', 'eth0/proxy_ndp': '0' }, ['proxy_ndp_off'], false],
    ['all forwards, but not the link', { 'eth0/forwarding': '0' }, ['forwarding_off'], false],
    ['both', { 'eth0/forwarding': '0', 'all/proxy_ndp': '0', 'eth0/proxy_ndp': '0' }, ['proxy_ndp_off', 'forwarding_off'], false],
  ])('%s', (_name, change, silent, answersProbes) => expect(onEth0({ ...GOOD, ...conf(change) })).toMatchObject({ silent, answersProbes }))

  test('settings that could not be read give no reason', () => expect(onEth0(undefined)).toMatchObject({ silent: [], answersProbes: null }))
})
