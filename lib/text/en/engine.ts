/** Sentences about the container engine: reaching it, what it can do, how it is set. */
export const engine = {
  socketMissing: (path: string) => `There is no engine socket at ${path}: the container engine is not running, or listens elsewhere.`,
  socketMissingHint: 'Start the engine (systemctl start docker), or set DOCK6_ENGINE to its socket.',
  denied: (path: string) => `The engine socket ${path} may not be opened by the keeper.`,
  deniedHint: 'Run the keeper as root, or as a member of the group that owns the socket.',
  refused: (path: string) => `Nobody answers on the engine socket ${path}: the socket is there, the engine is not running.`,
  refusedHint: 'Start the engine: systemctl start docker',
  stopped: 'The engine stopped while it was being read.',
  unreachable: (path: string) => `The engine on ${path} could not be asked.`,
  timedOut: (call: string, ms: number) => `The engine gave no answer to ${call} within ${Math.round(ms / 1000)} s.`,
  said: (call: string, status: number) => `The engine refused ${call} with HTTP status ${status}.`,
  notJson: (call: string) => `The engine answered ${call} with something that is not JSON.`,
  broughtBy: (what: string, version: string, has: string) => `${what} came with Docker ${version}; this engine is ${has}.`,
  notInPodman: (what: string) => `${what} is Docker's; Podman does not have it.`,
  configNotJson: (path: string, reason: string) => `${path} is not valid JSON: ${reason}`,
  configNotObject: (path: string) => `${path} does not hold a JSON object.`,
  processNotFound: 'No dockerd or podman process was found on this host.',
} as const
