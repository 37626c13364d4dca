import { expect, test } from 'vitest'
import { fitsBatch, ipBatch } from './ip-batch'

const entry = (dev: string) => ['neigh', 'add', 'proxy', '2001:db8::1', 'dev', dev]

test.each(['eth0', 'br-0123456789ab', 'veth@x', 'eth0.7', 'a_b'])('%j can be said in a batch', (dev) => expect(fitsBatch(entry(dev))).toBe(true))
test.each(['', '-force', 'a b', 'a"b', "a'b", 'a\\b', '#a', 'a\nb', 'a\u00a0b'])('%j cannot', (dev) => expect(fitsBatch(entry(dev))).toBe(false))

test('what the kernel refuses makes the batch fail, and so does what cannot be said', async () => {
  expect(await ipBatch([])).toBe(true)
  expect(await ipBatch([['link', 'show', 'dev', 'lo']])).toBe(true)
  expect(await ipBatch([['link', 'show', 'dev', 'no-such-link'], ['link', 'show', 'dev', 'lo']])).toBe(false)
  expect(await ipBatch([['link', 'show', 'dev', 'a b']])).toBe(false)
})
