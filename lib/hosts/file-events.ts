import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Watches files by their folders, because editors replace a file rather than write into it.
 * A folder that does not exist yet is tried again every `retryMs`.
 */
export function followFiles(paths: readonly string[], onChange: (path: string) => void, retryMs = 5_000): () => void {
  const watchers = new Map<string, FSWatcher>()
  const folders = new Map<string, string[]>()
  for (const path of paths) folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), path])

  const attach = () => {
    for (const [folder, files] of folders) {
      if (watchers.has(folder)) continue
      try {
        const watcher = watch(folder, { persistent: false }, (_event, name) => {
          for (const file of files) if (name === null || basename(file) === name) onChange(file)
        })
        watcher.on('error', () => {
          watcher.close()
          watchers.delete(folder)
        })
        watchers.set(folder, watcher)
        for (const file of files) onChange(file)
      } catch {
        // Not there yet; the next round tries again.
      }
    }
  }
  attach()
  const timer = setInterval(attach, retryMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}
