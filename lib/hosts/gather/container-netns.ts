import { readFileSync, readlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { readContainerLinks, type NetnsLink } from './container-links'

/** Which container to look into: its id, and its first process. */
export type RunningContainer = { id: string; pid: number }

/** Raw facts of one container's network namespace; `lib/features/containers/parse-netns.ts` reads the files. */
export type GatheredNetns = RunningContainer & {
  links: NetnsLink[]
  files: Record<'if_inet6' | 'ipv6_route' | 'tcp' | 'tcp6' | 'udp' | 'udp6', string>
}

type Table = 'tcp' | 'tcp6'
type Known = {
  /** Process and start time by which the namespace was last seen, and what the links looked like then. */
  linksKey: string
  links: NetnsLink[]
  tables: Record<Table, { text: string; inUse: number; at: number }>
}

/**
 * Time that one gathering may spend on socket tables it has already read once, in ms. The kernel walks the hash table of the whole host for each
 * container's /proc/net/tcp (5 ms with 262,144 buckets), so tables are read when their socket count changed, and the oldest ones in what time is left.
 */
const REFRESH_BUDGET_MS = 15
/** A table whose socket count stays the same is believed for this long, in ms: one listener may have taken another's place. */
const BELIEVED_MS = 10_000
/** Table reads under way: they run in libuv's four threads, not in the event loop. */
const CONCURRENCY = 4

const known = new Map<string, Known>()

/**
 * Reads what the kernel tells about the network namespaces of running containers, without starting a process in the common case.
 * Left out: containers in the host's own namespace, whose facts are the host's, and containers that ended meanwhile.
 */
export async function gatherContainerNetns(containers: RunningContainer[]): Promise<GatheredNetns[]> {
  const host = namespaceOf('self')
  const gathered: GatheredNetns[] = []
  const byNamespace = new Map<string, GatheredNetns>()
  const missing: (() => Promise<void>)[] = []
  const changed: Job[] = []
  const aged: Job[] = []

  for (const { id, pid } of containers) {
    const namespace = namespaceOf(pid)
    if (namespace === null || namespace === host) continue
    const twin = byNamespace.get(namespace)
    // Containers that share a namespace (network_mode: container:x) share its facts.
    if (twin) {
      gathered.push({ ...twin, id, pid })
      continue
    }
    try {
      const entry = known.get(namespace) ?? { linksKey: '', links: [], tables: { tcp: never(), tcp6: never() } }
      known.set(namespace, entry)
      const one: GatheredNetns = { id, pid, links: entry.links, files: readFiles(pid, entry) }
      const linksKey = linksKeyOf(pid)
      if (linksKey !== entry.linksKey) {
        missing.push(async () => {
          one.links = entry.links = await readContainerLinks(pid)
          entry.linksKey = linksKey
        })
      }
      for (const table of ['tcp', 'tcp6'] as const) plan(one, table, entry.tables[table], { missing, changed, aged })
      gathered.push(one)
      byNamespace.set(namespace, one)
    } catch {
      known.delete(namespace)
    }
  }
  for (const namespace of known.keys()) if (!byNamespace.has(namespace)) known.delete(namespace)

  await inParallel(missing)
  await refresh([...changed, ...aged.sort((a, b) => a.at - b.at)])
  // Twins were copied before slow reads came in.
  return gathered.map((one) => {
    const first = byNamespace.get(namespaceOf(one.pid) ?? '')
    return first ? { ...first, id: one.id, pid: one.pid } : one
  })
}

type Job = { at: number; run: () => Promise<void> }

/** Decides when a socket table is read: now, if never read; if its count changed; or in turn. A count of 0 needs no read at all. */
function plan(one: GatheredNetns, table: Table, state: Known['tables'][Table], to: { missing: (() => Promise<void>)[]; changed: Job[]; aged: Job[] }): void {
  const inUse = socketsInUse(one.pid, table)
  const run = async () => {
    try {
      one.files[table] = state.text = listeningOnly(await readFile(`/proc/${one.pid}/net/${table}`, 'utf8'), '0A')
      state.inUse = inUse
      state.at = Date.now()
    } catch {
      // The container ended meanwhile; the next gathering leaves it out.
    }
  }
  if (inUse === 0) {
    one.files[table] = ''
    Object.assign(state, { text: '', inUse: 0, at: Date.now() })
  } else if (state.at === 0) to.missing.push(run)
  else if (state.inUse !== inUse) to.changed.push({ at: state.at, run })
  else if (Date.now() - state.at > BELIEVED_MS) to.aged.push({ at: state.at, run })
}

function readFiles(pid: number, entry: Known): GatheredNetns['files'] {
  const read = (name: string) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8')
  // A kernel without IPv6 has none of its files.
  const read6 = (name: string) => {
    try {
      return read(name)
    } catch {
      return ''
    }
  }
  return {
    if_inet6: read6('if_inet6'),
    ipv6_route: read6('ipv6_route'),
    udp: listeningOnly(read('udp'), '07'),
    udp6: listeningOnly(read6('udp6'), '07'),
    tcp: entry.tables.tcp.text,
    tcp6: entry.tables.tcp6.text,
  }
}

/** Sockets of the namespace in a table, listening ones included (`inuse` in /proc/net/sockstat); cheap, unlike the table itself. */
function socketsInUse(pid: number, table: Table): number {
  try {
    const [file, name] = table === 'tcp' ? ['sockstat', 'TCP'] : ['sockstat6', 'TCP6']
    const inUse = new RegExp(`^${name}: inuse (\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/net/${file}`, 'utf8'))
    return Number(inUse?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Only the lines in one state: a busy container has thousands of connections that nobody asks about. */
function listeningOnly(table: string, state: string): string {
  return table
    .split('\n')
    .filter((line) => line.trim().split(/\s+/, 4)[3] === state)
    .join('\n')
}

/** Changes when the process behind the pid is another one, or a link came, went or was replaced. */
function linksKeyOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold spaces; start time is the 20th field behind it.
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  const names = readFileSync(`/proc/${pid}/net/dev`, 'utf8').split('\n').slice(2).map((line) => line.split(':', 1)[0]?.trim())
  const indexes = new Set(readFileSync(`/proc/${pid}/net/dev_mcast`, 'utf8').split('\n').map((line) => line.trim().split(/\s+/, 2).join(' ')))
  return [pid, started, ...names, ...indexes].join(',')
}

function namespaceOf(pid: number | 'self'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`)
  } catch {
    return null
  }
}

function never(): { text: string; inUse: number; at: number } {
  return { text: '', inUse: 0, at: 0 }
}

async function inParallel(jobs: (() => Promise<void>)[]): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let job = jobs[next++]; job; job = jobs[next++]) await job()
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

async function refresh(jobs: Job[]): Promise<void> {
  const until = performance.now() + REFRESH_BUDGET_MS
  await inParallel(jobs.map((job) => async () => void (performance.now() < until && (await job.run()))))
}
