import { describe, expect, test } from 'vitest'
import { nodeProblem } from './checks.mjs'
import { parseSettings, withSetting } from './settings.mjs'

describe('the settings file', () => {
  const TEXT = `# ours\nDOCK6_PORT=9000\n\nOTHER="x"\nDOCK6_HOSTNAMES='a.test, b.test'\n`
  test('is read as systemd reads it: quotes, comments, the last one counts', () => {
    expect(parseSettings(`${TEXT}DOCK6_PORT="9001"\n# DOCK6_PORT=1`)).toEqual({ DOCK6_PORT: '9001', DOCK6_HOSTNAMES: 'a.test, b.test' })
  })
  test('a new value takes the place of the old one, the rest stays', () => {
    expect(withSetting(TEXT, 'DOCK6_PORT', '9002')).toBe(TEXT.replace('DOCK6_PORT=9000', 'DOCK6_PORT="9002"'))
    expect(withSetting('A=b', 'DOCK6_PORT', '1')).toBe('A=b\nDOCK6_PORT="1"\n')
  })
  test.each(['a"b', 'c\\d', ' blank ', '$HOME', ''])('%j comes back as it was', (value) => {
    expect(parseSettings(withSetting('', 'DOCK6_HOSTNAMES', value))).toEqual({ DOCK6_HOSTNAMES: value })
  })
})

test.each([['20.9.0', true], ['20.20.2', true], ['24.0.0', true], ['20.8.1', false], ['18.19.0', false]])('Node.js %s: %s', (version, fits) => {
  expect(nodeProblem(version)).toEqual(fits ? null : expect.stringContaining(version))
})
