/** What goes into a log line besides its message. Never a password, token, cookie or session id. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export type Log = {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** A log of one JSON object per line: information to stdout, the rest to stderr. */
export function createLog(
  write: { out(line: string): void; err(line: string): void } = { out: (line) => process.stdout.write(line), err: (line) => process.stderr.write(line) },
  now: () => number = Date.now,
): Log {
  const line = (level: string, message: string, fields: LogFields = {}) =>
    `${escapeRest(JSON.stringify({ at: new Date(now()).toISOString(), level, process: 'console', message, ...fields }))}\n`
  return {
    info: (message, fields) => write.out(line('info', message, fields)),
    warn: (message, fields) => write.err(line('warn', message, fields)),
    error: (message, fields) => write.err(line('error', message, fields)),
  }
}

/** The parts of an unknown thrown thing that help in a log. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) }
  return { error: error.message, stack: error.stack }
}

// JSON.stringify escapes C0 controls only. DEL, C1 (CSI for some terminals) and the Unicode line ends would still forge lines or drive a terminal (ASVS 16.4.1).
function escapeRest(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
