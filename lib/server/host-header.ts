import { plainAddress } from './source-address'

/** The host part of a URL: a lower-case name without trailing dot or an RFC 5952 / dotted address, and the port if one is written. */
export type HostPort = { host: string; port: number | null }

const BRACKETED = /^\[([0-9a-f:.]+)(?:(?:%25|%)[0-9a-z._~-]+)?\](?::(\d{1,5}))?$/
const PLAIN = /^([a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?)\.?(?::(\d{1,5}))?$/

/**
 * Reads a Host header (RFC 9110 section 7.2). The zone of a link-local literal (RFC 6874) is dropped: it means something on the browser's side only.
 * A trailing dot is dropped: it is the same name, written absolutely. User info, other characters and ports above 65535 make it null.
 */
export function parseHost(header: string): HostPort | null {
  const text = header.toLowerCase()
  const bracketed = BRACKETED.exec(text)
  const match = bracketed ?? PLAIN.exec(text)
  if (match === null) return null
  const [, host = '', digits] = match
  const port = digits === undefined ? null : Number(digits)
  if (port !== null && (port === 0 || port > 65535)) return null
  if (!bracketed) return { host, port }
  const address = plainAddress(host)
  // A mapped literal stays what it is in the browser's eyes, yet it reaches the same IPv4 address.
  return address === null ? null : { host: address.text, port }
}

/** Writes an address or name as the host part of a URL. */
export function urlHost(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}${port === 443 ? '' : `:${port}`}`
}
