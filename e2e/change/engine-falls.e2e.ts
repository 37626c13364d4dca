import { expect, test } from '../fixtures'
import { settledSnapshot, untilAsBefore } from '../snapshot'
import { askKeeper, endOf, plannedByKeeper } from './falls'

const SETUP = `docker network create --ipv6 --subnet 2001:db8:fa12::/64 --gateway 2001:db8:fa12::1 --subnet 172.29.5.0/24 --gateway 172.29.5.1 fell-net
  docker run -d --restart always --name fell-a --network fell-net --ip6 2001:db8:fa12::a --ip 172.29.5.10 --network-alias first busybox:lab sleep 100000
  docker run -d --restart always --name fell-b --network fell-net --ip6 2001:db8:fa12::b --ip 172.29.5.11 busybox:lab sleep 100000`
const CLEAN = 'docker rm -f fell-a fell-b; docker network rm fell-net; true'
const FALL = 'systemctl kill -s KILL docker; sleep 1; systemctl reset-failed docker docker.socket; systemctl start docker'
/** The network is gone, and being made anew: that is when the engine falls. */
const FALL_BETWEEN = `for n in $(seq 600); do docker network inspect fell-net >/dev/null 2>&1 || break; sleep 0.02; done; ${FALL}`

test.describe('@change the engine is killed', () => {
  test.beforeEach(async ({ sh }) => void (await sh('sh', '-c', `${CLEAN}; ${SETUP}`)))
  test.afterEach(async ({ sh }) => void (await sh('sh', '-c', `systemctl start docker; ${CLEAN}`)))

  test('in the middle of making a network anew: taken back, and the host is as after a fall of the engine alone', async ({ sh, host, journal }) => {
    test.setTimeout(150_000)
    journal.allow.push(/./)
    await sh('sh', '-c', FALL)
    const before = await settledSnapshot(host)
    const { id } = await plannedByKeeper(host, [{ kind: 'networks.recreate', input: { name: 'fell-net', changes: { mtu: 1400 } } }])
    await Promise.all([sh('sh', '-c', FALL_BETWEEN), askKeeper(host, id, 'apply')])
    const ended = await endOf(host, id, 'after the engine came back')
    expect(ended, JSON.stringify(ended.problem)).toMatchObject({ state: 'failed', problem: { message: expect.stringMatching(/undone; the host is as it was before/) } })
    await untilAsBefore(host, before, { withinMs: 30_000, without: ['starts'], message: 'after the engine came back' })
  })
})
