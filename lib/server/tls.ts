import { createPrivateKey, X509Certificate } from 'node:crypto'
import { hostname } from 'node:os'
import { generate } from 'selfsigned'
import type { DataFolder } from './data-folder'
import { plainAddress } from './source-address'

const DAY_MS = 86_400_000
// The longest that Apple's systems accept from a certificate that a person trusted by hand (support.apple.com/HT210176).
const LIFETIME_MS = 820 * DAY_MS
const RENEW_MS = 14 * DAY_MS
const OURS = 'dock6'
export const CERT_FILE = 'tls/cert.pem'
export const KEY_FILE = 'tls/key.pem'

export type Certificate = { cert: string; key: string; fingerprint: string }

/**
 * The certificate of the console: what lies in the folder, or a new self-signed one for the given names if there is none, it cannot be used, or ours runs out.
 * Somebody's own certificate put in its place is used as it is; nobody's file is overwritten but ours and broken ones.
 */
export async function ensureCertificate(folder: DataFolder, names: readonly string[], now: () => number = Date.now): Promise<Certificate> {
  const kept = readPair(folder)
  if (kept) {
    const { cert, key, x509 } = kept
    const made = x509.subject.includes(`O=${OURS}`)
    const fresh = Date.parse(x509.validTo) - now() > RENEW_MS && Date.parse(x509.validTo) - Date.parse(x509.validFrom) <= LIFETIME_MS + 2 * DAY_MS
    if (!made || fresh) return { cert, key, fingerprint: x509.fingerprint256 }
  }
  const { cert, private: key } = await makePair(names, now())
  // The key first: a certificate without its key would be taken for broken and replaced, a key without its certificate too.
  folder.write(KEY_FILE, key)
  folder.write(CERT_FILE, cert)
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256 }
}

function readPair(folder: DataFolder): { cert: string; key: string; x509: X509Certificate } | null {
  const cert = folder.read(CERT_FILE)
  const key = folder.read(KEY_FILE)
  if (cert === null || key === null) return null
  try {
    const x509 = new X509Certificate(cert)
    return x509.checkPrivateKey(createPrivateKey(key)) ? { cert, key, x509 } : null
  } catch {
    return null
  }
}

async function makePair(names: readonly string[], now: number): Promise<{ cert: string; private: string }> {
  const altNames = names.flatMap((name): ({ type: 7; ip: string } | { type: 2; value: string })[] => {
    const address = plainAddress(name)
    if (address) return [{ type: 7, ip: address.text }]
    return /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name) ? [{ type: 2, value: name }] : []
  })
  const attributes = [
    { name: 'commonName', value: hostname().replace(/[^A-Za-z0-9.-]/g, '').slice(0, 64) || 'localhost' },
    { shortName: 'O', value: OURS },
  ]
  return generate(attributes, {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day back, for clients whose clock is slow.
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
}
