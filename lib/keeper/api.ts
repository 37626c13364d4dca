import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { PROBLEM_STATUS, type Problem } from '../core/problem'
import { mapResult, ok, type Result } from '../core/result'
import type { Page, Ref } from '../core/resource'
import { text } from '../text/en'
import type { ChangesAnswer } from './changes-api'
import type { Live } from './live'
import { select } from './query'
import type { Table, Tables } from './tables'

const LIMIT = { usual: 200, most: 1000, search: 5 }

/** `ready`: what a crash left is settled and what is kept is back. */
type Health = { ok: true; ready: boolean; version: string; startedAt: number; root: boolean; events: { kernel: boolean; engine: boolean } }

/** What the keeper answers on its socket. There is no verb that runs a command line or passes an engine path. */
export function createApi(options: {
  tables: Tables
  searched: readonly string[]
  live: Live
  health(): Health
  /** Facts of one thing, read when asked for: resource name -> reader of its parameter. */
  details: Record<string, (param: string) => Promise<Result<Page<unknown>>>>
  /** The verbs under /v1/changes; without them this keeper only reads. */
  changes?: (request: IncomingMessage, id: string | undefined, query: URLSearchParams) => Promise<ChangesAnswer>
  /** The verb /v1/check. */
  check?: (request: IncomingMessage) => Promise<Result<unknown>>
}): Server {
  const { tables, searched, live, health, details, changes, check } = options

  /** What holds for a resource however its reading went: the kernel's events are away, or the keeper may not see everything. */
  function standing(name: string): Problem[] {
    const { root, events } = health()
    return [
      ...(events.kernel ? [] : [{ code: 'not_available' as const, message: text.hosts.monitorDown }]),
      ...(!root && name === 'sockets' ? [{ code: 'needs_root' as const, message: text.keeper.socketsWithoutRoot }] : []),
    ]
  }

  async function read(name: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
    const param = query.get('param')
    const detail = Object.hasOwn(details, name) ? details[name] : undefined
    if (detail && param !== null) return answer(response, await detail(param))
    const resource = tables.find(name)
    if (!resource) return answer(response, { ok: false, problem: { code: 'not_found', message: text.keeper.noResource(name) } })
    const table = await tables.table(resource, true)
    response.setHeader('x-dock6-version', String(table.version))
    if (query.get('version') === String(table.version)) return void response.writeHead(304).end()
    answer(response, mapResult(rowsOf(table), (rows) => pageOf(table, rows, query, standing(name))))
  }

  async function search(q: string): Promise<{ groups: { resource: string; matched: number; refs: Ref[] }[] }> {
    const groups = await Promise.all(
      searched.map(async (name) => {
        const table = await tables.table(tables.find(name)!, false)
        if (table.rows === null) return { resource: name, matched: 0, refs: [] }
        const { rows, matched } = select(table.resource, table.rows, { q, sort: '', offset: 0, limit: LIMIT.search, key: null })
        return { resource: name, matched, refs: rows.map((row) => ({ resource: name, key: table.resource.key(row), label: labelOf(row) })) }
      }),
    )
    return { groups: groups.filter((group) => group.matched > 0) }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://keeper')
    const [, version, verb, name, ...rest] = url.pathname.split('/')
    if (changes && version === 'v1' && verb === 'changes' && rest.length === 0) return answer(response, await changes(request, name, url.searchParams))
    if (check && request.method === 'POST' && version === 'v1' && verb === 'check' && name === undefined) return answer(response, await check(request))
    if (request.method !== 'GET') return answer(response, { ok: false, problem: { code: 'method_not_allowed', message: text.keeper.onlyGet } })
    if (version === 'v1' && rest.length === 0) {
      if (verb === 'health' && name === undefined) return answer(response, ok(health()))
      if (verb === 'watch' && name === undefined) return live.watch(response)
      if (verb === 'search' && name === undefined) return answer(response, ok(await search(url.searchParams.get('q') ?? '')))
      if (verb === 'read' && name !== undefined) return read(name, url.searchParams, response)
    }
    answer(response, { ok: false, problem: { code: 'not_found', message: text.keeper.noVerb(url.pathname) } })
  }

  return createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`${JSON.stringify({ level: 'error', event: 'request-failed', path: request.url, error: error instanceof Error ? error.stack : String(error) })}\n`)
      if (!response.headersSent) answer(response, { ok: false, problem: { code: 'internal', message: text.keeper.internal } })
    })
  })
}

function rowsOf(table: Table): Result<unknown[]> {
  if (table.rows !== null) return ok(table.rows)
  const [problem] = table.problems
  return { ok: false, problem: problem ?? { code: 'internal', message: text.keeper.internal } }
}

function pageOf(table: Table, rows: unknown[], query: URLSearchParams, standing: readonly Problem[]): Page<unknown> {
  const offset = count(query.get('offset'), 0, Number.MAX_SAFE_INTEGER)
  const limit = count(query.get('limit'), LIMIT.usual, LIMIT.most)
  const chosen = select(table.resource, rows, { q: query.get('q') ?? '', sort: query.get('sort') ?? '', offset, limit, key: query.get('key') })
  const problems = [...table.problems, ...standing]
  return { resource: table.resource.name, version: table.version, total: rows.length, matched: chosen.matched, offset, rows: chosen.rows, sources: table.sources, problems }
}

function count(text: string | null, usual: number, most: number): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Math.min(Number(text), most) : usual
}

/** What to call a row in a list of findings of the search: its name or address, and where it is. */
function labelOf(row: unknown): string {
  const fields = row as Record<string, unknown>
  const what = fields['name'] ?? fields['address'] ?? fields['dst'] ?? fields['chain'] ?? fields['key']
  const where = fields['dev'] ?? fields['table']
  return typeof where === 'string' && where !== what ? `${String(what)} · ${where}` : String(what)
}

function answer(response: ServerResponse, result: ChangesAnswer): void {
  const body = JSON.stringify(result.ok ? result.value : { problem: result.problem, ...(result.fresh ? { fresh: result.fresh } : {}) })
  response.writeHead(result.ok ? 200 : PROBLEM_STATUS[result.problem.code], { 'content-type': 'application/json; charset=utf-8' }).end(body)
}
