import { create } from 'zustand'
import type { ChangeRecord, Intent, Plan } from '../../core/change'
import type { Problem } from '../../core/problem'

/** What a person wants to change. `typeName`: has to be typed before it may be applied; `loses`: what goes with it, in words; `undoes`: the change that is to be taken back, instead of intents; `done`: called once when it is done and verified; `inline`: a page shows it itself, the dialog stays away. */
export type Wish = { host: string; intents: readonly Intent[]; title: string; undoes?: string; typeName?: string; loses?: readonly string[]; done?: (record: ChangeRecord) => void; inline?: true }

/** Where the dialog stands. Before `previewing` the change is a draft in its form; what comes after `applying` is told by the record. */
export type ChangePhase = 'closed' | 'previewing' | 'refused' | 'planned' | 'applying' | 'waiting' | 'ended'

/** `stale`: the plan that no longer held, beside the fresh one. `unreachable`: the host did not answer the last time. `dueAt`: when the undo timer fires, by the clock of this browser. */
export type ChangeUi = { wish: Wish | null; open: boolean; phase: ChangePhase; record: ChangeRecord | null; problem: Problem | null; stale: Plan | null; unreachable: boolean; dueAt: number | null }

export const NO_CHANGE: ChangeUi = { wish: null, open: false, phase: 'closed', record: null, problem: null, stale: null, unreachable: false, dueAt: null }

/** The one change that this tab looks at. It lives outside React: closing the dialog must not stop a confirmation. */
export const useChange = create<ChangeUi>(() => NO_CHANGE)
