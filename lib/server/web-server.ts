import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import { PROBLEM_STATUS, type Problem } from '../core/problem'
import { text } from '../text/en'
import { sessionIdIn } from './cookie'
import { guard, type GuardRules } from './guard'
import { contentSecurityPolicy, newNonce, sealResponse, securityHeaders } from './headers'
import { errorFields, type Log } from './log'
import { gatePage } from './page-gate'
import { CLIENT_HEADER, HOST_HEADER, NONCE_HEADER, PATH_HEADER } from './request-headers'
import { plainAddress } from './source-address'
import { sendDocumentsWhole } from './whole-document'

export type WebHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void

export type WebServerParts = {
  tls: { cert: string; key: string }
  rules: GuardRules
  /** What a session cookie and the store say, for the second lock in front of pages. */
  hasSession(id: string | null): boolean
  hasUsers(): boolean
  handler: WebHandler
  log: Log
}

/** The HTTPS server in front of Next: guard, page gate, response headers. Nothing reaches the handler that the guard did not pass. */
export function createWebServer({ tls, rules, hasSession, hasUsers, handler, log }: WebServerParts): Server {
  const server = createServer({
    ...tls,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: 10_000,
    // A request has to arrive in one piece within this time; answers (live streams) may take as long as they like.
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 15_000,
    maxHeaderSize: 16 * 1024,
  })
  server.maxConnections = 2048

  server.on('request', (req, res) => {
    const nonce = newNonce()
    const target = req.url ?? ''
    const parts = { method: req.method ?? '', target, headers: req.headers, hosts: req.headersDistinct['host'] ?? [], peer: req.socket.remoteAddress, local: req.socket.localAddress }
    const decision = guard(parts, rules)
    sealResponse(res, nonce, decision.ok && decision.path.startsWith('/_next/static/'))
    if (!decision.ok) return sendProblem(res, decision.problem)
    for (const name of decision.drop) delete req.headers[name]
    // Next takes the nonce for its scripts from the request's policy header.
    Object.assign(req.headers, {
      'content-security-policy': contentSecurityPolicy(nonce),
      [NONCE_HEADER]: nonce,
      [CLIENT_HEADER]: decision.client,
      [HOST_HEADER]: decision.host,
      [PATH_HEADER]: [req.socket.localAddress, req.socket.remoteAddress].map((end) => plainAddress(end)?.text ?? '?').join(' '),
    })
    const kind = { rsc: req.headers['rsc'] !== undefined, html: /text\/html/.test(req.headers.accept ?? '') }
    const has = { session: hasSession(sessionIdIn(req.headers.cookie)), users: hasUsers() }
    const gated = gatePage(decision.path, target, kind, has)
    if (gated.type === 'redirect') return void res.writeHead(303, { location: gated.to }).end()
    if (gated.type === 'refuse') {
      return sendProblem(res, has.users ? { code: 'not_signed_in', message: text.server.notSignedIn } : { code: 'setup_needed', message: text.server.setupNeeded })
    }
    sendDocumentsWhole(res)
    // Promise.resolve().then catches what the handler throws at once as well.
    Promise.resolve()
      .then(() => handler(req, res))
      .catch((error: unknown) => {
        log.error('handler failed', { path: decision.path, ...errorFields(error) })
        if (res.headersSent) res.destroy()
        else sendProblem(res, { code: 'internal', message: text.server.internal('handler'), hint: text.server.internalHint })
      })
  })

  // Without a listener Node would hand upgrades to 'request'; with one they come here only, guarded or not, so all are refused (CVE-2026-44578).
  server.on('upgrade', (_req, socket) => sendRaw(socket, { code: 'bad_input', message: text.server.noUpgrade }))
  server.on('connect', (_req, socket) => sendRaw(socket, { code: 'method_not_allowed', message: text.server.methodNotAllowed('CONNECT') }))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const large = error.code === 'HPE_HEADER_OVERFLOW'
    sendRaw(socket, large ? { code: 'too_large', message: text.server.tooLarge } : { code: 'bad_input', message: text.server.badRequest })
  })
  // Port scans and browsers that distrust the certificate end here; they are everyday and say nothing.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

function sendProblem(res: ServerResponse, problem: Problem): void {
  // What is refused here is no page of ours; the connection is not worth keeping, and an unread body goes with it.
  res.writeHead(PROBLEM_STATUS[problem.code], { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify({ problem }))
}

function sendRaw(socket: Duplex, problem: Problem): void {
  const status = PROBLEM_STATUS[problem.code]
  const body = JSON.stringify({ problem })
  const headers = { ...securityHeaders(newNonce()), 'cache-control': 'no-store', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.on('error', () => undefined)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${head}\r\n${body}`, () => socket.destroy())
}
