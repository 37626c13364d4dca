import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { Problem } from '../core/problem'
import { text } from '../text/en'
import { isCommonPassword } from './common-passwords'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

/** What scrypt costs: 2^log2n blocks of 128·r bytes (RFC 7914). */
type Cost = { log2n: number; r: number; p: number }
// 32 MiB per hash: OWASP's second recommendation, chosen because the console shares the host with what it manages.
const COST: Cost = { log2n: 15, r: 8, p: 1 }
const KEY_BYTES = 32
const FORMAT = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/

/** Says what is wrong with a new password, or null. No rules about kinds of characters: NIST SP 800-63B section 5.1.1.2 advises against them. */
export function passwordProblem(password: string, name: string): Problem | null {
  const length = [...password].length
  const say = (message: string): Problem => ({ code: 'bad_input', message, field: 'password' })
  if (length < PASSWORD_MIN) return say(text.server.passwordShort(PASSWORD_MIN))
  if (length > PASSWORD_MAX) return say(text.server.passwordLong(PASSWORD_MAX))
  if (password.toLowerCase() === name.toLowerCase()) return say(text.server.passwordIsName)
  return isCommonPassword(password) ? say(text.server.passwordCommon) : null
}

/** Hashes a password as `scrypt$log2n$r$p$salt$key`. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost, KEY_BYTES)
  return ['scrypt', cost.log2n, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether a password fits a stored hash, and whether the hash should be renewed because its cost is not today's. */
export async function verifyPassword(password: string, stored: string): Promise<{ fits: boolean; renew: boolean }> {
  const [, log2n, r, p, salt, key] = FORMAT.exec(stored) ?? []
  if (log2n === undefined || salt === undefined || key === undefined) return { fits: false, renew: false }
  const cost = { log2n: Number(log2n), r: Number(r), p: Number(p) }
  const expected = Buffer.from(key, 'base64url')
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost, expected.length)
  const fits = timingSafeEqual(actual, expected)
  return { fits, renew: fits && (cost.log2n !== COST.log2n || cost.r !== COST.r || cost.p !== COST.p) }
}

/** A hash that no password fits. Unknown names are checked against it, so that they take as long as known ones (ASVS 6.3.8). */
export const NOBODY = ['scrypt', COST.log2n, COST.r, COST.p, randomBytes(16).toString('base64url'), randomBytes(KEY_BYTES).toString('base64url')].join('$')

function derive(password: string, salt: Buffer, cost: Cost, bytes: number): Promise<Buffer> {
  const N = 2 ** cost.log2n
  // Node refuses more than 32 MiB unless told; the algorithm needs 128·N·r and a little more.
  const options = { N, r: cost.r, p: cost.p, maxmem: 128 * N * cost.r + 1024 * 1024 }
  return new Promise((resolve, reject) => {
    // The same letter can be written in several ways in Unicode; keyboards differ (RFC 8265 section 4.2).
    scrypt(password.normalize('NFC'), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
