import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { beginOf, labelOf, linkOf } from './kernel-events'

test.each([
  ['[LINK]2: br0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group default ', 'link'],
  ['    link/ether ee:0a:ba:ae:91:10 brd ff:ff:ff:ff:ff:ff', undefined],
  ['[ADDR]Deleted 2: br0    inet6 2001:db8::1/64 scope global tentative ', 'address'],
  ['       valid_lft forever preferred_lft forever', undefined],
  ['[ROUTE]local ::1 dev lo table local proto kernel metric 0 pref medium', 'route'],
  ['[NEIGH]dev br0 lladdr ee:0a:ba:ae:91:10 PERMANENT ', 'neigh'],
  ['[RULE]32765:\tfrom 2001:db8::/64 lookup 7', 'rule'],
  ['[NETCONF]inet6 br0 proxy_neigh on ', 'netconf'],
  ['[nsid current][LINK]1: lo', 'link'],
  ['[WHATEVER]x', undefined],
  ['', undefined],
])('%j wakes %s', (line, wake) => expect(labelOf(line)).toBe(wake))

test.each([
  ['[ADDR]Deleted 2: br0    inet6 fe80::4c0c:8cff:fe1d:a30a/64 scope link proto kernel_ll ', { name: 'br0', gone: true }],
  ['[ADDR]2: br0    inet6 fe80::4c0c:8cff:fe1d:a30a/64 scope link tentative proto kernel_ll ', { name: 'br0', gone: false }],
  ['[nsid current][ADDR]12: ve0@a    inet6 fe80::1/128 scope link ', { name: 've0@a', gone: false }],
  ['[ROUTE]Deleted multicast ff00::/8 dev br0 table local proto kernel metric 256 pref medium', { name: 'br0', gone: true }],
  ['[ROUTE]multicast ff00::/8 dev br0 table local proto kernel metric 256 linkdown pref medium', { name: 'br0', gone: false }],
  ['[ADDR]1: lo    inet6 ::1/128 scope host ', { name: 'lo', gone: false }],
  ['[ADDR]2: br0    inet6 2001:db8::1/64 scope global tentative ', null],
  ['[ADDR]2: br0    inet 169.254.1.1/16 scope link br0', null],
  ['[ROUTE]fe80::/64 dev br0 proto kernel metric 256 pref medium', null],
  ['[ROUTE]ff05::/16 dev br0 table local metric 1024 pref medium', null],
])('%j tells of IPv6 on a link %j', (line, begin) => expect(beginOf(line)).toEqual(begin))

test.each([
  ['[LINK]4: br7: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN group default ', { index: 4, names: ['br7'], up: true, gone: false }],
  ['[LINK]4: br7: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN group default ', { index: 4, names: ['br7'], up: false, gone: false }],
  ['[LINK]4: br7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1279 qdisc noqueue state UP group default ', { index: 4, names: ['br7'], up: false, gone: false }],
  ['[LINK]Deleted 3: ve0@a@b: <BROADCAST,UP,M-DOWN> mtu 1500 qdisc noop state DOWN group default ', { index: 3, names: ['ve0@a', 've0@a@b'], up: true, gone: true }],
  // A port leaves its bridge: the link stays.
  ['[LINK]Deleted 3: ve0@a: <BROADCAST,UP,M-DOWN> mtu 1500 master br7 state LOWERLAYERDOWN ', null],
  ['[ADDR]2: br0    inet6 2001:db8::1/64 scope global tentative ', null],
])('%j is about the link %j', (line, link) => expect(linkOf(line)).toEqual(link))

// The kernel itself, in a network namespace of its own.
test('every kind of change on a host prints its label', async () => {
  const script = `
    ip monitor label link address route neigh rule netconf & monitor=$!
    sleep 0.3
    ip link add br0 type bridge; ip link set br0 up; ip addr add 2001:db8::1/64 dev br0 nodad
    ip -6 neigh add 2001:db8::7 lladdr 02:00:00:00:00:07 dev br0
    ip -6 rule add from 2001:db8::/64 table 7
    echo 1 > /proc/sys/net/ipv6/conf/br0/proxy_ndp
    ip link del br0; sleep 0.2; kill $monitor`
  const seen = new Set((await monitored(script)).map(labelOf))
  for (const wake of ['link', 'address', 'route', 'neigh', 'rule', 'netconf']) expect(seen).toContain(wake)
})

test('IPv6 that is switched off and on again is told, also of a link without a link-local address and of lo', async () => {
  const script = `
    ip link set lo up; ip link add br0 type bridge; ip link set br0 addrgenmode none; ip link set br0 up; sleep 0.2
    ip monitor label link address route neigh rule netconf & monitor=$!
    sleep 0.3
    for link in br0 lo; do for off in 1 0; do echo $off > /proc/sys/net/ipv6/conf/$link/disable_ipv6; done; done
    sleep 0.2; kill $monitor`
  const seen = (await monitored(script)).map(beginOf).filter((one) => one !== null)
  for (const name of ['br0', 'lo']) expect(seen.filter((one) => one.name === name)).toEqual([{ name, gone: true }, { name, gone: false }])
})

/** Runs a script in a network namespace of its own; answers the lines that it printed. */
async function monitored(script: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', ['-rn', 'sh', '-c', script])
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('error', reject)
    child.on('close', () => resolve(text.split('\n')))
  })
}
