import { readFileSync, realpathSync } from 'node:fs'
import { keeperConfig } from '../keeper/config'
import { text } from '../text/en'
import { backUp } from './backup'
import { restore, type Owner } from './restore'

/** `node backup.js backup FILE` and `node backup.js restore FILE [--owner UID:GID]`, on the data folder that the environment names. */
async function main([verb, file, ...rest]: string[]): Promise<number> {
  const { data } = keeperConfig(process.env, process.getuid?.() === 0)
  const owner = ownerIn(rest)
  if (file === undefined || file.startsWith('-') || owner === 'bad') return say(text.backup.usage, 2)
  if (verb === 'backup') {
    const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }
    const written = await backUp({ data, file, version, now: Date.now() })
    return written.ok ? say(text.backup.done(realpathSync(file), written.value), 0) : say(written.problem.message, 1)
  }
  if (verb !== 'restore') return say(text.backup.usage, 2)
  const restored = restore({ data, file, owner })
  if (!restored.ok) return say(restored.problem.message, 1)
  const { count, manifest } = restored.value
  return say(text.backup.restored(count, manifest.host, new Date(manifest.at).toISOString()), 0)
}

function ownerIn(words: string[]): Owner | null | 'bad' {
  if (words.length === 0) return null
  const found = /^(\d+):(\d+)$/.exec(words[1] ?? '')
  return words[0] === '--owner' && words.length === 2 && found ? { uid: Number(found[1]), gid: Number(found[2]) } : 'bad'
}

function say(words: string, code: number): number {
  const out = code === 0 ? process.stdout : process.stderr
  out.write(`${words}\n`)
  return code
}

process.exitCode = await main(process.argv.slice(2))
