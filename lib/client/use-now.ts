import { useSyncExternalStore } from 'react'

let now = 0
let timer: ReturnType<typeof setInterval> | undefined
const readers = new Set<() => void>()

function subscribe(reader: () => void): () => void {
  if (readers.size === 0) {
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const tell of readers) tell()
    }, 1000)
  }
  readers.add(reader)
  return () => {
    readers.delete(reader)
    if (readers.size === 0) clearInterval(timer)
  }
}

/** The time, once a second, from one clock for the whole page. 0 on the server, where no clock is the browser's. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now || (now = Date.now()), () => 0)
}
