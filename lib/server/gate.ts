/** Lets few things run at the same time. */
export type Gate = { run<T>(work: () => Promise<T>): Promise<T> | null }

/**
 * At most `running` at once and `waiting` in line; beyond that `run` returns null and nothing is started.
 * A password hash takes 32 MiB and a core for some 100 ms: without a gate, sign-ins would be a way to stop the host.
 */
export function createGate(running: number, waiting: number): Gate {
  let active = 0
  const line: (() => void)[] = []
  const enter = async () => {
    if (active < running) active += 1
    // Whoever leaves hands its place over, so `active` stays the same.
    else await new Promise<void>((resolve) => line.push(resolve))
  }
  const leave = () => {
    const next = line.shift()
    if (next) next()
    else active -= 1
  }
  return {
    run(work) {
      if (active >= running && line.length >= waiting) return null
      return enter().then(() => work().finally(leave))
    },
  }
}
