/** Sentences of the keeper's own answers. */
export const keeper = {
  noResource: (name: string) => `There is nothing called “${name}” to read.`,
  noVerb: (path: string) => `The keeper does not know ${path}.`,
  socketsWithoutRoot: 'The keeper runs without root rights: processes of other users, and what listens inside containers, are not shown.',
  onlyGet: 'This can only be read.',
  internal: 'dock6 failed here by its own fault; the keeper’s log tells more.',
  noContainer: (id: string) => `There is no container “${id}” on this host.`,
  notRunning: (name: string) => `${name} is not running, so it has no network namespace to look into.`,
} as const
