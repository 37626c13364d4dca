import { isGlobalUnicast, kindOf } from '../core/address-scope'
import { text } from '../text/en'
import { urlHost } from './host-header'
import { SETUP_WINDOW_MS } from './setup'
import { plainAddress } from './source-address'

/** What the console says of itself when it is ready. */
export type Announcement = { urls: string[]; fingerprint: string; token: string | null }

/** URLs to open: the host's name, then its global IPv6 addresses; only without any of those, what is reachable on the link. */
export function consoleUrls(name: string, addresses: readonly string[], port: number): string[] {
  const parsed = addresses.map((address) => plainAddress(address)).filter((address) => address !== null)
  const global = parsed.filter((address) => isGlobalUnicast(address))
  const local = parsed.filter((address) => ['unique-local', 'private', 'shared'].includes(kindOf(address)))
  const shown = global.length > 0 ? global : local
  return [name, ...shown.sort((a, b) => b.family - a.family).map((address) => address.text)].map((host) => `https://${urlHost(host, port)}/`)
}

/** The announcement for a person at a terminal. */
export function announcementText({ urls, fingerprint, token }: Announcement): string {
  const say = text.server
  const lines = ['', say.ready, '', ...urls.map((url) => `  ${url}`), '', say.fingerprint, '', `  ${fingerprint}`, '']
  if (token !== null) lines.push(say.setupToken(SETUP_WINDOW_MS / 60_000), '', `  ${token}`, '')
  return `${lines.join('\n')}\n`
}
