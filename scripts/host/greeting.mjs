/** What to open after an installation. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { isThere } from './files.mjs'
import { places } from './places.mjs'

/** @param {number} port */
export function greet(port) {
  const folder = join(places().data, 'console')
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter(({ address, internal }) => !internal && !/^fe80:/i.test(address) && !/^172\.1[7-9]\./.test(address))
  const hosts = [hostname(), ...addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))]
  console.log(['', 'dock6 is ready:', '', ...new Set(hosts.map((host) => `  https://${host}:${port}/`)), ''].join('\n'))
  const certificate = join(folder, 'tls/cert.pem')
  if (isThere(certificate)) console.log(`SHA-256 fingerprint of its certificate:\n\n  ${new X509Certificate(readFileSync(certificate)).fingerprint256}\n`)
  const token = join(folder, 'setup-token')
  if (isThere(token)) console.log(`One-time token for the first admin, for half an hour (then: sudo systemctl restart dock6-console; sudo cat ${token}):\n\n  ${readFileSync(token, 'utf8').trim()}\n`)
  console.log('Logs: journalctl -u dock6-keeper -u dock6-console. Removal: sudo npm run install:host -- --remove')
}
