/** Newest API version whose answers dock6 has been written against. */
const NEWEST = '1.51'
/** Docker 20.10; anything older is asked in its words all the same, and answers what it can. */
const OLDEST = '1.41'

/**
 * The API version to speak: the engine's own, but none newer than dock6 knows, and none older than the engine still accepts
 * (Docker 29.0 to 29.2 refuse everything below 1.44). dockerode does not negotiate.
 */
export function negotiate(version: unknown): string {
  const { ApiVersion, MinAPIVersion } = (typeof version === 'object' && version !== null ? version : {}) as { ApiVersion?: unknown; MinAPIVersion?: unknown }
  const newest = isVersion(ApiVersion) ? ApiVersion : OLDEST
  const oldest = isVersion(MinAPIVersion) ? MinAPIVersion : newest
  const known = compareVersions(newest, NEWEST) > 0 ? NEWEST : newest
  return compareVersions(known, oldest) < 0 ? oldest : known
}

/** Whether the answer of `/version` comes from Podman's Docker-compatible API. */
export function isPodman(version: unknown): boolean {
  const components = (version as { Components?: unknown } | null)?.Components
  return Array.isArray(components) && components.some((c: unknown) => (c as { Name?: unknown } | null)?.Name === 'Podman Engine')
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,3}\.\d{1,4}$/.test(value)
}

function compareVersions(a: string, b: string): number {
  const [a1 = 0, a2 = 0] = a.split('.').map(Number)
  const [b1 = 0, b2 = 0] = b.split('.').map(Number)
  return a1 - b1 || a2 - b2
}
