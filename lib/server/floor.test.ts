import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

// Below these versions there are known ways in without a login: GHSA-2xp9-vwfh-vxw4 (next, AVIF in the image optimizer) and CVE-2025-55182 (react, "React2Shell").
const FLOOR = { next: '16.3.3', react: '19.2.1', 'react-dom': '19.2.1' }

const require = createRequire(import.meta.url)
const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number)

function atLeast(version: string, floor: string): boolean {
  const [have, want] = [numbers(version), numbers(floor)]
  const differs = have.findIndex((n, i) => n !== want[i])
  // A pre-release of the floor itself comes before it.
  return differs === -1 ? !version.includes('-') : (have[differs] ?? 0) > (want[differs] ?? 0)
}

test.each(Object.entries(FLOOR))('%s is at least %s', (name, floor) => {
  const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string }
  expect(atLeast(version, floor), version).toBe(true)
})

test('comparing versions', () => {
  expect(['16.3.3', '16.4.0', '17.0.0', '16.10.0'].map((v) => atLeast(v, '16.3.3'))).toEqual([true, true, true, true])
  expect(['16.3.2', '15.9.9', '16.3.3-canary.1', '9.9.9'].map((v) => atLeast(v, '16.3.3'))).toEqual([false, false, false, false])
})
