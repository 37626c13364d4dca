/** How long a first wake waits for others that belong to it, in ms: the start of one container is several events. */
const GATHER_MS = 30
/** Engines tell of a death before their list of containers says so: after the last event it is looked once more, in ms. */
const ECHO_MS = 300
/** Between two runs lies this many times what the last one took, within bounds, in ms: under a storm of events the keeper stays idle most of the time. */
const REST = { times: 4, least: 50, most: 400 } as const
/** A look at the kernel's table without any event, in ms; every so many looks, at the containers as well. */
const LOOK = { every: 5000, containersEach: 6 } as const
/** After a failure it is tried again, in ms. */
const RETRY = { first: 1000, most: 30_000 } as const

/** Events of the engine after which addresses of running containers may be others. Health checks and the like are most of all events, and none of these. */
const MOVES = /^(start|die|destroy|connect|disconnect)/

export function movesAddresses({ wake, action }: { wake: string; action: string }): boolean {
  return wake === 'daemon' || MOVES.test(action)
}

export type ProxyPace = ReturnType<typeof createProxyPace>

/** Decides when the sync runs: soon after any event, seldom enough under many, again after a failure, and now and then anyway. Does nothing before `start`. */
export function createProxyPace(sync: { run(fresh?: boolean): Promise<void>; hasFailed(): boolean }, now: () => number = Date.now) {
  let timer: NodeJS.Timeout | undefined
  let retry: NodeJS.Timeout | undefined
  let look: NodeJS.Timeout | undefined
  let echo: NodeJS.Timeout | undefined
  let running = false
  let again = false
  let fresh = false
  let started = false
  let restUntil = 0
  let delay: number = RETRY.first
  let looks = 0

  function wake(anew = false): void {
    if (!started) return
    clearTimeout(echo)
    echo = setTimeout(() => soon(true), ECHO_MS)
    soon(anew)
  }

  function soon(anew: boolean): void {
    fresh ||= anew
    if (running) again = true
    else timer ??= setTimeout(() => void go(), Math.max(GATHER_MS, restUntil - now()))
  }

  async function go(): Promise<void> {
    timer = undefined
    running = true
    const anew = fresh
    fresh = false
    again = false
    const began = now()
    await sync.run(anew)
    const ended = now()
    running = false
    restUntil = ended + Math.min(REST.most, Math.max(REST.least, (ended - began) * REST.times))
    if (!started) return
    if (again || fresh) soon(false)
    clearTimeout(retry)
    if (sync.hasFailed()) {
      retry = setTimeout(() => soon(true), delay)
      delay = Math.min(delay * 2, RETRY.most)
    } else delay = RETRY.first
  }

  return {
    /** Something happened that a rule may care about. `anew`: what was heard of containers so far may be wrong. */
    wake,
    start(): void {
      started = true
      look = setInterval(() => soon(++looks % LOOK.containersEach === 0), LOOK.every)
      wake(true)
    },
    stop(): void {
      started = false
      for (const one of [timer, retry, echo]) clearTimeout(one)
      clearInterval(look)
    },
  }
}
