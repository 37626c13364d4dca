import { randomBytes } from 'node:crypto'
import { formatAddress } from '../core/ip'
import { ok, type Result } from '../core/result'
import { text } from '../text/en'
import { openNamespace, type Namespace } from './probe-netns'
import { run } from './run'
import { connectFrom } from './tcp-connect'

const t = text.changesContainers.outside

/** A place beyond this host. `connect` answers empty text if the connection was accepted, else why not. */
export type Outside = { connect(address: string, port: number, seconds: number): Promise<Result<string>>; end(): Promise<void> }

/**
 * Opens a place as a client beyond this host has it: a network namespace on a link of its own, so that packets come in by a link and pass the rules for translating and forwarding,
 * which connections of the host itself do not. The kernel takes the link away with the namespace.
 */
export async function openOutside(): Promise<Result<Outside>> {
  const namespace = await openNamespace()
  if (!namespace.ok) return namespace
  const { inside, end } = namespace.value
  for (const argv of linkTo(namespace.value)) {
    const done = await run(argv)
    if (done.ok) continue
    await end()
    return done
  }
  return ok({ connect: (address, port, seconds) => connectFrom(inside, { address, port, seconds }), end })
}

/** Connects as a client beyond this host would. Answers in words, never with a failure: it says what such a client sees. */
export async function probeOutside({ address, port, seconds }: { address: string; port: number; seconds: number }): Promise<Result<string>> {
  const outside = await openOutside()
  if (!outside.ok) return ok(t.untried(outside.problem.evidence?.text ?? outside.problem.message))
  try {
    const said = await outside.value.connect(address, port, seconds)
    if (!said.ok) return ok(t.untried(said.problem.evidence?.text ?? said.problem.message))
    return ok(said.value === '' ? t.answered : t.silent(said.value))
  } finally {
    await outside.value.end()
  }
}

/** A cable between the host and the namespace, with two addresses of a unique local prefix that chance chose (RFC 4193 section 3.2.2), so that it meets no other. */
function linkTo({ pid, inside }: Pick<Namespace, 'pid' | 'inside'>): [string, ...string[]][] {
  const name = `d6p${randomBytes(4).toString('hex')}`
  const base = (0xfdn << 120n) | (BigInt(`0x${randomBytes(7).toString('hex')}`) << 64n)
  const [ours, theirs] = [formatAddress(6, base), formatAddress(6, base + 1n)]
  return [
    ['ip', 'link', 'add', 'name', name, 'type', 'veth', 'peer', 'name', 'probe', 'netns', String(pid)],
    // Deprecated, so that the host never speaks from it.
    ['ip', '-6', 'address', 'add', `${ours}/127`, 'dev', name, 'nodad', 'preferred_lft', '0'],
    ['ip', 'link', 'set', 'dev', name, 'up'],
    inside(['ip', 'link', 'set', 'dev', 'lo', 'up']),
    inside(['ip', '-6', 'address', 'add', `${theirs}/127`, 'dev', 'probe', 'nodad']),
    inside(['ip', 'link', 'set', 'dev', 'probe', 'up']),
    inside(['ip', '-6', 'route', 'add', 'default', 'via', ours, 'dev', 'probe']),
  ]
}
