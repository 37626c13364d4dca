import { expect, test } from 'vitest'
import { run } from './run'

test('stdout of a command that succeeds', async () => expect(await run(['echo', 'a  b'])).toEqual({ ok: true, value: 'a  b\n' }))

test.each(['$(id)', '`id`', '; id', '-n', '--help\nid', "'", '"', '*'])('an argument is one argument, whatever it holds: %j', async (word) => {
  expect(await run(['printf', '%s', word])).toEqual({ ok: true, value: word })
})

test('a failure tells the exit code and what the command said', async () => {
  expect(await run(['ls', '/does/not/exist'])).toMatchObject({ ok: false, problem: { code: 'command_failed', message: expect.stringContaining('exit code 2'), evidence: { source: 'ls /does/not/exist', text: expect.stringContaining('No such file') } } })
})

test('a command that is not installed is told by its name', async () => {
  expect(await run(['dock6-no-such-command'])).toMatchObject({ ok: false, problem: { code: 'command_missing', message: expect.stringContaining('dock6-no-such-command') } })
})

test('time and output are bounded', async () => {
  expect(await run(['sleep', '5'], { timeoutMs: 50 })).toMatchObject({ ok: false, problem: { code: 'timed_out' } })
  expect(await run(['head', '-c', '200000', '/dev/zero'], { maxBytes: 1000 })).toMatchObject({ ok: false, problem: { code: 'too_large' } })
})

test('the environment of the caller does not reach the command', async () => {
  process.env['DOCK6_TEST_SECRET'] = 'x'
  const result = await run(['env'])
  expect(result.ok && result.value.split('\n').sort()).toEqual(['', 'LC_ALL=C', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin'])
})

test('control characters in what a command says cannot forge log lines', async () => {
  const result = await run(['sh', '-c', 'printf "a\\033[31m\\rb" >&2; exit 3'])
  expect(!result.ok && result.problem.evidence?.text).toBe('a\\u001b[31m\\u000db')
})
