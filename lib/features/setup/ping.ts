/** What `ping -6 -n` of iputils said: an answer in ms, an ICMP error with who sent it (RFC 4443), or silence. */
export type Ping = { kind: 'reply'; ms: number | null } | { kind: 'error'; from: string; said: string } | { kind: 'silence' }

const REPLY = /^\d+ bytes from .*? time[=<]([\d.]+) ms/m
const ERROR = /^From ([0-9a-f:.]+)(?:%\S+)? icmp_seq=\d+ (.+)$/im

/** Reads the output of one ping; what answered counts before what went wrong earlier. */
export function readPing(output: string): Ping {
  const reply = REPLY.exec(output)
  if (reply) return { kind: 'reply', ms: Number(reply[1]) }
  const error = ERROR.exec(output)
  return error ? { kind: 'error', from: error[1]!, said: error[2]!.trim() } : { kind: 'silence' }
}
