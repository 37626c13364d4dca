import { kindOf, type AddressKind } from '../../core/address-scope'
import { parseAddress } from '../../core/ip'

/** The kind of an address that the kernel printed; text that is none counts as unspecified. */
export function addressKind(address: string): AddressKind {
  const parsed = parseAddress(address)
  return parsed.ok ? kindOf(parsed.value) : 'unspecified'
}
