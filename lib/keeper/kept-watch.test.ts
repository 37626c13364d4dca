import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Kept } from '../changes/ports'
import { createKeptWatch } from './kept-watch'
import { linksOf, restoreKept, settledAddresses } from './restore-kept'

const row = (key: string, dev: string, also?: string): Kept => ({ table: 'row', key, value: { dev, run: [['ip', key]], ...(also ? { also } : {}) }, by: 'ann', at: 1, triedAt: null, said: null })
const ROWS = [row('proxies/eth0/::2', 'eth0'), row('routes/main/::/0/1', 'eth0'), row('addresses/eth0/::1/128', 'eth0'), row('addresses/br0/::3/128', 'br0'), row('ports/eth1', 'eth1', 'br0'), row('bridges/br0', 'br0')]
const link = (index: number, name: string, up = true, gone = false) => ({ index, names: [name], up, gone })

let calls: string[][]
let settings: unknown[]
let free: boolean
let refuse: Set<string>
const make = () =>
  createKeptWatch({
    rows: () => ROWS,
    restore: async (rows) => {
      calls.push(rows.map(({ key }) => key))
      return { restored: rows.filter(({ key }) => !refuse.has(key)).map(({ key }) => key), failed: rows.filter(({ key }) => refuse.has(key)).map(({ key }) => key) }
    },
    settings: async (devs) => void settings.push(devs === 'all' ? 'all' : [...devs]),
    whileFree: async (work) => (free ? (await work(), true) : false),
    log: () => undefined,
  })
beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  settings = []
  free = true
  refuse = new Set()
})
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a link that goes down and up gets its rows back, and only its own', async () => {
  const watch = make()
  watch.know([{ index: 2, up: true }])
  watch.seen(link(2, 'eth0'))
  await pass(1000)
  expect(calls).toEqual([])
  watch.seen(link(2, 'eth0', false))
  watch.seen(link(2, 'eth0'))
  watch.seen(link(2, 'eth0'))
  await pass(100)
  expect(calls).toEqual([['proxies/eth0/::2', 'routes/main/::/0/1', 'addresses/eth0/::1/128']])
  // Settings survive a link that goes down.
  expect(settings).toEqual([])
})

test('where IPv6 begins anew on a link that stayed up, its rows come back', async () => {
  const watch = make()
  watch.know([{ index: 2, up: true }])
  const local = (gone: boolean) => watch.began({ name: 'eth0', gone })
  // An address that passes its check is told of again.
  local(false)
  await pass(1000)
  expect(calls).toEqual([])
  local(true)
  await pass(1000)
  expect(calls).toEqual([])
  local(false)
  local(false)
  await pass(100)
  expect(calls).toEqual([['proxies/eth0/::2', 'routes/main/::/0/1', 'addresses/eth0/::1/128']])
})

test('a bridge that appears gets its rows, its ports and its settings; one that goes gets nothing', async () => {
  const watch = make()
  watch.seen(link(7, 'br0', false))
  await pass(100)
  expect(calls).toEqual([])
  watch.seen(link(7, 'br0'))
  await pass(100)
  expect(calls).toEqual([['addresses/br0/::3/128', 'ports/eth1', 'bridges/br0']])
  watch.seen(link(7, 'br0', true, true))
  await pass(100)
  expect(calls.length).toBe(1)
  watch.seen(link(8, 'br0'))
  await pass(100)
  expect([calls.length, settings]).toEqual([2, [['br0']]])
})

test('while a change holds the host it waits, and forgets nothing', async () => {
  const watch = make()
  free = false
  watch.seen(link(2, 'eth0'))
  await pass(3000)
  watch.seen(link(7, 'br0'))
  await pass(3000)
  expect(calls).toEqual([])
  free = true
  await pass(600)
  expect(calls).toEqual([ROWS.map(({ key }) => key)])
})

test('what the kernel refuses is tried again, some times', async () => {
  const watch = make()
  refuse.add('routes/main/::/0/1')
  void watch.everything(true)
  await pass(10)
  expect([calls.length, settings]).toEqual([1, ['all']])
  await pass(60_000)
  expect(calls.slice(1)).toEqual(Array.from({ length: 4 }, () => ['routes/main/::/0/1']))
  watch.close()
})

test('rows come back in an order in which each finds what it needs, and every outcome is noted', async () => {
  const ran: string[] = []
  const notes: unknown[] = []
  const outcome = await restoreKept([...ROWS, { ...row('x', 'eth0'), value: 3 }], async (action) => {
    const key = action.type === 'exec' ? action.argv[1]! : ''
    ran.push(key)
    return key.startsWith('routes') ? { ok: false, problem: { code: 'command_failed', message: 'Network is down' } } : { ok: true, value: '' }
  }, (key, said) => notes.push([key, said]))
  expect(ran).toEqual(['bridges/br0', 'ports/eth1', 'addresses/eth0/::1/128', 'addresses/br0/::3/128', 'routes/main/::/0/1', 'proxies/eth0/::2'])
  expect(outcome.failed).toEqual(['x', 'routes/main/::/0/1'])
  expect(notes).toContainEqual(['routes/main/::/0/1', 'Network is down'])
  expect(linksOf(ROWS[4]!)).toEqual(['eth1', 'eth1', 'br0'])
})

test('waits for the addresses that came back, together, and names those that cannot be used yet', async () => {
  const asked: unknown[] = []
  const late = await settledAddresses(['bridges/br0', 'addresses/eth0/::1/128', 'addresses/br0/::3/128'], async (action) => {
    asked.push(action)
    return action.type === 'await-address' && action.address === '::3' ? { ok: false, problem: { code: 'command_failed', message: 'tentative' } } : { ok: true, value: '' }
  }, 5)
  expect(asked).toEqual(['::1', '::3'].map((address) => ({ type: 'await-address', address, seconds: 5 })))
  expect(late).toEqual(['::3'])
})
