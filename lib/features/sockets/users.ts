/** A process that holds a socket, as `ss -p` prints it. */
export type SocketUser = { name: string; pid: number }

// TASK_COMM_LEN of the kernel is 16 with the closing zero.
const COMM_MAX = 15

/**
 * Reads the inside of `users:(...)`: `("name",pid=1,fd=3),("other",pid=2,fd=4)`. Null if it is not that from end to end.
 * A process can call itself anything of up to 15 bytes, `",pid=1,fd=3),(` included. So a list counts only if all of it can be read, which
 * leaves one reading: the text between a forged end and the next beginning would have to be longer than a name can be.
 */
export function parseUsers(list: string): SocketUser[] | null {
  // Positions from which the rest could not be read: keeps trying other name lengths linear.
  const dead = new Set<number>()
  // One program may hold a socket by a million descriptors, so the way is kept here and not in calls.
  const way: { at: number; tried: number; user: SocketUser | null }[] = [{ at: 0, tried: -1, user: null }]
  for (let here = way.at(-1); here; here = way.at(-1)) {
    const entry = entryAt(list, here.at, here.tried + 1)
    if (!entry) {
      dead.add(here.at)
      way.pop()
      continue
    }
    here.tried = entry.user.name.length
    here.user = entry.user
    if (entry.next === null) return way.flatMap(({ user }) => user ?? [])
    if (!dead.has(entry.next)) way.push({ at: entry.next, tried: -1, user: null })
  }
  return null
}

/** The entry at a position with a name of at least `shortest` characters, and where the next one begins: null behind the last. */
function entryAt(list: string, at: number, shortest: number): { user: SocketUser; next: number | null } | null {
  if (!list.startsWith('("', at)) return null
  for (let length = shortest; length <= COMM_MAX; length++) {
    const end = at + 2 + length
    const rest = END.exec(list.slice(end, end + END_MAX))
    const next = end + (rest?.[0].length ?? 0)
    if (rest && (rest[2] === ',' || next === list.length)) return { user: { name: list.slice(at + 2, end), pid: Number(rest[1]) }, next: rest[2] === ',' ? next : null }
  }
  return null
}

// pid and fd have at most 10 digits.
const END = /^",pid=(\d{1,10}),fd=\d{1,10}\)(,|$)/
const END_MAX = 40
