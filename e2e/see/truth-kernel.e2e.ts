import { expect, test } from '../fixtures'

/** What `ip -j` prints, as far as these tests read it. */
type IpLink = { ifindex: number; ifname: string; mtu: number; address?: string; operstate: string; flags: string[]; master?: string; link_index?: number; linkinfo?: { info_kind?: string } }
type IpAddr = { ifname: string; addr_info: { family: string; local: string; prefixlen: number; scope: string; dynamic?: boolean; temporary?: boolean; deprecated?: boolean; tentative?: boolean; valid_life_time: number }[] }
type IpRoute = { type?: string; dst: string; gateway?: string; dev?: string; table?: string; protocol?: string; metric?: number; flags: string[] }
type IpNeigh = { dst: string; dev: string; lladdr?: string; state: string[]; router?: null }
type IpRule = { priority: number; src: string; table?: string }

/** News of the kernel take a moment, and both sides are not read at the same time: they have to agree within 5 s. */
const soon = (agree: () => Promise<void>) => expect(agree).toPass({ timeout: 5000 })

test.describe('@see every kernel table says what the kernel says', () => {
  test('links', async ({ json, read }) => {
    await soon(async () => {
      const truth = (await json('ip', '-j', '-d', 'link', 'show')) as IpLink[]
      const { rows } = await read('links')
      expect(rows.map((row) => row['name']).sort()).toEqual(truth.map((link) => link.ifname).sort())
      for (const link of truth) {
        expect(rows.find((row) => row['index'] === link.ifindex), link.ifname).toMatchObject({
          name: link.ifname,
          mtu: link.mtu,
          mac: link.address ?? null,
          state: link.operstate,
          up: link.flags.includes('UP'),
          master: link.master ?? null,
          flags: link.flags,
          ...(link.linkinfo?.info_kind ? { kind: link.linkinfo.info_kind } : {}),
        })
      }
    })
  })

  test('addresses', async ({ json, read, sh }) => {
    await sh('ip', 'addr', 'add', '2001:db8:77::1/64', 'dev', 'eth0', 'preferred_lft', '0')
    try {
      await soon(async () => {
        const truth = ((await json('ip', '-j', 'addr', 'show')) as IpAddr[]).flatMap((link) => link.addr_info.map((address) => ({ ...address, dev: link.ifname })))
        const { rows } = await read('addresses')
        const host = rows.filter((row) => row['container'] === null)
        expect(host).toHaveLength(truth.length)
        for (const address of truth) {
          const row = host.find((one) => one['dev'] === address.dev && one['address'] === address.local)
          expect(row, `${address.dev} ${address.local}`).toMatchObject({ length: address.prefixlen, scope: address.scope, family: address.family === 'inet6' ? 6 : 4 })
          const flags = row!['flags'] as string[]
          for (const flag of ['dynamic', 'temporary', 'deprecated', 'tentative'] as const) expect(flags.includes(flag), `${address.local} ${flag}`).toBe(address[flag] === true)
          expect(row!['validUntil'] === null, `${address.local} lifetime`).toBe(address.valid_life_time === 4294967295)
        }
      })
    } finally {
      await sh('ip', 'addr', 'del', '2001:db8:77::1/64', 'dev', 'eth0')
    }
  })

  test('routes of all tables', async ({ json, read, sh }) => {
    await sh('ip', '-6', 'route', 'add', 'blackhole', '2001:db8:dead::/48', 'table', '77')
    try {
      await soon(async () => {
        const six = (await json('ip', '-j', '-6', 'route', 'show', 'table', 'all')) as IpRoute[]
        const four = (await json('ip', '-j', '-4', 'route', 'show', 'table', 'all')) as IpRoute[]
        const { rows } = await read('routes')
        expect(rows.filter((row) => row['family'] === 6)).toHaveLength(six.length)
        expect(rows.filter((row) => row['family'] === 4)).toHaveLength(four.length)
        for (const route of six) {
          const dst = route.dst === 'default' || route.dst.includes('/') ? route.dst : `${route.dst}/128`
          const same = rows.filter((row) => row['family'] === 6 && row['dst'] === dst && row['dev'] === (route.dev ?? null) && row['table'] === (route.table ?? 'main') && row['metric'] === (route.metric ?? null))
          expect(same.length, JSON.stringify(route)).toBeGreaterThan(0)
          expect(same[0]).toMatchObject({ via: route.gateway ?? null, protocol: route.protocol ?? 'boot', linkdown: route.flags.includes('linkdown'), type: route.type ?? 'unicast' })
        }
      })
    } finally {
      await sh('ip', '-6', 'route', 'del', 'blackhole', '2001:db8:dead::/48', 'table', '77')
    }
  })

  test('rules', async ({ json, read }) => {
    await soon(async () => {
      const truth = [...((await json('ip', '-j', '-6', 'rule', 'show')) as IpRule[]), ...((await json('ip', '-j', '-4', 'rule', 'show')) as IpRule[])]
      const { rows } = await read('rules')
      expect(rows.map((row) => [row['priority'], row['from'], row['table']]).sort()).toEqual(truth.map((rule) => [rule.priority, rule.src, rule.table ?? null]).sort())
    })
  })

  test('neighbors', async ({ json, read, sh }) => {
    await sh('ip', 'neigh', 'replace', '2001:db8:23:42::99', 'lladdr', '02:00:00:00:00:99', 'dev', 'eth0', 'nud', 'permanent', 'router')
    try {
      await soon(async () => {
        const truth = (await json('ip', '-j', 'neigh', 'show')) as IpNeigh[]
        const { rows } = await read('neighbors')
        // Neighbors come and go by themselves; those of both readings have to agree.
        for (const neighbor of truth) {
          const row = rows.find((one) => one['address'] === neighbor.dst && one['dev'] === neighbor.dev)
          if (row) expect(row).toMatchObject({ mac: neighbor.lladdr ?? null, router: 'router' in neighbor })
        }
        expect(rows.find((row) => row['address'] === '2001:db8:23:42::99')).toMatchObject({ state: 'PERMANENT', router: true, mac: '02:00:00:00:00:99', dev: 'eth0' })
      })
    } finally {
      await sh('ip', 'neigh', 'del', '2001:db8:23:42::99', 'dev', 'eth0')
    }
  })

  test('NDP proxy entries, with what keeps them from answering', async ({ read, sh }) => {
    await sh('ip', '-6', 'neigh', 'add', 'proxy', '2001:db8:23:42::c001', 'dev', 'eth0')
    try {
      await expect
        .poll(async () => (await read('proxies')).rows)
        .toContainEqual(expect.objectContaining({ address: '2001:db8:23:42::c001', dev: 'eth0', stale: true, offLink: false, silent: expect.arrayContaining(['proxy_ndp_off']) }))
      await sh('sysctl', '-w', 'net.ipv6.conf.eth0.proxy_ndp=1')
      await expect.poll(async () => (await read('proxies', { q: '2001:db8:23:42::c001' })).rows[0]?.['silent']).not.toContain('proxy_ndp_off')
    } finally {
      await sh('sysctl', '-w', 'net.ipv6.conf.eth0.proxy_ndp=0')
      await sh('ip', '-6', 'neigh', 'del', 'proxy', '2001:db8:23:42::c001', 'dev', 'eth0')
    }
  })

  test('listening sockets', async ({ read, sh }) => {
    await soon(async () => {
      const truth = (await sh('ss', '-H', '-n', '-l', '-t', '-u')).trim().split('\n').map((line) => line.trim().split(/\s+/)[4] as string)
      const { rows } = await read('sockets')
      const host = rows.filter((row) => row['inside'] === false)
      expect(host).toHaveLength(truth.length)
      const ports = (list: (number | string)[]) => list.map(Number).sort((a, b) => a - b)
      expect(ports(host.map((row) => row['port'] as number))).toEqual(ports(truth.map((local) => local.slice(local.lastIndexOf(':') + 1))))
      expect(host.find((row) => row['port'] === 8666)).toMatchObject({ address: '::', proto: 'tcp', exposure: 'all', enginePort: false, process: { name: expect.stringMatching(/node|Main/) } })
    })
  })

  test('kernel settings', async ({ read, sh }) => {
    await soon(async () => {
      const { rows } = await read('sysctls')
      expect(rows.length).toBeGreaterThan(20)
      const paths = rows.map((row) => row['path'] as string)
      const values = (await sh('cat', ...paths.slice(0, 150))).trim().split('\n')
      expect(rows.slice(0, 150).map((row) => row['value'])).toEqual(values)
      expect(rows.find((row) => row['dev'] === 'eth0' && row['name'] === 'proxy_ndp')).toBeDefined()
    })
  })

  test('firewall rules', async ({ read, sh }) => {
    await sh('ip6tables', '-A', 'INPUT', '-p', 'tcp', '--dport', '4242', '-m', 'comment', '--comment', 'dock6 test', '-j', 'DROP')
    await sh('nft', 'add table ip6 dock6_test { chain in { type filter hook input priority 5; policy accept; udp dport 4243 counter drop; }; }')
    try {
      // The firewall has no events: each of its tools is asked again every 3 s while somebody looks.
      const seen = async () => {
        const { rows } = await read('firewall')
        const ours = rows.find((row) => row['table'] === 'dock6_test')
        const input = rows.find((row) => row['family'] === 'ip6' && row['chain'] === 'INPUT' && row['table'] === 'filter') as { rules: { text: string }[] } | undefined
        return ours !== undefined && (input?.rules ?? []).some((rule) => rule.text.includes('4242'))
      }
      await expect.poll(seen, { timeout: 12_000 }).toBe(true)
      const { rows } = await read('firewall')
      const saved = await sh('ip6tables-save')
      const chains = [...saved.matchAll(/^:(\S+) /gm)].map((match) => match[1])
      expect(rows.filter((row) => row['family'] === 'ip6' && row['backend'] === 'iptables-nft').map((row) => row['chain']).sort()).toEqual(chains.sort())
      const input = rows.find((row) => row['family'] === 'ip6' && row['chain'] === 'INPUT' && row['table'] === 'filter') as { hook: string; rules: { text: string; target: string }[] }
      expect(input.hook).toBe('input')
      expect(input.rules.some((rule) => rule.text.includes('4242') && rule.target === 'DROP')).toBe(true)
      const native = rows.find((row) => row['table'] === 'dock6_test') as { priority: number; policy: string; rules: { text: string }[] }
      expect(native).toMatchObject({ backend: 'nft', family: 'ip6', chain: 'in', hook: 'input', priority: 5, policy: 'accept' })
      expect(native.rules[0]!.text).toMatch(/udp dport 4243.*drop/)
    } finally {
      await sh('nft', 'delete', 'table', 'ip6', 'dock6_test')
      await sh('ip6tables', '-D', 'INPUT', '-p', 'tcp', '--dport', '4242', '-m', 'comment', '--comment', 'dock6 test', '-j', 'DROP')
    }
  })
})
