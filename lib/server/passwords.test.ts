import type { ScryptOptions } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { hashPassword, NOBODY, passwordProblem, verifyPassword } from './passwords'

// The real thing, with a note of what it was asked for.
const scrypts = vi.hoisted(() => [] as object[])
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>()
  const scrypt = (password: string, salt: Buffer, keyBytes: number, options: ScryptOptions, done: (error: Error | null, key: Buffer) => void) => {
    scrypts.push({ saltBytes: salt.length, keyBytes, N: options.N, r: options.r, p: options.p })
    real.scrypt(password, salt, keyBytes, options, done)
  }
  return { ...real, scrypt }
})

test('a hash names its parameters and fits only its password', async () => {
  const hash = await hashPassword('correct horse lattery')
  expect(hash).toMatch(/^scrypt\$15\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(await verifyPassword('correct horse lattery', hash)).toEqual({ fits: true, renew: false })
  expect(await verifyPassword('correct horse latterY', hash)).toEqual({ fits: false, renew: false })
  expect(await hashPassword('correct horse lattery')).not.toBe(hash)
})

test('an older cost still fits and asks to be renewed', async () => {
  const old = await hashPassword('correct horse lattery', { log2n: 12, r: 8, p: 1 })
  expect(await verifyPassword('correct horse lattery', old)).toEqual({ fits: true, renew: true })
  expect((await verifyPassword('wrong', old)).renew).toBe(false)
})

test('the same letter in two spellings is the same password', async () => {
  expect((await verifyPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).fits).toBe(true)
})

test('broken hashes fit nothing', async () => {
  for (const stored of ['', 'x', 'scrypt$15$8$1$$', NOBODY.slice(0, -50)]) expect((await verifyPassword('', stored)).fits).toBe(false)
})

test('nobody’s hash is worked out like a real one: it takes as long', async () => {
  const real = await hashPassword('correct horse lattery')
  for (const stored of [real, NOBODY]) {
    scrypts.length = 0
    await verifyPassword('wrong password', stored)
    expect(scrypts).toEqual([{ saltBytes: 16, keyBytes: 32, N: 2 ** 15, r: 8, p: 1 }])
  }
})

test.each([
  'short', 'ninechars', '1234567890', '9876543210', 'abcdefghijkl', 'aaaaaaaaaaaa', 'abababababab', 'password12', 'Password123!', '!!password!!', 'qwertyuiop', 'Qwertyuiop1', 'administrator',
  '1q2w3e4r5t6y', 'letmeinplease', 'Sommer2026!!', 'MaximilianX', 'x'.repeat(129), '😀😀😀😀😀😀😀😀😀',
])('%s is refused', (password) => expect(passwordProblem(password, 'maximilianx')).toMatchObject({ code: 'bad_input', field: 'password' }))

test.each(['a long enough phrase', 'tr0ub4dor&3x', 'päßwörter-sind-öde', 'password of the old lighthouse', '7f3a9c1e5b', 'x7'.repeat(3) + 'qm-Lr.29', 'correct lattery '.repeat(8)])('%s is accepted', (password) =>
  expect(passwordProblem(password, 'root')).toBeNull(),
)
