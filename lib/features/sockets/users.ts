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
  const readFrom = (at: number): SocketUser[] | null => {
    if (dead.has(at)) return null
    if (list.startsWith('("', at)) {
      for (let length = 0; length <= COMM_MAX; length++) {
        const end = at + 2 + length
        const rest = END.exec(list.slice(end, end + END_MAX))
        if (!rest) continue
        const next = end + rest[0].length
        const user = { name: list.slice(at + 2, end), pid: Number(rest[1]) }
        if (next === list.length && rest[2] === '') return [user]
        const others = rest[2] === ',' ? readFrom(next) : null
        if (others) return [user, ...others]
      }
    }
    dead.add(at)
    return null
  }
  return readFrom(0)
}

// pid and fd have at most 10 digits.
const END = /^",pid=(\d{1,10}),fd=\d{1,10}\)(,|$)/
const END_MAX = 40
