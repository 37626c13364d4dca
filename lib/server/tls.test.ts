import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder, type DataFolder } from './data-folder'
import { CERT_FILE, ensureCertificate, KEY_FILE } from './tls'

const DAY = 86_400_000
let root: string
let folder: DataFolder
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dock6-tls-'))
  folder = openDataFolder(root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('made once, for names and addresses, with a private key for us alone', async () => {
  const made = await ensureCertificate(folder, ['localhost', 'host1.local', '2001:db8::1', 'fe80::1', '192.0.2.1', 'bad name', '-x'])
  const x509 = new X509Certificate(made.cert)
  for (const host of ['localhost', 'host1.local']) expect(x509.checkHost(host)).toBe(host)
  for (const ip of ['2001:db8::1', '192.0.2.1']) expect(x509.checkIP(ip)).toBe(ip)
  expect(x509.subjectAltName).not.toMatch(/bad|-x/)
  expect(x509.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
  expect(made.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  expect(statSync(folder.path(KEY_FILE)).mode & 0o777).toBe(0o600)
  expect(await ensureCertificate(folder, ['other'])).toEqual(made)
})

test('made again shortly before it ends, or when it is broken', async () => {
  const first = await ensureCertificate(folder, ['localhost'])
  expect((await ensureCertificate(folder, ['localhost'], () => Date.now() + 800 * DAY)).fingerprint).toBe(first.fingerprint)
  const second = await ensureCertificate(folder, ['localhost'], () => Date.now() + 810 * DAY)
  expect(second.fingerprint).not.toBe(first.fingerprint)
  writeFileSync(folder.path(CERT_FILE), first.cert)
  const third = await ensureCertificate(folder, ['localhost'])
  expect([first.fingerprint, second.fingerprint]).not.toContain(third.fingerprint)
  writeFileSync(folder.path(KEY_FILE), 'nonsense')
  expect((await ensureCertificate(folder, ['localhost'])).fingerprint).not.toBe(third.fingerprint)
})

test('a hundred-year certificate in our name is replaced; somebody’s own is kept even when it ended', async () => {
  const options = { keyType: 'ec' as const, algorithm: 'sha256' }
  const put = async (organization: string, from: number, to: number) => {
    const pair = await generate([{ name: 'commonName', value: 'x' }, { shortName: 'O', value: organization }], { ...options, notBeforeDate: new Date(from), notAfterDate: new Date(to) })
    folder.write(KEY_FILE, pair.private)
    folder.write(CERT_FILE, pair.cert)
    return new X509Certificate(pair.cert).fingerprint256
  }
  const long = await put('dock6', Date.now(), Date.now() + 36_500 * DAY)
  expect((await ensureCertificate(folder, ['localhost'])).fingerprint).not.toBe(long)
  const theirs = await put('Example Corp', Date.now() - 10 * DAY, Date.now() - DAY)
  expect((await ensureCertificate(folder, ['localhost'])).fingerprint).toBe(theirs)
})
