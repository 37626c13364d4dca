/** One line of a file that sets a setting when the host starts. `key` as the file means it, maybe with wildcards. `wins`: this is what holds after a start. */
export type SetBy = { file: string; line: number; key: string; value: string; atStart: boolean; wins: boolean }

/**
 * One kernel setting. `dev` is the interface, `all`, `default`, or null for settings that no interface has. `path` is the file under /proc/sys.
 * `kept`: its value in dock6's own drop-in, null if it is not there. `setBy`: all files that set it, in their order; null where the files could not be read.
 */
export type Sysctl = { key: string; path: string; dev: string | null; name: string; value: string; kept: string | null; setBy: SetBy[] | null }

/** A file that sets sysctls at the start. `text` is told of dock6's own file only (null: not there); of the others only what they set. */
export type SysctlFile = { path: string; own: boolean; text: string | null; atStart: boolean; settings: number }
