import { expect, test } from 'vitest'
import { keeperConfig } from './config'

test.each([['', 60], ['8', 8], ['4', 5], ['0', 5], ['601', 600], ['99999999999', 60], ['-8', 60], ['8s', 60]])('DOCK6_CONFIRM_SECONDS=%s: %d s', (wish, seconds) => {
  expect(keeperConfig({ DOCK6_CONFIRM_SECONDS: wish } as unknown as NodeJS.ProcessEnv, true).confirmSeconds).toBe(seconds)
})
