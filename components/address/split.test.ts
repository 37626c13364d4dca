import { describe, expect, it } from 'vitest'
import { splitAtPrefix } from './split'

describe('splitAtPrefix', () => {
  it.each([
    ['2001:db8:0:1:216:3eff:fe12:3456', 64, '2001:db8:0:1:', '216:3eff:fe12:3456'],
    ['2001:db8::202', 64, '2001:db8::', '202'],
    ['2001:db8::5', 32, '2001:db8::', '5'],
    ['fe80::1', 64, 'fe80::', '1'],
    ['::1', 128, '::1', ''],
    ['::1', 64, '::', '1'],
    ['2001:db8:0:1::', 64, '2001:db8:0:1::', ''],
    ['2001:db8:1234:5600::1', 56, '2001:db8:1234:56', '00::1'],
    ['2001:db8:0:50::1', 60, '2001:db8:0:5', '0::1'],
    ['2001:db8::a12', 124, '2001:db8::a1', '2'],
    ['2001:db8::2', 124, '2001:db8::', '2'],
    ['2001:db8::1', 0, '', '2001:db8::1'],
    ['fe80::1%eth0', 64, 'fe80::', '1%eth0'],
  ])('%s/%i', (text, length, prefix, rest) => {
    expect(splitAtPrefix(text, 6, length)).toEqual([prefix, rest])
  })
  it.each([
    ['192.0.2.10', 24, '192.0.2.', '10'],
    ['10.1.2.3', 8, '10.', '1.2.3'],
    ['10.1.2.3', 32, '10.1.2.3', ''],
    ['10.1.2.3', 12, '10.', '1.2.3'],
  ])('%s/%i', (text, length, prefix, rest) => {
    expect(splitAtPrefix(text, 4, length)).toEqual([prefix, rest])
  })
})
