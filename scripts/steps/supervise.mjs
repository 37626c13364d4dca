import { spawn } from 'node:child_process'

const RESTART_MS = { first: 500, most: 10_000 }
/** A process that ran this long before it ended starts again without back-off, in ms. */
const STEADY_MS = 30_000
/** How long processes get to end by themselves, in ms. */
const STOP_MS = 5_000

/**
 * Runs processes side by side: one that ends comes back, the others are not touched; SIGINT and SIGTERM end all of them and then this one.
 * @param {{ name: string, argv: string[], env: NodeJS.ProcessEnv, uid?: number, gid?: number, cwd?: string }[]} specs
 */
export function supervise(specs) {
  let stopping = false
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const running = new Set()

  /** @param {typeof specs[number]} spec @param {number} delay */
  function start(spec, delay) {
    const [file = '', ...args] = spec.argv
    const startedAt = Date.now()
    // A group of its own: the terminal's Ctrl-C reaches only this process, which then stops the others in order.
    // The pipe on standard input is its lifeline: it closes when this process dies without a word, and the child ends itself.
    const child = spawn(file, args, { stdio: ['pipe', 'inherit', 'inherit'], env: { ...spec.env, DOCK6_SUPERVISED: '1' }, cwd: spec.cwd ?? '/', detached: true, ...(spec.uid === undefined ? {} : { uid: spec.uid, gid: spec.gid }) })
    running.add(child)
    child.on('error', (error) => console.error(`${spec.name}: ${error.message}`))
    child.on('close', (code, signal) => {
      running.delete(child)
      if (stopping) return
      const wait = Date.now() - startedAt > STEADY_MS ? RESTART_MS.first : delay
      console.error(`${spec.name} ended (${signal ?? code}); starting it again`)
      setTimeout(() => !stopping && start(spec, Math.min(wait * 2, RESTART_MS.most)), wait)
    })
  }

  function stop() {
    if (stopping) return
    stopping = true
    for (const child of running) child.kill('SIGTERM')
    const deadline = Date.now() + STOP_MS
    const wait = setInterval(() => {
      if (running.size > 0 && Date.now() < deadline) return
      clearInterval(wait)
      for (const child of running) child.kill('SIGKILL')
      process.exit(0)
    }, 50)
  }

  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  for (const spec of specs) start(spec, RESTART_MS.first)
}
