import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { hashOfText } from '../../core/file-hash'

const CONFIG = '/etc/docker/daemon.json'
const PIDFILE = '/run/docker.pid'
/** Which process read which content by a reload. Gone with a restart of the host, as is the process. */
const NOTE = '/run/dock6/engine-loaded'

/** Whether the engine started after its config file, or the folder it would be in, was last changed. It writes its pidfile right after it has read its config. */
export function runsWithFile(): boolean {
  const started = changedAt(PIDFILE)
  return started !== null && started > Math.max(changedAt(CONFIG) ?? 0, changedAt(dirname(CONFIG)) ?? 0)
}

/** Notes that the running engine has just read the file as it is now. */
export function noteLoaded(seal: (text: string) => string): void {
  try {
    mkdirSync(dirname(NOTE), { recursive: true })
    writeFileSync(NOTE, JSON.stringify({ pid: Number(readFileSync(PIDFILE, 'utf8')), hash: hashOfText(seal(readFileSync(CONFIG, 'utf8'))) }), { mode: 0o600 })
  } catch {
    // Without the note the page says that a restart is needed: too much, never too little.
  }
}

/** Whether this process has read this content (with its secrets sealed) by a reload. */
export function isLoaded(pid: number, sealedText: string): boolean {
  try {
    const note = JSON.parse(readFileSync(NOTE, 'utf8')) as { pid?: unknown; hash?: unknown }
    return note.pid === pid && note.hash === hashOfText(sealedText)
  } catch {
    return false
  }
}

function changedAt(path: string): number | null {
  try {
    return statSync(path).mtimeMs
  } catch {
    return null
  }
}
