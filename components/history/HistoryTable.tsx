'use client'
import { duration } from '../../lib/client/ago'
import type { ChangeRecord } from '../../lib/core/change'
import { historyPage as words } from '../../lib/text/en/history'
import { cx } from '../ui/class-names'
import { StatusMark } from '../ui/StatusMark'
import { Ago } from '../ui/Time'
import { actorWord, historyState } from './history-state'

const CELL = 'truncate py-1.5 pr-4 align-middle'

/** The changes, newest first. A row opens by its title, which is a button; the rest of the row answers to the pointer. */
export function HistoryTable({ rows, openKey, onOpen }: { rows: readonly ChangeRecord[]; openKey: string | null; onOpen: (id: string) => void }) {
  return (
    <table aria-label={words.label} className="w-full table-fixed text-13">
      <thead className="sticky top-0 z-10 bg-canvas text-left text-12 text-faint shadow-[inset_0_-1px_var(--color-line)]">
        <tr className="h-8">
          <th scope="col" className="w-[92px] pl-4 font-normal">{words.columns.at}</th>
          <th scope="col" className="pr-4 font-normal">{words.columns.what}</th>
          <th scope="col" className="w-[128px] font-normal">{words.columns.state}</th>
          <th scope="col" className="hidden w-[120px] font-normal @xl:table-cell">{words.columns.who}</th>
          <th scope="col" className="hidden w-[200px] font-normal @3xl:table-cell">{words.columns.from}</th>
          <th scope="col" className="hidden font-normal @4xl:table-cell">{words.columns.result}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => <Row key={row.id} row={row} open={row.id === openKey} onOpen={onOpen} />)}
      </tbody>
    </table>
  )
}

function Row({ row, open, onOpen }: { row: ChangeRecord; open: boolean; onOpen: (id: string) => void }) {
  const state = historyState(row)
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the button inside does the same by keyboard
    <tr onClick={() => onOpen(row.id)} className={cx('border-b border-line/60', open ? 'bg-accent-wash' : 'hover:bg-hover')}>
      <td className={cx(CELL, 'pl-4 text-soft')}><Ago at={row.at} /></td>
      <td className={CELL}><button type="button" aria-expanded={open} onClick={(event) => { event.stopPropagation(); onOpen(row.id) }} className="max-w-full truncate rounded-[3px] text-left font-medium">{row.plan.title}</button></td>
      <td className={cx(CELL, '[&>span]:flex')}><StatusMark meaning={state.meaning} why={state.why} plain={state.meaning === 'good' || state.meaning === 'unknown'}>{state.word}</StatusMark></td>
      <td className={cx(CELL, 'hidden @xl:table-cell')}>{actorWord(row.actor)}</td>
      <td className={cx(CELL, 'hidden font-mono text-[12.5px] text-soft @3xl:table-cell')}>{row.actor.type === 'user' ? row.actor.from : null}</td>
      <td className={cx(CELL, 'hidden text-soft @4xl:table-cell')}>{resultOf(row)}</td>
    </tr>
  )
}

/** What became of it, in a few words. */
function resultOf(row: ChangeRecord): string {
  if (row.problem) return row.problem.message
  return row.finishedAt !== null && row.state === 'done' ? words.doneIn(duration(row.steps.reduce((sum, { tookMs }) => sum + (tookMs ?? 0), 0))) : ''
}
