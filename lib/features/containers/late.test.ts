import { describe, expect, test } from 'vitest'
import errors from '../ports/fixtures/errors.json'
import { lateContainers } from './late'

const A = '2001:db8:23:42::77'
const race = (error: string, other: object = {}) => ({ id: 'c', name: 'race', pid: null, state: 'exited', error, restartPolicy: 'always', published: [{ port: '80/tcp', hostIp: A, hostPort: '80' }], ...other })
const there = (...flags: string[]) => [{ address: A, flags }]

describe.each(['modern', 'old'] as const)('%s engine', (generation) => {
  const { address, address4, container, process } = errors[generation]
  test('a container whose address is not there waits, and is ready when it is', () => {
    expect(lateContainers([race(address)], [])).toEqual([{ id: 'c', name: 'race', address: A, missing: [A], error: address }])
    expect(lateContainers([race(address)], there())[0]?.missing).toEqual([])
    expect(lateContainers([race(address)], there('tentative'))[0]?.missing).toEqual([A])
    expect(lateContainers([race(address)], there('tentative', 'optimistic'))[0]?.missing).toEqual([])
    expect(lateContainers([race(address)], there('dadfailed'))[0]?.missing).toEqual([A])
  })
  test('all of its addresses have to be there, in any spelling', () => {
    const published = [A.toUpperCase(), '2001:db8::8', '::', '', '127.0.0.2'].map((hostIp) => ({ port: '80/tcp', hostIp, hostPort: '80' }))
    expect(lateContainers([race(address, { published })], there())[0]?.missing).toEqual(['2001:db8::8'])
  })
  test('IPv4 is no exception', () => expect(lateContainers([race(address4, { published: [] })], [])[0]?.missing).toEqual(['192.0.2.77']))
  test('a taken port, one that runs, and one that nobody asked the engine to keep running are left alone', () => {
    const left = [race(container), race(process), race(''), race('something else'), race(address, { pid: 7, state: 'running' }), race(address, { restartPolicy: 'no' }), race(address, { state: 'removing' })]
    expect(lateContainers(left, there())).toEqual([])
  })
  test.each(['unless-stopped', 'on-failure'])('%s is a wish to run', (restartPolicy) => expect(lateContainers([race(address, { restartPolicy, state: 'created' })], there())).toHaveLength(1))
})
