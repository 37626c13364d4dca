import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emptyPlan, type ChangeRecord, type Risk } from '../core/change'
import type { ProblemCode } from '../core/problem'
import { fail, ok } from '../core/result'
import { NO_CHANGE, useChange } from './stores/change'
import { setUser } from './stores/session'

const api = vi.hoisted(() => ({ previewChange: vi.fn(), actOnChange: vi.fn(), readChange: vi.fn() }))
vi.mock('./changes', () => ({ ...api, isLostReply: ({ code }: { code: ProblemCode }) => code === 'not_available' || code === 'timed_out' }))
const { applyChange, closeChange, showChange, wishChange } = await import('./use-change')

const record = (state: ChangeRecord['state'], risk: Risk = 'safe', more: Partial<ChangeRecord> = {}): ChangeRecord => ({
  id: 'a', at: 0, actor: { type: 'user', name: 'maria', role: 'admin', from: '::1' }, state, intents: [], plan: { ...emptyPlan('Do it'), risk }, steps: [], problem: null, finishedAt: null, deadline: null, undoneBy: null, undoes: null, ...more,
})
const problem = (code: ProblemCode, field?: string) => fail({ code, message: code, ...(field ? { field } : {}) })
const wish = { host: 'local', title: 'Do it', intents: [{ kind: 'x', input: {} }] }
const phase = () => useChange.getState().phase

beforeEach(() => {
  vi.useFakeTimers()
  for (const mock of Object.values(api)) mock.mockReset()
  useChange.setState(NO_CHANGE)
  setUser({ name: 'maria', role: 'admin' })
})
afterEach(async () => {
  useChange.setState(NO_CHANGE)
  closeChange()
  await vi.runAllTimersAsync()
  vi.useRealTimers()
})

async function planned(risk: Risk = 'safe', done?: () => void): Promise<void> {
  api.previewChange.mockResolvedValue(ok(record('planned', risk)))
  await wishChange({ ...wish, ...(done ? { done } : {}) })
  expect(phase()).toBe('planned')
}

test('a quiet refusal goes back to the form', async () => {
  api.previewChange.mockResolvedValue(problem('bad_input', 'name'))
  expect(await wishChange(wish, { quiet: true })).toMatchObject({ field: 'name' })
  expect(useChange.getState()).toMatchObject({ phase: 'closed', open: false })
})

test('applies and is told once', async () => {
  const done = vi.fn()
  await planned('safe', done)
  api.readChange.mockResolvedValue(ok(record('applying')))
  api.actOnChange.mockResolvedValue(ok(record('done')))
  await applyChange()
  await vi.advanceTimersByTimeAsync(3000)
  expect(phase()).toBe('ended')
  expect(done).toHaveBeenCalledTimes(1)
})

test('a lost reply is no failure: the record decides', async () => {
  await planned()
  api.actOnChange.mockResolvedValue(problem('not_available'))
  api.readChange.mockResolvedValueOnce(problem('not_available')).mockResolvedValueOnce(ok(record('applying'))).mockResolvedValue(ok(record('done')))
  await applyChange()
  await vi.advanceTimersByTimeAsync(4000)
  expect(useChange.getState()).toMatchObject({ phase: 'ended', unreachable: false })
})

test('a request that never arrived may be applied again', async () => {
  await planned()
  api.actOnChange.mockResolvedValue(problem('not_available'))
  api.readChange.mockResolvedValueOnce(problem('not_available')).mockResolvedValue(ok(record('planned')))
  await applyChange()
  await vi.advanceTimersByTimeAsync(4000)
  expect(useChange.getState()).toMatchObject({ phase: 'planned', problem: { code: 'not_available' } })
})

test('a stale plan is made anew beside the old one', async () => {
  await planned()
  api.actOnChange.mockResolvedValue(problem('stale_plan'))
  api.readChange.mockResolvedValue(ok(record('planned')))
  api.previewChange.mockResolvedValue(ok(record('planned', 'disrupts', { id: 'b' })))
  await applyChange()
  expect(useChange.getState()).toMatchObject({ phase: 'planned', record: { id: 'b' }, stale: { title: 'Do it' } })
})

test('busy leaves the plan where it is', async () => {
  await planned()
  api.actOnChange.mockResolvedValue(problem('busy'))
  api.readChange.mockResolvedValue(ok(record('planned')))
  await applyChange()
  expect(useChange.getState()).toMatchObject({ phase: 'planned', problem: { code: 'busy' } })
})

test('confirms by itself once the way works again', async () => {
  await planned('may-disconnect')
  const waiting = record('waiting', 'may-disconnect', { deadline: Date.now() + 60_000 })
  api.readChange.mockResolvedValue(ok(waiting))
  api.actOnChange.mockResolvedValueOnce(ok(waiting)).mockResolvedValueOnce(problem('timed_out')).mockResolvedValue(ok(record('done')))
  await applyChange()
  expect(phase()).toBe('waiting')
  expect(api.actOnChange).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2000)
  expect(useChange.getState().unreachable).toBe(true)
  await vi.advanceTimersByTimeAsync(3000)
  expect(phase()).toBe('ended')
  expect(api.actOnChange.mock.calls.slice(1).every(([, , action]) => action === 'confirm')).toBe(true)
})

test('counts down although it was cut off before it saw the change wait', async () => {
  await planned('may-disconnect')
  api.actOnChange.mockResolvedValue(problem('not_available'))
  api.readChange.mockResolvedValue(problem('not_available'))
  await applyChange()
  await vi.advanceTimersByTimeAsync(2000)
  expect(useChange.getState()).toMatchObject({ phase: 'applying', unreachable: true, dueAt: expect.any(Number) })
})

test('does not confirm what somebody else applied', async () => {
  api.readChange.mockResolvedValue(ok(record('waiting', 'may-disconnect', { actor: { type: 'user', name: 'karl', role: 'admin', from: '::1' } })))
  showChange('local', record('waiting', 'may-disconnect', { actor: { type: 'user', name: 'karl', role: 'admin', from: '::1' }, deadline: Date.now() + 60_000 }))
  await vi.advanceTimersByTimeAsync(5000)
  expect(api.actOnChange).not.toHaveBeenCalled()
})

test('a late reply to “apply” does not bring back what is over', async () => {
  await planned('may-disconnect')
  let reply: (value: unknown) => void = () => undefined
  api.actOnChange.mockReturnValueOnce(new Promise((resolve) => (reply = resolve)))
  api.readChange.mockResolvedValue(ok(record('undone', 'may-disconnect')))
  void applyChange()
  await vi.advanceTimersByTimeAsync(2000)
  expect(phase()).toBe('ended')
  reply(ok(record('waiting', 'may-disconnect', { deadline: Date.now() + 60_000 })))
  await vi.advanceTimersByTimeAsync(100)
  expect(useChange.getState()).toMatchObject({ phase: 'ended', record: { state: 'undone' } })
})

test('a refused confirmation is followed by a look at what became of it', async () => {
  await planned('may-disconnect')
  api.actOnChange.mockResolvedValueOnce(ok(record('waiting', 'may-disconnect', { deadline: Date.now() - 1000 }))).mockResolvedValue(problem('conflict'))
  api.readChange.mockResolvedValue(ok(record('undone', 'may-disconnect')))
  await applyChange()
  await vi.advanceTimersByTimeAsync(2500)
  expect(useChange.getState()).toMatchObject({ phase: 'ended', record: { state: 'undone' } })
})
