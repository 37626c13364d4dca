import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openKeeperStore } from '../keeper/store'
import { createVault } from '../keeper/vault'

const vault = () => createVault(openKeeperStore(':memory:'))

test.each([
  ['{"proxies": {"http-proxy": "http://me:s3cret@proxy:3128"}}', ['me', 's3cret']],
  ['{"log-opts": {"splunk-token": "s3cret", "splunk-url": "https://x"}}', ['s3cret']],
  ['{"log-opts": {"api_password" : "a \\"quoted\\" s3cret"}}', ['s3cret', 'quoted']],
  ['--http-proxy=socks5://s3cret@proxy:1080', ['s3cret']],
  ['--log-opt splunk-token=s3cret --mtu=1400', ['s3cret']],
])('%s: sealed and opened again', (text, secrets) => {
  const { seal, open } = vault()
  const sealed = seal(text)
  for (const secret of secrets) expect(sealed).not.toContain(secret)
  expect(seal(sealed), 'what is sealed stays').toBe(sealed)
  expect(open(sealed)).toEqual({ text })
})
test('text without secrets is not touched', () => {
  const text = '{"ipv6": true, "registry-mirrors": ["https://mirror:5000/x@y"], "dns": ["fd00::1"]}'
  expect(vault().seal(text)).toBe(text)
})
test('any text comes back', () => {
  const { seal, open } = vault()
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('http://', '@', '"token": "', '"', 'password=', ' ', '\n')), { maxLength: 8 }), (parts) => {
    const text = parts.join('')
    expect(open(seal(text))).toEqual({ text })
  }), { numRuns: 2000 })
})
test('the same secret has the same word, another has another; a word that nobody sealed is told', () => {
  const { seal, open } = vault()
  expect(seal('http://a:b@x')).toBe(seal('http://a:b@x'))
  expect(seal('http://a:c@x')).not.toBe(seal('http://a:b@x'))
  expect(vault().seal('http://a:b@x'), 'under another key').not.toBe(seal('http://a:b@x'))
  expect(open('http://sealed-0123456789abcdef@x')).toEqual({ unknown: 'sealed-0123456789abcdef' })
})
