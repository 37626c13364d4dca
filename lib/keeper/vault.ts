import { createHmac, randomBytes } from 'node:crypto'
import { openText, sealText, wordId, type Sealer } from '../core/sealed'
import { openKeeperStore, type KeeperStore } from './store'

/**
 * Secrets that dock6 met in config files and command lines, in the keeper's database (mode 0600 in a folder 0700). Everything else of the product only ever
 * sees the words that stand for them. A word is a digest under a key of this database, so it says nothing about the secret and changes when the secret does.
 */
export function createVault(store: KeeperStore): Sealer {
  const put = store.prepare('INSERT OR IGNORE INTO secrets (id, value) VALUES (?, ?)')
  const get = store.prepare<[string], string>('SELECT value FROM secrets WHERE id = ?').pluck()
  put.run('key', randomBytes(32).toString('hex'))
  const key = get.get('key') ?? ''
  const known = new Map<string, string>()

  function idOf(secret: string): string {
    const before = known.get(secret)
    if (before !== undefined) return before
    const id = createHmac('sha256', key).update(secret).digest('hex').slice(0, 16)
    put.run(id, secret)
    known.set(secret, id)
    return id
  }

  return {
    seal: (text) => sealText(text, idOf),
    whole(secret) {
      const id = wordId(secret)
      // A plan that is made again from what was stored has the words already. Nothing is no secret.
      const isWord = id !== null && get.get(id) !== undefined
      return secret === '' || isWord ? secret : `sealed-${idOf(secret)}`
    },
    open: (text) => openText(text, (id) => get.get(id) ?? null),
  }
}

/** The vault of a database that somebody else has open too, for readers of the host. */
export function openVault(path: string): Sealer {
  return createVault(openKeeperStore(path))
}
