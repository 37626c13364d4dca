/** The part of a prefix that every address in it begins with, as text; empty where text cannot tell (odd lengths). */
export function lockedPart(prefix: string): string {
  const [network = '', length = ''] = prefix.split('/')
  const bits = Number(length)
  if (network.includes('.')) {
    const parts = network.split('.')
    return bits % 8 === 0 && bits > 0 && bits < 32 ? `${parts.slice(0, bits / 8).join('.')}.` : ''
  }
  // "2001:db8:1:2::" may be followed by anything; a prefix that is written out to its end may not.
  return network.endsWith('::') && network.length > 2 && bits <= 112 ? network : ''
}

/** What a person typed behind the locked part. */
export function splitAddress(address: string, locked: string): string {
  return locked && address.startsWith(locked) ? address.slice(locked.length) : address
}

/** The whole address. Something that is whole already (pasted) is taken as it is. */
export function joinPrefix(typed: string, locked: string): string {
  const text = typed.trim()
  if (text === '' || locked === '' || text.startsWith(locked)) return text
  const whole = locked.includes('.') ? text.split('.').length === 4 : text.includes('::') || text.split(':').length === 8
  return whole ? text : locked + text
}
