import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createUndoTimer } from './undo-timer'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dock6-timer-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test('without systemd: a process of its own session, with what it needs to know', async () => {
  const script = join(folder, 'revert.mjs')
  const said = join(folder, 'said')
  // Field 6 of its stat is the session: its own number for the leader of a session (proc(5)).
  writeFileSync(script, `import fs from 'node:fs'; fs.writeFileSync(process.env.SAID + '.new', JSON.stringify([process.argv.slice(2), fs.readFileSync('/proc/self/stat', 'utf8').split(' ')[5] === String(process.pid)])); fs.renameSync(process.env.SAID + '.new', process.env.SAID)`)
  const timer = createUndoTimer({ script, env: { SAID: said }, systemd: false })
  expect(await timer.arm('ab12cd34', 60)).toEqual({ ok: true, value: undefined })
  for (let left = 100; left > 0 && !existsSync(said); left--) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(JSON.parse(readFileSync(said, 'utf8'))).toEqual([['--after=60', 'ab12cd34'], true])
  await timer.disarm('ab12cd34')
})

test.each(['', 'x', '../../x', 'ab12cd34 --bad', '--on-active=1'])('%j is no change', async (id) => {
  expect(await createUndoTimer({ script: 'x', env: {}, systemd: true }).arm(id, 60)).toMatchObject({ ok: false })
})
