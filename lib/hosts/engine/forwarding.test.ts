import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DaemonAct } from '../../core/action'
import { forwardingBack, hearRouters, type Places } from './forwarding'

let places: Places
const file = (dev: string, name: string) => join(places.folder, 'net/ipv6/conf', dev, name)
/** forwarding of `all`, `default`, `eth0` and `eth1`. */
const now = () => ['all', 'default', 'eth0', 'eth1'].map((dev) => readFileSync(file(dev, 'forwarding'), 'utf8').trim()).join(' ')
const accept = () => readFileSync(file('eth0', 'accept_ra'), 'utf8').trim()
const ACT: DaemonAct & { act: 'forwarding-back' } = {
  act: 'forwarding-back', network: 'mine', policy: null,
  settings: [{ path: 'net/ipv6/conf/all/forwarding', value: '0' }, { path: 'net/ipv6/conf/eth1/forwarding', value: '1' }, { path: 'net/ipv6/conf/gone/forwarding', value: '1' }],
  accept: [{ path: 'net/ipv6/conf/eth0/accept_ra', value: '1' }],
}
const bridge = (Name: string, EnableIPv6 = true, Driver = 'bridge') => ({ Name, EnableIPv6, Driver })

beforeEach(() => {
  places = { folder: mkdtempSync(join(tmpdir(), 'dock6-forwarding-')), dropIn: '/nowhere/90-dock6.conf' }
  for (const dev of ['all', 'default', 'eth0', 'eth1']) {
    mkdirSync(join(places.folder, 'net/ipv6/conf', dev), { recursive: true })
    writeFileSync(file(dev, 'forwarding'), '1')
    writeFileSync(file(dev, 'accept_ra'), '1')
  }
})
afterEach(() => rmSync(places.folder, { recursive: true }))

test('links hear routers while the engine turns forwarding on, and all is as it was afterwards; what is gone has nothing to be put back', async () => {
  expect(await hearRouters(['eth0', 'gone'], places)).toEqual({ ok: true, value: '' })
  expect(accept()).toBe('2')
  expect(await forwardingBack(ACT, [bridge('mine'), bridge('lan', true, 'macvlan'), bridge('four', false)], places)).toEqual({ ok: true, value: '' })
  // `all` first: the kernel would copy it over the links.
  expect([now(), accept()]).toEqual(['0 1 1 1', '1'])
})

test('it stays on while another bridge with IPv6 needs it, or it is kept', async () => {
  await hearRouters(['eth0'], places)
  expect(await forwardingBack(ACT, [bridge('theirs')], places)).toMatchObject({ ok: true, value: expect.stringContaining('theirs') })
  expect([now(), accept()]).toEqual(['1 1 1 1', '2'])
  const dropIn = join(places.folder, '90-dock6.conf')
  writeFileSync(dropIn, 'net.ipv6.conf.all.forwarding = 1\n')
  expect(await forwardingBack(ACT, [], { ...places, dropIn })).toMatchObject({ ok: true, value: expect.stringContaining('kept') })
  expect([now(), accept()]).toEqual(['1 1 1 1', '2'])
})

test('where it is off already only accept_ra goes back', async () => {
  writeFileSync(file('all', 'forwarding'), '0')
  writeFileSync(file('eth1', 'forwarding'), '0')
  await hearRouters(['eth0'], places)
  expect(await forwardingBack(ACT, [], places)).toEqual({ ok: true, value: '' })
  expect([now(), accept()]).toEqual(['0 1 1 0', '1'])
})
