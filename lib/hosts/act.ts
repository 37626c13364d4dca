import type { Action, DaemonAct, EngineAct, Json } from '../core/action'
import { fail, ok, type Result } from '../core/result'
import { NO_SECRETS, type Sealer } from '../core/sealed'
import { text } from '../text/en'
import { writeSysctl } from './act-sysctl'
import { isWritable, writeWholeFile } from './files'
import { awaitAddress } from './probe'
import { probeOutside } from './probe-outside'
import { run } from './run'

/** The file that may hold credentials; others are written as they are. */
const SEALED = '/etc/docker/daemon.json'
// An engine restart or a `docker` call that moves containers takes its time.
const COMMAND_MS = 120_000

/** Keeps or, with null, forgets one of dock6's own records; a rule answers when it has done its work. */
export type Keep = (table: 'row' | 'rule', key: string, value: Json, by: string) => Promise<Result<string>> | undefined | void

/**
 * Performs actions: the only place from which the host is changed. `again`: the action may have been done before (an undo, or a run after a crash),
 * so what says that the host already is as wished is taken for success. `failed`: it takes back a change that did not get to its end. Answers what the tool printed.
 */
export function createAct(parts: { engine(act: EngineAct, how: { again: boolean; failed: boolean }): Promise<Result<string>>; daemon?(act: DaemonAct, how: { again: boolean }): Promise<Result<string>>; keep: Keep | null; sealer?: Sealer }) {
  return async function perform(action: Action, { again, by = '', failed = false }: { again: boolean; by?: string; failed?: boolean }): Promise<Result<string>> {
    switch (action.type) {
      case 'exec':
        return execute(action, again)
      case 'write-sysctl':
        return writeSysctl(action.path, action.value)
      case 'write-file':
        return isWritable(action.path) ? writeWholeFile(action, action.path === SEALED ? parts.sealer : NO_SECRETS) : fail({ code: 'not_permitted', message: text.changes.filePath(action.path) })
      case 'engine':
        return parts.engine(action, { again, failed })
      case 'daemon':
        return parts.daemon ? parts.daemon(action, { again }) : fail({ code: 'not_available', message: text.changes.noKeep })
      case 'keep':
        if (parts.keep === null) return fail({ code: 'not_available', message: text.changes.noKeep })
        return (await parts.keep(action.table, action.key, action.value, by)) ?? ok('')
      case 'await-address':
        return awaitAddress(action)
      case 'probe':
        if (action.from === 'outside') return probeOutside(action)
        // Nobody will answer for a container that ended.
        return parts.engine({ act: 'container-await', container: action.container, seconds: action.seconds, serves: { address: action.address, port: action.port } }, { again, failed })
    }
  }
}

async function execute({ argv, alreadyDone = [] }: Action & { type: 'exec' }, again: boolean): Promise<Result<string>> {
  const result = await run(argv, { timeoutMs: COMMAND_MS })
  if (result.ok || !again) return result
  const said = result.problem.evidence?.text ?? ''
  return alreadyDone.some((words) => said.includes(words)) ? ok('') : result
}
