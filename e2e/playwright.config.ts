import { defineConfig } from '@playwright/test'
import { labInfo } from './lab/api.mjs'
import type { LabOptions } from './fixtures'

const { hosts, lan } = labInfo()

export default defineConfig<LabOptions>({
  testDir: '.',
  outputDir: '../test-results/e2e',
  // The hosts are shared state: one test at a time.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['json'] as ['json']] : [])],
  use: {
    ignoreHTTPSErrors: true,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Recording every step of the browser takes a quarter of the time of a run: `npm run e2e -- --trace on` where one is looked into.
    trace: 'off',
    launchOptions: {
      executablePath: lan.chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'machine', testMatch: 'machine/*.e2e.ts' },
    ...hosts.map((host) => ({ name: host.name, testMatch: '*/*.e2e.ts', testIgnore: 'machine/*', use: { host: host.name, baseURL: host.url } })),
  ],
})
