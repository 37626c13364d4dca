import { readFileSync } from 'node:fs'
import { Server } from 'node:http'
import { join } from 'node:path'
import type { WebHandler } from './web-server'

/** Starts Next from the standalone build in `folder` and returns its request handler. */
export async function startNext(folder: string, port: number): Promise<WebHandler> {
  // Both must be set before Next is loaded. The build's own server.js sets the second one too; without it Next warns that it was not started by server.js.
  Reflect.set(process.env, 'NODE_ENV', 'production')
  const built = JSON.parse(readFileSync(join(folder, '.next/required-server-files.json'), 'utf8')) as { config: unknown }
  process.env['__NEXT_PRIVATE_STANDALONE_CONFIG'] = JSON.stringify(built.config)
  const { default: next } = await import('next')
  // Next attaches its own upgrade listener to the server of the first request, behind our guard. It gets a server that never listens instead.
  const app = next({ dev: false, dir: folder, customServer: true, quiet: true, hostname: 'localhost', port, httpServer: new Server() })
  await app.prepare()
  const handler = app.getRequestHandler()
  return (req, res) => handler(req, res)
}
