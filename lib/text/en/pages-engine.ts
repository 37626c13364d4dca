/** The Engine page. */
export const enginePage = {
  label: 'Engine',
  products: { docker: 'Docker', podman: 'Podman' },
  version: (product: string, version: string) => `${product} ${version}`,
  restart: (path: string) => `${path} was changed after the engine started.`,
  restartWhy: 'The running engine does not know of it. Settings marked “waits” hold after a restart of the engine.',
  facts: {
    version: 'Version', api: 'API', apiFrom: (api: string, min: string) => `${api}, understands from ${min}`, os: 'Operating system', kernel: 'Kernel', started: 'Started', pid: 'PID', containers: 'Containers',
    running: (running: number, all: number) => `${running} of ${all} running`, rootless: 'Rootless', liveRestore: 'Live restore', firewall: 'Firewall backend', swarm: 'Swarm',
    pools: 'Default address pools', pieces: (size: number) => `in pieces of /${size}`, unread: 'not known', yes: 'yes', no: 'no',
  },
  sections: {
    facts: 'The engine', settings: 'Settings that decide over IPv6', capabilities: 'What this engine can do', warnings: 'What the engine warns of', config: 'Config file', command: 'Command line',
  },
  settings: {
    key: 'Setting', value: 'Value', from: 'From', scope: 'Concerns', pending: 'waits', pendingWhy: 'Written in the file after the engine started: it holds from the next restart on.', unset: 'not set', instead: (value: string) => `default ${value}`,
    froms: { flag: 'flag', file: 'file', default: 'default' },
    fromWhy: { flag: 'Given on the engine’s command line.', file: 'Written in the engine’s config file.', default: 'Nobody set it: the engine’s own default.' },
    fromFile: (why: string, path: string) => `${why} ${path}`,
    scopes: { daemon: 'everything', docker0: 'default bridge', new: 'new networks', containers: 'containers' },
    scopeWhy: { daemon: 'Holds for the whole engine.', docker0: 'Holds for the default bridge (docker0) only.', new: 'Holds for networks that are made from now on; those that are there stay as they are.', containers: 'Holds for containers that are started from now on.' },
    none: 'This engine has no settings of this kind',
    noneWhy: 'Podman has neither a daemon nor a daemon.json: what holds is said per network.',
    count: (set: number, all: number) => `${set} of ${all} set`,
  },
  capabilities: { can: 'can', cannot: 'cannot', count: (n: number, all: number) => `${n} of ${all}` },
  moreWarnings: (n: number) => (n === 1 ? '1 more' : `${n} more`),
  config: {
    none: 'There is no such file. The engine runs on its defaults and its command line; that is fine.',
    empty: 'The file is empty.',
    broken: 'The engine would not start with this file.',
    copy: 'the config file',
  },
  command: { none: 'The engine’s process could not be found, so its command line is not known.', copy: 'the command line' },
  loading: 'Reading the engine',
  gone: { title: 'The engine did not say what it is', why: 'It answered, but with nothing. Is something else listening on its socket?' },
} as const
