/** Sentences about commands, files and sources of the host. */
export const hosts = {
  commandMissing: (file: string) => `“${file}” is not installed on this host, so this cannot be read.`,
  commandFailed: (command: string) => `“${command}” could not be started.`,
  exited: (command: string, code: number | null) => `“${command}” failed${code === null ? '' : ` with exit code ${code}`}.`,
  timedOut: (command: string, ms: number) => `“${command}” gave no answer within ${Math.round(ms / 1000)} s.`,
  tooMuchOutput: (command: string) => `“${command}” printed more than dock6 is willing to read.`,
  needsRoot: (command: string) => `“${command}” may only be run by root; the keeper runs without root rights.`,
  fileUnreadable: (path: string) => `${path} could not be read.`,
  monitorDown: 'Kernel events are interrupted: tables are read anew on each look until they are back.',
  internal: (source: string) => `dock6 failed while reading ${source}.`,
} as const
