import type { Kept } from '../changes/ports'
import type { BeginSeen, LinkSeen } from '../hosts/kernel-events'
import { linksOf, type Restored } from './restore-kept'

/** Links often say several things in a row; what they say within this time is one occasion, in ms. */
const GATHER_MS = 50
/** How soon it is tried again while a change holds the host, in ms. */
const BUSY_MS = 500
/** Waits before what the kernel refused is tried again, in ms: a route's source address is tentative for up to 2 s (RFC 4862 section 5.4). */
const AGAIN_MS = [1000, 2000, 4000, 8000] as const

export type KeptWatch = ReturnType<typeof createKeptWatch>

/**
 * Brings kept rows back when their link comes up again or appears, or IPv6 begins on it anew: setting a link or its IPv6 down takes its addresses, routes and proxy entries along (addrconf_ifdown in net/ipv6/addrconf.c).
 * Nothing is done while a change holds the host; what came up meanwhile waits for its end.
 */
export function createKeptWatch(parts: {
  rows(): Kept[]
  restore(rows: readonly Kept[]): Promise<Restored>
  /** Writes the kept settings of links that are new, or of all. */
  settings(devs: ReadonlySet<string> | 'all'): Promise<void>
  /** Runs work while no change holds the host; false if one does. */
  whileFree(work: () => Promise<void>): Promise<boolean>
  log(event: string, facts: Record<string, string | number>): void
}) {
  const up = new Map<number, boolean>()
  /** Names of links on which IPv6 has ended. */
  const bare = new Set<string>()
  let devs = new Set<string>()
  let fresh = new Set<string>()
  let keys = new Set<string>()
  let all: { settings: boolean } | null = null
  let tries = 0
  let timer: NodeJS.Timeout | undefined
  let working = false
  let closed = false

  function soon(ms: number): void {
    if (closed || working) return
    clearTimeout(timer)
    timer = setTimeout(() => void drain(), ms)
    timer.unref()
  }

  async function drain(): Promise<void> {
    working = true
    let left: string[] = []
    let wait: number | null = null
    const taken = { devs, fresh, keys, all }
    try {
      const free = await parts.whileFree(async () => {
        devs = new Set()
        fresh = new Set()
        keys = new Set()
        all = null
        if (taken.all?.settings) await parts.settings('all')
        else if (taken.fresh.size > 0) await parts.settings(taken.fresh)
        const rows = parts.rows().filter((row) => taken.all !== null || taken.keys.has(row.key) || linksOf(row).some((dev) => taken.devs.has(dev)))
        if (rows.length === 0) return
        const { restored, failed } = await parts.restore(rows)
        left = failed
        parts.log('kept-rows-restored', { links: [...taken.devs].join(' '), restored: restored.length, failed: failed.length })
      })
      if (!free) wait = BUSY_MS
      else if (left.length > 0 && tries < AGAIN_MS.length) {
        for (const key of left) keys.add(key)
        wait = AGAIN_MS[tries++]!
      }
    } catch (error) {
      parts.log('kept-rows-broke-off', { error: error instanceof Error ? error.message : String(error) })
    }
    working = false
    if (devs.size > 0 || all !== null) soon(wait === null ? GATHER_MS : Math.min(wait, BUSY_MS))
    else if (wait !== null) soon(wait)
  }

  return {
    /** Hears of every line about a link. */
    seen({ index, names, up: now, gone }: LinkSeen): void {
      const before = gone ? undefined : up.get(index)
      if (gone) for (const name of names) bare.delete(name)
      if (gone) up.delete(index)
      else up.set(index, now)
      if (gone || !now || before === true) return
      for (const name of names) {
        devs.add(name)
        if (before === undefined) fresh.add(name)
      }
      tries = 0
      soon(GATHER_MS)
    },

    /** Hears of IPv6 that begins or ends on a link, which may be up all the time (`disable_ipv6`). What begins without an end is no news: the host or the link has just started. */
    began({ name, gone }: BeginSeen): void {
      if (gone) bare.add(name)
      if (gone || !bare.delete(name)) return
      devs.add(name)
      tries = 0
      soon(GATHER_MS)
    },

    /** What is up already, so that its next line is no news. */
    know(links: readonly { index: number; up: boolean }[]): void {
      for (const link of links) if (!up.has(link.index)) up.set(link.index, link.up)
    },

    /** Everything, as at the keeper's start or after the kernel's events were away; `settings` too where the host itself has just started. Answers after the first try. */
    async everything(settings = false): Promise<void> {
      all = { settings: settings || all?.settings === true }
      tries = 0
      clearTimeout(timer)
      if (!working) await drain()
    },

    close(): void {
      closed = true
      clearTimeout(timer)
    },
  }
}
