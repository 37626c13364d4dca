import { create } from 'zustand'
import type { Problem } from '../../core/problem'

/** How the live channel stands. `since` is when it came into this state; `lastEventAt` when anything was heard last, beats included. */
export type Live = { state: 'connecting' | 'connected' | 'reconnecting' | 'keeper'; since: number; lastEventAt: number | null; problem: Problem | null }

type Resources = { versions: Readonly<Record<string, number>>; live: Live }

/** Versions of all resources as the keeper told them last, and the state of the channel. Never rows: those belong to whoever shows them. */
export const useResources = create<Resources>(() => ({ versions: {}, live: { state: 'connecting', since: 0, lastEventAt: null, problem: null } }))

/** Moves the channel to a state; `since` stays while the state stays. */
export function setLive(state: Live['state'], problem: Problem | null = null): void {
  useResources.setState(({ live }) => ({ live: { ...live, state, problem, since: live.state === state && live.since > 0 ? live.since : Date.now() } }))
}

/** All versions at once, as after connecting. */
export function setVersions(versions: Readonly<Record<string, number>>, at: number): void {
  useResources.setState(({ live }) => ({ versions: { ...versions }, live: { ...live, lastEventAt: at } }))
}

/** One resource has a new version. */
export function setVersion(resource: string, version: number, at: number): void {
  useResources.setState(({ versions, live }) => ({ versions: { ...versions, [resource]: version }, live: { ...live, lastEventAt: at } }))
}

/** Something was heard, though nothing changed. */
export function setHeard(at: number): void {
  useResources.setState(({ live }) => ({ live: { ...live, lastEventAt: at } }))
}
