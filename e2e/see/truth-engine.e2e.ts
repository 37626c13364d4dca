import { expect, test } from '../fixtures'

type InspectedNetwork = { Id: string; Name: string; Driver: string; EnableIPv6: boolean; Internal: boolean; IPAM: { Config: { Subnet: string; Gateway?: string; IPRange?: string }[] }; Options: Record<string, string> }
type Endpoint = { IPAddress: string; IPPrefixLen: number; GlobalIPv6Address: string; GlobalIPv6PrefixLen: number; Gateway: string; IPv6Gateway: string; MacAddress: string }
type InspectedContainer = { Id: string; Name: string; State: { Status: string; Pid: number; Error: string; ExitCode: number }; Config: { Image: string }; NetworkSettings: { Networks: Record<string, Endpoint>; Ports: Record<string, { HostIp: string; HostPort: string }[] | null> } }

const NAMES = ['see-web', 'see-stopped', 'see-unbound']

test.describe('@see the engine’s tables say what the engine says', () => {
  test.beforeEach(async ({ sh }) => {
    await sh('docker', 'network', 'create', '--ipv6', '--subnet', '2001:db8:5ee::/64', '--subnet', '172.30.7.0/24', '--gateway', '2001:db8:5ee::1', '--ip-range', '172.30.7.128/25', 'see-net')
    await sh('docker', 'run', '-d', '--name', 'see-web', '--network', 'see-net', '--ip6', '2001:db8:5ee::80', '-p', '[2001:db8:23:42::face]:8080:80', '--network-alias', 'shop', 'busybox:lab', 'httpd', '-f', '-p', '[::]:80').catch(() => undefined)
  })
  test.afterEach(async ({ sh }) => {
    await sh('sh', '-c', `docker rm -f ${NAMES.join(' ')} >/dev/null 2>&1; docker network rm see-net >/dev/null 2>&1; ip addr del 2001:db8:23:42::face/64 dev eth0 2>/dev/null; true`)
  })

  test('networks, containers, what is inside them, and a port that could not be bound', async ({ sh, json, read, host }) => {
    // The address was not there at first: the engine says so, and dock6 shows what it said.
    const failed = (await read('containers')).rows.find((row) => row['name'] === 'see-web')
    expect(failed).toMatchObject({ state: 'created', error: expect.stringContaining('cannot assign requested address'), pid: null })
    await sh('ip', 'addr', 'add', '2001:db8:23:42::face/64', 'dev', 'eth0', 'nodad')
    await sh('docker', 'start', 'see-web')
    await sh('docker', 'create', '--name', 'see-stopped', '--network', 'see-net', 'busybox:lab')

    // News of the engine take a moment: both sides have to agree within 10 s.
    await expect(async () => {
      const networks = (await json('sh', '-c', 'docker network inspect $(docker network ls -q)')) as InspectedNetwork[]
      const shown = (await read('networks')).rows
      expect(shown.map((row) => row['name']).sort()).toEqual(networks.map((network) => network.Name).sort())
      for (const network of networks) {
        const row = shown.find((one) => one['id'] === network.Id)!
        expect(row).toMatchObject({ name: network.Name, driver: network.Driver, ipv6: network.EnableIPv6, internal: network.Internal, options: network.Options ?? {} })
        expect((row['pools'] as { subnet: string }[]).map((pool) => pool.subnet).sort()).toEqual((network.IPAM.Config ?? []).map((pool) => pool.Subnet).sort())
      }
      const mine = shown.find((row) => row['name'] === 'see-net') as { bridge: string; members: { name: string; ipv6: string }[]; pools: { family: number; used: number; gateway: string; range: string | null; size: string }[] }
      expect(mine.bridge).toMatch(/^br-[0-9a-f]{12}$/)
      expect(mine.members.find((member) => member.name === 'see-web')).toMatchObject({ ipv6: '2001:db8:5ee::80' })
      expect(mine.pools.find((pool) => pool.family === 6)).toMatchObject({ gateway: '2001:db8:5ee::1', size: String(2n ** 64n) })
      expect(mine.pools.find((pool) => pool.family === 4)).toMatchObject({ range: '172.30.7.128/25' })

      const containers = (await json('sh', '-c', 'docker inspect $(docker ps -aq)')) as InspectedContainer[]
      const rows = (await read('containers')).rows as { id: string; name: string; attachments: Record<string, unknown>[]; ports: Record<string, unknown>[] }[]
      expect(rows.map((row) => row.id).sort()).toEqual(containers.map((container) => container.Id).sort())
      for (const container of containers) {
        const row = rows.find((one) => one.id === container.Id)!
        expect(row).toMatchObject({ name: container.Name.slice(1), state: container.State.Status, pid: container.State.Pid || null, image: container.Config.Image, error: container.State.Error })
        for (const [name, endpoint] of Object.entries(container.NetworkSettings.Networks)) {
          const attachment = row.attachments.find((one) => (one['network'] as { name: string }).name === name)!
          expect(attachment).toMatchObject({ ipv4: endpoint.IPAddress || null, ipv6: endpoint.GlobalIPv6Address || null, gateway4: endpoint.Gateway || null, gateway6: endpoint.IPv6Gateway || null, mac: endpoint.MacAddress || null })
        }
      }
      const web = rows.find((row) => row.name === 'see-web')! as unknown as { pid: number; ports: unknown[]; attachments: { inner: string; veth: string; aliases: string[]; fixed6: string }[]; inside: { addresses: { address: string }[]; listening: { port: number; family: number }[]; defaultRoute6: { via: string } } }
      expect(web.ports).toContainEqual({ proto: 'tcp', port: 80, hostIp: '2001:db8:23:42::face', hostPort: 8080 })
      expect(web.attachments[0]).toMatchObject({ inner: 'eth0', fixed6: '2001:db8:5ee::80', aliases: expect.arrayContaining(['shop']) })
      const [inner] = (await json('nsenter', `--net=/proc/${web.pid}/ns/net`, 'ip', '-j', 'link', 'show', 'dev', 'eth0')) as { link_index: number }[]
      const links = (await read('links')).rows
      const veth = links.find((link) => link['name'] === web.attachments[0]!.veth)
      expect(veth).toMatchObject({ kind: 'veth', container: { name: 'see-web' }, containerLink: 'eth0', master: mine.bridge })
      expect(veth!['index']).toBe(inner!.link_index)
      expect(web.inside.addresses.map((address) => address.address)).toContain('2001:db8:5ee::80')
      expect(web.inside.listening).toContainEqual(expect.objectContaining({ port: 80 }))
      expect(web.inside.defaultRoute6).toMatchObject({ via: '2001:db8:5ee::1' })

      // The same things from the other side.
      const bridge = (await read('bridges')).rows.find((row) => row['name'] === mine.bridge)
      expect(bridge).toMatchObject({ orphan: false, network: { name: 'see-net' }, ports: [expect.objectContaining({ container: expect.objectContaining({ name: 'see-web' }) })] })
      const route = (await read('routes', { q: '2001:db8:5ee::/64' })).rows.find((row) => row['dst'] === '2001:db8:5ee::/64' && row['table'] === 'main')
      expect(route).toMatchObject({ dev: mine.bridge, network: { name: 'see-net' }, protocol: 'kernel' })
      // Nothing tells of a new socket: they are read every 2 s.
      await expect
        .poll(async () => (await read('sockets')).rows.find((row) => row['port'] === 8080))
        .toMatchObject({ address: '2001:db8:23:42::face', exposure: 'address', enginePort: true, container: { name: 'see-web' }, process: { name: host === 'modern' ? expect.stringMatching(/docker/) : 'docker-proxy' } })
      const own = (await read('addresses')).rows.find((row) => row['address'] === '2001:db8:5ee::80')
      expect(own).toMatchObject({ container: { name: 'see-web' }, length: 64 })
    }).toPass({ timeout: 10_000 })
  })

  test('the engine itself', async ({ sh, json, read, host }) => {
    const version = (await json('docker', 'version', '--format', '{{json .Server}}')) as { Version: string; ApiVersion: string; Os: string }
    const [engine] = (await read('engine')).rows
    expect(engine).toMatchObject({ product: 'docker', version: version.Version, apiVersion: version.ApiVersion, rootless: false })
    const capabilities = engine!['capabilities'] as Record<string, { state: string; reason?: string }>
    expect(capabilities['gatewayModes']!.state).toBe(host === 'modern' ? 'available' : 'unavailable')
    if (host === 'old') expect(capabilities['gatewayModes']!.reason).toMatch(/27/)
    const pid = (await sh('cat', '/var/run/docker.pid')).trim()
    expect(engine!['pid']).toBe(Number(pid))
    const settings = (await read('engine-settings')).rows
    expect(settings.find((row) => row['key'] === 'ip6tables')).toMatchObject({ value: host === 'modern' ? 'true' : 'false', from: 'default' })
  })

  test('a setting in the file that the running engine has not read is said to wait', async ({ sh, read }) => {
    await sh('sh', '-c', 'mkdir -p /etc/docker; test ! -e /etc/docker/daemon.json')
    await sh('sh', '-c', 'sleep 1.1; printf \'{"ipv6": true, "fixed-cidr-v6": "2001:db8:1::/64"}\' > /etc/docker/daemon.json')
    try {
      await expect.poll(async () => (await read('engine')).rows[0]?.['restartNeeded']).toBe(true)
      expect((await read('engine-settings')).rows.find((row) => row['key'] === 'fixed-cidr-v6')).toMatchObject({ pending: true })
      await sh('sh', '-c', 'printf "{ipv6" > /etc/docker/daemon.json')
      await expect.poll(async () => (await read('engine')).rows[0]?.['configError']).toBeTruthy()
    } finally {
      await sh('rm', '/etc/docker/daemon.json')
    }
  })
})
