'use client'
import { routes as words } from '../../lib/text/en/routes'
import { useView, ViewSwitch } from '../table/ViewSwitch'
import { RoutesTable } from './RoutesTable'
import { RulesTable } from './RulesTable'

const VIEWS = ['routes', 'rules'] as const

/** Routes, and behind them the policy rules that choose among the tables. */
export function RoutesPage({ host }: { host: string }) {
  const view = useView(VIEWS)
  const extra = <ViewSwitch label={words.label} value={view} views={[{ value: 'routes', label: words.label }, { value: 'rules', label: words.rules.label }]} />
  return view === 'rules' ? <RulesTable key="rules" host={host} extra={extra} /> : <RoutesTable key="routes" host={host} extra={extra} />
}
