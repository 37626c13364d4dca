import { kindOf, type AddressKind } from '../../lib/core/address-scope'
import { parseAddress } from '../../lib/core/ip'
import { addressKinds, globalIpv4 } from '../../lib/text/en/glossary'

/** Mark, name and meaning of an address kind. A global IPv4 address is not called GUA. */
export function kindText(kind: AddressKind, family: 4 | 6): { mark: string; name: string; means: string } {
  return kind === 'global' && family === 4 ? globalIpv4 : addressKinds[kind]
}

/** The kind of an address by its text; null for text that is no address. */
export function kindOfText(text: string): AddressKind | null {
  const address = parseAddress(text)
  return address.ok ? kindOf(address.value) : null
}

/** Whether the interface part was made of a MAC address: ff:fe stands in its middle. */
export function isEui64(text: string): boolean {
  return /:[0-9a-f]{0,2}ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(text)
}
