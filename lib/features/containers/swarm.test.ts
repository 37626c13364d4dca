import { describe, expect, test } from 'vitest'
import { swarmLines, swarmService } from './swarm'

test('a task is told by its labels, and its stack file calls it without the stack', () => {
  expect(swarmService({ 'com.docker.swarm.service.id': 'x1', 'com.docker.swarm.service.name': 'shop_front', 'com.docker.stack.namespace': 'shop' })).toEqual({ name: 'shop_front', key: 'front' })
  expect(swarmService({ 'com.docker.swarm.service.name': 'front' })).toEqual({ name: 'front', key: 'front' })
  expect(swarmService({ 'com.docker.swarm.service.id': 'x1' })).toEqual({ name: 'x1', key: 'x1' })
  expect([swarmService({}), swarmService(undefined)]).toEqual([null, null])
})

describe('the lines', () => {
  const front = { name: 'shop_front', key: 'front' }
  const at = (hostIp: string, hostPort = '8080', port = '80/tcp') => ({ port, hostIp, hostPort })

  test('publish: swarm takes no address, so two addresses are one line', () => {
    expect(swarmLines(front, [at('', '53', '53/udp')], [at('', '53', '53/udp'), at('2001:db8::1'), at('2001:db8::2')])).toEqual({
      yaml: 'services:\n  "front":\n    # in place of its lines with mode: host; those of the routing mesh stay\n    ports:\n      - target: 53\n        published: 53\n        protocol: udp\n        mode: host\n      - target: 80\n        published: 8080\n        protocol: tcp\n        mode: host\n',
      command: 'docker service update --publish-add target=80,published=8080,protocol=tcp,mode=host shop_front',
    })
  })
  test('unpublish', () => {
    expect(swarmLines(front, [at('')], [])).toEqual({
      yaml: 'services:\n  "front":\n    # in place of its lines with mode: host; those of the routing mesh stay\n    ports: []\n',
      command: 'docker service update --publish-rm target=80,published=8080,protocol=tcp,mode=host shop_front',
    })
  })
  test('what another line of the same target keeps is added again: the command takes it along', () => {
    const [front8081, front8080] = ['target=80,published=8081,protocol=tcp,mode=host', 'target=80,published=8080,protocol=tcp,mode=host']
    expect(swarmLines(front, [at(''), at('', '8081'), at('', '53', '80/udp')], [at(''), at('', '53', '80/udp')]).command).toBe(`docker service update --publish-rm ${front8081} shop_front\ndocker service update --publish-add ${front8080} shop_front`)
    // One that is only added comes with the first.
    expect(swarmLines(front, [at(''), at('', '8081')], [at(''), at('', '8082')]).command).toBe(`docker service update --publish-rm ${front8081} --publish-add target=80,published=8082,protocol=tcp,mode=host shop_front\ndocker service update --publish-add ${front8080} shop_front`)
  })
  test('another address of the same port changes nothing for swarm', () => expect(swarmLines(front, [at('')], [at(''), at('2001:db8::1')]).command).toBeNull())
  test('a port of the engine’s choice has none', () => expect(swarmLines(front, [], [at('', '')]).command).toBe('docker service update --publish-add target=80,protocol=tcp,mode=host shop_front'))
})
