import { readFileSync } from 'node:fs'

/** This process as a word that no other process ever has: boot, number, and start time, because numbers are used again. */
export function ownToken(): string {
  return tokenOf(process.pid) ?? `? ${process.pid} ?`
}

/** Whether the process behind a token still lives. */
export function tokenLives(token: string): boolean {
  const [, pid] = token.split(' ')
  return pid !== undefined && /^\d+$/.test(pid) && tokenOf(Number(pid)) === token
}

/** This start of the host as a word: a container boots without its kernel, so the first process's start counts. */
export function bootToken(): string | null {
  return tokenOf(1)
}

function tokenOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold blanks and parentheses; what follows the last one is plain. Start time is field 22, state is field 3 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : `${boot} ${pid} ${fields[19]}`
  } catch {
    return null
  }
}
