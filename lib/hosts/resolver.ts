import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { evidence, type Problem } from '../core/problem'
import { fail, ok, type Result } from '../core/result'
import { fullNames, searchRulesOf } from '../features/resolve/names'
import { resolveText as text } from '../text/en/resolve'

/** One record: the address as the server gave it, and its time to live in seconds. */
export type NameRecord = { address: string; ttl: number }
/** What a look-up found. `asked`: the full name that has the records. */
export type Found = { asked: string; servers: string[]; records: NameRecord[] }

/** How the resolver is asked; tests bring their own. Rejects with an error whose `code` is one of node:dns. */
export type Asker = { servers(): string[]; six(name: string): Promise<NameRecord[]>; four(name: string): Promise<NameRecord[]>; cancel(): void }

const FILE = '/etc/resolv.conf'
/** One server gets this long, then the next one, then all once more; ms. */
const SERVER_MS = 1500
/** After this it is over, whatever the servers do; ms. */
const LIMIT_MS = 8000

/**
 * Asks the host's DNS servers for the AAAA and A records of a name (as `readName` gives it). The servers and search domains are read from resolv.conf each time.
 * /etc/hosts has no say: what stands there is known to this host alone.
 */
export async function lookUp(name: string, how: { asker?: Asker; file?: string; limitMs?: number } = {}): Promise<Result<Found>> {
  const { file = FILE, limitMs = LIMIT_MS } = how
  let config: string
  try {
    config = await readFile(file, 'utf8')
  } catch (error) {
    return fail({ code: 'not_available', field: 'name', message: text.noConfig, evidence: evidence(file, error instanceof Error ? error.message : String(error)) })
  }
  const asker = how.asker ?? systemAsker()
  const servers = asker.servers()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    asker.cancel()
  }, limitMs)
  try {
    const names = fullNames(name, searchRulesOf(config))
    let barest: string | null = null
    for (const asked of names) {
      const answers = await Promise.all([settled(asker.six(asked)), settled(asker.four(asked))])
      const records = answers.flatMap((answer) => ('records' in answer ? answer.records : []))
      if (records.length > 0) return ok({ asked, servers, records })
      const codes = answers.map((answer) => ('code' in answer ? answer.code : 'ENODATA'))
      const broken = codes.find((code) => code !== 'ENOTFOUND' && code !== 'ENODATA')
      if (broken) return fail(problemOf(isLate ? 'ETIMEOUT' : broken, asked, servers, limitMs))
      if (codes.includes('ENODATA')) barest ??= asked
    }
    if (barest !== null) return fail({ code: 'not_found', field: 'name', message: text.noAddress(barest), hint: text.noAddressHint })
    const hint = /\.local\.?$/.test(name) ? text.localHint : text.noNameHint(names.join(', '), servers.join(', '))
    return fail({ code: 'not_found', field: 'name', message: text.noName(name.replace(/\.$/, '')), hint })
  } finally {
    clearTimeout(timer)
  }
}

function systemAsker(): Asker {
  // Reads resolv.conf when it is made.
  const resolver = new Resolver({ timeout: SERVER_MS, tries: 2 })
  return {
    servers: () => resolver.getServers(),
    six: (name) => resolver.resolve6(name, { ttl: true }),
    four: (name) => resolver.resolve4(name, { ttl: true }),
    cancel: () => resolver.cancel(),
  }
}

async function settled(work: Promise<NameRecord[]>): Promise<{ records: NameRecord[] } | { code: string }> {
  try {
    return { records: await work }
  } catch (error) {
    return { code: String((error as { code?: unknown }).code ?? 'EBADRESP') }
  }
}

/** Codes of node:dns, which are c-ares's, in words. */
function problemOf(code: string, name: string, servers: readonly string[], limitMs: number): Problem {
  const at = servers.join(', ')
  const said = evidence(`DNS, ${name}`, code)
  switch (code) {
    case 'ECONNREFUSED':
      return { code: 'not_available', field: 'name', message: text.noServer(at), hint: text.noServerHint, evidence: said }
    case 'ETIMEOUT':
    case 'ECANCELLED':
      return { code: 'timed_out', field: 'name', message: text.late(at, Math.ceil(limitMs / 1000)), hint: text.noServerHint, evidence: said }
    case 'EREFUSED':
      return { code: 'not_available', field: 'name', message: text.refused(at), evidence: said }
    default:
      return { code: 'not_available', field: 'name', message: text.broken(name, at), hint: text.brokenHint, evidence: said }
  }
}
