import { readFileSync } from 'node:fs'

/**
 * Who the console runs as when root starts it: the system user dock6 where it is installed, else the person who called sudo, else nobody.
 * Supplementary groups are dropped with the change of user, so membership in the engine's group does not carry over.
 * @returns {{ name: string, uid: number, gid: number }}
 */
export function consoleUser() {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const sudo = Number(process.env.SUDO_UID ?? 0)
  const found = users.find(([name]) => name === 'dock6') ?? users.find(([, , uid]) => sudo > 0 && Number(uid) === sudo) ?? users.find(([name]) => name === 'nobody')
  if (!found) throw new Error('There is no unprivileged user for the console: neither dock6, nor the caller of sudo, nor nobody.')
  const [name = '', , uid, gid] = found
  return { name, uid: Number(uid), gid: Number(gid) }
}
