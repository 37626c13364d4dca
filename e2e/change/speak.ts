import type { Page } from '@playwright/test'
import type { ChangeRecord } from '../../lib/core/change'
import type { Problem } from '../../lib/core/problem'
import { expect } from '../fixtures'

export type Intent = { kind: string; input: unknown }
/** What the console answers about a change: its record, or a refusal. */
export type Reply = { status: number; body: ChangeRecord & { problem: Problem | null } }

/** Speaks to the console as its pages do: from inside the browser, so that requests take the way of the person on the LAN. */
async function speak(page: Page, path: string, body?: unknown): Promise<Reply> {
  if (page.url() === 'about:blank') await page.goto('/api/v1/health')
  return page.evaluate(
    async ([to, data]) => {
      const answer = await fetch(`/api/v1/hosts/local/changes${to as string}`, data === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) })
      return { status: answer.status, body: await answer.json() }
    },
    [path, body] as const,
  )
}

/** Plans intents. */
export const preview = (page: Page, ...intents: Intent[]): Promise<Reply> => speak(page, '', { intents })

/** `apply`, `confirm`, `rollback` or `undo` of a change. */
export const act = (page: Page, id: string, action: string): Promise<Reply> => speak(page, `/${id}`, { action })

/** A change as the history has it. */
export const recorded = async (page: Page, id: string): Promise<ChangeRecord> => (await speak(page, `/${id}`)).body

/** Plans intents; fails the test if they are refused. */
export async function planned(page: Page, ...intents: Intent[]): Promise<ChangeRecord> {
  const { body } = await preview(page, ...intents)
  expect(body.state, JSON.stringify(body)).toBe('planned')
  return body
}

/** Applies a plan and waits for the end: the answer to an apply comes after ten seconds at the latest. */
export async function ended(page: Page, id: string): Promise<ChangeRecord> {
  let now: ChangeRecord = (await act(page, id, 'apply')).body
  await expect.poll(async () => {
    if (now.state === 'applying' || now.state === 'undoing') now = await recorded(page, id)
    return now.state
  }, { timeout: 60_000, intervals: [200] }).not.toMatch(/applying|undoing/)
  return now
}

/** Plans and applies; fails the test if it does not end as done. */
export async function applied(page: Page, ...intents: Intent[]): Promise<ChangeRecord> {
  const { id } = await planned(page, ...intents)
  const done = await ended(page, id)
  expect(done.state, JSON.stringify(done.problem ?? done.steps)).toBe('done')
  return done
}

/** Undo is a change like any other: a plan first, then applied. */
export async function takenBack(page: Page, id: string): Promise<void> {
  const undo = await act(page, id, 'undo')
  expect(undo.body.state, JSON.stringify(undo.body)).toBe('planned')
  const done = await ended(page, undo.body.id)
  expect(done.state, JSON.stringify(done)).toBe('done')
}

/** Applies a change if there is anything for it to do: for tidying up. A plan that the host has left behind meanwhile (a container that just starts) is made anew. */
export async function tidied(page: Page, intent: Intent): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const { body } = await preview(page, intent)
    if (body.state !== 'planned' || (await act(page, body.id, 'apply')).body.state === 'done') return
  }
  throw new Error(`${intent.kind} ${JSON.stringify(intent.input)} could not be applied`)
}
