/** One kernel setting. `dev` is the interface, `all`, `default`, or null for settings that no interface has. `path` is the file under /proc/sys. */
export type Sysctl = { key: string; path: string; dev: string | null; name: string; value: string }
