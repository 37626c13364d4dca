import fc from 'fast-check'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projected, type Rows } from '../../core/change'
import { gatherSysctlFiles } from '../../hosts/gather/sysctl-files'
import { isWritable } from '../../hosts/files'
import host from '../changes-cases-host.json'
import { must } from '../fixtures/lab-engine'
import { setSysctl } from './changes'
import { assignmentsOf, HEADER, keptValue, SYSCTL_DROP_IN, withSetting } from './drop-in'
import { outdoneBy, startValues } from './start-values'

const header = `${HEADER.join('\n')}\n`

describe('lines of a sysctl.d file', () => {
  test('keys come out in slash form, whatever the first separator', () => {
    const text = '# no\n; no\n\nnet.ipv6.conf.br/100.mtu=1400\n net/ipv6/conf/br.100/mtu = 1300 \n-net.ipv4.ip_forward = 1\n-net.ipv6.conf.eth0.mtu\nnonsense\nnet.ipv4.tcp_rmem = 1 2 3\n/net/ipv6/bindv6only=1'
    expect(assignmentsOf(text).map(({ key, value, line }) => [line, key, value])).toEqual([
      [4, 'net/ipv6/conf/br.100/mtu', '1400'], [5, 'net/ipv6/conf/br.100/mtu', '1300'], [6, 'net/ipv4/ip_forward', '1'], [7, 'net/ipv6/conf/eth0/mtu', null], [9, 'net/ipv4/tcp_rmem', '1 2 3'], [10, 'net/ipv6/bindv6only', '1'],
    ])
  })
  test('a new file has a header and sorted lines; the last setting takes the file along', () => {
    const both = withSetting(withSetting(null, 'net/ipv6/b', '2'), 'net/ipv6/a', '1')
    expect(both).toBe(`${header}net/ipv6/a = 1\nnet/ipv6/b = 2\n`)
    expect(withSetting(both, 'net/ipv6/b', '3')).toBe(`${header}net/ipv6/a = 1\nnet/ipv6/b = 3\n`)
    expect(withSetting(withSetting(both, 'net/ipv6/a', null), 'net/ipv6/b', null)).toBeNull()
    expect(withSetting('', 'net/ipv6/a', '1')).toBe(`${header}net/ipv6/a = 1\n`)
  })
  test('whatever a file holds, other lines stay and the setting reads back', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('net.ipv6.a=1', 'net/ipv6/a = 2', '-net/ipv6/a', 'net/ipv6/* = 5', '# net/ipv6/a = 1', 'net.ipv6.z=1', ...HEADER)).map((text) => text.replace(/[\n\r]/g, ''))
    const others = (text: string | null) => (text ?? '').split('\n').filter((one) => assignmentsOf(one)[0]?.key !== 'net/ipv6/a' && one.trim() !== '' && !(HEADER as readonly string[]).includes(one))
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('0', '7', null), (lines, value) => {
        const before = lines.join('\n')
        const after = withSetting(before, 'net/ipv6/a', value)
        expect(keptValue(after, 'net/ipv6/a')).toBe(value)
        expect(others(after)).toEqual(others(before))
        expect(withSetting(after, 'net/ipv6/a', value)).toBe(after)
      }),
    )
  })
})

describe('who sets what at the start', () => {
  let root = ''
  beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'sysctl-'))))
  afterEach(() => rm(root, { recursive: true, force: true }))
  const put = async (path: string, text: string) => (await mkdir(dirname(join(root, path)), { recursive: true }), writeFile(join(root, path), text))

  test('files by name, hidden ones left out, sysctl.conf only where a link leads to it', async () => {
    await put('/usr/lib/sysctl.d/50-a.conf', 'net.ipv6.conf.*.proxy_ndp=1\nnet.ipv6.conf.eth0.mtu=1400\n-net.ipv6.conf.lo.proxy_ndp')
    await put('/usr/lib/sysctl.d/60-b.conf', 'net.ipv6.conf.eth0.mtu=1300')
    await put('/etc/sysctl.d/60-b.conf', 'net.ipv6.conf.eth0.mtu=1280')
    await put('/run/sysctl.d/95-c.conf', 'net.ipv6.conf.eth0.forwarding=0')
    await put('/etc/sysctl.d/notes.txt', 'net.ipv6.conf.eth0.mtu=9999')
    await put(SYSCTL_DROP_IN, 'net/ipv6/conf/eth0/forwarding = 1\nnet/ipv6/conf/eth0/mtu = 1500')
    await put('/etc/sysctl.conf', 'net.ipv6.conf.eth0.mtu=1111')
    const alone = await gatherSysctlFiles(root)
    expect(alone.map(({ path, atStart }) => [path, atStart])).toEqual([
      ['/usr/lib/sysctl.d/50-a.conf', true], ['/etc/sysctl.d/60-b.conf', true], [SYSCTL_DROP_IN, true], ['/run/sysctl.d/95-c.conf', true], ['/etc/sysctl.conf', false],
    ])
    const of = startValues(alone)
    const winner = (path: string) => of(path).find(({ wins }) => wins)?.value
    expect(['eth0/mtu', 'eth0/forwarding', 'eth0/proxy_ndp', 'lo/proxy_ndp', 'lo/mtu'].map((path) => winner(`net/ipv6/conf/${path}`))).toEqual(['1500', '0', '1', undefined, undefined])
    expect(outdoneBy(of('net/ipv6/conf/eth0/forwarding'))?.file).toBe('/run/sysctl.d/95-c.conf')
    expect(outdoneBy(of('net/ipv6/conf/eth0/mtu'))).toBeNull()

    await symlink('../sysctl.conf', join(root, '/etc/sysctl.d/99-sysctl.conf'))
    const linked = await gatherSysctlFiles(root)
    expect(linked.at(-1)).toMatchObject({ path: '/etc/sysctl.d/99-sysctl.conf', atStart: true })
    expect(outdoneBy(startValues(linked)('net/ipv6/conf/eth0/mtu'))?.value).toBe('1111')
  })
  test('our file is in the list before it exists; a host without any is no Problem', async () => expect(await gatherSysctlFiles(root)).toEqual([{ path: SYSCTL_DROP_IN, text: null, atStart: true }]))
})

test('settings of one batch each name the content that the one before leaves', () => {
  let rows: Rows = host as Rows
  const hashes: (string | null)[] = []
  const contents: (string | null)[] = []
  for (const [path, value, keep] of [['net/ipv6/conf/eth0/proxy_ndp', '1', true], ['net/ipv6/conf/all/proxy_ndp', '1', true], ['net/ipv6/conf/eth0/proxy_ndp', '1', false], ['net/ipv6/conf/all/proxy_ndp', '1', false]] as const) {
    const plan = must(setSysctl.plan({ path, value, keep, protectRa: true }, rows, { admin: null, now: 0 }))
    const step = plan.steps.find((one) => one.do.type === 'write-file')
    if (step?.do.type !== 'write-file' || step.undo?.type !== 'write-file') throw new Error('no file step')
    expect([step.undo.content, step.do.ifHash]).toEqual([contents.at(-1) ?? null, hashes.at(-1) ?? null])
    contents.push(step.do.content)
    hashes.push(step.undo.ifHash)
    rows = projected(rows, plan.deltas)
  }
  expect(contents.at(-1)).toBeNull()
  expect(contents[1]).toBe(`${header}net/ipv6/conf/all/proxy_ndp = 1\nnet/ipv6/conf/eth0/proxy_ndp = 1\n`)
})

test('of sysctl.d only our own file may be written', () => {
  expect([SYSCTL_DROP_IN, '/etc/sysctl.d/99-x.conf', '/etc/sysctl.conf', `${SYSCTL_DROP_IN}/../x`].map(isWritable)).toEqual([true, false, false, false])
})
