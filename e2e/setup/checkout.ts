import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { hostExec, type HostName } from '../lab/api.mjs'

const ROOT = join(import.meta.dirname, '../..')
/** Where the checkout lies on a host; open to everybody, as a checkout usually is. */
export const CHECKOUT = '/srv/dock6-checkout'
/** Neither needed to install what is built, nor part of a checkout. */
const LEFT_OUT = ['.git', 'node_modules', '.next', 'test-results', 'playwright-report', 'docs/overview.png']

/** Puts this checkout with what was built in it on a host. */
export async function copyCheckout(host: HostName): Promise<void> {
  const packed = spawnSync('tar', ['--create', ...LEFT_OUT.map((path) => `--exclude=./${path}`), '.'], { cwd: ROOT, maxBuffer: 1024 ** 3 })
  expect(packed.status, packed.stderr.toString()).toBe(0)
  const unpacked = await hostExec(host, ['sh', '-c', `rm -rf ${CHECKOUT} && mkdir -p ${CHECKOUT} && tar -x -C ${CHECKOUT} && chmod -R a+rX ${CHECKOUT}`], { input: packed.stdout })
  expect(unpacked.code, unpacked.stderr).toBe(0)
}

/** Runs a script of the checkout on a host as root, as `npm run` does. */
export function script(host: HostName, ...argv: string[]) {
  return hostExec(host, ['sh', '-c', `cd ${CHECKOUT} && exec node "$@"`, 'node', ...argv], { timeoutMs: 180_000 })
}
