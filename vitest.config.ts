import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['{lib,components,app,scripts}/**/*.test.{ts,tsx}'],
    // Two workers: the suite shares the machine with the lab.
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
    // Fault injection walks every step of a change, in one test for each.
    testTimeout: 60_000,
  },
})
