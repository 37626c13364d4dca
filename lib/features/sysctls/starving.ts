import type { Step } from '../../core/action'
import type { Delta, Plan } from '../../core/change'
import { changesKernel as text } from '../../text/en/changes-kernel'
import { DONE, execStep, type KernelRows } from '../plan-parts'
import { routeBack, routeLabel, routeSpec, routeWords, sharedPlaces } from '../routes/changes-words'
import type { RouteRow } from '../routes/schema'
import { hears } from './advertised'

type Seen = Pick<KernelRows, 'routes' | 'sysctls'>

/**
 * Default routes that a link learned from routers and would lose when they run out (RFC 4861 section 6.3.4; mostly half an hour), because by these rows it hears no more advertisements.
 * They are taken away together with what starves them: the time for a confirmation is over long before that, and has to be about the host as it will be. `now` in ms.
 */
export function starved(rows: Seen, later: Seen, now: number): Pick<Plan, 'steps' | 'deltas'> & { routes: RouteRow[] } {
  const routes = later.routes.filter((one) => one.family === 6 && one.dst === 'default' && one.protocol === 'ra' && one.dev !== null && hears(rows, one.dev) && !hears(later, one.dev))
  const isShared = sharedPlaces(rows.routes)
  const parts = routes.map((one) => withoutLearned(one, now, isShared))
  return { routes, steps: parts.map(({ step }) => step), deltas: parts.map(({ delta }) => delta) }
}

/** Takes a learned default route away, with the way back. */
export function withoutLearned(route: RouteRow, now: number, isShared: ReturnType<typeof sharedPlaces>): { step: Step; delta: Delta } {
  const spec = routeSpec(route, now)
  const label = routeLabel(spec)
  return {
    step: execStep(text.sysctls.wipeRoute(label), routeWords('del', spec), DONE.routeGone, routeBack(spec, isShared)),
    delta: { resource: 'routes', label, match: { family: 6, dst: 'default', table: spec.table, metric: spec.metric, via: spec.via, dev: spec.dev }, before: { protocol: 'ra' }, after: null },
  }
}
