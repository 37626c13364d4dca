import { createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { text } from '../text/en'
import { announcementText, consoleUrls } from './announce'
import { buildRuntime } from './build-runtime'
import { readConfig } from './config'
import { openDataFolder } from './data-folder'
import { createOwnNames, ownAddresses } from './host-names'
import { createLog, errorFields } from './log'
import { logConsole } from './log-console'
import { startNext } from './next-app'
import { shareRuntime } from './runtime'
import { TOKEN_FILE } from './setup'
import { ensureCertificate } from './tls'
import { createWebServer } from './web-server'

const STOP_MS = 1500
const CHORES_MS = 10 * 60_000

/** The console process: reads settings, makes the runtime, starts Next and listens. `folder` is where the standalone build lies. */
async function runConsole(folder: string, env: Record<string, string | undefined>): Promise<void> {
  const log = createLog()
  logConsole(log)
  const settings = readConfig(env)
  const forPerson = env['DOCK6_PRINT'] === '1' || process.stdout.isTTY
  const giveUp = (why: string): never => {
    if (forPerson) process.stderr.write(`${why}\n`)
    else log.error('cannot start', { why })
    return process.exit(1)
  }
  if (!settings.ok) return giveUp(settings.problem.message)
  const config = settings.value

  // Tried before anything is written: a console started twice by mistake must not replace the setup token of the one that runs.
  const probe = createServer()
  const taken = await listen(probe, config.port).then(() => null, (error: unknown) => text.server.bindFailed(config.port, error instanceof Error ? error.message : String(error)))
  if (taken !== null) return giveUp(taken)
  await new Promise((resolve) => probe.close(resolve))

  const data = openDataFolder(config.folder)
  const own = createOwnNames()
  const names = () => [...own(), ...config.hostnames.map(({ host }) => host)]
  const tls = await ensureCertificate(data, names())
  const runtime = buildRuntime(config, data, log)
  shareRuntime(runtime)
  const handler = await startNext(folder, config.port)

  const server = createWebServer({
    tls,
    rules: { port: config.port, hostnames: config.hostnames, proxies: config.proxies, own },
    hasSession: (id) => runtime.sessions.check(id) !== null,
    hasUsers: () => runtime.users.any(),
    handler,
    log,
  })
  const chores = setInterval(() => {
    runtime.sessions.sweep()
    // state() closes a window that ran out, and with it removes the token's file.
    runtime.setup.state()
    ensureCertificate(data, names()).then(
      ({ cert, key }) => server.setSecureContext({ cert, key, minVersion: 'TLSv1.2' }),
      (error: unknown) => log.error('certificate not renewed', errorFields(error)),
    )
  }, CHORES_MS)

  let stopping = false
  const stop = () => {
    // Ctrl-C reaches the whole process group, and the starter may forward it: one stop, which ends within two seconds anyway.
    if (stopping) return
    stopping = true
    clearInterval(chores)
    shareRuntime(null)
    const finish = () => {
      runtime.close()
      process.exit(0)
    }
    server.close(finish)
    runtime.live.closeAll()
    // Connections become idle as their last answers end.
    setInterval(() => server.closeIdleConnections(), 50).unref()
    setTimeout(() => server.closeAllConnections(), STOP_MS).unref()
    setTimeout(finish, STOP_MS + 300).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
  if (config.supervised) process.stdin.on('end', stop).on('error', stop).resume()
  // A reader that leaves in the middle of an answer may reject a promise inside Next; that is no reason to sign everybody's pages off.
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', errorFields(error)))

  await listen(server, config.port)
  const urls = consoleUrls(hostname(), ownAddresses(), config.port)
  const announcement = { urls, fingerprint: tls.fingerprint, token: runtime.setup.token() }
  if (forPerson) process.stdout.write(announcementText(announcement))
  // A log is read by more people than may become the first administrator: it says where the token lies.
  else log.info('ready', { urls: urls.join(' '), fingerprint: announcement.fingerprint, ...(announcement.token === null ? {} : { setupTokenIn: data.path(TOKEN_FILE) }) })
}

/** Listens on all addresses: dual-stack, or IPv4 alone where the kernel has no IPv6. */
function listen(server: Server, port: number): Promise<void> {
  const on = (host: string) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port, ipv6Only: false }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  const noIpv6 = (error: NodeJS.ErrnoException) => error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'
  return on('::').catch((error: NodeJS.ErrnoException) => (noIpv6(error) ? on('0.0.0.0') : Promise.reject(error)))
}

await runConsole(dirname(fileURLToPath(import.meta.url)), process.env)
