import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Rows } from '../../core/change'
import { startContainer } from './power'
import type { Container } from './schema'

const { rows } = JSON.parse(readFileSync(new URL('cases/start.json', import.meta.url), 'utf8')) as { rows: Rows & { containers: Container[] } }
const A = '2001:db8:23:42::303'
const published = [A, '::', '2001:db8:23:42::9'].map((hostIp) => ({ port: '80/tcp', hostIp, hostPort: '80' }))
const stepsOn = (addresses: object[]) => {
  const plan = startContainer.plan(startContainer.input.parse({ container: 'web' }), { containers: [{ ...rows.containers[0]!, published }], addresses }, { admin: null, now: 0 })
  if (!plan.ok) throw new Error(plan.problem.message)
  return plan.value.steps.map((step) => step.do)
}

test('a start waits for addresses that the same batch adds for the container, and for no others', () => {
  const added = { family: 6, address: A, length: 64, dev: 'eth0', container: null }
  expect(stepsOn([added, { ...added, address: '2001:db8::77' }]).map(({ type }) => type)).toEqual(['await-address', 'engine', 'engine'])
  expect(stepsOn([added])[0]).toEqual({ type: 'await-address', address: A, seconds: 6 })
  expect(stepsOn([{ ...added, flags: ['tentative'] }]).map(({ type }) => type)).toEqual(['engine', 'engine'])
})
