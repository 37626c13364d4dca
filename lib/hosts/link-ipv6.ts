import { existsSync } from 'node:fs'

/** Whether the kernel runs IPv6 on a link at all: one with an MTU below 1280 has lost it, and its folder with it (addrconf_notify in net/ipv6/addrconf.c). Only then it takes proxy entries, also while the link is down. */
export function runsIpv6(dev: string): boolean {
  return !/^\.*$|\//.test(dev) && existsSync(`/proc/sys/net/ipv6/conf/${dev}`)
}
