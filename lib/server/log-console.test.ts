import { expect, test } from 'vitest'
import { createLog } from './log'
import { logConsole } from './log-console'

test('what packages print becomes lines of the log, one each, without colors', () => {
  const out: string[] = []
  const err: string[] = []
  const target = { ...globalThis.console }
  const before = target.log
  const back = logConsole(createLog({ out: (line) => out.push(line), err: (line) => err.push(line) }, () => 0), target)
  target.log('\u001B[32m ✓ \u001B[39mRunning %s\nin two lines', 'x')
  target.log('  ')
  target.error(new Error('no'))
  expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([{ at: '1970-01-01T00:00:00.000Z', level: 'info', process: 'console', message: 'printed', said: '✓ Running x\nin two lines' }])
  expect(JSON.parse(err[0]!)).toMatchObject({ level: 'error', said: expect.stringMatching(/^Error: no\n/) })
  expect([...out, ...err].every((line) => line.trimEnd().split('\n').length === 1)).toBe(true)
  back()
  expect(target.log).toBe(before)
})
