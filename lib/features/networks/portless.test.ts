import { expect, test } from 'vitest'
import { portless } from './portless'

const bridge = { driver: 'bridge', internal: false, gatewayMode4: 'nat', gatewayMode6: 'nat' }

test('where the engine drops bindings, and by what', () => {
  for (const driver of ['bridge', 'overlay']) expect(portless({ ...bridge, driver }, 6)).toBeNull()
  for (const gatewayMode6 of ['nat', 'routed', 'nat-unprotected', null]) expect(portless({ ...bridge, gatewayMode6 }, 6)).toBeNull()
  for (const driver of ['macvlan', 'ipvlan']) expect(portless({ ...bridge, driver, gatewayMode4: null, gatewayMode6: null }, 4)).toBe(driver)
  expect(portless({ ...bridge, internal: true }, 4)).toBe('internal')
  expect([4, 6].map((family) => portless({ ...bridge, gatewayMode6: 'isolated' }, family as 4 | 6))).toEqual([null, 'isolated'])
})
