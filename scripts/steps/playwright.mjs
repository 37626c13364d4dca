import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'

/**
 * Runs the end-to-end tests against the lab that `env` names; rejects if one fails.
 * @param {string[]} args of Playwright
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const playwright = (args, options = {}) =>
  run([process.execPath, join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts', ...args], { cwd: ROOT, ...options })
