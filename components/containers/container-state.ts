import type { Container } from '../../lib/features/containers/schema'
import { containersPage as words } from '../../lib/text/en/pages-containers'
import type { Meaning } from '../../lib/core/meaning'

/**
 * What a container's state means: as meaning, word and reason. Why it could not start goes before everything else.
 * The engine's own status line ("Up 4 seconds") is not told: it ages without a change.
 */
export function containerState(row: Container): { meaning: Meaning; word: string; why?: string } {
  if (row.error && row.pid === null) {
    const kind = failureOf(row.error)
    return { meaning: 'bad', word: words.failure[kind], why: `${words.failureWhy[kind]}\n${row.error}` }
  }
  if (row.health === 'unhealthy') return { meaning: 'bad', word: word('unhealthy') }
  switch (row.state) {
    case 'running':
      return row.health === 'starting' ? { meaning: 'attention', word: word('starting') } : { meaning: 'good', word: word('running') }
    case 'restarting':
      return { meaning: 'attention', word: word(row.state) }
    case 'dead':
      return { meaning: 'bad', word: word(row.state) }
    case 'exited':
      // Zero is a job that is done; everything else left with a complaint.
      return row.exitCode ? { meaning: 'attention', word: words.state.exitedWith(row.exitCode) } : { meaning: 'unknown', word: word(row.state) }
    default:
      return { meaning: 'unknown', word: word(row.state) }
  }
}

/** What kind of failure the engine's sentence tells of. */
export function failureOf(error: string): keyof typeof words.failure {
  if (/address already in use|port is already allocated/i.test(error)) return 'portTaken'
  if (/cannot assign requested address/i.test(error)) return 'noAddress'
  return /bind/i.test(error) ? 'bind' : 'other'
}

function word(state: string): string {
  const known = words.state[state]
  return typeof known === 'string' ? known : state
}
