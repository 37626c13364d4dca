/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A network by what its bridge can be known by: the subnets that were asked for, and the name, if one was. */
export type MadeNetwork = { subnets: string[]; bridge: string | null }

/**
 * What the engine is asked to do. The list is closed: no engine path is ever passed through. Networks and containers are named by name or id; `body` is the engine's own request.
 * `network-remove`: `made`, on the way back, says as what it was made, so that a bridge that an engine left which fell meanwhile goes too.
 * `container-await`: until it works, or with `serves` until a TCP connection there is taken and held. `container-create`: secrets in its Env and Cmd are sealed. `container-remove`: `fresh` takes its volumes without a name along, if it never ran or if the change that made it did not get to its end.
 */
export type EngineAct =
  | { act: 'network-create'; name: string; body: Json }
  | { act: 'network-remove'; network: string; made?: MadeNetwork }
  | { act: 'network-connect'; network: string; container: string; endpoint: Json }
  | { act: 'network-disconnect'; network: string; container: string; force: boolean }
  | { act: 'container-rename'; container: string; name: string }
  | { act: 'container-start'; container: string }
  | { act: 'container-stop'; container: string; seconds: number | null }
  | { act: 'container-remove'; container: string; fresh?: true }
  | { act: 'container-create'; name: string; body: Json }
  | { act: 'container-clone'; from: string; name: string; change: CloneChange }
  | { act: 'container-await'; container: string; seconds: number; asked?: EngineBindings; serves?: { address: string; port: number } }

/** Port bindings as the engine takes them: `80/tcp` to the places on the host; an empty HostPort is the engine's choice. */
export type EngineBindings = { [port: string]: { HostIp: string; HostPort: string }[] }

/** What a clone has otherwise than its original. `ports`: all of them, not only what is new; `all`: whether the engine publishes every other exposed port too. `addresses`: by network, null leaves it to the engine. */
export type CloneChange = { ports?: { exposed: string[]; bindings: EngineBindings; all?: boolean }; addresses?: { [network: string]: { ipv4?: string | null; ipv6?: string | null } } }

/** What dock6 calls a container while it takes the place of another. Only such containers are ever removed, so that nobody else's is. */
export const PASSING_NAME = /\.dock6-(new|old)$/

/**
 * What is done to the engine's own process. `check`: asks the engine whether it would start with this file content (it is told `flags` as its unit gives them);
 * `restart`: restarts the unit and waits up to `waitS` seconds until the engine answers; `reload`: lets it read its file again, and waits until it says that it did; `run`: starts the containers that do not run;
 * `rules6-away`: takes out of ip6tables what the engine left there, other than the rules in `keep` (`table chain words`), and gives FORWARD its policy;
 * `bridge6-away`: takes the IPv6 that the engine left on its default bridge: global addresses, the routes to these prefixes and, with `linkLocal`, fe80::1;
 * `routers-heard`: tells links (accept_ra 2) to go on hearing routers although the engine is about to turn forwarding on; `forwarding-back`: forwarding, the policy of FORWARD and accept_ra as they were before `network` was made,
 * unless another network with IPv6, or a setting that is kept, needs forwarding by now;
 * `note`: does nothing: it is the other side of a step that only its way back, or only its way there, needs.
 */
export type DaemonAct =
  | { act: 'note'; what: string }
  | { act: 'check'; program: string; flags: string[]; content: string }
  | { act: 'restart'; unit: string; waitS: number }
  | { act: 'reload'; unit: string; waitS: number }
  | { act: 'run'; containers: { id: string; name: string }[] }
  | { act: 'bridge6-away'; dev: 'docker0'; routes: string[]; linkLocal: boolean }
  | { act: 'routers-heard'; links: string[] }
  | { act: 'forwarding-back'; network: string; settings: Setting[]; policy: 'ACCEPT' | null; accept: Setting[] }
  | { act: 'rules6-away'; policy: 'ACCEPT' | 'DROP'; keep: string[] }

/** A kernel setting at a value. `path` is relative to /proc/sys. */
export type Setting = { path: string; value: string }

/**
 * One touch of the host, as data: the journal keeps it, recovery runs it again. Doing the same twice ends in the same state.
 * `alreadyDone`: words on standard error that mean that the host is already as wished; believed only in an undo or when a step is run again after a crash.
 * `write-file`: content null removes; `ifHash` is the SHA-256 (hex) that the file must have now, null for absent; secrets in both are sealed (`sealed.ts`). `write-sysctl`: path relative to /proc/sys.
 * `keep`: one record of dock6's own (kept rows, rules), value null removes it.
 * `container-stop`: seconds null is the container's own time to stop. `container-await`: until it runs and, with a health check, is healthy; with `asked` it fails if the engine published it at any other place.
 * `await-address`: until a program may use the address, which duplicate address detection holds up. `probe`: until a TCP connection is taken and held: from this host, for as long as `container` runs steadily, or from `outside`, a network namespace
 * on a link of its own, as from a client beyond this host. What is found out there is told and fails nothing: a firewall may let in known links only.
 */
export type Action =
  | { type: 'exec'; argv: readonly [string, ...string[]]; alreadyDone?: readonly string[] }
  | { type: 'write-file'; path: string; content: string | null; ifHash: string | null }
  | { type: 'write-sysctl'; path: string; value: string }
  | ({ type: 'engine' } & EngineAct)
  | ({ type: 'daemon' } & DaemonAct)
  | { type: 'keep'; table: 'row' | 'rule'; key: string; value: Json }
  | { type: 'await-address'; address: string; seconds: number }
  | ({ type: 'probe'; proto: 'tcp'; address: string; port: number; seconds: number } & ({ from: 'host'; container: string } | { from: 'outside' }))

/**
 * One step with the way back. `undo` null: nothing to take back (the do changes nothing that lasts).
 * `forward`: the point of no return, for what no undo brings back whole: `there` for the do, `back` for the undo where the change itself is undone.
 * Such steps run last, when all else of the change was verified; from the moment that the first of them begins the change is finished, not taken back.
 */
export type Step = { title: string; do: Action; undo: Action | null; forward?: 'there' | 'back' }

/** The line that a person would type for this action; file diffs and records are told in words. */
export function commandOf(action: Action): string {
  switch (action.type) {
    case 'exec':
      return action.argv.map(quoted).join(' ')
    case 'write-sysctl':
      return `echo ${quoted(action.value)} > /proc/sys/${action.path}`
    case 'write-file':
      return action.content === null ? `rm ${quoted(action.path)}` : `# write ${action.path}`
    case 'engine':
      return engineCommand(action)
    case 'daemon':
      return daemonCommand(action)
    case 'keep':
      return `# dock6 ${action.value === null ? 'forgets' : 'keeps'} ${action.key}`
    case 'await-address':
      return `ip addr show to ${action.address}`
    case 'probe':
      return `nc -z -w ${action.seconds} ${action.address} ${action.port}${action.from === 'outside' ? ' # in a network namespace on a link of its own' : ''}`
  }
}

function engineCommand(act: EngineAct): string {
  switch (act.act) {
    case 'network-create':
      return `docker network create … ${quoted(act.name)}`
    case 'network-remove':
      return `docker network rm ${quoted(act.network)}`
    case 'network-connect':
      return `docker network connect ${quoted(act.network)} ${quoted(act.container)}`
    case 'network-disconnect':
      return `docker network disconnect ${act.force ? '-f ' : ''}${quoted(act.network)} ${quoted(act.container)}`
    case 'container-rename':
      return `docker rename ${quoted(act.container)} ${quoted(act.name)}`
    case 'container-start':
      return `docker start ${quoted(act.container)}`
    case 'container-stop':
      return `docker stop ${act.seconds === null ? '' : `-t ${act.seconds} `}${quoted(act.container)}`
    case 'container-remove':
      return `docker rm -f ${quoted(act.container)}`
    case 'container-create':
      return `docker create --name ${quoted(act.name)} …`
    case 'container-clone':
      return `docker create --name ${quoted(act.name)} ${[...(act.change.ports?.all ? ['-P'] : []), ...publishWords(act.change.ports?.bindings ?? {})].map(quoted).join(' ')} … # otherwise as ${quoted(act.from)}`.replace('  ', ' ')
    case 'container-await':
      return `docker inspect -f '{{json .State}}' ${quoted(act.container)}`
  }
}

function daemonCommand(act: DaemonAct): string {
  switch (act.act) {
    case 'note':
      return `# ${act.what}`
    case 'check':
      return [act.program, '--validate', '--config-file', 'daemon.json', ...act.flags].map(quoted).join(' ')
    case 'restart':
      return `systemctl restart ${act.unit}`
    case 'reload':
      return `systemctl reload ${act.unit}`
    case 'bridge6-away':
      return `ip -6 addr flush dev ${act.dev} scope global`
    case 'routers-heard':
      return act.links.length === 0 ? '# dock6 remembers how IPv6 forwarding stands' : `sysctl -w ${act.links.map((dev) => quoted(`net/ipv6/conf/${dev}/accept_ra=2`)).join(' ')}`
    case 'forwarding-back':
      return `sysctl -w ${[...act.settings, ...act.accept].map(({ path, value }) => quoted(`${path}=${value}`)).join(' ')}`
    case 'rules6-away':
      return 'ip6tables-restore --noflush # without what the engine left'
    case 'run':
      return `docker start ${act.containers.map(({ name }) => quoted(name)).join(' ')}`
  }
}

/** The `-p` words of bindings, each behind its flag. */
export function publishWords(bindings: EngineBindings): string[] {
  return Object.entries(bindings).flatMap(([port, places]) =>
    places.flatMap(({ HostIp, HostPort }) => {
      const address = HostIp.includes(':') ? `[${HostIp}]` : HostIp
      const place = address === '' && HostPort === '' ? '' : address === '' ? `${HostPort}:` : `${address}:${HostPort}:`
      return ['-p', `${place}${port.replace(/\/tcp$/, '')}`]
    }),
  )
}

/** A word as a shell would need it. For showing and copying only: nothing here is ever given to a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
