import { expect, test } from '../fixtures'
import { hostSnapshot, settledSnapshot } from '../snapshot'
import { act, applied, preview, takenBack } from './speak'

test.describe('@change the write path', () => {
  test('a preview touches nothing; applying does what it says; undo takes it back', async ({ page, sh }) => {
    const before = await sh('ip', '-6', 'neigh', 'show', 'proxy')
    const planned = await preview(page, { kind: 'proxies.add', input: { address: '2001:DB8:23:42:0::c0', dev: 'eth0' } })
    expect(planned.body.state).toBe('planned')
    expect(planned.body.plan.commands.join('\n')).toContain('ip -6 neigh add proxy 2001:db8:23:42::c0 dev eth0')
    expect(await sh('ip', '-6', 'neigh', 'show', 'proxy')).toBe(before)
    const done = await act(page, planned.body.id, 'apply')
    expect(done.body.state, JSON.stringify(done.body)).toBe('done')
    expect(await sh('ip', '-6', 'neigh', 'show', 'proxy')).toContain('2001:db8:23:42::c0 dev eth0')
    try {
      await takenBack(page, planned.body.id)
      expect(await sh('ip', '-6', 'neigh', 'show', 'proxy')).toBe(before)
    } finally {
      await sh('sh', '-c', 'ip -6 neigh del proxy 2001:db8:23:42::c0 dev eth0; true')
    }
  })

  test('a plan that the host has left behind is refused', async ({ page, sh }) => {
    const planned = await preview(page, { kind: 'proxies.add', input: { address: '2001:db8:23:42::c1', dev: 'eth0' } })
    await sh('ip', '-6', 'neigh', 'add', 'proxy', '2001:db8:23:42::c1', 'dev', 'eth0')
    try {
      const late = await act(page, planned.body.id, 'apply')
      expect(late.status).toBe(409)
      expect(['stale_plan', 'conflict']).toContain(late.body.problem!.code)
    } finally {
      await sh('ip', '-6', 'neigh', 'del', 'proxy', '2001:db8:23:42::c1', 'dev', 'eth0')
    }
  })

  test('wrong input is refused at its field, and nothing changes', async ({ page, host }) => {
    const before = await settledSnapshot(host)
    for (const [kind, input, field] of [
      ['proxies.add', { address: '2001:db8:1/64', dev: 'eth0' }, 'address'],
      ['proxies.add', { address: '2001:db8::1', dev: 'no-such-link' }, 'dev'],
      ['addresses.add', { address: 'ff02::1/64', dev: 'eth0' }, 'address'],
      ['networks.create', { name: 'x y', driver: 'bridge', ipv6: true, ipv4: true, pools: [] }, 'name'],
      ['networks.create', { name: 'change-bad', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:bad::1/64' }] }, 'pools.0.subnet'],
      ['networks.create', { name: 'change-bad', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:23:42::/64' }] }, 'pools.0.subnet'],
    ] as const) {
      const { status, body } = await preview(page, { kind, input })
      expect(status, `${kind} ${JSON.stringify(input)}: ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400)
      expect(body.problem?.field, JSON.stringify(body)).toBe(field)
    }
    expect(await hostSnapshot(host)).toEqual(before)
  })

  test('a dual-stack network with an address of its own, reached from the router through a proxy entry', async ({ page, sh, host }) => {
    test.setTimeout(90_000)
    const { routerExec } = await import('../lab/api.mjs')
    try {
      await applied(page, {
        kind: 'networks.create',
        input: { name: 'change-net', driver: 'bridge', ipv6: true, ipv4: true, pools: [{ subnet: '2001:db8:23:42:7::/80' }], ...(host === 'modern' ? { gatewayMode6: 'routed' } : {}) },
      })
      expect(JSON.parse(await sh('docker', 'network', 'inspect', 'change-net'))[0]).toMatchObject({ EnableIPv6: true, IPAM: { Config: expect.arrayContaining([expect.objectContaining({ Subnet: '2001:db8:23:42:7::/80' })]) } })
      await sh('docker', 'run', '-d', '--name', 'change-web', 'busybox:lab', 'sh', '-c', 'echo it works > index.html && exec httpd -f -p [::]:80')
      await applied(page, { kind: 'networks.connect', input: { network: 'change-net', container: 'change-web', ipv6: '2001:db8:23:42:7::80' } })
      await applied(page, { kind: 'sysctls.set', input: { path: 'net/ipv6/conf/eth0/proxy_ndp', value: '1' } })
      await applied(page, { kind: 'proxies.add', input: { address: '2001:db8:23:42:7::80', dev: 'eth0' } })
      // On Docker 28 what is exposed decides in routed mode; ICMPv6 is let through there, and everything is on 20.10 without ip6tables.
      await expect.poll(async () => (await routerExec(['ping', '-6', '-c', '1', '-W', '2', '2001:db8:23:42:7::80'])).code, { timeout: 20_000 }).toBe(0)
      const removed = await preview(page, { kind: 'networks.remove', input: { name: 'change-net', disconnect: true } })
      expect(removed.body.plan.risk).not.toBe('safe')
      expect(JSON.stringify(removed.body.plan)).toContain('change-web')
      const gone = await act(page, removed.body.id, 'apply')
      expect(gone.body.state, JSON.stringify(gone.body)).toBe('done')
      expect(await sh('docker', 'network', 'ls', '--format', '{{.Name}}')).not.toContain('change-net')
      // Taken back: the network is there again, with the container at the same address.
      await takenBack(page, removed.body.id)
      expect(JSON.parse(await sh('docker', 'inspect', 'change-web'))[0].NetworkSettings.Networks['change-net']).toMatchObject({ GlobalIPv6Address: '2001:db8:23:42:7::80' })
    } finally {
      await sh('sh', '-c', 'docker rm -f change-web; docker network rm change-net; ip -6 neigh del proxy 2001:db8:23:42:7::80 dev eth0; sysctl -qw net.ipv6.conf.eth0.proxy_ndp=0; true')
    }
  })
})
