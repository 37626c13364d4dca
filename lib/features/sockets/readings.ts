import { sourceText, type Reading } from '../../core/reading'
import { ok } from '../../core/result'
import { text } from '../../text/en'
import { unreadable } from '../parse-json'
import { parseSs, type SocketFact } from './parse-ss'

// No -S: asking for SCTP sockets makes the kernel load the sctp modules on hosts that never used them. Looking must not change a host.
const source = { type: 'argv', argv: ['ss', '-H', '-n', '-l', '-t', '-u', '-p', '-e', '-O'] } as const

/** Listening TCP and UDP sockets of the host. The kernel has no event for them, so they are polled while somebody looks. */
export const socketFacts: Reading<SocketFact[]> = {
  name: 'sockets',
  source,
  wakes: [{ poll: 2000 }],
  parse(raw) {
    if (typeof raw !== 'string') return unreadable(sourceText(source), text.kernel.notText, String(raw))
    const facts = parseSs(raw)
    return typeof facts === 'string' ? unreadable(sourceText(source), text.kernel.notSocketLine, facts) : ok(facts)
  },
}
