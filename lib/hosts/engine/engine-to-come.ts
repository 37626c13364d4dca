import type { DaemonAct } from '../../core/action'
import { fail, ok, type Result } from '../../core/result'
import { text } from '../../text/en'
import { hearRouters } from './forwarding'

/**
 * The engine as long as it waits for dock6-boot: it is asked nothing. Its socket may be there already (docker.socket), and whoever speaks to it would wait for an engine that waits for them, as would `systemctl restart`.
 * What it says (`engine_unreachable`) leaves an undo to the keeper. Only links are told to go on hearing routers: an engine that meets a network that shall go turns forwarding on first.
 */
export const engineToCome = {
  engine: async (): Promise<Result<string>> => later(),
  async daemon(act: DaemonAct): Promise<Result<string>> {
    if (act.act === 'note') return ok('')
    if (act.act === 'routers-heard') return hearRouters(act.links)
    if (act.act !== 'forwarding-back') return later()
    const heard = await hearRouters(act.accept.map(({ path }) => path.split('/')[3] ?? ''))
    return heard.ok ? later() : heard
  },
}

function later(): Result<string> {
  return fail({ code: 'engine_unreachable', message: text.engine.toCome })
}
